"""The compiled patterns of a pack, each with whom it belongs to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from parsers.engine import Program
from parsers.engine.finders import Finder
from parsers.engine.program import LookProgram
from parsers.engine.words import lowered
from parsers.rules.pack import Pattern
from parsers.rules.problems import Problem, problem_at

PartKind: TypeAlias = Literal[
    "rule", "mask", "look", "inherit", "filter", "cue", "follow-up", "clauses"
]
_LABELS: Mapping[PartKind, str] = {
    "cue": "the cue",
    "follow-up": "follow_up",
    "clauses": "clauses",
    "mask": "mask '{}'",
    "look": "slot {}",
    "inherit": "slot {}",
    "filter": "filter {}",
    "rule": "rule {}",
}
_ORDER: Sequence[PartKind] = (
    *("cue", "follow-up", "clauses", "mask", "look", "filter", "rule"),
)
"""In this order problems are told; inheritances stay with the looks of their slot."""


class Part(NamedTuple):
    """Something in the rules that has patterns."""

    kind: PartKind
    name: str
    """The id of a rule or filter, the reason of a mask, the name of a slot; else empty."""
    compiled: tuple[tuple[Pattern, Finder], ...]
    """Its patterns with what they are compiled to; the first is its own."""

    @property
    def label(self) -> str:
        """How a person calls it, such as `rule goods-moved`."""
        return _LABELS[self.kind].format(self.name)


@dataclass(frozen=True, slots=True)
class Holder:
    """What has a pattern that runs over tagged sentences."""

    name: str
    """Such as `rule goods-moved`."""
    pattern: Pattern
    finder: Finder

    @property
    def searches(self) -> bool:
        """Whether it runs through whole sentences, and not only back from a place."""
        return self.finder.number >= 0

    def run(self, text: str) -> None:
        """Find all in a tagged text, or look back from its end.

        Raises:
            TimeoutError: If that takes longer than its budget.
        """
        if self.searches:
            self.finder.find(text, lowered(text))
        else:
            self.finder.reaches(text, lowered(text), 0, len(text))


def holders(program: Program, paths: Collection[str]) -> Iterator[Holder]:
    """The patterns that are written, in part at least, in some of the rule files.

    Of those that are the same, only the first is given.
    """
    seen: set[tuple[str, bool]] = set()
    for holder in everyone(program):
        key = (holder.pattern.source, holder.searches)
        if key not in seen and written_in(holder.pattern, paths):
            seen.add(key)
            yield holder


def written_in(pattern: Pattern, paths: Collection[str]) -> bool:
    """Whether any part of a pattern is written in one of the files."""
    return any(piece.scalar.path in paths for piece in pattern.pieces)


def everyone(program: Program) -> Iterator[Holder]:
    """Every compiled pattern of a program that runs over tagged sentences."""
    for part in sorted(parts(program), key=_place_of):
        for pattern, finder in part.compiled:
            yield Holder(part.label, pattern, finder)


def _place_of(part: Part) -> int:
    return _ORDER.index("look" if part.kind == "inherit" else part.kind)


def parts(program: Program) -> Iterator[Part]:
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


def _look(kind: PartKind, name: str, look: LookProgram) -> Iterator[Part]:
    yield from _part(
        kind,
        name,
        (look.look.pattern, look.finder),
        (look.look.unless, look.unless),
        (look.look.not_after, look.not_after),
    )


def _part(
    kind: PartKind, name: str, *patterns: tuple[Pattern | None, Finder | None]
) -> Iterator[Part]:
    """A part, if there is any pattern in it."""
    there = tuple(
        (pattern, finder)
        for pattern, finder in patterns
        if pattern is not None and finder is not None
    )
    if there:
        yield Part(kind, name, there)


def problem_of(
    pattern: Pattern, code: str, title: str, reason: str, advice: str
) -> Problem:
    """A problem of a whole pattern, told where that is written."""
    return problem_at(code, pattern.pieces[0].scalar, title, reason, advice)
