"""Forms of files other than plain text: which there are, and what each tells.

The reader of a form is imported when a file of that form is met, and not before: most
folders hold plain text only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from parsers.articles.forms.told import Record, Told
from parsers.articles.opening import content, opened
from parsers.articles.refusals import RefusedError

if TYPE_CHECKING:
    from parsers.articles.forms.deputy import Apart

__all__ = [
    "Form",
    "Record",
    "Told",
    "file_of",
    "form_of",
    "is_there",
    "records",
    "told",
]

Form = Literal["feed", "jsonl", "mail", "mbox", "page", "parquet"]

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
    b"xhtml": "page",
}

_XML = b"xml"
"""The suffix of many things; only a look inside tells a feed."""
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_HEAD = 2048

_LONGEST_SUFFIX = 8

LARGEST_PAGE = 5 * 2**20
"""Bytes of a page; what is larger is no page of a newspaper."""

_SEVERAL = ("feed", "jsonl", "mbox", "parquet")
"""The forms of files that hold several articles."""


def form_of(path: bytes) -> Form | None:
    """The form that a file has by its name; None for plain text."""
    suffix = path[-_LONGEST_SUFFIX:].rpartition(b".")[2].lower()
    if suffix == _XML:
        return "feed" if _is_feed(path) else None
    return _SUFFIXES.get(suffix)


def _is_feed(path: bytes) -> bool:
    """Whether a file begins as a feed does."""
    try:
        with opened(path) as file:
            return _FEED.search(file.read(_HEAD).replace(b"\0", b"")) is not None
    except (OSError, ValueError, RefusedError):
        return False


def records(path: bytes) -> Iterator[Record] | None:
    """The articles in a file, in its order; None for a file that is one article.

    Raises:
        OSError: If the file can not be read; while the articles are taken, as below.
        RefusedError: If nothing in it can be.
    """
    match form_of(path):
        case "feed":
            from parsers.articles.forms import feeds

            return feeds.records(path)
        case "jsonl":
            from parsers.articles.forms import json_lines

            return json_lines.records(path)
        case "mbox":
            from parsers.articles.forms import mbox

            return mbox.records(path)
        case "parquet":
            from parsers.articles.forms import parquet

            return parquet.records(path)
    return None


def told(path: bytes, record: Record | None, limit: int) -> Told | None:
    """What a file tells of an article in it; None if it is one of plain text.

    Args:
        path: The file.
        record: The article, if the file holds several.
        limit: Bytes of the largest article that is read.

    Raises:
        OSError: If the file can not be read.
        RefusedError: If the article can not be.
    """
    match form_of(path):
        case None:
            return None
        case "feed":
            from parsers.articles.forms import feeds

            assert record is not None
            return feeds.told(path, record)
        case "jsonl":
            from parsers.articles.forms import json_lines

            assert record is not None
            return json_lines.told(path, record, limit)
        case "mail":
            return _by_deputy("mail", content(path, limit))
        case "mbox":
            from parsers.articles.forms import mbox

            assert record is not None
            return _by_deputy("mail", mbox.mail(path, record, limit))
        case "page":
            return _by_deputy("page", content(path, min(limit, LARGEST_PAGE)))
        case "parquet":
            from parsers.articles.forms import parquet

            assert record is not None
            return parquet.told(path, record, limit)


def _by_deputy(form: Apart, data: bytes) -> Told:
    """The only article in a file that is read by deputy."""
    from parsers.articles.forms.deputy import deputy

    (item,) = deputy(form).ask(data)
    if isinstance(item, str):
        raise RefusedError(item)
    return item


def file_of(path: bytes) -> bytes:
    """The file in which an article lies.

    An article of a file that holds several has a path below that file, as if the file
    were a folder: no other file can have that path.
    """
    file, _, number = path.rpartition(b"/")
    several = number.isdigit() and form_of(file) in _SEVERAL
    return file if several and os.path.isfile(file) else path  # noqa: PTH113 - a Path takes no bytes


def is_there(path: bytes) -> bool:
    """Whether a path leads to a file, a folder, or one article of a file."""
    return os.path.lexists(path) or file_of(path) != path
