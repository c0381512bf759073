"""Reports: what the counted figures of many articles come to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from parsers.ledger.balances import Balance, balances
from parsers.ledger.bookkeeping import USUAL, Bookkeeping
from parsers.ledger.pivot import (
    EVERYTHING,
    Dimension,
    Scope,
    Sum,
    View,
    columns,
    pivot,
    views,
)
from parsers.ledger.roles import Standing

_ARROWS: Mapping[str, str] = {"export": "\u2192", "import": "\u2190", "trade": "\u2194"}


@dataclass(frozen=True, slots=True)
class Series:
    """The sums of a group, year by year."""

    name: str
    commodity: str
    unit: str
    years: tuple[tuple[int, Sum], ...]

    @property
    def figures(self) -> int:
        """How many figures it is made of."""
        return sum(len(each.figures) for _, each in self.years)


@dataclass(frozen=True, slots=True)
class Report:
    """What figures come to, as tables and as a timeline."""

    columns: tuple[Dimension, ...]
    """Those of the sums."""
    scope: Scope
    sums: tuple[Sum, ...]
    balances: tuple[Balance, ...]
    timeline: tuple[Series, ...]
    """By goods and unit, of which those come first that most figures tell of; of one kind,
    the greatest first."""


def report(
    standings: Iterable[Standing],
    by: Sequence[Dimension],
    scope: Scope = EVERYTHING,
    keeping: Bookkeeping = USUAL,
) -> Report:
    """What the figures that count come to.

    Args:
        standings: Figures with their roles.
        by: What sums are told by; flow and goods are always told.
        scope: What is looked at.
        keeping: How the books are kept.
    """
    seen = tuple(views(standings, scope, keeping))
    told = columns(by)
    return Report(
        columns=told,
        scope=scope,
        sums=pivot(seen, told),
        balances=balances(seen),
        timeline=_timeline(seen, tuple(d for d in told if d != "year")),
    )


def _timeline(seen: Sequence[View], told: tuple[Dimension, ...]) -> tuple[Series, ...]:
    groups: defaultdict[tuple[str, str, str], list[tuple[int, Sum]]] = defaultdict(list)
    for each in pivot(seen, (*told, "year")):
        *group, year = each.group
        named = dict(zip(told, group, strict=True))
        key = named["commodity"], each.unit, _name(named)
        groups[key].append((int(year), each))
    # An export is the import of somebody else: the same figures are one series.
    found = {
        tuple((year, each.figures) for year, each in years): Series(
            name, good, unit, tuple(sorted(years, key=_year))
        )
        for (good, unit, name), years in sorted(groups.items(), reverse=True)
    }.values()
    weights = Counter[tuple[str, str]]()
    for series in found:
        weights[series.commodity, series.unit] += series.figures
    return tuple(sorted(found, key=lambda series: _place(series, weights)))


def _place(
    series: Series, weights: Mapping[tuple[str, str], int]
) -> tuple[int, str, str, Decimal, str]:
    kind = series.commodity, series.unit
    return -weights[kind], *kind, -_greatest(series), series.name


def _greatest(series: Series) -> Decimal:
    """The greatest sum of a year."""
    return max(each.amount for _, each in series.years)


def _year(told: tuple[int, Sum]) -> int:
    return told[0]


def _name(group: Mapping[Dimension, str]) -> str:
    """A group in words: `export IRN -> RUS`."""
    flow, reporter, partner = (
        group["flow"],
        group.get("reporter", ""),
        group.get("partner", ""),
    )
    if reporter and partner:
        return f"{flow} {reporter} {_ARROWS[flow]} {partner}"
    return f"{flow} {reporter or partner}".strip()
