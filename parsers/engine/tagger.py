"""A sentence in which every atom is one private-use character.

The atoms are figures, periods and the forms of the vocabularies that the rules ask
for. Where several could begin, the figure wins, then the longest, then the period, then
the vocabulary that the pack names first. Runs of blanks become one blank, so that the
rules need not care.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from parsers.engine.lean import compile_lean
from parsers.engine.relaxed import Places, as_bytes
from parsers.engine.scanner import RawFigure
from parsers.engine.timing import BUDGET
from parsers.engine.words import Atom, Words, lowered
from parsers.model import Span
from parsers.rules.expand import BLANKS
from parsers.rules.pack import MASK_TAG, Pack


class Tagged:
    """One sentence with its atoms folded into tags, and the way back."""

    __slots__ = (
        "_offsets",
        "atoms",
        "begin",
        "end",
        "finds",
        "low",
        "masked",
        "passing",
        "text",
    )

    def __init__(
        self, begin: int, end: int, text: str, offsets: list[int], atoms: list[Atom]
    ) -> None:
        """Keep the tagged text and, in step, the tagged offset of each atom."""
        self.begin = begin
        self.end = end
        self.text = text
        self.low = lowered(text)
        self._offsets = offsets
        self.atoms = atoms
        self.masked: dict[int, str] = {}
        """Figure -> why it is masked."""
        self.forget()

    def forget(self) -> None:
        """Drop what has been found so far; the text has changed."""
        self.finds: dict[int, Any] = {}
        """Number of a finder -> its finds, kept by whoever runs the finders."""
        self.passing: frozenset[int] | None = None
        """The numbers of the finders that can find anything; None while not known."""

    def again(self, begin: int, figure: int) -> Tagged:
        """The same sentence where it stands again; what is found there is shared.

        Args:
            begin: Where it begins there.
            figure: The index of its first figure there.
        """
        ahead = begin - self.begin
        further = figure - min(a.figure for a in self.atoms if a.figure >= 0)
        atoms = [
            atom._replace(
                start=atom.start + ahead,
                end=atom.end + ahead,
                figure=atom.figure + further if atom.figure >= 0 else -1,
            )
            for atom in self.atoms
        ]
        again = Tagged(begin, self.end + ahead, self.text, self._offsets, atoms)
        again.masked = {f + further: reason for f, reason in self.masked.items()}
        again.finds, again.passing = self.finds, self.passing
        return again

    def offset_of(self, figure: int) -> int:
        """The tagged offset of a figure of this sentence."""
        index = next(i for i, a in enumerate(self.atoms) if a.figure == figure)
        return self._offsets[index]

    def atoms_in(self, start: int, end: int) -> list[Atom]:
        """The atoms whose tags stand in [start, end) of the tagged text."""
        low = bisect_right(self._offsets, start - 1)
        high = bisect_right(self._offsets, end - 1)
        return [atom for atom in self.atoms[low:high] if atom.type]

    def span(self, start: int, end: int) -> Span:
        """The characters of the article behind [start, end) of the tagged text."""
        return Span(self._back(start, False), self._back(end, True))

    def _back(self, offset: int, is_end: bool) -> int:
        index = bisect_right(self._offsets, offset - is_end) - 1
        if index < 0:
            return self.begin + offset
        at, atom = self._offsets[index], self.atoms[index]
        if at == offset and not is_end:
            return atom.start
        return atom.end + offset - at - 1

    def mask(self, start: int, end: int) -> None:
        """Hide [start, end) of the tagged text from all patterns to come."""
        self.text = self.text[:start] + MASK_TAG * (end - start) + self.text[end:]
        self.low = self.low[:start] + MASK_TAG * (end - start) + self.low[end:]


class Tagger:
    """Tags sentences with the atoms of a pack."""

    def __init__(self, pack: Pack) -> None:
        """Compile the vocabularies and periods of the pack.

        Raises:
            regex.error: If a period pattern does not compile.
        """
        asked = [v for v in pack.vocabularies if v.name in pack.tagged]
        self._lexicon = Words(asked)
        self._places = pack.places
        self._names: dict[str, tuple[str, ...]] = {}
        self._tags = {atom.kind: atom.tag for atom in pack.atoms}
        self._periods = _Periods(pack)

    def rest(self) -> None:
        """Let go of what grew with the texts; it is made anew when it is needed."""
        self._periods.places.rest()

    def words(self, text: str, span: Span) -> list[Atom]:
        """The forms of the vocabularies in a sentence, and its runs of blanks."""
        sentence = text[span.start : span.end]
        return [
            *_blank_runs(sentence, span.start),
            *self._lexicon.find(sentence, span.start),
        ]

    def periods(self, text: str, span: Span) -> list[Atom]:
        """The periods of a sentence."""
        return self._periods.find(text, span)

    def places(self, text: str) -> list[str]:
        """The values of all places that a text names by name, in its order."""
        found = self._lexicon.find(text, 0)
        return [atom.value for atom in found if atom.type in self._places]

    def names(self, value: str) -> tuple[str, ...]:
        """The forms, as they are written, that stand for a place."""
        if value not in self._names:
            self._names[value] = self._lexicon.names(value, self._places)
        return self._names[value]

    def join(
        self,
        text: str,
        span: Span,
        atoms: Sequence[Atom],
        figures: Sequence[tuple[int, RawFigure]] = (),
    ) -> Tagged:
        """One sentence of a folded text with its atoms folded into tags.

        Args:
            text: The folded text.
            span: The sentence.
            atoms: What `words` and `periods` found; overlaps are resolved here.
            figures: The figures of the sentence, each with its index in the article.
        """
        own = [
            Atom(f.start, f.end, f.kind, _told(f), index, self._tags[f.kind])
            for index, f in figures
        ]
        return _join(text, span, _merge(own, sorted(atoms, key=_by_place)))


def _told(figure: RawFigure) -> str:
    """What a change tells of its direction: `signed` as in "doubled", else nothing."""
    return "signed" if figure.amount.signed else ""


class _Periods:
    """Finds periods, trying the pattern only where one can begin."""

    def __init__(self, pack: Pack) -> None:
        atoms = [atom for atom in pack.atoms if atom.kind == "period"]
        self._tag = atoms[0].tag if atoms else MASK_TAG
        source = "|".join(f"(?:{atom.pattern.source})" for atom in atoms) or "(?!)"
        guarded = rf"(?<!\w)(?:{source})(?!\w)"
        # Sentences are searched with single blanks, which a plain blank matches.
        single = guarded.replace(BLANKS, " ")
        self._pattern, self.places = compile_lean(single), Places(single)

    def find(self, text: str, span: Span) -> list[Atom]:
        """The periods of a sentence, in its order, none overlapping."""
        sentence = text[span.start : span.end]
        if "  " not in sentence:
            found = self._spans(sentence)
        else:
            single, back = _single_blanks(sentence)
            found = [
                (back[start], back[end - 1] + 1) for start, end in self._spans(single)
            ]
        return [
            Atom(span.start + start, span.start + end, "period", "", -1, self._tag)
            for start, end in found
        ]

    def _spans(self, sentence: str) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        first, text = self.places.first, as_bytes(sentence)
        at = first(text, 0)
        while at >= 0:
            match = self._pattern.match(sentence, at, timeout=BUDGET)
            if match is None or match.end() == at:
                at = self.places.next(text, at)
            else:
                found.append(match.span())
                at = first(text, match.end())
        return found


def _single_blanks(sentence: str) -> tuple[str, list[int]]:
    """The sentence with single blanks, and where each of its characters stood."""
    back = [
        at
        for at, character in enumerate(sentence)
        if character != " " or not sentence.startswith(" ", at - 1) or at == 0
    ]
    return "".join(sentence[at] for at in back), back


def _by_place(atom: Atom) -> tuple[int, int]:
    """Earlier first, then longer; what is listed first stays first (sorting is stable)."""
    return atom.start, -atom.end


def _blank_runs(sentence: str, start: int) -> Iterator[Atom]:
    if "  " in sentence:
        for m in re.finditer("  +", sentence):
            yield Atom(start + m.start(), start + m.end(), "", "", -1, " ")


def _merge(figures: Sequence[Atom], found: Sequence[Atom]) -> list[Atom]:
    """All figures, and of the other atoms those that overlap none before them."""
    atoms: list[Atom] = []
    pending = list(figures)
    end = -1
    for atom in found:
        while pending and pending[0].start < atom.end:
            figure = pending.pop(0)
            if atoms and atoms[-1].end > figure.start:
                atoms.pop()
            atoms.append(figure)
            end = figure.end
        if atom.start >= end:
            atoms.append(atom)
            end = atom.end
    return atoms + pending


def _join(text: str, span: Span, atoms: list[Atom]) -> Tagged:
    parts: list[str] = []
    offsets: list[int] = []
    at, length = span.start, 0
    for atom in atoms:
        plain = text[at : atom.start]
        parts += (plain, atom.tag)
        length += len(plain) + 1
        offsets.append(length - 1)
        at = atom.end
    parts.append(text[at : span.end])
    return Tagged(span.start, span.end, "".join(parts), offsets, atoms)
