"""Stretches of the calendar: the days that a period covers, and how two of them lie."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from parsers.model import Period

YEARS = range(1700, 2101)
"""One wrong year would give every yearly report hundreds of columns."""

_DRIFT = (0, 1, -1, 2, -2)
"""Days by which the same day of two Iranian years can lie apart in ours, and by which
articles are off that write it down."""

_EDTF = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
)
_OPEN_YEAR = "XXXX"


class Interval(NamedTuple):
    """First and last day of a stretch of time; both belong to it."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def meets(self, other: Interval) -> bool:
        """Whether the two share at least one day."""
        return self.first <= other.last and other.first <= self.last

    def holds(self, other: Interval) -> bool:
        """Whether every day of the other is one of its own."""
        return self.first <= other.first and other.last <= self.last

    def shared(self, other: Interval) -> int:
        """How many days the two share."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return max((last - first).days + 1, 0)

    def year_before(self) -> Iterator[Interval]:
        """All stretches that are the same a year before, the likeliest first."""
        first, last = _year_before(self.first), _year_before(self.last)
        for start, end in product(_DRIFT, repeat=2):
            yield Interval(first + timedelta(start), last + timedelta(end))


def days(period: Period | None) -> Interval | None:
    """First and last day of a period; None where its years are not told.

    A period that is no stretch of the calendar, or outside the years that a ledger may
    have, is as good as none.
    """
    return None if period is None else _days(period.first, period.last)


@lru_cache(maxsize=4096)
def _days(start: str, end: str) -> Interval | None:
    try:
        first, last = _day(start, last=False), _day(end, last=True)
    except ValueError:
        return None
    if first > last or first.year not in YEARS or last.year not in YEARS:
        return None
    return Interval(first, last)


def why_undated(period: Period | None) -> str:
    """Why a period has no days, for a period that has none."""
    if period is None:
        return "no period is told"
    if period.first.startswith(_OPEN_YEAR) or period.last.startswith(_OPEN_YEAR):
        return f"the year of {period.edtf} is left open"
    return f"{period.edtf} is no period from {YEARS[0]} to {YEARS[-1]}"


def _day(edtf: str, *, last: bool) -> date:
    """The first or last day of a `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
    parts = _EDTF.fullmatch(edtf)
    if parts is None:
        raise ValueError(edtf)
    year = int(parts["year"])
    month = int(parts["month"] or (12 if last else 1))
    day = int(parts["day"] or (monthrange(year, month)[1] if last else 1))
    return date(year, month, day)


def _year_before(day: date) -> date:
    """The same day of the year before; of a leap day, the day before it."""
    year = day.year - 1
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
