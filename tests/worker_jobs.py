"""What the processes of tests/test_workers.py do; they find it here by its name."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from parsers.articles import Found
from parsers.model import Skipped
from parsers.parallel import Reader, Result

POISON = 13


def end_this_process() -> None:
    """Die as a process does that is killed."""
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class Doubling:
    """Doubles numbers; it dies of one of them."""

    log: Path
    """Gets a line for each process that is ready."""
    once: Path | None = None
    """Where given, it dies only as long as there is no such file."""

    def __call__(self) -> Callable[[Sequence[int]], list[int]]:
        """Say that a process is ready."""
        with self.log.open("a") as log:
            log.write(f"{os.getpid()}\n")
        return lambda chunk: list(map(self.doubled, chunk))

    def doubled(self, number: int) -> int:
        """Twice the number, if there is time for that."""
        if number == POISON and not (self.once and self.once.exists()):
            if self.once:
                self.once.touch()
            end_this_process()
        return 2 * number


@dataclass(frozen=True)
class Hopeless:
    """Never gets ready."""

    def __call__(self) -> Callable[[Sequence[int]], list[int]]:
        """Die."""
        raise RuntimeError("\x1b[2J")


@dataclass(frozen=True)
class Waiting:
    """Never answers."""

    log: Path

    def __call__(self) -> Callable[[Sequence[int]], list[int]]:
        """Wait for a signal as soon as there is a chunk."""
        with self.log.open("a") as log:
            log.write(f"{os.getpid()}\n")
        return lambda chunk: [signal.sigwait({signal.SIGUSR1}) for _ in chunk]


@dataclass(frozen=True)
class Poisoned(Reader):
    """Reads articles; it dies of those whose names say so."""

    def __call__(self) -> Callable[[Sequence[Found | Skipped]], list[Result]]:
        """What reads a chunk."""
        read = Reader.__call__(self)

        def work(chunk: Sequence[Found | Skipped]) -> list[Result]:
            if any("poison" in item.name for item in chunk):
                end_this_process()
            return read(chunk)

        return work
