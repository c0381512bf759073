"""The timeline as a picture: SVG that fetches nothing, runs nothing and needs no style."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from html import escape
from itertools import groupby, pairwise

from parsers.ledger.escaping import one_line
from parsers.ledger.pivot import Sum
from parsers.ledger.report import Series
from parsers.numbers import grouped

MOST = 24
"""Series that are drawn; of more, the number is told."""
COLUMNS = 20
"""Places for years; what is earlier than the years in them is not drawn."""
FILLED = 4
"""Years without a figure that are left free; of more, a gap is shown."""
LABEL, YEAR, ROW, BAR, MARGIN = 260, 34, 40, 26, 12
"""Widths and heights in pixels: of a label, a year, a row, its highest bar, the edge."""
_CLIPPED = 38
_FILL = "#3b7dd8"


def chart(timeline: Sequence[Series]) -> str:
    """A row of bars for each series, one for each year; equal heights are equal amounts.

    Only series of the same goods and unit share a scale.

    Args:
        timeline: As a report has it.
    """
    known = sorted({year for each in timeline for year, _ in each.years})
    places = _places(known)
    recent = [series for series in timeline if _drawn(series, places)]
    drawn = recent[:MOST]
    body: list[str] = []
    top = MARGIN
    for (good, unit), group in groupby(drawn, key=lambda s: (s.commodity, s.unit)):
        panel = tuple(group)
        scale = max(told.amount for s in panel for _, told in _drawn(s, places))
        top += ROW // 2
        heading = f"{good}, {unit}; the highest bar is {grouped(scale)}"
        body.append(_text(MARGIN, top, heading, 'font-weight="bold"'))
        for series in panel:
            top += ROW
            body += _row(series, top, scale, places)
        top += ROW // 2
        body += _axis(top, places)
        top += ROW // 2
    if left_out := ", ".join(_left_out(timeline, drawn, places)):
        top += ROW // 2
        body.append(_text(MARGIN, top, f"not drawn: {left_out}"))
    if not drawn:
        top += ROW // 2
        body.append(_text(MARGIN, top, "no figure counts"))
    width = MARGIN * 2 + LABEL + YEAR * (max(places.values(), default=0) + 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {top + MARGIN}" '
        f'width="{width}" height="{top + MARGIN}" role="img" '
        'aria-label="What counted figures come to, year by year" '
        'font-family="sans-serif" font-size="12" fill="currentColor">\n'
        f"{''.join(body)}</svg>\n"
    )


def _places(years: Sequence[int]) -> dict[int, int]:
    """Where each year stands, counted from the left; long gaps take one place."""
    places: dict[int, int] = {}
    at = 0
    for before, year in zip((None, *years), years, strict=False):
        if before is not None:
            missing = year - before - 1
            at += 1 + (missing if missing <= FILLED else 1)
        places[year] = at
    first = max(at - COLUMNS + 1, 0)
    return {year: place - first for year, place in places.items() if place >= first}


def _drawn(series: Series, places: Mapping[int, int]) -> Sequence[tuple[int, Sum]]:
    """The years of a series that have a place."""
    return [told for told in series.years if told[0] in places]


def _left_out(
    timeline: Sequence[Series], drawn: Sequence[Series], places: Mapping[int, int]
) -> Iterator[str]:
    """What there is no room for."""
    if rows := len(timeline) - len(drawn):
        yield f"{rows:,} groups"
    if any(len(_drawn(series, places)) < len(series.years) for series in drawn):
        yield f"years before {min(places)}"


def _row(
    series: Series, base: int, scale: Decimal, places: Mapping[int, int]
) -> Iterator[str]:
    """The bars of a series above a line, and its name."""
    yield _text(MARGIN, base - 4, _short(series.name))
    for year, told in _drawn(series, places):
        height = _height(told.amount, scale)
        count = len(told.figures)
        figures = "1 figure" if count == 1 else f"{count:,} figures"
        title = f"{series.name} {year}: {grouped(told.amount)} {series.unit}, {figures}"
        yield (
            f'<rect x="{_x(places[year]) + 4}" y="{base - height}" width="{YEAR - 8}" '
            f'height="{height}" fill="{_FILL}"><title>{_safe(title)}</title></rect>\n'
        )
    end = _x(max(places.values()) + 1)
    yield (
        f'<line x1="{_x(0)}" y1="{base}" x2="{end}" y2="{base}" '
        'stroke="currentColor" stroke-opacity="0.3"/>\n'
    )


def _height(amount: Decimal, scale: Decimal) -> int:
    """Pixels of a bar; whatever counts can be seen."""
    if amount <= 0 or scale <= 0:
        return 1
    return max(int(amount / scale * BAR), 1)


def _axis(base: int, places: Mapping[int, int]) -> Iterator[str]:
    """The years below the rows, and the gaps between them."""
    for year, place in places.items():
        yield _text(_x(place) + YEAR // 2, base, str(year), 'text-anchor="middle"')
    for before, after in pairwise(places):
        if after - before > FILLED + 1:
            middle = _x(places[before] + 1) + YEAR // 2
            yield _text(middle, base, "\u2026", 'text-anchor="middle"')


def _x(place: int) -> int:
    return MARGIN + LABEL + YEAR * place


def _text(x: int, y: int, text: str, more: str = "") -> str:
    return f'<text x="{x}" y="{y}" {more}>{_safe(text)}</text>\n'.replace(" >", ">")


def _short(text: str) -> str:
    return text if len(text) <= _CLIPPED else f"{text[: _CLIPPED - 1]}\u2026"


def _safe(text: str) -> str:
    return escape(one_line(text))
