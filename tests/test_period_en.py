"""Spellings of periods: found by `config/rules/period-en.yaml`, understood by the engine.

`test_engine_periods.py` holds those that the rules were first written for. Here each
stands in a sentence, must be found in it as one expression, and mean what it should.
"""

from __future__ import annotations

import pytest
from shipped import shipped_engine

from parsers.articles.folding import fold
from parsers.engine.periods import Calendar, parse
from parsers.model import Period, Span

# fmt: off
TELLS_ITS_YEAR = [
    ('1987', '1987'),
    ('1986/87', '1986-04/1987-03'),
    ('1986-87', '1986-04/1987-03'),
    ('1986/1987', '1986-04/1987-03'),
    ('the 1986/87 crop year', '1986-04/1987-03'),
    ('the crop year 1986/87', '1986-04/1987-03'),
    ('the marketing year 1986/87', '1986-04/1987-03'),
    ('crop year 2018/19', '2018-04/2019-03'),
    ('2020/21', '2020-04/2021-03'),
    ('fiscal 2019', '2019'),
    ('the fiscal year 2018-2019', '2018-04/2019-03'),
    ('the fiscal year 2018/19', '2018-04/2019-03'),
    ('financial year 2019-20', '2019-04/2020-03'),
    ('the calendar year 2020', '2020'),
    ('the full year 2020', '2020'),
    ('full-year 2020', '2020'),
    ('the whole year 2020', '2020'),
    ('the year 2020', '2020'),
    ('the year of 2020', '2020'),
    ('the first five months of 2020', '2020-01/2020-05'),
    ('the first 5 months of 2020', '2020-01/2020-05'),
    ('the first eleven months of 2021', '2021-01/2021-11'),
    ('first two months of 2022', '2022-01/2022-02'),
    ('the initial five months of 2020', '2020-01/2020-05'),
    ('the opening quarter of 2020', '2020-01/2020-03'),
    ('five months of 2020', '2020-01/2020-05'),
    ('the 11-month period of 2020', '2020-01/2020-11'),
    ('a five-month period of 2020', '2020-01/2020-05'),
    ('the second quarter of 2020', '2020-04/2020-06'),
    ('the third quarter of 2020', '2020-07/2020-09'),
    ('third-quarter 2020', '2020-07/2020-09'),
    ('the fourth quarter of 2020', '2020-10/2020-12'),
    ('the final quarter of 2020', '2020-10/2020-12'),
    ('Q2 2020', '2020-04/2020-06'),
    ('Q3 of 2020', '2020-07/2020-09'),
    ('Q4, 2020', '2020-10/2020-12'),
    ('the 2nd quarter of 2020', '2020-04/2020-06'),
    ('the 1st half of 2020', '2020-01/2020-06'),
    ('the second half of 2020', '2020-07/2020-12'),
    ('the first half of 2020', '2020-01/2020-06'),
    ('H1 2020', '2020-01/2020-06'),
    ('H1 of 2020', '2020-01/2020-06'),
    ('the second half of the year 2020', '2020-07/2020-12'),
    ('the last half of 2020', '2020-07/2020-12'),
    ('the first three quarters of 2020', '2020-01/2020-09'),
    ('the last three months of 2020', '2020-10/2020-12'),
    ('the third month of 2020', '2020-03'),
    ('the final month of 2020', '2020-12'),
    ('the first month of 2020', '2020-01'),
    ('January 2020', '2020-01'),
    ('Jan 2020', '2020-01'),
    ('Jan. 2020', '2020-01'),
    ('January, 2020', '2020-01'),
    ('January of 2020', '2020-01'),
    ('in Dec 1986', '1986-12'),
    ('JANUARY 2020', '2020-01'),
    ('Febuary 2020', '2020-02'),
    ('early January 2020', '2020-01'),
    ('mid-June 2020', '2020-06'),
    ('the end of June 2020', '2020-06'),
    ('end-June 2020', '2020-06'),
    ('January-May 2020', '2020-01/2020-05'),
    ('January - May 2020', '2020-01/2020-05'),
    ('Jan-May 2020', '2020-01/2020-05'),
    ('January to May 2020', '2020-01/2020-05'),
    ('January through May 2020', '2020-01/2020-05'),
    ('January until May 2020', '2020-01/2020-05'),
    ('from January to May 2020', '2020-01/2020-05'),
    ('from January through May, 2020', '2020-01/2020-05'),
    ('between January and May 2020', '2020-01/2020-05'),
    ('January/May 2020', '2020-01/2020-05'),
    ('January 2020-May 2020', '2020-01/2020-05'),
    ('January 2020 to May 2021', '2020-01/2021-05'),
    ('November 2019-March 2020', '2019-11/2020-03'),
    ('November-March 2020', '2019-11/2020-03'),
    ('between October 2018 and September 2019', '2018-10/2019-09'),
    ('from October 2018 until September 2019', '2018-10/2019-09'),
    ('January-July of 2022', '2022-01/2022-07'),
    ('January-July in 2022', '2022-01/2022-07'),
    ('May 5, 2020', '2020-05-05'),
    ('May 5th, 2020', '2020-05-05'),
    ('5 May 2020', '2020-05-05'),
    ('5th of May 2020', '2020-05-05'),
    ('Dec. 31, 1986', '1986-12-31'),
    ('February 29, 2020', '2020-02-29'),
    ('May 5-12, 2020', '2020-05-05/2020-05-12'),
    ('May 5 to June 4, 2020', '2020-05-05/2020-06-04'),
    ('May 5, 2020 to June 4, 2020', '2020-05-05/2020-06-04'),
    ('from May 5 to June 4, 2020', '2020-05-05/2020-06-04'),
    ('the week ended on May 15, 2020', '2020-05-09/2020-05-15'),
    ('the week to May 15, 2020', '2020-05-09/2020-05-15'),
    ('the 10 days to May 15, 2020', '2020-05-06/2020-05-15'),
    ('the first 20 days of May 2020', '2020-05-01/2020-05-20'),
    ('the 12 months to June 2020', '2019-07/2020-06'),
    ('the six months to June 2020', '2020-01/2020-06'),
    ('the six months ended June 2020', '2020-01/2020-06'),
    ('the six months ending June 30, 2020', '2020-01-01/2020-06-30'),
    ('the year to June 2020', '2019-07/2020-06'),
    ('the year ended June 2020', '2019-07/2020-06'),
    ('the year ending March 1988', '1987-04/1988-03'),
    ('three months through March 2020', '2020-01/2020-03'),
    ('2015-2018', '2015/2018'),
    ('2015-18', '2015/2018'),
    ('the years 2015-2018', '2015/2018'),
    ('1399', '2020-03-20/2021-03-20'),
    ('the year 1399', '2020-03-20/2021-03-20'),
    ('the Iranian year 1399', '2020-03-20/2021-03-20'),
    ('the Iranian calendar year of 1399', '2020-03-20/2021-03-20'),
    ('the Persian year 1399', '2020-03-20/2021-03-20'),
    ('the Persian calendar year of 1399', '2020-03-20/2021-03-20'),
    ('the solar year 1399', '2020-03-20/2021-03-20'),
    ('the Iranian fiscal year 1399', '2020-03-20/2021-03-20'),
    ('the first half of 1399', '2020-03-20/2020-09-21'),
    ('the first quarter of 1399', '2020-03-20/2020-06-20'),
    ('the second quarter of 1399', '2020-06-21/2020-09-21'),
    ('the last quarter of 1399', '2020-12-21/2021-03-20'),
    ('the first five months of 1399', '2020-03-20/2020-08-21'),
    ('the first month of the Iranian year 1399', '2020-03-20/2020-04-19'),
    ('the second half of the Iranian calendar year 1399', '2020-09-22/2021-03-20'),
    ('1399 (March 2020-March 2021)', '2020-03/2021-03'),
    ('1399 (ended on March 20, 2021)', '2020-03-20/2021-03-20'),
    ('1399-1400', '2020-03-20/2022-03-20'),
    ('1399 (March 20, 2020-March 20, 2021)', '2020-03-20/2021-03-20'),
    ('Farvardin 1399', '2020-03-20/2020-04-19'),
    ('the month of Farvardin 1399', '2020-03-20/2020-04-19'),
    ('Ordibehesht 1399', '2020-04-20/2020-05-20'),
    ('Khordad 1399', '2020-05-21/2020-06-20'),
    ('Tir 1399', '2020-06-21/2020-07-21'),
    ('Mordad 1399', '2020-07-22/2020-08-21'),
    ('Shahrivar 1399', '2020-08-22/2020-09-21'),
    ('Mehr 1399', '2020-09-22/2020-10-21'),
    ('Aban 1399', '2020-10-22/2020-11-20'),
    ('Azar 1399', '2020-11-21/2020-12-20'),
    ('Dey 1399', '2020-12-21/2021-01-19'),
    ('Bahman 1399', '2021-01-20/2021-02-18'),
    ('Esfand 1399', '2021-02-19/2021-03-20'),
    ('Farvardin-Tir 1399', '2020-03-20/2020-07-21'),
    ('the Iranian calendar year 1403', '2024-03-20/2025-03-20'),
    ('the year 1375', '1996-03-20/1997-03-20'),
    ('the first five months of the Iranian calendar year (March 20-August 21, 2020)', '2020-03-20/2020-08-21'),
    ('the first five months of the Iranian calendar year 1399 (March 20-August 21)', '2020-03-20/2020-08-21'),
    ('the past Iranian calendar year 1398 (ended on March 19, 2020)', '2019-03-21/2020-03-19'),
    ('the Iranian month of Khordad (May 21-June 20, 2020)', '2020-05-21/2020-06-20'),
    ('in 1399-1400', '2020-03-20/2022-03-20'),
    ('the month of May 2020', '2020-05'),
    ('the month of May', 'XXXX-05'),
    ('the month of Mehr, 1399', '2020-09-22/2020-10-21'),
    ('1986/87 marketing year', '1986-04/1987-03'),
    ('the 2020 fiscal year', '2020'),
    ('the 2018-19 fiscal year', '2018-04/2019-03'),
    ('the third quarter, 2020', '2020-07/2020-09'),
]
DATED = [
    ('last year', '1987-04-27', '1986'),
    ('this year', '1987-04-27', '1987'),
    ('next year', '1987-04-27', '1988'),
    ('the previous year', '1987-04-27', '1986'),
    ('the current year', '1987-04-27', '1987'),
    ('the past year', '1987-04-27', '1986'),
    ('the coming year', '1987-04-27', '1988'),
    ('last month', '1987-04-27', '1987-03'),
    ('this month', '1987-04-27', '1987-04'),
    ('next month', '1987-04-27', '1987-05'),
    ('last quarter', '1987-04-27', '1987-01/1987-03'),
    ('this quarter', '1987-04-27', '1987-04/1987-06'),
    ('the previous quarter', '1987-04-27', '1987-01/1987-03'),
    ('January', '1987-04-27', '1987-01'),
    ('April', '1987-04-27', '1987-04'),
    ('May', '1987-04-27', '1986-05'),
    ('December last year', '1987-04-27', '1986-12'),
    ('March this year', '1987-04-27', '1987-03'),
    ('last March', '1987-04-27', '1987-03'),
    ('last December', '1987-04-27', '1986-12'),
    ('this April', '1987-04-27', '1987-04'),
    ('next June', '1987-04-27', '1987-06'),
    ('January-February', '1987-04-27', '1987-01/1987-02'),
    ('the first quarter', '1987-04-27', '1987-01/1987-03'),
    ('the second half of last year', '1987-04-27', '1986-07/1986-12'),
    ('the first half of last year', '1987-04-27', '1986-01/1986-06'),
    ('the first three months of this year', '1987-04-27', '1987-01/1987-03'),
    ('the first three months', '1987-04-27', '1987-01/1987-03'),
    ('the last quarter of last year', '1987-04-27', '1986-10/1986-12'),
    ("last year's first quarter", '1987-04-27', '1986-01/1986-03'),
    ("last year's fourth quarter", '1987-04-27', '1986-10/1986-12'),
    ('Q4 last year', '1987-04-27', '1986-10/1986-12'),
    ('Q1 this year', '1987-04-27', '1987-01/1987-03'),
    ('H1 last year', '1987-04-27', '1986-01/1986-06'),
    ('next March', '1987-04-27', '1988-03'),
    ('the coming August', '1987-04-27', '1987-08'),
    ('two years ago', '1987-04-27', '1985'),
    ('five years ago', '1987-04-27', '1982'),
    ('the year to March', '1987-04-27', '1986-04/1987-03'),
    ('the year ended March 31', '1987-04-27', '1986-04-01/1987-03-31'),
    ('the six months to March', '1987-04-27', '1986-10/1987-03'),
    ('the 11 months to end-February', '1987-04-27', '1986-04/1987-02'),
    ('the first 20 days of April', '1987-04-27', '1987-04-01/1987-04-20'),
    ('April 15', '1987-04-27', '1987-04-15'),
    ('April 1-15', '1987-04-27', '1987-04-01/1987-04-15'),
    ('the week to April 15', '1987-04-27', '1987-04-09/1987-04-15'),
    ('the week ended April 15', '1987-04-27', '1987-04-09/1987-04-15'),
    ('the end of last year', '1987-04-27', '1986'),
    ('the end of this year', '1987-04-27', '1987'),
    ('early April', '1987-04-27', '1987-04'),
    ('late March', '1987-04-27', '1987-03'),
    ('mid-April', '1987-04-27', '1987-04'),
    ('end-March', '1987-04-27', '1987-03'),
    ('end of March', '1987-04-27', '1987-03'),
    ('October', '2020-11-15', '2020-10'),
    ('December', '2020-11-15', '2019-12'),
    ('January-October', '2020-11-15', '2020-01/2020-10'),
    ('the first ten months of this year', '2020-11-15', '2020-01/2020-10'),
    ('the third quarter', '2020-11-15', '2020-07/2020-09'),
    ('last quarter', '2020-11-15', '2020-07/2020-09'),
    ('this November', '2020-11-15', '2020-11'),
]
"""Expression, day of the article, meaning."""
SAID_BEFORE = [
    ('three years earlier', '1987', '1984'),
    ('the same period', '1987-01/1987-03', '1987-01/1987-03'),
    ('the same period last year', '1987-01/1987-03', '1986-01/1986-03'),
    ('the same period of last year', '1987-01/1987-03', '1986-01/1986-03'),
    ('the same period a year ago', '1987-01/1987-03', '1986-01/1986-03'),
    ('the same period a year earlier', '1987-01/1987-03', '1986-01/1986-03'),
    ('the same period of 1985', '1987-01/1987-03', '1985-01/1985-03'),
    ('the same quarter last year', '1987-01/1987-03', '1986-01/1986-03'),
    ('the same quarter of 1986', '1987-01/1987-03', '1986-01/1986-03'),
    ('the same 1986 quarter', '1987-01/1987-03', '1986-01/1986-03'),
    ('the same 1986 period', '1987-01/1987-03', '1986-01/1986-03'),
    ('the same three months last year', '1987-01/1987-03', '1986-01/1986-03'),
    ('the corresponding period last year', '1987-01/1987-03', '1986-01/1986-03'),
    ('the corresponding quarter of 1986', '1987-01/1987-03', '1986-01/1986-03'),
    ('the similar period of 1986', '1987-01/1987-03', '1986-01/1986-03'),
    ('the comparable period of 1986', '1987-01/1987-03', '1986-01/1986-03'),
    ('the equivalent period of 1986', '1987-01/1987-03', '1986-01/1986-03'),
    ('the same month last year', '1987-03', '1986-03'),
    ('the same month of 1986', '1987-03', '1986-03'),
    ('the same month of the previous year', '1987-03', '1986-03'),
    ('a year earlier', '1987-03', '1986-03'),
    ('a year before', '1987-03', '1986-03'),
    ('year ago', '1987-03', '1986-03'),
    ('the year before', '1987-03', '1986-03'),
    ('the previous month', '1987-03', '1987-02'),
    ('a month earlier', '1987-03', '1987-02'),
    ('the month before', '1987-03', '1987-02'),
    ('the preceding month', '1987-03', '1987-02'),
    ('the following month', '1987-03', '1987-04'),
    ('the preceding quarter', '1987-01/1987-03', '1986-10/1986-12'),
    ('the first half', '1987', '1987-01/1987-06'),
    ('the three months', '1987-01/1987-03', '1987-01/1987-03'),
    ('the period', '1987-01/1987-03', '1987-01/1987-03'),
    ('the mentioned period', '1987-01/1987-03', '1987-01/1987-03'),
    ('the period under review', '1987-01/1987-03', '1987-01/1987-03'),
    ('the mentioned month', '1987-03', '1987-03'),
    ('the said time span', '1987-01/1987-03', '1987-01/1987-03'),
    ('the aforementioned period', '1987-01/1987-03', '1987-01/1987-03'),
    ('that period', '1987-01/1987-03', '1987-01/1987-03'),
    ('this period', '1987-01/1987-03', '1987-01/1987-03'),
    ('the reported period', '1987-01/1987-03', '1987-01/1987-03'),
    ('its previous year', '1987', '1986'),
]
"""Expression, the period said before, meaning."""
IRANIAN = [
    ('the current Iranian calendar year', None, '2020-03-20/2021-03-20'),
    ('the current year', None, '2020-03-20/2021-03-20'),
    ('this year', None, '2020-03-20/2021-03-20'),
    ('last year', None, '2019-03-21/2020-03-19'),
    ('the previous Iranian calendar year', None, '2019-03-21/2020-03-19'),
    ('the past Iranian calendar year (ended on March 19)', None, '2019-03-21/2020-03-19'),
    ('the next Iranian calendar year', None, '2021-03-21/2022-03-20'),
    ('the current fiscal year', None, '2020-03-20/2021-03-20'),
    ('the first quarter of the current Iranian calendar year', None, '2020-03-20/2020-06-20'),
    ('the first half of the current year', None, '2020-03-20/2020-09-21'),
    ('the second quarter of this year', None, '2020-06-21/2020-09-21'),
    ('the first five months of this year', None, '2020-03-20/2020-08-21'),
    ('the first five months of the year', None, '2020-03-20/2020-08-21'),
    ('the first five months of last year', None, '2019-03-21/2019-08-22'),
    ('the first month of the current Iranian calendar year', None, '2020-03-20/2020-04-19'),
    ('the third month of the current Iranian year', None, '2020-05-21/2020-06-20'),
    ('Farvardin', None, '2020-03-20/2020-04-19'),
    ('the month of Mehr', None, '2020-09-22/2020-10-21'),
    ('the Iranian month of Azar', None, '2020-11-21/2020-12-20'),
    ('the Iranian calendar month of Tir (June 21-July 21)', None, '2020-06-21/2020-07-21'),
    ('the eighth Iranian calendar month', None, '2020-10-22/2020-11-20'),
    ('the first eight months (March 20-November 20)', None, '2020-03-20/2020-11-20'),
    ('March 20-November 20', None, '2020-03-20/2020-11-20'),
    ('the eight months to November 20', None, '2020-03-20/2020-11-20'),
    ('the eight-month period', None, '2020-03-20/2020-11-20'),
    ('the same period of last year', '2020-03-20/2020-11-20', '2019-03-21/2019-11-21'),
    ('the same eight months of the previous year', '2020-03-20/2020-11-20', '2019-03-21/2019-11-21'),
    ('the year before', '2020-03-20/2020-11-20', '2019-03-21/2019-11-21'),
    ('four years ago', None, '2016-03-20/2017-03-20'),
]
"""Expression, the period said before, meaning, in an article of the year 1399."""
NO_YEAR = [
    ('the current Iranian calendar year', 'XXXX-03-20/XXXX-03-19'),
    ('the first five months of the current Iranian calendar year (March 20-August 21)', 'XXXX-03-20/XXXX-08-21'),
    ('Mehr', 'XXXX-09-22/XXXX-10-21'),
    ('the first half of the year', 'XXXX-03-20/XXXX-09-21'),
]
NO_YEAR_AT_ALL = [
    ('May 5', 'XXXX-05-05'),
    ('January-July', 'XXXX-01/XXXX-07'),
    ('the third quarter of last year', 'XXXX-07/XXXX-09'),
    ('this year', 'XXXX'),
]
NO_PERIODS = [
    'the 1980s',
    'the past decade',
    'the last two decades',
    'the last five years',
    'recent months',
    'the past few years',
    'a decade',
    'half a year',
    'the next five years',
    'two years',
    'several months',
    '24 hours',
    'Sunday',
    'today',
    'yesterday',
    'the next two weeks',
    'a day',
    'every month',
    'monthly',
    'daily',
    "the year's",
    'the 21st century',
    'Mehr News',
    'Mr. Azar',
    'may rise',
    'march on',
    'the first time',
    'the second country',
    'the third party',
    'the same goods',
    '4 years',
    '2015 companies',
    '2,016',
    '$2016',
    '2016.5',
    '2016 tons',
    '1395 tons',
    '1400 cars',
    'in 1500 barrels',
    '2016th',
    '12016',
    'the 1979 Islamic revolution',
    'the 2015 nuclear deal',
    'the current account',
    'this country',
    'last but not least',
    'the past',
    'the end',
    'the quarter',
    'a quarter',
    'half',
    'the half',
    'the month',
]
# fmt: on

