"""Web pages: the article in one, without what stands around it, by trafilatura.

Nothing is fetched: not what the page shows, nor what it leads to.
"""

from __future__ import annotations

import re
from typing import Any

from parsers.articles.forms.charsets import decode_as
from parsers.articles.forms.days import day_told
from parsers.articles.forms.told import Told
from parsers.articles.refusals import MissingExtraError, RefusedError

_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
_DECLARED = 4096
"""Bytes in which a page tells its charset."""

_DAYS = {
    "original_date": True,
    "extensive_search": False,
    "max_date": "2100-01-01",
}
"""The day is what the page declares or stamps, never one that its sentences speak of;
without a last day, what is read would depend on the day on which it is read."""


def told(data: bytes) -> tuple[Told]:
    """What the bytes of a page tell.

    Raises:
        MissingExtraError: If trafilatura is not installed.
        RefusedError: If there is no article in them.
    """
    try:
        import trafilatura
    except ImportError:
        raise MissingExtraError("trafilatura", "web") from None
    declared = _CHARSET.search(data, 0, _DECLARED)
    page = decode_as(data, declared[1].decode() if declared else None)
    found: Any = trafilatura.bare_extraction(
        page.text,
        fast=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=dict(_DAYS),
    )
    text = found.text if found else None
    if not text or not text.strip():
        raise RefusedError("no article in the page")
    return (
        Told(
            text=text,
            encoding=f"{page.encoding}, by trafilatura {trafilatura.__version__}",
            repaired=page.repaired,
            title=found.title,
            date=day_told(found.date),
            url=found.url,
        ),
    )
