"""JSON Lines of articles: an object a line. The file may be of any size."""

from __future__ import annotations

import json
from collections.abc import Iterator

from parsers.articles.decoding import decode
from parsers.articles.forms.fields import told_by
from parsers.articles.forms.told import Record, Told
from parsers.articles.opening import opened, too_large
from parsers.articles.refusals import RefusedError

_PIECE = 1 << 16
"""Bytes of a line that are taken at a time: a line may be as long as the file."""


def records(path: bytes) -> Iterator[Record]:
    """The lines that are not empty, each by its number and its offset.

    Raises:
        OSError: If the file can not be read.
        RefusedError: If it is no regular file.
    """
    with opened(path) as file:
        number = at = 0
        while piece := file.readline(_PIECE):
            number, start, blank = number + 1, at, not piece.strip()
            at += len(piece)
            while not piece.endswith(b"\n") and (piece := file.readline(_PIECE)):
                at += len(piece)
                blank = blank and not piece.strip()
            if not blank:
                yield Record(number, start, at - start)


def told(path: bytes, record: Record, limit: int) -> Told:
    """What a line tells of its article.

    Raises:
        OSError: If the file can not be read.
        RefusedError: If the line is too long, no object, or has no text.
    """
    line = _line(path, record.at, limit)
    try:
        return _told(line)
    except RefusedError as error:
        raise RefusedError(f"line {record.number}: {error.reason}") from None


def _line(path: bytes, at: int, limit: int) -> bytes:
    """The line at an offset."""
    with opened(path) as file:
        if at:
            file.seek(at - 1)
            if file.read(1) != b"\n":
                raise RefusedError("the file has changed since it was listed")
        line = file.readline(limit + 2).rstrip(b"\r\n")
    if len(line) > limit:
        raise too_large(limit)
    return line


def _told(line: bytes) -> Told:
    decoded = decode(line)
    if decoded is None:
        raise RefusedError("binary, not text")
    try:
        record = json.loads(decoded.text)
    except RecursionError:
        raise RefusedError("no JSON that can be read: it is too deep") from None
    except json.JSONDecodeError as error:
        reason = f"no JSON: {error.msg} (character {error.pos + 1})"
        raise RefusedError(reason) from None
    except ValueError:
        raise RefusedError("no JSON that can be read: a number is too long") from None
    if not isinstance(record, dict):
        raise RefusedError("no object of JSON")
    encoding = f"{decoded.encoding}, a line of JSON"
    return told_by(record, encoding, repaired=decoded.repaired)
