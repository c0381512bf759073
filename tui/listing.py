"""Which articles are listed, in which order, and the way from one to the next."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of articles in the order in which the list shows them."""

    order: Sequence[int] = range(0)
    ascending: bool = True
    """Whether that is the order in which they were found."""

    def __len__(self) -> int:
        return len(self.order)

    def place(self, row: int) -> int | None:
        """At which place a row is listed; None if it is not."""
        if not self.ascending:
            return self.order.index(row) if row in self.order else None
        place = bisect_left(self.order, row)
        return place if place < len(self.order) and self.order[place] == row else None

    def nearest(self, row: int) -> int | None:
        """The row itself, or the listed one that takes its place; None if none is."""
        if not self.order or self.place(row) is not None:
            return row if self.order else None
        place = bisect_left(self.order, row) if self.ascending else 0
        return self.order[min(place, len(self.order) - 1)]

    def beside(self, row: int, by: int) -> int | None:
        """The row some places on or back; None beyond the ends."""
        place = self.place(row)
        if place is None:
            return self.nearest(row)
        return self.order[place + by] if 0 <= place + by < len(self.order) else None

    def around(self, row: int, by: int, *, including: bool = False) -> Iterator[int]:
        """The rows after a row, or before it with `by` -1; nearest first."""
        place = self.place(row)
        if place is None:
            gap = bisect_left(self.order, row) if self.ascending else 0
            start = gap if by > 0 else gap - 1
        else:
            start = place if including else place + by
        places = range(start, len(self.order) if by > 0 else -1, by)
        return (self.order[place] for place in places)
