"""Sentences with figures, on their way from the text to the rules."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.engine.scanner import RawFigure
from parsers.engine.tagger import Tagged
from parsers.engine.words import Atom
from parsers.model import Span

Numbered = Sequence[tuple[int, RawFigure]]
"""Figures, each with its index in the article."""
Looks = tuple[str, tuple[tuple[int, int, str], ...]]
"""The words of a sentence, where its figures begin and end in it, and their kinds."""


class Figured:
    """A sentence with figures. Mutable: each step to the rules adds to it."""

    __slots__ = (
        "cued",
        "figures",
        "first",
        "follows",
        "span",
        "tagged",
        "text",
        "words",
    )

    def __init__(
        self,
        text: str,
        span: Span,
        figures: Numbered,
        *,
        follows: bool = False,
    ) -> None:
        """Start with what the text tells.

        Args:
            text: The folded text.
            span: The sentence.
            figures: Its figures, each with its index in the article.
            follows: Whether an entry was found in the sentence before.
        """
        self.text = text
        self.span = span
        self.figures = figures
        self.first: Figured | None = None
        """The same sentence where it stands first, if not here: only that is tagged."""
        self.follows = follows
        self.words: list[Atom] = []
        """The forms of the vocabularies in it."""
        self.cued = False
        """Whether it has the cue, once that is known."""
        self.tagged: Tagged | None = None
        """As it is tagged so far; None in the end where the rules leave it alone."""

    def looks(self) -> Looks:
        """What is the same wherever it stands again."""
        begin = self.span.start
        return self.span.of(self.text), tuple(
            (figure.start - begin, figure.end - begin, figure.kind)
            for _, figure in self.figures
        )

    def as_tagged(self) -> Tagged | None:
        """The tagged sentence; one that stands again shares what is found in the first."""
        if self.first is None:
            return self.tagged
        known = self.first.tagged
        return known and known.again(self.span.start, self.figures[0][0])
