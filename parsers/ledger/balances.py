"""Trade balances: exports less imports of two countries, where both are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from parsers.ledger.pivot import ALL_GOODS, EXACT, View, total
from parsers.model import Money


class Balance(NamedTuple):
    """What a country sold to another in a year, and what it bought from it."""

    reporter: str
    partner: str
    year: str
    commodity: str
    currency: str
    exports: tuple[View, ...]
    imports: tuple[View, ...]

    @property
    def amount(self) -> Decimal | None:
        """Exports less imports; None where the two are not told of the same days."""
        if _days(self.exports) != _days(self.imports):
            return None
        return EXACT.subtract(total(self.exports), total(self.imports))


def balances(views: Iterable[View]) -> tuple[Balance, ...]:
    """The balance of every two countries of which both sides are told in money.

    Args:
        views: Figures that count; those of other flows say nothing here.
    """
    sides: defaultdict[tuple[str, str, str, str, str], dict[str, list[View]]] = (
        defaultdict(dict)
    )
    for view in views:
        if isinstance(view.standing.statement.measure, Money):
            what = (view.reporter, view.partner, view.year, view.commodity, view.unit)
            sides[what].setdefault(view.flow, []).append(view)
    found = (
        Balance(*what, tuple(told["export"]), tuple(told["import"]))
        for what, told in sides.items()
        if "export" in told and "import" in told
    )
    return tuple(sorted(found, key=_place))


def _days(views: Sequence[View]) -> list[tuple[object, object]]:
    return sorted(view.when for view in views)


def _place(balance: Balance) -> tuple[object, ...]:
    named = balance.commodity != ALL_GOODS
    return balance.reporter, balance.partner, balance.year, named, *balance[3:5]
