"""Finding the articles below the folders that were asked for, as a stream."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from parsers.articles.decoding import without_surrogates
from parsers.articles.forms import Record, file_of, is_plain, is_there, records
from parsers.articles.refusals import RefusedError, reason_of
from parsers.model import Skipped


class Found(NamedTuple):
    """What may be an article; nothing of it has been read yet."""

    name: str
    """How outputs call it, unique within one run."""
    path: bytes
    """Where it lies, as the operating system spells it; in a file that holds several
    articles, its number stands behind that file as behind a folder."""
    record: Record | None = None
    """Which article of its file; None for a file that is one article."""

    @property
    def file(self) -> bytes:
        """The file in which it lies."""
        return self.path if self.record is None else self.path.rpartition(b"/")[0]


@dataclass(frozen=True, slots=True, order=True)
class _Root:
    """A path that was asked for."""

    real: bytes
    """Where it leads, without links; roots are taken in this order."""
    path: bytes
    """As it was given."""


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder below a root, by its path below that root, with a slash at the end."""

    below: bytes


class Names:
    """The names that are taken in one run."""

    def __init__(self, *, one_folder: bool) -> None:
        self._one_folder = one_folder
        self._taken: set[str] = set()
        self._copies: Counter[str] = Counter()

    def unique(self, name: str, label: str) -> str:
        """The name itself, else with the label of its root, else with a number.

        The paths below one folder differ anyway, unless characters were replaced in
        them; they are not remembered, as there may be millions.
        """
        if self._one_folder and "\ufffd" not in name:
            return name
        free = name if name not in self._taken else f"{label}/{name}"
        wanted = free
        while free in self._taken:
            self._copies[wanted] += 1
            free = f"{wanted}~{self._copies[wanted] + 1}"
        self._taken.add(free)
        return free


def find(paths: Iterable[Path | str]) -> Iterator[Found | Skipped]:
    """Find the articles at and below some paths, whatever order the paths come in.

    Each folder is sorted by the bytes of its names. Hidden names are passed over, links
    to folders are not followed, and a path that is given twice is found once. Of a file
    that holds several articles each is found.
    """
    for item in find_files(paths):
        if isinstance(item, Skipped) or is_plain(item.path):
            yield item
        else:
            yield from articles_in(item)


def find_files(paths: Iterable[Path | str]) -> Iterator[Found | Skipped]:
    """Find the files in which the articles lie, and look into none of them.

    What names one article of a file that holds several is found as it is.
    """
    roots = _distinct(paths)
    names = Names(one_folder=len(roots) == 1)
    for root in roots:
        label = _label(root)
        for item in _below(root):
            if isinstance(item, Found):
                name = names.unique(item.name, label)
                yield item if name == item.name else item._replace(name=name)
            else:
                yield item


def articles_in(found: Found) -> Iterator[Found | Skipped]:
    """The articles of a file that was found: itself, or those that it holds."""
    file = file_of(found.path)
    if file == found.path:
        yield from _articles(found)
        return
    held = _articles(Found(found.name.rpartition("/")[0], file))
    missing = Skipped(found.name, found.path, "no such article in the file")
    for item in held:
        if isinstance(item, Found) and item.path == found.path:
            yield item._replace(name=found.name)
            return
    yield missing


def _distinct(paths: Iterable[Path | str]) -> list[_Root]:
    """The roots in order, without those that another one covers."""
    kept: dict[bytes, _Root] = {}
    for root in sorted(_Root(_real(path), os.fsencode(path)) for path in paths):
        if root.real not in kept and not _covered(root.real, kept):
            kept[root.real] = root
    return list(kept.values())


def _real(path: Path | str) -> bytes:
    """Where a path leads; the path itself when it can not be one."""
    encoded = os.fsencode(path)
    try:
        return os.path.realpath(encoded) if encoded else encoded
    except (OSError, ValueError):
        return encoded


def _covered(real: bytes, kept: Mapping[bytes, _Root]) -> bool:
    """Whether a walk through the kept roots comes by this path."""
    if not is_there(real):
        return False
    while real not in kept:
        folder, name = os.path.split(real)
        if folder == real or name.startswith(b"."):
            return False
        real = folder
    return True


def _label(root: _Root) -> str:
    """What tells the files of a root from those of another: the name of its folder."""
    file = file_of(root.real)
    folder = root.real if os.path.isdir(file) else file.rpartition(b"/")[0]  # noqa: PTH112 - a Path takes no bytes
    return _shown(folder.rpartition(b"/")[2])


def _below(root: _Root) -> Iterator[Found | Skipped]:
    """The files at or below a root."""
    file = file_of(root.path)
    try:
        status = os.stat(file)  # noqa: PTH116 - a Path takes no bytes
    except (OSError, ValueError) as error:
        yield Skipped(_shown(root.path), root.path, reason_of(error))
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _walk(file.rstrip(b"/") + b"/")
        return
    name = root.path.removeprefix(file.rpartition(b"/")[0]).lstrip(b"/")
    yield Found(_shown(name), root.path)


def _articles(file: Found) -> Iterator[Found | Skipped]:
    """All articles of a file."""
    name, path = file.name, file.path
    try:
        held = records(path)
        if held is None:
            yield file
            return
        for record in held:
            number = record.number
            yield Found(f"{name}/{number}", b"%b/%d" % (path, number), record)
    except (OSError, ValueError, RefusedError) as error:
        yield Skipped(name, path, reason_of(error))


def _walk(top: bytes) -> Iterator[Found | Skipped]:
    """The files below a folder, depth first.

    A stack, not recursion: a tree may be deeper than Python can call.
    """
    levels = [_listing(top, b"")]
    while levels:
        item = next(levels[-1], None)
        if item is None:
            levels.pop()
        elif isinstance(item, _Folder):
            levels.append(_listing(top, item.below))
        else:
            yield item


def _listing(top: bytes, below: bytes) -> Iterator[Found | Skipped | _Folder]:
    """What one folder holds, by name."""
    names: list[bytes] = []
    unlike: dict[bytes, os.DirEntry[bytes]] = {}
    try:
        with os.scandir(top + below) as entries:
            for entry in entries:
                name = entry.name
                if name.startswith(b"."):
                    continue
                names.append(name)
                if not _is_file(entry):
                    unlike[name] = entry
    except OSError as error:
        yield Skipped(_shown(below or top), top + below, reason_of(error))
        return
    names.sort()
    for name in names:
        path = below + name
        if name not in unlike:
            yield Found(_shown(path), top + path)
        elif unlike[name].is_symlink():
            yield Skipped(_shown(path), top + path, "a link to a folder, not followed")
        else:
            yield _Folder(path + b"/")


def _is_file(entry: os.DirEntry[bytes]) -> bool:
    """Whether an entry is to be opened; what can not be told is."""
    try:
        return not entry.is_dir()
    except OSError:
        return True


def _shown(path: bytes) -> str:
    """A path as text; bytes that are not UTF-8 become U+FFFD."""
    if path.isascii():
        return path.decode()
    return without_surrogates(path.decode("utf-8", "surrogateescape"))
