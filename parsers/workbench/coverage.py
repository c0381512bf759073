"""How much of some articles the rules explain, and which of the rules do it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from parsers.engine.program import Program
from parsers.model import How, Reading, State
from parsers.workbench.contests import Contests
from parsers.workbench.counting import Counted, most_first
from parsers.workbench.open_figures import OpenFigures, OpenKind
from parsers.workbench.watching import Watch, WatchingEngine

FIELDS = (
    "flow",
    "reporter",
    "partner",
    "commodity",
    "period",
    "status",
    "qualifier",
    "attribution",
)
ORIGINS: tuple[How, ...] = (
    "pattern",
    "slot",
    "reference",
    "inherited",
    "headline",
    "home",
    "set",
)


@dataclass(frozen=True, slots=True)
class RuleUse:
    """What one rule does."""

    rule: str
    entries: int
    """Entries that carry its name."""
    wanted: int
    """Figures that its pattern takes."""
    won: int
    """Of them, those that no stronger rule takes. It books them, vetoes them, or leaves
    them open because no flow is found for them."""
    lost_to: tuple[Counted, ...]
    """The rules that take the others."""
    always_with: tuple[str, ...]
    """Rules that want every figure that this one wants, but not all figures there are."""


@dataclass(frozen=True, slots=True)
class FieldOrigins:
    """In how many entries a field got its value in which way."""

    field: str
    pattern: int
    slot: int
    reference: int
    inherited: int
    headline: int
    home: int
    set: int
    none: int
    """Entries in which it has no value."""


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """All that was counted."""

    articles: int
    entries: int
    figures: int
    booked: int
    masked: tuple[Counted, ...]
    """By reason, the most frequent first."""
    open: tuple[OpenKind, ...]
    """For each kind of sentences."""
    rules: tuple[RuleUse, ...]
    """In the order of their entries, the most first."""
    fields: tuple[FieldOrigins, ...]


class Coverage:
    """Counts what the rules make of articles. Its size does not grow with theirs."""

    def __init__(self, program: Program, examples: int) -> None:
        """Start with nothing.

        Args:
            program: The rules.
            examples: How many examples of each shape of open figures are kept.
        """
        self.engine = WatchingEngine(program, self._add)
        """Every article that it reads is counted."""
        self._program = program
        self._articles = 0
        self._states: Counter[State] = Counter()
        self._masked: Counter[str] = Counter()
        self._entries: Counter[str] = Counter()
        self._origins: Counter[tuple[str, How]] = Counter()
        self._contests = Contests()
        self._open = OpenFigures(program, examples)

    def _add(self, reading: Reading, watch: Watch) -> None:
        self._articles += 1
        for figure in reading.figures:
            self._states[figure.state] += 1
            if figure.reason is not None:
                self._masked[figure.reason] += 1
        for entry in reading.entries:
            self._entries[entry.rule] += 1
            for field, origin in entry.origins:
                self._origins[field, origin.how] += 1
        self._contests.add(watch.wanting.values())
        self._open.add(reading, watch)

    def report(self) -> CoverageReport:
        """What was counted so far; the same whatever the order of the paths."""
        return CoverageReport(
            articles=self._articles,
            entries=self._entries.total(),
            figures=self._states.total(),
            booked=self._states["booked"],
            masked=most_first(self._masked),
            open=self._open.kinds(),
            rules=self._rules(),
            fields=tuple(map(self._field, FIELDS)),
        )

    def _rules(self) -> tuple[RuleUse, ...]:
        contests = self._contests
        wanted, won = contests.wanted, contests.won
        companions = contests.companions()
        uses = [
            RuleUse(
                rule=rule,
                entries=self._entries[rule],
                wanted=wanted[rule],
                won=won[rule],
                lost_to=most_first(contests.lost_to(rule)),
                always_with=companions.get(rule, ()),
            )
            for rule in (program.rule.id for program in self._program.rules)
        ]
        uses.sort(key=lambda use: (-use.entries, -use.won, -use.wanted, use.rule))
        return tuple(uses)

    def _field(self, field: str) -> FieldOrigins:
        counts = [self._origins[field, how] for how in ORIGINS]
        counts.append(self._entries.total() - sum(counts))
        return FieldOrigins(field, *counts)
