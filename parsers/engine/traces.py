"""What an article was read by, so that a change of rules need not read all again."""

from __future__ import annotations

from typing import NamedTuple

from parsers.engine.figured import Figured
from parsers.engine.program import Program
from parsers.engine.reader import ArticleReader
from parsers.engine.relaxed import relaxed
from parsers.engine.sentences import Sentences, Step
from parsers.engine.sieves import Matcher
from parsers.engine.tagger import Tagged
from parsers.engine.words import lowered
from parsers.model import Article, Reading
from parsers.rules.difference import Difference, difference


class Trace(NamedTuple):
    """All that patterns were tried on in one article, in lower case and UTF-8."""

    tagged: bytes
    """The tagged sentences, before and after masks were laid over them."""
    plain: bytes
    """The sentences with figures that were not tagged, for they have no cue."""


NOTHING = Trace(b"", b"")
"""The trace of most articles: they tell of no trade."""


class Touch:
    """What a change of rules can touch at all.

    It errs on one side only: an article that it does not touch is read by the new rules
    as it was by the old ones, to the letter.
    """

    def __init__(self, found: Difference, new: Program) -> None:
        """Take the difference of the new program to the one before."""
        self._patterns = Matcher(map(relaxed, found.patterns))
        self._cues = Matcher(map(new.plain_form, found.cues))

    @classmethod
    def between(cls, old: Program, new: Program) -> Touch | None:
        """What the change from one program to another can touch; None: anything.

        What holds a pattern that does not compile is left out of a program, though the
        pack has it.
        """
        broken = old.errors or new.errors
        found = None if broken else difference(old.pack, new.pack)
        return None if found is None else cls(found, new)

    def reaches(self, trace: Trace) -> bool:
        """Whether an article may be read otherwise than it was."""
        return self._patterns.matches(trace.tagged) or self._cues.matches(trace.plain)


def read_traced(program: Program, article: Article) -> tuple[Reading, Trace]:
    """Read an article as `Engine.read` does, and keep what the patterns were tried on."""
    reader = _TracedReader(program, article)
    reading = reader.reading()
    return reading, reader.trace


class _TracedSentences(Sentences):
    """Keeps the texts that it runs finders on."""

    def __init__(self, program: Program, *, gated: bool = True) -> None:
        super().__init__(program, gated=gated)
        self.tagged: list[str] = []
        self.plain: list[str] = []

    def steps(self) -> tuple[Step, ...]:
        """The same steps; a sentence that is left alone at one of them is kept."""
        return tuple(map(self._kept, super().steps()))

    def _kept(self, step: Step) -> Step:
        def kept(figured: Figured) -> bool:
            goes_on = step(figured)
            if not goes_on:
                self.plain.append(lowered(figured.span.of(figured.text)))
            return goes_on

        return kept

    def mask(self, tagged: Tagged) -> Tagged:
        """Lay the masks over a sentence, and keep it as it was before and after."""
        before = tagged.low
        masked = super().mask(tagged)
        self.tagged.append(before)
        if masked.low != before:
            self.tagged.append(masked.low)
        return masked


class _TracedReader(ArticleReader):
    sentences_type = _TracedSentences
    _sentences: _TracedSentences

    @property
    def trace(self) -> Trace:
        """What was kept of the reading that is over."""
        tagged, plain = self._sentences.tagged, self._sentences.plain
        if not tagged and not plain:
            return NOTHING
        return Trace(
            *("\n".join(t).encode("utf-8", "replace") for t in (tagged, plain))
        )
