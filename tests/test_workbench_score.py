from __future__ import annotations

import importlib.util
import json
import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packs import SMALL, engine_of, reading_of
from shipped import shipped_engine
from test_workbench_agreement import fact

from parsers.ledger.jsonl import line
from parsers.model import Reading
from parsers.pipeline import read_all
from parsers.workbench.facts import Fact, read_facts
from parsers.workbench.score import (
    LEVELS,
    TIERS,
    ArticleScore,
    Score,
    fact_changes,
    score,
)

TEXT = "Iran's exports to Iraq were $5 in 2019. Imports from China were $6."


def dollars(amount: int, **keys: Any) -> Fact:
    made = fact(amount=amount, **keys)
    return Fact(**{**_fields(made), "quote": f"${amount}"})


def _fields(made: Fact) -> dict[str, Any]:
    return {name: getattr(made, name) for name in Fact.__slots__}


def scored(folder: Path, *facts: Fact, text: str = TEXT) -> ArticleScore:
    return score(reading_of(engine_of(folder, SMALL), text), facts)


def test_each_fact_is_met_as_far_as_it_is_right(tmp_path: Path) -> None:
    result = scored(
        tmp_path,
        dollars(5, period="2019"),
        dollars(6, flow="import", partner="CHN", period="2019"),
    )

    assert [LEVELS[item.level] for item in result.judged] == ["full", "flow"]
    assert result.spurious == ()


def test_a_wrong_party_leaves_the_figure(tmp_path: Path) -> None:
    result = scored(tmp_path, dollars(5, partner="CHN"))

    assert [LEVELS[item.level] for item in result.judged] == ["figure"]


def test_a_wrong_amount_leaves_nothing(tmp_path: Path) -> None:
    wrong = Fact(**{**_fields(dollars(5)), "amount": Decimal(7)})
    result = scored(tmp_path, wrong)

    assert [LEVELS[item.level] for item in result.judged] == ["missed"]


def test_what_no_fact_bears_out_is_spurious(tmp_path: Path) -> None:
    result = scored(tmp_path, dollars(5))

    assert [claim.amount for claim in result.spurious] == [6]


def test_a_lenient_fact_neither_helps_nor_hurts(tmp_path: Path) -> None:
    optional = Fact(**{**_fields(dollars(6)), "lenient": True})
    result = scored(tmp_path, dollars(5), optional)

    assert len(result.judged) == 1
    assert (result.spurious, result.ignored) == ((), 1)


def test_a_fact_that_is_not_in_the_article_is_told(tmp_path: Path) -> None:
    elsewhere = dollars(9)

    assert scored(tmp_path, elsewhere).unplaced == (elsewhere,)


def test_a_fact_is_met_once(tmp_path: Path) -> None:
    result = scored(tmp_path, dollars(5), dollars(5))

    assert sorted(item.level > 0 for item in result.judged) == [False, True]


def test_scores_add_up(tmp_path: Path) -> None:
    whole = Score()
    whole.add(scored(tmp_path, dollars(5, period="2019")))
    whole.add(scored(tmp_path, dollars(5), text="A tower was $5."))

    assert (whole.articles, whole.facts, whole.claims) == (2, 2, 2)
    assert whole.precision("full") == whole.recall("full") == whole.f1("full") == 0.5
    assert whole.right("exact") == 1.0
    assert whole.kinds == (("value", 2),)


def test_a_score_of_nothing_is_zero() -> None:
    assert Score().f1("figure") == 0.0


def test_facts_are_won_and_lost(tmp_path: Path) -> None:
    facts = (dollars(5, period="2019"), dollars(6, flow="import", partner="CHN"))
    before = scored(tmp_path / "a", *facts, text=TEXT.replace("to Iraq", ""))
    after = scored(tmp_path / "b", *facts, text=TEXT.replace("from China", ""))

    assert [change.won for change in fact_changes(before, after)] == [True, False]


def yardstick(folder: Path) -> ModuleType:
    """The program that the annotators score with, as a module."""
    if not (folder / "score.py").is_file():
        pytest.skip("the annotated articles with their scorer are not here")
    sys.path.insert(0, str(folder))
    spec = importlib.util.spec_from_file_location("yardstick", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_numbers_are_those_of_the_annotators_scorer(shared: Path) -> None:
    gold = shared / "gold"
    theirs = yardstick(gold)
    annotated, docs = theirs.load_gold(gold / "dev.jsonl", gold / "articles")
    results = read_all([gold / "articles"], shipped_engine(), 10**6)
    readings = [item for item in results if isinstance(item, Reading)]
    entries = [json.loads(line(e)) for reading in readings for e in reading.entries]
    expected = theirs.score(annotated, entries, docs)[0]

    whole, facts = Score(), read_facts(gold / "dev.jsonl")
    for reading in readings:
        if reading.article.name in facts:
            whole.add(score(reading, facts[reading.article.name]))

    assert {
        "articles": whole.articles,
        "facts": whole.facts,
        "extracted": whole.claims,
        "ignored": whole.ignored,
        **{
            tier: {
                "precision": round(whole.precision(tier), 4),
                "recall": round(whole.recall(tier), 4),
                "f1": round(whole.f1(tier), 4),
            }
            for tier in TIERS
        },
        **{
            name: round(whole.right(name), 4)
            for name in ("commodity", "status", "exact")
        },
        "kinds": {
            kind: {
                "facts": count,
                **{tier: round(whole.recall(tier, kind), 4) for tier in TIERS},
            }
            for kind, count in whole.kinds
        },
    } == expected
