"""Leaving servers the time to do other things than to answer us."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from parsers.fetching.refusals import BusyError, NotFetchedError, UnreachedError

LONGEST = 60.0
"""Seconds between two requests that a server gets if it asks for more."""
_MOST_FAILURES = 3
"""In a row; then a server is left alone."""


class Courtesy:
    """Sees to it that a server is asked one thing at a time, with a pause after each.

    One that is busy, or fails time and again, is left alone.
    """

    def __init__(
        self,
        delay: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Begin with nobody asked yet.

        Args:
            delay: Seconds between an answer and the next question to its server.
            clock: Tells the time in seconds.
            sleep: Lets time pass.
        """
        self._delay = delay
        self._clock = clock
        self._sleep = sleep
        self._delays: dict[str, float] = {}
        self._due: defaultdict[str, float] = defaultdict(float)
        self._failures: Counter[str] = Counter()
        self._left_alone: dict[str, str] = {}

    def due(self, host: str) -> float:
        """When a server may be asked next, by the clock."""
        return self._due[host]

    def slow_down(self, host: str, delay: float) -> None:
        """Take heed of the pause that a server asks for."""
        self._delays[host] = max(self._delay, min(delay, LONGEST))

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until a server may be asked; ask it inside.

        Raises:
            NotFetchedError: If it is left alone.
        """
        if host in self._left_alone:
            raise NotFetchedError(self._left_alone[host])
        wait = self._due[host] - self._clock()
        if wait > 0:
            self._sleep(wait)
        try:
            yield
            self._failures[host] = 0
        except (BusyError, UnreachedError) as error:
            self._failed(host, error)
            raise
        finally:
            self._due[host] = self._clock() + self._delays.get(host, self._delay)

    def _failed(self, host: str, error: BusyError | UnreachedError) -> None:
        self._failures[host] += 1
        if isinstance(error, BusyError) or self._failures[host] == _MOST_FAILURES:
            self._left_alone[host] = f"left alone for now: {error.reason}"
