"""Reading a file, one article in a file, or a piece of text, into an article."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from parsers.articles.decoding import canonical, without_surrogates
from parsers.articles.folders import Found
from parsers.articles.folding import fold
from parsers.articles.forms import Told, plain, told, told_in
from parsers.articles.headline import date_of, title_of
from parsers.articles.opening import content
from parsers.articles.refusals import RefusedError, reason_of
from parsers.model import Article, Head, Skipped, Span

LIMIT = 16 * 2**20
"""Bytes of the largest file, or record of a file, that is taken for an article."""

_LONGEST_TITLE = 300
"""Characters; what goes on for longer is cut."""

_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f-\xa0]{1,2000}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def read(found: Found, limit: int = LIMIT) -> Article | Skipped:
    """Read what was found; what can not be read is skipped with a reason."""
    try:
        return _article(found.name, found.path, *_content(found, limit))
    except (OSError, ValueError, RefusedError) as error:
        return Skipped(found.name, found.path, reason_of(error))


def article_from_text(name: str, text: str) -> Article:
    """Make an article of a text that lies in no file of its own."""
    return _article(name, b"", _clean(Told(text, "text")), name)


def _content(found: Found, limit: int) -> tuple[Told, str]:
    """What a file tells of an article, and the name of the file if that tells more."""
    if found.record is not None:
        held = told_in(found.file, found.record, limit)
        return _clean(held), without_surrogates(held.file)
    name = found.path.decode("utf-8", "replace")
    if (by_form := told(found.path, limit)) is not None:
        return _clean(by_form), name
    return plain.told(content(found.path, limit)), name


def _clean(told: Told) -> Told:
    """The same with canonical text."""
    text = canonical(without_surrogates(told.text))
    return replace(told, text=text, repaired=told.repaired or "\ufffd" in text)


def _article(name: str, path: bytes, told: Told, file: str) -> Article:
    """Put an article together."""
    text = told.text
    folded = fold(text)
    return Article(
        name=name,
        path=path,
        text=text,
        folded=folded,
        encoding=told.encoding,
        repaired=told.repaired,
        find_head=partial(_head, told, file, folded),
        url=told.url if told.url and _ADDRESS.fullmatch(told.url) else None,
        fetched=told.fetched if told.fetched and _DAY.fullmatch(told.fetched) else None,
    )


def _head(told: Told, file: str, folded: str) -> Head:
    """What an article tells of itself; what its file does not is looked for in the text."""
    file = file.rpartition("/")[2]
    title, title_span = _titled(told) or title_of(file, told.text, folded)
    day, day_span = (told.date, None) if told.date else date_of(file, folded)
    return Head(title, title_span, day, day_span)


def _titled(told: Told) -> tuple[str, Span | None] | None:
    """The headline that a file tells, and where the text begins with it."""
    text = told.text
    words = without_surrogates(told.title or "")[: 2 * _LONGEST_TITLE].split()
    if not words:
        return None
    title = " ".join(words)[:_LONGEST_TITLE]
    start = len(text) - len(text.lstrip())
    at_start = text.startswith(title, start)
    return title, Span(start, start + len(title)) if at_start else None