PLAIN = "Trade rose."
YEAR_1399 = (
    "in the first eight months of the current Iranian calendar year "
    "(March 20-November 20, 2020) it fell."
)
OPEN_YEAR = (
    "in the first five months of the current Iranian calendar year (March 20-August 21)"
)


def meanings(
    text: str,
    article: str = PLAIN,
    published: str | None = None,
    said: str | None = None,
) -> list[str]:
    """What the expressions of time in a sentence with the text mean in an article."""
    comes_with_one = text.startswith(("in ", "from ", "between "))
    sentence = fold(f"Exports {'' if comes_with_one else 'in '}{text}, rose.")
    tagger = shipped_engine().program.tagger
    calendar = Calendar(published, article)
    found: list[str] = []
    for atom in tagger.periods(sentence, Span(0, len(sentence))):
        stated = parse(sentence[atom.start : atom.end])
        period = stated and calendar.resolve(stated, period_of(said))
        found += [period.edtf] if period else []
    return found


def period_of(edtf: str | None) -> Period | None:
    first, _, last = (edtf or "").partition("/")
    return Period(first, last or first) if edtf else None


@pytest.mark.parametrize(("text", "edtf"), TELLS_ITS_YEAR)
def test_an_expression_may_tell_its_year(text: str, edtf: str) -> None:
    assert meanings(text) == [edtf]


