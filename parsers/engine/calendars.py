"""The Iranian (Solar Hijri) calendar: which Western days its months cover.

The year begins at the vernal equinox. The 33-year rule used here puts 8 leap years into
every 33 years; it is the rule of ICU's `PersianCalendar` and agrees with the calendar in
force for the years 1178 to 1633 (K. M. Borkowski, "The Persian calendar for 3000 years",
Earth, Moon, and Planets 74, 1996, 223-230).
"""

from __future__ import annotations

from datetime import date, timedelta

_FIRST_DAY = 226_895
"""Proleptic Gregorian ordinal of 1 Farvardin of the year 1 by this rule."""


def new_year(year: int) -> date:
    """The day of 1 Farvardin of an Iranian year.

    Raises:
        OverflowError, ValueError: The day lies outside the years 1 to 9999.
    """
    leap_days = (8 * year + 21) // 33
    return date.fromordinal(_FIRST_DAY + 365 * (year - 1) + leap_days)


def first_day(year: int, month: int) -> date:
    """The first day of a month (1 is Farvardin) of an Iranian year."""
    days = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return new_year(year) + timedelta(days)


def last_day(year: int, month: int) -> date:
    """The last day of a month of an Iranian year: Esfand has 29 or 30 days."""
    after = new_year(year + 1) if month == 12 else first_day(year, month + 1)
    return after - timedelta(1)


def iranian(day: date) -> tuple[int, int, int]:
    """Year, month and day in the Iranian calendar."""
    year = day.year - 621
    if day < new_year(year):
        year -= 1
    past = (day - new_year(year)).days
    month, left = divmod(past, 31) if past < 186 else divmod(past - 186, 30)
    return year, month + (1 if past < 186 else 7), left + 1


def shifted(day: date, years: int) -> date:
    """The same Iranian day some years on; the last of a month stays the last."""
    year, month, number = iranian(day)
    last = last_day(year + years, month)
    if day == last_day(year, month):
        return last
    return min(first_day(year + years, month) + timedelta(number - 1), last)
