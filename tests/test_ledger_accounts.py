from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from journal_samples import DEFICIT, PLAIN, TONNES, VALUE

from parsers.ledger.accounts import postings, unit_of
from parsers.ledger.bookkeeping import Bookkeeping
from parsers.model import Entry


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
    pair = postings(entry, VALUE, "Counted")

    assert [(p.account, p.amount) for p in pair] == [
        (takes, VALUE.amount),
        (gives, -VALUE.amount),
    ]


@pytest.mark.parametrize(
    ("entry", "takes", "gives"),
    [
        (PLAIN, "Imports:RUS:IRN:Wheat", "Exports:IRN:RUS:Wheat"),
        (replace(PLAIN, flow="trade"), "Turnover:IRN-RUS:Wheat", "Contra:Turnover"),
    ],
)
def test_an_account_has_its_parts_in_the_order_that_was_chosen(
    entry: Entry, takes: str, gives: str
) -> None:
    keeping = Bookkeeping(account_template="{side}:{party}:{partner}:{good}")

    pair = postings(replace(entry, commodity="wheat"), VALUE, "Counted", keeping)

    assert [posting.account for posting in pair] == [takes, gives]


def test_what_must_not_be_added_has_an_account_of_its_own() -> None:
    one = replace(PLAIN, id="nl-00000000000a", partner="WLD")
    two = replace(PLAIN, id="nl-00000000000b", partner="WLD")

    accounts = {postings(e, VALUE, "Aggregate")[0].account for e in (one, two)}

    assert accounts == {
        "Memo:Aggregate:Imports:All:WLD:IRN:2019-12-31-00000000000a",
        "Memo:Aggregate:Imports:All:WLD:IRN:2019-12-31-00000000000b",
    }


def test_a_balance_is_a_memo_with_its_sign() -> None:
    takes, gives = postings(DEFICIT, DEFICIT.measures[0], "Counted")

    leaf = f"2019-12-31-{DEFICIT.id[3:]}"
    assert takes.account == f"Memo:Balance:Non-Oil-Goods:IRN:CHN:{leaf}"
    assert (takes.amount, gives.account) == (Decimal("-1.25e9"), "Contra:Balance")


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
