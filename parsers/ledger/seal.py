"""The seal of a file: a comment that tells whether anybody changed the rest of it."""

from __future__ import annotations

import re
from hashlib import sha256

_SEAL = re.compile(
    r"(?<=\n);+ Sealed by newsledger [^\n]{0,80}?sha256 ([0-9a-f]{64})\n"
)


def sealed(text: str, comment: str, version: str) -> str:
    """The text with a seal for its second line.

    Args:
        text: A whole file, its first line a comment.
        comment: What begins a comment there, `;` or more of them.
        version: Of the program that writes it.
    """
    first, _, rest = text.partition("\n")
    seal = f"{comment} Sealed by newsledger {version}, sha256 {digest(text)}"
    return f"{first}\n{seal}\n{rest}"


def is_intact(text: str) -> bool:
    """Whether the text has a seal, and everything else is as it was sealed."""
    found = _SEAL.search(text)
    if found is None:
        return False
    return digest(text[: found.start()] + text[found.end() :]) == found[1]


def is_broken(text: str) -> bool:
    """Whether the text has a seal, and anything else was changed."""
    return _SEAL.search(text) is not None and not is_intact(text)


def digest(text: str) -> str:
    """SHA-256 of the text as it stands in a file."""
    return sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
