"""The engine makes of every article what a plain one makes of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phrases import trade_texts
from reference_engine import ReferenceEngine, differences
from sampled_articles import annotated, corpus, seeds
from shipped import shipped_engine

from parsers.articles import article_from_text
from parsers.engine import Engine
from parsers.model import Article

CORPUS_ARTICLES = 2_000


@pytest.fixture(scope="module")
def engine() -> Engine:
    return shipped_engine()


@pytest.fixture(scope="module")
def reference(engine: Engine) -> ReferenceEngine:
    return ReferenceEngine(engine.program.pack)


def unequal(
    engine: Engine, reference: ReferenceEngine, articles: Iterable[Article]
) -> dict[str, list[str]]:
    found = {}
    for article in articles:
        fast, plain = engine.read(article), reference.read(article)
        if fast != plain:
            found[article.name] = differences(fast, plain)
    return found


def test_seeds_are_read_as_plainly(engine: Engine, reference: ReferenceEngine) -> None:
    assert unequal(engine, reference, seeds()) == {}


def test_annotated_articles_are_read_as_plainly(
    engine: Engine, reference: ReferenceEngine, shared: Path
) -> None:
    assert unequal(engine, reference, annotated(shared)) == {}


def test_the_corpus_is_read_as_plainly(
    engine: Engine, reference: ReferenceEngine, shared: Path
) -> None:
    articles = list(corpus(shared, CORPUS_ARTICLES))

    assert len(articles) == CORPUS_ARTICLES
    assert unequal(engine, reference, articles) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Two million tons of exports",
        'He said: "Two million tons were exported."',
        "Exports: (two million tons) of steel",
        "exports of TWO MILLION tons",
        "Iran's exports were DOUBLED",
        "exports of 1,,5 tons",
        "half-a million tons of exports",
        "exports of USD34.6 million",
        "exports US$5 million to Iraq, of U.S. $5 million",
        "exports \u0665 percent, \u06f5 tons, \u00b2 tons, \u2167 tons",
        "Iran exported\ttwo million tons.\n\n\nTwo tons were exported in  May  2019",
        "exports İ two million tons, \u017fix million tons, 5 \u212ag",
        "imports fell 5 percent.Exports 5.tons rose 5., tons",
        "exports fell 5 percent in the last Iranian [calendar] year (ended on March 20)",
        "Goods worth $5 were \u017fhipped into the country; \u017fhipped goods",
        "exports of 5 Kg, 5 \u212ag, FİVE TONS, ﬁve tons",
        "exports $5 million rls. 40b",
        "exports of (P)GCC states to [P]GCC were $5",
    ],
)
def test_odd_spellings_are_read_as_plainly(
    engine: Engine, reference: ReferenceEngine, text: str
) -> None:
    article = article_from_text("odd.txt", text)

    assert unequal(engine, reference, [article]) == {}


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=200), trade_texts()))
def test_any_text_is_read_as_plainly(
    engine: Engine, reference: ReferenceEngine, text: str
) -> None:
    article = article_from_text("any.txt", text)

    assert unequal(engine, reference, [article]) == {}
