from __future__ import annotations

import pytest
from shipped import shipped_pack

from parsers.articles.folding import fold
from parsers.engine import Engine
from parsers.engine.examples import test_pack as run_examples
from parsers.engine.scanner import carried
from parsers.pipeline import load_rules
from parsers.resources import data_folder
from parsers.rules.pack import Pack

PACKS = ("core-en", "trade-en", "reuters-1987")
WIRE = [
    ("currency", "dlrs", "USD"),
    ("currency", "australian dlrs", "AUD"),
    ("currency", "stg", "GBP"),
    ("scale", "mln", "1e6"),
    ("scale", "bln", "1e9"),
]


def engine_of(name: str) -> Engine:
    """An engine of one shipped pack, in which nothing is wrong."""
    rules = load_rules([data_folder("config") / "rules" / f"{name}.yaml"])
    assert rules.text == ""
    assert rules.engine is not None
    return rules.engine


def value_of(pack: Pack, vocabulary: str, form: str) -> str | None:
    return pack.vocabulary(vocabulary).forms.get(form)


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_reads_its_examples_alone(name: str) -> None:
    results = run_examples(engine_of(name))

    assert [result for result in results if result.outcome != "ok"] == []


@pytest.mark.parametrize(("vocabulary", "form", "value"), WIRE)
def test_words_of_the_wire_are_read_with_those_of_today(
    vocabulary: str, form: str, value: str
) -> None:
    assert value_of(shipped_pack(), vocabulary, form) == value
    assert value_of(engine_of("trade-en").program.pack, vocabulary, form) is None


@pytest.mark.parametrize(("name", "found"), [("trade-en", 0), ("reuters-1987", 1)])
def test_pct_is_a_word_of_the_wire_alone(name: str, found: int) -> None:
    scanner = engine_of(name).program.scanner

    assert len(carried(scanner.scan(fold("Exports rose 3.2 pct.")))) == found


def test_the_papers_of_the_settings_are_at_home_in_iran() -> None:
    assert (shipped_pack().id, shipped_pack().home) == ("trade-en", "IRN")
    assert engine_of("reuters-1987").program.pack.home is None
