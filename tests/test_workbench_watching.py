from __future__ import annotations

from pathlib import Path

from packs import FIGURE_RULE, SMALL, engine_of
from shipped import shipped_engine

from parsers.articles import article_from_text
from parsers.engine.reader import Engine
from parsers.model import Reading
from parsers.pipeline import read_all
from parsers.resources import data_folder
from parsers.workbench.watching import Watch, WatchingEngine

LIMIT = 1 << 20

TWO_RULES = (
    SMALL.replace(FIGURE_RULE, "")
    + """
rules:
  - {id: bottom, priority: 0, pattern: '{figure}'}
  - {id: reached, priority: 50, pattern: 'reached {value:money}'}
"""
)


def watched(engine: Engine, text: str) -> tuple[Reading, Watch]:
    """What an engine makes of a text, and what was seen on the way."""
    seen: list[Watch] = []
    watching = WatchingEngine(
        engine.program, lambda _reading, watch: seen.append(watch)
    )
    reading = watching.read(article_from_text("a.txt", text))
    (watch,) = seen
    return reading, watch


def test_whoever_watches_changes_nothing() -> None:
    engine = shipped_engine()
    watching = WatchingEngine(engine.program, lambda _reading, _watch: None)

    plain = list(read_all([data_folder("seeds")], engine, LIMIT))
    seen = list(read_all([data_folder("seeds")], watching, LIMIT))

    assert seen == plain


def test_the_rules_that_want_a_figure_are_known_the_strongest_first(
    tmp_path: Path,
) -> None:
    _, watch = watched(
        engine_of(tmp_path, TWO_RULES),
        "Iran's exports reached $5 million. Its imports were $4 million.",
    )

    assert watch.wanting == {0: ("reached", "bottom"), 1: ("bottom",)}


def test_every_sentence_with_a_figure_is_seen_read_or_not(tmp_path: Path) -> None:
    _, watch = watched(
        engine_of(tmp_path, f"{TWO_RULES}\ncue: '{{flow}}'\n"),
        "Iran's exports reached $5 million. The tower cost $4 million. He slept.",
    )

    assert [sentence.tagged is None for sentence in watch.sentences] == [False, True]
