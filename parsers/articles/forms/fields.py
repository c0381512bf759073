"""Records: what the fields of articles are called in tables and lines of JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from parsers.articles.forms.days import day_told
from parsers.articles.forms.told import Told
from parsers.articles.refusals import RefusedError

TEXTS = (
    "text",
    "body",
    "content",
    "maintext",
    "articlebody",
    "articletext",
    "fulltext",
)
TITLES = ("title", "headline")
DAYS = (
    *("date", "published", "publishedat", "publishedon", "datepublished"),
    *("publishdate", "publicationdate", "datepublish", "pubdate"),
)
URLS = ("url", "link", "sourceurl")
"""In each the likelier first; as they are written without capitals, `_` and `-`."""

KNOWN = frozenset((*TEXTS, *TITLES, *DAYS, *URLS))


def told_by(record: Mapping[str, object], encoding: str, *, repaired: bool) -> Told:
    """What a record tells of its article.

    Raises:
        RefusedError: If it has no text.
    """
    fields: dict[str, object] = {}
    for name, value in record.items():
        fields.setdefault(plain(name), value)
    text = _first(TEXTS, fields)
    if text is None:
        raise RefusedError(f"no text in {', '.join(TEXTS)}")
    days = (day_told(fields.get(name)) for name in DAYS)
    return Told(
        text=text,
        encoding=encoding,
        repaired=repaired,
        title=_first(TITLES, fields),
        date=next(filter(None, days), None),
        url=_first(URLS, fields),
    )


def plain(name: str) -> str:
    """`datePublished`, `date_published` and `Date-Published` are one name."""
    return name.lower().replace("_", "").replace("-", "")


def _first(names: Iterable[str], fields: Mapping[str, object]) -> str | None:
    """The first of some fields that holds any text."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return None
