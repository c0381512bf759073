from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest
from packs import engine_of
from poisoned_reader import Poisoned
from several import FORMS, several

from parsers.articles import Found, find
from parsers.engine import Engine
from parsers.model import Reading, Skipped
from parsers.parallel import (
    CHUNK,
    LOST,
    MOST_CHUNK,
    Plan,
    _size,
    chunks,
    lost,
    read_all_in,
)
from parsers.pipeline import read_all
from parsers.resources import data_folder
from parsers.workers import Lost, Workers

LIMIT = 10_000


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_of(tmp_path_factory.mktemp("rules"))


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds again and again in folders, and files that can not be read."""
    folder = tmp_path_factory.mktemp("articles")
    seeds = sorted(data_folder("seeds").iterdir())
    for number in range(3 * CHUNK):
        (folder / str(number % 7)).mkdir(exist_ok=True)
        shutil.copy(seeds[number % len(seeds)], folder / f"{number % 7}/{number}.txt")
    (folder / "3/binary").write_bytes(bytes(range(256)))
    (folder / "4/long.txt").write_text("long " * LIMIT)
    (folder / "5/nowhere").symlink_to("nothing")
    return folder


@pytest.fixture(scope="module")
def here(engine: Engine, articles: Path) -> list[Reading | Skipped]:
    """What one process makes of the articles, this one."""
    return list(read_all([articles], engine, LIMIT))


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_readings_are_the_same_for_any_number_of_processes(
    jobs: int, engine: Engine, articles: Path, here: list[Reading | Skipped]
) -> None:
    there = list(read_all_in(jobs, [articles], engine, LIMIT))

    assert there == here
    assert sum(isinstance(result, Skipped) for result in here) == 3


def test_an_article_that_ends_its_process_is_skipped_alone(
    engine: Engine, articles: Path
) -> None:
    files = list(find([articles / "1"]))
    poison = Found("poison.txt", b"poison.txt")

    with Workers(1, Poisoned(engine.program.pack, LIMIT)) as workers:
        results = [
            lost(result.item) if isinstance(result, Lost) else result
            for result in workers.results([(*files[:9], poison, *files[9:])])
        ]

    assert results.pop(9) == Skipped("poison.txt", b"poison.txt", LOST)
    assert results == list(read_all([articles / "1"], engine, LIMIT))


def test_the_rules_travel_whole(engine: Engine) -> None:
    plan = Plan(engine.program.pack, LIMIT)

    assert pickle.loads(pickle.dumps(plan)) == plan


def test_a_chunk_holds_few_articles() -> None:
    made = list(chunks(range(2 * CHUNK + 1), lambda _: 1))

    assert [len(chunk) for chunk in made] == [CHUNK, CHUNK, 1]
    assert [number for chunk in made for number in chunk] == list(range(2 * CHUNK + 1))


def test_a_chunk_holds_as_many_as_somebody_asks_for() -> None:
    assert list(chunks("abcde", lambda _: 1, 2)) == [("a", "b"), ("c", "d"), ("e",)]


def test_a_chunk_of_large_articles_holds_fewer() -> None:
    assert list(chunks("abc", lambda _: MOST_CHUNK + 1)) == [("a",), ("b",), ("c",)]


@pytest.mark.parametrize("form", FORMS)
def test_a_chunk_of_large_articles_of_one_file_holds_fewer(
    tmp_path: Path, form: str
) -> None:
    path = several(tmp_path, form, ["Iran " * (MOST_CHUNK // 9)] * 3)

    made = chunks(find([path]), _size)

    assert [len(chunk) for chunk in made] == [2, 1]


def test_who_has_seen_enough_can_stop(engine: Engine, articles: Path) -> None:
    results = read_all_in(1, [articles], engine, LIMIT)

    assert isinstance(next(results), Reading)
    results.close()
    assert list(results) == []