@pytest.mark.parametrize(("text", "day", "edtf"), DATED)
def test_the_day_of_the_article_tells_the_year(text: str, day: str, edtf: str) -> None:
    assert meanings(text, published=day) == [edtf]


@pytest.mark.parametrize(("text", "said", "edtf"), SAID_BEFORE)
def test_the_period_said_before_tells_the_months(
    text: str, said: str, edtf: str
) -> None:
    assert meanings(text, published="1987-04-27", said=said) == [edtf]


@pytest.mark.parametrize(("text", "said", "edtf"), IRANIAN)
def test_an_article_may_count_in_iranian_years(
    text: str, said: str | None, edtf: str
) -> None:
    assert meanings(text, YEAR_1399, said=said) == [edtf]


@pytest.mark.parametrize(("text", "edtf"), NO_YEAR)
def test_an_iranian_year_may_stay_open(text: str, edtf: str) -> None:
    assert meanings(text, OPEN_YEAR) == [edtf]


@pytest.mark.parametrize(("text", "edtf"), NO_YEAR_AT_ALL)
def test_a_western_year_may_stay_open(text: str, edtf: str) -> None:
    assert meanings(text) == [edtf]


@pytest.mark.parametrize("text", NO_PERIODS)
def test_what_tells_no_dates_is_no_period(text: str) -> None:
    assert meanings(text) == []
