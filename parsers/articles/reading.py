"""Reading one file, or one piece of text, into an article."""

from __future__ import annotations

import os
import stat

from parsers.articles.decoding import Decoded, canonical, decode, without_surrogates
from parsers.articles.folders import Found
from parsers.articles.folding import fold
from parsers.articles.headline import date_of, title_of
from parsers.articles.refusals import RefusedError, reason_of
from parsers.model import Article, Skipped

LIMIT = 16 * 2**20
"""Bytes of the largest file that is taken for an article."""

_OPEN = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
"""A pipe must not block, and a terminal must not become ours, before we know them."""


def read(found: Found, limit: int = LIMIT) -> Article | Skipped:
    """Read a file that was found; what can not be read is skipped with a reason."""
    try:
        decoded = decode(_content(found.path, limit))
    except (OSError, ValueError, RefusedError) as error:
        return Skipped(found.name, found.path, reason_of(error))
    if decoded is None:
        return Skipped(found.name, found.path, "binary, not text")
    return _article(found.name, found.path, decoded)


def article_from_text(name: str, text: str) -> Article:
    """Make an article of a text that lies in no file of its own."""
    clean = canonical(without_surrogates(text))
    return _article(name, b"", Decoded(clean, "text", "\ufffd" in clean))


def _content(path: bytes, limit: int) -> bytes:
    """The bytes of a regular file.

    It is read and not mapped: a mapped file that another program cuts kills the reader.
    """
    descriptor = os.open(path, _OPEN)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise RefusedError("not a regular file")
        if status.st_size > limit:
            raise RefusedError(f"larger than {_size(limit)}")
        chunk = os.read(descriptor, status.st_size + 1)
        if len(chunk) == status.st_size:
            return chunk
        return _rest(descriptor, chunk, limit)
    finally:
        os.close(descriptor)


def _rest(descriptor: int, start: bytes, limit: int) -> bytes:
    """All bytes of a file that is not as long as it said, or is being written."""
    chunks, size = [start], len(start)
    while start and size <= limit:
        start = os.read(descriptor, limit + 1 - size)
        chunks.append(start)
        size += len(start)
    if size > limit:
        raise RefusedError(f"larger than {_size(limit)}")
    return b"".join(chunks)


def _size(limit: int) -> str:
    """A number of bytes as people write it."""
    return f"{limit // 2**20} MiB" if limit % 2**20 == 0 else f"{limit:,} bytes"


def _article(name: str, path: bytes, decoded: Decoded) -> Article:
    """Put an article together from its decoded text."""
    text = decoded.text
    folded = fold(text)
    file = (path.decode("utf-8", "replace") or name).rpartition("/")[2]
    title, title_span = title_of(file, text, folded)
    day, day_span = date_of(file, folded)
    return Article(
        name=name,
        path=path,
        text=text,
        folded=folded,
        title=title,
        title_span=title_span,
        date=day,
        date_span=day_span,
        encoding=decoded.encoding,
        repaired=decoded.repaired,
    )
