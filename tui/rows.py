"""The rows of the article list: many of them, so they are kept in columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from parsers.model import Article, Entry, Origin, Reading, Skipped
from parsers.query import Candidate, Said, SaidOf, folded, nothing_said
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
    """As `light` leaves them."""
    figures: tuple[Statement, ...] = ()
    """Those of the entries, to be compared with those of other articles."""
    trace: Trace | None = None
    """What the rules read it by; None where they do not tell."""


class Rows:
    """Everything that was found, in its order, and what is known of it by now."""

    def __init__(self) -> None:
        self.items = Items()
        self.headlines: list[str | None] = []
        """None where there is none, or nothing is known yet."""
        self.counts: list[Counts | None] = []
        self.traces = Traces()
        """What each row was read by. Where no count is known, the rules in force did not
        read it yet, but those before did."""
        self.candidates: list[Candidate] = []
        """What an expression can ask of each row; what old rules read stays in it until
        the new ones have read the article as well."""
        self.figures: list[tuple[Statement, ...]] = []
        """What is compared of each row; like the candidates, until it is read anew."""
        self.codes = {name: Counter[str]() for name in _CODES}
        """How often each code was read, as completion offers them."""
        self.said: SaidOf = nothing_said
        """What people said of an entry."""
        # Bound once: each candidate holds it, and there are tens of thousands.
        self._saying: SaidOf = self._said
        self.skipped = 0
        self.complete = False
        """Whether everything has been found."""

    def __len__(self) -> int:
        return len(self.items)

    def extend(self, items: Iterable[Found | Skipped]) -> None:
        """Add what was found since."""
        for item in items:
            self.items.append(item)
            self.headlines.append(None)
            self.counts.append(None)
            self.traces.append()
            self.figures.append(())
            self.candidates.append(
                Candidate(None, item.name, None, None, None, self._saying)
            )
            self.skipped += isinstance(item, Skipped)

    def learn(self, known: Known) -> None:
        """Take in what became known of one row."""
        if known.skipped:
            self.skipped += not self.items.is_skipped(known.row)
            self.items.skip(known.row, known.skipped)
        self.headlines[known.row] = known.head.title if known.head else None
        if known.counts is not None:
            self.counts[known.row] = known.counts
            if known.trace is None:
                self.traces.forget(known.row)
            else:
                self.traces.keep(known.row, known.trace)
            self.figures[known.row] = known.figures
        self._ask(known)

    def _said(self, entry: Entry) -> Said:
        """What people said of an entry by now."""
        return self.said(entry)

    def _ask(self, known: Known) -> None:
        """Let expressions ask for what became known."""
        old = self.candidates[known.row]
        head = known.head or Head(None, None)
        title = folded(head.title or old.file)
        if known.skipped:
            new = Candidate(title, old.file, None, (0, 0, 0), ())
        elif known.counts is None:
            new = old._replace(title=title, date=head.date)
        else:
            new = Candidate(
                title, old.file, head.date, known.counts, known.entries, self._saying
            )
        for name, codes in self.codes.items():
            code_of = _CODES[name]
            codes.subtract(filter(None, map(code_of, old.entries or ())))
            codes.update(filter(None, map(code_of, new.entries or ())))
        self.candidates[known.row] = new

    def title(self, row: int) -> str:
        """The headline, or the name of the file."""
        return self.headlines[row] or self.items.names[row]

    def date(self, row: int) -> str:
        """The day of publication; empty where it is not known."""
        return self.candidates[row].date or ""

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
        counts = self.candidates[row].figures
        if self.counts[row] is not None or counts is None:
            return False
        self.counts[row] = Counts(*counts)
        return True

    def counted(self) -> int:
        """How many rows need no further reading."""
        return len(self.items) - self.counts.count(None) + self.skipped


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


def light(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries without what only their article needs, for tens of thousands are kept.

    Of where their fields come from, checks ask only for that of the period. Those of one
    sentence share what they quote.
    """
    quoted: dict[str, str] = {}
    return tuple(
        [
            replace(
                entry,
                origins=_asked(entry.origins),
                quote=quoted.setdefault(entry.quote, entry.quote),
            )
            for entry in entries
        ]
    )


def _asked(origins: Iterable[tuple[str, Origin]]) -> tuple[tuple[str, Origin], ...]:
    return tuple([origin for origin in origins if origin[0] == "period"])
