"""The rows of the article list: many of them, so they are kept in columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from parsers.model import Article, Reading, Skipped

if TYPE_CHECKING:
    from parsers.articles import Found


class Head(NamedTuple):
    """What an article tells of itself."""

    title: str | None
    date: str | None


class Counts(NamedTuple):
    """How many figures of an article are in which state."""

    booked: int
    open: int
    masked: int

    @property
    def figures(self) -> int:
        """All of them."""
        return self.booked + self.open + self.masked

    @property
    def words(self) -> str:
        """`12 figures  8 booked  3 open  1 masked`."""
        noun = "figure" if self.figures == 1 else "figures"
        states = f"{self.booked} booked  {self.open} open  {self.masked} masked"
        return f"{self.figures} {noun}  {states}"


class Known(NamedTuple):
    """What has become known of a row."""

    row: int
    head: Head | None
    """None for a file that was skipped."""
    counts: Counts | None
    """None as long as no rules have read it."""
    skipped: Skipped | None = None


class Rows:
    """Everything that was found, in its order, and what is known of it by now."""

    def __init__(self) -> None:
        self.items: list[Found | Skipped] = []
        self.heads: list[Head | None] = []
        self.counts: list[Counts | None] = []
        self.skipped = 0
        self.complete = False
        """Whether everything has been found."""

    def __len__(self) -> int:
        return len(self.items)

    def extend(self, items: Iterable[Found | Skipped]) -> None:
        """Add what was found since."""
        for item in items:
            self.items.append(item)
            self.heads.append(None)
            self.counts.append(None)
            self.skipped += isinstance(item, Skipped)

    def learn(self, known: Known) -> None:
        """Take in what became known of one row."""
        if known.skipped:
            self.skipped += not isinstance(self.items[known.row], Skipped)
            self.items[known.row] = known.skipped
        self.heads[known.row] = known.head
        self.counts[known.row] = known.counts

    def forget_counts(self) -> None:
        """After new rules, no count is known."""
        self.counts = [None] * len(self.items)

    def counted(self) -> int:
        """How many rows need no further reading."""
        return len(self.items) - self.counts.count(None) + self.skipped

    def around(self, row: int, step: int) -> Iterator[int]:
        """The rows after, or before, a row; nearest first."""
        return iter(range(row + step, len(self) if step > 0 else -1, step))


def head_of(article: Article) -> Head:
    """The part of an article that the list shows."""
    return Head(article.title, article.date)


def counts_of(reading: Reading) -> Counts:
    """The figures of a reading by their state."""
    states = [figure.state for figure in reading.figures]
    return Counts(states.count("booked"), states.count("open"), states.count("masked"))
