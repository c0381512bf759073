"""Tar archives, compressed or not. Links and devices in one are not followed."""

from __future__ import annotations

import lzma
import struct
import tarfile
import zlib
from collections.abc import Iterator
from time import process_time
from typing import BinaryIO

from parsers.articles.forms.archives import Member, is_hidden, refusing, shown
from parsers.articles.opening import too_large
from parsers.articles.refusals import RefusedError

_BROKEN = (
    *(tarfile.TarError, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, ValueError, OverflowError),
)
"""What reading breaks down with on an archive that is torn or means harm."""

_STEP = 2**20
"""Bytes on the way to a member that take a moment, however they are compressed."""

_TORN = "the archive is torn or broken"


class Tar:
    """A tar archive."""

    def __init__(self, file: BinaryIO) -> None:
        """Take a file.

        Raises:
            RefusedError: If it is no tar archive.
        """
        with refusing("no tar archive that can be read", _BROKEN):
            self._tar = tarfile.open(fileobj=file)  # noqa: SIM115 - `file` is closed

    def members(self) -> Iterator[tuple[int, int] | None]:
        """Where the headers of the members begin."""
        last = -1
        while (info := self._next()) is not None:
            if info.offset <= last:
                raise RefusedError(_TORN)  # a size below zero would lead back for ever
            last = info.offset
            if info.isdir() or is_hidden(info.name):
                yield None
            else:
                yield info.offset, info.size
        with refusing(_TORN, _BROKEN):
            if not self._has_end():
                raise RefusedError(f"{_TORN}: there may be more in it")

    def reach(self, at: int, stop: float) -> bool:
        """Go on to a member; what is compressed has to be read on the way."""
        blocks = self._blocks
        with refusing(_TORN, _BROKEN):
            if blocks.tell() > at:
                blocks.seek(0)
            while (there := blocks.tell()) < at:
                blocks.seek(min(at, there + _STEP))
                if blocks.tell() == there:
                    raise RefusedError(_TORN)
                if process_time() > stop:
                    return blocks.tell() == at
        return True

    def member(self, at: int, most: int) -> Member:
        """The member whose header begins at a place."""
        with refusing(_TORN, _BROKEN):
            self._seek(at)
            info = tarfile.TarInfo.fromtarfile(self._tar)
            if info.issym() or info.islnk():
                raise RefusedError(f"a link, not followed: {shown(info.name)}")
            content = self._tar.extractfile(info) if info.isreg() else None
            if content is None:
                raise RefusedError(f"not a regular file: {shown(info.name)}")
            if info.size > most:
                raise too_large(most)
            data = content.read(most + 1)
            if len(data) < info.size:
                raise RefusedError(f"{_TORN}: {shown(info.name)}")
        return Member(info.name, data)

    def _next(self) -> tarfile.TarInfo | None:
        with refusing(_TORN, _BROKEN):
            info = self._tar.next()
        self._tar.members.clear()  # type: ignore[attr-defined] # it would keep all
        return info

    def _has_end(self) -> bool:
        """Whether the block that no member begins with is the one that ends archives."""
        self._seek(self._tar.offset)
        block = self._blocks.read(tarfile.BLOCKSIZE)
        return len(block) == tarfile.BLOCKSIZE and not any(block)

    def _seek(self, at: int) -> None:
        self._blocks.seek(at)

    @property
    def _blocks(self) -> BinaryIO:
        """What the archive is read from, uncompressed."""
        blocks: BinaryIO = self._tar.fileobj  # type: ignore[assignment]
        return blocks
