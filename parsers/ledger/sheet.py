"""Comma-separated values: one entry a row, for spreadsheets and data frames."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from parsers.model import Entry, Span
from parsers.numbers import plain

HEADINGS = (
    *("id", "article", "title", "flow", "reporter", "partner", "commodity", "period"),
    *("status", "qualifier", "attribution"),
    *("amount", "amount_to", "currency", "value_at"),
    *("quantity", "quantity_to", "unit", "quantity_at"),
    *("percent", "percent_to", "change_at"),
    *("rule", "digest", "span", "quote"),
)

_FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula."""


def sheet(entries: Iterable[Entry]) -> Iterator[str]:
    """The rows, headings first, each with its line end, by RFC 4180."""
    yield _row(HEADINGS)
    for entry in entries:
        yield _row(cells(entry))


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
        value.currency if value else "",
        _place(value.span) if value else "",
        plain(quantity.amount) if quantity else "",
        plain(quantity.amount_to)
        if quantity and quantity.amount_to is not None
        else "",
        _safe(quantity.unit) if quantity else "",
        _place(quantity.span) if quantity else "",
        plain(change.percent) if change else "",
        plain(change.percent_to) if change and change.percent_to is not None else "",
        _place(change.span) if change else "",
    )
    ends = (entry.rule, entry.digest, _place(entry.span), entry.quote)
    return (*map(_safe, texts), *numbers, *map(_safe, ends))


def _safe(text: str | None) -> str:
    """Text of an article on one line, which no spreadsheet takes for a formula."""
    line = " ".join((text or "").split())
    return f"'{line}" if line.startswith(_FORMULA) else line


def _place(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _row(cells: tuple[str, ...]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(cells)
    # What a file name holds that is no text can not be written as UTF-8.
    return written.getvalue().encode("utf-8", "backslashreplace").decode("utf-8")
