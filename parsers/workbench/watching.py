"""Reading articles as always, and keeping for a moment what the rules did on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from parsers.engine.claims import Candidate, Claim, claims, ranked
from parsers.engine.drafts import Draft, same_figures
from parsers.engine.figured import Numbered
from parsers.engine.program import Program
from parsers.engine.reader import ArticleReader, Engine
from parsers.engine.tagger import Tagged
from parsers.model import Article, Reading, Span

Wanting: TypeAlias = tuple[str, ...]
"""Ids of the rules that want one figure, the strongest first: that one gets it."""


class Watched(NamedTuple):
    """A sentence with figures, and what became of it."""

    span: Span
    figures: Numbered
    tagged: Tagged | None
    """As the rules saw it; None where they left it alone."""
    cued: bool
    """Whether it has a cue of its own, and is read wherever it stands."""


class Watch:
    """What all sentences of one article came to."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.sentences: list[Watched] = []
        self.wanting: dict[int, Wanting] = {}
        """For each figure that a rule wanted, all rules that did."""


Report: TypeAlias = Callable[[Reading, Watch], None]


class WatchedReader(ArticleReader):
    """Reads an article and reports how."""

    def __init__(self, program: Program, article: Article, report: Report) -> None:
        """Find the figures."""
        super().__init__(program, article)
        self._report = report
        self._watch = Watch()

    def reading(self) -> Reading:
        """What the rules make of the article; reported before it is handed on."""
        reading = super().reading()
        self._report(reading, self._watch)
        return reading

    def seen(
        self, span: Span, numbered: Numbered, cued: Tagged | None
    ) -> Tagged | None:
        """A sentence as the rules see it."""
        tagged = super().seen(span, numbered, cued)
        watched = Watched(span, numbered, tagged, cued is not None)
        self._watch.sentences.append(watched)
        return tagged

    def repeat(
        self, first: Tagged, drafts: Sequence[Draft], tagged: Tagged
    ) -> list[Draft]:
        """A sentence that stands again: the same rules want its figures."""
        wanting = self._watch.wanting
        for old, new in same_figures(first, tagged).items():
            if old in wanting:
                wanting[new] = wanting[old]
        return super().repeat(first, drafts, tagged)

    def claims(self, tagged: Tagged) -> list[Claim]:
        """The drafts of a sentence; which rules wanted its figures is kept."""
        candidates = ranked(self._program, self._sentences, tagged)
        self._watch.wanting.update(wanting(candidates, tagged))
        return claims(candidates, tagged)


class WatchingEngine(Engine):
    """Reads as `Engine` does, and reports on each article when it is read."""

    def __init__(self, program: Program, report: Report) -> None:
        """Take a compiled pack, and who wants to know."""
        super().__init__(program)
        self._report = report

    def begin(self, article: Article) -> WatchedReader:
        """Find the figures of an article; `reading` does the rest."""
        return WatchedReader(self.program, article, self._report)


def wanting(candidates: Iterable[Candidate], tagged: Tagged) -> dict[int, Wanting]:
    """For each figure that a rule wants and no mask hides, all rules that want it."""
    found: dict[int, list[str]] = {}
    for candidate in candidates:
        rule = candidate.rule.rule.id
        for atom in candidate.figures:
            rules = found.setdefault(atom.figure, [])
            if rule not in rules:
                rules.append(rule)
    return {
        figure: tuple(rules)
        for figure, rules in found.items()
        if figure not in tagged.masked
    }
