"""What people decide in the browser: written down step by step, off the screen."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from parsers.errors import NewsledgerError

if TYPE_CHECKING:
    from parsers.store import Decision, Store, Verdicts

NO_PROJECT = "verdicts need a project: newsledger init DIR"


@dataclass(frozen=True, slots=True)
class Task:
    """Something that is to be decided."""

    step: Callable[[Store], tuple[Decision, ...]]
    """Returns when it is on the disk."""
    told: Callable[[tuple[Decision, ...]], str]
    """How it is told then; empty where there is nothing to tell."""
    entry: str = ""
    """Id of the entry that it is about, if it is one."""
    decides: bool = True
    """Whether it is a step of the person."""
    leads: bool = False
    """Whether the person wants to be led to the entry that was decided on."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a task."""

    task: Task
    verdicts: Verdicts | None
    """All verdicts after it; None as long as the store can not be opened."""
    decisions: tuple[Decision, ...] = ()
    error: str = ""
    """Why it is not on the disk; empty where it is."""

    @property
    def told(self) -> str:
        """What is to be said."""
        return (
            f"not saved: {self.error}" if self.error else self.task.told(self.decisions)
        )


class Clerk:
    """Does tasks one after the other, whichever thread has the time for it."""

    def __init__(self, open_store: Callable[[], Store] | None) -> None:
        """A clerk with nothing to do.

        Args:
            open_store: Opens the store when it is first needed; None without a project.
        """
        self.has_project = open_store is not None
        self._open = open_store
        self._store: Store | None = None
        self._tasks: deque[Task] = deque()
        self._idle = True
        self._failed: list[Filed] = []
        """What is not on the disk, and nobody has heard of it."""
        self._gate = Lock()
        self._turn = Lock()

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to do, and nobody does anything."""
        return self._idle

    def file(self, task: Task) -> bool:
        """Take a task to be done.

        Returns:
            Whether somebody has to come and work.
        """
        with self._gate:
            self._tasks.append(task)
            idle, self._idle = self._idle, False
            return idle

    def work(self) -> Filed | None:
        """Do the next task; None if there is none.

        What is taken is also done before anybody takes the next one: the order of the
        keys is the order of the lines.
        """
        with self._turn:
            with self._gate:
                if not self._tasks:
                    self._idle = True
                    return None
                task = self._tasks.popleft()
            filed = self._done(task)
            if filed.error:
                self._failed.append(filed)
            return filed

    def heard(self, filed: Filed) -> None:
        """The person has been told what became of a task."""
        if filed in self._failed:
            self._failed.remove(filed)

    def finish(self) -> tuple[str, ...]:
        """Do all that is left; what could not be saved and was not told, in words."""
        while self.work() is not None:
            pass
        return tuple(filed.told for filed in self._failed)

    def _done(self, task: Task) -> Filed:
        """Do a task."""
        try:
            if self._store is None:
                self._store = self._opened()
            decisions = task.step(self._store)
        except NewsledgerError as error:
            known = self._store.verdicts if self._store else None
            return Filed(task, known, error=str(error))
        return Filed(task, self._store.verdicts, decisions)

    def _opened(self) -> Store:
        """The store.

        Raises:
            NewsledgerError: If it can not be read.
        """
        if self._open is None:
            raise NewsledgerError(NO_PROJECT)
        return self._open()
