"""Figures of a text that a person put into square brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.articles import article_from_text
from parsers.engine import Engine
from parsers.model import Span

_PAIR = re.compile(r"\[([^\[\]]*)\]")
_BRACKET = re.compile(r"[\[\]]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its marks, and what they marked."""

    text: str
    spans: tuple[Span, ...]


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


def _figures(text: str, engine: Engine) -> Sequence[Span]:
    reading = engine.read(article_from_text("sentence", text))
    return [figure.span for figure in reading.figures]
