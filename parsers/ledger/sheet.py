"""Comma-separated values: one entry a row, for spreadsheets and data frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parsers.ledger.transactions import Words
from parsers.model import Entry, Span
from parsers.numbers import plain
from parsers.spreadsheet import row

HEADINGS = (
    *("id", "article", "title", "flow", "reporter", "partner", "commodity", "period"),
    *("status", "qualifier", "attribution"),
    *("amount", "amount_to", "currency", "value_at"),
    *("quantity", "quantity_to", "unit", "quantity_at"),
    *("percent", "percent_to", "change_at"),
    *("rule", "digest", "span", "quote"),
)
VERDICT = "verdict"


def sheet(entries: Iterable[Entry], verdicts: Words | None = None) -> Iterator[str]:
    """The rows, headings first, each with its line end, by RFC 4180.

    Args:
        entries: What is written.
        verdicts: What people decided, by the ids of entries; None if nobody was asked.
            If somebody was, that is the last column.
    """
    if verdicts is None:
        yield row(HEADINGS)
        yield from (row(cells(entry)) for entry in entries)
    else:
        yield row((*HEADINGS, VERDICT))
        for entry in entries:
            yield row((*cells(entry), verdicts.get(entry.id, "")))


def cells(entry: Entry) -> tuple[str, ...]:
    """The cells of an entry, in the order of the headings."""
    value, quantity, change = entry.value, entry.quantity, entry.change
    texts = (
        entry.id,
        entry.article,
        entry.title,
        entry.flow,
        entry.reporter,
        entry.partner,
        entry.commodity,
        entry.period.edtf if entry.period else None,
        entry.status,
        entry.qualifier,
        entry.attribution,
    )
    numbers = (
        plain(value.amount) if value else "",
        plain(value.amount_to) if value and value.amount_to is not None else "",
        _line(value.currency) if value else "",
        _place(value.span) if value else "",
        plain(quantity.amount) if quantity else "",
        plain(quantity.amount_to)
        if quantity and quantity.amount_to is not None
        else "",
        _line(quantity.unit) if quantity else "",
        _place(quantity.span) if quantity else "",
        plain(change.percent) if change else "",
        plain(change.percent_to) if change and change.percent_to is not None else "",
        _place(change.span) if change else "",
    )
    ends = (entry.rule, entry.digest, _place(entry.span), entry.quote)
    return (*map(_line, texts), *numbers, *map(_line, ends))


def _line(text: str | None) -> str:
    """Text of an article on one line."""
    return " ".join((text or "").split())


def _place(span: Span) -> str:
    return f"{span.start}-{span.end}"
