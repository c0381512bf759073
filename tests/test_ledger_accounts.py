from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from journal_samples import DEFICIT, PLAIN, RISE, TONNES, VALUE

from parsers.ledger.accounts import days, postings, role_of, unit_of
from parsers.model import Change, Entry, Money, Period, Quantity, Span


@pytest.mark.parametrize(
    ("entry", "takes", "gives"),
    [
        (PLAIN, "Imports:All:RUS:IRN", "Exports:All:IRN:RUS"),
        (
            replace(PLAIN, flow="import", commodity="wheat"),
            "Imports:Wheat:IRN:RUS",
            "Exports:Wheat:RUS:IRN",
        ),
        (replace(PLAIN, flow="trade"), "Turnover:All:IRN-RUS", "Contra:Turnover"),
    ],
)
def test_a_counted_figure_moves_from_one_country_to_another(
    entry: Entry, takes: str, gives: str
) -> None:
    pair = postings(entry, VALUE, role_of(entry, VALUE))

    assert [(p.account, p.amount) for p in pair] == [
        (takes, VALUE.amount),
        (gives, -VALUE.amount),
    ]


BARRELS_A_DAY = Quantity(Decimal(3), "barrel/day", Span(0, 1), "3")


@pytest.mark.parametrize(
    ("entry", "measure", "role"),
    [
        (PLAIN, VALUE, None),
        (PLAIN, RISE, "Change"),
        (PLAIN, BARRELS_A_DAY, "Rate"),
        (replace(PLAIN, status="potential"), BARRELS_A_DAY, "Potential"),
        (replace(PLAIN, status="forecast"), RISE, "Forecast"),
        (replace(PLAIN, status="target", period=None), VALUE, "Target"),
        (replace(PLAIN, period=None), BARRELS_A_DAY, "Rate"),
        (replace(PLAIN, period=None, partner="WLD"), VALUE, "Undated"),
        (replace(PLAIN, period=Period("XXXX-03", "XXXX-06")), VALUE, "Undated"),
        (replace(PLAIN, period=Period("1399", "1399")), VALUE, "Undated"),
        (replace(PLAIN, partner="WLD"), VALUE, "Aggregate"),
        (replace(PLAIN, partner="EAEU"), VALUE, "Aggregate"),
        (replace(PLAIN, reporter="XX:ARE+CHN"), VALUE, "Aggregate"),
        (replace(PLAIN, reporter=None), VALUE, "Aggregate"),
    ],
)
def test_the_role_says_why_a_figure_must_not_be_added(
    entry: Entry, measure: Money | Quantity | Change, role: str | None
) -> None:
    assert role_of(entry, measure) == role


def test_what_must_not_be_added_has_an_account_of_its_own() -> None:
    one = replace(PLAIN, id="nl-00000000000a", partner="WLD")
    two = replace(PLAIN, id="nl-00000000000b", partner="WLD")

    accounts = {postings(e, VALUE, "Aggregate")[0].account for e in (one, two)}

    assert accounts == {
        "Memo:Aggregate:Imports:All:WLD:IRN:2019-12-31-00000000000a",
        "Memo:Aggregate:Imports:All:WLD:IRN:2019-12-31-00000000000b",
    }


def test_a_balance_is_a_memo_with_its_sign() -> None:
    takes, gives = postings(DEFICIT, DEFICIT.measures[0], None)

    leaf = f"2019-12-31-{DEFICIT.id[3:]}"
    assert takes.account == f"Memo:Balance:Non-Oil-Goods:IRN:CHN:{leaf}"
    assert (takes.amount, gives.account) == (Decimal("-1.25e9"), "Contra:Balance")


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
    ("unit", "symbol"),
    [
        ("tonne", "TONNE"),
        ("barrel/day", "BPD"),
        ("cubic metre", "CBM"),
        ("head", "HEAD"),
    ],
)
def test_a_unit_has_a_symbol(unit: str, symbol: str) -> None:
    assert unit_of(replace(TONNES, unit=unit)) == symbol


def test_no_unit_can_be_taken_for_another_or_for_money() -> None:
    names = (
        "usd",
        "USD",
        "m2",
        "m3",
        "Tonne",
        "tonne",
        "tonne/day",
        "tonne day",
        "bbl",
    )
    units = {unit_of(replace(TONNES, unit=name)) for name in names}

    assert len(units | {"USD"}) == len(names) + 1
