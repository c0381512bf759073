"""Forms of files other than plain text: which there are, and what each tells.

The reader of a form is imported when a file of that form is met, and not before: most
folders hold plain text only.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from parsers.articles.forms.naming import (
    SEVERAL,
    Form,
    form_of,
    is_plain,
    looks_like_feed,
)
from parsers.articles.forms.told import Record, Told
from parsers.articles.opening import content, too_large
from parsers.articles.refusals import RefusedError

__all__ = [
    "LARGEST_PAGE",
    "Form",
    "Record",
    "Told",
    "file_of",
    "form_of",
    "is_plain",
    "is_there",
    "largest",
    "looks_like_feed",
    "records",
    "told",
    "told_beside",
    "told_in",
]

LARGEST_PAGE = 5 * 2**20
"""Bytes of a page; what is larger is no page of a newspaper."""

_CHANGED = "the file has changed since it was listed"


class _Holder(Protocol):
    """A module for files that hold several articles."""

    def records(self, path: bytes) -> Iterator[Record]:
        """The articles in a file, in its order."""

    def told(self, path: bytes, record: Record, limit: int) -> Told:
        """What a file tells of an article in it."""


def records(path: bytes) -> Iterator[Record] | None:
    """The articles in a file, in its order; None for a file that is one article.

    Raises:
        OSError: If the file can not be read; while the articles are taken, as below.
        RefusedError: If nothing in it can be.
    """
    holder = _holder(path)
    return None if holder is None else holder.records(path)


def told_in(path: bytes, record: Record, limit: int) -> Told:
    """What a file that holds several articles tells of one of them.

    Args:
        path: The file.
        record: The article.
        limit: Bytes of the largest article that is read.

    Raises:
        OSError: If the file can not be read.
        RefusedError: If the article can not be.
    """
    holder = _holder(path)
    if holder is None:
        raise RefusedError(_CHANGED)
    told = holder.told(path, record, limit)
    if len(told.text) * 4 > limit and len(told.text.encode("utf-8", "replace")) > limit:
        raise too_large(limit)
    return told


def told(path: bytes, limit: int) -> Told | None:
    """What a file tells that is one article; None if it is one of plain text.

    Raises:
        OSError: If the file can not be read.
        RefusedError: If it can not be read as what its name says, or holds several.
    """
    form = form_of(path)
    if form in SEVERAL:
        raise RefusedError(_CHANGED)
    if form not in ("mail", "page"):
        return None
    from parsers.articles.forms.deputy import deputy

    data = content(path, largest(form, limit))
    return _page(path, data) if form == "page" else deputy(form).ask_one(data)


def _page(path: bytes, data: bytes) -> Told:
    """What a page tells, and where it was fetched from if that is known."""
    from parsers.articles.forms.charsets import as_told
    from parsers.articles.forms.deputy import deputy
    from parsers.articles.forms.provenance import provenance

    known = provenance(path)
    if known is None:
        return deputy("page").ask_one(data)
    told = deputy("page").ask_one(as_told(data, known.charset))
    return replace(told, url=known.url, fetched=known.day)


def told_beside(path: bytes) -> str:
    """What changes when the log of a page tells something else of it; else nothing."""
    if form_of(path) != "page":
        return ""
    from parsers.articles.forms.provenance import provenance

    known = provenance(path)
    return "" if known is None else known.mark


def largest(form: Form, limit: int) -> int:
    """The most bytes of one article of a form, where others may have `limit`."""
    return min(limit, LARGEST_PAGE) if form == "page" else limit


def _holder(path: bytes) -> _Holder | None:
    """The module for the articles in a file; None for a file that is one article."""
    match form_of(path):
        case "feed":
            from parsers.articles.forms import feeds

            return feeds
        case "jsonl":
            from parsers.articles.forms import json_lines

            return json_lines
        case "mbox":
            from parsers.articles.forms import mbox

            return mbox
        case "parquet":
            from parsers.articles.forms import parquet

            return parquet
        case "tar" | "warc" | "zip":
            from parsers.articles.forms import members

            return members
    return None


def file_of(path: bytes) -> bytes:
    """The file in which an article lies.

    An article of a file that holds several has a path below that file, as if the file
    were a folder: no other file can have that path.
    """
    file, _, number = path.rpartition(b"/")
    several = number.isdigit() and form_of(file) in SEVERAL
    return file if several and os.path.isfile(file) else path  # noqa: PTH113 - a Path takes no bytes


def is_there(path: bytes) -> bool:
    """Whether a path leads to a file, a folder, or one article of a file."""
    return os.path.lexists(path) or file_of(path) != path
