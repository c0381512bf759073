"""What an article was read by, so that a change of rules need not read all again."""

from __future__ import annotations

from array import array
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from parsers.engine.context import Context
from parsers.engine.figured import Figured
from parsers.engine.program import Program, SlotProgram
from parsers.engine.reader import ArticleReader
from parsers.engine.relaxed import relaxed
from parsers.engine.sentences import Sentences, Step
from parsers.engine.sieves import Matcher
from parsers.engine.slots import Looks, Slots
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
    asked: bytes = b""
    """Where in `tagged` each sentence begins and ends in which slots were asked, and a
    set of bits that tells which: three numbers of four bytes for each."""


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
        self._looks = tuple(
            (_bit(slot), Matcher(map(relaxed, looks))) for slot, looks in found.looks
        )

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
        return (
            self._patterns.matches(trace.tagged)
            or self._cues.matches(trace.plain)
            or any(_finds(looks, slot, trace) for slot, looks in self._looks)
        )


def _finds(looks: Matcher, slot: int, trace: Trace) -> bool:
    """Whether some looks can match where their slot, told by its bit, was asked."""
    tagged = trace.tagged
    if not looks.matches(tagged):
        return False
    told = memoryview(trace.asked).cast("I")
    return any(
        slots & slot and looks.matches(tagged[start:end])
        for start, end, slots in zip(told[::3], told[1::3], told[2::3], strict=True)
    )


def _bit(slot: int) -> int:
    """What stands for a slot; beyond the 32nd, for another one as well."""
    return 1 << slot % 32


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


class _TracedSlots(Slots):
    """Keeps in which sentences each slot is asked."""

    def __init__(self, program: Program, sentences: Sentences, context: Context):
        super().__init__(program, sentences, context)
        self.asked: dict[str, int] = {}
        """Tagged sentence in lower case -> the bits of slots."""

    def _live(self, slot: SlotProgram, tagged: Tagged) -> Looks:
        """The looks of a slot that is asked in a sentence; that is kept."""
        bit = _bit(self._program.slots.index(slot))
        self.asked[tagged.low] = self.asked.get(tagged.low, 0) | bit
        return super()._live(slot, tagged)


class _TracedReader(ArticleReader):
    sentences_type = _TracedSentences
    _sentences: _TracedSentences

    @cached_property
    def _slots(self) -> _TracedSlots:
        return _TracedSlots(self._program, self._sentences, self._context)

    @property
    def trace(self) -> Trace:
        """What was kept of the reading that is over."""
        tagged, plain = self._sentences.tagged, self._sentences.plain
        if not tagged and not plain:
            return NOTHING
        lines = [_bytes_of(line) for line in tagged]
        ends = accumulate(len(line) + 1 for line in lines)
        asked = array("I")
        for line, written, end in zip(tagged, lines, ends, strict=True):
            if slots := self._slots.asked.get(line):
                asked.extend((end - 1 - len(written), end - 1, slots))
        plainly = b"\n".join(map(_bytes_of, plain))
        return Trace(b"\n".join(lines), plainly, asked.tobytes())


def _bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "replace")
