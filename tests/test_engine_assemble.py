from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packs import (
    FIGURE_RULE,
    FRAGMENTS,
    HEAD,
    SLOTS,
    SMALL,
    WORDS,
    engine_of,
    reading_of,
)

from parsers.articles import article_from_text
from parsers.engine.amounts import Amount
from parsers.engine.assemble import entry_id, occurrences
from parsers.engine.scanner import RawFigure
from parsers.model import Entry, Head, Period

TREND = "  trend: {pick: nearest, look: [{pattern: '{trend:trend}', in: [sentence], only: change}]}\n"
BALANCE = (
    "  flow: {look: [{pattern: '{sign:sign}', in: [sentence], set: {flow: balance}}]}\n"
)
SIGNS = "  sign: {case: fold, entries: {'+': [surplus], '-': [deficit]}}\n"
WITH_TREND = HEAD + WORDS + FRAGMENTS + SLOTS + TREND + FIGURE_RULE
WITH_BALANCE = HEAD + WORDS + SIGNS + FRAGMENTS + "slots:\n" + BALANCE + FIGURE_RULE


def entries(folder: Path, text: str, pack: str = SMALL) -> tuple[Entry, ...]:
    return reading_of(engine_of(folder, pack), text).entries


def test_measures_that_say_the_same_become_one_entry(tmp_path: Path) -> None:
    text = "Iran's exports were 20 tons, worth $5, up 20 percent."

    (entry,) = entries(tmp_path, text)

    assert [m.text for m in entry.measures] == ["$5", "20 tons", "20 percent"]


def test_measures_of_one_kind_stay_apart(tmp_path: Path) -> None:
    assert len(entries(tmp_path, "Iran's exports were $5 and $6.")) == 2


def test_measures_of_different_flows_stay_apart(tmp_path: Path) -> None:
    text = (
        "Iran's exports were $5 while, in all of the same years, imports were 20 tons."
    )

    assert [e.flow for e in entries(tmp_path, text)] == ["export", "import"]


def test_measures_of_different_sentences_stay_apart(tmp_path: Path) -> None:
    text = "Iran's exports were $5. Iran's exports were 20 tons."

    assert len(entries(tmp_path, text)) == 2


def test_what_is_compared_with_stays_apart(tmp_path: Path) -> None:
    rule = "  - {id: than, comparison: true, pattern: 'than {figure}'}\n"

    text = "Iran's exports were $5, more than 20 tons."

    assert len(entries(tmp_path, text, SMALL + rule)) == 2


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("Iran's exports rose 20 percent.", "20"),
        ("Iran's exports fell 20 percent.", "-20"),
        ("Iran's exports doubled.", "100"),
        ("Iran's exports halved.", "-50"),
        ("Iran's exports fell and halved.", "-50"),
    ],
)
def test_a_change_has_its_direction(tmp_path: Path, text: str, percent: str) -> None:
    (entry,) = entries(tmp_path, text, WITH_TREND)

    assert entry.change is not None
    assert entry.change.percent == Decimal(percent)


@pytest.mark.parametrize(("word", "amount"), [("deficit", -5), ("surplus", 5)])
def test_a_balance_has_its_sign(tmp_path: Path, word: str, amount: int) -> None:
    (entry,) = entries(tmp_path, f"Iran's {word} was $5.", WITH_BALANCE)

    assert entry.flow == "balance"
    assert entry.value is not None
    assert entry.value.amount == amount


def test_both_ends_of_a_balance_have_its_sign(tmp_path: Path) -> None:
    (entry,) = entries(tmp_path, "Iran's deficit was $5-6.", WITH_BALANCE)

    assert entry.value is not None
    assert (entry.value.amount, entry.value.amount_to) == (Decimal(-5), Decimal(-6))


def test_helpers_are_no_fields_of_an_entry(tmp_path: Path) -> None:
    (entry,) = entries(tmp_path, "Iran's exports fell 20 percent.", WITH_TREND)

    assert "trend" not in dict(entry.origins)


def test_origins_are_sorted_by_field(tmp_path: Path) -> None:
    (entry,) = entries(tmp_path, "Iran's exports to Iraq were $5 in 2019.")

    names = [name for name, _origin in entry.origins]
    assert names == sorted(names)


def test_an_entry_quotes_its_sentence_as_it_is_written(tmp_path: Path) -> None:
    text = "It rained. Iran\u2019s  exports\nto Iraq \u201creached\u201d $5. It rained."

    (entry,) = entries(tmp_path, text)

    assert entry.quote == "Iran\u2019s  exports\nto Iraq \u201creached\u201d $5."


def test_an_id_does_not_tell_the_rule_or_the_place(tmp_path: Path) -> None:
    text = "Iran's exports were $5."
    other = SMALL.replace("id: figure", "id: renamed")

    (one,) = entries(tmp_path, text)
    (two,) = entries(tmp_path, "It rained. " + text, other)

    assert one.id == two.id
    assert (one.rule, two.rule) == ("figure", "renamed")


def test_the_same_figure_twice_has_two_ids(tmp_path: Path) -> None:
    one, two = entries(tmp_path, "Iran's exports were $5. Imports were $5.")

    assert one.id != two.id


def test_the_value_names_an_entry_not_its_quantity(tmp_path: Path) -> None:
    (entry,) = entries(tmp_path, "Iran's exports were 20 tons worth $5.")

    assert entry.id == entry_id("a.txt", "$5", 1)


def test_blanks_and_line_breaks_do_not_change_an_id() -> None:
    assert entry_id("a", "$5  million", 1) == entry_id("a", "$5\nmillion", 1)


@given(st.lists(st.text(max_size=5), min_size=3, max_size=3), st.integers(1, 9))
def test_ids_have_one_form(parts: list[str], number: int) -> None:
    found = entry_id(parts[0], parts[1], number)

    assert found.startswith("nl-")
    assert len(found) == 15
    assert int(found[3:], 16) >= 0


def test_an_entry_keeps_what_its_article_is(tmp_path: Path) -> None:
    article = replace(
        article_from_text("x/y.txt", "Iran's exports were $5."),
        find_head=partial(Head, "A headline"),
    )

    (entry,) = engine_of(tmp_path).read(article).entries

    assert (entry.article, entry.title) == ("x/y.txt", "A headline")
    assert entry.digest == article.digest


def raw(start: int, end: int) -> RawFigure:
    return RawFigure(start, end, "money", Amount(Decimal(1), None, "USD"))


def test_occurrences_count_equal_texts() -> None:
    text = "$5 €6 $5  $5"

    numbers = occurrences([raw(0, 2), raw(3, 5), raw(6, 8), raw(10, 12)], text)

    assert numbers == [1, 1, 2, 3]


@pytest.mark.parametrize(
    ("edtf", "period"),
    [
        ("2020", Period("2020", "2020")),
        ("2020-01/2020-07", Period("2020-01", "2020-07")),
    ],
)
def test_a_period_is_read_back_from_edtf(edtf: str, period: Period) -> None:
    assert Period.of(edtf) == period
    assert period.edtf == edtf
