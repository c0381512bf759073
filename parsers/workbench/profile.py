"""What each pattern of the rules costs on some articles, and what it is good for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from time import process_time_ns
from typing import Literal, TypeAlias

from parsers.engine.finders import Finder
from parsers.model import Reading
from parsers.rules.pack import Pack
from parsers.workbench.contests import Contests
from parsers.workbench.holders import Part, PartKind, parts
from parsers.workbench.timing import Meter, TimedProgram, idle_ns, meter_of
from parsers.workbench.watching import Watch, WatchingEngine

Kind: TypeAlias = PartKind | Literal["all"]
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
        for part in parts(program):
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


class _Shares:
    """What patterns took.

    One that stands in several places runs once in a sentence,
    for all of them, so each of them bears its part of the time.
    """

    def __init__(self, program: TimedProgram) -> None:
        self._idle = idle_ns()
        self._together: dict[int, list[Meter]] = {}
        for part in parts(program):
            for _pattern, finder in part.compiled:
                self._of(finder).append(meter_of(finder))

    def _of(self, finder: Finder) -> list[Meter]:
        """The meters of all that find the same; a number below 0 is nobody's."""
        key = finder.number if finder.number >= 0 else -id(finder)
        return self._together.setdefault(key, [])

    def cost(self, part: Part) -> Cost:
        """The cost of a part; tries and hits are those of its first pattern."""
        place, meters = (
            part.compiled[0][0].place(0),
            [self._of(f) for _, f in part.compiled],
        )
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
