"""The audit of a ledger: which figures contradict others, and which do not add up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parsers.ledger.arithmetic import arithmetic
from parsers.ledger.findings import Finding
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


@dataclass(frozen=True, slots=True)
class Audit:
    """All that was found in the ledger of some articles."""

    standings: tuple[Standing, ...]
    findings: tuple[Finding, ...]
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
    findings = arithmetic(standings)
    failures = tuple(finding for finding in findings if finding.outcome == "fails")
    return Audit(standings, findings, conflicts(standings), failures)
