"""Opening files that may be anything: pipes, devices, files without end."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from parsers.articles.refusals import RefusedError

_OPEN = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
"""A pipe must not block, and a terminal must not become ours, before we know them."""


def content(path: bytes, limit: int) -> bytes:
    """All bytes of a regular file.

    It is read and not mapped: a mapped file that another program cuts kills the reader.

    Raises:
        OSError: If it can not be read.
        ValueError: If no file can have this name.
        RefusedError: If it is no regular file, or larger than `limit` bytes.
    """
    descriptor = os.open(path, _OPEN)
    try:
        size = _regular(descriptor).st_size
        if size > limit:
            raise too_large(limit)
        chunk = os.read(descriptor, size + 1)
        return chunk if len(chunk) == size else _rest(descriptor, chunk, limit)
    finally:
        os.close(descriptor)


@contextmanager
def opened(path: bytes) -> Iterator[BinaryIO]:
    """A regular file of any size, to be read piece by piece.

    Raises:
        OSError: If it can not be opened.
        ValueError: If no file can have this name.
        RefusedError: If it is no regular file.
    """
    descriptor = os.open(path, _OPEN)
    with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor has no Path
        _regular(descriptor)
        yield file


def version(path: bytes) -> tuple[int, int, int]:
    """What tells a regular file from the one that lies there after a change.

    Raises:
        OSError: If it can not be opened.
        RefusedError: If it is no regular file.
    """
    with opened(path) as file:
        status = os.fstat(file.fileno())
    return status.st_ino, status.st_size, status.st_mtime_ns


def too_large(limit: int) -> RefusedError:
    """That something has more bytes than so many, as people write them."""
    whole = limit % 2**20 == 0
    size = f"{limit // 2**20} MiB" if whole else f"{limit:,} bytes"
    return RefusedError(f"larger than {size}")


def _regular(descriptor: int) -> os.stat_result:
    """What is known of an open file, which is a regular one."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise RefusedError("not a regular file")
    return status


def _rest(descriptor: int, start: bytes, limit: int) -> bytes:
    """All bytes of a file that is not as long as it said, or is being written."""
    chunks, size = [start], len(start)
    while start and size <= limit:
        start = os.read(descriptor, limit + 1 - size)
        chunks.append(start)
        size += len(start)
    if size > limit:
        raise too_large(limit)
    return b"".join(chunks)
