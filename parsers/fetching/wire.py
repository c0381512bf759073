"""A connection to one server that ends in time, and brings so many bytes and no more."""

from __future__ import annotations

import io
import socket
import ssl
from collections.abc import Callable, Sequence
from functools import lru_cache
from time import monotonic
from typing import Any

from parsers.fetching.addresses import Address, Peer
from parsers.fetching.refusals import NotFetchedError

_CONNECTING = 10.0
"""Seconds for one of several machines; then the next is tried."""


class Wire:
    """A socket as `http.client` wants one, within a budget of time and of bytes.

    A time limit of a socket starts anew with each byte that comes, so a server that lets
    them drip would hold it up for days. Here the time runs out for all of them together.
    """

    def __init__(self, connection: socket.socket, end: float) -> None:
        """Take a socket.

        Args:
            connection: The socket, connected.
            end: When all must be over, by `monotonic`.
        """
        self._socket = connection
        self._end = end
        self._bytes = 0
        self._excess = ""

    def allow(self, size: int, excess: str) -> None:
        """Let so many bytes come from now on.

        Args:
            size: How many.
            excess: What to say if there are more.
        """
        self._bytes = size
        self._excess = excess

    def sendall(self, data: bytes) -> None:
        """Send bytes.

        Raises:
            OSError: If they can not be sent, or not in time.
        """
        self._socket.settimeout(left(self._end))
        self._socket.sendall(data)

    def receive_into(self, buffer: Any) -> int:
        """Take what comes next; 0 when nothing will.

        Raises:
            OSError: If the connection breaks, or time is up.
            NotFetchedError: If more bytes come than may.
        """
        self._socket.settimeout(left(self._end))
        size = self._socket.recv_into(buffer)
        self._bytes -= size
        if self._bytes < 0:
            raise NotFetchedError(self._excess)
        return size

    def makefile(self, mode: str) -> io.BufferedReader:
        """What comes, as a file."""
        assert mode == "rb"
        return io.BufferedReader(_Incoming(self))

    def close(self) -> None:
        """Nothing: an answer may still come, and whoever connected hangs up."""


class _Incoming(io.RawIOBase):
    """What comes along a wire."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Take what comes next."""
        return self._wire.receive_into(buffer)


def left(end: float, clock: Callable[[], float] = monotonic) -> float:
    """Seconds until the end.

    Raises:
        TimeoutError: If there are none.
    """
    seconds = end - clock()
    if seconds <= 0:
        raise TimeoutError
    return seconds


def connected(address: Address, peers: Sequence[Peer], end: float) -> socket.socket:
    """A connection to the first of some machines that takes one.

    Args:
        address: What for; the certificate has to be that of its host.
        peers: At least one.
        end: When it must be made, by `monotonic`.

    Raises:
        OSError: If none of them takes one.
    """
    *others, last = peers
    for peer in others:
        try:
            return _connected(address, peer, min(left(end), _CONNECTING))
        except ssl.SSLError:
            raise
        except OSError:
            continue
    return _connected(address, last, left(end))


def _connected(address: Address, peer: Peer, seconds: float) -> socket.socket:
    connection = socket.socket(peer.family, socket.SOCK_STREAM)
    try:
        connection.settimeout(seconds)
        connection.connect(peer.place)
        if address.scheme == "http":
            return connection
        # The name goes along for the certificate; it is not looked up again.
        return _secure().wrap_socket(connection, server_hostname=address.host)
    except BaseException:
        connection.close()
        raise


@lru_cache(maxsize=1)
def _secure() -> ssl.SSLContext:
    """What the system trusts."""
    return ssl.create_default_context()
