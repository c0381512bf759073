"""Tagged sentences: cue and masks applied, patterns run once each, where they can match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from parsers.engine.figured import Figured, Numbered
from parsers.engine.finders import Find, Finder
from parsers.engine.program import Program, RuleProgram
from parsers.engine.scanner import RawFigure
from parsers.engine.tagger import Tagged
from parsers.engine.words import Atom
from parsers.model import Overrun, Span

Step = Callable[[Figured], bool]
"""A step to the rules; no if they leave the sentence alone."""

MOST_OVERRUNS = 3
"""A rule that runs out of its time so often in one article is given up there."""
PERIODS = "periods"
FIGURES = "figures"
"""What stands for a rule where the patterns of the atoms run out of time."""


class Sentences:
    """Runs finders on tagged sentences that can hold what they find; results are kept."""

    def __init__(self, program: Program, *, gated: bool = True) -> None:
        """Start without overruns; `gated` False tries every pattern everywhere."""
        self._program = program
        self._gated = gated
        self.overruns: list[Overrun] = []
        self._late: defaultdict[str, int] = defaultdict(int)

    def tag(self, text: str, span: Span, figures: Numbered = ()) -> Tagged:
        """A tagged sentence with the masks of the pack laid over it."""
        return self.mask(self.tag_bare(text, span, figures))

    def tag_bare(self, text: str, span: Span, figures: Numbered = ()) -> Tagged:
        """A tagged sentence of which no more is asked than its atoms."""
        tagger = self._program.tagger
        atoms = [*self._periods(text, span), *tagger.words(text, span)]
        return tagger.join(text, span, atoms, figures)

    def tag_cued(
        self, text: str, span: Span, figures: Numbered, *, follows: bool
    ) -> Tagged | None:
        """The same if the sentence has a cue; None where the pack leaves it alone.

        A rule that tells the flow by itself is a cue of its own.

        Args:
            text: The folded text.
            span: The sentence.
            figures: Its figures, each with its index in the article.
            follows: Whether an entry was found in the sentence before.
        """
        figured = Figured(text, span, figures, follows=follows)
        return figured.tagged if all(step(figured) for step in self.steps()) else None

    def steps(self) -> tuple[Step, ...]:
        """What is done to a sentence, one after the other, as long as they say yes."""
        return (
            self.may_be_cued,
            self.with_words,
            self.with_periods,
            self.sifted,
            self.is_cued,
        )

    def may_be_cued(self, figured: Figured) -> bool:
        """Whether a sentence can have a cue, before it is tagged."""
        if not self._gated or figured.follows:
            return True
        return self._program.may_cue(figured.span.of(figured.text))

    def with_words(self, figured: Figured) -> bool:
        """Tag a sentence but for its periods; whether it still can have a cue."""
        text, span, tagger = figured.text, figured.span, self._program.tagger
        figured.words = tagger.words(text, span)
        plain = tagger.join(text, span, figured.words, figured.figures)
        figured.cued = self._has_cue(plain, figured.follows)
        may = figured.cued or self._may_cue_itself(span.of(text))
        figured.tagged = plain if may else None
        return may

    def with_periods(self, figured: Figured) -> bool:
        """Tag its periods as well."""
        text, span = figured.text, figured.span
        periods = self._periods(text, span)
        if periods:
            atoms = [*periods, *figured.words]
            tagger = self._program.tagger
            figured.tagged = tagger.join(text, span, atoms, figured.figures)
        return True

    def sifted(self, figured: Figured) -> bool:
        """Find out which patterns it can hold."""
        if figured.tagged is not None:
            self.passing(figured.tagged)
        return True

    def is_cued(self, figured: Figured) -> bool:
        """Lay the masks over it; whether it has a cue, or a rule that is its own."""
        tagged = figured.tagged and self.mask(figured.tagged)
        cued = tagged is not None and (
            figured.cued or any(self._tells(r, tagged) for r in self._program.self_cued)
        )
        figured.tagged = tagged if cued else None
        return cued

    def _tells(self, rule: RuleProgram, tagged: Tagged) -> bool:
        """Whether a rule finds anything, and what it requires is there."""
        found = bool(self.finds(rule.finder, tagged))
        return found and (
            rule.requires is None or bool(self.finds(rule.requires, tagged))
        )

    def _has_cue(self, plain: Tagged, follows: bool) -> bool:
        """Whether a sentence, tagged without its periods, has a cue."""
        program = self._program
        if program.cue is None or self._holds(program.cue, plain):
            return True
        if not follows or program.follow_up is None:
            return False
        return self._holds(program.follow_up, plain)

    def _holds(self, finder: Finder, tagged: Tagged) -> bool:
        return self.reaches(finder, tagged, 0, len(tagged.text))

    def _may_cue_itself(self, sentence: str) -> bool:
        """Whether a rule that tells the flow by itself can find anything."""
        program = self._program
        may = not self._gated or program.may_cue_itself(sentence)
        return may and bool(program.self_cued)

    def _periods(self, text: str, span: Span) -> list[Atom]:
        if self._late[PERIODS] >= MOST_OVERRUNS:
            return []
        try:
            return self._program.tagger.periods(text, span)
        except TimeoutError:
            self.overran(PERIODS, span)
            return []

    def figures(self, text: str) -> list[RawFigure]:
        """The figures of a text; one whose pattern runs out of time is left out."""
        late: list[int] = []
        found = self._program.scanner.scan(text, late)
        for offset in late[:MOST_OVERRUNS]:
            self.overran(FIGURES, Span(offset, offset + 1))
        return found

    def mask(self, tagged: Tagged) -> Tagged:
        """Lay the masks of the pack over a sentence."""
        passing = self.passing(tagged)
        found = [
            (mask.mask.reason, find)
            for mask in self._program.masks
            if mask.finder.number in passing
            for find in self.finds(mask.finder, tagged)
        ]
        for reason, find in found:
            for atom in tagged.atoms_in(find.start, find.end):
                if atom.figure >= 0:
                    tagged.masked.setdefault(atom.figure, reason)
            tagged.mask(find.start, find.end)
        if found:
            tagged.forget()
        return tagged

    def reaches(self, finder: Finder, tagged: Tagged, start: int, end: int) -> bool:
        """Whether the finder matches within [start, end) of the sentence."""
        if self._late[finder.label] >= MOST_OVERRUNS:
            return False
        try:
            return finder.reaches(tagged.text, tagged.low, start, end)
        except TimeoutError:
            self.overran(finder.label, Span(tagged.begin, tagged.end))
            return False

    def finds(self, finder: Finder, tagged: Tagged) -> list[Find]:
        """The finds of a finder in a sentence; none if it ran out of time."""
        kept = tagged.finds.get(finder.number)
        if kept is None:
            passing = tagged.passing
            if passing is None:
                passing = self.passing(tagged)
            kept = self._find(finder, tagged) if finder.number in passing else []
            tagged.finds[finder.number] = kept
        return kept

    def passing(self, tagged: Tagged) -> frozenset[int]:
        """The numbers of the finders that can find anything in the sentence."""
        if tagged.passing is None:
            program = self._program
            tagged.passing = (
                program.passing(tagged.low) if self._gated else program.numbers
            )
        return tagged.passing

    def _find(self, finder: Finder, tagged: Tagged) -> list[Find]:
        if self._late[finder.label] >= MOST_OVERRUNS:
            return []
        try:
            return finder.find(tagged.text, tagged.low)
        except TimeoutError:
            self.overran(finder.label, Span(tagged.begin, tagged.end))
            return []

    def overran(self, rule: str, span: Span) -> None:
        """Note that a rule ran out of its time in a sentence."""
        self._late[rule] += 1
        self.overruns.append(Overrun(rule, span))
