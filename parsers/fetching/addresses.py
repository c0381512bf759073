"""Addresses of the web: which are fetched, how they are written, where they lead."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from parsers.fetching.refusals import NotFetchedError, PrivateError
from parsers.settings import Network

_IP = ipaddress.IPv4Address | ipaddress.IPv6Address

Lookup = Callable[..., Sequence[tuple[Any, ...]]]
"""What finds the numbers behind a name, such as `socket.getaddrinfo`."""

_LONGEST = 2000
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?")
_SAFE = "!$%&'()*+,/:;=?@[]~"
"""What stands in addresses as it is; all else is written as %XX."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""Where networks without IPv4 keep it: the last 32 bits are an address of that."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be fetched, in the one way to write it."""

    scheme: Literal["http", "https"]
    host: str
    """A name without capitals, or numbers; IPv6 without brackets."""
    port: int
    target: str
    """Path and query, such as `/news?page=2`."""

    @property
    def authority(self) -> str:
        """The server, as it is told it: `example.org` or `[::1]:8080`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """What all pages of the server begin with."""
        return f"{self.scheme}://{self.authority}"

    def __str__(self) -> str:
        return self.origin + self.target

    def leads_to(self, link: str) -> Address:
        """The address that a link here leads to.

        Raises:
            NotFetchedError: If it is none that is fetched.
        """
        try:
            return parse(urljoin(str(self), link.strip()))
        except ValueError:
            raise NotFetchedError("no address of the web") from None


class Peer(NamedTuple):
    """A machine that a name leads to."""

    family: int
    place: Any
    """Its numbers and the port, as a socket wants them."""


def parse(typed: str) -> Address:
    """Read an address.

    Raises:
        NotFetchedError: If it is none that is fetched.
    """
    if len(typed) > _LONGEST:
        raise NotFetchedError(f"an address of more than {_LONGEST:,} characters")
    try:
        parts = urlsplit(typed.strip())
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
        path, query = quote(parts.path, _SAFE), quote(parts.query, _SAFE)
    except ValueError:
        raise NotFetchedError("no address of the web") from None
    if scheme not in ("http", "https"):
        raise NotFetchedError("only addresses with http:// or https:// are fetched")
    if parts.username is not None or parts.password is not None:
        raise NotFetchedError("names and passwords do not belong into addresses")
    if port == 0:
        raise NotFetchedError("no server has the port 0")
    return Address(
        "https" if scheme == "https" else "http",
        _host(host),
        port or _PORTS[scheme],
        (_without_dots(path) or "/") + (f"?{query}" if query else ""),
    )


def _host(host: str) -> str:
    """A host in small letters of ASCII.

    Raises:
        NotFetchedError: If no server can be called so.
    """
    if ":" in host and "%" not in host:  # which names a card of this machine
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError:
            raise NotFetchedError("no name of a server") from None
    try:
        name = host.rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        raise NotFetchedError("no name of a server") from None
    if not _HOST.fullmatch(name) or ".." in name:
        raise NotFetchedError("no name of a server")
    return name


def _without_dots(path: str) -> str:
    """A path without `.` and `..`, which mean other paths."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            del kept[max(1, len(kept) - 1) :]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)


def peers(
    address: Address, networks: Sequence[Network], lookup: Lookup = socket.getaddrinfo
) -> tuple[Peer, ...]:
    """The machines that an address leads to, as far as they may be asked.

    A name is looked up once, and what was looked at is what is connected to: a server of
    names can not tell one thing to whoever checks and another to whoever connects.

    Args:
        address: What is to be fetched.
        networks: Those that may be asked although they are not public.
        lookup: What finds the numbers.

    Raises:
        OSError: If the name can not be looked up.
        PrivateError: If none of them may be asked.
        NotFetchedError: If no machine can be called so.
    """
    try:
        found = lookup(address.host, address.port, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise NotFetchedError("no name of a server") from None
    allowed = [
        Peer(family, place)
        for family, _, _, _, place in found
        if may_be_asked(str(place[0]), networks)
    ]
    if not allowed:
        raise PrivateError
    return tuple(dict.fromkeys(allowed))


def may_be_asked(number: str, networks: Sequence[Network]) -> bool:
    """Whether the machine with a number is public, or in one of some networks."""
    ip = _plain(ipaddress.ip_address(number.partition("%")[0]))
    if any(ip in network for network in networks):
        return True
    site_local = isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local
    return ip.is_global and not (
        ip.is_multicast or ip.is_reserved or ip.is_loopback or site_local
    )


def _plain(ip: _IP) -> _IP:
    """The number itself, where it is written inside one of IPv6."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
    if ip in _NAT64:
        inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return inner or ip
