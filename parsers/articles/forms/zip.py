"""Zip archives. What a member is said to hold is believed no further than it is read."""

from __future__ import annotations

import lzma
import stat
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from parsers.articles.forms.archives import Member, is_hidden, refusing, shown
from parsers.articles.opening import too_large
from parsers.articles.refusals import RefusedError

_BROKEN = (
    *(BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(OSError, ValueError, OverflowError, RuntimeError, LookupError),
)
"""What reading breaks down with on an archive that is torn or means harm."""

_ENCRYPTED = 1
"""The flag of a member that needs a password."""


class Zip:
    """A zip archive."""

    def __init__(self, file: BinaryIO) -> None:
        """Take a file.

        Raises:
            RefusedError: If it is no zip archive.
        """
        with refusing("no zip archive that can be read", _BROKEN):
            self._zip = ZipFile(file)
        self._infos = self._zip.infolist()

    def members(self) -> Iterator[tuple[int, int] | None]:
        """The places of the members in the list that the archive ends with."""
        for at, info in enumerate(self._infos):
            if info.filename.endswith("/") or is_hidden(info.filename):
                yield None
            else:
                yield at, info.file_size

    def reach(self, at: int, stop: float) -> bool:
        """Whether a member can be read: at once, wherever it lies."""
        return True

    def member(self, at: int, most: int) -> Member:
        """The member at a place of that list."""
        if at >= len(self._infos):
            raise RefusedError("the file has changed since it was listed")
        info = self._infos[at]
        name = shown(info.filename)
        if info.flag_bits & _ENCRYPTED:
            raise RefusedError(f"it is encrypted: {name}")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise RefusedError(f"a link, not followed: {name}")
        with (
            refusing(f"the archive is torn or broken: {name}", _BROKEN),
            refusing(f"compressed in an unknown way: {name}", (NotImplementedError,)),
        ):
            data = self._content(info, most)
        if len(data) > most:
            raise too_large(most)
        return Member(info.filename, data)

    def _content(self, info: ZipInfo, most: int) -> bytes:
        with self._zip.open(info) as content:
            return content.read(most + 1)
