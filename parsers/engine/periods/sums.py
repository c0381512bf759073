"""Sums with months and years, Western and Iranian."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from parsers.engine import calendars
from parsers.engine.periods.edges import MODEL_YEAR, Edge, Stretch, stretch
from parsers.engine.periods.stated import Day

LEAP_YEAR: Final = 2000
"""Stands for an unknown year, so that February 29 is a day."""
STALE: Final = 12
"""A period that ended this many months before publication still governs bare months."""


def veil(found: Stretch, unknown: bool) -> Stretch:
    """Hide the years that were only reckoned with.

    A leap year from March 20 to March 20 must not come to look like one day.
    """
    if not unknown:
        return found
    veiled = found.veiled()
    if veiled.first == veiled.last and found.first != found.last and found.last.day:
        return Stretch(veiled.first, veiled.last._replace(day=found.last.day - 1))
    return veiled


def date_of(edge: Edge) -> date:
    """The day of an edge, the first one where it is told less exactly."""
    return date(edge.year or MODEL_YEAR, edge.month or 1, edge.day or 1)


def edge_of(day: date) -> Edge:
    """A day as an edge."""
    return Edge(day.year, day.month, day.day)


def edge_in(year: int | None, day: Day) -> Edge:
    """A told date in a year, moved into its month where that is shorter in this year."""
    return Edge(year, day.month, day.day and _within(year, day.month, day.day))


def _within(year: int | None, month: int, day: int) -> int:
    return min(day, monthrange(year or LEAP_YEAR, month)[1])


def length(part: tuple[int, int] | None) -> int | None:
    """How many months a part of a year has."""
    return None if part is None else part[1] - part[0] + 1


def western_months(index: int, length: int) -> Stretch:
    """`length` months from the month that is `index` months after the year 0."""
    year, month = divmod(index, 12)
    to_year, to_month = divmod(index + length - 1, 12)
    return Stretch(Edge(year, month + 1), Edge(to_year, to_month + 1))


def months_on_day(edge: Edge, months: int) -> Edge:
    """The day some months later or earlier."""
    index = 12 * (edge.year or MODEL_YEAR) + (edge.month or 1) - 1 + months
    year, month = divmod(index, 12)
    return edge_in(year, Day(month + 1, edge.day))


def months_before(end: Edge, months: int) -> Edge:
    """The beginning of a stretch of months that ends with `end`."""
    if end.day is None:
        return months_on_day(end, 1 - months)
    after = edge_of(date_of(end) + timedelta(1))
    return months_on_day(after, -months)


def months_on(said: Stretch, months: int) -> Stretch | None:
    """A stretch of months moved by months."""
    if said.open or said.first.month is None or said.first.year is None:
        return None
    if said.iranian and said.first.day is not None:
        year, month, _ = calendars.iranian(date_of(said.first) + timedelta(2))
        begin = iranian_month(year, month + months)
        after = iranian_month(year, month + months + said.months)
        return stretch(begin, after - timedelta(1))
    return western_months(
        12 * said.first.year + said.first.month - 1 + months, said.months
    )


def iranian_month(year: int, month: int) -> date:
    """The first day of a month counted from Farvardin, also past the ends of the year."""
    years, index = divmod(month - 1, 12)
    return calendars.first_day(year + years, index + 1)


def at_month_end(day: date) -> date:
    """The day, moved back into the month that it ends where it is a day or two late."""
    early = calendars.iranian(day)[2] <= 2
    return day - timedelta(2) if early else day


def western_year(iranian_year: int, day: Day, ends: bool) -> int:
    """The Western year of a date in an Iranian year.

    Papers are a day or two off at the new year, so it matters whether a date `ends`
    or begins a stretch of that year.
    """
    turn = (3, 23) if ends else (3, 18)
    later = (day.month, day.day or (1 if ends else 31)) < turn
    return iranian_year + 621 + later


def iranian_year(said: Stretch) -> int:
    """The Iranian year in which a stretch begins."""
    return calendars.iranian(date_of(said.first) + timedelta(2))[0]


def in_month(said: Stretch, day: Day) -> Stretch:
    """The days of a stretch in another month: "the same May period"."""
    year = day.year
    if year is None and said.last.year is not None:
        year = said.last.year - (day.month > (said.last.month or 12))
    first, last = said.first.day, said.last.day
    return Stretch(
        edge_in(year, Day(day.month, first)), edge_in(year, Day(day.month, last))
    )


def nearest_year(said: Stretch, day: Day) -> int:
    """The year that puts a month inside a stretch or nearest to its end."""
    first, last = said.first, said.last
    begin = 12 * (first.year or 0) + (first.month or 1)
    end = 12 * (last.year or 0) + (last.month or 12)
    years = range((first.year or 0) - 1, (last.year or 0) + 2)

    def away(year: int) -> tuple[int, int]:
        index = 12 * year + day.month
        return max(begin - index, index - end, 0), -year

    return min(years, key=away)


def stale(said: Stretch, published: date) -> bool:
    """Whether the period said before ended long before publication."""
    end = 12 * (said.last.year or published.year) + (said.last.month or 12)
    return 12 * published.year + published.month - end > STALE
