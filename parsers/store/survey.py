"""What the verdicts come to over many articles: counts, and what needs a look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from parsers.model import Entry, Reading
from parsers.store.decisions import Decision, Place
from parsers.store.review import Difference, Verdict
from parsers.store.verdicts import Verdicts


class Stale(NamedTuple):
    """An entry that is no longer what was verified."""

    entry: Entry
    verdict: Verdict
    differences: tuple[Difference, ...]


class Survey:
    """Counts entries by what was decided on them, article by article."""

    def __init__(self, verdicts: Verdicts) -> None:
        """Start counting.

        Args:
            verdicts: What people decided.
        """
        self.counts: Counter[Verdict] = Counter()
        self.stale: list[Stale] = []
        self.contested: list[Entry] = []
        self._verdicts = verdicts
        self._articles: set[str] = set()
        self._digests: set[str] = set()
        self._entries: set[str] = set()
        self._places: set[Place] = set()

    def add(self, reading: Reading) -> None:
        """Count the entries of one article."""
        self._articles.add(reading.article.name)
        self._digests.add(reading.article.digest)
        for entry in reading.entries:
            self._entries.add(entry.id)
            self._places.add(Place(entry.digest, *entry.measures[0].span))
            found = self._verdicts.of(entry)
            self.counts[found.verdict] += 1
            if found.stale:
                self.stale.append(Stale(entry, found.verdict, found.stale))
            if found.contested:
                self.contested.append(entry)

    @property
    def gone(self) -> tuple[Decision, ...]:
        """The decisions on entries that the rules no longer read in their article."""
        return tuple(d for d in self._without_entry() if self._was_read(d))

    @property
    def elsewhere(self) -> tuple[Decision, ...]:
        """The decisions on entries of articles that were not read."""
        return tuple(d for d in self._without_entry() if not self._was_read(d))

    def _without_entry(self) -> Iterator[Decision]:
        for entry in self._verdicts.entries:
            decision = self._verdicts.named(entry).decision
            if decision is None or decision.seen is None or entry in self._entries:
                continue
            if decision.seen.place not in self._places:
                yield decision

    def _was_read(self, decision: Decision) -> bool:
        seen = decision.seen
        return seen is not None and (
            seen.digest in self._digests or seen.article in self._articles
        )
