"""WARC, in which crawlers keep what they fetched, such as the news of Common Crawl.

The articles are the web pages that servers answered with; what else a crawler notes is
passed over. Each record lies at an offset, compressed by itself or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from parsers.articles.forms.archives import Member, refusing
from parsers.articles.forms.charsets import as_told
from parsers.articles.opening import too_large
from parsers.articles.refusals import MissingExtraError, RefusedError

_PAGES = ("text/html", "application/xhtml+xml")
_HEADERS = 2**16
"""Bytes of the headers of an answer."""
_NAME = "page.html"
"""How a page would be called that a person saves."""

_BROKEN = (OSError, ValueError, EOFError)
"""What reading breaks down with on a file that is torn or means harm."""


class Warc:
    """A file of WARC."""

    def __init__(self, file: BinaryIO) -> None:
        """Take a file.

        Raises:
            MissingExtraError: If fastwarc is not installed.
        """
        try:
            from fastwarc.warc import ArchiveIterator, WarcRecordType
        except ImportError:
            raise MissingExtraError("fastwarc", "warc") from None
        self._file = file
        self._records = ArchiveIterator
        self._answers = WarcRecordType.response

    def members(self) -> Iterator[tuple[int, int] | None]:
        """Where the records begin that hold pages."""
        last = -1
        for record in self._from(0, parse_http=True):
            if record.stream_pos <= last:
                raise RefusedError(
                    "compressed as one piece, not each record by itself: unpack it"
                )
            last = record.stream_pos
            yield (last, record.content_length) if _is_page(record) else None

    def reach(self, at: int, stop: float) -> bool:
        """Whether a member can be read: at once, wherever it lies."""
        return True

    def member(self, at: int, most: int) -> Member:
        """The page in the record at an offset."""
        for record in self._from(at, parse_http=False):
            return _page(record, most)
        raise RefusedError("the file has changed since it was listed")

    def _from(self, at: int, *, parse_http: bool) -> Iterator[Any]:
        """The answers of servers from an offset on."""
        self._file.seek(at)
        try:
            yield from self._records(
                self._file,
                record_types=self._answers,
                parse_http=parse_http,
            )
        except _BROKEN as error:
            reason = str(error).partition("\n")[0]
            raise RefusedError(f"no WARC that can be read: {reason}") from None


def _is_page(record: Any) -> bool:
    """Whether a server answered with a page."""
    headers = record.http_headers
    if headers is None or (record.http_content_type or "").lower() not in _PAGES:
        return False
    return 200 <= (headers.status_code or 0) < 300


def _page(record: Any, most: int) -> Member:
    """The page in a record."""
    whole = record.content_length
    if whole > most + _HEADERS:
        raise too_large(most)
    with refusing("the page is torn or broken", _BROKEN):
        record.freeze()
        if record.content_length < whole:
            raise RefusedError("the file is torn in this page")
        record.parse_http(auto_decode="all")
        data = record.reader.read(most + 1)
    if len(data) > most:
        raise too_large(most)
    url = record.headers.get("WARC-Target-URI")
    day, _, _ = (record.headers.get("WARC-Date") or "").partition("T")
    return Member(_NAME, as_told(data, record.http_charset), url, day or None)
