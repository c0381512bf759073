from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from worker_jobs import POISON, Doubling, Hopeless, Waiting

from parsers.workers import AHEAD, Lost, Workers, WorkersError, cores

CHUNKS = [(1, 2), (3,), (12, POISON, 14), (15, 16)]
SOUND = [(1, 2), (3,), (12, 14), (15, 16)]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


def started(log: Path) -> list[int]:
    """The processes that got ready."""
    return [int(line) for line in log.read_text().splitlines()]


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_results_come_in_the_order_of_the_items(log: Path) -> None:
    with Workers(2, Doubling(log)) as workers:
        results = list(workers.results(SOUND))

    assert results == [2, 4, 6, 24, 28, 30, 32]


def test_each_process_is_made_ready_once(log: Path) -> None:
    with Workers(2, Doubling(log)) as workers:
        list(workers.results([(number,) for number in range(POISON)]))

    assert len(started(log)) <= 2


def test_an_item_that_ends_its_process_is_lost_alone(log: Path) -> None:
    with Workers(2, Doubling(log)) as workers:
        results = list(workers.results(CHUNKS))

    assert results == [2, 4, 6, 24, Lost(POISON), 28, 30, 32]


def test_a_process_that_is_killed_once_costs_nothing(log: Path, tmp_path: Path) -> None:
    with Workers(2, Doubling(log, once=tmp_path / "killed")) as workers:
        results = list(workers.results(CHUNKS))

    assert results == [2, 4, 6, 24, 2 * POISON, 28, 30, 32]
    assert (tmp_path / "killed").exists()


def test_few_chunks_are_taken_ahead(log: Path) -> None:
    taken: list[int] = []

    def chunks() -> Iterator[tuple[int]]:
        for number in range(100, 200):
            taken.append(number)
            yield (number,)

    with Workers(1, Doubling(log)) as workers:
        next(workers.results(chunks()))

        assert len(taken) == AHEAD


def test_no_process_is_started_for_nothing(log: Path) -> None:
    with Workers(2, Doubling(log)) as workers:
        assert list(workers.results([])) == []

    assert not log.exists()


def test_processes_that_never_get_ready_are_an_error_and_say_nothing(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with (
        pytest.raises(WorkersError, match="ended before it could begin"),
        Workers(1, Hopeless()) as workers,
    ):
        list(workers.results(SOUND))

    assert capfd.readouterr() == ("", "")


def test_processes_are_ended_in_the_middle_of_their_work(log: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Workers(2, Waiting(log)) as workers:
        interrupted_when_ready(workers, log)

    assert not any(map(is_alive, started(log)))


def test_no_process_is_left_when_the_work_is_done(log: Path) -> None:
    with Workers(2, Doubling(log)) as workers:
        list(workers.results(SOUND))

    assert not any(map(is_alive, started(log)))


def interrupted_when_ready(workers: Workers[int, int], log: Path) -> None:
    """Send chunks, and interrupt once processes are at them."""

    def chunks() -> Iterator[tuple[int, ...]]:
        yield from SOUND
        while not log.exists() or len(started(log)) < 2:
            pass
        raise KeyboardInterrupt

    list(workers.results(chunks()))


def test_there_is_a_core() -> None:
    assert cores() >= 1
