"""Loading a pack: a rule file, what it extends, and all their problems."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from parsers.resources import data_folder
from parsers.rules.compose import compose
from parsers.rules.expansions import Expansions
from parsers.rules.layers import laid
from parsers.rules.pack import Pack
from parsers.rules.problems import Problem, in_order, suggestion
from parsers.rules.rule_file import RuleFile
from parsers.rules.shape import NAME
from parsers.rules.source import content, parse_source, unreadable
from parsers.rules.strict_yaml import Scalar

MOST_FILES = 200
"""Of one pack, with all that it extends."""
_REMEMBERED = 32
"""Files that are kept as they were read: of a pack, one is changed at a time."""


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
    expansions: Expansions | None = field(default=None, compare=False, repr=False)
    """The patterns of the pack, for the next one of nearly the same files."""
    held: object = field(default=None, compare=False, repr=False)
    """What the files held, and where they lie: equal where nothing has changed."""


class Unsaved(NamedTuple):
    """What a rule file would hold if it were saved."""

    path: Path
    data: bytes


def load(
    paths: Iterable[Path],
    unsaved: Unsaved | None = None,
    former: LoadedPack | None = None,
) -> LoadedPack:
    """Load rule files and what they extend as one pack, in the order given.

    Args:
        paths: The files.
        unsaved: Taken in place of the file of that name, which need not exist.
        former: What was loaded before; if the files hold the same now, that is returned,
            else what has not changed is taken from it.
    """
    reading = _Reading(unsaved)
    for path in paths:
        reading.add(path)
    if not reading.files:
        return LoadedPack(None, tuple(in_order(reading.problems)), tuple(reading.seen))
    if former is not None and former.held == reading.held:
        return former
    layers, clashes = laid(reading.files)
    expansions = None if former is None else former.expansions
    pack, problems, expansions = compose(layers, reading.digest.hexdigest(), expansions)
    found = in_order([*reading.problems, *clashes, *problems])
    return LoadedPack(
        pack,
        tuple(found),
        tuple(reading.seen),
        tuple(layers),
        expansions,
        reading.held,
    )


class _Reading:
    """The files of a pack, each once, those that are extended first."""

    def __init__(self, unsaved: Unsaved | None) -> None:
        self._unsaved = unsaved
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
        called = self.seen[key] = _label(path, key)
        file, problems = _parsed(called, data)
        self.problems.extend(problems)
        if file is not None:
            bases = [self.add(_extended(path, n.value), n) for n in file.extends]
            self.files.append(replace(file, bases=tuple(bases)))
        return called

    @property
    def held(self) -> object:
        """What a later reading is compared with: contents, places, what is wrong."""
        return self.digest.digest(), tuple(self.seen.items()), tuple(self.problems)

    def _content(self, path: Path, key: Path) -> bytes:
        unsaved = self._unsaved
        if unsaved is not None and key == Path(os.path.realpath(unsaved.path)):
            return unsaved.data
        return content(path)


_parsed = lru_cache(_REMEMBERED)(parse_source)


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
    return _label(path, path.resolve())


def _label(path: Path, resolved: Path) -> str:
    try:
        return str(resolved.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
