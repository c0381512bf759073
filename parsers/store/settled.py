"""Entries as people left them: with their edits, without what they rejected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from parsers.model import Entry, Reading
from parsers.query import EVERYTHING, Query, candidate_of
from parsers.store.claims import EditError
from parsers.store.sayings import Sayings
from parsers.store.verdicts import Verdicts

Word = Literal["accepted", "edited", "stale", "undecided", "rejected"]
"""A verdict; `stale` where something else was verified than what is read now."""
WORDS: tuple[Word, ...] = ("accepted", "edited", "stale", "undecided", "rejected")
CERTAIN: frozenset[Word] = frozenset({"accepted", "edited"})
"""What a person stands for as it is."""


class Settled(NamedTuple):
    """An entry as it is after all that people said of it."""

    entry: Entry
    """With their edits."""
    word: Word


def settled(entry: Entry, verdicts: Verdicts) -> Settled:
    """What people made of an entry.

    What they decided before another sentence is not done to this one.

    Raises:
        EditError: If an edit gives a field what it can not have: it was not made here.
    """
    review = verdicts.of(entry)
    if review.elsewhere:
        return Settled(entry, "stale")
    if review.verdict == "rejected":
        return Settled(entry, "rejected")
    word: Word = "stale" if review.stale else review.verdict
    return Settled(review.claim.applied(entry), word)


class Selection:
    """Chooses the entries that are handed on, article by article, and counts all."""

    def __init__(
        self,
        verdicts: Verdicts,
        *,
        everything: bool = False,
        query: Query = EVERYTHING,
    ) -> None:
        """Start choosing.

        Args:
            verdicts: What people decided.
            everything: Whether entries that nobody accepted go on as well; what was
                rejected never does.
            query: What entries have to be, as people left them.
        """
        self.words: dict[str, str] = {}
        """What was decided on each entry that goes on, by its id."""
        self.counts: Counter[Word] = Counter()
        """Of all entries, whether they go on or not."""
        self.taken: Counter[Word] = Counter()
        """Of those that go on."""
        self.unusable: list[tuple[Entry, EditError]] = []
        """Entries left out since an edit of theirs can not be."""
        self.wanted = frozenset(WORDS) - {"rejected"} if everything else CERTAIN
        """What has to be decided on an entry for it to go on."""
        self._verdicts = verdicts
        self._query = query
        self._said = Sayings(verdicts)

    def of(self, reading: Reading) -> Reading:
        """The reading with the entries that go on, as people left them."""
        wanted = tuple(self._wanted(reading))
        left = replace(reading, entries=tuple(each.entry for each in wanted))
        words = {each.entry.id: each.word for each in wanted}
        chosen = self._asked_for(reading, left)
        self.words.update((entry.id, words[entry.id]) for entry in chosen)
        self.taken.update(words[entry.id] for entry in chosen)
        return replace(left, entries=chosen)

    @property
    def not_asked_for(self) -> int:
        """How many entries would go on, if the query chose them."""
        return sum(self.counts[word] for word in self.wanted) - self.taken.total()

    def _asked_for(self, reading: Reading, left: Reading) -> tuple[Entry, ...]:
        """The entries that the query chooses; what was said is said of those as read."""
        if self._query == EVERYTHING:
            return left.entries
        read = {entry.id: entry for entry in reading.entries}
        return self._query.entries(candidate_of(left, lambda e: self._said(read[e.id])))

    def _wanted(self, reading: Reading) -> Iterator[Settled]:
        for entry in reading.entries:
            try:
                found = settled(entry, self._verdicts)
            except EditError as error:
                self.unusable.append((entry, error))
                continue
            self.counts[found.word] += 1
            if found.word in self.wanted:
                yield found
