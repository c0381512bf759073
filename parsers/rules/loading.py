"""Loading a pack: a rule file, what it extends, and all their problems."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from parsers.resources import data_folder
from parsers.rules.compose import compose
from parsers.rules.layers import laid
from parsers.rules.pack import Pack
from parsers.rules.problems import Problem, in_order, suggestion
from parsers.rules.rule_file import RuleFile
from parsers.rules.shape import NAME
from parsers.rules.source import content, parse_source, unreadable
from parsers.rules.strict_yaml import Scalar

MOST_FILES = 200
"""Of one pack, with all that it extends."""


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """A pack as far as it is good, and what is wrong with it."""

    pack: Pack | None
    """None when no file could be read."""
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]
    """Every file that was read or should have been, to be watched."""
    sources: tuple[RuleFile, ...] = ()
    """What the files say, those that are extended before those that extend, with all
    patches applied: what a patch puts in knows its own file."""


class Unsaved(NamedTuple):
    """What a rule file would hold if it were saved."""

    path: Path
    data: bytes


Parse = Callable[[str, bytes], tuple[RuleFile | None, list[Problem]]]
"""Reads the bytes of a rule file, called so in messages."""


def load(
    paths: Iterable[Path], unsaved: Unsaved | None = None, parse: Parse = parse_source
) -> LoadedPack:
    """Load rule files and what they extend as one pack, in the order given.

    Args:
        paths: The files.
        unsaved: Taken in place of the file of that name, which need not exist.
        parse: Reads each file.
    """
    reading = _Reading(unsaved, parse)
    for path in paths:
        reading.add(path)
    if not reading.files:
        return LoadedPack(None, tuple(in_order(reading.problems)), tuple(reading.seen))
    layers, clashes = laid(reading.files)
    pack, problems = compose(layers, reading.digest.hexdigest())
    found = in_order([*reading.problems, *clashes, *problems])
    return LoadedPack(pack, tuple(found), tuple(reading.seen), tuple(layers))


class _Reading:
    """The files of a pack, each once, those that are extended first."""

    def __init__(self, unsaved: Unsaved | None, parse: Parse) -> None:
        self._unsaved = unsaved
        self._parse = parse
        self.files: list[RuleFile] = []
        self.problems: list[Problem] = []
        self.seen: dict[Path, str] = {}
        """Where each file lies -> how messages name it; nothing if it cannot be read."""
        self.digest = blake2b(digest_size=16)

    def add(self, path: Path, asked: Scalar | None = None) -> str:
        """Read a file and what it extends.

        Args:
            path: The file.
            asked: The place that names it.

        Returns:
            How messages name the file; nothing if it cannot be read.
        """
        try:
            key = Path(os.path.realpath(path))
            if key in self.seen or len(self.seen) >= MOST_FILES:
                return self.seen.get(key, "")
            self.seen[key] = ""
            data = self._content(path, key)
        except (OSError, ValueError) as error:
            help = None if asked is None else _nearest_pack(asked.value)
            self.problems.append(unreadable(path, error, asked, help))
            return ""
        self.digest.update(b"%d:" % len(data) + data)
        called = self.seen[key] = label(path)
        file, problems = self._parse(called, data)
        self.problems.extend(problems)
        if file is not None:
            bases = [self.add(_extended(path, n.value), n) for n in file.extends]
            self.files.append(replace(file, bases=tuple(bases)))
        return called

    def _content(self, path: Path, key: Path) -> bytes:
        unsaved = self._unsaved
        if unsaved is not None and key == Path(os.path.realpath(unsaved.path)):
            return unsaved.data
        return content(path)


def _extended(path: Path, name: str) -> Path:
    """The file that a file at `path` extends: beside it, or among what ships.

    The name of a pack is that of its file, less `.yaml`. A pack may have the name of
    the one that it extends.
    """
    file = f"{name}.yaml" if _is_pack(name) else name
    near, shipped = path.parent / file, _shipped() / file
    # Not `Path.exists`, which raises for a name that no file can have.
    here, there = map(os.path.exists, (near, shipped))
    itself = here and _is_pack(name) and near.samefile(path)
    return shipped if there and (itself or not here) else near


def _is_pack(name: str) -> bool:
    return re.fullmatch(NAME, name) is not None


def _shipped() -> Path:
    return data_folder("config") / "rules"


def _nearest_pack(name: str) -> str | None:
    """Help for the name of a pack that nobody has."""
    packs = sorted(path.stem for path in _shipped().glob("*.yaml"))
    return suggestion(name, packs) if _is_pack(name) else None


def label(path: Path) -> str:
    """The path as messages name it: from the current folder where that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
