"""Archives, as deputies open them: what is listed of one, and the bytes of a member.

What is asked for is told in JSON, what is answered as well. An archive stays open until
another one is asked for, so that it is read on and not anew.
"""

from __future__ import annotations

import json
import os
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import process_time
from typing import BinaryIO, NamedTuple, Protocol

from parsers.articles.forms.told import Record
from parsers.articles.opening import opened
from parsers.articles.refusals import RefusedError

BATCH = 256
"""Members that are listed together at most."""

_SECONDS = 0.5
"""Of work after which no more are listed together, and the way to one is broken off."""

_ENDED = -1
"""In place of how many were listed: who asks again gets them from the first on."""

_LARGEST_SIZE = 2**40
"""More bytes are not believed."""


class Member(NamedTuple):
    """A file in an archive."""

    name: str
    """As the archive has it: any text, and never a place to write to."""
    data: bytes
    url: str | None = None
    """Where it was found, if the archive tells it."""
    fetched: str | None = None
    """The day on which that was, if the archive tells it."""


class Archive(Protocol):
    """An archive of one form."""

    def members(self) -> Iterator[tuple[int, int] | None]:
        """Where each member lies, and its bytes by what the archive says.

        None for what is no file that a person would see.

        Raises:
            RefusedError: If the archive is broken.
        """

    def reach(self, at: int, stop: float) -> bool:
        """Go on to where a member lies, but not for longer than until `stop`.

        Args:
            at: Where it lies.
            stop: When this process will have worked so many seconds.

        Returns:
            Whether it can be read now; else it is nearer, and can be gone on to.

        Raises:
            RefusedError: If the archive is broken.
        """

    def member(self, at: int, most: int) -> Member:
        """A member, of which no more bytes are read than `most` and one.

        Raises:
            RefusedError: If it can not be read.
        """


@contextmanager
def refusing(reason: str, broken: tuple[type[Exception], ...]) -> Iterator[None]:
    """Take errors for a reason why something can not be read."""
    try:
        yield
    except broken:
        raise RefusedError(reason) from None


def is_hidden(name: str) -> bool:
    """Whether a walk through folders would pass over a name in an archive."""
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith(".") and part.strip(".") for part in parts)


def shown(name: str) -> str:
    """A name as reasons quote it."""
    return name if len(name) <= 80 else f"{name[:79]}…"


class _Open(NamedTuple):
    """An archive that is open."""

    key: tuple[object, ...]
    archive: Archive
    members: Iterator[tuple[int, int] | None]
    """From where they were listed last."""


class _Desk:
    """Has the archive open that was asked for last."""

    def __init__(self) -> None:
        self._files = ExitStack()
        self._open: _Open | None = None
        self._listed = 0
        """How many members of it were listed."""

    def listed(
        self, form: str, path: str, version: object, after: int
    ) -> Iterator[Record | bool | str]:
        """A few members behind so many of them, and at last whether that is the end.

        In place of that stands the reason why no more can be listed.
        """
        kept = self._at(form, path, version)
        if not 0 <= self._listed <= after:
            kept = self._anew(form, path, version)
        try:
            yield from self._few(kept.members, after)
        except RefusedError as error:
            self._listed = _ENDED
            yield error.reason

    def _few(
        self, members: Iterator[tuple[int, int] | None], after: int
    ) -> Iterator[Record | bool]:
        stop = process_time() + _SECONDS
        for item in members:
            if item is not None:
                self._listed += 1
                if self._listed > after:
                    at, size = item
                    yield Record(self._listed, at, min(max(size, 0), _LARGEST_SIZE))
            if self._listed >= after + BATCH or process_time() > stop:
                yield False
                return
        self._listed = _ENDED
        yield True

    def member(
        self, form: str, path: str, version: object, at: int, most: int
    ) -> Iterator[tuple[str, str, str | None, str | None]]:
        """The one member at a place: name, bytes in Base64, address, day of fetching.

        Nothing if the way there is long; who asks again gets nearer.
        """
        archive = self._at(form, path, version).archive
        if not archive.reach(at, process_time() + _SECONDS):
            return
        member = archive.member(at, most)
        data = b64encode(member.data).decode()
        yield member.name, data, member.url, member.fetched

    def _at(self, form: str, path: str, version: object) -> _Open:
        """An archive, open where it was left."""
        kept = self._open
        if kept is not None and kept.key == (form, path, version):
            return kept
        return self._anew(form, path, version)

    def _anew(self, form: str, path: str, version: object) -> _Open:
        """An archive, opened at its beginning."""
        self._open = None
        self._files.close()
        self._listed = 0
        file = self._files.enter_context(opened(os.fsencode(path)))
        archive = _archive(form, file)
        self._open = _Open((form, path, version), archive, archive.members())
        return self._open


_desk = _Desk()


def listed(data: bytes) -> Iterator[object]:
    """What the archive holds that is asked for, a few members at a time."""
    return _desk.listed(*json.loads(data))


def member(data: bytes) -> Iterator[object]:
    """The member that is asked for."""
    return _desk.member(*json.loads(data))


def _archive(form: str, file: BinaryIO) -> Archive:
    match form:
        case "tar":
            from parsers.articles.forms.tar import Tar

            return Tar(file)
        case "zip":
            from parsers.articles.forms.zip import Zip

            return Zip(file)
        case _:
            from parsers.articles.forms.warc import Warc

            return Warc(file)
