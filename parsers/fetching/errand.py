"""An errand: pages and feeds to be fetched, and the pages that the feeds tell of."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from parsers.articles.forms.deputy import deputy
from parsers.articles.forms.provenance import Fetched
from parsers.articles.refusals import RefusedError
from parsers.fetching.addresses import Address, parse
from parsers.fetching.courtesy import Courtesy
from parsers.fetching.kinds import check, kind_of
from parsers.fetching.refusals import NotFetchedError
from parsers.fetching.shelf import Shelf, line_of
from parsers.fetching.visitor import Visitor

_MOST_ENTRIES = 1000
"""Entries of one feed that are fetched; a newspaper has some dozens."""


class Outcome(NamedTuple):
    """What became of an address."""

    url: str
    what: Literal["new", "changed", "unchanged", "kept", "feed", "skipped"]
    """A page that is `kept` was there, and was not asked for."""
    file: Path | None = None
    reason: str = ""
    """Why it was skipped."""


class _Job(NamedTuple):
    """An address to be asked for."""

    address: Address
    typed: bool
    """Whether a person named it; else a feed did."""


class _Feed(NamedTuple):
    """A feed whose entries are being fetched."""

    line: Fetched
    entries: tuple[str, ...]


class Errand:
    """Fetches one thing after the other, from many servers in turn."""

    def __init__(
        self, shelf: Shelf, visitor: Visitor, courtesy: Courtesy, *, again: bool = False
    ) -> None:
        """Get ready.

        Args:
            shelf: Where pages are kept.
            visitor: Asks for them.
            courtesy: What the visitor minds, so that whose turn comes first is known.
            again: Whether pages that are kept are asked for as well.
        """
        self._shelf = shelf
        self._visitor = visitor
        self._courtesy = courtesy
        self._again = again
        self._queues: dict[str, deque[_Job]] = {}
        self._seen: set[Address] = set()
        self._feeds: list[_Feed] = []
        self.done = 0

    @property
    def total(self) -> int:
        """Addresses that are known so far to be fetched, and that were."""
        return self.done + sum(map(len, self._queues.values()))

    def run(self, urls: Sequence[str]) -> Iterator[Outcome]:
        """Fetch what a person named, and the entries of what is a feed.

        A page is kept before its outcome is told. Feeds are noted at the end, so whoever
        stops before it gets their entries the next time.

        Raises:
            ShelfError: If something can not be kept.
        """
        for url in urls:
            try:
                yield from self._add(_Job(parse(url), typed=True))
            except NotFetchedError as error:
                yield Outcome(url, "skipped", reason=error.reason)
        while job := self._next():
            self.done += 1
            try:
                yield from self._visited(job)
            except NotFetchedError as error:
                yield Outcome(str(job.address), "skipped", reason=error.reason)
        for line, entries in self._feeds:
            missing = [url for url in entries if self._shelf.known(url) is None]
            self._shelf.note_feed(line, missing)

    def _add(self, job: _Job) -> Iterator[Outcome]:
        """Put a job into the queue of its server, unless the page is there."""
        address = job.address
        if address in self._seen:
            return
        self._seen.add(address)
        known = self._shelf.known(str(address))
        # What a person has thrown away comes back only if a person names it.
        wanted = job.typed and known and not self._shelf.holds(known)
        if known and known.file and not wanted and not self._again:
            yield Outcome(str(address), "kept", self._shelf.folder / known.file)
            return
        self._queues.setdefault(address.host, deque()).append(job)

    def _next(self) -> _Job | None:
        """The next job of the server whose turn comes first; None if all is done."""
        hosts = [host for host, queue in self._queues.items() if queue]
        if not hosts:
            return None
        return self._queues[min(hosts, key=self._courtesy.due)].popleft()

    def _visited(self, job: _Job) -> Iterator[Outcome]:
        """Ask for an address, and keep what comes.

        Raises:
            NotFetchedError: If nothing does that is wanted.
        """
        url = str(job.address)
        known = self._worth_asking(url)
        answer = self._visitor.get(job.address, check, known)
        if answer.body is None:
            assert known is not None
            if known.file is None:
                yield from self._entries(job, known, known.pending, answer.address)
            else:
                yield Outcome(url, "unchanged", self._shelf.folder / known.file)
        elif kind_of(answer.content_type, answer.body) == "feed":
            line = line_of(answer, answer.body)
            yield from self._entries(job, line, _links(answer.body), answer.address)
        else:
            change, path = self._shelf.keep(answer, answer.body)
            yield Outcome(url, change, path)

    def _worth_asking(self, url: str) -> Fetched | None:
        """What is known of an address, if it would do that nothing has changed.

        Raises:
            NotFetchedError: If its page was changed by a person.
        """
        known = self._shelf.known(url)
        if known is None:
            return None
        if known.file is None:
            return None if self._again else known
        if not self._shelf.holds(known):
            return None
        self._shelf.check(known)
        return known

    def _entries(
        self, job: _Job, line: Fetched, links: Sequence[str], feed: Address
    ) -> Iterator[Outcome]:
        """Put the entries of a feed into the queues.

        Raises:
            NotFetchedError: If no person named the feed.
        """
        if not job.typed:
            raise NotFetchedError("a feed, and only pages of feeds are fetched")
        yield Outcome(str(job.address), "feed")
        entries = []
        for link in dict.fromkeys(links[:_MOST_ENTRIES]):
            try:
                address = feed.leads_to(link)
            except NotFetchedError as error:
                yield Outcome(link, "skipped", reason=error.reason)
                continue
            entries.append(str(address))
            yield from self._add(_Job(address, typed=False))
        self._feeds.append(_Feed(line, tuple(entries)))
        if len(links) > _MOST_ENTRIES:
            reason = f"entries after the first {_MOST_ENTRIES:,} are left out"
            yield Outcome(str(job.address), "skipped", reason=reason)


def _links(body: bytes) -> tuple[str, ...]:
    """Where the entries of a feed lead.

    Raises:
        NotFetchedError: If it can not be read.
    """
    try:
        told = deputy("links").ask(body)
    except RefusedError as error:
        raise NotFetchedError(error.reason) from None
    return tuple(item.url or "" for item in told if not isinstance(item, str))
