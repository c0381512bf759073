"""Expressions of time: where they begin and end, what they say, which dates they mean."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from types import FrameType
from typing import Any

import pytest
import regex
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.engine.periods import Calendar, parse
from parsers.engine.periods.evidence import gather
from parsers.model import Period
from parsers.resources import data_folder
from parsers.rules.trie import trie_pattern

# The articles that the tables below speak in.
YEAR_1396 = (
    "exported during the first eight months of the current Iranian calendar year "
    "(March 21-November 21, 2017) compared to the past year."
)
YEAR_1397 = (
    "rose in the past Iranian calendar year (ended on March 20, 2018). In the current "
    "Iranian calendar year (March 21-July 22) it fell."
)
OPEN_20 = (
    "in the first four months of the current Iranian calendar year (March 20-July 21)"
)
OPEN_21 = (
    "in the first four months of the current Iranian calendar year (March 21-July 22)"
)
WIRE = "27-APR-1987 06:03:23.49 The trade surplus fell."
PLAIN = "Trade rose."


def period(edtf: str) -> Period:
    first, _, last = edtf.partition("/")
    return Period(first, last or first)


def meaning(
    text: str,
    article: str,
    published: str | None = None,
    against: str | None = None,
    *,
    compared: bool = False,
) -> str | None:
    stated = parse(text)
    if stated is None:
        return None
    calendar = Calendar(published, article)
    read = calendar.compare if compared else calendar.resolve
    found = read(stated, period(against) if against else None)
    return None if found is None else found.edtf


@pytest.mark.parametrize(
    ("text", "plan"),
    [("May", "1987-05"), ("fourth quarter", "1987-10/1987-12"), ("March", "1987-03")],
)
def test_the_month_of_a_plan_is_none_of_last_year(text: str, plan: str) -> None:
    stated = parse(text)
    assert stated is not None

    found = Calendar("1987-04-08", PLAIN).resolve(replace(stated, planned=True), None)

    assert found is not None
    assert found.edtf == plan


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2016", "2016"),
        ("January-July 2022", "2022-01/2022-07"),
        ("from January to June in 2015", "2015-01/2015-06"),
        ("between March 2016 and May 2017", "2016-03/2017-05"),
        ("the first half of the year 2001", "2001-01/2001-06"),
        ("the first eight months of the year 2018", "2018-01/2018-08"),
        ("January-March 2021", "2021-01/2021-03"),
        ("October 2019-March 2020", "2019-10/2020-03"),
        ("October-March 2020", "2019-10/2020-03"),
        ("February 2016", "2016-02"),
        ("July 5, 2020", "2020-07-05"),
        ("5 July 2020", "2020-07-05"),
        ("September of 2020", "2020-09"),
        ("end-August 1987", "1987-08"),
        ("late May 2020", "2020-05"),
        ("Novemebr 2018", "2018-11"),
        ("Sept. 2018", "2018-09"),
        ("the first nine months of 2016", "2016-01/2016-09"),
        ("the first 9 months of 2020", "2020-01/2020-09"),
        ("first-half 2018", "2018-01/2018-06"),
        ("the first quarter of 2022", "2022-01/2022-03"),
        ("the last quarter of 2017", "2017-10/2017-12"),
        ("the last two months of 2017", "2017-11/2017-12"),
        ("the second month of 2017", "2017-02"),
        ("10 months of 1987", "1987-01/1987-10"),
        ("Q1 2021", "2021-01/2021-03"),
        ("Q4 of 2020", "2020-10/2020-12"),
        ("H2 2020", "2020-07/2020-12"),
        ("2018/19", "2018/2019"),
        ("2018-19", "2018/2019"),
        ("1999/00", "1999/2000"),
        ("fiscal 2018", "2018"),
        ("2017-2019", "2017/2019"),
        ("the 12 months to March 2018", "2017-04/2018-03"),
        ("the eight months to end-August 1987", "1987-01/1987-08"),
        ("the nine-month period from January to September 2020", "2020-01/2020-09"),
        ("the week ended on June 25, 2020", "2020-06-19/2020-06-25"),
        ("the first 10 days of June 1987", "1987-06-01/1987-06-10"),
        ("the year to March 2022", "2021-04/2022-03"),
        ("1395", "2016-03-20/2017-03-20"),
        ("the Iranian calendar year 1398", "2019-03-21/2020-03-19"),
        ("the Iranian calendar year of 1400", "2021-03-21/2022-03-20"),
        ("1395 (March 2016-March 2017)", "2016-03/2017-03"),
        ("Farvardin 1400", "2021-03-21/2021-04-20"),
        ("Farvardin-Shahrivar 1396", "2017-03-21/2017-09-22"),
        ("the Iranian year ended in March 2021", "2020-03/2021-03"),
        ("the past Iranian calendar year (ended on March 20, 2017)", "2016-03-20/2017-03-20"),
        ("the past Iranian calendar year 1395 (ended March 20, 2017)", "2016-03-20/2017-03-20"),
        ("the first half of the present Iranian calendar year (March 21- September 22, 2017)", "2017-03-21/2017-09-22"),
        ("the first eleven months of the current Iranian calendar year (March 21, 2018 - February 19, 2019)", "2018-03-21/2019-02-19"),
        ("the second half of the current Iranian calendar year (ends on March 20, 2021)", "2020-09-22/2021-03-20"),
        ("past eight months of the current Iranian year (ending March 20, 2004)", "2003-03-21/2003-11-21"),
        ("the year-end (March 20, 2018)", "2017-03-21/2018-03-20"),
        ("the beginning of the current Iranian calendar year (March 20, 2020) up to June 27", "2020-03-20/2020-06-27"),
        ("April 2018 up to June 19, 2020", "2018-04/2020-06-19"),
        ("five-month period after the implementation of the agreement on October 27, 2019", "2019-10-27/2020-03-26"),
    ],
)  # fmt: skip
def test_an_expression_that_tells_its_year_needs_nothing_else(
    text: str, edtf: str
) -> None:
    assert meaning(text, YEAR_1396) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("the current Iranian calendar year", "2018-03-21/2019-03-20"),
        ("the current fiscal year", "2018-03-21/2019-03-20"),
        ("this year", "2018-03-21/2019-03-20"),
        ("last year", "2017-03-21/2018-03-20"),
        ("the past [Iranian calendar] year", "2017-03-21/2018-03-20"),
        ("next year", "2019-03-21/2020-03-19"),
        ("the end of the year", "2018-03-21/2019-03-20"),
        ("yearend", "2018-03-21/2019-03-20"),
        ("the first quarter of this year", "2018-03-21/2018-06-21"),
        ("the first seven months of the current Iranian calendar year", "2018-03-21/2018-10-22"),
        ("the first four months of the previous year", "2017-03-21/2017-07-22"),
        ("last year's first two months", "2017-03-21/2017-05-21"),
        ("H1", "2018-03-21/2018-09-22"),
        ("10 months", "2018-03-21/2019-01-20"),
        ("the first eight months (March 21-Novemebr 21)", "2018-03-21/2018-11-21"),
        ("March 21 to July 22", "2018-03-21/2018-07-22"),
        ("the nine-month period ended on December 21", "2018-03-21/2018-12-21"),
        ("the Iranian calendar month of Aban (October 23-November 21)", "2018-10-23/2018-11-21"),
        ("the first ten months of the previous Iranian calendar year (ended on January 19)", "2017-03-21/2018-01-19"),
        ("the past Iranian calendar year (ended on March 20)", "2017-03-21/2018-03-20"),
        ("the month of Mordad", "2018-07-23/2018-08-22"),
        ("three years ago", "2015-03-21/2016-03-19"),
    ],
)  # fmt: skip
def test_the_article_fixes_the_iranian_year(text: str, edtf: str) -> None:
    assert meaning(text, YEAR_1397) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("last year", "1986"),
        ("this year", "1987"),
        ("the end of the year", "1987"),
        ("March", "1987-03"),
        ("December", "1986-12"),
        ("february", "1987-02"),
        ("February last year", "1986-02"),
        ("this February", "1987-02"),
        ("last month", "1987-03"),
        ("this month", "1987-04"),
        ("last quarter", "1987-01/1987-03"),
        ("the fourth quarter", "1986-10/1986-12"),
        ("the first quarter of this year", "1987-01/1987-03"),
        ("the first two months of the year", "1987-01/1987-02"),
        ("the January/March quarter", "1987-01/1987-03"),
        ("January-March", "1987-01/1987-03"),
        ("the 12 months to March", "1986-04/1987-03"),
        ("two years ago", "1985"),
        ("Q1", "1987-01/1987-03"),
        ("the first 10 days of April", "1987-04-01/1987-04-10"),
    ],
)
def test_a_dated_article_is_read_from_its_date(text: str, edtf: str) -> None:
    assert meaning(text, WIRE, "1987-04-27") == edtf


@pytest.mark.parametrize(
    ("text", "against", "edtf"),
    [
        ("the same period last year", "2022-01/2022-07", "2021-01/2021-07"),
        ("the same period of time in the preceding year", "2018-03-21/2018-11-21", "2017-03-21/2017-11-21"),
        ("last year's same period", "2017-03-21/2017-11-21", "2016-03-20/2016-11-20"),
        ("the same period", "2017-03-21/2018-03-20", "2017-03-21/2018-03-20"),
        ("the corresponding period of 1986", "1987-01/1987-02", "1986-01/1986-02"),
        ("the same in 1986 period", "1987-01/1987-03", "1986-01/1986-03"),
        ("the same month a year earlier", "2017-02", "2016-02"),
        ("the same May period", "1987-06-01/1987-06-10", "1987-05-01/1987-05-10"),
        ("the previous year's same nine months", "2020-01/2020-09", "2019-01/2019-09"),
        ("a year earlier", "1987-06-01/1987-06-10", "1986-06-01/1986-06-10"),
        ("a year ago", "1987-03", "1986-03"),
        ("the mentioned time span", "2018-03-21/2018-11-21", "2018-03-21/2018-11-21"),
        ("the said period", "XXXX-03-20/XXXX-06-20", "XXXX-03-20/XXXX-06-20"),
        ("this period", "2016", "2016"),
        ("the period under review", "2020-01/2020-09", "2020-01/2020-09"),
        ("the eight-month period", "2018-03-21/2018-11-21", "2018-03-21/2018-11-21"),
        ("its previous year", "2016-03-20/2017-03-20", "2015-03-21/2016-03-19"),
        ("its previous year", "2016", "2015"),
        ("the preceding year", "2018-03-21/2019-03-20", "2017-03-21/2018-03-20"),
        ("the previous month", "2020-09", "2020-08"),
        ("the previous month", "2020-01", "2019-12"),
        ("the previous quarter", "1987-01/1987-03", "1986-10/1986-12"),
        ("January", "2017-02", "2017-01"),
        ("December", "2017-01", "2016-12"),
        ("September", "2020-01/2020-09", "2020-09"),
        ("the same period last year", "XXXX-03-21/XXXX-07-22", "XXXX-03-21/XXXX-07-22"),
        ("the same month in 2016", "XXXX-10", "2016-10"),
        ("the same period in 2016", "XXXX-10/XXXX-03", "2015-10/2016-03"),
        ("the same period of 1395", "XXXX-10-23/XXXX-03-20", "2016-10-23/2017-03-20"),
        ("the same time in 2016", "2017-01/2017-07", "2016-01/2016-07"),
    ],
)  # fmt: skip
def test_some_expressions_take_their_months_from_the_period_said_before(
    text: str, against: str, edtf: str
) -> None:
    assert meaning(text, PLAIN, None, against) == edtf


@pytest.mark.parametrize(
    ("text", "against", "edtf"),
    [
        ("last year", "2016-01/2016-09", "2015-01/2015-09"),
        ("2015", "2016-01/2016-09", "2015-01/2015-09"),
        ("1986", "1987-01/1987-08", "1986-01/1986-08"),
        ("2011", "2016", "2011"),
        ("the previous year", "2021", "2020"),
        ("the previous year", "2017-03-21/2018-03-20", "2016-03-20/2017-03-20"),
        ("the past year", "2017-03-21/2017-11-21", "2016-03-20/2016-11-20"),
        ("January", "1987-02", "1987-01"),
        ("last month", "1987-02", "1987-01"),
    ],
)
def test_a_year_in_a_comparison_means_the_same_months(
    text: str, against: str, edtf: str
) -> None:
    assert meaning(text, PLAIN, None, against, compared=True) == edtf


@pytest.mark.parametrize(
    ("text", "article", "edtf"),
    [
        ("the first four months of the current Iranian calendar year (March 20-July 21)", OPEN_20, "XXXX-03-20/XXXX-07-21"),
        ("the current Iranian calendar year", OPEN_20, "XXXX-03-20/XXXX-03-19"),
        ("the past Iranian calendar year", OPEN_20, "XXXX-03-21/XXXX-03-19"),
        ("the past Iranian calendar year (ended on March 20)", OPEN_21, "XXXX-03-21/XXXX-03-20"),
        ("the first three months of the current Iranian calendar year, which started on March 21", OPEN_21, "XXXX-03-21/XXXX-06-21"),
        ("the first half of this year", OPEN_21, "XXXX-03-21/XXXX-09-22"),
        ("October 27 up to the end of November", PLAIN, "XXXX-10-27/XXXX-11"),
        ("July", PLAIN, "XXXX-07"),
        ("last year", PLAIN, "XXXX"),
        ("the first quarter of this year", PLAIN, "XXXX-01/XXXX-03"),
    ],
)  # fmt: skip
def test_a_year_that_nobody_tells_stays_open(
    text: str, article: str, edtf: str
) -> None:
    assert meaning(text, article) == edtf


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the past ten years",
        "recent years",
        "the two previous years",
        "a two-year time span",
        "the past six months",
        "1,800 tons",
        "the same",
        "year-on-year",
        "the second half of the past two years",
        "the last decade",
    ],
)
def test_what_has_no_dates_is_no_period(text: str) -> None:
    assert meaning(text, PLAIN) is None


@pytest.mark.parametrize(
    ("telling", "year"),
    [
        ("in the current Iranian calendar year (which started on March 21, 2018)", 1397),
        ("the current Iranian calendar year, which began on March 20, 2020,", 1399),
        ("the past Iranian calendar year (ended on March 20, 2018)", 1397),
        ("the previous Iranian calendar year 1395 rose", 1396),
        ("the past Iranian calendar year of 1396 (March 2017-March 2018)", 1397),
        ("by the end of the current Iranian calendar year (March 20, 2019)", 1397),
        ("the previous Iranian year (March 20, 2020- February 18, 2021)", 1400),
        ("past eight months of the current Iranian year (ending March 20, 2004)", 1382),
        ("since the beginning of current Iranian calendar year (March 21, 2018)", 1397),
        ("since the start of the current Iranian calendar year (March 20, 2016)", 1395),
        ("the current Iranian calendar year starting on March 21, 2019", 1398),
        ("nine months of the current Iranian calendar year (March 21, 2006)", 1385),
        ("the next Iranian calendar year, starting on March 21, 2019,", 1397),
        ("the rest of the current Iranian calendar year (March 20, 2017)", 1395),
    ],
)  # fmt: skip
def test_one_telling_anywhere_fixes_the_current_year(telling: str, year: int) -> None:
    found = meaning("the current Iranian calendar year", telling)

    assert found is not None
    assert found.startswith(str(year + 621))


@pytest.mark.parametrize(
    ("text", "article", "edtf"),
    [
        ("this year", "in the first four months of 2023, from 2022", "2023"),
        ("January-April last year", "in the first four months of 2023", "2022-01/2022-04"),
        ("last year", "It fell in January-April 2018 and the first quarter of 2017.", "2017"),
        ("the first half of this year", "in the same period in 2015", "2016-01/2016-06"),
    ],
)  # fmt: skip
def test_the_months_that_an_article_reports_on_tell_its_western_year(
    text: str, article: str, edtf: str
) -> None:
    assert meaning(text, article, None, "2022-01/2022-04") == edtf


def test_the_year_compared_with_dates_a_bare_month() -> None:
    article = "It rose in October, compared with the same month in 2016."

    assert meaning("October", article) == "2017-10"


@pytest.mark.parametrize(
    ("article", "edtf"),
    [
        ("It rose in October, up from $3 million in October 2016.", "2017-10"),
        ("It rose in October, up from $3 million in September 2016.", "XXXX-10"),
        ("It rose last year from $3 million in 2014, and in October.", "2016-10"),
    ],
)
def test_a_year_compared_with_dates_a_month_that_is_told_without_one(
    article: str, edtf: str
) -> None:
    assert meaning("October", article) == edtf


def test_an_article_is_searched_no_more_often_for_many_months_of_a_year_ago() -> None:
    many = 300_000 // len("Exports rose from a low in March 2019. ")

    assert searches("Exports rose from a low in March 2019. " * many) <= (
        searches("Exports rose from a low in the spring. " * many) + 1
    )


def searches(article: str) -> int:
    """How many times all of an article is looked through for its Western year."""
    evidence = gather(None, article)
    count = 0

    def noted(frame: FrameType, event: str, called: object) -> None:
        nonlocal count
        if event == "c_call":
            count += getattr(called, "__name__", "") in ("search", "finditer")

    sys.setprofile(noted)
    try:
        assert evidence.western is None
    finally:
        sys.setprofile(None)
    return count


def test_last_month_in_an_article_without_a_date_is_the_month_it_reports_on() -> None:
    assert meaning("last month", PLAIN, None, "2016-06") == "2016-06"
    assert meaning("last month", PLAIN, None, "2016-06", compared=True) == "2016-05"


@pytest.mark.parametrize(
    ("text", "looks_back"),
    [
        ("the same period last year", True),
        ("a year earlier", True),
        ("the same period", False),
        ("last year", False),
    ],
)
def test_what_leads_to_an_earlier_period_says_so(text: str, looks_back: bool) -> None:
    stated = parse(text)

    assert stated is not None
    assert stated.looks_back is looks_back


def test_most_tellings_win_over_a_slip() -> None:
    article = (
        "current Iranian calendar year (March 21- September 22, 2018) and the yearend. "
        "the current year (March 20, 2018). the past Iranian year (ended on March 20, 2017)"
    )

    assert meaning("last year", article) == "2016-03-20/2017-03-20"


def test_a_month_long_past_governs_the_months_compared_with_it() -> None:
    found = meaning("November", WIRE, "1987-04-27", "1983-12")

    assert found == "1983-11"


edtf_day = st.dates().map(lambda day: day.isoformat())
edge = st.one_of(
    st.text(max_size=12),
    edtf_day,
    edtf_day.map(lambda day: day[:7]),
    edtf_day.map(lambda day: "XXXX" + day[4:]),
)
TIME_WORDS = (
    "the first last same past previous year month months period of ( ) March 20 31 29 "
    "February 2020 1395 9999 0000 1300 quarter - / to ended on week year's Iranian 12 "
    "99 ago Esfand Q4 H2 half days current XXXX calendar"
)
words = st.sampled_from(TIME_WORDS.split())
expressions = st.one_of(
    st.text(max_size=80), st.lists(words, max_size=12).map(" ".join)
)


@settings(max_examples=600)
@given(expressions, st.text(max_size=60), edge, edge, st.one_of(st.none(), edge))
def test_no_text_and_no_period_can_break_the_reading(
    text: str, article: str, first: str, last: str, published: str | None
) -> None:
    stated = parse(text)
    if stated is None:
        return
    calendar = Calendar(published, article + YEAR_1397)

    for found in (
        calendar.resolve(stated, Period(first, last)),
        calendar.compare(stated, Period(first, last)),
        Calendar(published, article).resolve(stated, None),
    ):
        for written in () if found is None else (found.first, found.last):
            assert re.fullmatch(r"(\d{4}|XXXX)(-\d\d(-\d\d)?)?", written)


@settings(max_examples=100)
@given(expressions)
def test_the_same_question_has_the_same_answer(text: str) -> None:
    first = meaning(text, YEAR_1397, None, "2018-03-21/2018-11-21")
    parse.cache_clear()

    assert meaning(text, YEAR_1397, None, "2018-03-21/2018-11-21") == first


# Where an expression begins and ends


def _expanded(name: str, values: str | None, pack: Mapping[str, Any]) -> str:
    """A pattern with its names written out, the way the rules are composed."""
    if name in pack["vocabularies"]:
        asked = values.split("|") if values else None
        entries = pack["vocabularies"][name]["entries"]
        forms = [
            f for v, forms in entries.items() if not asked or v in asked for f in forms
        ]
        return rf"(?<!\w)(?-i:{trie_pattern(forms)})(?!\w)"
    return "|".join(
        re.sub(
            r"\{([a-z_]+)(?:=([^{}]+))?\}",
            lambda m: f"(?:{_expanded(m[1], m[2], pack)})",
            alternative,
        )
        for alternative in pack["fragments"][name]["any"]
    )


@pytest.fixture(scope="module")
def pack() -> Mapping[str, Any]:
    config = data_folder("config")
    words = config.joinpath("vocabulary").joinpath("time.yaml").read_text("utf-8")
    rules = config.joinpath("rules").joinpath("period-en.yaml").read_text("utf-8")
    return {**yaml.safe_load(words), **yaml.safe_load(rules)}


@pytest.fixture(scope="module")
def finder(pack: Mapping[str, Any]) -> regex.Pattern[str]:
    source = _expanded("period", None, pack)
    return regex.compile(rf"(?<!\w)(?:{source})(?!\w)", regex.IGNORECASE)


def found_in(sentence: str, finder: regex.Pattern[str]) -> list[str]:
    return [m[0] for m in finder.finditer(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expressions"),
    [
        ("in the first quarter of the current Iranian calendar year (March 20-June 20, 2020) than in the same period last year",
         ["the first quarter of the current Iranian calendar year (March 20-June 20, 2020)", "the same period last year"]),
        ("in the past Iranian calendar year (ended on March 20, 2017) from $861 million in its previous year",
         ["the past Iranian calendar year (ended on March 20, 2017)", "its previous year"]),
        ("In January-July 2022 trade was 42.7% more", ["January-July 2022"]),
        ("in 1395 (March 2016-March 2017), but in 1398 (March 2019-March 2020) due to",
         ["1395 (March 2016-March 2017)", "1398 (March 2019-March 2020)"]),
        ("in the first three months of the current Iranian calendar year, which started on March 21.",
         ["the first three months of the current Iranian calendar year, which started on March 21"]),
        ("in the first eight months of the current Iranian calendar year (March 21-Novemebr 21), from the figure of the same period of time in the preceding year",
         ["the first eight months of the current Iranian calendar year (March 21-Novemebr 21)", "the same period of time in the preceding year"]),
        ("in the Iranian calendar month of Aban (October 23-November 21) compared to the last year's same period",
         ["the Iranian calendar month of Aban (October 23-November 21)", "the last year's same period"]),
        ("during the four-month period from March 21 to July 22, with", ["the four-month period from March 21 to July 22"]),
        ("in the first 10 days of June from 1.97 billion a year earlier", ["the first 10 days of June", "a year earlier"]),
        ("in the eight months to end-August from 159 mln dlrs in the same 1986 period",
         ["the eight months to end-August", "the same 1986 period"]),
        ("in the January/March quarter from the October/December quarter", ["January/March quarter", "October/December quarter"]),
        ("February imports stood at 20.1 billion", ["February"]),
        ("in february to 261 mln dlrs from January's 129 mln", ["february", "January"]),
        ("In February last year the surplus stood", ["February last year"]),
        ("by the end of the current Iranian calendar year (March 20, 2019)", ["the end of the current Iranian calendar year (March 20, 2019)"]),
        ("since the beginning of the current Iranian calendar year (March 20) up to June 27.",
         ["the beginning of the current Iranian calendar year (March 20) up to June 27"]),
        ("stands at more than $ 17 billion (2018-19).", ["2018-19"]),
        ("down 26.76 percent by 2021; last month, Q1, H1", ["2021", "last month", "Q1", "H1"]),
        ("in the mentioned time span, during the said time, in the mentioned ten-month period",
         ["the mentioned time span", "the said time", "the mentioned ten-month period"]),
        ("Eight years ago, when the chamber was established", ["Eight years ago"]),
        ("versus 2015's 26 million", ["2015"]),
        ("reported in Aban", ["Aban"]),
        ("in the first half of the year 2001, the second quarter of the year 2010",
         ["the first half of the year 2001", "the second quarter of the year 2010"]),
        ("compared to the same time in 2016 when the figure stood at", ["the same time in 2016"]),
        ("stood at $140.8 million from January to June in 2015", ["from January to June in 2015"]),
        ("rose from January 20 percent to March", ["January", "March"]),
        ("between March 2016 and May 2017, in March and May", ["between March 2016 and May 2017", "March", "May"]),
        ("in the past two years, in two years, over the last decade", []),
        ("of the year; the rest of the year; year-end", ["the year", "the rest of the year", "year-end"]),
    ],
)  # fmt: skip
def test_the_rules_take_whole_expressions(
    sentence: str, expressions: list[str], finder: regex.Pattern[str]
) -> None:
    expected = [e for e in expressions if e != "the year"]

    assert found_in(sentence, finder) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "exported 1,800 tons and 2000 tons in all, worth $2016 or 1995.5",
        "it may rise when they march on",
        "at the same time he said many times",
        "Iran's 2015 nuclear deal",
        "the Mehr News Agency and Bahman Eshqi said",
        "1400 tons of 1395 cars",
        "per year, annually, a year",
        "half a million in half an hour",
    ],
)
def test_the_rules_leave_other_words_and_numbers_alone(
    sentence: str, finder: regex.Pattern[str]
) -> None:
    assert found_in(sentence, finder) == []


def test_a_day_never_takes_the_number_of_a_figure(
    finder: regex.Pattern[str],
) -> None:
    assert found_in("rose in February 20 percent", finder) == ["February"]
    assert found_in("in March 15.4 million barrels", finder) == ["March"]


def test_every_month_of_the_vocabulary_is_understood(pack: Mapping[str, Any]) -> None:
    entries = pack["vocabularies"]["time_word"]["entries"]

    for form in [*entries["month"], *entries["iranian_month"]]:
        assert parse(f"{form} 1399" if form in entries["iranian_month"] else form)


def test_every_count_and_ordinal_of_the_vocabulary_is_understood(
    pack: Mapping[str, Any],
) -> None:
    entries = pack["vocabularies"]["time_word"]["entries"]

    for form in entries["count"]:
        stated = parse(f"{form}-month period")
        assert stated is not None and stated.count is not None, form
    for form in entries["ordinal"]:
        stated = parse(f"the {form} month of 2016")
        assert stated is not None and stated.part is not None, form


def test_a_flood_of_time_words_is_read_to_its_end(
    finder: regex.Pattern[str],
) -> None:
    flood = (
        "the first eight months of the current Iranian calendar year (March 20-" * 60
    )

    assert len(found_in(flood, finder)) == 60


@pytest.mark.parametrize(
    ("article", "text", "edtf"),
    [
        ("India's exports rose.", "2018/19", "2018-04/2019-03"),
        ("Indian exports rose.", "the fiscal year 2018-2019", "2018-04/2019-03"),
        ("Pakistan's exports rose.", "fiscal year 2018-19", "2018-07/2019-06"),
        ("Bangladesh sold more.", "2021-22", "2021-07/2022-06"),
        ("Indiana sold more.", "2018/19", "2018/2019"),
        ("India sold more.", "the first quarter of 2018-19", "2018-04/2018-06"),
        ("India sold more.", "the fourth quarter of 2018-19", "2019-01/2019-03"),
        ("Canada sold more.", "the first quarter of 2018-19", "2018/2019"),
        ("India's sales since 2017-2019.", "2017-2019", "2017/2019"),
    ],
)
def test_a_year_written_as_two_begins_when_its_country_begins_it(
    article: str, text: str, edtf: str
) -> None:
    assert meaning(text, article) == edtf


def test_iranian_papers_tell_of_other_years_too() -> None:
    article = f"Trade with India {YEAR_1397}"

    assert meaning("2018-19", article) == "2018-04/2019-03"
