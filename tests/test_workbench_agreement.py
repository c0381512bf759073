from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parsers.workbench.agreement import Sides, same_goods, same_period, same_sides
from parsers.workbench.facts import Fact


def fact(
    flow: str = "export",
    reporter: str | None = "IRN",
    partner: str | None = "IRQ",
    amount: int = 5,
    kind: str = "value",
    period: str | None = None,
    goods: str | None = None,
) -> Fact:
    return Fact(
        kind=kind,
        amount=Decimal(amount),
        amount_to=None,
        unit="USD",
        flow=flow,
        reporters=(reporter,),
        partners=(partner,),
        commodities=(goods,),
        periods=(period,),
        status="actual",
        quote="$5",
        nth=1,
        lenient=False,
        line=1,
    )


@pytest.mark.parametrize(
    ("wanted", "told", "same"),
    [
        (fact(), Sides("export", "IRN", "IRQ", False), True),
        (fact(), Sides("import", "IRQ", "IRN", False), True),
        (fact(), Sides("import", "IRN", "IRQ", False), False),
        (fact(), Sides("trade", "IRN", "IRQ", False), False),
        (fact("trade"), Sides("trade", "IRQ", "IRN", False), True),
        (fact(partner="WLD"), Sides("export", "IRN", None, False), True),
        (fact(partner="WLD"), Sides("export", "IRN", "IRQ", False), False),
        (fact(partner="XX:neighbours"), Sides("export", "IRN", "ECO", False), True),
        (fact(partner="XX:neighbours"), Sides("export", "IRN", "IRQ", False), False),
        (fact(reporter=None), Sides("export", "CHN", "IRQ", False), True),
        (fact(kind="change"), Sides("export", "IRN", "IRQ", True), False),
        (fact("balance", amount=-5), Sides("balance", "IRN", "IRQ", True), True),
        (fact("balance", amount=-5), Sides("balance", "IRQ", "IRN", False), True),
        (fact("balance", amount=-5), Sides("balance", "IRN", "IRQ", False), False),
    ],
)
def test_sides_agree_whichever_side_tells_it(
    wanted: Fact, told: Sides, same: bool
) -> None:
    assert same_sides(wanted, told) is same


@pytest.mark.parametrize(
    ("wanted", "told", "same"),
    [
        (None, None, True),
        ("2019", None, False),
        ("2019", "2019", True),
        ("2019", "2019-01/2019-12", True),
        ("2019-03-21/2020-03-19", "2019-03-20/2020-03-20", True),
        ("2019-03-21/2020-03-19", "2019-04-20/2020-03-20", False),
        ("2019-03/2020-03", "2019-03-21/2020-03-19", True),
        ("2019-03/2020-03", "2019-03/2020-02", False),
        ("XXXX-03-20", "2019-03-20", False),
        ("XXXX-03-20", "XXXX-03-21", True),
        ("2020-02", "2020-02-01/2020-02-29", True),
        ("0001-01-01", "0001-01-02", True),
        ("whenever", "whenever", True),
        ("2019-13", "2019-12", False),
    ],
)
def test_periods_agree_give_or_take_a_few_days(
    wanted: str | None, told: str | None, same: bool
) -> None:
    assert same_period(fact(period=wanted), told) is same


@pytest.mark.parametrize(
    ("wanted", "told", "same"),
    [
        (None, "goods", True),
        ("wheat", "Russian wheat", True),
        ("wheat", None, False),
        ("non-oil goods", "non-oil products", True),
        ("crude oil", "oil", True),
        ("dates", "goods", False),
    ],
)
def test_goods_agree_in_a_telling_word(
    wanted: str | None, told: str | None, same: bool
) -> None:
    assert same_goods(fact(goods=wanted), told) is same


@given(st.text(alphabet="0123X-/ ", max_size=21), st.text(max_size=12))
@example("0", "10000000000")
def test_any_text_can_be_compared_as_a_period(wanted: str, told: str) -> None:
    same = same_period(fact(period=wanted), told)

    assert same_period(fact(period=told), wanted) is same
