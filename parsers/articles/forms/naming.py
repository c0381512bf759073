"""The form that a file has by its name, and by a look inside where a name tells little."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from parsers.articles.opening import opened
from parsers.articles.refusals import RefusedError

Form = Literal["feed", "jsonl", "mail", "mbox", "page", "parquet", "tar", "warc", "zip"]

SEVERAL = ("feed", "jsonl", "mbox", "parquet", "tar", "warc", "zip")
"""The forms of files that hold several articles."""

_SUFFIXES: dict[bytes, Form] = {
    b"atom": "feed",
    b"eml": "mail",
    b"htm": "page",
    b"html": "page",
    b"jsonl": "jsonl",
    b"mbox": "mbox",
    b"ndjson": "jsonl",
    b"parquet": "parquet",
    b"rss": "feed",
    b"tar": "tar",
    b"tbz2": "tar",
    b"tgz": "tar",
    b"txz": "tar",
    b"warc": "warc",
    b"xhtml": "page",
    b"zip": "zip",
}

_PACKED: dict[bytes, tuple[bytes, ...]] = {
    b"bz2": (b"tar",),
    b"gz": (b"tar", b"warc"),
    b"xz": (b"tar",),
}
"""Suffixes that tell nothing alone, and those before them that do."""

_PLAIN = b".txt"
"""What most files are called, of which there may be millions."""
_XML = b"xml"
"""The suffix of many things; only a look inside tells a feed."""
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_HEAD = 2048

_LONGEST = 9
"""Bytes of the end of a name that tell its form; the longest is `.tar.bz2`."""


def form_of(path: bytes) -> Form | None:
    """The form that a file has; None for plain text."""
    return None if is_plain(path) else _form(path, lambda: _head(path))


def is_plain(path: bytes) -> bool:
    """Whether a name tells at once that its file is plain text; others may be, too."""
    return path.endswith(_PLAIN)


def form_of_member(name: bytes, data: bytes) -> Form | None:
    """The form that the bytes of a file have, by the name of that; None for plain text."""
    return _form(name, lambda: data[:_HEAD])


def _form(name: bytes, head: Callable[[], bytes]) -> Form | None:
    """The form by the name; `head` has the first bytes, should they be needed."""
    rest, dot, suffix = name[-_LONGEST:].lower().rpartition(b".")
    if not dot:
        return None
    if suffix in _PACKED:
        rest, dot, inner = rest.rpartition(b".")
        return _SUFFIXES[inner] if dot and inner in _PACKED[suffix] else None
    if suffix == _XML:
        return "feed" if looks_like_feed(head()) else None
    return _SUFFIXES.get(suffix)


def looks_like_feed(data: bytes) -> bool:
    """Whether bytes begin as those of a feed do."""
    return _FEED.search(data[:_HEAD].replace(b"\0", b"")) is not None


def _head(path: bytes) -> bytes:
    """The first bytes of a file; none of one that can not be read."""
    try:
        with opened(path) as file:
            return file.read(_HEAD)
    except (OSError, ValueError, RefusedError):
        return b""
