from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_samples import entries as any_entries
from ledger_samples import figure, numbered

from parsers.ledger.accounts import Role
from parsers.ledger.cells import cell_of
from parsers.ledger.intervals import days
from parsers.ledger.roles import Standing, conflicts, roles
from parsers.ledger.statements import Statement
from parsers.model import Entry
from parsers.settings import Conflicts


def told(standings: Sequence[Standing]) -> list[str]:
    """Role of each figure, and the number of the one that it refers to."""
    return [
        f"{s.role} {int(s.other.entry.id[3:], 16)}" if s.other else s.role
        for s in sorted(standings, key=lambda s: s.statement.entry.id)
    ]


ALONE = {
    "a target": (figure("$2 bn", status="target"), "Target"),
    "a forecast": (figure("$2 bn", status="forecast"), "Forecast"),
    "a potential": (figure("$2 bn", status="potential"), "Potential"),
    "a target of a rate": (figure("2 m barrel/day", status="target"), "Target"),
    "a target without a period": (figure("$2 bn", None, status="target"), "Target"),
    "a percentage": (figure("105 %"), "Change"),
    "a percentage without a period": (figure("105 %", None), "Change"),
    "a rate": (figure("2 m barrel/day"), "Rate"),
    "a rate without a period": (figure("2 m barrel/day", None), "Rate"),
    "no period": (figure("$2 bn", None), "Undated"),
    "an open year": (figure("$2 bn", "XXXX-03-20/XXXX-06-20"), "Undated"),
    "an open first year": (figure("$2 bn", "XXXX-03-20/2020-06-20"), "Undated"),
    "an open month": (figure("$2 bn", "XXXX-07"), "Undated"),
    "nothing but an open year": (figure("$2 bn", "XXXX"), "Undated"),
    "a year of another calendar": (figure("$2 bn", "1399"), "Undated"),
    "no day of the calendar": (figure("$2 bn", "2020-02-30"), "Undated"),
    "an end before the start": (figure("$2 bn", "2021/2020"), "Undated"),
    "the world without a period": (figure("$2 bn", None, partner="WLD"), "Undated"),
    "the world": (figure("$2 bn", partner="WLD"), "Aggregate"),
    "a bloc": (figure("$2 bn", partner="EAEU"), "Aggregate"),
    "a group of countries": (figure("$2 bn", partner="XX:ARE+CHN"), "Aggregate"),
    "a party not told": (figure("$2 bn", partner=None), "Aggregate"),
    "trade of two countries": (figure("$2 bn", flow="trade"), "Counted"),
    "a balance": (figure("$-2 bn", flow="balance"), "Counted"),
    "an amount": (figure("$2 bn"), "Counted"),
}


@pytest.mark.parametrize(("statement", "role"), ALONE.values(), ids=ALONE)
def test_the_entry_alone_tells_the_role_of(statement: Statement, role: str) -> None:
    (standing,) = roles([statement])

    assert standing.role == role
    assert standing.why


YEAR, HALF, QUARTER = "2020", "2020-01/2020-06", "2020-01/2020-03"
SPRING, SUMMER = "2020-04/2020-06", "2020-07/2020-09"

