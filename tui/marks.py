"""Marks on a text, and the pieces of a row that they cut it into."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from parsers.model import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text and the roles it is drawn in."""

    span: Span
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a row that is drawn in one style."""

    start: int
    end: int
    roles: tuple[str, ...]


class Layer:
    """Marks of one sort, found by the row they stand in."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._marks = sorted(marks, key=attrgetter("span"))
        self._starts = [mark.span.start for mark in self._marks]
        self._longest = max((m.span.end - m.span.start for m in self._marks), default=0)

    def between(self, start: int, end: int) -> Iterator[Mark]:
        """The marks that cover a character of a stretch of text."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return (m for m in self._marks[first:last] if m.span.end > start)


def pieces(start: int, end: int, layers: Sequence[Layer]) -> Iterator[Piece]:
    """Cut a row at the edges of its marks; later layers add their roles at the end."""
    marks = [mark for layer in layers for mark in layer.between(start, end)]
    edges = {start, end}
    for mark in marks:
        edges.update((max(start, mark.span.start), min(end, mark.span.end)))
    cuts = sorted(edges)
    for left, right in pairwise(cuts):
        roles = (m.roles for m in marks if m.span.start <= left < m.span.end)
        yield Piece(left, right, tuple(role for group in roles for role in group))
