"""`newsledger rules explain`: why the figures of an article are what they are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path

from parsers.model import Article, Entry, Origin, Span
from parsers.rules.pack import Place
from parsers.workbench.explain import Explainer
from parsers.workbench.explanation import Explanation
from tui.cli.exits import Exit
from tui.cli.loading import loaded
from tui.cli.output import STDOUT, output
from tui.cli.places import PlaceError, TypedPlace, no_figure
from tui.cli.streams import say
from tui.display import display
from tui.explanation import lines, place_of, readable


def run(
    typed: str, offset: int | None, rules: Sequence[Path], form: str = "text"
) -> Exit:
    """Explain the figures of one article, or the one at a place in it.

    Args:
        typed: The article, behind it perhaps a line, or a line and a column.
        offset: The place as an offset, in place of line and column.
        rules: Rule files and folders; those of the settings when empty.
        form: `text` or `json`.

    Raises:
        PlaceError: If the article cannot be read, or no figure stands at the place.
    """
    settings, engine, broken = loaded(rules)
    place = TypedPlace.typed(typed)
    article = place.article(settings.size_limit)
    within = _within(place, offset, article)
    explained = Explainer(engine).explain(article, within)
    if within is not None and not explained:
        figures = engine.read(article).figures
        raise no_figure(place.file, within, figures, article.text)
    with output(STDOUT) as stream:
        shown = _as_json if form == "json" else _as_text
        stream.writelines(shown(explained, article))
    if not explained:
        say("newsledger: the article has no figures")
    return Exit.PROBLEMS if broken else Exit.OK


def _within(place: TypedPlace, offset: int | None, article: Article) -> Span | None:
    """The part of the article that is asked for; None for all of it."""
    if offset is None:
        return place.span(article.text)
    if place.line is not None:
        raise PlaceError(place.file, "name a line or an offset, not both")
    if not 0 <= offset < len(article.text):
        raise PlaceError(place.file, f"it has {len(article.text)} characters")
    return Span(offset, offset + 1)


def _as_text(explained: Iterable[Explanation], article: Article) -> Iterator[str]:
    """Each explanation as lines, with an empty line between two."""
    for number, explanation in enumerate(explained):
        if number:
            yield "\n"
        yield from (f"{display(line)}\n" for line in lines(explanation, article))


def _as_json(explained: Iterable[Explanation], article: Article) -> Iterator[str]:
    found = [_object(explanation, article) for explanation in explained]
    yield json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _object(explanation: Explanation, article: Article) -> object:
    """An explanation for programs: its own fields, with article and place in front."""
    line, column = place_of(explanation.figure.span.start, article.text)
    place = {"article": article.name, "line": line, "column": column}
    told = {
        field.name: _plain(getattr(explanation, field.name), article.text)
        for field in fields(explanation)
        if field.name != "pieces"
    }
    return {**place, **told, "tagged": readable(explanation.pieces)}


def _plain(value: object, text: str) -> object:
    """A value of an explanation as JSON has it; a span brings its characters."""
    match value:
        case Span():
            return {"start": value.start, "end": value.end, "text": value.of(text)}
        case Origin():
            return {"how": value.how, "span": _plain(value.span, text)}
        case Entry():
            return {"id": value.id, "rule": value.rule}
        case Place():
            return str(value)
        case tuple() if hasattr(value, "_asdict"):
            return {name: _plain(v, text) for name, v in value._asdict().items()}
        case tuple():
            return [_plain(item, text) for item in value]
        case _ if is_dataclass(value):
            return {
                field.name: _plain(getattr(value, field.name), text)
                for field in fields(value)
            }
    return value