BESIDE = {
    "a year written in another way": (
        [figure("$800 m", "2020"), figure("$800 m", "2020-01-01/2020-12-31")],
        ["Counted", "Repeat 0"],
    ),
    "one rounds the other": (
        [figure("$1.45 bn"), figure("$1.4 bn")],
        ["Counted", "Repeat 0"],
    ),
    "half a step is still the same": (
        [figure("$1.4 bn"), figure("$1.45 bn")],
        ["Counted", "Repeat 0"],
    ),
    "more than half a step is not": (
        [figure("$1.4 bn"), figure("$1.46 bn")],
        ["Counted", "Conflict 0"],
    ),
    "two digits of a round number are meant": (
        [figure("$800 m"), figure("$804 m")],
        ["Counted", "Repeat 0"],
    ),
    "and no more than two": (
        [figure("$800 m"), figure("$791 m")],
        ["Counted", "Conflict 0"],
    ),
    "about is a whole step": (
        [figure("$1.4 bn", qualifier="approx"), figure("$1.49 bn")],
        ["Counted", "Repeat 0"],
    ),
    "over is a step up": (
        [figure("$1.4 bn", qualifier="over"), figure("$1.49 bn")],
        ["Counted", "Repeat 0"],
    ),
    "over is no step down": (
        [figure("$1.4 bn", qualifier="over"), figure("$1.31 bn")],
        ["Counted", "Conflict 0"],
    ),
    "under is a step down": (
        [figure("$1.4 bn", qualifier="under"), figure("$1.31 bn")],
        ["Counted", "Repeat 0"],
    ),
    "within a range": (
        [figure("$5..6 m"), figure("$5.4 m")],
        ["Counted", "Repeat 0"],
    ),
    "above a range": (
        [figure("$5..6 m"), figure("$7.4 m")],
        ["Counted", "Conflict 0"],
    ),
    "all rivals refer to the one that counts": (
        [figure("$800 m"), figure("$600 m"), figure("$600 m")],
        ["Counted", "Conflict 0", "Conflict 0"],
    ),
    "what a person accepted counts": (
        [figure("$800 m", published="2021-01-02"), figure("$600 m", accepted=True)],
        ["Conflict 1", "Counted"],
    ),
    "the latest published counts": (
        [
            figure("$800 m", published="2021-01-02"),
            figure("$600 m", published="2021-01-03"),
        ],
        ["Conflict 1", "Counted"],
    ),
    "a day of publication is later than none": (
        [figure("$800 m"), figure("$600 m", published="2021-01-03")],
        ["Conflict 1", "Counted"],
    ),
    "the export and the import that mirrors it": (
        [
            figure("$800 m"),
            figure("$700 m", flow="import", reporter="RUS", partner="IRN"),
        ],
        ["Counted", "Conflict 0"],
    ),
    "the other direction is another flow": (
        [figure("$800 m"), figure("$700 m", flow="import")],
        ["Counted", "Counted"],
    ),
    "trade is the same from both sides": (
        [
            figure("$800 m", flow="trade"),
            figure("$800 m", flow="trade", reporter="RUS", partner="IRN"),
        ],
        ["Counted", "Repeat 0"],
    ),
    "a balance is not the same from both sides": (
        [
            figure("$800 m", flow="balance"),
            figure("$800 m", flow="balance", reporter="RUS", partner="IRN"),
        ],
        ["Counted", "Counted"],
    ),
    "exports and trade are two flows": (
        [figure("$800 m"), figure("$900 m", flow="trade")],
        ["Counted", "Counted"],
    ),
    "other goods": (
        [figure("$800 m"), figure("$700 m", commodity="steel")],
        ["Counted", "Counted"],
    ),
    "goods in capital letters": (
        [
            figure("$800 m", commodity="Crude steel"),
            figure("$700 m", commodity="crude steel"),
        ],
        ["Counted", "Conflict 0"],
    ),
    "another unit": (
        [figure("$800 m"), figure("€700 m"), figure("5 m tonne")],
        ["Counted", "Counted", "Counted"],
    ),
    "a target is no rival": (
        [figure("$800 m"), figure("$900 m", status="target")],
        ["Counted", "Target"],
    ),
    "an open year is no rival": (
        [figure("$800 m"), figure("$900 m", "XXXX")],
        ["Counted", "Undated"],
    ),
    "aggregates stay aggregates and are compared": (
        [figure("$800 m", partner="WLD"), figure("$900 m", partner="WLD")],
        ["Aggregate", "Aggregate 0"],
    ),
    "parties not told are not compared": (
        [figure("$800 m", partner=None), figure("$900 m", partner=None)],
        ["Aggregate", "Aggregate"],
    ),
    "a quarter of its year": (
        [figure("$200 m", QUARTER), figure("$800 m", YEAR)],
        ["Subperiod 1", "Counted"],
    ),
    "quarter and half both lie in the year": (
        [figure("$200 m", QUARTER), figure("$400 m", HALF), figure("$800 m", YEAR)],
        ["Subperiod 2", "Subperiod 2", "Counted"],
    ),
    "the last day of a year lies in it": (
        [figure("$9 m", "2020-12-31"), figure("$800 m", YEAR)],
        ["Subperiod 1", "Counted"],
    ),
    "the next day does not": (
        [figure("$9 m", "2021-01-01"), figure("$800 m", YEAR)],
        ["Counted", "Counted"],
    ),
    "quarters side by side": (
        [figure("$1 m", QUARTER), figure("$2 m", SPRING), figure("$3 m", SUMMER)],
        ["Counted", "Counted", "Counted"],
    ),
    "years that share a day": (
        [
            figure("$1 bn", "2018-03-21/2019-03-20"),
            figure("$2 bn", "2019-03-20/2020-03-18"),
        ],
        ["Counted", "Overlap 0"],
    ),
    "a year of another calendar that begins in it": (
        [figure("$1 bn", "2019"), figure("$2 bn", "2019-03-21/2020-03-19")],
        ["Counted", "Overlap 0"],
    ),
    "of equal lengths what a person accepted": (
        [
            figure("$1 bn", "2020-01/2020-06"),
            figure("$2 bn", "2020-02-01/2020-07-31", accepted=True),
        ],
        ["Overlap 1", "Counted"],
    ),
    "what overlaps hides nothing": (
        [
            figure("$1", "2019"),
            figure("$2", "2019-07/2020-03"),
            figure("$3", "2020-02"),
        ],
        ["Counted", "Overlap 0", "Counted"],
    ),
    "the repeat of a quarter refers to the quarter": (
        [figure("$800 m", YEAR), figure("$200 m", QUARTER), figure("$200 m", QUARTER)],
        ["Counted", "Subperiod 0", "Repeat 1"],
    ),
    "a conflict within the year": (
        [figure("$800 m", YEAR), figure("$200 m", QUARTER), figure("$90 m", QUARTER)],
        ["Counted", "Subperiod 0", "Conflict 1"],
    ),
    "leap day and month": (
        [figure("$1 m", "2020-02-29"), figure("$2 m", "2020-02")],
        ["Subperiod 1", "Counted"],
    ),
}


