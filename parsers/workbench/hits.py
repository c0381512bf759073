"""How often a drafted rule hits in articles, and what it does to their figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from parsers.engine import Engine
from parsers.engine.claims import figures_of
from parsers.engine.sentences import Sentences
from parsers.model import Article, Entry, Figure, Reading, Span
from parsers.workbench.tagging import unmasked

Fate = Literal["alike", "differently", "open", "masked", "left"]
"""What a figure is, on which the pattern of a draft hits: booked without the draft as
with it, booked differently, open without it, masked (a false friend), or left to another
rule."""
FATES: tuple[Fate, ...] = ("alike", "differently", "open", "masked", "left")
MOST_SAMPLES = 3
"""Of each fate."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A figure on which the pattern of a draft matches."""

    article: str
    line: int
    figure: Figure
    """As it is without the draft."""
    fate: Fate
    sentence: str


class Hits:
    """Counts hits, and keeps a few of each fate."""

    def __init__(self) -> None:
        self.articles = 0
        self.counts: Counter[Fate] = Counter()
        self.samples: list[Hit] = []

    def add(self, hits: tuple[Hit, ...]) -> None:
        """Count the hits of one article."""
        self.articles += 1
        for hit in hits:
            self.counts[hit.fate] += 1
            if self.counts[hit.fate] <= MOST_SAMPLES:
                self.samples.append(hit)


class Hunter:
    """Looks for the hits of one rule."""

    def __init__(self, before: Engine, after: Engine, rule: str) -> None:
        """Take the rules without and with the draft, and its id."""
        self._before = before
        self._after = after
        self._rule = next(r for r in after.program.rules if r.rule.id == rule)

    def hits(self, article: Article) -> tuple[Hit, ...]:
        """Where the rule hits in an article; masks hide nothing from it here."""
        found = dict(self._found(article))
        if not found:
            return ()
        before, after = self._before.read(article), self._after.read(article)
        return tuple(
            Hit(
                article.name,
                article.text.count("\n", 0, before.figures[index].span.start) + 1,
                before.figures[index],
                _fate(index, before, after, self._rule.rule.id),
                span.of(article.text),
            )
            for index, span in found.items()
        )

    def _found(self, article: Article) -> Iterator[tuple[int, Span]]:
        """The figures that the pattern captures, each with its sentence."""
        program = self._after.program
        sentences = Sentences(program)
        index = 0
        for span, group in self._after.begin(article).sentences():
            numbered = list(enumerate(group, start=index))
            index += len(group)
            if group and program.may_cue(span.of(article.folded)):
                tagged = sentences.tag(article.folded, span, numbered)
                bare = unmasked(program, article.folded, tagged, numbered)
                finds = sentences.finds(self._rule.finder, bare)
                caught = {a.figure for f in finds for a in figures_of(f, bare)}
                yield from ((figure, span) for figure in sorted(caught))


def _fate(index: int, before: Reading, after: Reading, rule: str) -> Fate:
    if before.figures[index].state == "masked":
        return "masked"
    old, new = _entry(index, before), _entry(index, after)
    if new is None or new.rule != rule:
        return "left"
    if old is None:
        return "open"
    return "alike" if _content(old) == _content(new) else "differently"


def _entry(index: int, reading: Reading) -> Entry | None:
    name = reading.figures[index].entry
    return next((entry for entry in reading.entries if entry.id == name), None)


def _content(entry: Entry) -> Entry:
    """What an entry says, whoever booked it and however its fields were found."""
    return replace(entry, rule="", origins=())
