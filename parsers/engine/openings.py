"""With which characters a match of a pattern can begin.

The `regex` module tries a pattern at every character, and a look ahead at the first one
is the cheapest of all tries: with it, most patterns run in half of the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from parsers.engine.syntax import (
    ASSERTIONS,
    ATOMIC,
    REPEATS,
    UNLIKE,
    UnlikeError,
    is_tag,
    ops,
    shared_tree,
)

MOST = 9
"""A look ahead at more letters than this, beside tags, lets too many words pass."""
WIDEST = 0x2000
"""The characters of a longer range are not listed; all tags make a shorter one."""


def opening(pattern: str) -> str:
    """A look ahead that holds wherever a match of a pattern begins.

    Args:
        pattern: A pattern of the `regex` module that ignores case.

    Returns:
        A look ahead at one character; empty if that would not save time, or cannot be
        told: the module itself is quick to find a letter.
    """
    try:
        tree = list(shared_tree(pattern))
        characters, empty = _first(tree)
    except (UnlikeError, RecursionError):
        return ""
    letters = sum(map(str.isalpha, characters))
    if empty or _is_plain(tree) or not any(map(is_tag, characters)) or letters > MOST:
        return ""
    written = "".join(map(_escaped, sorted(characters)))
    return f"(?=[{written}])"


def _is_plain(items: Sequence[tuple[Any, Any]]) -> bool:
    """Whether a pattern begins with one character or class, which is found as fast."""
    if not items:
        return False
    op, argument = items[0]
    if op is ops.SUBPATTERN:
        return _is_plain(argument[3])
    return op in (ops.LITERAL, ops.IN)


def _first(items: Iterable[tuple[Any, Any]]) -> tuple[set[str], bool]:
    """The first characters of items in a row, and whether all of them may be empty."""
    characters: set[str] = set()
    for op, argument in items:
        if op in ASSERTIONS:
            continue
        found, empty = _of(op, argument)
        characters |= found
        if not empty:
            return characters, False
    return characters, True


def _of(op: Any, argument: Any) -> tuple[set[str], bool]:
    """The same of one item."""
    if op is ops.LITERAL:
        return {_plain(argument)}, False
    if op is ops.IN:
        return _listed(argument), False
    if op is ops.SUBPATTERN and not argument[1] & UNLIKE:
        return _first(argument[3])
    if op is ATOMIC:
        return _first(argument)
    if op is ops.BRANCH:
        branches = [_first(branch) for branch in argument[1]]
        characters = set[str]().union(*(found for found, _empty in branches))
        return characters, any(empty for _found, empty in branches)
    if op in REPEATS:
        least, _most, repeated = argument
        characters, empty = _first(repeated)
        return characters, empty or least == 0
    raise UnlikeError


def _listed(items: Sequence[tuple[Any, Any]]) -> set[str]:
    """The characters of a class that lists them."""
    characters: set[str] = set()
    for op, argument in items:
        if op is ops.LITERAL:
            characters.add(_plain(argument))
        elif op is ops.RANGE and argument[1] - argument[0] < WIDEST:
            characters.update(map(_plain, range(argument[0], argument[1] + 1)))
        else:
            raise UnlikeError
    return characters


def _plain(code: int) -> str:
    """A character; a Latin letter in lower case, so that it counts once."""
    return chr(code).lower() if code < 0x80 else chr(code)


def _escaped(character: str) -> str:
    """A character as it is written in a class."""
    special = character.isascii() and not character.isalnum()
    return f"\\{character}" if special else character
