"""Visiting addresses: robots.txt heeded, redirects followed, each step checked anew."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from parsers.articles.forms.provenance import Fetched
from parsers.fetching.addresses import Address, Lookup, peers
from parsers.fetching.courtesy import Courtesy
from parsers.fetching.exchange import Limits, Response, exchange
from parsers.fetching.refusals import (
    BusyError,
    MissingError,
    NotFetchedError,
    PrivateError,
    UnreachedError,
    reasons,
)
from parsers.fetching.robots import Robots, robots
from parsers.settings import Network

_REDIRECTS = 5
"""How many are followed."""
_MOVED = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
_LONGEST_LOCATION = 4096

_TOLD = ("content-type", "date", "etag", "last-modified")
"""The headers that matter afterwards."""

Check = Callable[[str], None]
"""Looks at a content type, and raises NotFetchedError if it is not wanted."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came from an address."""

    address: Address
    """Where it was in the end."""
    peer: str
    """The number of the machine that answered."""
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    """None if it is still what is known of it."""
    via: tuple[str, ...] = ()
    """The addresses that led there, the one that was asked for first."""

    @property
    def content_type(self) -> str:
        """The type that the server tells."""
        return dict(self.headers).get("content-type", "")


class Visitor:
    """Asks for one address at a time."""

    def __init__(
        self,
        agent: str,
        courtesy: Courtesy,
        networks: Sequence[Network] = (),
        limits: Limits | None = None,
        lookup: Lookup = socket.getaddrinfo,
    ) -> None:
        """Get ready.

        Args:
            agent: What the program calls itself, with whom to write to.
            courtesy: Keeps the pauses.
            networks: Those that may be asked although they are not public.
            limits: Of each answer; the usual ones if not given.
            lookup: What finds the numbers behind a name.
        """
        self._agent = agent
        self._courtesy = courtesy
        self._networks = networks
        self._limits = limits or Limits()
        self._lookup = lookup
        self._robots: dict[str, Robots | NotFetchedError] = {}

    def get(
        self, address: Address, check: Check, known: Fetched | None = None
    ) -> Answer:
        """What is at an address.

        Args:
            address: Where to ask first.
            check: What content types are wanted.
            known: What was fetched before; it need not be sent again.

        Raises:
            NotFetchedError: If nothing is, or it may not be fetched.
        """
        via: list[str] = []
        while True:
            self._obey(address)
            found = self._ask(address, check, known)
            if isinstance(found, Answer):
                return replace(found, via=tuple(via))
            via.append(str(address))
            address = _onward(found, via)

    def _obey(self, address: Address) -> None:
        """Ask the robots.txt of a server about an address.

        Raises:
            NotFetchedError: If it does not allow it, or can not be read.
        """
        asked = self._robots.get(address.origin)
        if asked is None:
            try:
                asked = self._fetched_robots(address)
                self._courtesy.slow_down(address.host, asked.delay)
            except PrivateError:
                raise
            except NotFetchedError as error:
                asked = type(error)(f"{error.reason} (robots.txt)")
            self._robots[address.origin] = asked
        if isinstance(asked, NotFetchedError):
            raise asked
        if not asked.allow(address.target):
            raise NotFetchedError("its robots.txt does not allow it")

    def _fetched_robots(self, address: Address) -> Robots:
        """What a server asks of programs; where it has no robots.txt, nothing.

        Raises:
            NotFetchedError: If it can not be told.
        """
        place, via = address.leads_to("/robots.txt"), []
        while True:
            try:
                found = self._ask(place, _anything, None)
            except MissingError:
                return Robots()
            if isinstance(found, Answer):
                return robots(found.body or b"")
            via.append(str(place))
            place = _onward(found, via)

    def _ask(
        self, address: Address, check: Check, known: Fetched | None
    ) -> Answer | Address:
        """What is at an address, or where that leads.

        Raises:
            NotFetchedError: If neither is told.
        """
        since = known.validators if known and known.url == str(address) else {}
        headers = {**_usual(self._agent), **since}
        with self._courtesy.turn(address.host):
            with reasons(self._limits.seconds):
                machines = peers(address, self._networks, self._lookup)
            with exchange(address, machines, headers, self._limits) as response:
                if response.status in _MOVED:
                    return address.leads_to(_location(response))
                told = tuple((name, response.header(name)) for name in _TOLD)
                unchanged = response.status == 304 and bool(since)
                if not unchanged:
                    _good(response)
                    check(response.header("content-type"))
                return Answer(
                    address,
                    response.peer,
                    tuple((name, value) for name, value in told if value),
                    None if unchanged else response.body(),
                )


def _good(response: Response) -> None:
    """See that an answer is what was asked for.

    Raises:
        NotFetchedError: If it is not.
    """
    if response.status == 200:
        return
    reason = f"the server answers {response.told}"
    if response.status in _BUSY:
        raise BusyError(reason)
    if response.status >= 500:
        raise UnreachedError(reason)
    if response.status >= 400:
        raise MissingError(reason)
    raise NotFetchedError(reason)


def _onward(address: Address, via: Sequence[str]) -> Address:
    """Where a redirect leads, if it is not too long a way.

    Raises:
        NotFetchedError: If it is, or a circle.
    """
    if str(address) in via:
        raise NotFetchedError("it redirects to itself")
    if len(via) > _REDIRECTS:
        raise NotFetchedError(f"more than {_REDIRECTS} redirects")
    return address


def _location(response: Response) -> str:
    """Where a redirect leads; many write the letters of other alphabets as they are."""
    told = response.header("location", _LONGEST_LOCATION)
    return told.encode("latin-1", "replace").decode("utf-8", "replace")


def _usual(agent: str) -> Mapping[str, str]:
    """What is said with each request."""
    return {
        "User-Agent": agent,
        "Accept": "text/html, application/xhtml+xml, application/rss+xml,"
        " application/atom+xml, application/xml;q=0.9, */*;q=0.1",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def _anything(_: str) -> None:
    """Any content type will do."""
