"""Where two packs differ: what must match before they can read a text differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from itertools import chain
from typing import Any, TypeVar

from parsers.rules.pack import (
    ELSEWHERE,
    Example,
    Filter,
    Look,
    Mask,
    Pack,
    Pattern,
    Place,
    Rule,
)

_UNREAD = (Example, Place)
"""What no article is read by."""

Part = TypeVar("Part", bound=Mask | Look | Rule | Filter)


@dataclass(frozen=True, slots=True)
class Difference:
    """The patterns that one of two packs has and the other has not, or not so.

    A text in which none of them matches is read alike by both.
    """

    patterns: tuple[str, ...]
    """Tagged patterns: one of them has to match in a tagged sentence."""
    looks: tuple[tuple[int, tuple[str, ...]], ...]
    """(number of a slot, tagged patterns of its looks): one of them has to match in a
    tagged sentence in which that slot is asked, for an entry that lacks its fields."""
    cues: tuple[str, ...]
    """What new rules ask for that tell the flow by themselves: where one of these can
    match, a sentence may be tagged that was not, for want of another cue."""


def difference(old: Pack, new: Pack) -> Difference | None:
    """Where two packs differ.

    Returns:
        None if any text may be read differently, whatever matches in it: if the packs
        tag it by other words, or fill fields that nothing near a figure tells.
    """
    if not same_words(old, new) or _frame(old) != _frame(new):
        return None
    pairs = zip(old.slots, new.slots, strict=True)
    looks = [tuple(_parted(o.looks, n.looks)) for o, n in pairs]
    filters = [item.look for item in _parted(old.filters, new.filters)]
    # Headline and lead are tagged only where such a look can find something in them, and
    # a look counts even where it finds nothing: it may widen where others look.
    if any(ELSEWHERE & set(look.scopes) for look in chain(filters, *looks)):
        return None
    rules = list(_parted(_by_id(old.rules), _by_id(new.rules)))
    changed: list[Pattern] = [
        *(mask.pattern for mask in _parted(old.masks, new.masks)),
        *(look.pattern for look in filters),
        *(rule.pattern for rule in rules),
    ]
    known = set(map(_bare, old.rules))
    cues = [
        rule.requires or rule.pattern
        for rule in rules
        if rule.tells_flow and _bare(rule) not in known
    ]
    asked = (
        (number, _sources(look.pattern for look in parted))
        for number, parted in enumerate(looks)
        if parted
    )
    return Difference(_sources(changed), tuple(asked), _sources(cues))


def same_words(old: Pack, new: Pack) -> bool:
    """Whether two packs find the same figures, and the same tags in every sentence."""
    return (
        old.vocabularies == new.vocabularies
        and old.tagged == new.tagged
        and old.places == new.places
        and _bare(old.atoms) == _bare(new.atoms)
    )


def _frame(pack: Pack) -> object:
    """All that is neither words nor a part that has to match in order to do anything."""
    return _bare(
        (
            *(pack.home, pack.references, pack.cue, pack.follow_up, pack.clause),
            *((s.name, s.fields, s.nearest, s.inherit, s.default) for s in pack.slots),
        )
    )


def _by_id(rules: Iterable[Rule]) -> Sequence[Rule]:
    """Rules in one order, for that in the file counts for nothing."""
    return sorted(rules, key=lambda rule: rule.id)


def _parted(old: Sequence[Part], new: Sequence[Part]) -> Iterator[Part]:
    """Those parts of two rows that stand in one of them only, or in another order."""
    were, are = ([_bare(part) for part in parts] for parts in (old, new))
    steps = SequenceMatcher(None, were, are, autojunk=False).get_opcodes()
    for step, *bounds in steps:
        if step != "equal":
            begin, end, start, stop = bounds
            yield from old[begin:end]
            yield from new[start:stop]


def _bare(value: object) -> Any:
    """A value without the places where it was written, to be compared."""
    if isinstance(value, Pattern):
        return value.source
    if isinstance(value, _UNREAD):
        return None
    if is_dataclass(value):
        return tuple(_bare(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, tuple):
        return tuple(map(_bare, value))
    return value


def _sources(patterns: Iterable[Pattern]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(pattern.source for pattern in patterns))
