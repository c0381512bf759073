from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.ledger.rounding import agree, band, step
from parsers.model import Change, Measure, Money, Quantity, Span

HERE = Span(0, 1)


def money(amount: str, text: str) -> Money:
    return Money(Decimal(amount), "USD", HERE, text)


def change(percent: str, text: str) -> Change:
    return Change(Decimal(percent), HERE, text)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (money("1.4e9", "$1.4b"), "1e8"),
        (money("1.45e9", "$1.45 billion"), "1e7"),
        (money("1.40e9", "$1.40 billion"), "1e7"),
        (money("390e6", "$390 million"), "1e7"),
        (money("391e6", "$391 million"), "1e6"),
        (money("800e6", "$800 million"), "1e7"),
        (money("5e9", "$5 billion"), "1e9"),
        (money("1040423000", "$ 1,040,423,000"), "1e3"),
        (money("299.7e6", "$299,7 million"), "1e5"),
        (money("0.5e6", "$0.5 million"), "1e5"),
        (money("3e9", "three billion dollars"), "1e9"),
        (money("2.5e9", "two and a half billion dollars"), "1e8"),
        (Quantity(Decimal(1694), "unit", HERE, "1,694 cars"), "1"),
        (Quantity(Decimal(360000), "tonne", HERE, "360,000 tonnes"), "1e4"),
        (
            Quantity(
                Decimal(100_000), "barrel", HERE, "100,000-120,000", Decimal(120_000)
            ),
            "1e4",
        ),
        (change("105", "105 percent"), "1"),
        (change("-11.6", "11.6 percent"), "0.1"),
        (change("7", "seven percent"), "1"),
        (change("100", "doubled"), "100"),
        (change("170", "2.7 times"), "10"),
        (change("-50", "halved"), "10"),
    ],
)
def test_the_last_digit_that_is_meant(measure: Measure, expected: str) -> None:
    assert step(measure) == Decimal(expected)


@pytest.mark.parametrize(
    ("measure", "qualifier", "low", "high"),
    [
        (money("1.4e9", "$1.4b"), None, "1.35e9", "1.45e9"),
        (money("1.4e9", "$1.4b"), "approx", "1.3e9", "1.5e9"),
        (money("1.4e9", "$1.4b"), "over", "1.35e9", "1.5e9"),
        (money("1.4e9", "$1.4b"), "under", "1.3e9", "1.45e9"),
        (money("1.4e9", "$1.4b"), "or so", "1.3e9", "1.5e9"),
        (money("-1.4e9", "$1.4b"), "over", "-1.5e9", "-1.35e9"),
        (change("11", "11 percent"), None, "10.5", "12"),
        (change("-11", "11 percent"), None, "-12", "-10.5"),
        (change("-11", "11 percent"), "under", "-12", "-10"),
    ],
)
def test_words_allow_a_band(
    measure: Measure, qualifier: str | None, low: str, high: str
) -> None:
    assert band(measure, qualifier) == (Decimal(low), Decimal(high))


amounts = st.decimals(-(10**40), 10**40, allow_nan=False, allow_infinity=False)


@given(amounts, st.text(max_size=8), st.sampled_from([None, "over", "under", "approx"]))
def test_a_figure_agrees_with_itself(
    amount: Decimal, text: str, qualifier: str | None
) -> None:
    figure = Money(amount, "USD", HERE, text)

    assert agree(figure, figure, (qualifier, qualifier))


@given(amounts, amounts)
def test_two_figures_agree_both_ways_or_not_at_all(one: Decimal, two: Decimal) -> None:
    first, second = money(str(one), f"${one}"), money(str(two), f"${two}")

    assert agree(first, second, (None, None)) == agree(second, first, (None, None))
