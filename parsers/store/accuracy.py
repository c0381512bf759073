"""How right entries are, measured by what people decided on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from parsers.model import Entry
from parsers.store.decisions import Place, Seen
from parsers.store.verdicts import Verdicts


class Accuracy:
    """Counts, article by article, where entries say what people stand for."""

    def __init__(self, verdicts: Verdicts) -> None:
        """Start counting.

        Args:
            verdicts: What people decided.
        """
        self.right = 0
        """Entries that are as a person accepted them, or edited them to be."""
        self.wrong = 0
        """Entries that a person rejected, or accepted with other values."""
        self.missed = 0
        """What a person stands for, and no entry says."""
        self._verdicts = verdicts
        self._stood_for: defaultdict[str, list[Seen]] = defaultdict(list)
        """What people accepted and edited, by the article."""
        for entry in verdicts.entries:
            found = verdicts.named(entry)
            seen = None if found.decision is None else found.decision.seen
            if seen is not None and found.verdict in ("accepted", "edited"):
                self._stood_for[seen.article].append(seen)

    def add(self, article: str, entries: Iterable[Entry]) -> None:
        """Count the entries of one article.

        Args:
            article: Its name.
            entries: All that is read in it; their quotations are not needed.
        """
        ids: set[str] = set()
        places: set[Place] = set()
        for entry in entries:
            ids.add(entry.id)
            places.add(Place.of(entry))
            if self._verdicts.concerns(entry):
                self._judge(entry)
        self.missed += sum(
            seen.entry not in ids and seen.place not in places
            for seen in self._stood_for.get(article, ())
        )

    def _judge(self, entry: Entry) -> None:
        review = self._verdicts.of(entry)
        if review.verdict == "rejected":
            # What has changed since is not what was rejected; nobody knows of it.
            self.wrong += not review.stale
        elif review.verdict == "accepted" and not review.stale:
            self.right += 1
        elif review.verdict != "undecided":
            self.wrong += 1
            self.missed += 1

    @property
    def precision(self) -> float | None:
        """Which share of the entries decided on is right; None if there are none."""
        return _share(self.right, self.wrong)

    @property
    def recall(self) -> float | None:
        """Which share of what people stand for is read; None if that is nothing."""
        return _share(self.right, self.missed)


def _share(part: int, rest: int) -> float | None:
    return part / (part + rest) if part + rest else None
