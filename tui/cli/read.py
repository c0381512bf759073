"""`newsledger read ARTICLE`: one article, in the browser or as plain text."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from parsers.articles import find, read
from parsers.model import Article, Reading, Skipped, Span
from parsers.settings import resolve
from tui.cli.exits import Exit
from tui.cli.loading import loaded
from tui.cli.output import STDOUT, output
from tui.cli.places import PlaceError, TypedPlace
from tui.cli.streams import has_terminal
from tui.display import one_line
from tui.linear import linear
from tui.permalink import SCHEME, Permalink

_MUTE = ("", "dumb")
"""Terminals that can not move their cursor."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """An article, and the characters of it that were asked for."""

    article: Article
    span: Span | None


def run(name: str, paths: Sequence[Path], rules: Sequence[Path], plain: bool) -> int:
    """Show an article.

    Args:
        name: A file, or a permalink.
        paths: Where the article of a permalink is looked for; the articles of the
            settings when empty.
        rules: Rule files and folders; those of the settings when empty.
        plain: Whether to print it even where it could be browsed.

    Raises:
        PlaceError: If it can not be found or read.
    """
    settings = resolve(Path.cwd(), tuple(rules)).settings
    asked = _asked(name, paths or settings.articles, settings.size_limit)
    if not plain and has_terminal() and os.environ.get("TERM", "") not in _MUTE:
        from tui.cli import browse

        return browse.run([Path(os.fsdecode(asked.article.path))], rules)
    _settings, engine, broken = loaded(rules)
    with output(STDOUT) as stream:
        lines = _lines(engine.read(asked.article), asked.span)
        stream.writelines(f"{line}\n" for line in lines)
    return Exit.PROBLEMS if broken else Exit.OK


def _lines(reading: Reading, span: Span | None) -> Iterator[str]:
    """What was asked for, then the article."""
    if span is not None:
        quote = " ".join(span.of(reading.article.text).split())
        yield one_line(f"characters {span.start}-{span.end}: {quote}")
        yield ""
    yield from linear(reading)


def _asked(name: str, paths: Sequence[Path], limit: int) -> _Asked:
    if not name.startswith(SCHEME):
        return _Asked(TypedPlace(name).article(limit), None)
    link = Permalink.of(name)
    if link is None:
        raise PlaceError(name, f"no link; one is {SCHEME}DIGEST#START-END")
    for article in _articles(paths, limit):
        if article.digest == link.digest:
            return _Asked(article, link.span)
    raise PlaceError(name, "no article here has this digest")


def _articles(paths: Sequence[Path], limit: int) -> Iterator[Article]:
    """What can be read below the paths."""
    for item in find(paths):
        article = item if isinstance(item, Skipped) else read(item, limit)
        if isinstance(article, Article):
            yield article
