"""Shapes: what stands around a figure, generalised so that like sentences fall together.

A shape is the figure as its tag and the nearest word before it that tells something,
such as `{other=price} … {money}`; where none stands before it, the nearest one behind.
The cue can belong to it as well: `{flow=export} … stood … {quantity}`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from parsers.engine.figured import Numbered
from parsers.engine.finders import Find
from parsers.engine.program import Program
from parsers.engine.tagger import Tagged
from parsers.model import Span
from parsers.rules.pack import Vocabulary

GAP = "…"
SHORT = 4
"""Words of so many letters are mostly words of grammar, in English as elsewhere."""
REACH = 60
"""Tagged characters on either side of a figure in which its word is searched."""

_PIECE = re.compile(r"(?P<tag>[\ue001-\uf8ff])|(?P<end>[.;:!?\"])|[^\W\d_]+")


class Word(NamedTuple):
    """A word or tag that a shape holds, and where it stands in the tagged sentence."""

    text: str
    start: int
    end: int


class Shapes:
    """Makes the shapes of figures in the sentences of one pack."""

    def __init__(self, program: Program) -> None:
        """Learn what the tags of the pack stand for."""
        self._program = program
        self._names = {atom.tag: f"{{{atom.kind}}}" for atom in program.pack.atoms}
        self._grounds = set(self._names)
        """Tags that tell nothing of what a figure is about: places, periods, figures,
        and what says how exact it is."""
        for vocabulary in program.pack.vocabularies:
            if vocabulary.name in program.pack.tagged:
                self._learn(vocabulary)

    def _learn(self, vocabulary: Vocabulary) -> None:
        place = vocabulary.name in self._program.pack.places
        several = vocabulary.per_value and len(vocabulary.values) > 1
        for value in vocabulary.values:
            tag = vocabulary.tag(value)
            shown = f"{vocabulary.name}={value}" if several else vocabulary.name
            self._names[tag] = f"{{{shown}}}"
            if place or _hedges(self._program, tag):
                self._grounds.add(tag)

    def sentence(self, folded: str, span: Span, figures: Numbered) -> Tagged:
        """A sentence tagged, with nothing hidden by masks."""
        tagger = self._program.tagger
        return tagger.join(folded, span, tagger.words(folded, span), figures)

    def cues(self, plain: Tagged) -> Sequence[Find]:
        """Where the cue stands in such a sentence."""
        cue = self._program.cue
        try:
            return [] if cue is None else cue.find(plain.text, plain.low)
        except TimeoutError:
            return []

    def shape(self, plain: Tagged, figure: int, cue: Find | None) -> str:
        """The shape of a figure.

        Args:
            plain: Its sentence, as `sentence` makes it.
            figure: Its index in the article.
            cue: What belongs to its shape besides its word.
        """
        at = plain.offset_of(figure)
        parts = [Word(self._names[plain.text[at]], at, at + 1)]
        word = self._before(plain.text, at)
        if word is None and cue is None:
            word = self._after(plain.text, at + 1)
        if cue is not None:
            parts.append(self._cue(plain.text, cue))
            if word is not None and cue.start < word.end and word.start < cue.end:
                word = None
        if word is not None:
            parts.append(word)
        parts.sort(key=lambda part: part.start)
        return f" {GAP} ".join(part.text for part in parts)

    def _before(self, text: str, at: int) -> Word | None:
        found = None
        for piece in _PIECE.finditer(text, max(0, at - REACH), at):
            found = None if piece["end"] else self._telling(piece) or found
        return found

    def _after(self, text: str, at: int) -> Word | None:
        for piece in _PIECE.finditer(text, at, min(len(text), at + REACH)):
            if piece["end"]:
                return None
            word = self._telling(piece)
            if word is not None:
                return word
        return None

    def _telling(self, piece: re.Match[str]) -> Word | None:
        """The word of a match, if it says what a figure is about."""
        text = piece.group()
        if text in self._grounds or (not piece["tag"] and len(text) <= SHORT):
            return None
        return Word(self._names.get(text, text.lower()), *piece.span())

    def _cue(self, text: str, cue: Find) -> Word:
        """A cue with what is in its middle left out."""
        pieces = [
            self._names.get(piece.group(), piece.group().lower())
            for piece in _PIECE.finditer(text, cue.start, cue.end)
        ]
        if len(pieces) > 2:
            pieces[1:-1] = [GAP]
        return Word(" ".join(pieces), cue.start, cue.end)


def nearest(finds: Sequence[Find], at: int) -> Find | None:
    """Of some finds, the one nearest to an offset; of two, the earlier."""
    return min(finds, key=lambda find: _distance(find, at), default=None)


def _distance(find: Find, at: int) -> int:
    return at - find.end if find.end <= at else max(0, find.start - at)


def _hedges(program: Program, tag: str) -> bool:
    """Whether a tag by itself says how exact a figure is."""
    return any(
        look.finder.fields == {"qualifier"} and look.finder.reaches(tag, tag, 0, 1)
        for slot in program.slots
        for look in slot.looks
    )
