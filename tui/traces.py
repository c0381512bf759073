"""What tens of thousands of articles were read by, packed.

A piece of memory for each would stand between what reading takes and lets go of, so that
nothing of that could be given back.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING
from zlib import compress, decompress

if TYPE_CHECKING:
    from parsers.engine.traces import Touch, Trace

_PARTS = 3
"""Of a trace."""
_LARGE = 1 << 19
"""Bytes of one block, before it is made a third of that."""
_LEVEL = 3
"""A harder look would make it little smaller."""
_UNKNOWN, _NOTHING = 0, 1
"""The blocks of rows without a trace, and of those whose trace is empty."""


class Traces:
    """The trace of each row, if it has one.

    One thread changes it; others may look meanwhile: a block is there before any row
    stands in it, and what it holds is never moved.
    """

    def __init__(self) -> None:
        self._blocks = [b"", b""]
        self._left = [0, 0]
        """How many rows still stand in each block."""
        self._block = array("I")
        """In which block each row stands, from where, and where each part of it ends."""
        self._first = array("I")
        self._ends = tuple(array("I") for _part in range(_PARTS))
        self._new: dict[int, Trace] = {}
        """Those that come into the next block."""
        self._size = 0
        """Bytes of these."""

    def append(self) -> None:
        """There is one more row, without a trace."""
        for column in (self._block, self._first, *self._ends):
            column.append(0)

    def keep(self, row: int, trace: Trace) -> None:
        """Keep the trace of a row, in place of the one that it had."""
        self.forget(row)
        size = sum(map(len, trace))
        if not size:
            self._block[row] = _NOTHING
            return
        self._new[row] = trace
        self._size += size
        if self._size >= _LARGE:
            self._pack()

    def forget(self, row: int) -> None:
        """The row has no trace any more."""
        trace = self._new.pop(row, None)
        if trace is not None:
            self._size -= sum(map(len, trace))
        block, self._block[row] = self._block[row], _UNKNOWN
        if block > _NOTHING:
            self._left[block] -= 1
            if not self._left[block]:
                self._blocks[block] = b""

    def untouched(self, touch: Touch) -> Iterator[int]:
        """The rows that have a trace that some change does not reach."""
        from parsers.engine.traces import NOTHING

        new = dict(self._new)
        by_block: defaultdict[int, list[int]] = defaultdict(list)
        for row, block in enumerate(self._block):
            by_block[block].append(row)
        if not touch.reaches(NOTHING):
            yield from (row for row in by_block[_NOTHING] if row not in new)
        for block in set(by_block) - {_UNKNOWN, _NOTHING}:
            yield from self._untouched(block, by_block[block], touch)
        yield from (row for row, trace in new.items() if not touch.reaches(trace))

    def _untouched(
        self, block: int, rows: Iterable[int], touch: Touch
    ) -> Iterator[int]:
        """Those of the rows that stand in a block."""
        from parsers.engine.traces import Trace

        text = _unpacked(self._blocks[block])
        for row in rows:
            cuts = self._first[row], *(ends[row] for ends in self._ends)
            parts = (text[start:end] for start, end in pairwise(cuts))
            is_reached = touch.reaches(Trace(*parts))
            if not is_reached and self._block[row] == block:
                yield row

    def _pack(self) -> None:
        """Make a block of those that are new."""
        block, at = len(self._blocks), 0
        for row, parts in self._new.items():
            self._first[row] = at
            for ends, part in zip(self._ends, parts, strict=True):
                at = ends[row] = at + len(part)
        text = b"".join(part for new in self._new.values() for part in new)
        self._blocks.append(compress(text, _LEVEL))
        self._left.append(len(self._new))
        for row in self._new:
            self._block[row] = block
        self._new, self._size = {}, 0


def _unpacked(block: bytes) -> bytes:
    """The text of a block; of one that was let go of, none."""
    return decompress(block) if block else b""
