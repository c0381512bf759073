"""The sentence of the figures that a person marked, as the rules at hand read it."""

from __future__ import annotations

from typing import NamedTuple

from parsers.engine import Engine
from parsers.engine.examples import article_of
from parsers.engine.tagger import Tagged
from parsers.errors import NewsledgerError
from parsers.model import Article, Reading
from parsers.rules.pack import Example, Place
from parsers.workbench.explain import Explainer
from parsers.workbench.explanation import Explanation
from parsers.workbench.marking import Marked
from parsers.workbench.noting import Watching
from parsers.workbench.tagging import View


class DraftError(NewsledgerError):
    """No rule can be drafted; `reason` tells why, in words for a person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Subject(NamedTuple):
    """What a rule is drafted from."""

    article: Article
    """The text as an example has it: without headline or date."""
    tagged: Tagged
    """The sentence of the figures."""
    figures: tuple[int, ...]
    """Their indexes in the article."""
    explained: tuple[Explanation, ...]
    """Why they are what they are now."""


def subject_of(marked: Marked, engine: Engine) -> Subject:
    """The sentence of the marked figures.

    Raises:
        DraftError: If it cannot be told which figures are meant, or none can be booked.
    """
    article = _article(marked.text)
    watching = Watching(engine.program, article)
    reading = watching.reading()
    figures = _figures_of(marked, reading)
    scenes = [
        scene
        for scene in watching.scenes
        if any(index in figures for index, _raw in scene.figures)
    ]
    if len(scenes) > 1:
        raise DraftError("the marked figures stand in different sentences")
    tagged = View(engine.program, article.folded, scenes[0]).tagged
    for index in figures:
        if index in tagged.masked:
            text, reason = reading.figures[index].text, tagged.masked[index]
            raise DraftError(f"no rule can get '{text}', which a mask hides: {reason}")
    spans = [reading.figures[index].span for index in figures]
    explained = tuple(
        explanation
        for explanation in Explainer(engine).explain(article)
        if explanation.figure.span in spans
    )
    return Subject(article, tagged, figures, explained)


def _article(text: str) -> Article:
    place = Place("", 0, 0)
    article, _begin = article_of(Example(text, None, None, None, None, False, place))
    return article


def _figures_of(marked: Marked, reading: Reading) -> tuple[int, ...]:
    """The indexes of the marked figures; without a mark, of the only one."""
    figures = reading.figures
    if not figures:
        raise DraftError("the rules find no figure in the sentence")
    found = tuple(
        index
        for index, figure in enumerate(figures)
        if any(figure.span.overlaps(span) for span in marked.spans)
    )
    if not found and len(figures) > 1:
        names = ", ".join(f"[{figure.text}]" for figure in figures)
        raise DraftError(f"put the figure you mean into brackets, one of {names}")
    return found or (0,)
