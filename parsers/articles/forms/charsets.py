"""Bytes whose charset somebody told, as mails and servers do."""

from __future__ import annotations

import codecs

from parsers.articles.decoding import Decoded, canonical, decode
from parsers.articles.refusals import RefusedError

_UTF8 = ("utf-8", "ascii")
"""What many claim; the bytes are looked at all the same."""

_LATIN = "iso8859-1"
"""Whoever says so means cp1252, as every browser knows."""

_NO_CHARSETS = {"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"}
"""Python decodes them, some in quadratic time; no text is written in them."""


def decode_as(data: bytes, charset: str | None) -> Decoded:
    """Decode bytes by the charset that was told, or by what they look like.

    A byte order mark tells more than anybody. A charset that is none is passed over.

    Raises:
        RefusedError: If they are no text.
    """
    codec = _codec(charset)
    if codec is None or data.startswith((codecs.BOM_UTF8, b"\xff\xfe", b"\xfe\xff")):
        decoded = decode(data)
        if decoded is None:
            raise RefusedError("binary, not text")
        return decoded
    try:
        text = data.decode(codec, "replace")
    except (LookupError, ValueError):  # a codec of bytes, such as zip
        return decode_as(data, None)
    return Decoded(canonical(text), codec, "\ufffd" in text)


def _codec(charset: str | None) -> str | None:
    """The codec of a charset; None where looking at the bytes is better."""
    try:
        name = codecs.lookup(charset or "utf-8").name
    except (LookupError, ValueError):
        return None
    if name in _UTF8 or name.replace("-", "_") in _NO_CHARSETS:
        return None
    return "cp1252" if name == _LATIN else name
