"""The ledger as a plain-text table for people: a heading for each article, its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from unicodedata import combining, east_asian_width

from parsers.model import Change, Entry, Flow, Measure, Money, Quantity, Reading
from parsers.numbers import grouped

Row = Sequence[str]
ARROWS: Mapping[Flow, str] = {
    "export": "->",
    "import": "<-",
    "trade": "<->",
    "balance": "<->",
}
"""Which way the goods go between reporter and partner."""


def table(readings: Iterable[Reading]) -> Iterator[str]:
    """The lines of the table; an article without entries has none."""
    gap = ""
    for reading in readings:
        if not reading.entries:
            continue
        yield f"{gap}{_heading(reading)}\n"
        for row in _aligned([cells(entry) for entry in reading.entries]):
            yield f"  {row}\n"
        gap = "\n"


def _heading(reading: Reading) -> str:
    article = reading.article
    parts = (article.name, article.date, article.title)
    return "  ".join(_one_line(part) for part in parts if part)


def cells(entry: Entry) -> Row:
    """The cells of an entry; the widest comes last, where nothing is aligned to it."""
    flow = entry.flow if entry.status == "actual" else f"{entry.flow} ({entry.status})"
    row = (
        flow,
        f"{entry.reporter or '?'} {ARROWS[entry.flow]} {entry.partner or '?'}",
        entry.commodity or "",
        entry.period.edtf if entry.period else "",
        "; ".join(map(_measure, entry.measures)),
    )
    return tuple(map(_one_line, row))


def meaning(measure: Measure) -> str:
    """What a figure comes to: `1,450,000,000 USD`, `5 to 6 tonne`, `-11.6 %`."""
    match measure:
        case Money():
            return _range(measure.amount, measure.amount_to, measure.currency)
        case Quantity():
            return _range(measure.amount, measure.amount_to, measure.unit)
        case Change():
            return _range(measure.percent, measure.percent_to, "%")


def _measure(measure: Measure) -> str:
    """What the article says, and in brackets what it comes to."""
    return f"{measure.text} [{meaning(measure)}]"


def _range(low: Decimal, high: Decimal | None, unit: str) -> str:
    ends = [low] if high is None else [low, high]
    return f"{' to '.join(map(grouped, ends))} {unit}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _aligned(rows: Sequence[Row]) -> Iterator[str]:
    """The rows with every column but the last as wide as its widest cell."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for *cells, final in rows:
        padded = (
            cell + " " * (width - _width(cell))
            for cell, width in zip(cells, widths, strict=False)
            if width
        )
        yield "  ".join((*padded, final))


def _width(text: str) -> int:
    """How many columns a terminal gives the text, near enough for a table."""
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
