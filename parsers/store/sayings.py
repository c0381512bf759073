"""What was decided on entries, as expressions ask for it."""

from __future__ import annotations

from collections.abc import Iterable

from parsers.model import Entry
from parsers.query import NOTHING_SAID, Said, folded
from parsers.store.decisions import Decision, Place
from parsers.store.review import Review
from parsers.store.verdicts import Verdicts


class Sayings:
    """Tells of many entries what was decided on them; remembers what it has told."""

    def __init__(self, verdicts: Verdicts) -> None:
        self._known: tuple[Verdicts, dict[Place, Said]] = (verdicts, {})
        """What was told of them, by the place of the figure: copies of an article share
        what was said. Any thread may ask, so that nothing old is added to what is new."""

    def renew(self, verdicts: Verdicts, decided: Iterable[Decision]) -> None:
        """More was decided.

        Args:
            verdicts: All there is now.
            decided: What is new, where that is known and names its entries.
        """
        places = [decision.seen.place for decision in decided if decision.seen]
        told = self._known[1].copy() if places else {}
        for place in places:
            told.pop(place, None)
        self._known = verdicts, told

    def __call__(self, entry: Entry) -> Said:
        """What was decided on an entry; it may lack its quotation."""
        verdicts, told = self._known
        if not verdicts.concerns(entry):
            return NOTHING_SAID
        place = Place.of(entry)
        said = told.get(place)
        if said is None:
            said = told[place] = _said(verdicts.of(entry))
        return said


def _said(review: Review) -> Said:
    verdict = (review.verdict, "stale") if review.stale else (review.verdict,)
    return Said(verdict, tuple(map(folded, review.tags)) or None)
