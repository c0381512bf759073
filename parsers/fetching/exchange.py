"""One request and its answer: HTTP/1.1 by the standard library, within limits."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse
from time import monotonic
from typing import NamedTuple

from parsers.articles.forms import LARGEST_PAGE
from parsers.fetching.addresses import Address, Peer
from parsers.fetching.refusals import NotFetchedError, UnreachedError, reasons
from parsers.fetching.wire import Wire, connected


class Limits(NamedTuple):
    """What one answer may take."""

    seconds: float = 30
    """From the connection to the last byte."""
    size: int = LARGEST_PAGE
    """Bytes of the body, packed and unpacked; a larger page would not be read."""
    head: int = 2**16
    """Bytes of the headers."""


_PIECE = 1 << 16
_FRAMES = 2**16
"""Bytes that may come around the body, where it is sent in chunks."""

_LONGEST = 500
"""Characters of a header."""

_GZIP = zlib.MAX_WBITS | 16


class Response:
    """An answer whose headers are there; the body still comes."""

    def __init__(
        self, response: HTTPResponse, wire: Wire, peer: str, limit: int
    ) -> None:
        self.status = response.status
        self.peer = peer
        """The number of the machine that answers."""
        self._response = response
        self._wire = wire
        self._limit = limit

    def header(self, name: str, longest: int = _LONGEST) -> str:
        """What a header says, in one line; nothing where it is not there or too long."""
        told = " ".join((self._response.getheader(name) or "").split())
        return told if len(told) <= longest else ""

    @property
    def told(self) -> str:
        """The status in the words of the standard, not of the server."""
        try:
            return f"{self.status} {HTTPStatus(self.status).phrase}"
        except ValueError:
            return str(self.status)

    def body(self) -> bytes:
        """All of the body, unpacked.

        Raises:
            NotFetchedError: If it is too large, torn, or packed in a way not asked for.
            OSError: If the connection breaks, or time is up.
            HTTPException: If it is not sent as HTTP wants it.
        """
        excess = f"larger than {self._limit:,} bytes"
        if (self._response.length or 0) > self._limit:
            raise NotFetchedError(excess)
        self._wire.allow(self._limit + _FRAMES, excess)
        packed = self.header("Content-Encoding").lower()
        pieces = self._pieces()
        if packed in ("gzip", "x-gzip"):
            pieces = _unpacked(pieces)
        elif packed not in ("", "identity"):
            raise NotFetchedError("it is packed in a way that was not asked for")
        body = bytearray()
        for piece in pieces:
            body += piece
            if len(body) > self._limit:
                raise NotFetchedError(excess)
        return bytes(body)

    def _pieces(self) -> Iterator[bytes]:
        """The body as it comes."""
        while piece := self._response.read(_PIECE):
            yield piece
        if self._response.length:
            raise UnreachedError("it ends before the length that it told")


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What was packed, never more at a time than can be thrown away without harm."""
    unpacker = zlib.decompressobj(_GZIP)
    try:
        for piece in pieces:
            rest, more = piece, False
            while rest or more:
                if unpacker.eof:  # another member follows
                    unpacker = zlib.decompressobj(_GZIP)
                unpacked = unpacker.decompress(rest, _PIECE)
                yield unpacked
                rest = unpacker.unconsumed_tail or unpacker.unused_data
                more = len(unpacked) == _PIECE and not unpacker.eof
    except zlib.error:
        raise NotFetchedError("what is packed in it is broken") from None
    if not unpacker.eof:
        raise UnreachedError("what is packed in it is torn")


@contextmanager
def exchange(
    address: Address,
    peers: tuple[Peer, ...],
    headers: Mapping[str, str],
    limits: Limits,
) -> Iterator[Response]:
    """Ask for an address; the connection ends with the block.

    No cookie is sent, no proxy asked, and no redirect followed.

    Args:
        address: What to ask for.
        peers: The machines that may be asked for it.
        headers: What is said beside.
        limits: Of time and size, for all that is done in the block.

    Raises:
        NotFetchedError: If there is no answer within the limits.
    """
    end = monotonic() + limits.seconds
    with reasons(limits.seconds), closing(connected(address, peers, end)) as link:
        peer, wire = str(link.getpeername()[0]), Wire(link, end)
        wire.allow(limits.head, f"more than {limits.head:,} bytes of headers")
        asking = HTTPConnection(address.host, address.port)
        asking.sock = wire  # all that it uses of a socket
        asking.putrequest(
            "GET", address.target, skip_host=True, skip_accept_encoding=True
        )
        asking.putheader("Host", address.authority)
        for name, value in headers.items():
            asking.putheader(name, value)
        asking.endheaders()
        with asking.getresponse() as response:
            yield Response(response, wire, peer, limits.size)
