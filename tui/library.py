"""Where the browser gets its articles and rules from.

The core is imported when it is first needed: nothing heavy comes before the first paint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from parsers.articles import Found
    from parsers.engine import Program
    from parsers.engine.traces import Touch
    from parsers.model import Article, Reading, Skipped
    from parsers.rules.pack import Place


class Engine(Protocol):
    """Reads articles by the rules of one pack."""

    def read(self, article: Article) -> Reading:
        """All that the rules make of an article."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What became of the rule files."""

    engine: Engine | None
    """None when they bring no new one into force."""
    problems: int
    broken: bool
    """Whether something had to be left out."""
    text: str
    """The problems as a person reads them: file, line, column, what is wrong."""
    files: tuple[Path, ...]
    """Every file that was read, to be watched."""
    digest: str = ""
    """What the engine's pack is known by."""
    fault: Place | None = None
    """Where the first mistake is, if there is one."""
    is_new: bool = True
    """Whether they are others than those in force before."""
    program: Program | None = None
    """What the engine runs, for those who ask why; None where there is no such thing."""
    touch: Touch | None = None
    """Which articles they may read otherwise than the rules before; None: any."""


class Library(Protocol):
    """All that the browser knows of the world outside."""

    def find(self) -> Iterator[Found | Skipped]:
        """What may be an article, in its order."""

    def read(self, found: Found) -> Article | Skipped:
        """Read one article."""

    def load_rules(self, former: Program | None = None) -> Rules:
        """Read the rule files as they are now; `former` is what they were before."""


@dataclass(frozen=True, slots=True)
class PathsLibrary:
    """Articles at and below some paths, read by the rules in some files."""

    paths: Sequence[Path]
    rule_files: Sequence[Path]
    size_limit: int
    """Bytes of the largest file that is taken for an article."""

    def find(self) -> Iterator[Found | Skipped]:
        """The files at and below the paths."""
        from parsers.articles import find

        return find(self.paths)

    def read(self, found: Found) -> Article | Skipped:
        """Read a file."""
        from parsers.articles import read

        return read(found, self.size_limit)

    def load_rules(self, former: Program | None = None) -> Rules:
        """Load the rule files and make an engine of them."""
        from parsers.pipeline import load_rules
        from parsers.rules.pack import Place

        found = load_rules(self.rule_files, former=former)
        count = len(found.problems)
        files, digest = found.files, found.digest
        engine = found.engine
        program = None if engine is None else engine.program
        errors = (p for p in found.problems if p.severity == "error")
        fault = next((Place(p.path, p.line, p.column) for p in errors), None)
        return Rules(
            *(engine, count, found.broken, found.text, files, digest, fault),
            program=program,
        )
