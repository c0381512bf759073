"""Counts what was read, so that the end of a run can account for all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from parsers.model import STATES, Reading, Skipped, State
from tui.cli.progress import Progress

NAMED = 20
"""How many skipped files are named; of more, only the number is told."""


class Tally:
    """Articles, entries, figures, and whatever was left out."""

    def __init__(self) -> None:
        self.articles = 0
        self._entries = 0
        self._figures: Counter[State] = Counter()
        self._overruns: Counter[str] = Counter()
        self._skipped: list[Skipped] = []
        self._unnamed = 0

    def add(self, result: Reading | Skipped) -> None:
        """Count one result."""
        if isinstance(result, Reading):
            self.articles += 1
            self._entries += len(result.entries)
            self._figures.update(figure.state for figure in result.figures)
            self.overran(overrun.rule for overrun in result.overruns)
        elif len(self._skipped) < NAMED:
            self._skipped.append(result)
        else:
            self._unnamed += 1

    def readings(
        self, results: Iterable[Reading | Skipped], progress: Progress
    ) -> Iterator[Reading]:
        """The articles that could be read; all is counted on the way, and shown."""
        for result in results:
            self.add(result)
            progress.show(self.so_far)
            if isinstance(result, Reading):
                yield result

    @property
    def nothing_usable(self) -> bool:
        """Whether files were named and not one of them could be read."""
        return not self.articles and bool(self._skipped)

    @property
    def so_far(self) -> str:
        """One short line for the person who waits."""
        return f"articles: {self.articles:,}, entries: {self._entries:,}"

    def overran(self, rules: Iterable[str]) -> None:
        """Count rules that were stopped in an article."""
        self._overruns.update(rules)

    def summary(self) -> Iterator[str]:
        """Lines that account for everything."""
        yield from self.left_out()
        yield f"{self.so_far}, {accounted(self._figures)}"

    def left_out(self) -> Iterator[str]:
        """Lines that tell of files that were not read, and of rules that were stopped."""
        for skipped in self._skipped:
            yield f"skipped {skipped.name}: {skipped.reason}"
        if self._unnamed:
            yield f"skipped, not named here: {self._unnamed:,}"
        for rule, count in sorted(self._overruns.items()):
            yield f"out of time: rule {rule}, sentences: {count:,}"


def accounted(figures: Mapping[State, int]) -> str:
    """How many figures there are, and in which states."""
    states = (f"{state}: {figures[state]:,}" for state in STATES)
    return f"figures: {sum(figures.values()):,} ({', '.join(states)})"
