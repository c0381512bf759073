"""How the C library keeps memory that nobody needs any more.

It keeps it for later, in pieces between what is still needed. These are wishes: a system
that does not know them goes without.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

_MMAP_THRESHOLD = -3
"""The number that `mallopt` of the GNU C library gives to that."""
_LARGE = 1 << 17
"""Bytes that are taken from the system, and given back, by themselves."""


def keep_large_apart() -> None:
    """Have large pieces given back as soon as they are let go of.

    The library does so by itself, but only until the first is let go of.
    """
    wish = _function("mallopt")
    if wish is not None:
        wish(_MMAP_THRESHOLD, _LARGE)


def give_back() -> None:
    """Give back all that was let go of."""
    trim = _function("malloc_trim")
    if trim is not None:
        trim(0)


def _function(name: str) -> Callable[..., int] | None:
    """A function of the C library of Linux; None where there is none of that name."""
    if sys.platform != "linux":
        return None
    from ctypes import CDLL

    return getattr(CDLL(None), name, None)
