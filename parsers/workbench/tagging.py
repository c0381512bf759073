"""One sentence as the rules see it: its atoms, its cue, what masks hide of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from parsers.engine.finders import Find, Finder
from parsers.engine.program import Program, RuleProgram
from parsers.engine.scanner import RawFigure
from parsers.engine.sentences import Sentences
from parsers.engine.tagger import Tagged
from parsers.model import Span
from parsers.workbench.explanation import Cue, MaskHit, Piece
from parsers.workbench.noting import Scene


class View:
    """A sentence that was read, or left alone, in all the forms that it passes through."""

    def __init__(self, program: Program, folded: str, scene: Scene) -> None:
        """Take a sentence of a folded text; nothing is tagged yet."""
        self.program = program
        self._folded = folded
        self._scene = scene
        # Not those of the reading, so that nothing is stopped that it did not stop.
        self.sentences = Sentences(program)

    @cached_property
    def bare(self) -> Tagged:
        """With its atoms, before any mask."""
        return unmasked(self.program, self._folded, self.tagged, self._scene.figures)

    @cached_property
    def _plain(self) -> Tagged:
        """As the cue sees it: without its periods."""
        tagger, span = self.program.tagger, self._scene.span
        words = tagger.words(self._folded, span)
        return tagger.join(self._folded, span, words, self._scene.figures)

    @cached_property
    def tagged(self) -> Tagged:
        """As the rules see it, or would see it if it were read."""
        scene = self._scene
        if scene.tagged is not None:
            return scene.tagged
        return self.sentences.tag(self._folded, scene.span, scene.figures)

    def span(self, find: Find) -> Span:
        """The characters behind a find; masks change no offset."""
        return self.bare.span(find.start, find.end)

    def requirement_holds(self, rule: RuleProgram) -> bool:
        """Whether what a rule requires is in the sentence."""
        if rule.requires is None:
            return True
        return bool(self.sentences.finds(rule.requires, self.tagged))

    @cached_property
    def masks(self) -> tuple[MaskHit, ...]:
        """What the masks hide, in the order of the text; nothing if it is left alone."""
        if self._scene.tagged is None:
            return ()
        hits = [
            MaskHit(mask.mask.reason, self.span(find), mask.mask.pattern.place(0))
            for mask in self.program.masks
            for find in self.sentences.finds(mask.finder, self.bare)
        ]
        return tuple(sorted(hits, key=lambda hit: hit.span))

    @cached_property
    def cue(self) -> Cue:
        """What lets the sentence be read."""
        program = self.program
        if self._scene.tagged is None:
            return Cue("none")
        if program.cue is None:
            return Cue("any")
        words = self._spans(program.cue)
        if words:
            return Cue("cue", words)
        follows = self._spans(program.follow_up) if self._scene.follows else ()
        if follows:
            return Cue("follow-up", follows)
        for rule in program.self_cued:
            finds = self.sentences.finds(rule.finder, self.tagged)
            if finds and self.requirement_holds(rule):
                return Cue("rule", tuple(map(self.span, finds)), rule.rule.id)
        return Cue("cue")

    def _spans(self, finder: Finder | None) -> tuple[Span, ...]:
        """What a part of the cue matches."""
        if finder is None:
            return ()
        finds = self.sentences.finds(finder, self._plain)
        return tuple(self._plain.span(find.start, find.end) for find in finds)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Text and atoms in turn; what a mask hides is one piece."""
        pieces: list[Piece] = []
        for piece in self._cut():
            if pieces and pieces[-1].kind == piece.kind != "atom":
                span = Span(pieces.pop().span.start, piece.span.end)
                piece = Piece(span.of(self._folded), span, piece.kind)
            pieces.append(piece)
        return tuple(pieces)

    def _cut(self) -> Iterator[Piece]:
        """The pieces, cut wherever an atom or a mask begins or ends."""
        hidden = [hit.span for hit in self.masks]
        at = self.bare.begin
        for atom in self.bare.atoms:
            yield from _text(Span(at, atom.start), self._folded, hidden)
            span = Span(atom.start, atom.end)
            if any(span.overlaps(mask) for mask in hidden):
                yield Piece(span.of(self._folded), span, "masked")
            elif atom.type:
                name = f"figure:{atom.type}" if atom.figure >= 0 else atom.type
                value = f":{atom.value}" if atom.value else ""
                yield Piece(f"{{{name}{value}}}", span, "atom")
            else:
                yield Piece(" ", span, "text")
            at = atom.end
        yield from _text(Span(at, self.bare.end), self._folded, hidden)


def unmasked(
    program: Program,
    folded: str,
    tagged: Tagged,
    figures: Sequence[tuple[int, RawFigure]],
) -> Tagged:
    """A tagged sentence as it was before the masks: they hide text but drop no atom."""
    atoms = [atom for atom in tagged.atoms if atom.figure < 0]
    span = Span(tagged.begin, tagged.end)
    return program.tagger.join(folded, span, atoms, figures)


def _text(span: Span, folded: str, hidden: Sequence[Span]) -> Iterator[Piece]:
    """A stretch without atoms, cut where a mask begins or ends."""
    inner = (edge for mask in hidden for edge in mask if span.start < edge < span.end)
    edges = sorted({*span, *inner})
    for start, end in pairwise(edges):
        piece = Span(start, end)
        masked = any(piece.overlaps(mask) for mask in hidden)
        yield Piece(piece.of(folded), piece, "masked" if masked else "text")
