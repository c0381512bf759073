"""What was fetched: a page, a feed, or something that nobody asked for."""

from __future__ import annotations

import re
from typing import Literal

from parsers.articles.decoding import decode
from parsers.articles.forms import looks_like_feed
from parsers.fetching.refusals import NotFetchedError

Kind = Literal["feed", "page"]

_HTML = re.compile(rb"<html[\s>]", re.I)
_HEAD = 4096
_PAGES = ("", "text/html", "application/xhtml+xml")
_FEEDS = (
    *("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
    *("application/xml", "text/xml", "text/plain"),
)
"""Types that servers tell of feeds."""


def check(content_type: str) -> None:
    """See that a type is one of pages or feeds, before anything is loaded.

    Raises:
        NotFetchedError: If it is not.
    """
    if _plain(content_type) not in _PAGES + _FEEDS:
        raise NotFetchedError(f"no page and no feed: {_plain(content_type)[:80]}")


def kind_of(content_type: str, body: bytes) -> Kind:
    """What a body is; servers tell of feeds that they are pages.

    Raises:
        NotFetchedError: If it is neither a page nor a feed.
    """
    told_page = _plain(content_type) in _PAGES
    # Pages have tags of feeds in them as well: licences are told in RDF.
    if looks_like_feed(body) and not (told_page and _HTML.search(body, 0, _HEAD)):
        return "feed"
    if not told_page:
        raise NotFetchedError(f"no page and no feed: {_plain(content_type)[:80]}")
    if not body.strip():
        raise NotFetchedError("an empty page")
    if decode(body) is None:
        raise NotFetchedError("binary, no page")
    return "page"


def _plain(content_type: str) -> str:
    """A type without its parameters."""
    return content_type.partition(";")[0].strip().lower()
