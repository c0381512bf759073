"""What an article has said before the sentence at hand.

References ("the two countries", "that country") and inherited fields are resolved
here, from the nearest text that can answer: the sentence before the reference, the
entries already read, earlier sentences, the headline, and last the country that the
article is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from parsers.articles import sentence_at
from parsers.articles.folding import fold
from parsers.engine.drafts import Draft, Filled
from parsers.engine.periods import Calendar, Stated, parse
from parsers.engine.program import Program
from parsers.engine.sentences import Sentences
from parsers.engine.tagger import Tagged
from parsers.engine.words import Atom, lowered
from parsers.model import Article, How, Origin, Period, Span

UNNAMED = ("WLD", "XX:several")
REGIONS = ("AFRICA", "ASIA", "EUROPE", "LATAM", "OPEC", "XX:")
"""How the codes begin of what is no side of "the two countries"."""
PLANS = ("target", "forecast", "potential")
"""What has not happened yet: a month without its year is not one of last year."""
SENTENCES_BACK = 4
"""How far back a reference may point."""
HEADLINE_WEIGHT = 3
"""How many mentions in the text one in the headline is worth."""
_BEFORE = frozenset(
    ["after", "behind", "by", "for", "from", "in", "into", "of", "than", "to", "with"]
)
"""Words behind which a place is not the subject of its sentence."""
_WORD = re.compile(r"[A-Z']{4,}")
"""A word of a headline in capitals; shorter ones may be names such as U.S. or UAE."""
_LONGEST = 16
"""Characters before a place that hold such a word and "the", with blanks around."""

OPENING = 3_000
"""Characters from the start that tell which country an article is about."""


class Answer(NamedTuple):
    """A place that a reference stands for, and where it was read."""

    value: str
    origin: Origin


class Context:
    """The memory of one article, grown as its sentences are read in order."""

    def __init__(
        self,
        article: Article,
        program: Program,
        sentences: Sentences,
        drafts: Sequence[Draft],
    ) -> None:
        """Start at the top of the article; `drafts` grows as they are finished."""
        self.article = article
        self.drafts = drafts
        self._program = program
        self._sentences = sentences
        self._calendar = Calendar(article.date, article.folded)
        self._places = program.pack.places
        self._headline: Tagged | None = None
        self._ranked: tuple[str, ...] | None = None
        self._named: dict[str, bool] = {}
        self._seen: dict[Span, list[Atom]] = {}
        self._spans_before: dict[int, tuple[int, list[Span]]] = {}
        """How many sentences before an offset were asked for, and which they are."""

    @property
    def headline(self) -> Tagged | None:
        """The tagged headline; offsets are its own when it comes from the file name."""
        if self._headline is None and self._title:
            span = Span(0, len(self._title))
            self._headline = self._sentences.tag_bare(self._title, span)
        return self._headline

    @cached_property
    def searched_headline(self) -> Tagged | None:
        """The same for patterns: with the masks laid over it."""
        return self.headline and self._sentences.mask(self.headline)

    def is_headline(self, tagged: Tagged) -> bool:
        """Whether a tagged sentence is the headline; it is not tagged for that."""
        return tagged is self._headline

    @cached_property
    def _title(self) -> str:
        """The folded title, empty where there is none; no longer one in capitals."""
        title = fold(self.article.title or "")
        return _WORD.sub(self._lowered, title) if title.isupper() else title

    def _lowered(self, word: re.Match[str]) -> str:
        """A word of a headline in capitals as a text has it: TURKEY'S, but OPEC."""
        name = word.group()
        return name if self._program.tagger.places(name) else name.capitalize()

    def look_ahead(self) -> None:
        """Find out what can be found in the headline."""
        _ = self.may_headline

    @cached_property
    def may_headline(self) -> frozenset[int]:
        """The looks, see `Program.elsewhere`, that can find anything in the headline."""
        return self._program.elsewhere(lowered(self._title))

    @cached_property
    def lead(self) -> Tagged:
        """The first sentence below the headline, tagged."""
        return self._sentences.tag_bare(self.article.folded, self._lead)

    @cached_property
    def searched_lead(self) -> Tagged:
        """The same for patterns: with the masks laid over it."""
        return self._sentences.mask(self.lead)

    @cached_property
    def may_lead(self) -> frozenset[int]:
        """Those that can find anything in the first sentence."""
        return self._program.elsewhere(lowered(self._lead.of(self.article.folded)))

    @cached_property
    def _lead(self) -> Span:
        """Where the first sentence stands."""
        at = self.article.title_span.end if self.article.title_span else 0
        folded = self.article.folded
        while at < len(folded) - 1 and folded[at].isspace():
            at += 1
        return sentence_at(folded, at, at + 1)

    def follows(self, begin: int) -> bool:
        """Whether only blanks lie between an offset and the last entry's sentence."""
        if not self.drafts:
            return False
        return not self.article.folded[self.drafts[-1].tagged.end : begin].strip()

    def _spans_back(self, begin: int) -> Iterator[Span]:
        """The sentences before an offset, nearest first."""
        folded, at = self.article.folded, begin
        while at > 0:
            at -= 1
            if folded[at].isspace():
                continue
            span = sentence_at(folded, at, at + 1)
            yield span
            at = span.start

    def main(self, avoid: str | None = None) -> str | None:
        """The country that the article is about, other than `avoid`.

        It is the home of the pack where that is named, unless the headline tells of
        another country and the first sentence knows nothing of home; else the one named
        most often in the headline and at the start.
        """
        home = self._program.pack.home
        abroad = self._abroad
        if abroad is not None and abroad != avoid:
            return abroad
        if home is not None and home != avoid and self._names(home):
            return home
        ranking = self._ranking()
        if not ranking and home != avoid:
            return home
        return next((place for place in ranking if place != avoid), None)

    def currency(self, short: str) -> str | None:
        """What a short name of a currency means in the country that is named most.

        None where nothing need be told of it: in no country, or in that of the pack.
        """
        home = self._program.pack.home
        if not self._program.scanner.is_shared(short):
            return None
        if home is not None and self._currency_of(home, short):
            return None
        found = (self._currency_of(place, short) for place in self._ranking())
        return next(filter(None, found), None)

    def _currency_of(self, place: str, short: str) -> str | None:
        """The currency of a place, if it is called by both names: Danish crowns."""
        names = self._program.tagger.names(place)
        return self._program.scanner.currency(names, short)

    @cached_property
    def _abroad(self) -> str | None:
        """The country that headline and lead are about, where they leave home out."""
        headline, home = self.headline, self._program.pack.home
        if headline is None or home is None:
            return None
        named = self._in(headline)
        if not named or any(a.value == home for a in (*named, *self._in(self.lead))):
            return None
        subjects = (a.value for a in named if not self._is_object(a, headline))
        return next(subjects, None)

    def _names(self, place: str) -> bool:
        """Whether the headline or the start of the article names a place."""
        if place not in self._named:
            text = f"{self._title} {self.article.folded[:OPENING]}"
            names = self._program.tagger.names(place)
            self._named[place] = any(name in text for name in names)
        return self._named[place]

    def _ranking(self) -> tuple[str, ...]:
        """Places of the article, those named most often first."""
        if self._ranked is None:
            opening = self.article.folded[:OPENING]
            counts = Counter(self._program.tagger.places(opening))
            if self.headline is not None:
                for atom in self._in(self.headline):
                    counts[atom.value] += HEADLINE_WEIGHT
            self._ranked = tuple(place for place, _count in counts.most_common())
        return self._ranked

    def is_within(self, most: int, earlier: Tagged, later: Tagged) -> bool:
        """Whether a sentence lies at most so many sentences back from another."""
        if earlier is later:
            return True
        back = self._before(later.begin, most)
        return len(back) < most or any(span.start <= earlier.begin for span in back)

    def _before(self, begin: int, most: int) -> list[Span]:
        """Up to so many sentences before an offset, nearest first."""
        known = self._spans_before.get(begin)
        if known is None or known[0] < most:
            known = most, list(islice(self._spans_back(begin), most))
            self._spans_before[begin] = known
        return known[1][:most]

    def period(
        self, tagged: Tagged, start: int, end: int, draft: Draft, *, own: bool
    ) -> str:
        """The EDTF of the period captured there; empty if it cannot be resolved.

        Args:
            tagged: The sentence.
            start: Where the capture begins in the tagged text.
            end: Where it ends.
            draft: The entry in the making.
            own: Whether its rule captured it, so that it is the figure's own.
        """
        for atom in tagged.atoms_in(start, end):
            if atom.type == "period":
                text = self.folded(tagged)[atom.start : atom.end]
                stated = parse(text)
                if stated is None:
                    continue
                resolved = self._meaning(stated, draft, own)
                if resolved is not None:
                    return resolved.edtf
        return ""

    def _meaning(self, stated: Stated, draft: Draft, own: bool) -> Period | None:
        if draft.value("status") in PLANS:
            stated = replace(stated, planned=True)
        governing = self._governing(nearest=stated.said)
        if governing is None and stated.like:
            governing = self._reported
        if not draft.rule.comparison:
            return self._calendar.resolve(stated, governing)
        if own or stated.is_relative:
            return self._calendar.compare(stated, governing)
        # "up from $3 billion, in May 2017": the period is that of the other figure.
        return self._calendar.year_before(self._calendar.resolve(stated, governing))

    def year_before(self, period: str) -> str:
        """The EDTF of the same period a year before; the period, if its year is open."""
        before = self._calendar.year_before(Period.of(period))
        return period if before is None else before.edtf

    @cached_property
    def _reported(self) -> Period | None:
        """The first period of the headline or the lead: what the article reports on."""
        for tagged in (self.headline, self.lead):
            for atom in tagged.atoms if tagged is not None else ():
                if atom.type == "period" and tagged is not None:
                    stated = parse(self.folded(tagged)[atom.start : atom.end])
                    found = stated and self._calendar.resolve(stated, None)
                    if found:
                        return found
        return None

    def words(self, tagged: Tagged, start: int, end: int) -> str:
        """The folded words behind a stretch of a tagged sentence."""
        span = tagged.span(start, end)
        return span.of(self.folded(tagged)).strip(" ,;:-")

    def folded(self, tagged: Tagged) -> str:
        """The folded text that the offsets of a tagged sentence count in."""
        return self._title if self.is_headline(tagged) else self.article.folded

    def _governing(self, *, nearest: bool) -> Period | None:
        """The period of the last sentence with one that looks not back, its latest.

        One that is told as past, such as "last year", gives way to a later one that
        was told before it, as it is what that was compared with; unless the `nearest`
        is asked for.
        """
        told: Filled | None = None
        sentence: Tagged | None = None
        for earlier in reversed(self.drafts):
            filled = earlier.fields.get("period")
            if filled is None or earlier.rule.comparison:
                continue
            stated = self._stated(filled)
            if stated is not None and stated.looks_back:
                continue
            later = told is None or (
                filled.value > told.value and "X" not in filled.value + told.value
            )
            if told is None or sentence is None or earlier.tagged is sentence:
                told, sentence = (filled if later else told), earlier.tagged
            elif nearest or not self._is_past(told):
                break
            elif later:
                told, sentence = filled, earlier.tagged
        return None if told is None else Period.of(told.value)

    def _stated(self, filled: Filled) -> Stated | None:
        """What the words behind a period say."""
        span = filled.origin.span
        return None if span is None else parse(span.of(self.article.folded))

    def _is_past(self, filled: Filled) -> bool:
        stated = self._stated(filled)
        return stated is not None and stated.is_past

    def resolve(
        self, to: str, tagged: Tagged, offset: int, draft: Draft
    ) -> tuple[tuple[str, Answer], ...]:
        """What a reference stands for, as (field, answer) pairs; empty if unknown.

        Args:
            to: `pair`, `partner` or `subject`.
            tagged: The sentence of the reference.
            offset: Where it stands in the tagged text.
            draft: The entry in the making that it belongs to.
        """
        if to == "pair":
            return self._pair(tagged, offset)
        if to == "partner":
            avoid = {draft.value("reporter") or self.main()}
            answer = self._nearest(tagged, offset, avoid)
            return () if answer is None else (("partner", answer),)
        answer = self._subject(tagged, offset, draft)
        return () if answer is None else (("reporter", answer),)

    def _subject(self, tagged: Tagged, offset: int, draft: Draft) -> Answer | None:
        """The reporter of an entry told before in the sentence, else its nearest place.

        Where it has none, the reporter of the last entry, though not one who was told
        as a customer of the country that the article is about.
        """
        for earlier in reversed(self.drafts):
            if earlier.tagged is not tagged:
                break
            filled = earlier.fields.get("reporter")
            if filled is not None and earlier.end <= offset:
                return Answer(filled.value, Origin("reference", filled.origin.span))
        places = [a for a in tagged.atoms_in(0, offset) if a.type in self._places]
        subjects = [a for a in places if not self._is_object(a, tagged)]
        if places:
            return self._answer((subjects or places)[-1], "reference")
        main = self.main()
        for earlier in reversed(self.drafts):
            filled = earlier.fields.get("reporter")
            if filled is not None and not self._is_customer(earlier, draft, main):
                return Answer(filled.value, Origin("reference", filled.origin.span))
        return None if main is None else Answer(main, Origin("home"))

    def _is_customer(self, earlier: Draft, draft: Draft, main: str | None) -> bool:
        """Whether an entry tells of main's goods from the other side than the draft."""
        flows = {earlier.value("flow"), draft.value("flow")}
        if flows != {"export", "import"} or earlier.value("partner") != main:
            return False
        return all(atom.value != main for atom in self._in(draft.tagged))

    def _is_object(self, atom: Atom, tagged: Tagged) -> bool:
        """Whether the word before a place tells that it is no subject: after China."""
        text = self.folded(tagged)
        before = text[max(0, atom.start - _LONGEST) : atom.start].removesuffix("the ")
        return before.rpartition(" ")[0].rpartition(" ")[2] in _BEFORE

    def _pair(self, tagged: Tagged, offset: int) -> tuple[tuple[str, Answer], ...]:
        """The two places of the sentence so far, of the last entry, or named last."""
        here = self._two(self._here(tagged, offset))
        if len(here) < 2:
            last = self._last_pair(tagged)
            if last:
                return last
            here = self._two(self._mentions(tagged, offset))
        main = self.main(next(iter(here), None))
        if len(here) == 1 and main is not None:
            here[main] = Answer(main, Origin("home"))
        if len(here) < 2:
            return ()
        second, first = here.values()
        if second.value == self.main():
            first, second = second, first
        return (("reporter", first), ("partner", second))

    def _two(self, mentions: Iterator[Answer]) -> dict[str, Answer]:
        """The first two different places that can be a side."""
        answers: dict[str, Answer] = {}
        for answer in mentions:
            if not answer.value.startswith(REGIONS):
                answers.setdefault(answer.value, answer)
            if len(answers) == 2:
                break
        return answers

    def _last_pair(self, tagged: Tagged) -> tuple[tuple[str, Answer], ...]:
        """The two sides of the last entry with a named partner, if it is near."""
        for draft in reversed(self.drafts):
            if not self.is_within(SENTENCES_BACK, draft.tagged, tagged):
                break
            sides = [draft.fields.get(name) for name in ("reporter", "partner")]
            if all(side and side.value not in UNNAMED for side in sides):
                return tuple(
                    (name, Answer(side.value, Origin("reference", side.origin.span)))
                    for name, side in zip(("reporter", "partner"), sides, strict=True)
                    if side is not None
                )
        return ()

    def _nearest(
        self, tagged: Tagged, offset: int, avoid: set[str | None]
    ) -> Answer | None:
        for answer in self._mentions(tagged, offset):
            if answer.value not in avoid:
                return answer
        return None

    def _mentions(self, tagged: Tagged, offset: int) -> Iterator[Answer]:
        """Places named before an offset, nearest first, then those of the headline."""
        yield from self._here(tagged, offset)
        for span in self._before(tagged.begin, SENTENCES_BACK):
            for atom in reversed(self._places_of(span)):
                yield self._answer(atom, "reference")
        if self.headline is not None:
            for atom in self._in(self.headline):
                yield Answer(atom.value, self.headline_origin(atom.start, atom.end))

    def _here(self, tagged: Tagged, offset: int) -> Iterator[Answer]:
        for atom in reversed(tagged.atoms_in(0, offset)):
            if self._is_named_place(atom):
                yield self._answer(atom, "reference")

    def headline_origin(self, start: int, end: int) -> Origin:
        """An origin in the headline; without a span where that is the file name."""
        at = self.article.title_span
        span = None if at is None else Span(at.start + start, at.start + end)
        return Origin("headline", span)

    def _places_of(self, span: Span) -> list[Atom]:
        """The named places of a sentence that need not be tagged for it."""
        if span not in self._seen:
            words = self._program.tagger.words(self.article.folded, span)
            self._seen[span] = [atom for atom in words if self._is_named_place(atom)]
        return self._seen[span]

    def _is_named_place(self, atom: Atom) -> bool:
        return atom.type in self._places and atom.value not in UNNAMED

    def _in(self, tagged: Tagged) -> list[Atom]:
        """The named places of a tagged sentence."""
        return [atom for atom in tagged.atoms if self._is_named_place(atom)]

    def _answer(self, atom: Atom, how: How) -> Answer:
        return Answer(atom.value, Origin(how, Span(atom.start, atom.end)))
