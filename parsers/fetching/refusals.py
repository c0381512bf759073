"""Why something was not fetched, in words for the person who asked for it."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException

from parsers.errors import NewsledgerError


class NotFetchedError(NewsledgerError):
    """An address of which nothing is kept; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnreachedError(NotFetchedError):
    """A server that can not be reached, or does not get to an end."""


class PrivateError(NotFetchedError):
    """A machine that is not public, and not allowed by the settings."""

    def __init__(self) -> None:
        super().__init__("a private address; `fetch_networks` can allow it")


class BusyError(NotFetchedError):
    """A server that asks to be left alone for now."""


class MissingError(NotFetchedError):
    """What its server does not have, or not for us."""


@contextmanager
def reasons(seconds: float) -> Iterator[None]:
    """What goes wrong in a connection, as an error with a reason.

    Args:
        seconds: How long the work inside may take.

    Raises:
        UnreachedError: For every error of networks and of HTTP.
    """
    try:
        yield
    except TimeoutError:
        raise UnreachedError(f"it takes more than {seconds:g} s") from None
    except ssl.SSLCertVerificationError as error:
        raise UnreachedError(f"its certificate: {error.verify_message}") from None
    except ssl.SSLError:
        raise UnreachedError("no secure connection can be made") from None
    except socket.gaierror:
        raise UnreachedError("no server of that name is known") from None
    except OSError as error:
        reason = (error.strerror or "the connection broke").lower()
        raise UnreachedError(reason) from None
    except (HTTPException, ValueError):  # such as a chunk of less than no bytes
        raise UnreachedError("it does not answer as HTTP wants it") from None
