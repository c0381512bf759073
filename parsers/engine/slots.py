"""Filling the fields of an entry from the text around its figure, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parsers.engine.context import Context
from parsers.engine.drafts import Draft
from parsers.engine.finders import Capture, Find
from parsers.engine.program import InheritProgram, LookProgram, Program, SlotProgram
from parsers.engine.sentences import Sentences
from parsers.engine.tagger import Tagged
from parsers.model import How, Origin, Span
from parsers.rules.pack import Slot

FREE_TEXT = frozenset({"commodity", "attribution"})
FIGURES = frozenset({"value", "quantity", "change"})
PARTIES = frozenset({"reporter", "partner"})
PLANS_BACK = 3
"""How many sentences back a time is looked for, past a plan that it is not taken from."""
MOST_PARTNERS = 5
"""More partners than this are `XX:several`."""


Looks = Sequence[LookProgram]


class Range(NamedTuple):
    """A stretch of a tagged sentence to look in."""

    low: int
    high: int


class Hit(NamedTuple):
    """A find that answers a look, and how far it is from the figure."""

    distance: int
    look: LookProgram
    find: Find
    tagged: Tagged
    how: How


class Slots:
    """Runs the slots of a pack for the drafts of one article."""

    def __init__(self, program: Program, sentences: Sentences, context: Context):
        """Keep the parts; nothing runs yet."""
        self._program = program
        self._sentences = sentences
        self._context = context

    def take_rule(self, draft: Draft, captures: tuple[Capture, ...]) -> None:
        """Fill what the rule sets and what its own pattern captured."""
        for field, value in draft.rule.sets:
            draft.fill(field, value, Origin("set"))
            if field == "flow":
                draft.cue = draft.core
        self.take_captures(captures, draft.tagged, draft, "pattern")

    def fill(self, draft: Draft, following: int) -> None:
        """Fill what the rule left empty; sets `draft.veto` where a look vetoes.

        A figure without a flow is no trade figure, so no slot after that of the flow is
        tried for it.

        Args:
            draft: The entry in the making.
            following: Tagged offset of the next entry's figure, or the sentence's end.
        """
        for slot in self._program.slots:
            if slot.fields <= draft.fields.keys():
                continue
            if draft.rule.comparison and slot.fields >= PARTIES:
                self._compare_parties(draft, following)
            live = self._live(slot, draft.tagged)
            if live and slot.slot.nearest:
                self._nearest(live, draft, following)
            elif live:
                self._first(live, draft, following)
            if draft.veto is not None:
                return
            if slot.inherit and self._context.drafts:
                self._inherit(slot, draft)
            if slot.slot.default is not None:
                self._default(slot.slot, slot.slot.default, draft)
            if "flow" in slot.fields and "flow" not in draft.fields:
                return

    def filter(self, draft: Draft, following: int) -> None:
        """Veto an entry whose rule has a filter that finds what it looks for."""
        for item in self._program.filters:
            if draft.rule.id not in item.filter.rules:
                continue
            if self._applies(item.look, draft):
                self._take_first(item.look, draft, following)
            if draft.veto is not None:
                return

    def _first(self, looks: Looks, draft: Draft, following: int) -> None:
        """Take what the looks find, one after another, until all is filled."""
        for look in looks:
            if look.fields and look.fields <= draft.fields.keys():
                continue
            if not self._applies(look, draft):
                continue
            self._take_first(look, draft, following)
            if draft.veto is not None:
                return

    def _take_first(self, look: LookProgram, draft: Draft, following: int) -> None:
        """Take what a look finds in the first of its scopes where that fits."""
        for scope in look.look.scopes:
            hits = self._hits(scope, look, draft, following)
            if hits and self._first_that_fits(hits, draft):
                return

    def _nearest(self, looks: Looks, draft: Draft, following: int) -> None:
        """Of all that the looks find in the first scope with finds, take the nearest."""
        looks = [look for look in looks if self._applies(look, draft)]
        scopes = dict.fromkeys(s for look in looks for s in look.look.scopes)
        for scope in scopes:
            hits: list[Hit] = []
            for look in looks:
                if scope in look.look.scopes:
                    hits += self._hits(scope, look, draft, following)
            if hits and self._first_that_fits(hits, draft):
                return

    def _live(self, slot: SlotProgram, tagged: Tagged) -> Looks:
        """The looks of a slot that can find anything, in a sentence or outside."""
        passing = self._sentences.passing(tagged)
        if not slot.elsewhere and slot.numbers.isdisjoint(passing):
            return ()
        return [
            look
            for look in slot.looks
            if look.finder.number in passing or look.elsewhere is not None
        ]

    def _first_that_fits(self, hits: list[Hit], draft: Draft) -> bool:
        """Take the nearest hit that fills anything, or vetoes."""
        if len(hits) > 1:
            hits.sort(key=_distance)
        for hit in hits:
            if hit.how == "slot" and self._after_bar(hit.look, hit.tagged, hit.find):
                continue
            if hit.look.look.veto is not None:
                self._veto(hit, hit.look.look.veto, draft)
                return True
            if self._take(hit, draft):
                return True
        return False

    def _veto(self, hit: Hit, reason: str, draft: Draft) -> None:
        draft.veto = reason

    def _hits(
        self, scope: str, look: LookProgram, draft: Draft, following: int
    ) -> list[Hit]:
        """What a look finds in one of its scopes, whatever it must not come after."""
        if scope in ("headline", "lead"):
            return self._elsewhere(scope, look)
        tagged = draft.tagged
        finds = self._sentences.finds(look.finder, tagged)
        area = self._area(scope, draft, following) if finds else None
        if area is None or self._barred(look, tagged, area):
            return []
        hits: list[Hit] = []
        within, handicap = look.look.within, look.look.handicap
        for find in finds:
            if not inside(find, area, scope):
                continue
            distance = distance_to(find, draft)
            if within is None or distance <= within:
                hits.append(Hit(distance + handicap, look, find, tagged, "slot"))
        return hits

    def _applies(self, look: LookProgram, draft: Draft) -> bool:
        """Whether the look is for such drafts and finds anything in their sentence."""
        for field, value in look.look.given:
            if draft.value(field) != value:
                return False
        only = look.look.only
        if only is not None and only not in self._kinds(draft):
            return False
        if look.elsewhere is not None:
            return True
        return bool(self._sentences.finds(look.finder, draft.tagged))

    def _kinds(self, draft: Draft) -> set[str]:
        atoms = draft.tagged.atoms_in(draft.start, draft.end)
        own = [atom for atom in atoms if atom.figure in draft.figures]
        kinds = {"value" if atom.type == "money" else atom.type for atom in own}
        if any(atom.type == "change" and not atom.value for atom in own):
            kinds.add("percent")
        return kinds

    def _area(self, scope: str, draft: Draft, following: int) -> Range | None:
        start, end = draft.start, draft.end
        if scope == "cue":
            return None if draft.cue is None else Range(*draft.cue)
        if scope == "core":
            return Range(*draft.core)
        if scope.startswith("clause"):
            if draft.clause is None:
                draft.clause = self.clause(draft.tagged, start)
            low, high = draft.clause
        else:
            low, high = 0, len(draft.tagged.text)
        if scope.endswith("before"):
            return Range(low, start)
        if scope.endswith("after"):
            return Range(end, high)
        if scope == "next":
            return Range(end, following)
        return Range(low, high)

    def clause(self, tagged: Tagged, offset: int) -> Range:
        """The clause of a tagged sentence in which an offset lies."""
        low, high = 0, len(tagged.text)
        if self._program.clause is not None:
            for find in self._sentences.finds(self._program.clause, tagged):
                if find.end <= offset:
                    low = find.end
                elif find.start > offset:
                    high = find.start
                    break
        return Range(low, high)

    def _elsewhere(self, scope: str, look: LookProgram) -> list[Hit]:
        """Finds in the headline or the first sentence: the earlier, the nearer."""
        context, in_headline = self._context, scope == "headline"
        may = context.may_headline if in_headline else context.may_lead
        if look.elsewhere not in may:
            return []
        tagged = context.searched_headline if in_headline else context.searched_lead
        if tagged is None:
            return []
        finds = self._sentences.finds(look.finder, tagged)
        return [Hit(find.start, look, find, tagged, "headline") for find in finds]

    def _barred(self, look: LookProgram, tagged: Tagged, area: Range) -> bool:
        return look.unless is not None and any(
            inside(find, area, "")
            for find in self._sentences.finds(look.unless, tagged)
        )

    def _after_bar(self, look: LookProgram, tagged: Tagged, find: Find) -> bool:
        return look.not_after is not None and self._sentences.reaches(
            look.not_after, tagged, 0, find.start
        )

    def _take(self, hit: Hit, draft: Draft) -> bool:
        """Fill the draft from a hit; False where that fills nothing."""
        took = self.take_captures(hit.find.captures, hit.tagged, draft, hit.how)
        for field, value in hit.look.look.sets:
            span = hit.tagged.span(hit.find.start, hit.find.end)
            filled = draft.fill(field, value, self._origin(hit.how, span, hit.tagged))
            if filled and field == "flow" and hit.tagged is draft.tagged:
                draft.cue = (hit.find.start, hit.find.end)
            took |= filled
        return took

    def take_captures(
        self, captures: tuple[Capture, ...], tagged: Tagged, draft: Draft, how: How
    ) -> bool:
        """Fill the draft from captures; False where that fills nothing."""
        took = False
        for capture in captures:
            if capture.field in FIGURES:
                continue
            if capture.reference is not None:
                took |= self._take_reference(capture, tagged, draft)
            else:
                took |= self._take_value(capture, tagged, draft, how)
        return took

    def _take_reference(self, capture: Capture, tagged: Tagged, draft: Draft) -> bool:
        assert capture.reference is not None
        to = self._program.references[capture.reference]
        answers = self._context.resolve(to, tagged, capture.start, draft)
        took = False
        for field, answer in answers:
            name = field if to == "pair" else capture.field
            took |= draft.fill(name, answer.value, answer.origin)
        return took

    def _take_value(
        self, capture: Capture, tagged: Tagged, draft: Draft, how: How
    ) -> bool:
        atoms = tagged.atoms_in(capture.start, capture.end)
        if capture.field == "period":
            value = self._context.period(
                tagged, capture.start, capture.end, draft, own=how == "pattern"
            )
        elif capture.field in FREE_TEXT:
            value = self._context.words(tagged, capture.start, capture.end)
        elif capture.field in ("reporter", "partner"):
            value = _parties([a.value for a in atoms if a.value])
        else:
            value = atoms[0].value if atoms else ""
        if not value:
            return False
        span = tagged.span(capture.start, capture.end)
        took = draft.fill(capture.field, value, self._origin(how, span, tagged))
        if took and capture.field == "flow":
            draft.cue = (capture.start, capture.end) if tagged is draft.tagged else None
        return took

    def _origin(self, how: How, span: Span, tagged: Tagged) -> Origin:
        if self._context.is_headline(tagged):
            return self._context.headline_origin(span.start, span.end)
        return Origin(how, span)

    def _inherit(self, slot: SlotProgram, draft: Draft) -> None:
        for item in slot.inherit:
            missing = [f for f in slot.slot.fields if f not in draft.fields]
            if not missing:
                return
            source = self._source(item, draft, dated="period" in missing)
            if source is None:
                continue
            for field in missing:
                filled = source.fields.get(field)
                if filled is not None:
                    value = self._inherited(field, filled.value, draft, source)
                    draft.fill(field, value, Origin("inherited", filled.origin.span))

    def _compare_parties(self, draft: Draft, following: int) -> None:
        """Take the sides of what is compared with it, if no place is named since."""
        last = next(reversed(self._context.drafts), None)
        if last is None or last.tagged is not draft.tagged:
            return
        if last.value("flow") != draft.value("flow"):
            return
        atoms = draft.tagged.atoms_in(last.end, following)
        if any(atom.type in self._program.pack.places for atom in atoms):
            return
        for field in PARTIES:
            filled = last.fields.get(field)
            if filled is not None:
                draft.fill(field, filled.value, Origin("inherited", filled.origin.span))

    def _compared_before(self, draft: Draft) -> Draft | None:
        """What an earlier figure of the sentence is compared with, if its time is told.

        "Exports fell to $3 billion in May from $4 billion in April, imports to $1
        billion from $2 billion."
        """
        for earlier in reversed(self._context.drafts):
            if earlier.tagged is not draft.tagged:
                return None
            if earlier.rule.comparison and "period" in earlier.fields:
                return earlier
        return None

    def _inherited(self, field: str, value: str, draft: Draft, source: Draft) -> str:
        """What a figure is compared with lies a year before, if nothing else is said."""
        if field != "period" or not draft.rule.comparison or source.rule.comparison:
            return value
        return self._context.year_before(value)

    def _source(
        self, item: InheritProgram, draft: Draft, *, dated: bool
    ) -> Draft | None:
        """The earlier entry that a field may be inherited from, if `dated` a period."""
        tagged, inheritance = draft.tagged, item.inheritance
        if item.when is not None and not self._sentences.finds(item.when, tagged):
            return None
        if item.unless is not None and self._sentences.finds(item.unless, tagged):
            return None
        same, within = inheritance.source == "figure", inheritance.within
        if same and dated and draft.rule.comparison:
            against = self._compared_before(draft)
            if against is not None:
                return against
        for earlier in reversed(self._context.drafts):
            if (earlier.tagged is tagged) is not same:
                if same:
                    return None
                continue
            if earlier.rule.comparison and not (
                same and (draft.rule.comparison or not dated)
            ):
                continue
            if dated and _is_plan(earlier) and not _is_plan(draft):
                within = PLANS_BACK
                continue
            if within is None or self._context.is_within(
                within, earlier.tagged, tagged
            ):
                return earlier
            return None
        return None

    def _default(self, slot: Slot, default: str, draft: Draft) -> None:
        how: How = "home" if default == "home" else "set"
        for field in slot.fields:
            if field in draft.fields:
                continue
            if default == "home":
                value = self._context.main(draft.value("partner"))
            else:
                value = default
            if value is not None:
                draft.fill(field, value, Origin(how))


def _is_plan(draft: Draft) -> bool:
    """Whether an entry is of the future, whose time nothing else is inherited from."""
    return draft.value("status") in ("target", "forecast")


def inside(find: Find, area: Range, scope: str) -> bool:
    """Whether a find lies in the stretch that a scope stands for."""
    if scope in ("cue", "core"):
        return find.start < area.high and area.low < find.end
    return area.low <= find.start and find.end <= area.high


def distance_to(find: Find, draft: Draft) -> int:
    """How many tagged characters lie between the figures of a draft and a find."""
    if find.end <= draft.start:
        return draft.start - find.end
    return max(0, find.start - draft.end)


def _distance(hit: Hit) -> int:
    return hit.distance


def _parties(codes: list[str]) -> str:
    """One code, or `XX:A+B` of several, as the annotation guidelines have it."""
    distinct = sorted(set(codes))
    if len(distinct) <= 1:
        return "".join(distinct)
    if len(distinct) > MOST_PARTNERS:
        return "XX:several"
    return "XX:" + "+".join(distinct)
