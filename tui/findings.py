"""Findings in many articles: lines for people, each with the place that it is about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """A place to go to."""

    row: int
    """The row of the article."""
    at: int | str
    """The offset of a figure, or the id of an entry."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found."""

    count: str
    title: str
    note: str = ""
    """What is told behind the title."""
    example: str = ""
    """Words of an article, shown below it."""
    words: str = ""
    """Those of the example that matter."""
    target: Target | None = None
    """None where there is nowhere to go, as from a heading."""
    against: str = ""
    """How the example differs from another sentence, where there is one to compare."""

    @property
    def height(self) -> int:
        """How many rows it takes."""
        return 2 if self.example else 1


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found so far."""

    title: str
    found: tuple[Finding, ...] = ()

    @property
    def keys(self) -> str:
        """What the keys do with them."""
        turns = ", d differs" if any(f.against for f in self.found) else ""
        return f"Enter goes there{turns}, Esc closes"


def excerpt(finding: Finding, room: int) -> tuple[str, str, str]:
    """The example in so much room: what is before its words, they, and what is behind.

    All of the words that fit are in it, with as much on either side as there is room.
    """
    text, words = finding.example, finding.words
    at = text.find(words)
    if at < 0:
        at, words = 0, ""
    spare = max(0, room - len(words))
    start = max(0, min(at - spare // 2, len(text) - room))
    end = min(len(text), start + room)
    before, behind = text[start:at], text[at + len(words) : end]
    if start and before:
        before = "…" + before[1:]
    if end < len(text) and behind:
        behind = behind[:-1] + "…"
    return before, text[at : min(at + len(words), end)], behind
