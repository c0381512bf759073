"""Bytes whose charset somebody told, as mails and servers do."""

from __future__ import annotations

import codecs

from parsers.articles.decoding import Decoded, canonical, decode
from parsers.articles.refusals import RefusedError

_UTF8 = ("utf-8", "ascii")
"""What many claim; the bytes are looked at all the same."""

_UTF8_TOLD = b'<meta charset="utf-8">'
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

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
    if codec is None or data.startswith(_MARKS):
        decoded = decode(data)
        if decoded is None:
            raise RefusedError("binary, not text")
        return decoded
    try:
        text = data.decode(codec, "replace")
    except (LookupError, ValueError):  # a codec of bytes, such as zip
        return decode_as(data, None)
    return Decoded(canonical(text), codec, "\ufffd" in text)


def as_told(data: bytes, charset: str | None) -> bytes:
    """The bytes of a page so that they tell the charset which its server told.

    A server knows better than the page, as in browsers. But that it is UTF-8 many say of
    everything: what is not, is left to the page, and so is a charset that is none.
    """
    if charset is None or data.startswith(_MARKS):
        return data
    codec = _codec(charset)
    if codec is None:
        return _UTF8_TOLD + data if _is_utf8(data, charset) else data
    told = f'<meta charset="{codec}">'
    try:
        if told.encode(codec) == told.encode():
            return told.encode() + data
        # As in UTF-16, where the page could not be read on behind it.
        return codecs.BOM_UTF8 + data.decode(codec, "replace").encode()
    except (LookupError, ValueError):  # a codec of bytes, such as zip
        return data


def _is_utf8(data: bytes, charset: str) -> bool:
    """Whether bytes are UTF-8, and are said to be."""
    try:
        data.decode()
        return codecs.lookup(charset).name in _UTF8
    except (LookupError, ValueError):
        return False


def _codec(charset: str | None) -> str | None:
    """The codec of a charset; None where looking at the bytes is better."""
    try:
        name = codecs.lookup(charset or "utf-8").name
    except (LookupError, ValueError):
        return None
    if name in _UTF8 or name.replace("-", "_") in _NO_CHARSETS:
        return None
    return "cp1252" if name == _LATIN else name
