"""From files to readings: rules made ready once, articles read one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from parsers.articles import find, read
from parsers.engine import Engine, PatternError, Program
from parsers.model import Reading, Skipped
from parsers.rules import Problem, load
from parsers.rules.problems import as_json, render
from parsers.rules.source import texts_of

BAD_PATTERN = "R401"


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules made ready as far as they are good, and all that is wrong with them."""

    engine: Engine | None
    """None when the files hold no rule that can be used."""
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]
    """Every file that was read or should have been, to be watched."""

    @property
    def broken(self) -> bool:
        """Whether something had to be left out; a warning leaves out nothing."""
        return any(problem.severity == "error" for problem in self.problems)

    @property
    def text(self) -> str:
        """The problems as a person reads them, with the lines they are in."""
        return render(self.problems, texts_of(self.problems))

    @property
    def json(self) -> str:
        """The problems as a program reads them."""
        return as_json(self.problems)


def load_rules(paths: Iterable[Path]) -> RuleSet:
    """Load rule files and what they include, and compile what is good in them."""
    loaded = load(paths)
    if loaded.pack is None:
        return RuleSet(None, loaded.problems, loaded.files)
    program = Program(loaded.pack)
    engine = Engine(program) if program.rules else None
    refused = map(_problem, program.errors)
    return RuleSet(engine, (*loaded.problems, *refused), loaded.files)


def read_all(
    paths: Iterable[Path], engine: Engine, size_limit: int
) -> Iterator[Reading | Skipped]:
    """Read every article below the paths.

    Only one article is in memory at a time. The order depends on where the files lie,
    never on the order of the paths or of a folder.

    Args:
        paths: Articles and folders of them.
        engine: The rules.
        size_limit: Files of more bytes are skipped.
    """
    for found in find(paths):
        article = found if isinstance(found, Skipped) else read(found, size_limit)
        yield article if isinstance(article, Skipped) else engine.read(article)


def _problem(error: PatternError) -> Problem:
    """A pattern that the engine refuses, as the rules tell their other problems."""
    return Problem(
        code=BAD_PATTERN,
        severity="error",
        path=error.place.path,
        line=error.place.line,
        column=error.place.column,
        length=1,
        title=f"the pattern of {error.owner} can not be used",
        reason=error.reason,
    )
