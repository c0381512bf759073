"""What an index lacks: files compared with what it knows of them, no article read."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from parsers.articles import Found, Record, find
from parsers.articles.forms import told_beside
from parsers.indexing.records import Task
from parsers.indexing.writer import FileState
from parsers.model import Skipped

BATCH = 1_000
"""Rows that are in memory at a time."""
UNSETTLED = 20_000_000
"""Nanoseconds in which a file can be written twice and show the same times."""

_TABLES = """
CREATE TEMP TABLE found (
    path BLOB, name TEXT, size INTEGER,
    mtime_ns INTEGER, ctime_ns INTEGER, inode INTEGER, beside TEXT,
    number INTEGER, at INTEGER, bytes INTEGER  -- of a record; else NULL, NULL, all
);
CREATE TEMP TABLE todo (
    position INTEGER PRIMARY KEY, path BLOB, name TEXT, size INTEGER,
    mtime_ns INTEGER, ctime_ns INTEGER, inode INTEGER, beside TEXT,
    number INTEGER, at INTEGER, bytes INTEGER, known TEXT, new INTEGER
);
CREATE TEMP TABLE gone (position INTEGER PRIMARY KEY, path BLOB);
"""
_COMPARE = """
INSERT INTO todo (
    path, name, size, mtime_ns, ctime_ns, inode, beside, number, at, bytes, known, new
)
SELECT
    f.*,
    CASE WHEN a.name = f.name AND a.made_with = :made_with THEN a.contents END, a.id IS NULL
FROM found AS f LEFT JOIN articles AS a ON a.path = f.path
WHERE a.id IS NULL OR a.made_with != :made_with OR a.name != f.name OR a.size != f.size
    OR a.mtime_ns != f.mtime_ns OR a.ctime_ns != f.ctime_ns OR a.inode != f.inode
    OR a.beside != f.beside OR a.ctime_ns = 0 OR f.bytes > :size_limit
ORDER BY f.rowid
"""
_MISSING = """
INSERT INTO gone (path)
SELECT path FROM articles WHERE path NOT IN (SELECT path FROM found)
"""
_MOST = 2**63 - 1
"""The largest number that SQLite holds."""

T = TypeVar("T")
_State: TypeAlias = tuple[
    bytes, str, int, int, int, int, str, int | None, int | None, int
]
"""What a `FileState` and a `Task` are made of: most of them are not looked at."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What there is to do."""

    new: int
    changed: int
    """Articles, or the rules for them."""
    unchanged: int
    gone: int
    size: int
    """Bytes of the articles that are to be read."""

    @property
    def to_read(self) -> int:
        """How many articles are to be read."""
        return self.new + self.changed


