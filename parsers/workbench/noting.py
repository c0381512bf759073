"""Reading an article as ever, while noting who did what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property

from parsers.engine.drafts import Draft, moved
from parsers.engine.figured import Numbered
from parsers.engine.finders import Capture, Find
from parsers.engine.program import LookProgram, Program, SlotProgram
from parsers.engine.reader import ArticleReader
from parsers.engine.scanner import RawFigure
from parsers.engine.slots import Hit, Range, Slots, distance_to, inside
from parsers.engine.tagger import Tagged
from parsers.model import Article, Span
from parsers.rules.pack import Slot
from parsers.workbench.explanation import Overlooked, Refusal, Source, Veto

_STAGES: tuple[Refusal, ...] = (
    *("if", "only", "scope", "unless", "within", "not_after"),
)
"""In this order a look is put to the test: a later refusal is a nearer miss."""


@dataclass(slots=True)
class Note:
    """What the slots did for one draft."""

    draft: Draft
    figures: tuple[int, ...]
    """Those it had before neighbours joined."""
    sources: dict[str, Source] = field(default_factory=dict)
    """Field -> what filled it."""
    veto: Veto | None = None
    overlooked: tuple[Overlooked, ...] = ()

    def again(self, draft: Draft) -> Note:
        """The same note of the draft of a sentence that stands again."""
        first, tagged, veto = self.draft.tagged, draft.tagged, self.veto
        return Note(
            draft,
            tuple(draft.figures),
            self.sources,
            veto and replace(veto, span=moved(veto.span, first, tagged)),
            tuple(
                replace(one, span=moved(one.span, first, tagged))
                for one in self.overlooked
            ),
        )


@dataclass(slots=True)
class Scene:
    """One sentence with figures, as it was read."""

    span: Span
    figures: tuple[tuple[int, RawFigure], ...]
    """Each with its index in the article."""
    follows: bool
    """Whether an entry was found in the sentence before."""
    tagged: Tagged | None
    """None where the sentence was left alone."""


class Watching(ArticleReader):
    """One pass over one article, with notes."""

    def __init__(self, program: Program, article: Article) -> None:
        """Find the figures."""
        super().__init__(program, article)
        self.scenes: list[Scene] = []

    @cached_property
    def _slots(self) -> WatchingSlots:
        return WatchingSlots(self._program, self._sentences, self._context)

    @property
    def notes(self) -> list[Note]:
        """What the slots did, draft by draft."""
        return self._slots.notes

    def seen(
        self, span: Span, numbered: Numbered, cued: Tagged | None
    ) -> Tagged | None:
        """A sentence as the rules see it."""
        tagged = super().seen(span, numbered, cued)
        follows = self._follows(span)
        self.scenes.append(Scene(span, tuple(numbered), follows, tagged))
        return tagged

    def repeat(
        self, first: Tagged, drafts: Sequence[Draft], tagged: Tagged
    ) -> list[Draft]:
        """A sentence that stands again: what was noted is true of it as well."""
        again = super().repeat(first, drafts, tagged)
        noted = {id(note.draft): note for note in self.notes}
        for old, new in zip(drafts, again, strict=True):
            if id(old) in noted:  # a rule that vetoes leaves the slots nothing to do
                self.notes.append(noted[id(old)].again(new))
        return again


class WatchingSlots(Slots):
    """Slots that note what filled a field, what vetoed, and what missed a flow."""

    @cached_property
    def notes(self) -> list[Note]:
        """One note for each draft that came to the slots."""
        return []

    def take_rule(self, draft: Draft, captures: tuple[Capture, ...]) -> None:
        """Fill what the rule tells."""
        self.notes.append(Note(draft, tuple(draft.figures)))
        place = draft.rule.pattern.place(0)
        with self._noting(draft, Source("rule", draft.rule.id, place)):
            super().take_rule(draft, captures)

    def fill(self, draft: Draft, following: int) -> None:
        """Fill what the rule left empty; look what missed if that was the flow."""
        super().fill(draft, following)
        if draft.veto is None and draft.value("flow") is None:
            self.notes[-1].overlooked = tuple(self._overlooked(draft, following))

    @contextmanager
    def _noting(self, draft: Draft, source: Source) -> Iterator[None]:
        before = set(draft.fields)
        yield
        filled = draft.fields.keys() - before
        self.notes[-1].sources.update(dict.fromkeys(filled, source))

    def _veto(self, hit: Hit, reason: str, draft: Draft) -> None:
        super()._veto(hit, reason, draft)
        span = hit.tagged.span(hit.find.start, hit.find.end)
        self.notes[-1].veto = Veto(reason, _source(hit.look), span)

    def _take(self, hit: Hit, draft: Draft) -> bool:
        with self._noting(draft, _source(hit.look)):
            return super()._take(hit, draft)

    def _inherit(self, slot: SlotProgram, draft: Draft) -> None:
        with self._noting(draft, Source("slot", slot.slot.name, None)):
            super()._inherit(slot, draft)

    def _default(self, slot: Slot, default: str, draft: Draft) -> None:
        with self._noting(draft, Source("slot", slot.name, None)):
            super()._default(slot, default, draft)

    def _overlooked(self, draft: Draft, following: int) -> Iterator[Overlooked]:
        """The looks for the flow that find something which does not count."""
        looks = (
            look
            for slot in self._program.slots
            if "flow" in slot.slot.fields
            for look in slot.looks
        )
        for look in looks:
            missed = [
                (_STAGES.index(why), -distance_to(find, draft), find)
                for find in self._sentences.finds(look.finder, draft.tagged)
                if (why := self._refusal(look, find, draft, following)) is not None
            ]
            if missed:
                stage, nearness, find = max(missed, key=lambda miss: miss[:2])
                yield Overlooked(
                    _source(look),
                    draft.tagged.span(find.start, find.end),
                    _STAGES[stage],
                    -nearness,
                    look.look.within,
                )

    def _refusal(
        self, look: LookProgram, find: Find, draft: Draft, following: int
    ) -> Refusal | None:
        """The key that kept a look from using a find; of several, the last tried."""
        rule = look.look
        if any(draft.value(name) != value for name, value in rule.given):
            return "if"
        if rule.only is not None and rule.only not in self._kinds(draft):
            return "only"
        stages = {
            self._stage(look, find, draft, area)
            for scope in rule.scopes
            if (area := self._area(scope, draft, following)) is not None
            and inside(find, area, scope)
        }
        if None in stages:
            return None
        return max(filter(None, stages), key=_STAGES.index, default="scope")

    def _stage(
        self, look: LookProgram, find: Find, draft: Draft, area: Range
    ) -> Refusal | None:
        """What refuses a find that lies in a scope of its look."""
        within = look.look.within
        if self._barred(look, draft.tagged, area):
            return "unless"
        if within is not None and distance_to(find, draft) > within:
            return "within"
        return "not_after" if self._after_bar(look, draft.tagged, find) else None


def _source(look: LookProgram) -> Source:
    """The slot or the filter of a look, which labels its finder."""
    kind, _, name = look.finder.label.rpartition(" ")
    return Source("filter" if kind else "slot", name, look.look.pattern.place(0))
