"""All decisions together: which are in force, and what they make of each entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from parsers.model import Entry
from parsers.store.decisions import Decision, Place, Seen
from parsers.store.review import Review, Standing, review, standing

Key = TypeVar("Key", bound=Hashable)
Index = Mapping[Key, tuple[Decision, ...]]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What people decided so far; it never changes, `plus` makes another one.

    It depends on the set of the decisions alone, not on the order of their lines.
    """

    decisions: Mapping[str, Decision] = field(default_factory=dict)
    """Each by its id, in force or not."""
    latest: datetime | None = None
    """The time of the last one; None if there is none."""
    _by_entry: Index[str] = field(default_factory=dict)
    _by_place: Index[Place] = field(default_factory=dict)
    _takers: Index[str] = field(default_factory=dict)
    """By the id of a decision, those that put it out of force."""

    def plus(self, decisions: Iterable[Decision]) -> Verdicts:
        """These verdicts and more decisions; those that are known change nothing."""
        new = {d.id: d for d in decisions if d.id not in self.decisions}
        if not new:
            return self
        said = [(d, d.seen) for d in new.values() if d.seen is not None]
        return Verdicts(
            {**self.decisions, **new},
            max(filter(None, (self.latest, *(d.at for d in new.values())))),
            _grown(self._by_entry, ((seen.entry, d) for d, seen in said)),
            _grown(self._by_place, ((seen.place, d) for d, seen in said)),
            _grown(self._takers, ((one, d) for d in new.values() for one in d.of)),
        )

    def of(self, entry: Entry) -> Review:
        """What was decided on an entry, and whether it still is what was verified."""
        return review(self.about(Seen.of(entry)), entry)

    def concerns(self, entry: Entry) -> bool:
        """Whether anything was ever said of an entry."""
        return entry.id in self._by_entry or Place.of(entry) in self._by_place

    def about(self, seen: Seen) -> Standing:
        """What was decided on what was seen: the entry, or its figure in any copy.

        A file that was moved has other ids, but the same characters.
        """
        found = {d.id: d for d in self._by_entry.get(seen.entry, ())}
        found |= {d.id: d for d in self._by_place.get(seen.place, ())}
        return standing(filter(self.in_force, found.values()))

    def named(self, entry: str) -> Standing:
        """What was decided on the entry of an id, by that id alone."""
        return standing(filter(self.in_force, self._by_entry.get(entry, ())))

    @property
    def entries(self) -> Iterator[str]:
        """The ids of all entries of which anything was said."""
        return iter(self._by_entry)

    def in_force(self, decision: Decision) -> bool:
        """Whether nothing that is in force itself takes the decision back."""
        return _none_in_force(decision.id, self._takers)


def _grown(index: Index[Key], more: Iterable[tuple[Key, Decision]]) -> Index[Key]:
    groups: defaultdict[Key, list[Decision]] = defaultdict(list)
    for key, decision in more:
        groups[key].append(decision)
    return {**index, **{k: (*index.get(k, ()), *new) for k, new in groups.items()}}


def _none_in_force(first: str, takers: Index[str]) -> bool:
    """Whether no taker of a decision is in force.

    A loop, not recursion: a chain of lines that take each other back may be longer than
    Python can call. It has an end, since an id is a hash of what a line names.
    """
    if first not in takers:
        return True
    settled: dict[str, bool] = {}
    waiting = [first]
    while waiting:
        own = waiting[-1]
        above = [taker.id for taker in takers.get(own, ())]
        unknown = [taker for taker in above if taker not in settled]
        if unknown:
            waiting.extend(unknown)
        else:
            settled[own] = not any(settled[taker] for taker in above)
            waiting.pop()
    return settled[first]
