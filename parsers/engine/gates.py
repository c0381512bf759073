r"""What a pattern cannot match without, derived from its parse tree.

A gate is a conjunction of any-of sets: `({"export", "import"}, {"\ue003"})` says that
a text without one of the two words, or without that tag, cannot match. Gates are never
written by hand: hand-written ones forgot words and lost matches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from parsers.engine.syntax import ATOMIC, REPEATS, UNREADABLE, ops, tree_of

Need = frozenset[str]
Gate = tuple[Need, ...]

MOST_WORDS = 48
"""A set with more words than this costs more to test than it saves."""


def gate(pattern: str) -> Gate | None:
    """The any-of sets that `pattern` needs, in lower case; None if it cannot be read.

    The pattern is read by the parser of the standard library, which knows less than
    the `regex` module: a pattern that only the latter understands has no gate and is
    tried on every sentence.
    """
    try:
        return _smallest(_needs(tree_of(pattern)))
    except UNREADABLE:
        return None


def is_tag(character: str) -> bool:
    """Whether a character is a private-use one, that is, stands for an atom."""
    return len(character) == 1 and "\ue000" <= character <= "\uf8ff"


def _smallest(needs: Iterable[Need]) -> Gate:
    """The distinct sets worth testing, without those that another one implies."""
    distinct = sorted(set(needs), key=lambda need: (len(need), sorted(need)))
    kept: list[Need] = []
    for need in distinct:
        if not any(other <= need for other in kept):
            kept.append(need)
    return tuple(kept)


def _needs(sequence: Iterable[tuple[Any, Any]]) -> list[Need]:
    """The any-of sets that every match of the sequence contains."""
    needs: list[Need] = []
    run: list[str] = []

    def close() -> None:
        word = "".join(run).lower().strip()
        if len(word) >= 3:
            needs.append(frozenset({word}))
        run.clear()

    for op, argument in sequence:
        if op is ops.LITERAL and not is_tag(chr(argument)):
            run.append(chr(argument))
            continue
        close()
        needs.extend(_needs_of(op, argument))
    close()
    return needs


def _needs_of(op: Any, argument: Any) -> list[Need]:
    if op is ops.LITERAL:
        return [frozenset({chr(argument)})]
    if op is ops.IN:
        return _needs_of_class(argument)
    if op is ops.SUBPATTERN:
        return _needs(argument[3])
    if op is ATOMIC:
        return _needs(argument)
    if op is ops.BRANCH:
        return _needs_of_branches(argument[1])
    if op in REPEATS:
        least, _most, repeated = argument
        return _needs(repeated) if least else []
    return []


def _needs_of_class(items: Sequence[tuple[Any, Any]]) -> list[Need]:
    """A class of tags needs one of them; any other class tells too little."""
    tags: set[str] = set()
    for op, argument in items:
        if op is ops.LITERAL and is_tag(chr(argument)):
            tags.add(chr(argument))
        elif op is ops.RANGE and is_tag(chr(argument[0])):
            tags.update(map(chr, range(argument[0], argument[1] + 1)))
        else:
            return []
    return [frozenset(tags)] if tags else []


def _needs_of_branches(branches: Sequence[Iterable[tuple[Any, Any]]]) -> list[Need]:
    """One set that covers every branch, if each branch needs something."""
    union: set[str] = set()
    for branch in branches:
        needs = _needs(branch)
        if not needs:
            return []
        union |= min(needs, key=lambda need: (len(need), sorted(need)))
    return [frozenset(union)] if len(union) <= MOST_WORDS else []
