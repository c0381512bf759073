"""What each pattern of the rules costs on some articles, and what it is good for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from time import process_time_ns
from typing import Literal, NamedTuple, TypeAlias

from parsers.engine.finders import Finder
from parsers.engine.program import LookProgram, Program
from parsers.model import Reading
from parsers.rules.pack import Pack, Pattern
from parsers.workbench.contests import Contests
from parsers.workbench.timing import Meter, TimedProgram, idle_ns, meter_of
from parsers.workbench.watching import Watch, WatchingEngine

Kind: TypeAlias = Literal[
    "rule",
    "mask",
    "look",
    "inherit",
    "filter",
    "cue",
    "follow-up",
    "clauses",
    "all",
]
"""Of costs; `all` is what the pack does as a whole."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one thing in the rules took and gave."""

    kind: Kind
    name: str
    """The id of a rule or filter, the reason of a mask, the name of a slot, or what was
    done."""
    path: str | None
    """Where its pattern is written, with the line; None for what has no single place."""
    line: int | None
    ms: float
    """Milliseconds of CPU of all its patterns."""
    tried: int
    """Sentences in which its pattern was tried (whole articles, for figures)."""
    hits: int
    """Matches in them."""
    timeouts: int
    """Times that one of its patterns ran out of its time."""
    entries: int | None = None
    """Entries that carry the name of the rule; None for what is no rule."""
    won: int | None = None
    """Figures that the rule got."""
    lost: int | None = None
    """Figures that it wanted and a stronger rule got."""


@dataclass(frozen=True, slots=True)
class ProfileReport:
    """All costs, and the whole."""

    articles: int
    bytes: int
    """Of text, in UTF-8."""
    ms: float
    """Milliseconds of CPU of everything, reading the files included."""
    ms_per_mb: float | None
    """The same for each million bytes of text; None where there is none."""
    costs: tuple[Cost, ...]
    """The dearest first."""


class Profile:
    """Measures what the rules cost, from when it is made until it reports."""

    def __init__(self, pack: Pack) -> None:
        """Compile the rules once more, with a clock at each pattern."""
        self._program = TimedProgram(pack)
        self.engine = WatchingEngine(self._program, self._add)
        """What it reads is measured."""
        self._articles = 0
        self._bytes = 0
        self._entries: Counter[str] = Counter()
        self._contests = Contests()
        self._start = process_time_ns()

    def _add(self, reading: Reading, watch: Watch) -> None:
        self._articles += 1
        self._bytes += len(reading.article.text.encode(errors="replace"))
        self._entries.update(entry.rule for entry in reading.entries)
        self._contests.add(watch.wanting.values())

    def report(self) -> ProfileReport:
        """What was measured so far."""
        ms = (process_time_ns() - self._start) / 1e6
        costs = sorted(
            self._costs(),
            key=lambda cost: (-cost.ms, cost.kind, cost.name, cost.line or 0),
        )
        return ProfileReport(
            articles=self._articles,
            bytes=self._bytes,
            ms=round(ms, 3),
            ms_per_mb=round(ms / (self._bytes / 1e6), 3) if self._bytes else None,
            costs=tuple(costs),
        )

    def _costs(self) -> Iterator[Cost]:
        program, shares = self._program, _Shares(self._program)
        won, lost = self._contests.won, self._contests.lost
        for part in _parts(program):
            cost = shares.cost(part)
            if part.kind == "rule":
                cost = replace(
                    cost,
                    entries=self._entries[part.name],
                    won=won[part.name],
                    lost=lost[part.name],
                )
            yield cost
        for name, meter in (
            ("figures", program.scanner.meter),
            ("words of vocabularies", program.tagger.word_meter),
            ("periods", program.tagger.period_meter),
            ("which patterns a sentence can hold", program.gate_meter),
        ):
            ms = shares.ms(meter)
            yield Cost(
                "all", name, None, None, ms, meter.tries, meter.hits, meter.timeouts
            )


class _Part(NamedTuple):
    """Something in the rules that has patterns."""

    kind: Kind
    name: str
    pattern: Pattern
    """The first of them."""
    finders: tuple[Finder, ...]
    """All of them, compiled."""


class _Shares:
    """What patterns took.

    One that stands in several places runs once in a sentence,
    for all of them, so each of them bears its part of the time.
    """

    def __init__(self, program: TimedProgram) -> None:
        self._idle = idle_ns()
        self._together: dict[int, list[Meter]] = {}
        for part in _parts(program):
            for finder in part.finders:
                self._of(finder).append(meter_of(finder))

    def _of(self, finder: Finder) -> list[Meter]:
        """The meters of all that find the same; a number below 0 is nobody's."""
        key = finder.number if finder.number >= 0 else -id(finder)
        return self._together.setdefault(key, [])

    def cost(self, part: _Part) -> Cost:
        """The cost of a part; tries and hits are those of its first pattern."""
        place, meters = part.pattern.place(0), [self._of(f) for f in part.finders]
        return Cost(
            kind=part.kind,
            name=part.name,
            path=place.path,
            line=place.line,
            ms=round(sum(sum(map(self.ms, same)) / len(same) for same in meters), 3),
            tried=sum(meter.tries for meter in meters[0]),
            hits=sum(meter.hits for meter in meters[0]),
            timeouts=sum(meter.timeouts for same in meters for meter in same),
        )

    def ms(self, meter: Meter) -> float:
        """Milliseconds, without what the looks at the clock took."""
        return round(max(0, meter.ns - self._idle * meter.tries) / 1e6, 3)


def _parts(program: Program) -> Iterator[_Part]:
    """All that has patterns, in the order in which a sentence meets it."""
    pack = program.pack
    yield from _part("cue", "", (pack.cue, program.cue))
    yield from _part("follow-up", "", (pack.follow_up, program.follow_up))
    for mask in program.masks:
        yield from _part("mask", mask.mask.reason, (mask.mask.pattern, mask.finder))
    for rule in program.rules:
        own = rule.rule
        yield from _part(
            "rule",
            own.id,
            (own.pattern, rule.finder),
            (own.requires, rule.requires),
            (own.unless, rule.unless),
        )
    yield from _part("clauses", "", (pack.clause, program.clause))
    for slot in program.slots:
        name = slot.slot.name
        for look in slot.looks:
            yield from _look("look", name, look)
        for item in slot.inherit:
            asked = item.inheritance
            yield from _part(
                "inherit", name, (asked.when, item.when), (asked.unless, item.unless)
            )
    for kept in program.filters:
        yield from _look("filter", kept.filter.id, kept.look)


def _look(kind: Kind, name: str, look: LookProgram) -> Iterator[_Part]:
    yield from _part(
        kind,
        name,
        (look.look.pattern, look.finder),
        (look.look.unless, look.unless),
        (look.look.not_after, look.not_after),
    )


def _part(
    kind: Kind, name: str, *patterns: tuple[Pattern | None, Finder | None]
) -> Iterator[_Part]:
    """A part, if there is any pattern in it."""
    there = [
        (pattern, finder)
        for pattern, finder in patterns
        if pattern is not None and finder is not None
    ]
    if there:
        yield _Part(kind, name, there[0][0], tuple(finder for _, finder in there))
