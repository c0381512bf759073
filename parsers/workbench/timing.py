"""A program that times its patterns. What is not profiled uses none of this."""

from __future__ import annotations

from collections.abc import Callable
from time import thread_time_ns
from typing import ParamSpec, TypeVar

from parsers.engine.finders import Find, Finder
from parsers.engine.program import Program
from parsers.engine.scanner import RawFigure, Scanner
from parsers.engine.tagger import Tagger
from parsers.engine.words import Atom
from parsers.model import Span
from parsers.rules.pack import Pack, Pattern

TURNS = 1_000

P = ParamSpec("P")
T = TypeVar("T")


class Meter:
    """What something took. Mutable: it grows with every try."""

    __slots__ = ("hits", "ns", "timeouts", "tries")

    def __init__(self) -> None:
        """Start with nothing."""
        self.ns = 0
        """Nanoseconds of CPU, one look at the clock for each try among them."""
        self.tries = 0
        self.hits = 0
        self.timeouts = 0

    def run(self, call: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Time one try.

        Raises:
            TimeoutError: If `call` runs out of its time, which is counted.
        """
        start = thread_time_ns()
        try:
            return call(*args, **named)
        except TimeoutError:
            self.timeouts += 1
            raise
        finally:
            self.ns += thread_time_ns() - start
            self.tries += 1


def idle_ns() -> int:
    """What a meter counts for a try in which nothing is done."""
    meter = Meter()
    for _ in range(TURNS):
        meter.run(int)
    return meter.ns // TURNS


class TimedFinder(Finder):
    """A compiled pattern that knows what it took."""

    __slots__ = ("meter",)

    def __init__(self, pattern: Pattern, label: str, *, at_end: bool = False) -> None:
        """Compile the pattern."""
        super().__init__(pattern, label, at_end=at_end)
        self.meter = Meter()

    def find(self, text: str, low: str) -> list[Find]:
        """All finds in a tagged text."""
        finds = self.meter.run(super().find, text, low)
        self.meter.hits += len(finds)
        return finds

    def reaches(self, text: str, low: str, start: int, end: int) -> bool:
        """Whether it matches somewhere in a part of a text."""
        found = self.meter.run(super().reaches, text, low, start, end)
        self.meter.hits += found
        return found


class TimedScanner(Scanner):
    """Finds figures, and knows what that took."""

    def __init__(self, pack: Pack) -> None:
        """Compile the figure patterns."""
        super().__init__(pack)
        self.meter = Meter()

    def scan(self, text: str, late: list[int] | None = None) -> list[RawFigure]:
        """All figures of a folded text."""
        known = len(late or ())
        figures = self.meter.run(super().scan, text, late)
        self.meter.hits += len(figures)
        self.meter.timeouts += len(late or ()) - known
        return figures


class TimedTagger(Tagger):
    """Finds words and periods, and knows what that took."""

    def __init__(self, pack: Pack) -> None:
        """Compile the vocabularies and periods."""
        super().__init__(pack)
        self.word_meter = Meter()
        self.period_meter = Meter()

    def words(self, text: str, span: Span) -> list[Atom]:
        """The forms of the vocabularies in a sentence."""
        atoms = self.word_meter.run(super().words, text, span)
        self.word_meter.hits += len(atoms)
        return atoms

    def periods(self, text: str, span: Span) -> list[Atom]:
        """The periods of a sentence."""
        atoms = self.period_meter.run(super().periods, text, span)
        self.period_meter.hits += len(atoms)
        return atoms


class TimedProgram(Program):
    """A program that times its patterns."""

    finder_type = TimedFinder
    scanner_type = TimedScanner
    tagger_type = TimedTagger
    scanner: TimedScanner
    tagger: TimedTagger

    def __init__(self, pack: Pack) -> None:
        """Compile all of the pack that compiles."""
        super().__init__(pack)
        self.gate_meter = Meter()
        """What it took to tell which patterns a sentence can hold."""

    def may_cue(self, sentence: str) -> bool:
        """Whether an untagged sentence can hold a cue."""
        found = self.gate_meter.run(super().may_cue, sentence)
        self.gate_meter.hits += found
        return found

    def may_cue_itself(self, sentence: str) -> bool:
        """Whether a rule that is a cue can find anything in an untagged sentence."""
        found = self.gate_meter.run(super().may_cue_itself, sentence)
        self.gate_meter.hits += found
        return found

    def passing(self, low: str) -> frozenset[int]:
        """The numbers of the finders that a tagged text can hold."""
        numbers = self.gate_meter.run(super().passing, low)
        self.gate_meter.hits += bool(numbers)
        return numbers


def meter_of(finder: Finder) -> Meter:
    """What a finder of a `TimedProgram` took."""
    assert isinstance(finder, TimedFinder)
    return finder.meter
