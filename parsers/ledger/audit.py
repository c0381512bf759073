"""The audit of a ledger: which figures contradict others, and which do not add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from parsers.ledger.arithmetic import findings, in_order
from parsers.ledger.findings import CHECKS, OUTCOMES, Check, Finding, Outcome
from parsers.ledger.roles import Standing, conflicts, roles
from parsers.ledger.statements import Statement
from parsers.model import Span
from parsers.settings import Conflicts


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a figure may not be right: another one contradicts it, or a sum fails."""

    figure: Statement
    others: tuple[Statement, ...]
    """The figure that contradicts it, or those that it was reckoned with."""
    failure: Finding | None = None
    """The sum; None for a figure that another one contradicts."""

    @property
    def place(self) -> tuple[str, Span]:
        """The entry of the figure by its id, and where in the article it stands."""
        return self.figure.entry.id, self.figure.measure.span


class Tally(NamedTuple):
    """How often a check came to an outcome."""

    check: Check
    outcome: Outcome
    findings: int


@dataclass(frozen=True, slots=True)
class Audit:
    """All that was found in the ledger of some articles."""

    standings: tuple[Standing, ...]
    tallies: tuple[Tally, ...]
    """One for each outcome of each check, in their order."""
    conflicts: tuple[Standing, ...]
    """Figures that contradict another, the likeliest to be true first."""
    failures: tuple[Finding, ...]
    """Checks that fail."""

    @property
    def doubts(self) -> Iterator[Doubt]:
        """Each figure that somebody should look at; both of those that conflict.

        Of a sum that fails it is the figure that was checked.
        """
        for standing in self.conflicts:
            one, other = standing.statement, standing.other
            if other is not None:
                yield Doubt(one, (other,))
                yield Doubt(other, (one,))
        for finding in self.failures:
            first, *others = finding.statements
            yield Doubt(first, tuple(others), finding)


def audit(figures: Iterable[Statement], which: Conflicts = "latest") -> Audit:
    """Compare the figures with each other, and reckon with them.

    Args:
        figures: Figures of any articles; one that comes twice is taken once.
        which: What counts of figures that contradict each other, see `roles`.

    Raises:
        ValueError: If two different entries share an id.
    """
    standings = roles(figures, which)
    counts: Counter[tuple[Check, Outcome]] = Counter()
    failures: list[Finding] = []
    for finding in findings(standings):
        counts[finding.check, finding.outcome] += 1
        if finding.outcome == "fails":
            failures.append(finding)
    tallies = (Tally(c, o, counts[c, o]) for c in CHECKS for o in OUTCOMES)
    return Audit(standings, tuple(tallies), conflicts(standings), in_order(failures))
