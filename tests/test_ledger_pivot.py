"""Sums of what counts: by any column, and never across what overlaps."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journal_samples import VALUE
from ledger_samples import figure, numbered

from parsers.ledger.balances import balances
from parsers.ledger.pivot import (
    DIMENSIONS,
    EVERYTHING,
    Dimension,
    Scope,
    Sum,
    View,
    columns,
    pivot,
    views,
)
from parsers.ledger.report import report
from parsers.ledger.roles import roles
from parsers.ledger.statements import Statement

PAIR: tuple[Dimension, ...] = ("reporter", "partner", "year")


def seen(*figures: Statement, scope: Scope = EVERYTHING) -> list[View]:
    return list(views(roles(numbered(*figures)), scope))


def sums(*figures: Statement, by: tuple[Dimension, ...] = PAIR) -> list[Sum]:
    return list(pivot(seen(*figures), columns(by)))


def told(found: list[Sum]) -> list[tuple[str, ...]]:
    return [(*each.group, f"{each.amount:f} {each.unit}") for each in found]


def test_a_movement_is_an_export_of_one_country_and_an_import_of_the_other() -> None:
    assert told(sums(figure("$5 m"))) == [
        ("IRN", "RUS", "2020", "export", "all", "5000000 USD"),
        ("RUS", "IRN", "2020", "import", "all", "5000000 USD"),
    ]


def test_what_the_importer_tells_is_the_same_movement() -> None:
    mirrored = figure("$5 m", flow="import", reporter="RUS", partner="IRN")

    assert told(sums(mirrored)) == told(sums(figure("$5 m")))


def test_trade_is_trade_for_both() -> None:
    assert told(sums(figure("$5 m", flow="trade"))) == [
        ("IRN", "RUS", "2020", "trade", "all", "5000000 USD"),
        ("RUS", "IRN", "2020", "trade", "all", "5000000 USD"),
    ]


def test_a_figure_that_a_group_has_from_both_sides_is_added_once() -> None:
    found = sums(
        figure("$5 m", flow="trade"),
        figure("$7 m", flow="trade", partner="IRQ"),
        by=("year",),
    )

    assert told(found) == [("2020", "trade", "all", "12000000 USD")]


def test_units_and_goods_are_not_added_and_all_goods_come_first() -> None:
    found = sums(
        figure("$5 m"),
        figure("$3 m", commodity="carpets"),
        figure("€2 m"),
        figure("4 k tonne", partner="IRQ"),
        by=("reporter",),
    )

    assert told(found)[:4] == [
        ("IRN", "export", "all", "2000000 EUR"),
        ("IRN", "export", "all", "4000 TONNE"),
        ("IRN", "export", "all", "5000000 USD"),
        ("IRN", "export", "carpets", "3000000 USD"),
    ]


@pytest.mark.parametrize(
    "told_twice",
    [
        figure("$5 m", article="b.txt"),
        figure("$9 m", article="b.txt"),
        figure("$2 m", period="2020-01/2020-03"),
        figure("$9 m", status="target"),
        figure("$9 m", period=None),
        figure("$9 m", partner="WLD"),
        figure("9 %"),
        figure("$9 m", flow="balance"),
    ],
)
def test_what_does_not_count_is_not_added(told_twice: Statement) -> None:
    found = sums(figure("$5 m", published="2021-01-01"), told_twice, by=("year",))

    assert told(found) == [
        ("2020", "export", "all", "5000000 USD"),
        ("2020", "import", "all", "5000000 USD"),
    ]


def test_a_year_is_that_in_which_the_period_ends() -> None:
    found = sums(figure("$5 m", "2019-03-21/2020-03-19"), by=("year",))

    assert {each.group[0] for each in found} == {"2020"}


def test_a_sum_keeps_every_digit() -> None:
    vast, small = figure("$1"), figure("$2", partner="IRQ")
    money = replace(VALUE, amount=Decimal("123456789012345678901234567890.5"))
    exact = Statement(replace(vast.entry, value=money), money)

    found = sums(exact, small, by=("reporter",))

    assert found[0].amount == Decimal("123456789012345678901234567892.5")


@pytest.mark.parametrize(
    ("scope", "count"),
    [
        (Scope(reporter="IRN"), 3),
        (Scope(reporter="IRN", flow="export"), 2),
        (Scope(partner="IRN"), 3),
        (Scope(flow="trade"), 2),
        (Scope(commodity="Crude oil"), 2),
        (Scope(commodity="all", reporter="RUS"), 2),
        (Scope(unit="TONNE"), 2),
        (Scope(reporter="SYR"), 0),
    ],
)
def test_a_scope_holds_what_is_looked_at(scope: Scope, count: int) -> None:
    found = seen(
        figure("$5 m"),
        figure("$5 m", flow="trade"),
        figure("5 k tonne", commodity="crude oil"),
        scope=scope,
    )

    assert len(found) == count


FIGURES = st.lists(
    st.builds(
        figure,
        st.sampled_from(["$5 m", "$7 m", "€5 m", "3 k tonne", "8 %"]),
        st.sampled_from(["2019", "2020", "2020-01/2020-06", "XXXX", None]),
        flow=st.sampled_from(["export", "import", "trade", "balance"]),
        reporter=st.sampled_from(["IRN", "IRQ", "WLD"]),
        partner=st.sampled_from(["RUS", "IRQ", None]),
        commodity=st.sampled_from([None, "oil", "Oil"]),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(FIGURES, st.lists(st.sampled_from(DIMENSIONS), unique=True))
def test_no_column_loses_or_adds_anything(
    figures: list[Statement], by: list[Dimension]
) -> None:
    standings = roles(numbered(*figures))
    found = pivot(views(standings), columns(by))

    counted = {
        id(s): s
        for s in standings
        if s.role == "Counted" and s.statement.entry.flow != "balance"
    }
    assert {id(s) for each in found for s in each.figures} == counted.keys()
    for each in found:
        assert len({id(s) for s in each.figures}) == len(each.figures)
        assert each.amount == sum(
            getattr(s.statement.measure, "amount", 0) for s in each.figures
        )


# --- the trade balance -----------------------------------------------------------------


def test_a_balance_is_exports_less_imports_of_one_time() -> None:
    sold, bought = figure("$5 m"), figure("$7 m", flow="import")

    own, other = balances(seen(sold, bought))

    assert (own.reporter, own.partner, own.amount) == ("IRN", "RUS", Decimal(-2000000))
    assert (other.reporter, other.partner, other.amount) == (
        "RUS",
        "IRN",
        Decimal(2000000),
    )


def test_different_times_have_no_balance() -> None:
    found = balances(seen(figure("$5 m"), figure("$7 m", "2020-06", flow="import")))

    assert [each.amount for each in found] == [None, None]


@pytest.mark.parametrize(
    "other",
    [
        figure("$7 m"),
        figure("$7 m", flow="trade"),
        figure("€7 m", flow="import"),
        figure("$7 m", flow="import", commodity="wheat"),
        figure("$7 m", "2019", flow="import"),
        figure("$7 m", flow="import", partner="IRQ"),
    ],
)
def test_without_both_sides_there_is_no_balance(other: Statement) -> None:
    assert balances(seen(figure("$5 m"), other)) == ()


def test_tonnes_have_no_balance() -> None:
    found = balances(seen(figure("5 k tonne"), figure("7 k tonne", flow="import")))

    assert found == ()


# --- the timeline ----------------------------------------------------------------------


def test_a_series_has_a_sum_for_each_year_and_the_same_figures_are_one_series() -> None:
    made = report(roles(numbered(figure("$5 m"), figure("$7 m", "2018"))), PAIR)

    (series,) = made.timeline
    assert series.name == "export IRN → RUS"
    assert [(year, each.amount) for year, each in series.years] == [
        (2018, Decimal(7000000)),
        (2020, Decimal(5000000)),
    ]


def test_the_goods_that_most_figures_tell_of_come_first() -> None:
    made = report(
        roles(
            numbered(
                figure("$9 bn", commodity="oil"),
                figure("$5 m"),
                figure("$6 m", partner="IRQ"),
            )
        ),
        ("reporter", "partner"),
    )

    assert [(series.commodity, series.name) for series in made.timeline] == [
        ("all", "export IRN → IRQ"),
        ("all", "export IRN → RUS"),
        ("oil", "export IRN → RUS"),
    ]
