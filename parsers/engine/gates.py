r"""What a pattern cannot match without, derived from its parse tree.

A gate is a conjunction of any-of sets: `({"export", "import"}, {"\ue003 of "})` says
that a text without one of the two words, or without that tag and what follows it,
cannot match. Gates are never written by hand: hand-written ones forgot words and lost
matches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

from parsers.engine.syntax import ASSERTIONS, ATOMIC, REPEATS, UNREADABLE, ops, tree_of

Need = frozenset[str]
Gate = tuple[Need, ...]

MOST_TEXTS = 100
"""A set of more texts than this costs more to test than it saves."""

_EMPTY: Need = frozenset({""})
_LEAST = 2
"""Characters of a text that is worth looking for; a tag is always worth it."""
_TAG_WORTH = 3.5
"""What a tag is worth in letters, when it is rarer than a word with fewer."""


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


def has_tag(text: str) -> bool:
    """Whether one of the characters stands for an atom."""
    return any(map(is_tag, text))


def _smallest(needs: Iterable[Need]) -> Gate:
    """The distinct sets worth testing, without those that another one implies.

    Sets of tags come first: they are cheapest to test.
    """
    distinct = sorted(
        set(needs), key=lambda need: (not _is_of_tags(need), len(need), sorted(need))
    )
    kept: list[Need] = []
    for need in distinct:
        if not any(other <= need for other in kept):
            kept.append(need)
    return tuple(kept)


def _is_of_tags(need: Need) -> bool:
    return all(map(is_tag, need))


def _needs(sequence: Iterable[tuple[Any, Any]]) -> list[Need]:
    """The any-of sets that every match of the sequence contains.

    Parts that match only a few texts are joined with their neighbours.
    """
    needs: list[Need] = []
    run = _EMPTY
    for op, argument in sequence:
        if op is ops.ASSERT:
            needs += _needs(argument[1])
        texts = _texts(op, argument)
        if texts is None:
            needs += [*_telling(run), *_needs_of(op, argument)]
            run = _EMPTY
        elif len(run) * len(texts) <= MOST_TEXTS:
            run = _joined(run, texts)
        else:
            needs += _telling(run)
            run = texts
    return [*needs, *_telling(run)]


def _telling(run: Need) -> list[Need]:
    """The sets to test for a run: its texts, and the tags in them."""
    if not all(len(text) >= _LEAST or is_tag(text) for text in run):
        return []
    if not all(map(has_tag, run)):
        return [run]
    tags = [list(filter(is_tag, text)) for text in run]
    ends = [frozenset(found[end] for found in tags) for end in (0, -1)]
    fewest = min(ends, key=len)
    # A tag and a blank say no more than the tag.
    return [fewest] if any(is_tag(text.strip()) for text in run) else [fewest, run]


def _joined(firsts: Need, seconds: Need) -> Need:
    return frozenset(first + second for first, second in product(firsts, seconds))


def _texts(op: Any, argument: Any) -> Need | None:
    """All texts, in lower case, that a part can match; None for too many."""
    if op is ops.LITERAL:
        return _texts_of_characters([argument])
    if op is ops.IN:
        return _texts_of_class(argument)
    if op is ops.SUBPATTERN:
        return _texts_of_sequence(argument[3])
    if op is ATOMIC:
        return _texts_of_sequence(argument)
    if op is ops.BRANCH:
        return _united(map(_texts_of_sequence, argument[1]))
    if op in REPEATS:
        least, most, repeated = argument
        once = _texts_of_sequence(repeated) if most == 1 else None
        return once if least or once is None else _united((once, _EMPTY))
    return _EMPTY if op in ASSERTIONS else None


def _texts_of_characters(codes: Iterable[int]) -> Need | None:
    """Each of some characters; None for those that are written in several ways."""
    characters = [chr(code).lower() for code in codes]
    if all(character.isascii() or is_tag(character) for character in characters):
        return frozenset(characters)
    return None


def _texts_of_class(items: Sequence[tuple[Any, Any]]) -> Need | None:
    codes: list[int] = []
    for op, argument in items:
        if op is ops.LITERAL:
            codes.append(argument)
        elif op is ops.RANGE and argument[1] - argument[0] < MOST_TEXTS:
            codes += range(argument[0], argument[1] + 1)
        else:
            return None
    return _texts_of_characters(codes) if len(codes) <= MOST_TEXTS else None


def _texts_of_sequence(sequence: Iterable[tuple[Any, Any]]) -> Need | None:
    run = _EMPTY
    for op, argument in sequence:
        texts = _texts(op, argument)
        if texts is None or len(run) * len(texts) > MOST_TEXTS:
            return None
        run = _joined(run, texts)
    return run


def _united(parts: Iterable[Need | None]) -> Need | None:
    union: Need = frozenset()
    for texts in parts:
        if texts is None or len(union | texts) > MOST_TEXTS:
            return None
        union |= texts
    return union


def _needs_of(op: Any, argument: Any) -> list[Need]:
    """The needs of a part that can match too many texts to list."""
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


def _needs_of_branches(branches: Sequence[Iterable[tuple[Any, Any]]]) -> list[Need]:
    """Sets that cover every branch, if each branch needs something.

    One takes the rarest need of each branch, the other the one with fewest texts.
    """
    needs = [_needs(branch) for branch in branches]
    if not all(needs):
        return []
    unions = [
        frozenset[str]().union(*(max(one, key=order) for one in needs))
        for order in (_worth, _fewness)
    ]
    return [union for union in unions if len(union) <= MOST_TEXTS]


def _worth(need: Need) -> tuple[float, int, bool, list[str]]:
    """How rare the most frequent text of a need may be, in letters."""
    letters = (_TAG_WORTH * has_tag(t) + len(t.strip()) - is_tag(t) for t in need)
    return min(letters), *_fewness(need)


def _fewness(need: Need) -> tuple[int, bool, list[str]]:
    """Fewer texts are quicker to look for, and tags quickest."""
    return -len(need), _is_of_tags(need), sorted(need)
