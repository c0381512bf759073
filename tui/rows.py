"""The rows of the article list: many of them, so they are kept in columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from parsers.model import Article, Entry, Reading, Skipped
from parsers.query import SaidOf, nothing_said
from tui.asked import AskedRow
from tui.headlines import Headlines
from tui.items import Items
from tui.traces import Traces

if TYPE_CHECKING:
    from parsers.articles import Found
    from parsers.engine.traces import Touch, Trace
    from parsers.ledger.statements import Statement


_CODES: Mapping[str, Callable[[Entry], str | None]] = {
    "reporter": lambda entry: entry.reporter,
    "partner": lambda entry: entry.partner,
    "commodity": lambda entry: entry.commodity,
    "currency": lambda entry: entry.value.currency if entry.value else None,
    "unit": lambda entry: entry.quantity.unit if entry.quantity else None,
    "rule": lambda entry: entry.rule,
}
"""The fields whose codes only the articles tell."""


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
    entries: tuple[Entry, ...] = ()
    """As `gist` leaves them."""
    figures: tuple[Statement, ...] = ()
    """Those of the entries, to be compared with those of other articles."""
    trace: Trace | None = None
    """What the rules read it by; None where they do not tell."""


class Rows:
    """Everything that was found, in its order, and what is known of it by now."""

    def __init__(self) -> None:
        self.items = Items()
        self.headlines = Headlines()
        self.counts: list[Counts | None] = []
        self.traces = Traces()
        """What each row was read by. Where no count is known, the rules in force did not
        read it yet, but those before did."""
        self.dates: list[str | None] = []
        """The days of publication."""
        self.last_counts: list[Counts | None] = []
        """What old rules counted stays in it until the new ones have read the article as
        well; so do the next two."""
        self.entries: list[tuple[Entry, ...] | None] = []
        """None as long as no rules have read the row."""
        self.figures: list[tuple[Statement, ...]] = []
        """What is compared of each row."""
        self.codes = {name: Counter[str]() for name in _CODES}
        """How often each code was read, as completion offers them."""
        self.said: SaidOf = nothing_said
        """What people said of an entry."""
        self.skipped = 0
        self.complete = False
        """Whether everything has been found."""

    def __len__(self) -> int:
        return len(self.items)

    def extend(self, items: Iterable[Found | Skipped]) -> None:
        """Add what was found since."""
        for item in items:
            self.items.append(item)
            self.headlines.append()
            self.traces.append()
            self.figures.append(())
            columns = (self.dates, self.counts, self.last_counts, self.entries)
            for column in columns:
                column.append(None)
            self.skipped += isinstance(item, Skipped)

    def learn(self, known: Known) -> None:
        """Take in what became known of one row."""
        if known.skipped:
            self.skipped += not self.items.is_skipped(known.row)
            self.items.skip(known.row, known.skipped)
        if known.counts is not None:
            self.counts[known.row] = known.counts
            if known.trace is None:
                self.traces.forget(known.row)
            else:
                self.traces.keep(known.row, known.trace)
            self.figures[known.row] = known.figures
        self._ask(known)

    def _ask(self, known: Known) -> None:
        """Let expressions ask for what became known."""
        row, head = known.row, known.head or Head(None, None)
        self.headlines.keep(row, head.title, self.items.names[row])
        self.dates[row] = intern(head.date) if head.date else None
        if known.skipped:
            self._read(row, _NONE, ())
        elif known.counts is not None:
            self._read(row, known.counts, known.entries)

    def _read(self, row: int, counts: Counts, entries: tuple[Entry, ...]) -> None:
        """Rules have read a row."""
        for name, codes in self.codes.items():
            code_of = _CODES[name]
            codes.subtract(filter(None, map(code_of, self.entries[row] or ())))
            codes.update(filter(None, map(code_of, entries)))
        self.last_counts[row], self.entries[row] = counts, entries

    def asked(self, row: int) -> AskedRow:
        """A row as expressions ask for it."""
        return AskedRow(self, row)

    def all_asked(self, first: int = 0) -> Iterator[AskedRow]:
        """Each row as expressions ask for it, from one on; it is the same that goes on.

        There are tens of thousands, and a letter that is typed asks for all of them.
        """
        it = AskedRow(self, first)
        for it.row in range(first, len(self)):
            yield it

    def is_glanced(self, row: int) -> bool:
        """Whether it is known what the article of a row tells of itself."""
        return self.headlines.folded[row] is not None

    def title(self, row: int) -> str:
        """The headline, or the name of the file."""
        return self.headlines[row] or self.items.names[row]

    def date(self, row: int) -> str:
        """The day of publication; empty where it is not known."""
        return self.dates[row] or ""

    def forget_counts(self) -> None:
        """After new rules, no count is known."""
        for row, counts in enumerate(self.counts):
            if counts is None:  # what other rules than the last ones read
                self.traces.forget(row)
        self.counts = [None] * len(self.items)

    def untouched(self, touch: Touch) -> list[int]:
        """The rows that the rules in force read as those before did."""
        untouched = self.traces.untouched(touch)
        return [row for row in untouched if self.counts[row] is None]

    def keep(self, row: int) -> bool:
        """Take what the rules before read for what those in force read.

        Returns:
            Whether that was not known yet.
        """
        counts = self.last_counts[row]
        if self.counts[row] is not None or counts is None:
            return False
        self.counts[row] = counts
        return True

    def counted(self) -> int:
        """How many rows need no further reading."""
        return len(self.items) - self.counts.count(None) + self.skipped


_NONE = Counts(0, 0, 0)
"""The figures of what can not be read."""


def head_of(article: Article) -> Head:
    """The part of an article that the list shows."""
    return Head(article.title, article.date)


def counts_of(reading: Reading) -> Counts:
    """The figures of a reading by their state."""
    states = [figure.state for figure in reading.figures]
    return _same(states.count("booked"), states.count("open"), states.count("masked"))


@lru_cache(1 << 12)
def _same(booked: int, opened: int, masked: int) -> Counts:
    """The same counts for all articles that have them: there are tens of thousands."""
    return Counts(booked, opened, masked)
