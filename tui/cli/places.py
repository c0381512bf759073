"""Places in articles as they are typed: ARTICLE, ARTICLE:LINE, ARTICLE:LINE:COLUMN."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from parsers.articles import Found, find, is_there, read
from parsers.errors import NewsledgerError
from parsers.model import Article, Figure, Skipped, Span
from tui.explanation import place_of

_NUMBER = re.compile(r"[0-9]{1,9}")


class PlaceError(NewsledgerError):
    """A place that is not there; `place` is what was typed, `reason` tells why."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


@dataclass(frozen=True, slots=True)
class TypedPlace:
    """An article and, unless all of it is meant, a line or a character of it."""

    file: str
    line: int | None = None
    """Counted from 1."""
    column: int | None = None
    """In characters, counted from 1."""

    @classmethod
    def typed(cls, text: str) -> TypedPlace:
        """What was typed; as much of it as names a file is the name."""
        file, numbers = text, list[int]()
        while not _exists(file) and len(numbers) < 2:
            before, _, last = file.rpartition(":")
            if not before or not _NUMBER.fullmatch(last):
                break
            file, numbers = before, [int(last), *numbers]
        return cls(file, *numbers)

    def article(self, size_limit: int) -> Article:
        """The article.

        Raises:
            PlaceError: If it cannot be read, or if there are several.
        """
        if _is_folder(self.file):
            raise PlaceError(self.file, "it is a folder; name one article")
        found = list(islice(find([self.file]), 2))
        if not found:
            raise PlaceError(self.file, "there is no article in it")
        if len(found) > 1:
            raise PlaceError(self.file, _several(self.file, found[0]))
        article = (
            read(item, size_limit) if isinstance(item := found[0], Found) else item
        )
        if isinstance(article, Skipped):
            raise PlaceError(self.file, article.reason)
        return article

    def span(self, text: str) -> Span | None:
        """The characters meant; None for all.

        Raises:
            PlaceError: If the text has no such line or column.
        """
        if self.line is None:
            return None
        lines = text.removesuffix("\n").split("\n")
        if not 0 < self.line <= len(lines):
            raise PlaceError(self.file, f"it has {len(lines)} lines")
        start = sum(len(line) + 1 for line in lines[: self.line - 1])
        length = len(lines[self.line - 1])
        if self.column is None:
            return Span(start, start + length)
        if not 0 < self.column <= length:
            reason = f"line {self.line} has {length} characters"
            raise PlaceError(self.file, reason)
        return Span(start + self.column - 1, start + self.column)


def _several(file: str, first: Found | Skipped) -> str:
    """How to name one of the articles in a file."""
    number = first.name.rpartition("/")[2]
    return f"it holds several articles; name one, such as {file}/{number}"


def no_figure(
    file: str, at: Span, figures: tuple[Figure, ...], text: str
) -> PlaceError:
    """That no figure stands at a place, and where the nearest one does."""
    if not figures:
        return PlaceError(file, "the article has no figures")
    near = min(figures, key=lambda figure: abs(figure.span.start - at.start))
    line, column = place_of(near.span.start, text)
    where = ":".join(map(str, place_of(at.start, text)))
    reason = f"no figure there; the nearest is '{near.text}' at {line}:{column}"
    return PlaceError(f"{file}:{where}", reason)


def _exists(name: str) -> bool:
    """Whether a file has this name; one that no system takes has none."""
    try:
        return is_there(os.fsencode(name))
    except ValueError:
        return False


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False
