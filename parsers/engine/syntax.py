"""Patterns as the parser of the standard library reads them, whatever it is called.

It is private, and moved in Python 3.11; what this program reads in its trees has not
changed since Python 2. A test compares what is derived from them with plain matching.
"""

from __future__ import annotations

import importlib
import re
import sys
import warnings
from collections.abc import Iterator
from functools import lru_cache
from math import prod
from typing import Any

_PRIVATE = ("re._parser", "re._constants")
_BEFORE = ("sre_parse", "sre_constants")
_names = _PRIVATE if sys.version_info >= (3, 11) else _BEFORE

_parser: Any = importlib.import_module(_names[0])
ops: Any = importlib.import_module(_names[1])
"""The operations of a parse tree, such as `ops.BRANCH`."""

FIRST_TAG, LAST_TAG = "\ue000", "\uf8ff"
"""The private-use characters, of which each may stand for an atom."""

ASSERTIONS: tuple[Any, ...] = (ops.AT, ops.ASSERT, ops.ASSERT_NOT)
"""What matches no character."""
ATOMIC: Any = getattr(ops, "ATOMIC_GROUP", None)
REPEATS: tuple[Any, ...] = tuple(
    getattr(ops, name)
    for name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
    if hasattr(ops, name)
)

UNLIKE = re.ASCII | re.VERBOSE
"""Flags under which the two modules read a pattern in different ways."""
_ONLY_REGEX = re.compile(r"\[:|\{(?!\d*,?\d*\})")
"""Classes such as `[:alpha:]` and fuzzy matches, which the standard library takes for
something else."""

_COUNT = re.compile(r"\{(\d+)")
MOST_COPIES = 10_000
"""So often a part of a pattern may have to stand in a text: `regex` keeps some hundred
bytes for each."""

_NAMED_GROUP = re.compile(r"\(\?P<\w+>")


def is_tag(character: str) -> bool:
    """Whether a character is a private-use one, that is, stands for an atom."""
    return len(character) == 1 and FIRST_TAG <= character <= LAST_TAG


class UnlikeError(Exception):
    """The `regex` module reads a pattern in another way than the tree tells it."""


UNREADABLE = (re.error, RecursionError, OverflowError)
"""What `tree_of` raises for a pattern that it cannot read."""


def tree_of(pattern: str, *, named: bool = False) -> Any:
    """The parse tree of a pattern; names of groups are dropped unless `named`.

    A name may then come twice, as the `regex` module allows.
    """
    source = pattern if named else _NAMED_GROUP.sub("(?:", pattern)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _parser.parse(source)


@lru_cache(maxsize=1)
def shared_tree(pattern: str) -> Any:
    """The parse tree of a pattern that both modules read in the same way.

    Several things are told from a pattern, one right after the other.

    Raises:
        UnlikeError: If they do not, or the standard library cannot read it.
    """
    try:
        tree = tree_of(pattern)
    except UNREADABLE as error:
        raise UnlikeError from error
    if _ONLY_REGEX.search(pattern) or tree.state.flags & UNLIKE:
        raise UnlikeError
    return tree


def copies(pattern: str) -> int:
    """How often a part of a pattern has to stand in a text at least, where it is most.

    What is far from `MOST_COPIES` is only known not to be more.
    """
    most = prod(max(1, int(count)) for count in _COUNT.findall(pattern))
    if most <= MOST_COPIES:
        return most
    try:
        return _copies(tree_of(pattern), 1)
    except UNREADABLE:
        return most


def _copies(tree: Any, times: int) -> int:
    """The same of a tree that stands in the pattern so many times."""
    most = times
    for op, argument in tree:
        here = times
        if op in REPEATS:
            here *= max(1, argument[0])
        for part in _trees_in(argument):
            most = max(most, _copies(part, here))
    return most


def _trees_in(argument: Any) -> Iterator[Any]:
    """The trees that the argument of an operation holds, in no deeper tree."""
    if isinstance(argument, _parser.SubPattern):
        yield argument
    elif isinstance(argument, (tuple, list)):
        for part in argument:
            yield from _trees_in(part)
