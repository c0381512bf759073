"""Loading a pack: a rule file, what it includes, and all their problems."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from parsers.resources import data_folder
from parsers.rules.compose import compose
from parsers.rules.pack import Pack
from parsers.rules.problems import Problem, in_order
from parsers.rules.shape import RuleFile
from parsers.rules.source import content, parse_source, unreadable
from parsers.rules.strict_yaml import Scalar

MOST_FILES = 200
"""Of one pack, with all that it includes."""


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """A pack as far as it is good, and what is wrong with it."""

    pack: Pack | None
    """None when no file could be read."""
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]
    """Every file that was read or should have been, to be watched."""


def load(paths: Iterable[Path]) -> LoadedPack:
    """Load rule files and what they include as one pack, in the order given."""
    reading = _Reading()
    for path in paths:
        reading.add(path)
    if not reading.files:
        return LoadedPack(None, tuple(in_order(reading.problems)), tuple(reading.seen))
    pack, problems = compose(reading.files, reading.digest.hexdigest())
    found = in_order([*reading.problems, *problems])
    return LoadedPack(pack, tuple(found), tuple(reading.seen))


class _Reading:
    """The files of a pack, each once, included ones first."""

    def __init__(self) -> None:
        self.files: list[RuleFile] = []
        self.problems: list[Problem] = []
        self.seen: dict[Path, None] = {}
        self.digest = blake2b(digest_size=16)

    def add(self, path: Path, asked: Scalar | None = None) -> None:
        """Read a file; `asked` is the place that includes it."""
        try:
            key = Path(os.path.realpath(path))
            if key in self.seen or len(self.seen) >= MOST_FILES:
                return
            self.seen[key] = None
            data = content(path)
        except (OSError, ValueError) as error:
            self.problems.append(unreadable(path, error, asked))
            return
        self.digest.update(b"%d:" % len(data) + data)
        file, problems = parse_source(label(path), data)
        self.problems.extend(problems)
        if file is not None:
            for included in file.include:
                self.add(_beside(path, included.value), included)
            self.files.append(file)


def _beside(path: Path, included: str) -> Path:
    """Where an included file is: beside the one that asks, else among the shipped."""
    near = path.parent / included
    shipped = data_folder("config") / "rules" / included
    # Not `Path.exists`, which raises for a name that no file can have.
    here, there = map(os.path.exists, (near, shipped))
    return near if here or not there else shipped


def label(path: Path) -> str:
    """The path as messages name it: from the current folder where that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
