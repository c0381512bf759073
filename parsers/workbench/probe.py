"""The probe: every pattern is run on hostile texts, each with a budget of time."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from parsers.engine import Program
from parsers.engine.scanner import FIGURE_KINDS, Scanner
from parsers.engine.tagger import Tagger
from parsers.engine.timing import BUDGET
from parsers.engine.words import lowered
from parsers.model import Span
from parsers.rules.pack import Pack, Pattern
from parsers.rules.problems import Problem
from parsers.workbench.floods import (
    Flood,
    own_floods,
    plain_floods,
    tag_floods,
    text_floods,
)
from parsers.workbench.holders import holders, problem_of, written_in

TRIES = 3
"""A pattern is slow if it is so each time: something else may have been at work once."""
ROOM = 5
"""A flood of figures has thousands of them, and takes so many budgets at most."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What is run, and on what."""

    program: Program
    paths: Collection[str]
    """The rule files whose patterns are probed."""
    sentences: tuple[str, ...]
    """Tagged sentences that the rules read."""
    texts: tuple[str, ...]
    """The same kind of sentences, not tagged."""

    def problems(self) -> Iterator[Problem]:
        """The patterns that do not get through some flood in time."""
        yield from self._finders()
        yield from self._atoms()

    def _finders(self) -> Iterator[Problem]:
        program = self.program
        floods = (
            *plain_floods(),
            *tag_floods(program.pack),
            *text_floods(self.sentences, "the sentence"),
        )
        # As when articles are read, a pattern is tried where it can match at all.
        gated = [(flood, program.passing(lowered(flood.text))) for flood in floods]
        for holder in holders(program, self.paths):
            back = not holder.searches
            own = own_floods(holder.pattern.source, back=back)
            number = holder.finder.number
            may = [flood for flood, passing in gated if back or number in passing]
            yield from self._slow(holder.name, holder.pattern, (*own, *may), holder.run)

    def _slow(
        self,
        name: str,
        pattern: Pattern,
        floods: Iterable[Flood],
        run: Callable[[str], object],
        limit: float = BUDGET,
    ) -> Iterator[Problem]:
        """One problem, for the first flood that takes too long."""
        for flood in floods:
            seconds = _least_seconds(run, flood.text, limit)
            if seconds >= limit:
                yield _problem(name, pattern, flood, seconds)
                return

    def _atoms(self) -> Iterator[Problem]:
        """The same of figures and periods, which are found in plain text."""
        pack = self.program.pack
        own = [atom for atom in pack.atoms if written_in(atom.pattern, self.paths)]
        common = (*plain_floods(), *text_floods(self.texts, "the sentence"))
        for atom in own:
            floods = (*own_floods(atom.pattern.source), *common)
            alone = replace(pack, atoms=(atom,))
            yield from self._slow(
                f"fragment {atom.name}",
                atom.pattern,
                floods,
                _scan(alone) if atom.kind in FIGURE_KINDS else _periods(alone),
                BUDGET * ROOM,
            )


def _scan(pack: Pack) -> Callable[[str], object]:
    return Scanner(pack).scan


def _periods(pack: Pack) -> Callable[[str], object]:
    tagger = Tagger(pack)
    return lambda text: tagger.periods(text, Span(0, len(text)))


def _least_seconds(run: Callable[[str], object], text: str, limit: float) -> float:
    """How long it takes at least, in the time of the processor; no end if it is stopped.

    Args:
        run: What is timed.
        text: What it is run on.
        limit: Seconds that are short enough.
    """
    least = math.inf
    for _ in range(TRIES):
        begun = time.process_time()
        try:
            run(text)
        except TimeoutError:
            continue
        least = min(least, time.process_time() - begun)
        if least < limit:
            break
    return least


def _problem(name: str, pattern: Pattern, flood: Flood, seconds: float) -> Problem:
    budget = f"{BUDGET * 1000:.0f} ms"
    spent = f"more than {budget}" if math.isinf(seconds) else f"{seconds * 1000:.0f} ms"
    return problem_of(
        pattern,
        "R607",
        f"{name} takes {spent} for {len(flood.text):,} characters",
        f"they are {flood.name}; where articles are read, it is stopped after {budget}",
        "leave only one way to match a text: no repeat of what repeats itself, no"
        " alternatives that begin alike, {gap:40} in place of .*",
    )
