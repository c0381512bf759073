"""Where pages in a folder were fetched from: the log that lies beside or above them.

`newsledger fetch` adds a line for each page and feed. The pages are kept as they came, so
what their servers said of them is only told there.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import cast

from parsers.articles.opening import content
from parsers.articles.refusals import RefusedError

LOG = ".fetched.jsonl"
"""Hidden, so that it is not taken for articles."""

_LARGEST = 256 * 2**20
"""Bytes of a log of half a million pages."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I | re.A)
_NO_LINE = (
    *(ValueError, KeyError, TypeError, AttributeError),
    *(OverflowError, RecursionError),
)
"""What reading breaks down with on a line that is none."""
_SENT_BACK = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))


@dataclass(frozen=True, slots=True)
class Fetched:
    """What is known of something that was fetched."""

    url: str
    """Where it was."""
    via: tuple[str, ...]
    """The addresses that led there, the one that was asked for first."""
    fetched: str
    """When, as `2026-11-29T13:30:00Z`."""
    peer: str
    """The number of the machine that answered."""
    headers: tuple[tuple[str, str], ...]
    """What its server said of it, names in small letters."""
    sha256: str
    """Of the bytes as they were kept, in hexadecimal digits."""
    size: int
    file: str | None = None
    """Where a page is kept, below the folder of the log."""
    pending: tuple[str, ...] = ()
    """Entries of a feed that could not be fetched."""

    @property
    def day(self) -> str:
        """The day of that."""
        return self.fetched.partition("T")[0]

    @property
    def validators(self) -> Mapping[str, str]:
        """The headers of a question whether there is anything new."""
        told = dict(self.headers)
        known = ((header, told.get(name, "")) for name, header in _SENT_BACK)
        return {
            header: value
            for header, value in known
            if value.isascii() and value.isprintable() and value
        }

    @property
    def charset(self) -> str | None:
        """The charset of a page that its server told."""
        told = _CHARSET.search(dict(self.headers).get("content-type", ""))
        return None if told is None else told[1]

    @property
    def mark(self) -> str:
        """What changes when an article tells something else because of this line."""
        told = (self.url, dict(self.headers).get("content-type"))
        return blake2b(repr(told).encode(), digest_size=16).hexdigest()

    @property
    def line(self) -> str:
        """Its line in the log."""
        shown: dict[str, object] = {
            "url": self.url,
            "via": self.via,
            "fetched": self.fetched,
            "peer": self.peer,
            "headers": dict(self.headers),
            "sha256": self.sha256,
            "size": self.size,
        }
        if self.file is not None:
            shown["file"] = self.file
        else:
            shown["pending"] = self.pending
        return json.dumps(shown) + "\n"


def fetched_in(data: bytes) -> tuple[Fetched, ...]:
    """What the bytes of a log tell; lines that are torn or no such lines are passed over.

    Git may have put lines of two people together in any order, so they are sorted by
    time.
    """
    lines = filter(None, map(_fetched, data.splitlines()))
    return tuple(sorted(lines, key=lambda line: line.fetched))


def _fetched(line: bytes) -> Fetched | None:
    """What a line tells."""
    try:
        told = json.loads(line)
        file = told.get("file")
        return Fetched(
            url=_text(told["url"]),
            via=_texts(told["via"]),
            fetched=_text(told["fetched"]),
            peer=_text(told["peer"]),
            headers=tuple((n, _text(v)) for n, v in told["headers"].items()),
            sha256=_text(told["sha256"]),
            size=int(told["size"]),
            file=None if file is None else _text(file),
            pending=_texts(told.get("pending", ())),
        )
    except _NO_LINE:
        return None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _texts(values: object) -> tuple[str, ...]:
    return tuple(map(_text, cast("Iterable[object]", values)))


def provenance(path: bytes) -> Fetched | None:
    """What is known of a page in a folder; None if nothing is."""
    folder, name = os.path.split(os.path.abspath(path))  # noqa: PTH100 - a Path takes no bytes
    above, host = os.path.split(folder)
    for place, file in ((folder, name), (above, host + b"/" + name)):
        log = os.path.join(place, LOG.encode())  # noqa: PTH118
        try:
            status = os.stat(log)  # noqa: PTH116
            known = _kept(log, (status.st_ino, status.st_size, status.st_mtime_ns))
        except (OSError, ValueError, RefusedError):
            continue
        if (found := known.get(os.fsdecode(file))) is not None:
            return found
    return None


@lru_cache(maxsize=4)
def _kept(log: bytes, version: tuple[int, ...]) -> Mapping[str, Fetched]:
    """The pages that a version of a log tells of, by their files."""
    return {
        line.file: line
        for line in fetched_in(content(log, _LARGEST))
        if line.file is not None
    }
