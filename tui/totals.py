"""What entries come to, group by group; no two currencies are ever added."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal

from parsers.model import Entry
from tui.orders import Listed
from tui.wording import amount

_EXACT = Context(prec=200)

MONTH = "month"
"""The group of the months in which the articles were published."""
TIMES = ("year", MONTH)
"""The groups that stand in their order, as a line of time."""
GROUPS = ("reporter", "partner", "flow", *TIMES)
"""By what entries can be added up."""

UNTOLD = "not told"
"""The group of the entries that have no value there."""


@dataclass(frozen=True, slots=True)
class Total:
    """What the entries of one group come to."""

    group: str
    entries: int
    sums: tuple[tuple[str, Decimal], ...]
    """(currency, sum of the amounts told in it), the currency told most often first."""

    @property
    def shown(self) -> str:
        """The sums as a row shows them."""
        return "  ".join(f"{currency} {_rounded(sum_)}" for currency, sum_ in self.sums)


def totals(
    listed: Iterable[Listed], group: str, date_of: Callable[[int], str] = lambda _: ""
) -> tuple[Total, ...]:
    """What the entries come to, the group with most entries first, times in their order.

    Of a range the lower end counts. The same trade told twice counts twice: these are
    sums of claims.

    Args:
        listed: The entries.
        group: One of `GROUPS`.
        date_of: The day of the article of a row; empty where none is known.
    """
    counts: dict[str, int] = {}
    sums: dict[str, dict[str, list[Decimal]]] = {}
    group_of = _GROUPS.get(group, _year)
    for row, entry in listed:
        name = (date_of(row)[:7] if group == MONTH else group_of(entry)) or UNTOLD
        counts[name] = counts.get(name, 0) + 1
        if entry.value is not None:
            told = sums.setdefault(name, {})
            told.setdefault(entry.value.currency, []).append(entry.value.amount)
    made = (
        Total(name, count, tuple(_added(sums.get(name, {}))))
        for name, count in counts.items()
    )
    if group in TIMES:
        return tuple(sorted(made, key=lambda total: total.group))
    return tuple(sorted(made, key=lambda total: (-total.entries, total.group)))


def _added(told: Mapping[str, list[Decimal]]) -> Iterator[tuple[str, Decimal]]:
    """The sum of each currency."""
    for currency in sorted(told, key=lambda code: (-len(told[code]), code)):
        yield currency, sum(told[currency], Decimal(0))


def _year(entry: Entry) -> str | None:
    """The year in which the period begins."""
    year = entry.period.first[:4] if entry.period else None
    return None if year is None or year.startswith("X") else year


_GROUPS = {
    "reporter": lambda entry: entry.reporter,
    "partner": lambda entry: entry.partner,
    "flow": lambda entry: entry.flow,
    "year": _year,
}


def _rounded(sum_: Decimal) -> str:
    """Four digits are enough of a sum of claims."""
    if not sum_:
        return "0"
    places = sum_.adjusted() - 3
    return amount(
        sum_
        if places <= 0
        else sum_.quantize(Decimal(1).scaleb(places), context=_EXACT)
    )
