"""The compiled patterns of a pack, each with whom it belongs to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from parsers.engine import Program
from parsers.engine.finders import Finder
from parsers.engine.words import lowered
from parsers.rules.pack import Pattern
from parsers.rules.problems import Problem, problem_at


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
    pack = program.pack
    found: list[tuple[str, Pattern | None, Finder | None]] = [
        ("the cue", pack.cue, program.cue),
        ("follow_up", pack.follow_up, program.follow_up),
        ("clauses", pack.clause, program.clause),
        *((f"mask '{m.mask.reason}'", m.mask.pattern, m.finder) for m in program.masks),
    ]
    looks = [
        *((f"slot {s.slot.name}", look) for s in program.slots for look in s.looks),
        *((f"filter {item.filter.id}", item.look) for item in program.filters),
    ]
    for name, look in looks:
        found.append((name, look.look.pattern, look.finder))
        found.append((name, look.look.unless, look.unless))
        found.append((name, look.look.not_after, look.not_after))
    for slot in program.slots:
        name = f"slot {slot.slot.name}"
        for item in slot.inherit:
            found.append((name, item.inheritance.when, item.when))
            found.append((name, item.inheritance.unless, item.unless))
    for rule in program.rules:
        name = f"rule {rule.rule.id}"
        found.append((name, rule.rule.pattern, rule.finder))
        found.append((name, rule.rule.requires, rule.requires))
        found.append((name, rule.rule.unless, rule.unless))
    for name, pattern, finder in found:
        if pattern is not None and finder is not None:
            yield Holder(name, pattern, finder)


def problem_of(
    pattern: Pattern, code: str, title: str, reason: str, advice: str
) -> Problem:
    """A problem of a whole pattern, told where that is written."""
    return problem_at(code, pattern.pieces[0].scalar, title, reason, advice)