class Surveyor:
    """Compares an index with the files that it should hold.

    What it finds lies in tables for the time being, however many files there are.
    """

    def __init__(self, connection: sqlite3.Connection, project: Path) -> None:
        """Take an index.

        Args:
            connection: The index, whose only writer this is.
            project: Its project folder.
        """
        self._connection = connection
        self._project = os.fsencode(project) + b"/"
        self._here = os.fsencode(Path.cwd())
        connection.executescript(_TABLES)

    def survey(
        self,
        paths: Iterable[Path],
        made_with: str,
        size_limit: int,
        skip: Callable[[Skipped], None],
    ) -> Survey:
        """Look at every file below the paths.

        Args:
            paths: Articles and folders of them.
            made_with: What they are to be read with.
            size_limit: Files of more bytes are to be skipped.
            skip: Called with what can not be looked at.
        """
        unreadable: list[bytes] = []
        self._connection.execute("BEGIN")
        for batch in _batches(find(paths)):
            found: list[Found] = []
            for item in batch:
                if isinstance(item, Skipped):
                    skip(item)
                    unreadable.append(self._key(item.path))
                else:
                    found.append(item)
            self._connection.executemany(
                "INSERT INTO found VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                self._states(found),
            )
        limits = {"made_with": made_with, "size_limit": size_limit}
        self._connection.execute(_COMPARE, limits)
        if self._may_lack_some():
            self._connection.execute(_MISSING)
            self._spare(unreadable)
        self._connection.execute("COMMIT")
        return self._counted()

    def to_read(self) -> Iterator[tuple[FileState, Task]]:
        """The articles that are to be read, in their order."""
        rows = self._pages(
            "todo",
            "path, name, size, mtime_ns, ctime_ns, inode, beside, number, at, bytes, known",
        )
        for *state, number, at, size, known in rows:
            file = FileState(*state)
            path = os.path.join(self._project, file.path)  # noqa: PTH118 - bytes
            record = None if number is None else Record(number, at, size)
            yield file, Task(Found(file.name, path, record), size, known)

    def gone(self) -> Iterator[bytes]:
        """What the index holds and should hold no longer."""
        return (path for (path,) in self._pages("gone", "path"))

    def _may_lack_some(self) -> bool:
        """Whether it holds more articles than were found of those that it holds."""
        count = self._connection.execute
        (held,) = count("SELECT count(*) FROM articles").fetchone()
        (found,) = count("SELECT count(*) FROM found").fetchone()
        (new,) = count("SELECT total(new) FROM todo").fetchone()
        return bool(held > found - new)

    def _states(self, files: Iterable[Found]) -> Iterator[_State]:
        settled = time.time_ns() - UNSETTLED
        for file in files:
            key = self._key(file.path)
            try:
                status = os.stat(file.file)  # noqa: PTH116 - a Path takes no bytes
            except (OSError, ValueError):  # the one who reads it will tell why
                yield key, file.name, 0, 0, 0, 0, "", *_place(file, 0)
                continue
            written, changed = status.st_mtime_ns, status.st_ctime_ns
            if max(written, changed) >= settled:
                changed = 0  # it will be read again
            inode = status.st_ino & _MOST
            size = status.st_size
            beside = told_beside(file.path) if file.record is None else ""
            place = _place(file, size)
            yield key, file.name, size, written, changed, inode, beside, *place

    def _key(self, path: bytes) -> bytes:
        """What the index calls a path: a project may be moved as a whole."""
        if not path.startswith(b"/"):
            path = os.path.join(self._here, path)  # noqa: PTH118 - bytes
        return path.removeprefix(self._project)

    def _spare(self, unreadable: Iterable[bytes]) -> None:
        """Keep what may be there still, in folders that can not be looked into now."""
        for key in unreadable:
            path = os.path.join(self._project, key)  # noqa: PTH118 - bytes
            if os.path.lexists(path) and not os.path.isfile(path):  # noqa: PTH113
                folder = key.rstrip(b"/") + b"/"
                self._connection.execute(
                    "DELETE FROM gone WHERE substr(path, 1, ?) = ?",
                    (len(folder), folder),
                )

    def _counted(self) -> Survey:
        count = self._connection.execute
        new, to_read, size = count(
            "SELECT total(new), count(*), total(bytes) FROM todo"
        ).fetchone()
        (found,) = count("SELECT count(*) FROM found").fetchone()
        (gone,) = count("SELECT count(*) FROM gone").fetchone()
        return Survey(int(new), to_read - int(new), found - to_read, gone, int(size))

    def _pages(self, table: str, columns: str) -> Iterator[list[Any]]:
        """The rows of a table, which is written beside of that."""
        last = 0
        while True:
            rows = self._connection.execute(
                f"SELECT position, {columns} FROM {table} WHERE position > ?"
                " ORDER BY position LIMIT ?",
                (last, BATCH),
            ).fetchall()
            for _, *row in rows:
                yield row
            if len(rows) < BATCH:
                return
            last = rows[-1][0]


def _place(file: Found, size: int) -> tuple[int | None, int | None, int]:
    """Which article of its file it is, if not all of it, and the bytes of it."""
    return (None, None, size) if file.record is None else file.record


def _batches(items: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(items, BATCH)):
        yield batch
