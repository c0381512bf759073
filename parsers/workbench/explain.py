"""Explaining the figures of an article: it is read as ever, then told who did what.

Nothing here decides anything: the engine does, and is watched.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from parsers.engine import Engine
from parsers.engine.claims import Candidate, figures_of, rank, ranked
from parsers.engine.finders import Find
from parsers.engine.program import RuleProgram
from parsers.model import Article, Entry, Figure, Reading, Span
from parsers.workbench.explanation import (
    Because,
    Contender,
    Explanation,
    Near,
    Outcome,
    Ranking,
    Source,
    Told,
    Veto,
)
from parsers.workbench.nearest import Nearest
from parsers.workbench.noting import Note, Scene, Watching
from parsers.workbench.tagging import View

_RANKINGS: tuple[Ranking, ...] = ("priority", "fields", "earlier", "name")
"""What each part of a rank is."""
_HELPERS = frozenset({"trend", "sign", "pair"})


class Explainer:
    """Explains articles by one rule pack. Keep it: what it compiles is kept with it."""

    def __init__(self, engine: Engine) -> None:
        """Take the rules that read the articles."""
        self._program = engine.program
        self._nearest = Nearest(engine.program)

    def explain(
        self, article: Article, within: Span | None = None
    ) -> tuple[Explanation, ...]:
        """Why the figures of an article are what they are, in their order.

        Args:
            article: The article.
            within: Only figures that lie here, at least in part; without it, all.
        """
        watching = Watching(self._program, article)
        reading = watching.reading()
        notes = {index: note for note in watching.notes for index in note.figures}
        found: list[Explanation] = []
        for scene in watching.scenes:
            view = View(self._program, article.folded, scene)
            stage = _Stage(self._nearest, reading, notes, scene, view)
            for index, _raw in scene.figures:
                figure = reading.figures[index]
                if within is None or figure.span.overlaps(within):
                    found.append(stage.explanation(index, figure))
        return tuple(found)


class _Stage:
    """One sentence, with all that happened in it."""

    def __init__(
        self,
        nearest: Nearest,
        reading: Reading,
        notes: dict[int, Note],
        scene: Scene,
        view: View,
    ) -> None:
        self._nearest = nearest
        self._reading = reading
        self._notes = notes
        self._scene = scene
        self._view = view

    def explanation(self, index: int, figure: Figure) -> Explanation:
        view, note = self._view, self._notes.get(index)
        contenders = tuple(self._contenders(index))
        because = self._because(figure, contenders)
        entry = next((e for e in self._reading.entries if e.id == figure.entry), None)
        return Explanation(
            figure=figure,
            sentence=self._scene.span,
            pieces=view.pieces,
            cue=view.cue,
            masks=view.masks,
            contenders=contenders,
            told=tuple(self._told(entry, note)),
            veto=self._veto(figure, note, contenders),
            entry=entry,
            because=because,
            overlooked=() if note is None else note.overlooked,
            near=self._near(index, because),
            stopped=self._stopped,
        )

    @cached_property
    def _stopped(self) -> tuple[str, ...]:
        span, overruns = self._scene.span, self._reading.overruns
        return tuple(dict.fromkeys(o.rule for o in overruns if o.span == span))

    @cached_property
    def _ranked(self) -> list[Candidate]:
        tagged, view = self._scene.tagged, self._view
        if tagged is None:
            return []
        return ranked(view.program, view.sentences, tagged)

    def _contenders(self, index: int) -> Iterator[Contender]:
        """The rules that match on a figure: winner, losers, those kept out."""
        wanting = [
            candidate
            for candidate in self._ranked
            if any(atom.figure == index for atom in candidate.figures)
        ]
        for candidate in wanting:
            ranking = _ranking(wanting[0], candidate)
            outcome: Outcome = "lost" if ranking else "won"
            yield self._contender(candidate.rule, candidate.find, outcome, ranking)
        if self._scene.tagged is not None:
            for rule in self._view.program.rules:
                yield from self._kept_out(rule, index)

    def _kept_out(self, rule: RuleProgram, index: int) -> Iterator[Contender]:
        """The finds of a rule on a figure that its conditions do not allow."""
        sentences, tagged = self._view.sentences, self._view.tagged
        lacking = not self._view.requirement_holds(rule)
        unless = sentences.finds(rule.unless, tagged) if rule.unless else []
        if not lacking and not unless:
            return
        for find in sentences.finds(rule.finder, tagged):
            if any(atom.figure == index for atom in figures_of(find, tagged)):
                if lacking:
                    yield self._contender(rule, find, "requires")
                else:
                    yield self._contender(rule, find, "unless", found=unless[0])

    def _contender(
        self,
        program: RuleProgram,
        find: Find,
        outcome: Outcome,
        ranking: Ranking | None = None,
        found: Find | None = None,
    ) -> Contender:
        rule = program.rule
        return Contender(
            rule.id,
            rule.pattern.place(0),
            rule.priority,
            tuple(dict.fromkeys(capture.field for capture in find.captures)),
            self._view.span(find),
            outcome,
            ranking,
            None if found is None else self._view.span(found),
        )

    def _told(self, entry: Entry | None, note: Note | None) -> Iterator[Told]:
        """The fields of the entry, else what was filled before a draft was given up."""
        if entry is not None:
            yield from self._told_by_entry(entry)
        elif note is not None:
            for name, filled in sorted(note.draft.fields.items()):
                if name not in _HELPERS:
                    source = note.sources.get(name)
                    yield Told(name, filled.value, filled.origin, source)

    def _told_by_entry(self, entry: Entry) -> Iterator[Told]:
        # Neighbours that joined bring a field each: the first that has it counts.
        notes = [
            self._notes[index]
            for index, figure in enumerate(self._reading.figures)
            if figure.entry == entry.id
        ]
        for name, origin in entry.origins:
            value = getattr(entry, name)
            told = value.edtf if name == "period" else str(value)
            source = next((n.sources[name] for n in notes if name in n.sources), None)
            yield Told(name, told, origin, source)

    def _veto(
        self, figure: Figure, note: Note | None, contenders: tuple[Contender, ...]
    ) -> Veto | None:
        if note is not None and note.veto is not None:
            return note.veto
        if figure.state == "masked" and contenders and contenders[0].outcome == "won":
            won = contenders[0]
            source = Source("rule", won.rule, won.place)
            return Veto(figure.reason or "", source, won.span)
        return None

    def _because(
        self, figure: Figure, contenders: tuple[Contender, ...]
    ) -> Because | None:
        if figure.state != "open":
            return None
        if self._scene.tagged is None:
            return "no cue"
        won = any(contender.outcome == "won" for contender in contenders)
        return "no flow" if won else "no rule"

    def _near(self, index: int, because: Because | None) -> tuple[Near, ...]:
        tagged = self._view.tagged
        # A mask in a sentence without a cue counts for nothing, but hides the figure.
        if because is None or index in tagged.masked:
            return ()
        return self._nearest.near(tagged, index, because)


def _ranking(winner: Candidate, other: Candidate) -> Ranking | None:
    """The first part of two ranks in which they differ; None for the winner itself."""
    if other is winner:
        return None
    pairs = zip(_RANKINGS, rank(winner), rank(other), strict=True)
    return next((name for name, one, two in pairs if one != two), "earlier")
