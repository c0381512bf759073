"""Forms of files other than plain text: which there are, and what each tells.

The reader of a form is imported when a file of that form is met, and not before: most
folders hold plain text only.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Literal

from parsers.articles.forms.told import Record, Told

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

Form = Literal["jsonl"]

_SUFFIXES: dict[bytes, Form] = {b"jsonl": "jsonl", b"ndjson": "jsonl"}

_LONGEST_SUFFIX = 8

_SEVERAL = ("jsonl",)
"""The forms of files that hold several articles."""


def form_of(path: bytes) -> Form | None:
    """The form that a file has by its name; None for plain text."""
    suffix = path[-_LONGEST_SUFFIX:].rpartition(b".")[2]
    return _SUFFIXES.get(suffix.lower())


def records(path: bytes) -> Iterator[Record] | None:
    """The articles in a file, in its order; None for a file that is one article.

    Raises:
        OSError: If the file can not be read; while the articles are taken, as below.
        RefusedError: If nothing in it can be.
    """
    if form_of(path) not in _SEVERAL:
        return None
    from parsers.articles.forms import json_lines

    return json_lines.records(path)


def told(path: bytes, record: Record, limit: int) -> Told:
    """What a file tells of an article in it.

    Args:
        path: The file.
        record: The article.
        limit: Bytes of the largest article that is read.

    Raises:
        OSError: If the file can not be read.
        RefusedError: If the article can not be.
    """
    from parsers.articles.forms import json_lines

    return json_lines.told(path, record, limit)


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
