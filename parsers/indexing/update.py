"""Bringing an index up to what articles and rules are now; it can be stopped any time."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import tee
from pathlib import Path

from parsers.engine import Engine
from parsers.indexing.records import Outcome, Record, Recording, Same, Task
from parsers.indexing.state import set_state
from parsers.indexing.survey import Survey, Surveyor
from parsers.indexing.writer import FileState, put, remove, touch
from parsers.making import made_with
from parsers.model import Skipped
from parsers.parallel import CHUNK, chunks, lost
from parsers.pipeline import AHEAD
from parsers.rules import Pack
from parsers.workers import Lost, Workers

WORTH = 8
"""Chunks that make it worth while to start a process."""
COMMIT_EVERY = 1.0
"""Seconds of work that are lost at most when it is stopped."""


@dataclass(frozen=True, slots=True)
class Step:
    """One article done."""

    articles: int
    """How many are done, this one included."""
    size: int
    """Bytes of them."""
    skipped: Skipped | None
    """That it can not be read, and why."""
    overruns: tuple[str, ...]
    """Ids of rules that were stopped in it."""


class Update:
    """One update of an index: look what there is to do, then do it."""

    def __init__(
        self, connection: sqlite3.Connection, project: Path, pack: Pack, size_limit: int
    ) -> None:
        """Take an index.

        Args:
            connection: The index, open for writing.
            project: Its project folder.
            pack: The rules.
            size_limit: Files of more bytes are skipped.
        """
        self._connection = connection
        self._surveyor = Surveyor(connection, project)
        self._plan = Recording(pack, size_limit)
        self._made_with = made_with(pack)
        self._committed = 0.0

    def survey(self, paths: Iterable[Path], skip: Callable[[Skipped], None]) -> Survey:
        """See what has to be done for the index to hold what lies below the paths.

        Nothing is read. What lies elsewhere is taken out of the index right away.

        Args:
            paths: Articles and folders of them.
            skip: Called with what can not be looked at.
        """
        limit = self._plan.size_limit
        survey = self._surveyor.survey(paths, self._made_with, limit, skip)
        with self._transaction():
            set_state(self._connection, self._made_with, complete=not survey.to_read)
            remove(self._connection, self._surveyor.gone())
        return survey

    def run(self, engine: Engine, jobs: int) -> Generator[Step, None, None]:
        """Read what the survey found.

        What is done is kept when this is stopped; the next update goes on there.

        Args:
            engine: The rules of the pack, made ready.
            jobs: How many processes read; with one, this process does.

        Raises:
            WorkersError: If no process can be started.
        """
        done = size = 0
        # Each file once more, beside what becomes of it; few are on their way at a time.
        rows, again = tee(self._surveyor.to_read())
        tasks = (task for _, task in again)
        with (
            self._transaction(),
            closing(self._outcomes(tasks, engine, jobs)) as outcomes,
        ):
            for (file, task), outcome in zip(rows, outcomes, strict=True):
                self._take(file, outcome)
                self._commit_at_times()
                done, size = done + 1, size + task.size
                skipped = outcome if isinstance(outcome, Skipped) else None
                overruns = outcome.overruns if isinstance(outcome, Record) else ()
                yield Step(done, size, skipped, overruns)
            set_state(self._connection, self._made_with, complete=True)

    def _outcomes(
        self, tasks: Iterable[Task], engine: Engine, jobs: int
    ) -> Generator[Outcome, None, None]:
        """What becomes of each file, in their order."""
        most = AHEAD if jobs == 1 else CHUNK
        parts = chunks(tasks, lambda task: task.size, most)
        if jobs == 1:
            record = self._plan.recorder(engine)
            for part in parts:
                yield from record(part)
            return
        with Workers[Task, Outcome](jobs, self._plan) as workers:
            for outcome in workers.results(parts):
                yield _lost(outcome.item) if isinstance(outcome, Lost) else outcome

    def _take(self, file: FileState, outcome: Outcome) -> None:
        match outcome:
            case Record():
                put(self._connection, file, self._made_with, outcome)
            case Same():
                touch(self._connection, file)
            case Skipped():
                remove(self._connection, [file.path])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Keep the work that is done in it, or what of it was committed before."""
        self._begin()
        try:
            yield
            self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def _begin(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self._committed = time.monotonic()

    def _commit_at_times(self) -> None:
        if time.monotonic() - self._committed > COMMIT_EVERY:
            self._connection.execute("COMMIT")
            self._begin()


def worthwhile(jobs: int, to_read: int) -> int:
    """As many processes as there is work for; each takes a second to get ready."""
    return max(1, min(jobs, to_read // (CHUNK * WORTH)))


def _lost(task: Task) -> Skipped:
    return lost(task.found)
