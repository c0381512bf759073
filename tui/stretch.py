"""A stretch of text that is selected, and how keys move its ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from parsers.model import Span

End = Literal["left", "right"]

_WORD = re.compile(r"\w+(?:[.,'\u2019-]\w+)*|[^\w\s]")
"""A word, a number, or one sign."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """At least one character of a text, and the end that keys move."""

    span: Span
    end: End = "right"

    @property
    def turned(self) -> Stretch:
        """The same with the other end to be moved."""
        return replace(self, end="left" if self.end == "right" else "right")

    def by_character(self, by: int, text: str) -> Stretch:
        """One character on or back."""
        return self._to(self.end, self._place(self.end) + by, text)

    def by_word(self, by: int, text: str, end: End | None = None) -> Stretch:
        """One word on or back.

        Args:
            by: 1 or -1.
            text: The text.
            end: The end that moves; without it, that of the stretch.
        """
        end = end or self.end
        place = self._place(end)
        words = [match.span()[end == "right"] for match in _WORD.finditer(text)]
        if by > 0:
            there = next((word for word in words if word > place), place)
        else:
            there = next((word for word in reversed(words) if word < place), place)
        return self._to(end, there, text)

    def _place(self, end: End) -> int:
        return self.span.start if end == "left" else self.span.end

    def _to(self, end: End, place: int, text: str) -> Stretch:
        """The stretch with an end elsewhere, but not beyond the other one."""
        start, stop = self.span.start, self.span.end
        if end == "left":
            return replace(self, span=Span(min(max(0, place), stop - 1), stop))
        return replace(self, span=Span(start, max(min(len(text), place), start + 1)))


def whole_words(span: Span, text: str) -> Span:
    """A span that begins and ends where words do, with all that it has of each."""
    touched = [m for m in _WORD.finditer(text) if Span(*m.span()).overlaps(span)]
    if not touched:
        return span
    return Span(touched[0].start(), touched[-1].end())


def first_word(text: str, offset: int) -> Span | None:
    """The first word at or behind a place."""
    found = _WORD.search(text, offset)
    return None if found is None else Span(*found.span())
