"""What authors allow, with a reason: warnings that are not told where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass

from parsers.rules.problems import Problem
from parsers.rules.rule_file import RuleFile
from parsers.rules.shape import Documented, PackSource
from parsers.rules.strict_yaml import Scalar


@dataclass(frozen=True, slots=True)
class Allowance:
    """One code that a part of a rule file allows."""

    code: Scalar
    part: Documented
    """What it holds for; a pack stands for its whole file."""

    def covers(self, problem: Problem) -> bool:
        """Whether the problem is one that is allowed."""
        if problem.code != self.code.value:
            return False
        if isinstance(self.part, PackSource):
            return problem.path == self.code.path
        return any(_holds(scalar, problem) for scalar in _scalars(self.part))


def allowances(files: Iterable[RuleFile]) -> tuple[Allowance, ...]:
    """Everything that the files allow, once their patches are applied."""
    return tuple(
        Allowance(code, part)
        for file in files
        for part in _documented(file)
        for code, _reason in part.allow
    )


def told(
    problems: Iterable[Problem], allowed: Iterable[Allowance]
) -> tuple[Problem, ...]:
    """The problems that nobody allows."""
    allowed = tuple(allowed)
    return tuple(p for p in problems if not any(one.covers(p) for one in allowed))


def _documented(value: object) -> Iterator[Documented]:
    """The parts of a file that can allow something, at every depth."""
    if isinstance(value, Documented):
        yield value
    for inner in _inside(value):
        # The thousands of forms of a vocabulary hold nothing of the kind.
        if is_dataclass(inner) or (isinstance(inner, tuple) and _lists_parts(inner)):
            yield from _documented(inner)


def _lists_parts(items: tuple[object, ...]) -> bool:
    return bool(items) and is_dataclass(items[0])


def _scalars(value: object) -> Iterator[Scalar]:
    if isinstance(value, Scalar):
        yield value
    for inner in _inside(value):
        yield from _scalars(inner)


def _inside(value: object) -> tuple[object, ...]:
    """What a part of a file is made of."""
    if isinstance(value, tuple) and not isinstance(value, Scalar):
        return value
    if is_dataclass(value):
        return tuple(getattr(value, field.name) for field in fields(value))
    return ()


def _holds(scalar: Scalar, problem: Problem) -> bool:
    """Whether a problem lies within a scalar."""
    if problem.path != scalar.path:
        return False
    text = scalar.source[scalar.start : scalar.end]
    before, broken, last = text.rpartition("\n")
    line = scalar.line + (before.count("\n") + 1 if broken else 0)
    column = len(last) + (1 if broken else scalar.column)
    here = (problem.line, problem.column)
    return (scalar.line, scalar.column) <= here <= (line, column)
