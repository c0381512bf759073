"""Signs of life on stderr while many articles are read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import monotonic
from typing import TextIO

from tui.cli.streams import is_terminal

FIRST_AFTER = 1.0
"""Work shorter than this, in seconds, says nothing."""
LIVE_EVERY = 0.1
LOGGED_EVERY = 10.0


class Progress:
    """A line that counts along: rewritten on a terminal, now and then in a log."""

    def __init__(
        self,
        live: bool,
        stream: TextIO | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Start counting.

        Args:
            live: Whether the line can be rewritten in place.
            stream: Where to write; stderr when not given.
            clock: Tells the time in seconds.
        """
        self._live = live
        self._stream = stream or sys.stderr
        self._clock = clock
        self._due = clock() + FIRST_AFTER
        self._width = 0

    @classmethod
    def beside(cls, data: TextIO) -> Progress:
        """Progress of work that writes to `data`.

        It is live on a terminal, unless the data appears on the terminal as well.
        """
        return cls(live=is_terminal(sys.stderr) and not is_terminal(data))

    @classmethod
    def alone(cls) -> Progress:
        """Progress of work that writes nothing meanwhile."""
        return cls(live=is_terminal(sys.stderr))

    def show(self, text: str) -> None:
        """Show how far it is, unless that was shown a moment ago."""
        if self._clock() < self._due:
            return
        self._due = self._clock() + (LIVE_EVERY if self._live else LOGGED_EVERY)
        if self._live:
            self._rewrite(text)
        else:
            self._stream.write(f"{text}\n")
            self._stream.flush()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        """Take the line away, so that what follows starts on a clean one."""
        if self._width:
            self._rewrite("")

    def _rewrite(self, text: str) -> None:
        self._stream.write(f"\r{text.ljust(self._width)}\r{text}")
        self._stream.flush()
        self._width = len(text)
