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
    from parsers.pipeline import Loader, RuleSet
    from parsers.rules.pack import Place
    from parsers.rules.problems import Problem
    from parsers.workbench.drafting import Drafter


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
    listed: tuple[Problem, ...] = ()
    """The problems one by one."""


class Library(Protocol):
    """All that the browser knows of the world outside."""

    def find(self) -> Iterator[Found | Skipped]:
        """What may be an article, in its order."""

    def read(self, found: Found) -> Article | Skipped:
        """Read one article."""

    @property
    def rule_files(self) -> Sequence[Path]:
        """The rule files; what they extend comes with them."""

    def load_rules(self) -> Rules:
        """Read the rule files as they are now."""

    def proof(self, path: Path, data: bytes) -> Rules:
        """The rules as they would be if a file held something else."""

    def drafter(self, path: Path) -> Drafter:
        """What drafts rules that go into one of the rule files.

        Raises:
            DraftError: If none of the rules can be used.
        """


@dataclass(slots=True)
class PathsLibrary:
    """Articles at and below some paths, read by the rules in some files."""

    paths: Sequence[Path]
    rule_files: Sequence[Path]
    size_limit: int
    """Bytes of the largest file that is taken for an article."""
    _loader: Loader | None = None
    """What loads the rules; it keeps what it made of files that do not change."""

    def find(self) -> Iterator[Found | Skipped]:
        """The files at and below the paths."""
        from parsers.articles import find

        return find(self.paths)

    def read(self, found: Found) -> Article | Skipped:
        """Read a file."""
        from parsers.articles import read

        return read(found, self.size_limit)

    def load_rules(self) -> Rules:
        """Load the rule files and make an engine of them."""
        found = self._ready_loader().load()
        return _told(found, found.text)

    def proof(self, path: Path, data: bytes) -> Rules:
        """Make an engine of the files as they would be."""
        from parsers.rules import Unsaved

        return _told(self._ready_loader().proof(Unsaved(path, data)), "")

    def drafter(self, path: Path) -> Drafter:
        """What drafts rules, tried like any that are written."""
        from parsers.workbench.drafting import Drafter
        from parsers.workbench.target import Target

        loader = self._ready_loader()
        target = Target(self.rule_files, path, lambda _, held: loader.proof(held))
        return Drafter(target.present, target)

    def _ready_loader(self) -> Loader:
        from parsers.pipeline import Loader

        if self._loader is None:
            self._loader = Loader(self.rule_files)
        return self._loader


def _told(found: RuleSet, text: str) -> Rules:
    """What the browser wants to know of rules."""
    from parsers.rules.pack import Place

    engine = found.engine
    errors = (p for p in found.problems if p.severity == "error")
    fault = next((Place(p.path, p.line, p.column) for p in errors), None)
    return Rules(
        engine,
        len(found.problems),
        found.broken,
        text,
        found.files,
        found.digest,
        fault,
        program=None if engine is None else engine.program,
        listed=found.problems,
    )