@pytest.mark.parametrize(("figures", "expected"), BESIDE.values(), ids=BESIDE)
def test_a_figure_beside_others(figures: list[Statement], expected: list[str]) -> None:
    assert told(roles(numbered(*figures))) == expected


HELD = {
    "two that contradict each other": (
        [figure("$800 m"), figure("$600 m")],
        ["Conflict 1", "Conflict 0"],
    ),
    "what repeats one of them": (
        [figure("$800 m"), figure("$600 m"), figure("$800 m")],
        ["Conflict 1", "Conflict 0", "Repeat 0"],
    ),
    "two that say the same": (
        [figure("$800 m"), figure("$800 m")],
        ["Counted", "Repeat 0"],
    ),
    "what a person accepted still counts": (
        [figure("$800 m"), figure("$600 m", accepted=True)],
        ["Conflict 1", "Counted"],
    ),
    "but not against what was accepted too": (
        [figure("$800 m", accepted=True), figure("$600 m", accepted=True)],
        ["Conflict 1", "Conflict 0"],
    ),
    "a quarter counts where its year does not": (
        [figure("$800 m", YEAR), figure("$600 m", YEAR), figure("$200 m", QUARTER)],
        ["Conflict 1", "Conflict 0", "Counted"],
    ),
    "an aggregate stays one": (
        [figure("$800 m", partner="WLD"), figure("$600 m", partner="WLD")],
        ["Aggregate 1", "Aggregate 0"],
    ),
}


@pytest.mark.parametrize(("figures", "expected"), HELD.values(), ids=HELD)
def test_where_contradictions_are_held_back_none_counts(
    figures: list[Statement], expected: list[str]
) -> None:
    assert told(roles(numbered(*figures), "hold")) == expected


def test_two_figures_that_hold_each_other_back_are_one_conflict() -> None:
    figures = numbered(figure("$800 m"), figure("$600 m", sentence=1))

    assert len(conflicts(roles(figures, "hold"))) == 1


def test_the_reason_names_the_figure_that_it_refers_to() -> None:
    first, second = numbered(
        figure("$800 m", line=3), figure("$600 m", article="b.txt")
    )

    _, conflict = roles([first, second])

    assert conflict.why == "$800 m (004.txt:3) tells of the same flow and time"


def test_a_figure_that_counts_says_why_it_and_no_other() -> None:
    figures = numbered(figure("$800 m"), figure("$600 m"))

    why = [standing.why for standing in roles(figures) if standing.role == "Counted"]

    assert why == ["of 2 figures for this flow and time, its id is the lowest"]


def test_an_article_that_is_read_twice_is_counted_once() -> None:
    figures = numbered(figure("$800 m"))

    assert told(roles(figures * 2)) == ["Counted"]


def test_two_entries_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="share an id"):
        roles([figure("$800 m"), figure("$600 m")])


def test_they_are_refused_with_measures_of_two_kinds_too() -> None:
    with pytest.raises(ValueError, match="share an id"):
        roles([figure("$800 m"), figure("5 k tonne")])


def test_a_sentence_printed_twice_is_one_conflict() -> None:
    figures = numbered(
        figure("$800 m"), figure("$600 m", sentence=1), figure("$600 m", sentence=1)
    )

    assert len(conflicts(roles(figures))) == 1


def test_a_conflict_within_one_sentence_is_told_apart() -> None:
    figures = numbered(
        figure("$800 m", sentence=1), figure("$600 m", sentence=1), figure("$500 m")
    )

    found = conflicts(roles(figures))

    assert [conflict.in_one_sentence for conflict in found] == [False, True]


