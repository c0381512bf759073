"""What a match can begin with, derived from the parse tree of its pattern.

A scan that tries a pattern only where one of these prefixes stands finds what a search
finds, in a tenth of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import count
from typing import Any, NamedTuple

from parsers.engine.syntax import ASSERTIONS, ATOMIC, REPEATS, UNREADABLE, ops, tree_of
from parsers.engine.words import begins_in_word
from parsers.rules.expand import BLANKS

SHORT = 8
"""Characters of a prefix that tell where a period can begin."""
LONG = 5
"""Characters of a prefix that tell whether a number can be that of a figure."""
ASKED = LONG + 1
"""Characters to look at: behind a prefix that is all of a match, a word must not go on."""
DIGIT = "0"
"""Stands for any digit in a prefix."""
MOST = 30_000
"""More prefixes than this tell nothing."""

_REMEMBERED = 1 << 14
"""Beginnings of texts of which the answer is kept: the same few come again and again."""
_TO_DIGIT = str.maketrans(dict.fromkeys("123456789", DIGIT))


class Heads(NamedTuple):
    """What a pattern, or a part of one, can begin with."""

    whole: frozenset[str]
    """Strings shorter than a prefix that are all of a match."""
    cut: frozenset[str]
    """Beginnings of longer matches."""


_NOTHING = Heads(frozenset({""}), frozenset())
_ANYTHING = Heads(frozenset(), frozenset({""}))


class _UnknownError(Exception):
    """The tree holds something that this module cannot follow."""


def prefixes_of(pattern: str, length: int = SHORT) -> frozenset[str]:
    """All lower-case strings, of at most `length`, that a match can begin with.

    A shorter string means that the match may end there or go on with anything, so that
    `{""}` tells nothing. Case is folded, digits are `DIGIT`.
    """
    try:
        heads = _Tree(length).sequence(tree_of(pattern))
    except (*UNREADABLE, _UnknownError):
        return frozenset({""})
    return _shortest(heads.whole | heads.cut)


def around_number(pattern: str, parts: Iterable[str]) -> tuple[Heads, Heads]:
    """What stands around the number with which a figure begins.

    Args:
        pattern: Alternatives, each of which either begins with one of the groups that
            hold a number, or with something else.
        parts: The names of those groups.

    Returns:
        What can follow such a number, and what the other alternatives can begin with;
        both of them anything if the pattern cannot be read.
    """
    try:
        tree, numbers = _with_groups(pattern, tuple(parts))
        heads = _Tree(LONG)
        behind: list[Heads] = []
        others: list[Heads] = []
        for branch in _branches(list(tree)):
            while branch[0][0] in ASSERTIONS:
                branch = branch[1:]
            op, argument = branch[0]
            if op is ops.SUBPATTERN and argument[0] in numbers:
                behind.append(heads.sequence(branch[1:]))
            else:
                others.append(heads.sequence(branch))
    except (*UNREADABLE, _UnknownError, IndexError):
        return _ANYTHING, _ANYTHING
    return either(behind), either(others)


def _with_groups(pattern: str, parts: tuple[str, ...]) -> tuple[Any, set[int]]:
    """The parse tree, and the numbers of the groups that hold the parts."""
    counter = count()
    single = pattern.replace(BLANKS, " ")
    renamed = re.sub(r"\(\?P<(\w+)>", lambda m: f"(?P<{m[1]}__{next(counter)}>", single)
    tree = tree_of(renamed, named=True)
    groups = tree.state.groupdict
    return tree, {n for name, n in groups.items() if name.split("__")[0] in parts}


def _branches(items: list[tuple[Any, Any]]) -> Iterator[list[tuple[Any, Any]]]:
    """The alternatives of a pattern, those within a leading group among them."""
    op, argument = items[0]
    if op is ops.BRANCH:
        for branch in argument[1]:
            yield from _branches([*branch, *items[1:]])
    elif op is ops.SUBPATTERN and argument[0] is None:
        yield from _branches([*argument[3], *items[1:]])
    else:
        yield items


class Beginnings:
    """Tells where a pattern can match that must not end inside a word."""

    def __init__(self, heads: Heads) -> None:
        """Take what the pattern can begin with, in prefixes of `LONG` characters."""
        self.anywhere = "" in heads.cut
        """Whether nothing is known of its beginnings."""
        self._heads = heads
        self.can_be = lru_cache(_REMEMBERED)(self._can_be)
        """Whether a match can begin where the next `ASKED` characters of a text are
        these. Of what is not ASCII, and of runs of blanks, the answer is yes."""

    @cached_property
    def starts(self) -> frozenset[str]:
        """All that a match can begin with, of any length up to `LONG`."""
        both = self._heads.whole | self._heads.cut
        return frozenset(head[:size] for head in both for size in range(LONG + 1))

    def _can_be(self, start: str) -> bool:
        head = start.lower().translate(_TO_DIGIT)
        whole, cut = self._heads
        if not head.isascii() or "  " in head:
            return True
        return any(
            head[:size] in cut
            or (head[:size] in whole and not begins_in_word(head[size:]))
            for size in range(len(head) + 1)
        )


def _shortest(found: frozenset[str]) -> frozenset[str]:
    """Without those that a shorter one implies."""
    return frozenset(
        one
        for one in found
        if not any(one[:length] in found for length in range(len(one)))
    )


def either(heads: Iterable[Heads]) -> Heads:
    """What the alternatives of a pattern can begin with."""
    whole: frozenset[str] = frozenset()
    cut: frozenset[str] = frozenset()
    for one in heads:
        whole |= one.whole
        cut |= one.cut
    return Heads(whole, cut)


class _Tree:
    """Walks a parse tree for prefixes of one length."""

    def __init__(self, length: int) -> None:
        self._length = length

    def sequence(self, items: Iterable[tuple[Any, Any]]) -> Heads:
        done = _NOTHING
        for op, argument in items:
            if not done.whole:
                break
            if op is ops.ASSERT and argument[0] > 0 and done == _NOTHING:
                return self._ahead(argument[1])
            done = self._followed(done, self._item(op, argument))
            if len(done.whole) + len(done.cut) > MOST:
                raise _UnknownError
        return done

    def _followed(self, first: Heads, second: Heads) -> Heads:
        """One part after another."""
        whole: set[str] = set()
        cut = set(first.cut)
        for head in first.whole:
            for tail in second.whole:
                joined = head + tail
                if len(joined) < self._length:
                    whole.add(joined)
                else:
                    cut.add(joined[: self._length])
            cut.update((head + tail)[: self._length] for tail in second.cut)
        return Heads(frozenset(whole), frozenset(cut))

    def _ahead(self, items: Iterable[tuple[Any, Any]]) -> Heads:
        """What a look ahead at the start asks for, whatever comes after it."""
        heads = self.sequence(items)
        return Heads(frozenset(), heads.whole | heads.cut)

    def _item(self, op: Any, argument: Any) -> Heads:
        if op is ops.LITERAL:
            return Heads(_folded(chr(argument)), frozenset())
        if op is ops.IN:
            return _class(argument)
        if op is ops.SUBPATTERN:
            return self.sequence(argument[3])
        if op is ops.BRANCH:
            return either(map(self.sequence, argument[1]))
        if op in ASSERTIONS:
            return _NOTHING
        if op is ATOMIC:
            return self.sequence(argument)
        if op in REPEATS:
            return self._repeat(*argument)
        if op is ops.ANY or op is ops.NOT_LITERAL:
            return _ANYTHING
        raise _UnknownError

    def _repeat(
        self, least: int, most: Any, repeated: Iterable[tuple[Any, Any]]
    ) -> Heads:
        """Longer repetitions than a prefix add nothing to it."""
        length = self._length
        times = length if most is ops.MAXREPEAT else min(int(most), length)
        once = self.sequence(repeated)
        counts = [_NOTHING]
        for _ in range(times):
            counts.append(self._followed(counts[-1], once))
        return either(counts[min(least, length) :])


def _class(items: Sequence[tuple[Any, Any]]) -> Heads:
    """The characters of a class, folded."""
    found: set[str] = set()
    for op, argument in items:
        if op is ops.LITERAL:
            found |= _folded(chr(argument))
        elif op is ops.RANGE and argument[1] - argument[0] <= 64:
            for code in range(argument[0], argument[1] + 1):
                found |= _folded(chr(code))
        elif op is ops.CATEGORY and argument is ops.CATEGORY_DIGIT:
            found.add(DIGIT)
        elif op is ops.CATEGORY and argument is ops.CATEGORY_SPACE:
            found.add(" ")
        else:
            return _ANYTHING
    return Heads(frozenset(found), frozenset())


def _folded(character: str) -> frozenset[str]:
    return frozenset({DIGIT if character.isdigit() else character.lower()})
