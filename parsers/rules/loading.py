"""Loading a pack: a rule file, what it includes, and all their problems."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

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
    sources: tuple[RuleFile, ...] = ()
    """What the files say, those that are included before those that include."""


class Unsaved(NamedTuple):
    """What a rule file would hold if it were saved."""

    path: Path
    data: bytes


def load(paths: Iterable[Path], unsaved: Unsaved | None = None) -> LoadedPack:
    """Load rule files and what they include as one pack, in the order given.

    Args:
        paths: The files.
        unsaved: Taken in place of the file of that name, which need not exist.
    """
    reading = _Reading(unsaved)
    for path in paths:
        reading.add(path)
    if not reading.files:
        return LoadedPack(None, tuple(in_order(reading.problems)), tuple(reading.seen))
    pack, problems = compose(reading.files, reading.digest.hexdigest())
    found = in_order([*reading.problems, *problems])
    return LoadedPack(pack, tuple(found), tuple(reading.seen), tuple(reading.files))


class _Reading:
    """The files of a pack, each once, included ones first."""

    def __init__(self, unsaved: Unsaved | None) -> None:
        self._unsaved = unsaved
        self.files: list[RuleFile] = []
        self.problems: list[Problem] = []
        self.seen: dict[Path, None] = {}
        self.digest = blake2b(digest_size=16)

    def add(self, path: Path, asked: tuple[str, Scalar] | None = None) -> None:
        """Read a file; `asked` is the place that includes it."""
        try:
            key = Path(os.path.realpath(path))
            if key in self.seen or len(self.seen) >= MOST_FILES:
                return
            self.seen[key] = None
            data = self._content(path, key)
        except (OSError, ValueError) as error:
            self.problems.append(unreadable(path, error, asked))
            return
        self.digest.update(b"%d:" % len(data) + data)
        file, problems = parse_source(label(path), data)
        self.problems.extend(problems)
        if file is not None:
            for included in file.include:
                self.add(_beside(path, included.value), (file.path, included))
            self.files.append(file)

    def _content(self, path: Path, key: Path) -> bytes:
        unsaved = self._unsaved
        if unsaved is not None and key == Path(os.path.realpath(unsaved.path)):
            return unsaved.data
        return content(path)


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
