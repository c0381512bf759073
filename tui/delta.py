"""What a change of the rules made of the entries, as far as articles were read again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from parsers.model import Entry
from tui.findings import Finding, Findings, Target
from tui.wording import brief

if TYPE_CHECKING:
    from parsers.store import Accuracy, Verdicts
    from parsers.workbench.comparison import EntryChange

_MOST = 2_000
"""Changes that are listed; the others are counted."""
_SIGNS = {"gained": "+", "lost": "-", "changed": "~"}


class Delta:
    """Compares the entries of each article with those that were read in it before."""

    def __init__(self, rules: str, verdicts: Verdicts | None = None) -> None:
        """Start with nothing.

        Args:
            rules: What the new rules are called: `rules r2`.
            verdicts: What people decided, by which both rules are measured.
        """
        self._rules = rules
        self._before = _accuracy(verdicts)
        self._after = _accuracy(verdicts)
        self._counts: Counter[str] = Counter()
        self._entries = 0
        self._changes: list[tuple[int, EntryChange]] = []

    def add(
        self, row: int, name: str, before: Sequence[Entry], after: Sequence[Entry]
    ) -> None:
        """Compare one more article.

        Args:
            row: Its row.
            name: What it is called.
            before: Its entries by the rules before.
            after: Those by the new rules.
        """
        from parsers.workbench.comparison import entry_changes

        self._measure(name, before, after)
        for change in entry_changes(before, after):
            self._counts[change.kind] += 1
            self._changes.append((row, change))

    def keep(self, name: str, entries: Sequence[Entry]) -> None:
        """Count the entries of an article that the change does not touch."""
        self._measure(name, entries, entries)

    def _measure(
        self, name: str, before: Sequence[Entry], after: Sequence[Entry]
    ) -> None:
        """Measure both rules by an article."""
        self._entries += len(after)
        if self._before is not None and self._after is not None:
            self._before.add(name, before)
            self._after.add(name, after)

    @property
    def words(self) -> str:
        """`rules r2: +14 -2 ~5 of 9,310  P .96 R .88`; empty before anything is compared."""
        if not self._entries and not self._changes:
            return ""
        counts = " ".join(f"{s}{self._counts[kind]:,}" for kind, s in _SIGNS.items())
        told = f"{self._rules}: {counts} of {self._entries:,}"
        return f"{told}  {self._measured}".rstrip()

    @property
    def _measured(self) -> str:
        """Precision and recall by the verdicts: `P .94→.96 R .88`."""
        before, after = self._before, self._after
        if before is None or after is None:
            return ""
        shares = (
            ("P", before.precision, after.precision),
            ("R", before.recall, after.recall),
        )
        return " ".join(
            f"{name} {_changed(_two_digits(one), _two_digits(other))}"
            for name, one, other in shares
            if (one, other) != (None, None)
        )

    def findings(self, name_of: Callable[[int], str]) -> Findings:
        """The changes in the order in which they were found.

        Args:
            name_of: What the article of a row is called.
        """
        found = [
            _finding(row, change, name_of(row)) for row, change in self._changes[:_MOST]
        ]
        if len(self._changes) > _MOST:
            more = f"{len(self._changes) - _MOST:,}"
            found.append(Finding(more, "more: `newsledger rules diff` lists all"))
        none = Finding("", "the rules make the same entries as before")
        return Findings(self.words or self._rules, tuple(found) or (none,))


def _finding(row: int, change: EntryChange, name: str) -> Finding:
    """One change, and the place that it is about."""
    entry = change.entry
    at: int | str = entry.id if change.after else change.span.start
    return Finding(
        _SIGNS[change.kind],
        brief(entry),
        name,
        "; ".join(_differences(change)),
        target=Target(row, at),
    )


def _differences(change: EntryChange) -> Iterator[str]:
    """What a changed entry says now, and said before: `period 2019 -> 2020`."""
    for one in change.fields:
        yield f"{one.field} {one.before or '-'} -> {one.after or '-'}"


def _accuracy(verdicts: Verdicts | None) -> Accuracy | None:
    """What measures rules by the verdicts, if there are any."""
    from parsers.store import Accuracy

    return Accuracy(verdicts) if verdicts is not None and verdicts.decisions else None


def _two_digits(share: float | None) -> str:
    """`.96`, `1.00`; a dash where nothing can be told."""
    return "-" if share is None else f"{share:.2f}".removeprefix("0")


def _changed(before: str, after: str) -> str:
    """What it is now, with what it was before where that is something else."""
    return after if before == after else f"{before}→{after}"
