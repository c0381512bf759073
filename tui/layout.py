"""Rows of a text at one width, and the way from a row to an offset and back.

Nothing here knows of a terminal. A row is where it begins in the text; it ends where the
next one begins, so no character is ever between two rows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size, set_cell_size

from parsers.characters import beyond_ascii

COMFORT = 90
"""Cells of the longest row that the eye follows with ease."""

NARROWEST = 4
"""Cells of the narrowest column that text is wrapped to."""

_JOINS_EMOJI = "\ufe0f"
"""May widen the character before it, so it is counted as one cell."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A text wrapped to a width."""

    text: str
    """What the screen shows: sanitised, not shortened."""
    starts: tuple[int, ...]
    """Where each row begins; the first at 0, so there is at least one."""

    def __len__(self) -> int:
        return len(self.starts)

    def row_of(self, offset: int) -> int:
        """The row that shows the character at an offset."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def bounds(self, row: int) -> tuple[int, int]:
        """The offsets where a row begins and ends; a line end belongs to its row."""
        last = row + 1 == len(self.starts)
        return self.starts[row], len(self.text) if last else self.starts[row + 1]

    def offset_at(self, row: int, cell: int) -> int | None:
        """The offset of the character that covers a cell, None beside the text."""
        start, end = self.bounds(row)
        for offset in range(start, end):
            cell -= get_character_cell_size(self.text[offset])
            if cell < 0 and self.text[offset] != "\n":
                return offset
        return None


def wrap(text: str, width: int) -> Layout:
    """Wrap a text at its blanks, by cells; words longer than a row are cut."""
    width = max(width, NARROWEST)
    odd = _odd_widths(text)
    starts = _wrapped_oddly(text, width, odd) if odd else _wrapped(text, width)
    return Layout(text, tuple(starts) or (0,))


def _wrapped(text: str, width: int) -> Iterator[int]:
    """Where rows begin when every character takes one cell."""
    for match in _row(width).finditer(text):
        if match.end() > match.start():
            yield match.start()


@lru_cache(maxsize=64)
def _row(width: int) -> re.Pattern[str]:
    """One row: as many characters as fit, then the blanks or the line end after them."""
    return re.compile(rf"[^\n]{{0,{width}}}(?: *\n| +|\Z)|[^\n]{{{width}}}")


def _odd_widths(text: str) -> dict[str, int]:
    """Cells of each character of the text that does not take exactly one.

    What is ASCII in a text that may be shown takes one, but for the line end.
    """
    widths = {
        character: get_character_cell_size(character)
        for character in beyond_ascii(text)
        if character != _JOINS_EMOJI
    }
    return {character: cells for character, cells in widths.items() if cells != 1}


def _wrapped_oddly(text: str, width: int, odd: dict[str, int]) -> Iterator[int]:
    """Where rows begin when some characters take no cell, or two.

    Such a paragraph is wrapped in a stretched copy that has one character for each cell,
    one cell narrower, so that a wide character that is cut in two still fits.
    """
    occurrence = re.compile(f"[{re.escape(''.join(odd))}]")
    stretch = str.maketrans({c: (c + "x") if cells else "" for c, cells in odd.items()})
    for start, end in _paragraphs(text):
        paragraph = text[start:end]
        places = [match.start() for match in occurrence.finditer(paragraph)]
        if not places:
            yield from (start + row for row in _wrapped(paragraph, width))
            continue
        rows = _wrapped(paragraph.translate(stretch), width - 1)
        changes = [(place, odd[paragraph[place]]) for place in places]
        yield start
        yield from (start + row for row in _shrunk(rows, changes) if row)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Bounds of the lines of a text, with their line ends."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield start, end
        start = end


def _shrunk(rows: Iterator[int], changes: list[tuple[int, int]]) -> Iterator[int]:
    """Offsets in the text for ascending offsets in its stretched copy.

    Args:
        rows: Offsets in the copy.
        changes: The offset and the cells of each character that was changed.
    """
    grown = done = 0
    for row in rows:
        while done < len(changes):
            place, cells = changes[done]
            if place + grown + cells > row:
                break
            grown += cells - 1
            done += 1
        nearest = row - grown
        yield min(nearest, changes[done][0]) if done < len(changes) else nearest


def fit(text: str, cells: int) -> str:
    """A text cut or filled to a number of cells; a cut shows."""
    if cell_len(text) <= cells:
        return set_cell_size(text, cells)
    return set_cell_size(text, cells - 1) + "…" if cells > 0 else ""
