"""Pivots: what counted figures come to, group by group, and never across what overlaps.

Goods may hold one another, units can not be added, and an export is the import of somebody
else. So every sum is of one flow, one good and one unit, whatever it is asked for by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Literal, NamedTuple, get_args

from parsers.ledger.accounts import bounds, is_movement, parties
from parsers.ledger.bookkeeping import USUAL, Bookkeeping
from parsers.ledger.cells import cell_of
from parsers.ledger.escaping import component
from parsers.ledger.intervals import Interval, days
from parsers.ledger.roles import Standing
from parsers.model import Flow

Dimension = Literal["reporter", "partner", "flow", "commodity", "year"]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
ALWAYS: tuple[Dimension, ...] = ("flow", "commodity")
"""What no sum goes across."""
ALL_GOODS = "all"
"""What the commodity of figures is called that name none."""

EXACT = Context(prec=200)


class View(NamedTuple):
    """A figure that counts, seen as the trade of one of its two countries."""

    reporter: str
    partner: str
    flow: Flow
    """As that country sees it."""
    commodity: str
    """As its account spells it, in small letters."""
    year: str
    """That of the day which dates the figure in the books."""
    unit: str
    when: Interval
    standing: Standing

    @property
    def amount(self) -> Decimal:
        """The figure; of a range its lower end, as books have it."""
        return bounds(self.standing.statement.measure)[0]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at; None leaves it open."""

    reporter: str | None = None
    partner: str | None = None
    flow: str | None = None
    commodity: str | None = None
    unit: str | None = None

    def holds(self, view: View) -> bool:
        """Whether the figure is one of those."""
        good = self.commodity and component(self.commodity).casefold()
        return all(
            wanted is None or wanted == own
            for wanted, own in (
                (self.reporter, view.reporter),
                (self.partner, view.partner),
                (self.flow, view.flow),
                (good, view.commodity),
                (self.unit, view.unit),
            )
        )


EVERYTHING = Scope()


class Sum(NamedTuple):
    """What the figures of one group come to."""

    group: tuple[str, ...]
    """The value of each of the columns that were asked for."""
    unit: str
    amount: Decimal
    figures: tuple[Standing, ...]
    """Those that were added, by time and article."""


def views(
    standings: Iterable[Standing],
    scope: Scope = EVERYTHING,
    keeping: Bookkeeping = USUAL,
) -> Iterator[View]:
    """Every figure that counts, as the trade of both of its countries.

    Args:
        standings: Figures with their roles.
        scope: What is looked at.
        keeping: How the books are kept.
    """
    for standing in standings:
        when = days(standing.statement.entry.period)
        if standing.role == "Counted" and when:
            yield from filter(scope.holds, _sides(standing, when, keeping))


def columns(by: Sequence[Dimension]) -> tuple[Dimension, ...]:
    """What sums are told by, if some of it was asked for."""
    return tuple(dict.fromkeys((*by, *ALWAYS)))


def pivot(views: Iterable[View], by: Sequence[Dimension]) -> tuple[Sum, ...]:
    """What the figures of each group come to, in the order of the groups.

    Args:
        views: Figures; one that a group has from both sides is added once.
        by: The columns, as `columns` completes them.
    """
    groups: dict[tuple[tuple[str, ...], str], dict[int, View]] = {}
    for view in views:
        group = tuple(str(getattr(view, dimension)) for dimension in by)
        groups.setdefault((group, view.unit), {})[id(view.standing)] = view
    sums = (
        Sum(group, unit, total(own.values()), _figures(own.values()))
        for (group, unit), own in groups.items()
    )
    return tuple(sorted(sums, key=lambda each: (_place(each, by), each.unit)))


def total(views: Iterable[View]) -> Decimal:
    """The sum of some figures, to the last digit."""
    amount = Decimal(0)
    for view in views:
        amount = EXACT.add(amount, view.amount)
    return amount


def _sides(standing: Standing, when: Interval, keeping: Bookkeeping) -> Iterator[View]:
    """A figure as each of the two countries sees it; a balance is nothing to add up."""
    entry, measure = standing.statement.entry, standing.statement.measure
    if entry.flow == "balance":
        return
    cell = cell_of(entry, measure)
    one, two = (str(party) for party in parties(entry))
    there: Flow = "export" if is_movement(entry) else "trade"
    back: Flow = "import" if is_movement(entry) else "trade"
    good, year = cell.good or ALL_GOODS, f"{keeping.day(when):%Y}"
    yield View(one, two, there, good, year, cell.unit, when, standing)
    yield View(two, one, back, good, year, cell.unit, when, standing)


def _figures(views: Iterable[View]) -> tuple[Standing, ...]:
    ordered = sorted(views, key=lambda view: (view.when, _article(view)))
    return tuple(view.standing for view in ordered)


def _article(view: View) -> tuple[str, int, str]:
    statement = view.standing.statement
    return statement.entry.article, statement.measure.span.start, statement.entry.id


def _place(each: Sum, by: Sequence[Dimension]) -> tuple[tuple[bool, str], ...]:
    """Where a group stands: all goods go before single ones."""
    return tuple(
        (dimension == "commodity" and value != ALL_GOODS, value)
        for dimension, value in zip(by, each.group, strict=True)
    )
