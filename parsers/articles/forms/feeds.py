"""Feeds, RSS and Atom: an article for each entry, as far as the feed tells it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from io import BytesIO
from typing import Any
from xml.sax import SAXException

from parsers.articles.forms.days import day_told
from parsers.articles.forms.deputy import Answer, article, deputy, size_of
from parsers.articles.forms.markup import text_of
from parsers.articles.forms.told import Record, Told
from parsers.articles.opening import content
from parsers.articles.refusals import MissingExtraError, RefusedError

LARGEST = 5 * 2**20
"""Bytes of a feed; entries of years are not more."""

_NONE = "no feed that can be read"

_DAYS = ("published", "updated", "created")


def records(path: bytes) -> Iterator[Record]:
    """The entries of a feed, in its order.

    Raises:
        OSError: If the file can not be read.
        RefusedError: If it is no feed.
    """
    for at, item in enumerate(_entries(path)):
        yield Record(at + 1, at, size_of(item))


def told(path: bytes, record: Record, limit: int) -> Told:
    """What a feed tells of one entry.

    Raises:
        OSError: If the file can not be read.
        RefusedError: If the entry has no text.
    """
    answer = _entries(path)
    if record.at >= len(answer):
        raise RefusedError("the file has changed since it was listed")
    return article(answer[record.at])


def _entries(path: bytes) -> Answer:
    """All entries of a feed."""
    status = os.stat(path)  # noqa: PTH116 - a Path takes no bytes
    return _kept(path, (status.st_ino, status.st_size, status.st_mtime_ns))


@lru_cache(maxsize=4)
def _kept(path: bytes, version: tuple[int, ...]) -> Answer:
    """All entries of a version of a feed, kept for the next one that is asked for."""
    return deputy("feed").ask(content(path, LARGEST))


# --- in the process of the deputy ------------------------------------------------------


def entries(data: bytes) -> Iterator[Told | str]:
    """What the bytes of a feed tell, entry by entry.

    Raises:
        MissingExtraError: If feedparser is not installed.
        RefusedError: If they are no feed.
    """
    feed = _feed(data)
    for entry in feed.entries:
        yield _told(entry, f"{feed.get('encoding') or 'utf-8'}, an entry of a feed")
    if isinstance(feed.get("bozo_exception"), SAXException):
        yield "the feed is torn or no good XML: there may be more in it"


def links(data: bytes) -> Iterator[Told]:
    """Where the entries of a feed lead, also those that have no text in it.

    Raises:
        MissingExtraError: If feedparser is not installed.
        RefusedError: If the bytes are no feed.
    """
    for entry in _feed(data).entries:
        # A service that counts readers puts a link of its own before the real one.
        link = entry.get("feedburner_origlink") or entry.get("link")
        if isinstance(link, str) and link.strip():
            yield Told(text="", encoding="a link in a feed", url=link)


def _feed(data: bytes) -> Any:
    """The feed in some bytes.

    Raises:
        MissingExtraError: If feedparser is not installed.
        RefusedError: If they are no feed.
    """
    try:
        import feedparser
    except ImportError:
        raise MissingExtraError("feedparser", "web") from None
    if not data.strip():
        raise RefusedError(_NONE)
    # Bytes in a file: of a text it would ask whether that is an address, and go there.
    feed: Any = feedparser.parse(
        BytesIO(data), resolve_relative_uris=False, sanitize_html=False
    )
    if not feed.version:
        raise RefusedError(_NONE)
    return feed


def _told(entry: Any, encoding: str) -> Told | str:
    """What an entry tells; the reason if it has no text."""
    contents = [part.get("value") or "" for part in entry.get("content", ())]
    text = text_of(max((*contents, entry.get("summary") or ""), key=len))
    if not text:
        return "an entry without text"
    return Told(
        text=text,
        encoding=encoding,
        title=text_of(entry.get("title") or "") or None,
        date=_day(entry),
        url=entry.get("link"),
    )


def _day(entry: Any) -> str | None:
    """The day on which an entry was published."""
    for name in _DAYS:
        if day := day_told(entry.get(name)):
            return day
        if moment := entry.get(f"{name}_parsed"):
            return date(*moment[:3]).isoformat()
    return None
