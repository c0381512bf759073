"""What a change of rules does to many articles, added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from parsers.workbench.comparison import Comparison
from parsers.workbench.facts import Fact
from parsers.workbench.score import FactChange, Score, fact_changes, score

Facts = Mapping[str, Sequence[Fact]]
"""The name of an article's file -> its annotated facts."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the change does to one article."""

    comparison: Comparison
    facts: tuple[FactChange, ...]
    """The facts that were won or lost; empty where none are annotated."""

    @property
    def differs(self) -> bool:
        """Whether there is anything to report."""
        return self.comparison.differs or bool(self.facts)


class Effect:
    """Counts what comes, goes and changes, and judges both rules by facts."""

    def __init__(self, facts: Facts | None = None) -> None:
        """Start counting.

        Args:
            facts: Annotated facts; None to judge nothing.
        """
        self._facts = facts
        self._unread = set(facts or ())
        self._unplaced: list[tuple[str, Fact]] = []
        self.scores = None if facts is None else (Score(), Score())
        """How right the old rules are, and the new ones."""
        self.entries = 0
        """Entries of the old rules."""
        self.articles = 0
        """Articles that both rules read, whether they differ or not."""
        self.figures = 0
        """Figures of which something else became."""
        self.facts: Counter[Literal["won", "lost"]] = Counter()
        self._kinds: Counter[str] = Counter()

    def add(self, comparison: Comparison) -> Report:
        """Count one article, and judge it if its facts are known."""
        self.articles += 1
        self.entries += len(comparison.before.entries)
        self.figures += len(comparison.figures)
        self._kinds.update(change.kind for change in comparison.entries)
        return Report(comparison, self._judged(comparison))

    @property
    def differs(self) -> bool:
        """Whether anything does."""
        return bool(self._kinds or self.figures)

    @property
    def gained(self) -> int:
        """Entries that only the new rules read."""
        return self._kinds["gained"]

    @property
    def lost(self) -> int:
        """Entries that only the old rules read."""
        return self._kinds["lost"]

    @property
    def changed(self) -> int:
        """Entries of both that say something else."""
        return self._kinds["changed"]

    @property
    def summary(self) -> str:
        """All in one line."""
        return (
            f"+{self.gained:,} -{self.lost:,} ~{self.changed:,} of {self.entries:,}"
            f" entries, figures of another state: {self.figures:,}"
        )

    @property
    def left_out(self) -> Sequence[str]:
        """A line for each fact, and each article of facts, that could not be judged."""
        return tuple(self._left_out())

    def _left_out(self) -> Iterator[str]:
        for article, fact in self._unplaced:
            where = f"line {fact.line} of the facts"
            yield f"{where}: no {fact.quote!r} number {fact.nth} in {article}"
        for article in sorted(self._unread):
            yield f"annotated, but not among the articles: {article}"

    def _judged(self, comparison: Comparison) -> tuple[FactChange, ...]:
        name = comparison.article.name.rpartition("/")[2]
        if self._facts is None or self.scores is None or name not in self._facts:
            return ()
        facts = self._facts[name]
        self._unread.discard(name)
        one, two = (score(r, facts) for r in (comparison.before, comparison.after))
        self.scores[0].add(one)
        self.scores[1].add(two)
        self._unplaced.extend((name, fact) for fact in one.unplaced)
        changes = fact_changes(one, two)
        self.facts.update("won" if change.won else "lost" for change in changes)
        return changes
