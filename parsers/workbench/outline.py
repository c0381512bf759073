"""From the words of a sentence to a pattern: atoms by their names, other words kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parsers.engine.tagger import Tagged
from parsers.engine.words import Atom
from parsers.model import Span
from parsers.rules.pack import LAST_TAG, MASK_TAG
from parsers.workbench.names import PackNames

MOST_WORDS = 4
"""More words between two atoms are a gap: hardly will they come again."""
_ROOM = 20
"""Of a gap for one adverb, and what a longer one has to spare."""
_SPECIAL = re.compile(r"[\\.^$*+?{}\[\]()|]")
_LOOSE = re.compile(
    r"(?P<adverb> \w+ly(?= |$))|(?P<number>\d[\d.,]*(?<![.,]))"
    f"|(?P<tag>[{MASK_TAG}-{LAST_TAG}])"
)
"""What another sentence has otherwise; no pattern may name a tag."""


class Role(NamedTuple):
    """A stretch of a tagged sentence that tells a field."""

    field: str
    start: int
    end: int
    kind: str | None = None
    """The name that captures it; None for that of its only atom."""


class Sketch:
    """A tagged sentence of which a part becomes a pattern."""

    def __init__(
        self, tagged: Tagged, names: PackNames, figures: Sequence[int]
    ) -> None:
        """Take a sentence and the indexes of the figures that the pattern captures."""
        kinds = {atom.type for atom in tagged.atoms if atom.figure in figures}
        self._helper = "trend" if "change" in kinds else "sign"
        """The helper field that tells which way such figures go."""
        self.tagged = tagged
        self._names = names
        self._figures = frozenset(figures)
        size = len(tagged.text)
        self._spans = [tagged.span(at, at + 1) for at in range(size)]

    def stretch(self, span: Span) -> tuple[int, int] | None:
        """The tagged offsets of characters of the article; None if they lie outside."""
        inside = [at for at, own in enumerate(self._spans) if own.overlaps(span)]
        return (inside[0], inside[-1] + 1) if inside else None

    def pattern(self, start: int, end: int, roles: Sequence[Role]) -> str:
        """The pattern of the tagged text in [start, end).

        Args:
            start: Where an atom or a word begins.
            end: Where one ends.
            roles: What is captured as a field, if it lies inside.
        """
        inside = sorted(
            (role for role in roles if start <= role.start and role.end <= end),
            key=lambda role: role.start,
        )
        return "".join(self._parts(start, end, inside))

    def _parts(self, start: int, end: int, roles: list[Role]) -> Iterator[str]:
        at, words = start, ""
        while at < end:
            role = next((role for role in roles if role.start == at), None)
            atoms = self.tagged.atoms_in(at, at + 1)
            if role is None and not atoms:
                words += self.tagged.text[at]
                at += 1
                continue
            shown, after = self._shown(role, atoms, at)
            words, hedge = self._before(words, atoms, at > start)
            yield from _worded(words)
            yield hedge + shown
            words, at = "", after
        yield from _worded(words)

    def _shown(self, role: Role | None, atoms: list[Atom], at: int) -> tuple[str, int]:
        """What stands for an atom or a captured stretch, and where that ends."""
        if role is not None:
            kind = role.kind or self._type(atoms[0])
            return f"{{{role.field}:{kind}}}", role.end
        (atom,) = atoms
        if atom.figure in self._figures:
            alone = len(self._figures) == 1
            return self._names.figure(atom.type, alone=alone), at + 1
        vocabulary = self._names.vocabulary(atom.type)
        if atom.type == self._names.captured("qualifier") and self._blank(at + 1):
            # Before a figure that is captured, it is allowed for in any case.
            mine = any(
                a.figure in self._figures for a in self.tagged.atoms_in(at + 2, at + 3)
            )
            return "" if mine else f"(?:{{{atom.type}}} )?", at + 2
        if atom.type == self._names.captured(self._helper):
            return f"{{{self._helper}:{atom.type}}}", at + 1
        if vocabulary is not None and vocabulary.per_value:
            return f"{{{atom.type}={atom.value}}}", at + 1
        return f"{{{self._type(atom)}}}", at + 1

    def _type(self, atom: Atom) -> str:
        """What a pattern calls such atoms."""
        is_word = self._names.vocabulary(atom.type) is not None
        return atom.type if is_word else self._names.atom(atom.type)

    def _blank(self, at: int) -> bool:
        return self.tagged.text[at : at + 1] == " "

    def _before(self, words: str, atoms: list[Atom], inside: bool) -> tuple[str, str]:
        """The words before an atom without what its own pattern allows for."""
        vocabulary = self._names.vocabulary(atoms[0].type) if atoms else None
        if vocabulary is not None and vocabulary.article:
            return re.sub(r"(?<!\w)the $", "", words, flags=re.IGNORECASE), ""
        qualifier = self._names.captured("qualifier")
        mine = bool(atoms) and atoms[0].figure in self._figures
        if mine and inside and qualifier is not None:
            return words, f"(?:{{qualifier:{qualifier}}} )?"
        return words, ""


def _worded(words: str) -> Iterator[str]:
    """Words as a pattern: kept if they are few, else a gap; a gap crosses no `;`."""
    for number, part in enumerate(words.split(";")):
        if number:
            yield ";"
        if MASK_TAG in part or len(part.split()) > MOST_WORDS:
            yield _gap(part)
        else:
            yield _literal(part)


def _gap(words: str) -> str:
    blank = " " if words.endswith(" ") else ""
    return f"{{gap:{-(-len(words) // 10) * 10 + _ROOM}}}{blank}"


def _literal(words: str) -> str:
    """Words as they are, but for adverbs and numbers."""
    parts, at = [], 0
    for loose in _LOOSE.finditer(words):
        parts.append(_SPECIAL.sub(r"\\\g<0>", words[at : loose.start()]))
        stands = {"adverb": f"{{gap:{_ROOM}}}", "number": r"[\d.,]+", "tag": "."}
        parts.append(stands[str(loose.lastgroup)])
        at = loose.end()
    return "".join(parts) + _SPECIAL.sub(r"\\\g<0>", words[at:])
