"""What came nearest to making a figure an entry: beginnings of patterns that match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from parsers.engine.claims import figures_of
from parsers.engine.program import Program
from parsers.engine.tagger import Tagged
from parsers.rules.pack import Pattern
from parsers.workbench.explanation import Because, Near, Source
from parsers.workbench.prefixes import Prefixes, Reach

MOST = 3
"""What is told of one figure."""
_LEAST, _LEAST_OF_WORDS = 1 / 3, 1 / 2
"""The share of a pattern that must match to be worth telling; words alone tell less."""
_WORD = re.compile(r"\w{3,}")


class Beginnings(NamedTuple):
    """A part of a pack, and the beginnings of its pattern."""

    source: Source
    prefixes: Prefixes


class Nearest:
    """The beginnings of all patterns that can make an entry of a figure.

    They are compiled when they are first needed, and kept.
    """

    def __init__(self, program: Program) -> None:
        """Take a compiled pack."""
        self._program = program

    def near(self, tagged: Tagged, figure: int, because: Because) -> tuple[Near, ...]:
        """What comes nearest to an open figure, best first.

        Args:
            tagged: Its sentence.
            figure: Its index in the article.
            because: Why it is open.
        """
        at = tagged.offset_of(figure)
        reaches = [
            (source, reach)
            for source, prefixes in self._asked(because)
            if (reach := prefixes.reach(tagged, at)) is not None
            and self._is_near(source, reach, tagged, figure)
        ]
        reaches.sort(key=lambda pair: _order(pair[1], at))
        return tuple(_near(*pair, tagged) for pair in reaches[:MOST])

    def _is_near(
        self, source: Source, reach: Reach, tagged: Tagged, figure: int
    ) -> bool:
        """Whether what matches is more than the figure, a place or a small word."""
        start, end = reach.find.start, reach.find.end
        captured = [atom.figure for atom in figures_of(reach.find, tagged)]
        if captured and figure not in captured:
            return False
        places = self._program.pack.places
        atoms = tagged.atoms_in(start, end)
        telling = any(a.figure != figure and a.type not in places for a in atoms)
        words = _WORD.search(tagged.text[start:end]) is not None
        if source.kind == "rule":
            return reach.matched > 1 and (telling or words)
        share = reach.matched / reach.items
        return (telling and share >= _LEAST) or (words and share >= _LEAST_OF_WORDS)

    def _asked(self, because: Because) -> Iterator[Beginnings]:
        """Where what is missing could come from; a rule can tell all by itself."""
        if because == "no cue":
            yield from self._cue
        elif because == "no flow":
            yield from self._looks
        yield from self._rules

    @cached_property
    def _rules(self) -> tuple[Beginnings, ...]:
        return tuple(
            _beginnings(rule.rule.pattern, "rule", rule.rule.id)
            for rule in self._program.rules
        )

    @cached_property
    def _looks(self) -> tuple[Beginnings, ...]:
        return tuple(
            _beginnings(look.look.pattern, "slot", slot.slot.name)
            for slot in self._program.slots
            for look in slot.looks
            if "flow" in look.fields
        )

    @cached_property
    def _cue(self) -> tuple[Beginnings, ...]:
        cue = self._program.pack.cue
        return () if cue is None else (_beginnings(cue, "cue", "cue"),)


def _beginnings(
    pattern: Pattern, kind: Literal["rule", "slot", "cue"], name: str
) -> Beginnings:
    return Beginnings(Source(kind, name, pattern.place(0)), Prefixes(pattern))


def _order(reach: Reach, figure: int) -> tuple[bool, float, int]:
    """What holds the figure first, then what lacks least, then what is nearest."""
    start, end = reach.find.start, reach.find.end
    holds = start <= figure < end
    lacking = 1 - reach.matched / reach.items
    return not holds, lacking, max(0, start - figure, figure - end)


def _near(source: Source, reach: Reach, tagged: Tagged) -> Near:
    find = reach.find
    return Near(
        source,
        reach.matched,
        reach.items,
        tagged.span(find.start, find.end),
        reach.wanted,
        tuple(
            (capture.field, tagged.span(capture.start, capture.end))
            for capture in find.captures
        ),
    )
