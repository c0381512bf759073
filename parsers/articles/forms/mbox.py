"""Mailboxes (mbox): mails one after the other, each below a line that begins `From `."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parsers.articles.forms.deputy import deputy
from parsers.articles.forms.told import Record, Told
from parsers.articles.opening import opened, too_large
from parsers.articles.refusals import RefusedError

_PIECE = 1 << 16
"""Bytes of a line that are taken at a time: a line may be as long as the file."""

_QUOTED = re.compile(rb"^>(?=>*From )", re.MULTILINE)
"""What the mailbox put before a line of a mail, so that no mail begins there."""


def records(path: bytes) -> Iterator[Record]:
    """The mails, each by its number and the offset of the line above it.

    Raises:
        OSError: If the file can not be read.
        RefusedError: If it is no regular file, or does not begin like a mailbox.
    """
    number = start = end = 0
    with opened(path) as file:
        for at, piece, begins in _pieces(iter(lambda: file.readline(_PIECE), b"")):
            if not begins and not number:
                raise RefusedError(
                    "no mailbox: its first line does not begin with From"
                )
            if begins and number:
                yield Record(number, start, at - start)
            if begins:
                number, start = number + 1, at
            end = at + len(piece)
    if number:
        yield Record(number, start, end - start)


def told(path: bytes, record: Record, limit: int) -> Told:
    """What one mail tells.

    Raises:
        OSError: If the file can not be read.
        RefusedError: If the mail can not be, or is too long.
    """
    return deputy("mail").ask_one(_mail(path, record, limit))


def _mail(path: bytes, record: Record, limit: int) -> bytes:
    """The bytes of one mail."""
    lines: list[bytes] = []
    size = 0
    with opened(path) as file:
        file.seek(record.at)
        for at, piece, begins in _pieces(iter(lambda: file.readline(_PIECE), b"")):
            if begins and at:
                break
            if not begins and not at:
                raise RefusedError("the file has changed since it was listed")
            lines.append(piece)
            size += len(piece)
            if size > limit:
                raise too_large(limit)
    return _QUOTED.sub(b"", b"".join(lines[1:]))


def _pieces(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    """Each piece with its offset, and whether a mail begins with it."""
    at, after_blank = 0, True
    for piece in lines:
        yield at, piece, after_blank and piece.startswith(b"From ")
        at += len(piece)
        after_blank = piece in (b"\n", b"\r\n")
