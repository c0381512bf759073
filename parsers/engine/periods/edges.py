"""Arithmetic on the two ends of a period, each known as far as it is told."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from parsers.engine import calendars
from parsers.model import Period

MODEL_YEAR: Final = 2001
"""Stands for an unknown year where a sum needs one; never shown."""
_EDGE: Final = re.compile(r"(\d{4}|XXXX)(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")
_EARLIEST, _LATEST = 1000, 9000


class Edge(NamedTuple):
    """One end of a period; the year is None where the article leaves it open."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        year = "XXXX" if self.year is None else f"{self.year:04}"
        month = "" if self.month is None else f"-{self.month:02}"
        return year + month + ("" if self.day is None else f"-{self.day:02}")


class Stretch(NamedTuple):
    """A period as numbers."""

    first: Edge
    last: Edge

    @property
    def period(self) -> Period:
        """The same as the shared value."""
        return Period(str(self.first), str(self.last))

    @property
    def open(self) -> bool:
        """Whether a year is not told."""
        return self.first.year is None or self.last.year is None

    @property
    def months(self) -> int:
        """How many months it covers, to the nearest."""
        if self.first.month is None or self.last.month is None:
            return 12 * (1 + (self.last.year or 0) - (self.first.year or 0))
        first, last = self._days()
        return round(((last - first).days + 1) / 30.44)

    @property
    def iranian(self) -> bool:
        """Whether its ends are ends of Iranian months, give or take a day."""
        first, last = self.first, self.last
        if first.day is None and last.day is None:
            crosses = first.year != last.year or first.year is None
            return first.month == last.month == 3 and crosses
        begin, end = self._days()
        return _near_first(begin) and (_near_first(end) or last.day is None)

    def _days(self) -> tuple[date, date]:
        """First and last day; unknown years are the model year or the one after."""
        first, last = self.first, self.last
        begin = _date(first.year or MODEL_YEAR, first.month or 1, first.day or 1)
        end = _date(last.year or MODEL_YEAR, last.month or 12, last.day or 31)
        if end < begin:
            end = _date(end.year + 1, end.month, end.day)
        return begin, end

    def moved(self, years: int) -> Stretch:
        """The same months some years on; an Iranian day stays that Iranian day."""
        if years == 0 or self.open:
            return self
        if self.iranian and self.first.day and self.last.day:
            begin, end = (calendars.shifted(day, years) for day in self._days())
            return stretch(begin, end)
        return Stretch(_moved(self.first, years), _moved(self.last, years))

    def placed(self, year: int) -> Stretch:
        """The same in a year: that in which an Iranian one begins, a Western one ends."""
        later = (self.first.month or 1) > (self.last.month or 12)
        begins = year + 621 if year < 1500 else year - later
        first, last = self.first, self.last
        return Stretch(_in_year(first, begins), _in_year(last, begins + later))

    def veiled(self) -> Stretch:
        """The same without its years."""
        return Stretch(self.first._replace(year=None), self.last._replace(year=None))


def _near_first(day: date) -> bool:
    """Whether the day is the first or last of an Iranian month, give or take one."""
    return calendars.iranian(day)[2] in (1, 2, 29, 30, 31)


def _date(year: int, month: int, day: int) -> date:
    """The day, or the last of its month where the month is shorter."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def _moved(edge: Edge, years: int) -> Edge:
    return _in_year(edge, (edge.year or MODEL_YEAR) + years)


def _in_year(edge: Edge, year: int) -> Edge:
    day = edge.day
    if day is not None and edge.month is not None:
        day = min(day, monthrange(year, edge.month)[1])
    return Edge(year, edge.month, day)


def stretch(first: date, last: date) -> Stretch:
    """From one day to another."""
    return Stretch(
        Edge(first.year, first.month, first.day), Edge(last.year, last.month, last.day)
    )


@lru_cache(maxsize=1024)
def read(period: Period) -> Stretch | None:
    """The numbers of a period; None where it is none that this program writes."""
    first, last = _edge(period.first), _edge(period.last)
    if first is None or last is None:
        return None
    if (first.year is None) != (last.year is None):
        return None
    if (first.month is None) != (last.month is None):
        return None
    if first.year and tuple(n or 0 for n in first) > tuple(n or 99 for n in last):
        return None
    return Stretch(first, last)


def _edge(written: str) -> Edge | None:
    m = _EDGE.fullmatch(written)
    if m is None:
        return None
    year = None if m[1] == "XXXX" else int(m[1])
    if year is not None and not _EARLIEST <= year <= _LATEST:
        return None
    month = int(m[2]) if m[2] else None
    day = int(m[3]) if m[3] else None
    if month and day and not 1 <= day <= monthrange(year or 2000, month)[1]:
        return None
    return Edge(year, month, day)
