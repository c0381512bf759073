"""What the processes of tests/test_workers.py do; they find it here by its name."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

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
