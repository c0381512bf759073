"""Figures of a text that a person put into square brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.articles import article_from_text, sentence_at
from parsers.engine import Engine
from parsers.model import Article, Span
from parsers.rules.problems import harmless

_PAIR = re.compile(r"\[([^\[\]]*)\]")
_BRACKET = re.compile(r"[\[\]]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its marks, and what they marked."""

    text: str
    spans: tuple[Span, ...]
    extent: Span | None = None
    """What of it a pattern is to match; None for as much as it needs."""


def marked(text: str, engine: Engine) -> Marked:
    """Take the marks out of a text; brackets around no figure stay, they are its own."""
    figures = _figures(_BRACKET.sub("", text), engine)
    spans: list[Span] = []
    kept, at, bare = "", 0, 0
    for pair in _PAIR.finditer(text):
        between = text[at : pair.start()]
        bare += len(_BRACKET.sub("", between))
        inner = Span(bare, bare + len(pair[1]))
        kept += between
        if any(inner.overlaps(figure) for figure in figures):
            spans.append(Span(len(kept), len(kept) + len(pair[1])))
            kept += pair[1]
        else:
            kept += pair[0]
        at, bare = pair.end(), inner.end
    return Marked(kept + text[at:], tuple(spans))


def marked_in(
    article: Article, spans: Sequence[Span], extent: Span | None = None
) -> Marked:
    """The sentence of the first of some figures, on one line.

    Args:
        article: The article.
        spans: Its figures that are marked, at least one.
        extent: What a pattern is to match.
    """
    sentence = sentence_at(article.folded, *spans[0])
    begin = sentence.start
    clean = harmless(sentence.of(article.text).replace("\n", " "))

    def moved(span: Span) -> Span:
        cuts = (min(max(0, at - begin), len(clean)) for at in span)
        start, end = (len(" ".join(f"{clean[:cut]}x".split())) - 1 for cut in cuts)
        return Span(start, end)

    within = None if extent is None else moved(extent)
    return Marked(" ".join(clean.split()), tuple(map(moved, spans)), within)


def _figures(text: str, engine: Engine) -> Sequence[Span]:
    reading = engine.read(article_from_text("sentence", text))
    return [figure.span for figure in reading.figures]
