"""Patterns as they are written: a tree of their parts, each of which knows its place.

Only what the lints ask for is told apart. Nothing is refused here: whatever is broken
is read as plain characters, and told by those who expand and compile patterns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from parsers.rules.expand import ITEM

FOREVER = 1 << 30
"""The most times of a repeat that has no end."""
MOST_LEVELS = 60
"""Of groups in groups; brackets further inside are read as plain characters."""


@dataclass(frozen=True, slots=True)
class Character:
    """One character: a literal, an escape, a class, or a dot."""

    start: int
    end: int
    literal: str | None
    """The character, if only it matches (in any case)."""
    blank: bool
    """Whether a blank matches."""
    word: bool
    """Whether any letter matches."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in braces."""

    start: int
    end: int
    kind: str
    """Of a vocabulary, a fragment, an atom, or `@` and a reference; `gap`."""
    most: int
    """Of a gap: how many characters."""


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives, each of them parts in a row."""

    start: int
    end: int
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part that may come several times, or may be missing."""

    start: int
    end: int
    part: Part
    least: int
    most: int
    sure: bool
    """Whether it is possessive: what it took, it never gives back."""


@dataclass(frozen=True, slots=True)
class Check:
    """What matches no character: an anchor, or a look around with its alternatives."""

    start: int
    end: int
    sign: str
    """Of a look around: `?=`, `?!`, `?<=` or `?<!`; else nothing."""
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Flags:
    """Flags for the rest of the pattern."""

    start: int
    end: int


Part: TypeAlias = Character | Name | Group | Repeat | Check | Flags
Branch: TypeAlias = tuple[Part, ...]

_TIMES = re.compile(r"[*+?]|\{(\d+|(?=,\d))(,?)(\d*)\}")
_OPENING = re.compile(
    r"\((?:\?(?P<look><?[=!])|\?P?<\w+>|\?(?P<sure>[>|])|\?(?P<flags>[a-zA-Z]*(?:-[a-zA-Z]+)?)"
    r"(?P<end>[:)]))?"
)
_CLASS = re.compile(r"\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]", re.DOTALL)
_ESCAPE = re.compile(
    r"\\(?:[pP]\{[^{}]*\}|N\{[^{}]*\}|[LgkG]<\w+>|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}"
    r"|U[0-9a-fA-F]{8}|.)",
    re.DOTALL,
)
_ANCHORS = frozenset("AZbBmMKG")
_BLANK_ESCAPES = frozenset("sWDXPR")
_WORD_ESCAPES = frozenset("wSDXp")


def parse(text: str) -> tuple[Branch, ...]:
    """The alternatives of a pattern."""
    return _Parser(text).branches()


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._last_class = text.rfind("]")
        """Where the last class may end; lest the end is sought behind every bracket."""
        self._depth = 0
        self._exact = False
        """Whether case counts in the group at hand."""

    def branches(self, nested: bool = False) -> tuple[Branch, ...]:
        """Alternatives up to the bracket that ends them, which is left to be read."""
        branches: list[list[Part]] = [[]]
        while self._at < len(self._text):
            character = self._text[self._at]
            if character == ")" and nested:
                break
            if character == "|":
                self._at += 1
                branches.append([])
                continue
            branches[-1].append(self._repeated(self._part()))
        return tuple(map(tuple, branches))

    def _part(self) -> Part:
        text, start = self._text, self._at
        if text[start] == "(" and self._depth < MOST_LEVELS:
            return self._group()
        if made := self._special(text[start]):
            return made
        self._at += 1
        character = text[start]
        if character in "^$":
            return Check(start, self._at, "", ())
        if character == ".":
            return Character(start, self._at, None, blank=True, word=True)
        # A line break in a pattern stands for a blank.
        character = " " if character == "\n" else character
        return Character(start, self._at, character, character == " ", word=False)

    def _special(self, sign: str) -> Part | None:
        """A name, a class, or an escape, if its sign begins a whole one."""
        match sign:
            case "{":
                form, made = ITEM, self._name
            case "[" if self._at < self._last_class:
                form, made = _CLASS, self._class
            case "\\":
                form, made = _ESCAPE, self._escape
            case _:
                return None
        found = form.match(self._text, self._at)
        if found is None:
            return None
        self._at = found.end()
        return made(found)

    def _group(self) -> Part:
        start = self._at
        opening = _OPENING.match(self._text, start)
        assert opening is not None
        self._at = opening.end()
        if opening["end"] == ")":
            return Flags(start, self._at)
        outside, flags = self._exact, opening["flags"] or ""
        self._exact = "-i" in flags or (outside and "i" not in flags)
        self._depth += 1
        branches = self.branches(nested=True)
        self._depth -= 1
        self._exact = outside
        self._at = min(self._at + 1, len(self._text))
        if opening["look"]:
            return Check(start, self._at, f"?{opening['look']}", branches)
        group = Group(start, self._at, branches)
        if opening["sure"] == ">":
            return Repeat(start, self._at, group, 1, 1, sure=True)
        return group

    def _name(self, found: re.Match[str]) -> Part:
        gap = found["gap"]
        kind = "gap" if gap is not None else found["type"]
        return Name(found.start(), found.end(), kind, int(gap or 0))

    def _class(self, found: re.Match[str]) -> Part:
        inside = found[0][1:-1]
        negated = inside.startswith("^")
        inside = inside[negated:]
        blank = " " in inside or "\n" in inside or _has(inside, _BLANK_ESCAPES)
        letters = inside if self._exact else inside.lower()
        word = "a-z" in letters or _has(inside, _WORD_ESCAPES)
        if negated:
            blank, word = not blank, not word
        only = inside if len(inside) == 1 and not negated else None
        return Character(found.start(), found.end(), only, blank, word)

    def _escape(self, found: re.Match[str]) -> Part:
        letter = found[0][1]
        start, end = found.span()
        if letter in _ANCHORS:
            return Check(start, end, "", ())
        if len(found[0]) == 2 and not letter.isalnum():
            return Character(start, end, letter, letter == " ", word=False)
        blank, word = letter in _BLANK_ESCAPES, letter in _WORD_ESCAPES
        return Character(start, end, None, blank, word)

    def _repeated(self, part: Part) -> Part:
        """The part with the quantifier behind it."""
        times = _TIMES.match(self._text, self._at)
        if times is None:
            return part
        least, most = _bounds(times)
        self._at = times.end()
        mood = self._text[self._at : self._at + 1]
        self._at += mood in ("?", "+")
        return Repeat(part.start, self._at, part, least, most, mood == "+")


def _bounds(times: re.Match[str]) -> tuple[int, int]:
    """The least and the most times that a quantifier allows."""
    sign = times[0]
    if sign in ("*", "+", "?"):
        return int(sign == "+"), 1 if sign == "?" else FOREVER
    least = int(times[1] or 0)
    if not times[2]:
        return least, least
    return least, int(times[3]) if times[3] else FOREVER


def _has(inside: str, letters: frozenset[str]) -> bool:
    """Whether a class holds an escape with one of the letters."""
    return any(escape[1] in letters for escape in _ESCAPE.findall(inside))


def children(part: Part) -> tuple[Branch, ...]:
    """The alternatives inside a part."""
    match part:
        case Group() | Check():
            return part.branches
        case Repeat():
            return ((part.part,),)
        case _:
            return ()
