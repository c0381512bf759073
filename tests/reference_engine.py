"""A plain engine: the same rules, without any of the ways in which ours is fast.

Figures by one search over the whole text, sentences by reading all of them,
vocabularies by comparing every form at every word, periods and figures by patterns as
they were written, every finder on every sentence, no look ahead for the cue, and a
sentence that stands again is tagged again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from parsers.articles import sentences
from parsers.engine.figured import Figured
from parsers.engine.program import Program
from parsers.engine.reader import ArticleReader, Engine
from parsers.engine.scanner import (
    FIGURE_KINDS,
    RawFigure,
    Scanner,
    carried,
    figure_source,
)
from parsers.engine.tagger import Tagger
from parsers.engine.words import Atom, lowered
from parsers.model import Article, Reading, Span
from parsers.rules.pack import Pack


class PlainScanner(Scanner):
    """Searches the whole text for figures."""

    def __init__(self, pack: Pack) -> None:
        super().__init__(pack)
        atoms = [atom for atom in pack.atoms if atom.kind in FIGURE_KINDS]
        self._plain = regex.compile(figure_source(atoms), regex.IGNORECASE)

    def scan(self, text: str, late: list[int] | None = None) -> list[RawFigure]:
        figures = []
        match = self._plain.search(text)
        while match is not None:
            figure = self.figure(match)
            if figure is not None:
                figures.append(figure)
            next_at = match.start() + 1 if figure is None else match.end()
            match = self._plain.search(text, next_at)
        return figures


class PlainForm(NamedTuple):
    fold: bool
    pattern: regex.Pattern[str]
    type: str
    value: str
    tag: str


class PlainTagger(Tagger):
    """Compares every form at every word, and searches every sentence for periods."""

    def __init__(self, pack: Pack) -> None:
        super().__init__(pack)
        self._place_names = pack.places
        self._plain_forms: dict[str, list[PlainForm]] = {}
        for fold in (False, True):
            self._add(pack, fold)
        periods = [atom for atom in pack.atoms if atom.kind == "period"]
        self._period_tag = periods[0].tag if periods else ""
        source = "|".join(f"(?:{atom.pattern.source})" for atom in periods) or "(?!)"
        self._plain_period = regex.compile(
            rf"(?<!\w)(?:{source})(?!\w)", regex.IGNORECASE
        )

    def _add(self, pack: Pack, fold: bool) -> None:
        for vocabulary in pack.vocabularies:
            if vocabulary.name not in pack.tagged or vocabulary.fold is not fold:
                continue
            for form, value in vocabulary.forms.items():
                spaced = regex.escape(form, literal_spaces=True).replace(" ", " +")
                pattern = regex.compile(rf"{spaced}(?!\w)")
                tag = vocabulary.tag(value)
                plain = PlainForm(fold, pattern, vocabulary.name, value, tag)
                self._plain_forms.setdefault(form[0], []).append(plain)

    def words(self, text: str, span: Span) -> list[Atom]:
        sentence = text[span.start : span.end]
        blanks = [
            Atom(span.start + m.start(), span.start + m.end(), "", "", -1, " ")
            for m in regex.finditer("  +", sentence)
        ]
        return [*blanks, *self._words(sentence, span.start)]

    def places(self, text: str) -> list[str]:
        found = self._words(text, 0)
        return [atom.value for atom in found if atom.type in self._place_names]

    def _words(self, sentence: str, start: int) -> Iterator[Atom]:
        low = lowered(sentence)
        end = 0
        for word in regex.finditer(r"(?<!\w)\w", sentence):
            at = word.start()
            if at < end:
                continue
            best: tuple[int, PlainForm] | None = None
            for form in self._beginning_with(sentence[at], low[at]):
                match = form.pattern.match(low if form.fold else sentence, at)
                if match is not None and (best is None or match.end() > best[0]):
                    best = (match.end(), form)
            if best is not None:
                end, form = best
                yield Atom(start + at, start + end, form.type, form.value, -1, form.tag)

    def _beginning_with(self, character: str, low: str) -> list[PlainForm]:
        exact = [f for f in self._plain_forms.get(character, ()) if not f.fold]
        return exact + [f for f in self._plain_forms.get(low, ()) if f.fold]

    def periods(self, text: str, span: Span) -> list[Atom]:
        return [
            Atom(m.start(), m.end(), "period", "", -1, self._period_tag)
            for m in self._plain_period.finditer(text, span.start, span.end)
        ]


class PlainProgram(Program):
    """A program that looks ahead at nothing."""

    def __init__(self, pack: Pack) -> None:
        super().__init__(pack)
        self.scanner = PlainScanner(pack)
        self.tagger = PlainTagger(pack)

    def may_cue(self, sentence: str) -> bool:
        return True


class _PlainReader(ArticleReader):
    gated = False

    def with_figures(self) -> Iterator[Figured]:
        for figured in super().with_figures():
            figured.first = None
            yield figured

    def sentences(self) -> Iterator[tuple[Span, list[RawFigure]]]:
        folded = self._article.folded
        figures = self._raw
        spans = list(sentences(folded))
        earlier, last = None, 0
        while figures:
            first = _around(spans, figures[0])
            begin, end = first.start, first.end
            for figure in figures:
                if figure.start < end < figure.end:
                    end = _around(spans, figure).end
            group = [f for f in figures if f.start < end]
            figures = figures[len(group) :]
            done = carried(group, None if folded[last:begin].strip() else earlier)
            sums = [f for f in done if f.kind == "money"]
            earlier, last = sums[-1] if sums else None, end
            yield Span(begin, end), done


def _around(spans: list[Span], figure: RawFigure) -> Span:
    """The sentence of a figure; several where a break would tear it."""
    holding = [s for s in spans if s.start < figure.end and figure.start < s.end]
    return Span(holding[0].start, holding[-1].end)


class ReferenceEngine(Engine):
    """Reads articles as `Engine` does, plainly."""

    def __init__(self, pack: Pack) -> None:
        super().__init__(PlainProgram(pack))

    def begin(self, article: Article) -> ArticleReader:
        return _PlainReader(self.program, article)


def differences(fast: Reading, plain: Reading) -> list[str]:
    """What two readings of one article do not share, for a person."""
    return [
        f"{sign} {item}"
        for sign, mine, other in (("+", fast, plain), ("-", plain, fast))
        for item in (*mine.entries, *mine.figures)
        if item not in (*other.entries, *other.figures)
    ]
