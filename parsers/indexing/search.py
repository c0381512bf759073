"""Full-text search over an index: articles, and their sentences that say it."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from parsers.articles import file_of, sentence_at
from parsers.articles.folding import fold
from parsers.indexing.terms import Term, expression_of
from parsers.model import Span

_ARTICLES = """
SELECT a.id, a.path FROM texts JOIN articles AS a ON a.id = texts.rowid
WHERE texts MATCH ? ORDER BY a.path
"""
_ARTICLE = """
SELECT a.name, a.title, a.date, a.digest, a.size, a.mtime_ns, t.text
FROM articles AS a JOIN texts AS t ON t.rowid = a.id WHERE a.id = ?
"""
_MARKED = (
    "SELECT highlight(texts, 1, ?, ?) FROM texts WHERE texts MATCH ? AND rowid = ?"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that says what was looked for."""

    span: Span
    matches: tuple[Span, ...]
    """What was looked for, in the order of the text."""
    line: int
    """Of the first match, counted from 1, as is the column."""
    column: int


@dataclass(frozen=True, slots=True)
class Match:
    """An article that holds all that was looked for."""

    name: str
    path: bytes
    """Where it lies, as the operating system spells it."""
    title: str | None
    date: str | None
    digest: str
    text: str
    """As it was when it was indexed, but with a blank for each NUL."""
    passages: tuple[Passage, ...]
    """Empty where only the headline says it, and that is not in the text."""
    changed: bool
    """Whether the file is not the one that was indexed."""


def search(
    connection: sqlite3.Connection,
    project: Path,
    terms: tuple[Term, ...],
    below: Iterable[Path] = (),
) -> Iterator[Match]:
    """The articles that hold all terms, in the order of their paths.

    Of each, those sentences are told that hold the most of the terms.

    Args:
        connection: The index, open for reading.
        project: Its project folder.
        terms: What to look for.
        below: Where articles have to lie; anywhere, when empty.
    """
    wanted = _lies_below(below)
    rows = connection.execute(_ARTICLES, (expression_of(terms),))
    for article, key in rows:
        path = _absolute(project, key)
        if wanted(path):
            yield _match(connection, article, path, terms)


def holds_any(
    connection: sqlite3.Connection, project: Path, below: Iterable[Path]
) -> bool:
    """Whether any article of the index lies at or below the paths."""
    wanted = _lies_below(below)
    keys = connection.execute("SELECT path FROM articles")
    return any(wanted(_absolute(project, key)) for (key,) in keys)


def _absolute(project: Path, key: bytes) -> bytes:
    return os.path.join(os.fsencode(project), key)  # noqa: PTH118 - bytes


def _match(
    connection: sqlite3.Connection, article: int, path: bytes, terms: Sequence[Term]
) -> Match:
    row = connection.execute(_ARTICLE, (article,)).fetchone()
    name, title, date, digest, size, mtime_ns, text = row
    spans = [_spans(connection, article, term) for term in terms]
    return Match(
        name=name,
        path=path,
        title=title,
        date=date,
        digest=digest,
        text=text,
        passages=tuple(_passages(text, spans)),
        changed=_is_changed(path, size, mtime_ns),
    )


def _spans(connection: sqlite3.Connection, article: int, term: Term) -> list[Span]:
    """Where a term stands in a text; what counts as the same word, the search knows."""
    mark = secrets.token_hex(8)  # no text can hold it on purpose
    values = (mark, mark, term.expression, article)
    row = connection.execute(_MARKED, values).fetchone()
    if row is None:
        return []
    pieces = row[0].split(mark)
    ends = list(accumulate(map(len, pieces)))
    return [Span(*bounds) for bounds in zip(ends[::2], ends[1::2], strict=False)]


def _passages(text: str, spans: Sequence[Sequence[Span]]) -> Iterator[Passage]:
    """The sentences with the most terms, in the order of the text.

    Args:
        text: The text.
        spans: Where it holds each term.
    """
    found = sorted((span, term) for term, each in enumerate(spans) for span in each)
    sentences: dict[Span, list[tuple[Span, int]]] = {}
    folded = fold(text)
    around = Span(0, 0)
    for span, term in found:
        if span.end > around.end:
            around = sentence_at(folded, span.start, span.end, around.end)
        sentences.setdefault(around, []).append((span, term))
    held = {
        around: len({term for _, term in inside})
        for around, inside in sentences.items()
    }
    most = max(held.values(), default=0)
    line, last = 1, 0
    for around, inside in sentences.items():
        if held[around] < most:
            continue
        start = inside[0][0].start
        line, last = line + text.count("\n", last, start), start
        column = start - text.rfind("\n", 0, start)
        yield Passage(around, _joined(span for span, _ in inside), line, column)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap made one."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _is_changed(path: bytes, size: int, mtime_ns: int) -> bool:
    try:
        status = os.stat(file_of(path))  # noqa: PTH116 - a Path takes no bytes
    except (OSError, ValueError):
        return True
    return (status.st_size, status.st_mtime_ns) != (size, mtime_ns)


def _lies_below(folders: Iterable[Path]) -> Callable[[bytes], bool]:
    """What tells whether a path lies at or below one of some paths, links followed."""
    tops = {place for folder in folders for place in _places(os.fsencode(folder))}
    if not tops:
        return lambda path: True
    real = cache(os.path.realpath)

    def wanted(path: bytes) -> bool:
        folder, name = os.path.split(path)
        place = os.path.join(real(folder), name)  # noqa: PTH118 - bytes
        return any(place == top or place.startswith(top + b"/") for top in tops)

    return wanted


def _places(path: bytes) -> Iterator[bytes]:
    """Where a path leads, and where it lies itself, which may be a link."""
    yield os.path.realpath(path).rstrip(b"/")
    folder, name = os.path.split(path)
    yield os.path.join(os.path.realpath(folder), name)  # noqa: PTH118 - bytes
