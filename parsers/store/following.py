"""What has been read of the decisions file so far, and reading on from there."""

from __future__ import annotations

from hashlib import blake2b

from parsers.store.lines import Line, LineProblem, parse
from parsers.store.log import Held, Version
from parsers.store.verdicts import Verdicts


class Follower:
    """Reads a file that grows; one that was rewritten is read anew."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self.verdicts = Verdicts()
        self.newer: frozenset[str] = frozenset()
        """Ids of good lines that only a newer newsledger understands."""
        self._version: Version | None = None
        self._problems: tuple[LineProblem, ...] = ()
        self._open_end: tuple[LineProblem, ...] = ()
        self._lines = 0
        self._tail = b""
        """What stands behind the last line end."""
        self._size = 0
        self._digest = blake2b()
        """Of all whole lines."""

    @property
    def problems(self) -> tuple[LineProblem, ...]:
        """The lines that are not what newsledger wrote, in their order."""
        return self._problems + self._open_end

    def knows(self, own: str) -> bool:
        """Whether a line of that id is in the file."""
        return own in self.verdicts.decisions or own in self.newer

    def catch_up(self, held: Held | None) -> bool:
        """Read what is new in the file; whether there was anything.

        Args:
            held: The locked file; None when there is none.
        """
        version = None if held is None else held.version()
        if version == self._version:
            return False
        data = b"" if held is None else held.content()
        if not self._goes_on(data):
            self._forget()
        self._tail = b""
        self.take(data[self._size :])
        self._version = version
        return True

    def appended(self, data: bytes, held: Held) -> None:
        """Take in what was just appended to the file, which had been read to its end."""
        self.take(data)
        self._version = held.version()

    def take(self, data: bytes) -> None:
        """Take in bytes that stand behind those that are known."""
        whole, end, self._tail = (self._tail + data).rpartition(b"\n")
        found = list(parse(whole, self._lines + 1)) if end else []
        self._problems += tuple(x for x in found if isinstance(x, LineProblem))
        self._lines += whole.count(b"\n") + 1 if end else 0
        self._size += len(whole + end)
        self._digest.update(whole + end)
        # The last line may lack its end and be good; it is read again when it has one.
        last = list(parse(self._tail, self._lines + 1))
        self._open_end = tuple(x for x in last if isinstance(x, LineProblem))
        good = [x for x in (*found, *last) if isinstance(x, Line)]
        self.newer |= {line.id for line in good if line.decision is None}
        self.verdicts = self.verdicts.plus(x.decision for x in good if x.decision)

    def _goes_on(self, data: bytes) -> bool:
        """Whether the file begins with the lines that were read."""
        begin = memoryview(data)[: self._size]
        return len(begin) == self._size and (
            blake2b(begin).digest() == self._digest.digest()
        )
