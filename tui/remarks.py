"""What there is to say of a rule while it is written, line by line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.errors import NewsledgerError
from parsers.model import Entry, Overrun

if TYPE_CHECKING:
    from parsers.engine.examples import ExampleResult
    from parsers.rules.problems import Problem
    from parsers.workbench.rule_block import Block


_PLACE = re.compile(r"(\d+):(\d+): ")
"""Line and column before what is wrong with a file."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say of a place in the text of a rule, or of the rule."""

    words: str
    line: int = 0
    """From 1; 0 where it is of no line that is shown."""
    column: int = 1
    """From 1."""
    length: int = 1
    """How many characters it is about."""
    is_error: bool = True


def of_problems(
    problems: Iterable[Problem], block: Block, text: str, known: Iterable[Problem]
) -> Iterator[Remark]:
    """What is wrong with a text, and what it breaks elsewhere.

    Args:
        problems: Those of the rules with the text in its file.
        block: Where it stands there.
        text: The text.
        known: Problems that the rules have without it.
    """
    lines = text.rstrip().count("\n") + 1
    told = {(p.path, p.code, p.title) for p in known}
    for problem in problems:
        words = problem.title
        words += f": {problem.reason}" if problem.reason else ""
        words += f"; {problem.help}" if problem.help else ""
        is_error = problem.severity == "error"
        line = _line(problem, block)
        if 0 < line <= lines:
            column = max(1, problem.column - block.indent)
            yield Remark(words, line, column, problem.length, is_error)
        elif (problem.path, problem.code, problem.title) not in told:
            place = f"{problem.path}:{problem.line}"
            yield Remark(f"{place}: {words}", is_error=is_error)


def _line(problem: Problem, block: Block) -> int:
    """The line of the text that a problem is in; 0 if it is elsewhere."""
    if os.path.realpath(problem.path) != os.path.realpath(block.path):
        return 0
    return block.line(problem.line) or 0


def of_examples(results: Iterable[ExampleResult], block: Block) -> Iterator[Remark]:
    """The examples that fail."""
    for result in results:
        if result.outcome not in ("ok", "todo"):
            words = f"example {result.number} fails: {result.detail}"
            at = result.place
            here = os.path.realpath(at.path) == os.path.realpath(block.path)
            line = (block.line(at.line) or 0) if here else 0
            yield Remark(words, line, max(1, at.column - block.indent))


def effect(before: Iterable[Entry], after: Iterable[Entry]) -> str:
    """What a change makes of the entries of an article: `+1 -0 ~2 of 9`."""
    from parsers.workbench.comparison import entry_changes

    old, new = tuple(before), tuple(after)
    kinds: list[str] = [change.kind for change in entry_changes(old, new)]
    signs = {"+": "gained", "-": "lost", "~": "changed"}
    counts = " ".join(f"{sign}{kinds.count(kind)}" for sign, kind in signs.items())
    return f"{counts} of {len(new)}"


def slow(overruns: Iterable[Overrun], block: Block) -> Iterator[Remark]:
    """Whether the rule was stopped, so often that a person should know."""
    count = sum(overrun.rule == block.rule for overrun in overruns)
    if count:
        sentences = "1 sentence" if count == 1 else f"{count} sentences"
        words = f"too slow: it was stopped in {sentences} of this article"
        yield Remark(words, is_error=False)


def of_refusal(error: NewsledgerError, block: Block) -> Remark:
    """Why a text can not be put into the file, at its line if it has one."""
    words = getattr(error, "reason", str(error))
    place = _PLACE.match(words)
    if place is None:
        return Remark(words)
    line = block.line(int(place[1])) or 0
    return Remark(words[place.end() :], line, max(1, int(place[2]) - block.indent))
