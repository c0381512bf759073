"""Work shared out to processes, so that one which is killed costs nothing but time.

Each process has a pipe of its own. So a process that is killed, even in the middle of an
answer, takes nobody else along, and it is known which chunk it had. In the pools of the
standard library, whose processes share queues, the others end with it and nobody knows.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.reduction import DupFd
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryFile
from threading import Lock
from types import TracebackType
from typing import Any, Generic, TypeAlias, TypeVar

from parsers.errors import NewsledgerError

AHEAD = 3
"""Chunks in the works for each process: one to read, the others so that none waits."""
TRIES = 2
"""How often an item may end its process, and a process end before it can begin."""
READY = "ready"

T = TypeVar("T")
R = TypeVar("R")

Prepare: TypeAlias = Callable[[], Callable[[Sequence[T]], Sequence[R]]]
"""Makes ready what does the work of one chunk: a result for each item, in order."""


class WorkersError(NewsledgerError):
    """No process can be started; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"no process can be started to read in: {reason}")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Lost(Generic[T]):
    """An item on which its process ended, and ended again when it was tried alone."""

    item: T


class Workers(Generic[T, R]):
    """Processes that work on chunks; each is started when there is a chunk for it.

    They are spawned, not forked: a fork takes over the locks of threads that it has not.
    """

    def __init__(self, jobs: int, prepare: Prepare[T, R]) -> None:
        """Take the work; nothing is started yet.

        Args:
            jobs: How many processes.
            prepare: Called once in each. It can be pickled.
        """
        self._jobs = jobs
        self._prepare = prepare
        self._workers: list[_Worker] = []
        self._idle: SimpleQueue[_Worker] = SimpleQueue()

    def __enter__(self) -> Workers[T, R]:
        self._handed = _Handed(self._prepare)
        self._workers = [_Worker(self._handed) for _ in range(self._jobs)]
        for worker in self._workers:
            self._idle.put(worker)
        # One thread for each process, which does nothing but talk to it.
        self._threads = ThreadPoolExecutor(self._jobs, initializer=_leave_interrupts)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes at once; what they have not answered is not wanted."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.end()
        self._threads.shutdown()
        for worker in self._workers:
            worker.clear()
        self._handed.close()

    def results(self, chunks: Iterable[Sequence[T]]) -> Iterator[R | Lost[T]]:
        """What becomes of each item, in their order.

        A few chunks are taken ahead of the one whose results are handed out.

        Raises:
            WorkersError: If no process can be started.
        """
        waiting = iter(chunks)
        sent: deque[tuple[Sequence[T], Future[Sequence[R]]]] = deque()
        while True:
            while len(sent) < AHEAD * self._jobs:
                chunk = next(waiting, None)
                if chunk is None:
                    break
                sent.append((chunk, self._send(chunk)))
            if not sent:
                return
            first, future = sent.popleft()
            try:
                yield from future.result()
            except _EndedError:
                yield from map(self._alone, first)

    def _alone(self, item: T) -> R | Lost[T]:
        """The result of an item whose chunk ended a process."""
        for _ in range(TRIES):
            try:
                return self._send((item,)).result()[0]
            except _EndedError:
                continue
        return Lost(item)

    def _send(self, chunk: Sequence[T]) -> Future[Sequence[R]]:
        return self._threads.submit(self._ask, chunk)

    def _ask(self, chunk: Sequence[T]) -> Sequence[R]:
        worker = self._idle.get()
        try:
            answer: Sequence[R] = worker.ask(chunk)
            return answer
        finally:
            self._idle.put(worker)


class _EndedError(Exception):
    """The process ended before it had answered."""


class _Worker:
    """One process; when it has ended, another one takes its place."""

    def __init__(self, handed: _Handed) -> None:
        self._handed = handed
        self._process: SpawnProcess | None = None
        self._over = False
        self._lock = Lock()

    def ask(self, chunk: Sequence[object]) -> Any:
        """The answer to a chunk.

        Raises:
            _EndedError: If the process ended over it.
            WorkersError: If none can be started.
        """
        if self._process is None:
            self._start()
        try:
            self._pipe.send(chunk)
            return self._pipe.recv()
        except (OSError, EOFError):
            self.clear()
            raise _EndedError from None

    def end(self) -> None:
        """End the process, whatever it is at, for good."""
        with self._lock:
            self._over = True
            if self._process is not None:
                self._process.kill()

    def clear(self) -> None:
        """Let go of a process that ends or has ended."""
        with self._lock:
            if self._process is not None:
                self._process.kill()
                self._process.join()
                self._process = None
                self._pipe.close()

    def _start(self) -> None:
        for _ in range(TRIES):
            self._launch()
            try:
                if self._pipe.recv() == READY:
                    return
            except (OSError, EOFError):
                self.clear()
        raise WorkersError("it ended before it could begin")

    def _launch(self) -> None:
        with self._lock:
            if self._over:
                raise _EndedError
            context = get_context("spawn")
            self._pipe, theirs = context.Pipe()
            process = context.Process(
                target=_work, args=(theirs, self._handed), daemon=True
            )
            try:
                process.start()
            except OSError as error:
                raise WorkersError(error.strerror or str(error)) from error
            finally:
                theirs.close()
            self._process = process


class _Handed:
    """What every process is given, in a file without a name.

    What a process is given directly goes through a pipe, and who fills one up waits for
    ever if the process ends before it has read.
    """

    def __init__(self, value: object) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - see `close`
        pickle.dump(value, self._file)
        self._file.flush()

    def close(self) -> None:
        """Nobody is given it any more."""
        self._file.close()

    def __reduce__(self) -> tuple[Callable[[Any], object], tuple[Any]]:
        return _taken, (DupFd(self._file.fileno()),)


def _taken(inherited: Any) -> object:
    """What was handed; the place up to which the file is read is shared with others."""
    with os.fdopen(inherited.detach(), "rb") as file:
        return pickle.loads(os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0))


def cores() -> int:
    """How many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _leave_interrupts() -> None:
    """Block Ctrl+C; a process takes over what is blocked where it is started.

    It is for us alone, who end the others.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _work(pipe: Connection, prepare: Prepare[Any, Any]) -> None:
    """Answer chunk by chunk, until nobody asks any more."""
    # A traceback may quote an article to the terminal; that it has ended is told anyway.
    sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 - open to the end
    work = prepare()
    pipe.send(READY)
    while True:
        try:
            chunk = pipe.recv()
        except EOFError:
            return
        pipe.send(work(chunk))
