"""Growing beginnings of a pattern: how far one matches that does not match whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from parsers.engine.finders import Find, Finder
from parsers.engine.program import REFUSALS
from parsers.engine.tagger import Tagged
from parsers.rules.expand import ITEM
from parsers.rules.pack import Pattern
from parsers.rules.strict_yaml import Scalar

_REPEAT = re.compile(r"(?:[?*+]|\{\d*(?:,\d*)?\})[?+]?")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_OPENING = re.compile(r"\(\?(?::|P<\w+>)")
"""How the expansion of a name in braces begins; a bracket ends it."""
_NEEDLESS = re.compile(r"(?:[?*]|\{0?,)")
"""Repeats that may be none at all begin so."""
_FORBIDS = ("(?!", "(?<!")


class Token(NamedTuple):
    """The least part of a pattern that can be tried by itself."""

    start: int
    end: int
    kind: str
    """`name`, `group`, `blank`, `bar` or `text`."""
    needed: bool
    """Whether nothing matches without it."""


class Item(NamedTuple):
    """What stands between two places where a person would put a finger."""

    start: int
    end: int
    """In the pattern as it is written."""
    needed: bool


class Reach(NamedTuple):
    """How far a pattern matches in a sentence."""

    find: Find
    """Where; the nearest to the figure of several."""
    matched: int
    items: int
    """Of the items that it needs, how many match, and how many there are."""
    wanted: str
    """What had to come next, as it is written."""


class Prefixes:
    """The beginnings of one pattern, each compiled when first needed."""

    def __init__(self, pattern: Pattern) -> None:
        """Cut the pattern into items; nothing is compiled."""
        self._pattern = pattern
        self._alternatives = tuple(
            (scalar, items)
            for scalar in _written(pattern)
            for items in items_of(scalar.value)
        )
        self._finders: dict[tuple[int, int], Finder | None] = {}

    def reach(self, tagged: Tagged, figure: int) -> Reach | None:
        """The longest beginning that matches, or None where not even the first does.

        Args:
            tagged: The sentence.
            figure: Tagged offset of the figure that the find should be near to.
        """
        reaches = [
            reach
            for scalar, items in self._alternatives
            if (reach := self._reach(scalar, items, tagged, figure)) is not None
        ]
        return max(reaches, key=lambda r: r.matched / r.items, default=None)

    def _reach(
        self, scalar: Scalar, items: tuple[Item, ...], tagged: Tagged, figure: int
    ) -> Reach | None:
        start = self._offset(scalar, items[0].start)
        reached, finds = 0, list[Find]()
        for number, item in enumerate(items, start=1):
            found = self._finds(start, self._offset(scalar, item.end), tagged)
            if found:
                reached, finds = number, found
            elif item.needed:
                # One that is not may only fail because it would end inside a word.
                break
        if reached in (0, len(items)):
            return None
        find = min(finds, key=lambda find: _gap(find, figure))
        matched, rest = items[:reached], items[reached:]
        # What may be missing is shown with the item behind it that may not.
        last = next((item for item in rest if item.needed), rest[-1])
        wanted = scalar.value[rest[0].start : last.end].strip()
        needed = max(1, sum(item.needed for item in items))
        return Reach(find, sum(item.needed for item in matched), needed, wanted)

    def _finds(self, start: int, end: int, tagged: Tagged) -> list[Find]:
        """Where a part of the pattern matches; nowhere if it takes too long."""
        key = (start, end)
        if key not in self._finders:
            self._finders[key] = self._compiled(start, end)
        finder = self._finders[key]
        try:
            return [] if finder is None else finder.find(tagged.text, tagged.low)
        except TimeoutError:
            return []

    def _compiled(self, start: int, end: int) -> Finder | None:
        """A part of the pattern by itself; None if it does not stand by itself."""
        try:
            return Finder(Pattern(self._pattern.source[start:end], ()), "")
        except REFUSALS:
            return None

    def _offset(self, scalar: Scalar, written: int) -> int:
        """Where in the expansion a character of the written pattern is."""
        own = [piece for piece in self._pattern.pieces if piece.scalar is scalar]
        begun = next((p.start for p in own if p.offset == written), None)
        if begun is not None:
            return begun
        before = [piece for piece in own if piece.offset < written]
        if before[-1].copied:
            return before[-1].start + written - before[-1].offset
        return before[-1].start + 1


def _written(pattern: Pattern) -> list[Scalar]:
    """The patterns that it was made of, one after another, without their fragments."""
    found, depth = [pattern.pieces[0].scalar], 0
    ends = [*(piece.start for piece in pattern.pieces[1:]), len(pattern.source)]
    for piece, end in zip(pattern.pieces, ends, strict=True):
        text = pattern.source[piece.start : end]
        if piece.copied:
            continue
        if _OPENING.fullmatch(text):
            depth += 1
        elif text == ")":
            depth -= 1
        elif text == "|" and not depth:
            found.append(piece.scalar)
    return found


def _gap(find: Find, figure: int) -> int:
    """How far a find is from a figure; nothing where it holds or touches it."""
    return max(0, find.start - figure - 1, figure - find.end)


def items_of(written: str) -> tuple[tuple[Item, ...], ...]:
    """The items of each alternative of a pattern, in its order."""
    alternatives: list[tuple[Item, ...]] = []
    tokens: list[Token] = []
    text = written.rstrip("\n")
    for token in (*_tokens(text), Token(len(text), len(text), "bar", False)):
        if token.kind != "bar":
            tokens.append(token)
        elif tokens:
            alternatives.append(tuple(_items(text, tokens)))
            tokens = []
    return tuple(alternatives)


def _items(text: str, tokens: list[Token]) -> Iterator[Item]:
    """Tokens joined to words and names, each with the blank before it."""
    joined: list[Token] = []
    for token in tokens:
        if joined and _parts(text, joined[-1], token):
            yield _item(joined)
            joined = []
        joined.append(token)
    yield _item(joined)


def _parts(text: str, one: Token, two: Token) -> bool:
    """Whether an item ends between two tokens."""
    if one.kind == "blank":
        return False
    if two.kind == "blank" or "name" in (one.kind, two.kind):
        return True
    if one.kind == two.kind == "group":
        return True
    touching = text[one.end - 1] + text[two.start]
    return not any(map(str.isalnum, touching))


def _item(tokens: list[Token]) -> Item:
    start, end = tokens[0].start, tokens[-1].end
    inner = [token for token in tokens if token.kind != "blank"] or tokens
    needed = any(token.needed for token in inner)
    return Item(start, end, needed)


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        kind, end = _token(text, at)
        repeat = _REPEAT.match(text, end) if kind != "bar" else None
        last = end if repeat is None else repeat.end()
        optional = _NEEDLESS.match(text, end) is not None and repeat is not None
        forbids = text.startswith(_FORBIDS, at)
        needed = not (optional or forbids or text.startswith("{gap:", at))
        yield Token(at, last, kind, needed)
        at = last


def _token(text: str, at: int) -> tuple[str, int]:
    """The kind of the token that begins there, and where it ends without its repeat."""
    name = ITEM.match(text, at)
    if name is not None:
        return "name", name.end()
    character = text[at]
    if character in " \n":
        return "blank", at + len(text[at:]) - len(text[at:].lstrip(" \n"))
    if character == "|":
        return "bar", at + 1
    if character == "\\":
        return "text", min(at + 2, len(text))
    if character == "[" and (found := _CLASS.match(text, at)):
        return "group", found.end()
    if character == "(":
        return "group", _closing(text, at)
    return "text", at + 1


def _closing(text: str, at: int) -> int:
    """Behind the bracket that closes the one at an offset."""
    depth = 0
    while at < len(text):
        character = text[at]
        if character == "[" and (found := _CLASS.match(text, at)):
            at = found.end()
            continue
        depth += (character == "(") - (character == ")")
        at += 2 if character == "\\" else 1
        if not depth:
            break
    return at
