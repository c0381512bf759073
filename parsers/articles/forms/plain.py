"""Plain text: the bytes of a file, decoded."""

from __future__ import annotations

from parsers.articles.decoding import decode
from parsers.articles.forms.told import Told
from parsers.articles.refusals import RefusedError


def told(data: bytes) -> Told:
    """What bytes tell that are a text and nothing else.

    Raises:
        RefusedError: If they are no text.
    """
    decoded = decode(data)
    if decoded is None:
        raise RefusedError("binary, not text")
    return Told(decoded.text, decoded.encoding, decoded.repaired)
