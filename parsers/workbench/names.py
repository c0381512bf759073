"""What the rules at hand call things: the names that a new pattern is best made of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from parsers.rules.expand import CLOSED_FIELDS, FIGURE_ATOMS, ITEM
from parsers.rules.pack import Pack, Pattern, Place, Vocabulary

_ALONE = re.compile(r"\{([a-z][a-z0-9_-]*)\}")
_FLOWS = frozenset(CLOSED_FIELDS["flow"])
KINDS = {"money": "value", "quantity": "quantity", "change": "change"}


class PackNames:
    """The names of a pack by what they are used for."""

    def __init__(self, pack: Pack) -> None:
        """Take a composed pack."""
        self._pack = pack
        self._vocabularies = {v.name: v for v in pack.vocabularies}

    def vocabulary(self, name: str) -> Vocabulary | None:
        """The vocabulary of that name; None if an atom is called so."""
        return self._vocabularies.get(name)

    def tells_flow(self, name: str) -> bool:
        """Whether every value of a vocabulary is a flow."""
        vocabulary = self.vocabulary(name)
        return vocabulary is not None and set(vocabulary.values) <= _FLOWS

    def captured(self, field: str, place: Place | None = None) -> str | None:
        """What patterns capture as a field: the one at a place, else most of them."""
        for pattern in self._patterns:
            if place is not None and pattern.place(0) == place:
                own = _captures(pattern)
                return next((kind for name, kind in own if name == field), None)
        found = self._counts.get(field)
        return None if not found else found.most_common(1)[0][0]

    def figure(self, kind: str, *, alone: bool) -> str:
        """What captures a figure of a kind; if it stands alone, any figure."""
        if alone and self._any_figure is not None:
            return f"{{{self._any_figure}}}"
        return f"{{{KINDS[kind]}:{self.atom(kind)}}}"

    def atom(self, kind: str) -> str:
        """A fragment for figures or periods of a kind; all of one kind share a tag."""
        names = [atom.name for atom in self._pack.atoms if atom.kind == kind]
        return kind if kind in names or not names else names[0]

    @cached_property
    def _any_figure(self) -> str | None:
        """The fragment that captures any figure: a rule consists of it."""
        for rule in self._pack.rules:
            alone = _ALONE.fullmatch(rule.pattern.pieces[0].scalar.value.strip())
            if alone and {KINDS[kind] for kind in FIGURE_ATOMS} <= set(
                rule.pattern.fields
            ):
                return alone[1]
        return None

    @cached_property
    def _counts(self) -> dict[str, Counter[str]]:
        """Field -> how often each name is captured as it; the pack is the teacher."""
        counts: dict[str, Counter[str]] = {}
        for pattern in self._patterns:
            for field, kind in _captures(pattern):
                counts.setdefault(field, Counter())[kind] += 1
        return counts

    @cached_property
    def _patterns(self) -> tuple[Pattern, ...]:
        looks = (look for slot in self._pack.slots for look in slot.looks)
        rules = (rule.pattern for rule in self._pack.rules)
        return (*rules, *(look.pattern for look in looks))


def _captures(pattern: Pattern) -> Iterator[tuple[str, str]]:
    """(field, name) of what a pattern and its fragments capture, as it is written."""
    written = {id(piece.scalar): piece.scalar.value for piece in pattern.pieces}
    for text in written.values():
        for item in ITEM.finditer(text):
            if item["field"] and not item["type"].startswith("@"):
                yield item["field"], item["type"]
