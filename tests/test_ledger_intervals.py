from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.ledger.intervals import Interval, days, why_undated
from parsers.model import Period


def interval(edtf: str) -> Interval:
    found = days(Period.of(edtf))
    assert found
    return found


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2020", "2020", (date(2020, 1, 1), date(2020, 12, 31))),
        ("2020-02", "2020-02", (date(2020, 2, 1), date(2020, 2, 29))),
        ("2020-03-20", "2020-06-20", (date(2020, 3, 20), date(2020, 6, 20))),
        ("2018-04", "2019-03", (date(2018, 4, 1), date(2019, 3, 31))),
        ("1700", "2100", (date(1700, 1, 1), date(2100, 12, 31))),
        ("1699", "2000", None),
        ("2000", "2101", None),
        ("XXXX-03-20", "2020-06-20", None),
        ("2021", "2020", None),
        ("2020-02-30", "2020-03", None),
        ("2020-13", "2020-13", None),
        ("٢٠٢٠", "٢٠٢٠", None),
        ("20200101", "20200101", None),
    ],
)
def test_a_period_is_its_first_and_its_last_day(
    first: str, last: str, expected: tuple[date, date] | None
) -> None:
    assert days(Period(first, last)) == expected


@pytest.mark.parametrize(
    ("period", "why"),
    [
        (None, "no period is told"),
        ("XXXX", "the year of XXXX is left open"),
        ("2020/XXXX-03", "the year of 2020/XXXX-03 is left open"),
        ("1399", "1399 is no period from 1700 to 2100"),
        ("2020-13", "2020-13 is no period from 1700 to 2100"),
    ],
)
def test_it_is_told_why_a_period_has_no_days(period: str | None, why: str) -> None:
    assert why_undated(None if period is None else Period.of(period)) == why


@pytest.mark.parametrize(
    ("one", "two", "holds", "shared"),
    [
        ("2020", "2020-01/2020-12", True, 366),
        ("2020", "2020-12-31", True, 1),
        ("2020", "2021-01-01", False, 0),
        ("2020-01/2020-06", "2020-06-30/2020-07-02", False, 1),
        ("2020-02", "2020", False, 29),
    ],
)
def test_two_intervals_share_days(one: str, two: str, holds: bool, shared: int) -> None:
    first, second = interval(one), interval(two)

    assert first.holds(second) is holds
    assert first.shared(second) == second.shared(first) == shared
    assert first.meets(second) is (shared > 0)


@pytest.mark.parametrize(
    ("later", "earlier", "expected"),
    [
        ("2020", "2019", True),
        ("2020-02", "2019-02", True),
        ("2020-03-20/2020-06-20", "2019-03-21/2019-06-21", True),
        ("2017-03-21/2018-03-20", "2016-03-20/2017-03-20", True),
        ("2020", "2018", False),
        ("2020-01/2020-03", "2019-10/2019-12", False),
        ("2020-03-20", "2019-03-24", False),
    ],
)
def test_the_same_stretch_a_year_before(
    later: str, earlier: str, expected: bool
) -> None:
    assert (interval(earlier) in set(interval(later).year_before())) is expected


@given(st.dates(date(1701, 1, 1), date(2100, 1, 1)), st.integers(0, 900))
def test_every_interval_has_a_year_before(first: date, length: int) -> None:
    last = date.fromordinal(first.toordinal() + length)

    likeliest = next(iter(Interval(first, last).year_before()))

    assert 365 - 1 <= (first - likeliest.first).days <= 366
    assert abs(likeliest.length - Interval(first, last).length) <= 1
