"""The headlines of tens of thousands of articles, as they are asked for and as they stand.

Expressions ask for them with capital and small letters made equal. Which letters are
capitals is kept beside that, a bit for each: in a fifteenth of the memory.
"""

from __future__ import annotations

from array import array
from operator import ne

from parsers.query import folded


class Headlines:
    """The headline of each row, if it has one.

    One thread changes it; others may look.
    """

    def __init__(self) -> None:
        self.folded: list[str | None] = []
        """The headline of each row, or its name if it has none, as expressions ask for
        it; None where neither is known."""
        self._capitals = bytearray(1)
        """A bit for each letter, for row after row."""
        self._first = array("I")
        """Where those of each row begin; 0 where it has no headline."""
        self._others: dict[int, str] = {}
        """Headlines that can not be put together from these, by their row."""

    def append(self) -> None:
        """There is one more row, of which nothing is known."""
        self.folded.append(None)
        self._first.append(0)

    def keep(self, row: int, headline: str | None, name: str) -> None:
        """Keep the headline of a row, or that it has none.

        Args:
            row: The row.
            headline: What stands above the article.
            name: What it is called.
        """
        before, self.folded[row] = self.folded[row], folded(headline or name)
        self._others.pop(row, None)
        if not headline:
            self._first[row] = 0
            return
        known = self._first[row] if before == self.folded[row] else 0
        bits = _capitals(headline)
        self._first[row] = first = known or len(self._capitals)
        self._capitals[first : first + len(bits)] = bits
        if self[row] != headline:
            self._others[row] = headline

    def __getitem__(self, row: int) -> str | None:
        """The headline of a row; None where there is none, or nothing is known yet."""
        title, first = self.folded[row], self._first[row]
        if row in self._others or title is None or not first:
            return self._others.get(row)
        bits = self._capitals[first : first + _bytes(title)]
        return "".join(
            [
                c.upper() if bits[at >> 3] >> (at & 7) & 1 else c
                for at, c in enumerate(title)
            ]
        )


def _capitals(headline: str) -> bytes:
    """A bit for each letter that is a capital, the first one in the lowest bit."""
    title = folded(headline)
    unlike = map("01".__getitem__, map(ne, headline, title))
    bits = int("".join(unlike)[::-1] or "0", 2)
    return bits.to_bytes(_bytes(title), "little")


def _bytes(title: str) -> int:
    return (len(title) + 7) // 8
