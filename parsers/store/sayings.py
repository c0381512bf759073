"""What was decided on entries, as expressions ask for it."""

from __future__ import annotations

from collections.abc import Iterable

from parsers.model import Entry
from parsers.query import NOTHING_SAID, Said, folded
from parsers.store.decisions import Decision, Place
from parsers.store.verdicts import Verdicts


class Sayings:
    """Tells of many entries what was decided on them; remembers what it has told."""

    def __init__(self, verdicts: Verdicts) -> None:
        self._verdicts = verdicts
        self._told: dict[Place, Said] = {}
        """By the place of the figure: copies of an article share what was said."""

    def renew(self, verdicts: Verdicts, decided: Iterable[Decision]) -> None:
        """More was decided.

        Args:
            verdicts: All there is now.
            decided: What is new, where that is known and names its entries.
        """
        self._verdicts = verdicts
        places = [decision.seen.place for decision in decided if decision.seen]
        if not places:
            self._told.clear()
        for place in places:
            self._told.pop(place, None)

    def __call__(self, entry: Entry) -> Said:
        """What was decided on an entry; it may lack its quotation."""
        if not self._verdicts.concerns(entry):
            return NOTHING_SAID
        place = Place.of(entry)
        said = self._told.get(place)
        if said is None:
            said = self._told[place] = self._of(entry)
        return said

    def _of(self, entry: Entry) -> Said:
        review = self._verdicts.of(entry)
        verdict = (review.verdict, "stale") if review.stale else (review.verdict,)
        return Said(verdict, tuple(map(folded, review.tags)) or None)
