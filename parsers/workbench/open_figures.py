"""Open figures, by why they are open and by the shape of what stands around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from parsers.engine.finders import Find
from parsers.engine.program import Program
from parsers.engine.tagger import Tagged
from parsers.model import Reading, Span
from parsers.workbench.counting import Counted, most_first
from parsers.workbench.shapes import Shapes, nearest
from parsers.workbench.watching import Watch, Watched

Kind: TypeAlias = Literal["cue", "follow-up", "none"]
KINDS: tuple[Kind, ...] = ("cue", "follow-up", "none")
"""Of sentences: with a cue; read only because they follow an entry; left alone."""

OUT_OF_TIME = "a pattern ran out of its time"
UNWANTED = "no rule wants it"
HIDDEN = "the cue stands in masked text"
NO_FLOW = "a rule wants it, no slot finds its flow"
NO_CUE = "the sentence is not read"

MOST_SHAPES = 20_000
"""Shapes that are kept; of more, the rarest are counted together."""
LONGEST = 400
"""Characters of a sentence that are shown of it."""


@dataclass(frozen=True, slots=True)
class OpenFigure:
    """An open figure where it stands, as an example of its shape."""

    article: str
    line: int
    """Line of the article, from 1, in which it begins."""
    start: int
    """Offset at which it begins."""
    figure: str
    sentence: str
    """Its sentence on one line; of a long one, what stands around the figure."""


@dataclass(frozen=True, slots=True)
class OpenShape:
    """Open figures of one shape that are open for the same reason."""

    why: str
    shape: str
    figures: int
    examples: tuple[OpenFigure, ...]


@dataclass(frozen=True, slots=True)
class OpenKind:
    """The open figures in one kind of sentences."""

    sentences: Kind
    figures: int
    why: tuple[Counted, ...]
    shapes: tuple[OpenShape, ...]
    """The most frequent first."""
    rare: int
    """Figures of shapes that were too many to be kept."""


class _Key(NamedTuple):
    kind: Kind
    why: str
    shape: str


class OpenFigures:
    """Counts open figures. Keeps counters and a few examples, never an article."""

    def __init__(self, program: Program, examples: int) -> None:
        """Start with nothing.

        Args:
            program: The rules.
            examples: How many of each shape are kept.
        """
        self._program = program
        self._shapes = Shapes(program)
        self._most = examples
        self._counts: Counter[_Key] = Counter()
        self._examples: dict[_Key, list[OpenFigure]] = {}
        self._rare: Counter[tuple[Kind, str]] = Counter()

    def add(self, reading: Reading, watch: Watch) -> None:
        """Count the open figures of an article."""
        late = {overrun.span for overrun in reading.overruns}
        for watched in watch.sentences:
            if any(reading.figures[i].state == "open" for i, _ in watched.figures):
                self._add_sentence(reading, watch, watched, watched.span in late)
        if len(self._counts) > MOST_SHAPES:
            self._forget_rare()

    def kinds(self) -> tuple[OpenKind, ...]:
        """What was counted, for each kind of sentences."""
        return tuple(map(self._kind, KINDS))

    def _kind(self, kind: Kind) -> OpenKind:
        keys = [key for key in self._counts if key.kind == kind]
        keys.sort(key=lambda key: (-self._counts[key], key))
        why: Counter[str] = Counter()
        for key in keys:
            why[key.why] += self._counts[key]
        rare = 0
        for (own, reason), figures in self._rare.items():
            if own == kind:
                why[reason] += figures
                rare += figures
        return OpenKind(
            sentences=kind,
            figures=why.total(),
            why=most_first(why),
            shapes=tuple(
                OpenShape(
                    key.why,
                    key.shape,
                    self._counts[key],
                    tuple(self._examples.get(key, ())),
                )
                for key in keys
            ),
            rare=rare,
        )

    def _add_sentence(
        self, reading: Reading, watch: Watch, watched: Watched, late: bool
    ) -> None:
        folded = reading.article.folded
        plain = self._shapes.sentence(folded, watched.span, watched.figures)
        kind = self._kind_of(watched)
        cues = self._shapes.cues(plain) if kind == "cue" else []
        for index, _ in watched.figures:
            if reading.figures[index].state != "open":
                continue
            cue = nearest(cues, plain.offset_of(index))
            mask = None if cue is None else self._mask_over(cue, plain, watched)
            if watched.tagged is None:
                why = NO_CUE
            elif index not in watch.wanting:
                why = OUT_OF_TIME if late else UNWANTED
            elif mask is not None:
                why = f"{HIDDEN}: {mask}"
            else:
                why = OUT_OF_TIME if late else NO_FLOW
            shape = self._shapes.shape(plain, index, cue if mask is None else None)
            self._count(_Key(kind, why, shape), reading, watched.span, index)

    def _count(self, key: _Key, reading: Reading, sentence: Span, index: int) -> None:
        self._counts[key] += 1
        if self._counts[key] <= self._most:
            example = _example(reading, sentence, index)
            self._examples.setdefault(key, []).append(example)

    def _kind_of(self, watched: Watched) -> Kind:
        if watched.tagged is None:
            return "none"
        return "cue" if watched.cued else "follow-up"

    def _mask_over(self, cue: Find, plain: Tagged, watched: Watched) -> str | None:
        """Why a cue is masked; None where the masks leave the sentence any cue."""
        if self._holds_cue(watched):
            return None
        over = (
            reason
            for reason, find in self._masks(plain)
            if find.start < cue.end and cue.start < find.end
        )
        return next(over, "several together")

    def _holds_cue(self, watched: Watched) -> bool:
        """Whether a cue is left when the masks lie over a sentence."""
        tagged, cue = watched.tagged, self._program.cue
        if tagged is None or cue is None:
            return False
        try:
            return cue.reaches(tagged.text, tagged.low, 0, len(tagged.text))
        except TimeoutError:
            return False

    def _masks(self, plain: Tagged) -> Iterator[tuple[str, Find]]:
        for mask in self._program.masks:
            try:
                finds = mask.finder.find(plain.text, plain.low)
            except TimeoutError:
                continue
            for find in finds:
                yield mask.mask.reason, find

    def _forget_rare(self) -> None:
        """Make room: count the rarer half of the shapes together."""
        keys = sorted(self._counts, key=lambda key: (-self._counts[key], key))
        for key in keys[MOST_SHAPES // 2 :]:
            self._rare[key.kind, key.why] += self._counts.pop(key)
            self._examples.pop(key, None)


def _example(reading: Reading, sentence: Span, index: int) -> OpenFigure:
    text, figure = reading.article.text, reading.figures[index]
    begin = max(sentence.start, figure.span.start - LONGEST // 2)
    end = min(sentence.end, begin + LONGEST)
    shown = " ".join(text[begin:end].split())
    return OpenFigure(
        article=reading.article.name,
        line=text.count("\n", 0, figure.span.start) + 1,
        start=figure.span.start,
        figure=" ".join(figure.text.split()),
        sentence=f"{'…' * (begin > sentence.start)}{shown}{'…' * (end < sentence.end)}",
    )
