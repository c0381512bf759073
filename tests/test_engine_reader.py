from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from packs import FIGURE_RULE, FRAGMENTS, HEAD, SLOTS, WORDS, engine_of, reading_of

from parsers.engine import Engine

SENTENCE = "Iran's exports to Iraq reached $5 million in 2019."


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return engine_of(tmp_path)


def test_a_sentence_of_trade_is_an_entry(engine: Engine) -> None:
    (entry,) = reading_of(engine, SENTENCE).entries

    assert (entry.flow, entry.reporter, entry.partner) == ("export", "IRN", "IRQ")
    assert entry.value is not None
    assert (entry.value.amount, entry.value.currency) == (Decimal("5e6"), "USD")
    assert entry.period is not None
    assert (entry.period.edtf, entry.status) == ("2019", "actual")


def test_an_article_without_figures_has_an_empty_reading(engine: Engine) -> None:
    reading = reading_of(engine, "Nothing happened today.")

    assert (reading.entries, reading.figures, reading.overruns) == ((), (), ())


@pytest.mark.parametrize("text", ["", " ", "\n\n", "$5", "$5\n", ". . ."])
def test_a_tiny_article_is_read(engine: Engine, text: str) -> None:
    assert len(reading_of(engine, text).figures) == text.count("$5")


def test_entries_come_in_the_order_of_their_figures(engine: Engine) -> None:
    text = "Exports were $5. Imports were $6. Trade was $7."

    reading = reading_of(engine, text)

    assert [m.text for e in reading.entries for m in e.measures] == ["$5", "$6", "$7"]


def test_every_figure_is_listed_with_what_became_of_it(tmp_path: Path) -> None:
    masks = "masks: [{reason: a price, pattern: '{figure} per ton'}]\n"
    engine = engine_of(tmp_path, HEAD + WORDS + FRAGMENTS + masks + SLOTS + FIGURE_RULE)

    reading = reading_of(engine, "Exports were $5. A tower of $6. Exports: $7 per ton.")

    assert [(f.text, f.state) for f in reading.figures] == [
        ("$5", "booked"),
        ("$6", "open"),
        ("$7", "masked"),
    ]


def test_a_figure_is_read_in_its_own_sentence(engine: Engine) -> None:
    reading = reading_of(engine, "Exports grew. The tower cost $5.")

    assert reading.entries == ()


def test_a_bare_number_takes_its_unit_in_its_sentence_or_the_one_before(
    engine: Engine,
) -> None:
    text = "Exports were $5 million in 2018, 6 million in 2019. Then 7 million in 2020."

    reading = reading_of(engine, text)

    figures = [figure.text for figure in reading.figures]
    assert figures == ["$5 million", "6 million", "7 million"]


def test_a_bare_number_takes_no_unit_from_further_away(engine: Engine) -> None:
    text = "Exports were $5 million in 2018. Rain fell. Then 7 million in 2020."

    reading = reading_of(engine, text)

    assert [figure.text for figure in reading.figures] == ["$5 million"]


def test_a_sentence_holds_its_figures_whole(tmp_path: Path) -> None:
    """A stop inside of the second figure could end the sentence."""
    pack = HEAD + WORDS + FRAGMENTS + SLOTS + FIGURE_RULE
    engine = engine_of(tmp_path, pack.replace("EUR: [€]", "EUR: [€], IRR: [rls.]"))

    reading = reading_of(engine, "Exports were $5, rls. 40 million in 2019.")

    for entry in reading.entries:
        for measure in entry.measures:
            assert measure.text in entry.quote
    assert [figure.text for figure in reading.figures] == ["$5", "rls. 40 million"]


def test_spans_are_those_of_the_text_not_of_its_folded_copy(engine: Engine) -> None:
    text = "\u201cIran\u2019s exports\u2026\u201d to\u00a0Iraq \u2013 reached $5\u00a0million\r\nin 2019."

    (figure,) = reading_of(engine, text).figures

    assert figure.text == "$5\u00a0million"


def test_private_characters_of_a_text_are_no_tags(tmp_path: Path) -> None:
    engine = engine_of(tmp_path)
    tags = "".join(map(chr, range(0xE000, 0xE020)))

    reading = reading_of(engine, f"{tags} {SENTENCE} {tags} {tags}exports $6")

    assert [entry.flow for entry in reading.entries] == ["export", "export"]


def test_an_engine_keeps_nothing_from_one_article_to_the_next(engine: Engine) -> None:
    alone = reading_of(engine, "It had exports of $5.")

    reading_of(engine, "China's imports from Iraq were $6.")

    assert reading_of(engine, "It had exports of $5.") == alone
