"""Reading articles with a rule pack: the one way from text to entries."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from functools import cached_property

from parsers.articles import sentence_at
from parsers.engine.assemble import (
    entry_of,
    figure_of,
    joined,
    occurrences,
    primary,
)
from parsers.engine.claims import Candidate, Claim, claims, own_captures, ranked
from parsers.engine.context import Context
from parsers.engine.drafts import Draft
from parsers.engine.figured import Figured, Looks, Numbered
from parsers.engine.program import Program
from parsers.engine.scanner import RawFigure, carried, in_named_currency
from parsers.engine.sentences import Sentences
from parsers.engine.slots import Slots
from parsers.engine.tagger import Tagged
from parsers.model import Article, Entry, Reading, Span

REPEATED = 80
"""Characters of a sentence that says the same wherever it is printed again."""


class Engine:
    """Reads articles with one rule pack. Keeps nothing from one article to the next."""

    def __init__(self, program: Program) -> None:
        """Take a compiled pack."""
        self.program = program

    def read(self, article: Article) -> Reading:
        """All that the rules make of an article.

        A rule that runs out of its time in a sentence is stopped there and listed in
        `overruns`; the other rules go on.
        """
        return self.begin(article).reading()

    def begin(self, article: Article) -> ArticleReader:
        """Find the figures of an article; `steps` and `reading` do the rest."""
        return ArticleReader(self.program, article)


class ArticleReader:
    """One pass over one article, in steps."""

    gated = True
    sentences_type: type[Sentences] = Sentences

    def __init__(self, program: Program, article: Article) -> None:
        """Find the figures."""
        self._program = program
        self._article = article
        self._sentences = self.sentences_type(program, gated=self.gated)
        self._masked: dict[int, str] = {}
        self._drafts: list[Draft] = []
        figures = self._sentences.figures(article.folded)
        self._raw = in_named_currency(
            figures, lambda name: self._context.currency(name)
        )
        self._figured: list[Figured] = []
        self._made: dict[int, list[Claim]] = {}
        """What the rules claim in the sentence that begins at an offset."""
        self._read: dict[tuple[str, str], tuple[Tagged, list[Draft]]] = {}
        """Each sentence that is long enough, and its drafts, by its words and tags."""
        self.steps = self._steps()
        """All that is left to do. It stops after each step, so that who reads several
        articles can take it in all of them before the next."""

    def _steps(self) -> Iterator[None]:
        if not self._raw:
            return
        self._figured = list(self.with_figures())
        figured = [one for one in self._figured if one.first is None]
        for step in self._sentences.steps():
            yield
            figured = list(filter(step, figured))
        yield
        for one in figured:
            if one.tagged is not None:
                self._made[one.tagged.begin] = self.claims(one.tagged)
        yield
        if any(self._made.values()):
            self._context.look_ahead()
        yield
        for one in self._figured:
            tagged = self.seen(one.span, one.figures, one.as_tagged())
            if tagged is not None:
                self._read_tagged(tagged)

    def with_figures(self) -> Iterator[Figured]:
        """The sentences that hold figures; one that stands again knows the first."""
        known: dict[Looks, Figured] = {}
        index = 0
        for span, group in self.sentences():
            if not group:  # mere numbers
                continue
            figured = Figured(self._article.folded, span, list(enumerate(group, index)))
            index += len(group)
            first = known.setdefault(figured.looks(), figured)
            figured.first = None if first is figured else first
            yield figured

    def tagged_sentences(self) -> list[Tagged]:
        """The sentences that have a cue, tagged, as the rules see them."""
        deque(self.steps, maxlen=0)
        found = (figured.as_tagged() for figured in self._figured)
        return [tagged for tagged in found if tagged is not None]

    def _tag(self, span: Span, numbered: Numbered, *, follows: bool) -> Tagged | None:
        folded = self._article.folded
        return self._sentences.tag_cued(folded, span, numbered, follows=follows)

    @cached_property
    def _context(self) -> Context:
        drafts = self._drafts
        return Context(self._article, self._program, self._sentences, drafts)

    @cached_property
    def _slots(self) -> Slots:
        return Slots(self._program, self._sentences, self._context)

    def reading(self) -> Reading:
        """What the rules make of the article."""
        deque(self.steps, maxlen=0)
        if not self._figured:
            return Reading(self._article, (), (), tuple(self._sentences.overruns))
        return self._assembled([f for one in self._figured for _, f in one.figures])

    def seen(
        self, span: Span, numbered: Numbered, cued: Tagged | None
    ) -> Tagged | None:
        """A sentence as the rules see it; None where they leave it alone.

        Args:
            span: The sentence.
            numbered: Its figures.
            cued: The tagged sentence if it has a cue. Without one it is read only where
                it follows that of an entry.
        """
        if cued is None and self._follows(span):
            return self._tag(span, numbered, follows=True)
        return cued

    def claims(self, tagged: Tagged) -> list[Claim]:
        """The drafts of one sentence, in the order of their first figure."""
        return claims(self.candidates(tagged), tagged)

    def candidates(self, tagged: Tagged) -> list[Candidate]:
        """What the rules find in a sentence, the strongest first."""
        return ranked(self._program, self._sentences, tagged)

    def _follows(self, span: Span) -> bool:
        """Whether an entry was found in the sentence before."""
        return bool(self._drafts) and self._context.follows(span.start)

    def sentences(self) -> Iterator[tuple[Span, list[RawFigure]]]:
        """The sentences that hold figures, each with its figures."""
        folded = self._article.folded
        group: list[RawFigure] = []
        span, earlier = Span(0, 0), None
        for figure in self._raw:
            if figure.start >= span.end:
                done = carried(group, earlier)
                yield span, done
                before, group = span, []
                span = sentence_at(folded, figure.start, figure.end, span.end)
                close = not folded[before.end : span.start].strip()
                sums = [f for f in done if f.kind == "money"] if close else []
                earlier = sums[-1] if sums else None
            elif figure.end > span.end:
                end = sentence_at(folded, figure.start, figure.end).end
                span = Span(span.start, end)
            group.append(figure)
        yield span, carried(group, earlier)

    def _read_tagged(self, tagged: Tagged) -> None:
        """Make the drafts of a sentence; one that was read before says what it said.

        Old web pages print the end of an article again and again, where what a
        sentence refers to does not stand before it any more.
        """
        self._masked.update(tagged.masked)
        words = self._article.folded[tagged.begin : tagged.end], tagged.text
        earlier = self._read.get(words)
        if earlier is not None:
            self.repeat(*earlier, tagged)
            return
        drafts = self._claimed(tagged)
        if tagged.end - tagged.begin >= REPEATED:
            self._read[words] = tagged, drafts

    def repeat(
        self, first: Tagged, drafts: Sequence[Draft], tagged: Tagged
    ) -> list[Draft]:
        """Read a sentence as the same one was read `first`.

        Returns:
            Its drafts, in step with those of the first.
        """
        again = [draft.again(tagged) for draft in drafts]
        for draft in again:
            self._keep(draft)
        return again

    def _claimed(self, tagged: Tagged) -> list[Draft]:
        """What the rules and slots make of a sentence."""
        made = self._made.pop(tagged.begin, None)
        if made is None:
            made = self.claims(tagged)
        for number, claim in enumerate(made):
            following = (
                made[number + 1].draft.start
                if number + 1 < len(made)
                else len(tagged.text)
            )
            draft = claim.draft
            draft.veto = draft.rule.veto
            if draft.veto is None:
                self._slots.take_rule(draft, own_captures(claim, following))
                self._slots.fill(draft, following)
            if draft.veto is None and draft.value("flow") is not None:
                self._slots.filter(draft, following)
            self._keep(draft)
        return [claim.draft for claim in made]

    def _keep(self, draft: Draft) -> None:
        """Book a draft, or mask its figures where it has a veto."""
        if draft.veto is not None:
            self._masked.update(dict.fromkeys(draft.figures, draft.veto))
        elif draft.value("flow") is not None:
            self._drafts.append(draft)

    def _assembled(self, figures: Sequence[RawFigure]) -> Reading:
        article = self._article
        drafts = joined(self._drafts, figures)
        numbers = occurrences(figures, article.text) if drafts else []
        entries: list[Entry] = []
        booked: dict[int, str] = {}
        for draft in drafts:
            span = primary(draft, figures)
            number = next(
                numbers[i] for i in draft.figures if figures[i].start == span.start
            )
            entry = entry_of(draft, figures, article, number)
            entries.append(entry)
            booked.update(dict.fromkeys(draft.figures, entry.id))
        return Reading(
            article,
            tuple(entries),
            tuple(
                figure_of(raw, article.text, self._masked.get(index), booked.get(index))
                for index, raw in enumerate(figures)
            ),
            tuple(self._sentences.overruns),
        )
