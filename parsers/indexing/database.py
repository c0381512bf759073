"""The file of an index: its tables, and opening it for one writer and any readers.

It is never the home of truth. So what can not be used is made anew, and it may be deleted
at any time.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote
from zlib import crc32

from parsers.errors import NewsledgerError
from parsers.settings import OWN_FOLDER

FILE = "index.sqlite"
_LOCK = "index.lock"
PAGE = 8192
"""Bytes of a page of a new index: most texts fit into one."""
_CACHE = 16_000
"""Pages are kept in memory up to so many units of 1,024 bytes."""
_BESIDE = ("", "-wal", "-shm")
"""What the names of its files end with."""

_TABLES = """
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,  -- below the project without its folder, else absolute
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    beside TEXT NOT NULL,       -- a mark of what the log of a page tells of it
    made_with TEXT NOT NULL,    -- rules and program
    title TEXT,
    date TEXT,
    digest TEXT NOT NULL,
    contents TEXT NOT NULL,     -- a digest of title, date and address as well
    entries INTEGER NOT NULL,
    booked INTEGER NOT NULL,
    masked INTEGER NOT NULL,
    open INTEGER NOT NULL
);
CREATE TABLE entries (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    line TEXT NOT NULL,         -- as `extract --format jsonl` prints it
    PRIMARY KEY (article, position)
) WITHOUT ROWID;
CREATE TABLE open_figures (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    first INTEGER NOT NULL,     -- offsets of its characters in the text
    last INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (article, position)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE texts USING fts5 (
    title, text, tokenize = "unicode61 remove_diacritics 2",
    columnsize = 0              -- of no use without ranks
);
-- Bytes of words that are collected, and pieces of them that are, before they are merged.
INSERT INTO texts (texts, rank) VALUES ('hashsize', 16777216), ('automerge', 16);
CREATE TABLE state (
    made_with TEXT NOT NULL,
    complete INTEGER NOT NULL,
    at TEXT NOT NULL
);
"""
VERSION = crc32(_TABLES.encode()) >> 1
"""Of the tables; an index of another version is made anew."""


class IndexFaultError(NewsledgerError):
    """The index can not be read or written; `path` names it, `reason` says why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path}: {reason}; if that stays so, delete it: `newsledger index` makes"
            " it anew"
        )
        self.path = path
        self.reason = reason


class IndexBusyError(NewsledgerError):
    """Another program writes the index; `path` names it."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: another newsledger is writing it")
        self.path = path


class NoIndexError(NewsledgerError):
    """There is no index that can be read; `path` is where it would be."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{reason}; `newsledger index` makes one")
        self.path = path
        self.reason = reason


def index_file(project: Path) -> Path:
    """Where the index of a project folder lies."""
    return project / OWN_FOLDER / FILE


@contextmanager
def writing(project: Path) -> Iterator[sqlite3.Connection]:
    """The index of a project folder, for its only writer; made if there is none.

    Raises:
        IndexBusyError: If another program writes it.
        IndexFaultError: If it can not be opened, or the work done with it fails.
    """
    path = index_file(project)
    try:
        _make_folder(path.parent)
        with _locked(path), closing(_writable(path)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise IndexFaultError(path, str(error)) from error
    except OSError as error:
        raise IndexFaultError(path, error.strerror or str(error)) from error


@contextmanager
def reading(project: Path) -> Iterator[sqlite3.Connection]:
    """The index of a project folder as it was committed last; a writer disturbs nobody.

    Raises:
        NoIndexError: If there is none of this version.
        IndexFaultError: If it can not be read.
    """
    path = index_file(project)
    if not path.exists():
        raise NoIndexError(path, "there is no index here yet")
    try:
        # What is never written needs no lock, and no place for one beside it.
        name = f"file:{quote(os.fsencode(path.absolute()))}?mode=ro"
        with closing(sqlite3.connect(name, uri=True)) as connection:
            if _version(connection) != VERSION:
                raise NoIndexError(path, "the index is of another version")
            yield connection
    except sqlite3.Error as error:
        raise IndexFaultError(path, str(error)) from error


def _make_folder(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Keep others from writing; it ends with the process, however that ends."""
    lock = os.open(path.with_name(_LOCK), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise IndexBusyError(path) from None
    finally:
        os.close(lock)


def _writable(path: Path) -> sqlite3.Connection:
    """The file, with the tables of this version."""
    try:
        connection = _connected(path)
        if _version(connection) == VERSION:
            return connection
        connection.close()
    except sqlite3.OperationalError:  # it may be good, and only can not be had now
        raise
    except sqlite3.DatabaseError:
        pass
    for end in _BESIDE:
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)
    connection = _connected(path)
    connection.executescript(
        f"BEGIN; {_TABLES} PRAGMA user_version = {VERSION}; COMMIT;"
    )
    return connection


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA page_size = {PAGE}")
    connection.execute("PRAGMA journal_mode = WAL")
    # A power cut may cost the last commits, never the file.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    return connection


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
