"""Links to characters of an article, by its digest: they outlive its name and place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.model import Span

SCHEME = "newsledger://"

_LINK = re.compile(
    re.escape(SCHEME) + r"(?P<digest>[0-9a-f]{32})(?:#(?P<start>\d+)-(?P<end>\d+))?"
)


@dataclass(frozen=True, slots=True)
class Permalink:
    """An article as its text is, and characters of it."""

    digest: str
    span: Span | None

    def __str__(self) -> str:
        place = f"#{self.span.start}-{self.span.end}" if self.span else ""
        return f"{SCHEME}{self.digest}{place}"

    @classmethod
    def of(cls, text: str) -> Permalink | None:
        """The link that a text is; None if it is none."""
        match = _LINK.fullmatch(text)
        if match is None:
            return None
        start, end = match["start"], match["end"]
        return cls(match["digest"], Span(int(start), int(end)) if start else None)
