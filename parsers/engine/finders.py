"""Compiled tagged patterns: where they match, and what they capture."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import NamedTuple

import regex

from parsers.engine.lean import compile_for, lone_tags
from parsers.engine.openings import opening
from parsers.engine.timing import BUDGET
from parsers.rules.expand import REFERENCE_MARK
from parsers.rules.pack import Pattern


class Capture(NamedTuple):
    """One captured field of a find, in offsets of the tagged text."""

    field: str
    reference: str | None
    start: int
    end: int


REMEMBERED = 1 << 11
"""Patterns that are kept compiled, for the next program of nearly the same pack."""

Groups = tuple[tuple[str, str, str | None], ...]
"""(name of the group, field, reference) of each group of a pattern."""


class Find:
    """Where a pattern matches in a tagged sentence."""

    __slots__ = ("_captures", "_groups", "_match", "end", "start")

    def __init__(self, match: regex.Match[str], groups: Groups) -> None:
        """Keep the match; most finds are never asked for their captures."""
        self.start, self.end = match.span()
        self._match = match
        self._groups = groups
        self._captures: tuple[Capture, ...] | None = None

    @property
    def captures(self) -> tuple[Capture, ...]:
        """What it captured, in the order of the text."""
        if self._captures is None:
            found = [
                Capture(field, reference, start, end)
                for name, field, reference in self._groups
                for start, end in self._match.spans(name)
            ]
            if len(found) > 1:
                found.sort(key=lambda capture: (capture.start, -capture.end))
            self._captures = tuple(found)
        return self._captures


class Finder:
    """A compiled tagged pattern."""

    def __init__(self, pattern: Pattern, label: str, *, at_end: bool = False) -> None:
        """Compile the pattern, guarded so that it cannot begin or end inside a word.

        Args:
            pattern: A tagged pattern.
            label: Whose it is, for overruns.
            at_end: Whether it must reach to the end of the text it is given.

        Raises:
            regex.error: If it does not compile.
        """
        self.label = label
        self.number = -1
        """The same for all finders of a pack that find the same; -1 for those that are
        never asked what they find."""
        self.source = pattern.source
        self.pattern, self.low = _compiled(pattern.source, at_end)
        # A pattern that is matched backwards begins where the text ends.
        self._try = self.pattern.match if at_end else self.pattern.search
        self._at_end = at_end
        self.groups: Groups = tuple(
            (name, *_field_of(name)) for name in sorted(self.pattern.groupindex)
        )
        self.fields = frozenset(field for _name, field, _reference in self.groups)

    @cached_property
    def _lone_tags(self) -> regex.Pattern[str] | None:
        """What finds the tags that match all by themselves, far faster than the rest."""
        return None if self._at_end else _lone(self.source)

    def find(self, text: str, low: str) -> list[Find]:
        """All finds in a tagged text.

        Args:
            text: The text.
            low: The text in lower case, see `lowered`.

        Raises:
            TimeoutError: If it takes longer than its budget.
        """
        groups, text = self.groups, low if self.low else text
        return [Find(m, groups) for m in self.pattern.finditer(text, timeout=BUDGET)]

    def reaches(self, text: str, low: str, start: int, end: int) -> bool:
        """Whether it matches somewhere in text[start:end] (up to `end` if `at_end`).

        Args:
            text: A tagged text.
            low: The text in lower case, see `lowered`.
            start: Where to begin.
            end: Where to stop.

        Raises:
            TimeoutError: If it takes longer than its budget.
        """
        tags = self._lone_tags
        # One character is soon found: only what may take long has its time counted.
        if tags is not None and tags.search(text, start, end):
            return True
        where = low if self.low else text
        return self._try(where, start, end, timeout=BUDGET) is not None


LEFT_GUARD = r"(?<!\w)"


@lru_cache(REMEMBERED)
def _compiled(source: str, at_end: bool) -> tuple[regex.Pattern[str], bool]:
    """The guarded pattern, and whether it is for texts in lower case."""
    guarded = f"{LEFT_GUARD}(?:{source})"
    if not at_end:
        guarded = opening(source) + guarded + r"(?!\w)"
    return compile_for(guarded, backwards=at_end)


@lru_cache(REMEMBERED)
def _lone(source: str) -> regex.Pattern[str] | None:
    """What finds the tags that a pattern matches all by themselves; None without any."""
    tags = lone_tags(source)
    return None if tags is None else regex.compile(f"{LEFT_GUARD}{tags}(?!\\w)")


def _field_of(group: str) -> tuple[str, str | None]:
    field, mark, reference = group.partition(REFERENCE_MARK)
    return field, reference if mark else None
