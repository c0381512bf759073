"""Parts against the whole: no quarter is more than its year, no buyers more than all.

Only figures that one article tells together are compared. Of a whole that names no goods
it is not known whether it is of all goods, so a greater part of it proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from parsers.ledger.accounts import is_country
from parsers.ledger.book import Book, Leaf
from parsers.ledger.cells import Cell
from parsers.ledger.findings import Finding, Outcome, shown
from parsers.ledger.lines import CLOSE, Line, around, nearest
from parsers.ledger.rounding import Band, ends
from parsers.numbers import grouped

WORLD = "WLD"
_NOTHING = Decimal(0)

Way = Literal["time", "country", "goods"]
"""What a part is a part by."""


def parts(leaf: Leaf, book: Book) -> Iterator[Finding]:
    """One finding for each whole and each way in which its article divides it."""
    added = [line for line in leaf.amounts if line.adds_up]
    for whole in added:
        close = around(whole, added, CLOSE)
        near = nearest(whole, [line for line in close if _like(line, whole)])
        for way, is_part in _WAYS.items():
            divided = [line for line in near if is_part(line, whole)]
            if divided:
                yield _finding(whole, way, divided, book)


def _like(part: Line, whole: Line) -> bool:
    same = part.cell.flow == whole.cell.flow and part.cell.unit == whole.cell.unit
    return same and part is not whole


def _is_part_of_time(part: Line, whole: Line) -> bool:
    if part.cell != whole.cell or part.when == whole.when:
        return False
    return bool(whole.when and part.when and whole.when.holds(part.when))


def _is_part_of_world(part: Line, whole: Line) -> bool:
    """Whether it is the flow of a party with one country, of that with the world."""
    if part.when != whole.when or part.cell.good != whole.cell.good:
        return False
    return _other_party(part, whole) is not None


def _other_party(part: Line, whole: Line) -> str | None:
    """The country that stands in a part where the world stands in the whole."""
    mine, all_of_them = set(part.cell[1:3]), set(whole.cell[1:3])
    same_side = part.cell.one == whole.cell.one or part.cell.two == whole.cell.two
    if all_of_them - mine != {WORLD} or not (same_side or part.cell.flow == "trade"):
        return None
    countries = list(filter(is_country, mine - all_of_them))
    return countries[0] if len(countries) == 1 else None


def _is_part_of_goods(part: Line, whole: Line) -> bool:
    same = part.cell[:3] == whole.cell[:3] and part.when == whole.when
    return same and part.cell.good != whole.cell.good == ""


_WAYS: Mapping[Way, Callable[[Line, Line], bool]] = {
    "time": _is_part_of_time,
    "country": _is_part_of_world,
    "goods": _is_part_of_goods,
}


def _finding(whole: Line, way: Way, divided: Sequence[Line], book: Book) -> Finding:
    taken = _shares(divided) if way == "country" else _greatest(divided)
    sum_of_them = Band(
        sum((line.band.low for line in taken), start=_NOTHING),
        sum((line.band.high for line in taken), start=_NOTHING),
    )
    if sum_of_them.low <= whole.band.high:
        return _told(whole, taken, "holds", "it is not less than its parts")
    doubt = _doubt(whole, way, taken, book)
    if doubt:
        return _told(whole, taken, "cannot tell", doubt)
    return _told(whole, taken, "fails", "it is less than its parts")


def _greatest(divided: Iterable[Line]) -> list[Line]:
    """The greatest of parts that may share what they tell of."""
    return [max(divided, key=lambda line: line.band.low)]


def _shares(divided: Iterable[Line]) -> list[Line]:
    """One part for each country: the first, which is the nearest."""
    shares: dict[Cell, Line] = {}
    for line in divided:
        shares.setdefault(line.cell, line)
    return list(shares.values())


def _doubt(whole: Line, way: Way, taken: Sequence[Line], book: Book) -> str | None:
    """Why a whole that is less than its parts may be right all the same."""
    if way == "goods":
        return "it may be of goods that it does not name"
    named = [party for party in whole.cell[1:3] if party != WORLD]
    if not all(map(is_country, named)) or (way == "time" and len(named) < 2):
        return "it may be of a part of the country"
    if any(map(book.is_disputed_in_article, (whole, *taken))):
        return "several amounts can be meant"
    if any(map(book.is_told_for_another_time, (whole, *taken))):
        return "the article tells one of the amounts for another time too"
    return None


def _told(whole: Line, taken: Sequence[Line], outcome: Outcome, why: str) -> Finding:
    """A finding with its sum."""
    statements = [line.statement for line in taken]
    text = " + ".join(map(shown, statements))
    if len(taken) > 1:
        total = sum((ends(s.measure)[0] for s in statements), start=_NOTHING)
        text = f"{text} = {grouped(total)}"
    text = f"{text} {whole.cell.unit}, of {shown(whole.statement)}"
    return Finding("part", outcome, text, why, (whole.statement, *statements))
