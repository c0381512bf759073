"""The Iranian calendar against a table and the dates that papers print."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.engine.calendars import first_day, iranian, last_day, new_year, shifted

LEAP_YEARS = (1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416)
"""From the published calendars; each next year begins a day earlier in its cycle."""

BEGINS_ON_20 = {
    *(1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403),
    *(1407, 1408, 1411, 1412, 1415, 1416, 1419, 1420),
}
"""Years from 1370 to 1420 whose first day is March 20; the others begin on March 21."""

days = st.dates(date(1850, 1, 1), date(2250, 1, 1))


@pytest.mark.parametrize("year", range(1370, 1421))
def test_every_year_from_1370_to_1420_begins_on_the_day_of_the_table(year: int) -> None:
    day = 20 if year in BEGINS_ON_20 else 21

    assert new_year(year) == date(year + 621, 3, day)


@pytest.mark.parametrize("year", range(1370, 1417))
def test_a_leap_year_has_one_day_more(year: int) -> None:
    length = (new_year(year + 1) - new_year(year)).days

    assert length == (366 if year in LEAP_YEARS else 365)


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        (1395, "2016-03-20", "2017-03-20"),
        (1396, "2017-03-21", "2018-03-20"),
        (1397, "2018-03-21", "2019-03-20"),
        (1398, "2019-03-21", "2020-03-19"),
        (1399, "2020-03-20", "2021-03-20"),
        (1400, "2021-03-21", "2022-03-20"),
    ],
)
def test_years_have_the_edges_that_papers_print(
    year: int, first: str, last: str
) -> None:
    assert first_day(year, 1).isoformat() == first
    assert last_day(year, 12).isoformat() == last


@pytest.mark.parametrize(
    ("year", "month", "last"),
    [
        (1399, 3, "2020-06-20"),
        (1396, 4, "2017-07-22"),
        (1396, 6, "2017-09-22"),
        (1398, 7, "2019-10-22"),
        (1397, 8, "2018-11-21"),
        (1398, 9, "2019-12-21"),
        (1395, 10, "2017-01-19"),
        (1397, 11, "2019-02-19"),
    ],
)
def test_months_end_on_the_days_that_papers_print(
    year: int, month: int, last: str
) -> None:
    assert last_day(year, month).isoformat() == last


@given(days)
def test_every_day_lies_in_the_month_it_is_counted_in(day: date) -> None:
    year, month, number = iranian(day)

    assert first_day(year, month) + timedelta(number - 1) == day
    assert 1 <= number <= 31
    assert day <= last_day(year, month)


@given(days, st.integers(-3, 3))
def test_a_shifted_day_keeps_its_month(day: date, years: int) -> None:
    year, month, _ = iranian(day)

    moved = iranian(shifted(day, years))

    assert moved[:2] == (year + years, month)


def test_the_last_day_of_a_year_stays_the_last_of_the_leap_year_before() -> None:
    last_of_1396 = date(2018, 3, 20)

    assert shifted(last_of_1396, -1) == date(2017, 3, 20)