def test_the_likeliest_conflict_comes_first() -> None:
    figures = numbered(
        figure("$800 m"), figure("$9 m", sentence=1), figure("$791 m", sentence=2)
    )

    found = conflicts(roles(figures))

    assert [conflict.statement.measure.text for conflict in found] == ["$791 m", "$9 m"]


def test_a_conflict_with_nothing_is_the_least_likely() -> None:
    figures = numbered(
        figure("$800 m"), figure("$0", sentence=1), figure("$9 m", sentence=2)
    )

    found = conflicts(roles(figures))

    assert [conflict.statement.measure.text for conflict in found] == ["$9 m", "$0"]


PERIODS = (
    None,
    *("2019", "2020", "2020-01/2020-12", "2019/2020", "2020-01/2020-06", "2020-04"),
    *("2019-03-21/2020-03-19", "2020-03-20/2020-06-20", "2020-06-20/2020-07-21"),
    *("XXXX-03-20/XXXX-06-20", "2020-02-29"),
)
AMOUNTS = (
    "$1 bn",
    "$1.04 bn",
    "$2 bn",
    "5 m tonne",
    "20 %",
    "1 m barrel/day",
    "$2..3 bn",
)


@st.composite
def crowds(draw: st.DrawFn) -> list[Statement]:
    """Many figures of few cells."""
    some = st.builds(
        figure,
        st.sampled_from(AMOUNTS),
        st.sampled_from(PERIODS),
        flow=st.sampled_from(["export", "import", "trade"]),
        partner=st.sampled_from(["RUS", "RUS", "WLD", None]),
        status=st.sampled_from(["actual", "actual", "target"]),
        qualifier=st.sampled_from([None, "over", "approx"]),
        published=st.sampled_from([None, "2020-05-05", "2021-01-01"]),
        accepted=st.booleans(),
        article=st.sampled_from(["a.txt", "b.txt"]),
    )
    return numbered(*draw(st.lists(some, min_size=1, max_size=25)))


def counted(standings: Sequence[Standing]) -> Iterator[tuple[Standing, Standing]]:
    """Any two figures of one cell that count."""
    heads = [standing for standing in standings if standing.role == "Counted"]
    for one, two in combinations(heads, 2):
        if cell(one) == cell(two):
            yield one, two


def cell(standing: Standing) -> tuple[object, ...]:
    return cell_of(standing.statement.entry, standing.statement.measure)


@given(crowds())
def test_every_figure_has_one_role_and_a_reason(figures: list[Statement]) -> None:
    standings = roles(figures)

    assert {standing.statement for standing in standings} == set(figures)
    assert len(standings) == len(figures)
    assert all(s.role in get_args(Role) and s.why for s in standings)


@given(crowds(), st.sampled_from(get_args(Conflicts)))
def test_figures_of_one_cell_that_count_share_no_day(
    figures: list[Statement], which: Conflicts
) -> None:
    for one, two in counted(roles(figures, which)):
        first, second = (days(s.statement.entry.period) for s in (one, two))
        assert first
        assert second
        assert not first.meets(second)


@given(
    crowds().flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))),
    st.sampled_from(get_args(Conflicts)),
)
def test_shuffled_articles_change_nothing(
    both: tuple[list[Statement], list[Statement]], which: Conflicts
) -> None:
    figures, shuffled = both

    assert roles(shuffled, which) == roles(figures, which)


@given(crowds())
def test_what_is_contradicted_does_not_count_where_that_is_held_back(
    figures: list[Statement],
) -> None:
    standings = {standing.statement: standing for standing in roles(figures, "hold")}

    for standing in standings.values():
        if standing.relation == "Conflict" and standing.other:
            rival = standings[standing.other]
            accepted = rival.statement.accepted and not standing.statement.accepted
            assert accepted or rival.relation == "Conflict"


@given(crowds())
def test_what_does_not_count_leads_to_a_figure_that_stands(
    figures: list[Statement],
) -> None:
    standings = {standing.statement: standing for standing in roles(figures)}

    for standing in standings.values():
        if standing.other:
            other = standings[standing.other]
            assert cell(other) == cell(standing)
            assert other.relation not in ("Repeat", "Conflict")


@given(st.lists(any_entries, max_size=8, unique_by=lambda entry: entry.id))
def test_any_entry_has_roles(some: list[Entry]) -> None:
    figures = [Statement(entry, m) for entry in some for m in entry.measures]

    assert len(roles(figures)) == len(figures)


def test_accepting_a_conflict_changes_sides() -> None:
    first, second = numbered(figure("$800 m"), figure("$600 m"))

    before = told(roles([first, second]))
    after = told(roles([first, replace(second, accepted=True)]))

    assert (before, after) == (["Counted", "Conflict 0"], ["Conflict 1", "Counted"])
