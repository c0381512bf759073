"""Whether an entry says what a person found: parties, flows, periods, goods.

Where two readings are as good, both agree: the exports of one country to another are
the imports of the other, and a surplus of the one is the deficit of the other.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import NamedTuple

from parsers.workbench.facts import Fact

GROUPS = frozenset(
    [
        "EU",
        "EAEU",
        "ECO",
        "GCC",
        "ASEAN",
        "OPEC",
        "CIS",
        "D8",
        "SCO",
        "G7",
        "OECD",
        "LATAM",
        "AFRICA",
        "ASIA",
        "EUROPE",
        "WLD",
    ]
)
NAMELESS = "XX:"
"""What the codes of groups without a code begin with."""
ALL_GOODS = frozenset(
    [
        "none",
        "goods",
        "commodities",
        "commodity",
        "products",
        "product",
        "total",
        "merchandise",
        "items",
        "cargo",
        "of",
        "and",
        "the",
        "other",
        "s",
    ]
)
"""Words that tell nothing about goods."""
SLACK = 4
"""Days that two ends of a period may lie apart."""
OPEN_YEAR = "2000"
"""What a year that is not told is counted as: a leap year."""


class Sides(NamedTuple):
    """Who trades with whom, which way."""

    flow: str
    reporter: str | None
    partner: str | None
    negative: bool
    """Whether the amount is below zero."""

    @property
    def mirrored(self) -> Sides:
        """The same balance, seen from the other side."""
        return Sides(self.flow, self.partner, self.reporter, not self.negative)


def same_sides(fact: Fact, told: Sides) -> bool:
    """Whether flow and parties are those of the fact, or as good."""
    views = [told]
    if fact.flow == told.flow == "balance" and fact.kind == "value":
        views.append(told.mirrored)
    wanted = (
        Sides(fact.flow, reporter, partner, fact.amount < 0)
        for reporter, partner in product(fact.reporters, fact.partners)
    )
    signed = fact.kind in ("change", "share") or fact.flow == "balance"
    return any(
        _same_flow(want, view) and (not signed or want.negative == view.negative)
        for want in wanted
        for view in views
    )


def same_period(fact: Fact, told: str | None) -> bool:
    """Whether the period is one of those of the fact, give or take a few days."""
    return any(_same_period(period, told) for period in fact.periods)


def same_goods(fact: Fact, told: str | None) -> bool:
    """Whether the goods share a telling word, or both tell none."""
    theirs = _telling(told)
    return any(
        bool(ours & theirs) or not (ours or theirs)
        for ours in map(_telling, fact.commodities)
    )


def _same_flow(want: Sides, told: Sides) -> bool:
    if {want.flow, told.flow} <= {"export", "import"}:
        return _all_same(_way(want), _way(told))
    if want.flow != told.flow:
        return False
    ours, theirs = (want.reporter, want.partner), (told.reporter, told.partner)
    return _all_same(ours, theirs) or (
        want.flow == "trade" and _all_same(ours, theirs[::-1])
    )


def _way(sides: Sides) -> tuple[str | None, str | None]:
    """Exporter and importer."""
    parties = (sides.reporter, sides.partner)
    return parties if sides.flow == "export" else parties[::-1]


def _all_same(wanted: Iterable[str | None], told: Iterable[str | None]) -> bool:
    return all(map(_same_party, wanted, told))


def _same_party(wanted: str | None, told: str | None) -> bool:
    """Whether it is the party; where the article tells none, any will do."""
    if wanted is None:
        return True
    if wanted == "WLD":
        return told in (None, "WLD")
    if wanted.startswith(NAMELESS):  # any group will do, one country will not
        return told is None or told in GROUPS or told.startswith(NAMELESS)
    return wanted == told


def _telling(goods: str | None) -> frozenset[str]:
    """The words that tell what the goods are; none for all goods."""
    return frozenset(re.findall(r"[\w-]+", (goods or "").lower())) - ALL_GOODS


_Edge = tuple[int, int]
"""The earliest and the latest day that it may be, both counted from year 1."""


class _Edges(NamedTuple):
    """The first and the last day of a period, as far as it is told."""

    first: _Edge
    last: _Edge
    open: bool
    """Whether the year is not told."""


def _same_period(wanted: str | None, told: str | None) -> bool:
    if not wanted or not told:
        return not wanted and not told
    try:
        one, two = _edges(wanted), _edges(told)
    except (ValueError, OverflowError):
        # No calendar has such a day, or no date can hold its year.
        return wanted == told
    return (
        one.open == two.open
        and _meet(one.first, two.first)
        and _meet(one.last, two.last)
    )


def _meet(one: _Edge, two: _Edge) -> bool:
    if one[0] != one[1] and two[0] != two[1]:  # both are months: then the same one
        return one == two
    return one[0] - SLACK <= two[1] and two[0] - SLACK <= one[1]


def _edges(period: str) -> _Edges:
    """The edges of an EDTF date or interval.

    The edge of an interval that is given by its month may lie anywhere in that month.
    """
    first, interval, final = period.partition("/")
    return _Edges(
        _edge(first, bool(interval), last=False),
        _edge(final or first, bool(interval), last=True),
        "XXXX" in period,
    )


def _edge(text: str, interval: bool, *, last: bool) -> _Edge:
    told = re.sub("^XXXX", OPEN_YEAR, text).replace("XX", "01").split("-")
    year, month, day = ([*map(int, told), 0, 0])[:3]
    if day:
        return (date(year, month, day).toordinal(),) * 2
    first, final = _month(year, month or (12 if last else 1))
    if month and interval:
        return first, final
    return (final, final) if last else (first, first)


def _month(year: int, month: int) -> _Edge:
    """Its first and its last day."""
    first = date(year, month, 1)
    return first.toordinal(), first.toordinal() + monthrange(year, month)[1] - 1
