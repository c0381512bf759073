"""Writing articles into the tables of an index, and taking them out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from parsers.indexing.records import Record

_COLUMNS = (
    *("path", "name", "size", "mtime_ns", "ctime_ns", "inode", "beside"),
    *("made_with", "title", "date", "digest", "contents"),
    *("entries", "booked", "masked", "open"),
)
_INSERT = (
    f"INSERT INTO articles ({', '.join(_COLUMNS)})"
    f" VALUES ({', '.join('?' * len(_COLUMNS))})"
)
_UPDATE = f"UPDATE articles SET {', '.join(f'{c} = ?' for c in _COLUMNS)} WHERE id = ?"


class FileState(NamedTuple):
    """Where a file lies, and what the file system tells of it."""

    path: bytes
    """As the index calls it: from the project folder where it lies below that."""
    name: str
    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    beside: str
    """What changes when something else is told of it in another file."""


def put(
    connection: sqlite3.Connection, file: FileState, made_with: str, record: Record
) -> None:
    """Hold an article, in place of what was held of its file."""
    values = (
        *file,
        *(made_with, record.title, record.date, record.digest, record.contents),
        *(len(record.entries), record.booked, record.masked, len(record.open)),
    )
    held = connection.execute(
        "SELECT id, digest, title FROM articles WHERE path = ?", (file.path,)
    ).fetchone()
    if held is None:
        article = connection.execute(_INSERT, values).lastrowid
    else:
        article, *text = held
        connection.execute(_UPDATE, (*values, article))
        for table in ("entries", "open_figures"):
            connection.execute(f"DELETE FROM {table} WHERE article = ?", (article,))
        if text != [record.digest, record.title]:
            connection.execute("DELETE FROM texts WHERE rowid = ?", (article,))
            held = None
    if held is None:
        _put_text(connection, article, record)
    _put_figures(connection, article, record)


def _put_text(
    connection: sqlite3.Connection, article: int | None, record: Record
) -> None:
    # A NUL ends a text for some functions of SQLite; it is no part of a word either way.
    texts = ((text or "").replace("\0", " ") for text in (record.title, record.text))
    connection.execute(
        "INSERT INTO texts (rowid, title, text) VALUES (?, ?, ?)", (article, *texts)
    )


def _put_figures(
    connection: sqlite3.Connection, article: int | None, record: Record
) -> None:
    connection.executemany(
        "INSERT INTO entries VALUES (?, ?, ?, ?)",
        ((article, at, *entry) for at, entry in enumerate(record.entries)),
    )
    connection.executemany(
        "INSERT INTO open_figures VALUES (?, ?, ?, ?, ?, ?)",
        (
            (article, at, figure.kind, *figure.span, figure.text)
            for at, figure in enumerate(record.open)
        ),
    )


def touch(connection: sqlite3.Connection, file: FileState) -> None:
    """Know an article by what is told of its file now."""
    _, _, *known = file
    connection.execute(
        "UPDATE articles SET size = ?, mtime_ns = ?, ctime_ns = ?, inode = ?, beside = ?"
        " WHERE path = ?",
        (*known, file.path),
    )


def remove(connection: sqlite3.Connection, paths: Iterable[bytes]) -> None:
    """Hold articles no longer."""
    for path in paths:
        connection.execute(
            "DELETE FROM texts WHERE rowid = (SELECT id FROM articles WHERE path = ?)",
            (path,),
        )
        connection.execute("DELETE FROM articles WHERE path = ?", (path,))
