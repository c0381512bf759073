from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from packs import SMALL
from shipped import shipped_files, shipped_rules

from parsers.engine import Engine
from parsers.model import Reading, Skipped
from parsers.pipeline import (
    AHEAD,
    MOST_AHEAD,
    Loader,
    RuleSet,
    load_rules,
    read_all,
)
from parsers.resources import data_folder
from parsers.rules import Unsaved

LIMIT = 10_000


@pytest.fixture(scope="module")
def engine() -> Engine:
    engine = shipped_rules().engine
    assert engine is not None
    return engine


def test_every_article_gives_one_reading(engine: Engine) -> None:
    results = list(read_all([data_folder("seeds")], engine, LIMIT))

    assert all(isinstance(result, Reading) for result in results)
    assert len(results) == 5


def test_every_figure_is_booked_masked_or_open(engine: Engine) -> None:
    for reading in read_all([data_folder("seeds")], engine, LIMIT):
        assert isinstance(reading, Reading)
        booked = {
            measure.span for entry in reading.entries for measure in entry.measures
        }
        assert booked == {f.span for f in reading.figures if f.state == "booked"}


def test_the_order_of_the_paths_does_not_matter(engine: Engine) -> None:
    paths = sorted(data_folder("seeds").iterdir())

    there = list(read_all(paths, engine, LIMIT))

    assert list(read_all(paths[::-1], engine, LIMIT)) == there


def test_a_file_that_is_too_large_is_skipped_in_its_place(
    engine: Engine, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("short")
    (tmp_path / "b.txt").write_text("long" * LIMIT)
    (tmp_path / "c.txt").write_text("short")

    kinds = [type(result) for result in read_all([tmp_path], engine, LIMIT)]

    assert kinds == [Reading, Skipped, Reading]


def test_few_articles_are_read_ahead(engine: Engine, tmp_path: Path) -> None:
    for number in range(AHEAD + 1):
        (tmp_path / f"{number:03}.txt").write_text("short")
    results = read_all([tmp_path], engine, LIMIT)

    next(results)
    (tmp_path / f"{AHEAD:03}.txt").write_text("changed since")

    *_, last = results
    assert isinstance(last, Reading)
    assert last.article.text == "changed since"


def test_large_articles_are_not_read_ahead(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("long " * MOST_AHEAD)
    (tmp_path / "b.txt").write_text("short")
    results = read_all([tmp_path], engine, 10 * MOST_AHEAD)

    next(results)
    (tmp_path / "b.txt").write_text("changed since")

    (second,) = results
    assert isinstance(second, Reading)
    assert second.article.text == "changed since"


def test_a_pattern_that_does_not_compile_is_a_problem_with_its_place(
    tmp_path: Path,
) -> None:
    rules = tmp_path / "mine.yaml"
    rules.write_text(
        """\
newsledger: rules/1
rules:
  - id: unclosed
    pattern: '{figure}[z-a]'
    set: {flow: export}
    examples:
      - {text: 'It sold $5.', expect: {value: 5 USD}}
      - {text: 'It cost $5.', expect: none}
"""
    )

    ruleset = load_rules([*shipped_files(), rules])

    assert ruleset.engine is not None
    assert ruleset.broken
    assert "mine.yaml:4:" in ruleset.text
    assert "unclosed" in ruleset.json


@pytest.mark.parametrize("where", ["fragment", "rule"])
def test_a_pattern_that_would_take_all_memory_is_a_problem(
    where: str, tmp_path: Path
) -> None:
    bomb = "x{1000000000}"
    behind, added = {
        "fragment": ("fragments:\n", f"  bomb: {{as: bare, any: ['{bomb}']}}\n"),
        "rule": ("rules:\n", f"  - {{id: bomb, pattern: '{bomb} {{figure}}'}}\n"),
    }[where]
    rules = tmp_path / "mine.yaml"
    rules.write_text(SMALL.replace(behind, behind + added))

    ruleset = load_rules([rules])

    assert ruleset.broken
    assert "a part is repeated 1,000,000,000 times" in ruleset.text


def test_without_a_readable_file_there_is_no_engine(tmp_path: Path) -> None:
    rules = tmp_path / "mine.yaml"
    rules.write_text("rules: [")

    ruleset = load_rules([rules])

    assert ruleset.engine is None
    assert ruleset.broken


def mine(folder: Path, pattern: str) -> Unsaved:
    """The small rules with one more."""
    rule = f"  - {{id: mine, priority: 9, pattern: '{pattern}'}}\n"
    return Unsaved(folder / "mine.yaml", (SMALL + rule).encode())


def test_rules_that_were_tried_are_not_made_again_when_they_are_saved(
    tmp_path: Path,
) -> None:
    unsaved = mine(tmp_path, "worth {value:money}")
    loader = Loader([unsaved.path])

    tried = loader.proof(unsaved)
    unsaved.path.write_bytes(unsaved.data)

    assert loader.load() is tried


def test_a_broken_rule_costs_the_next_one_nothing_that_it_has_not_changed(
    tmp_path: Path,
) -> None:
    loader = Loader([tmp_path / "mine.yaml"])

    broken, mended = (
        loader.proof(mine(tmp_path, pattern))
        for pattern in ("worth ** {value:money}", "worth {value:money}")
    )

    assert broken.engine is not None and mended.engine is not None
    assert broken.broken and not mended.broken
    assert mended.engine.program.scanner is broken.engine.program.scanner


def test_who_loads_the_same_rules_meanwhile_waits_for_what_is_made_of_them(
    tmp_path: Path,
) -> None:
    unsaved = mine(tmp_path, "worth {value:money}")
    loader, both = Loader([unsaved.path]), Barrier(2)

    def tried() -> RuleSet:
        both.wait()
        return loader.proof(unsaved)

    with ThreadPoolExecutor(2) as threads:
        one, other = (threads.submit(tried) for _ in range(2))

    assert one.result() is other.result()
