"""What a file tells of one article in it, in words of its own form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Record(NamedTuple):
    """One article of a file that holds several."""

    number: int
    """Its line or its place in the file, counted from 1."""
    at: int
    """What leads to it without reading all before it, such as the offset of a line."""
    size: int
    """Bytes of it, by and large."""


@dataclass(frozen=True, slots=True)
class Told:
    """A text, and what its file tells of it beside."""

    text: str
    """As it stands in the file: line ends and surrogates too."""
    encoding: str
    """How the bytes became a text."""
    repaired: bool = False
    """Whether some bytes fitted no encoding."""
    title: str | None = None
    date: str | None = None
    """The day of publication as `YYYY-MM-DD`."""
    url: str | None = None
    """Where it was published."""
    fetched: str | None = None
    """The day on which it was fetched as `YYYY-MM-DD`, if somebody noted that."""
    file: str = ""
    """What it was called as a file of its own, which may tell a title and a day."""
