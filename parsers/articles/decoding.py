"""From bytes to canonical text, without ever losing a byte silently."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 before UTF-16: the little-endian mark of one begins with that of the other."""

_MARKS = tuple(mark for mark, _ in _BOMS)

_SAMPLE = 4096
"""As many bytes tell a text from a picture."""

_FEW = 20
"""One zero in so many characters is an accident, more are a binary file."""

_CONTROLS = bytes({*range(0x20)} - set(b"\t\n\v\f\r\x1a\x1b"))
"""Control characters that text does not hold, apart from a stray one."""

_BYTES = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", "replace")
    for byte in range(0x80, 0x100)
}
"""What `surrogateescape` makes of a byte that is not UTF-8, and what cp1252 reads."""

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A canonical text and how it was read."""

    text: str
    encoding: str
    """Such as `utf-8`, `utf-16-le (guessed)` or `utf-8/cp1252 mixed`."""
    repaired: bool
    """Whether some bytes fitted no encoding: read as cp1252, or as U+FFFD."""


def decode(data: bytes) -> Decoded | None:
    """Decode a file; None when it is not text.

    A byte order mark is believed first, then zeros that look like UTF-16, then UTF-8.
    Bytes that are not UTF-8 are read as cp1252, one by one.
    """
    if data.startswith(_MARKS):
        for mark, encoding in _BOMS:
            decoded = _marked(data, mark, encoding)
            if decoded:
                return decoded
    sample = data[:_SAMPLE]
    if 0 in sample and sample.count(0) > len(sample) // 4:
        return _guessed(data, sample)
    return _tolerant(data, "utf-8")


def canonical(text: str) -> str:
    """Turn every line end into one newline, and nothing else."""
    if "\r" in text:
        return text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def without_surrogates(text: str) -> str:
    """Replace surrogates, which no file and no database can hold, by U+FFFD."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _marked(data: bytes, mark: bytes, encoding: str) -> Decoded | None:
    """Decode what stands behind a byte order mark; None when that can not be true."""
    if not data.startswith(mark):
        return None
    data = data[len(mark) :]
    if encoding == "utf-8":
        return _tolerant(data, "utf-8 (BOM)")
    if encoding.startswith("utf-32"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            return None
        return _checked(text, f"{encoding} (BOM)", repaired=False)
    return _utf16(data, encoding, "BOM")


def _guessed(data: bytes, sample: bytes) -> Decoded | None:
    """Decode as UTF-16 if the zeros stand at every second place, as in its Latin text."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 2 > max(even, odd):
        return None
    return _utf16(data, "utf-16-le" if odd > even else "utf-16-be", "guessed")


def _utf16(data: bytes, encoding: str, how: str) -> Decoded | None:
    """Decode UTF-16; what is torn or half a pair becomes U+FFFD, and flagged."""
    try:
        return _checked(data.decode(encoding), f"{encoding} ({how})", repaired=False)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return _checked(text, f"{encoding} ({how})", repaired=True)


def _checked(text: str, encoding: str, *, repaired: bool) -> Decoded | None:
    """The decoded UTF-16 or UTF-32, unless it holds more zeros than a text does."""
    if text.count("\0", 0, _SAMPLE) * _FEW > min(len(text), _SAMPLE):
        return None
    return Decoded(canonical(text), encoding, repaired)


def _tolerant(data: bytes, encoding: str) -> Decoded | None:
    """Decode as UTF-8, or as the mixture that some editors leave."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _mixed(data)
    if _is_binary(data[:_SAMPLE]):
        return None
    return Decoded(canonical(text), encoding, repaired=False)


def _is_binary(sample: bytes) -> bool:
    """Whether UTF-8 holds more zeros than a text does."""
    return 0 in sample and sample.count(0) * _FEW > len(sample)


def _mixed(data: bytes) -> Decoded | None:
    """Decode UTF-8 where it is valid, and the other bytes as cp1252."""
    sample = data[:_SAMPLE]
    if 0 in sample:
        return None
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls * 50 > len(sample):
        return None
    text = data.decode("utf-8", "surrogateescape").translate(_BYTES)
    return Decoded(canonical(text), "utf-8/cp1252 mixed", repaired=True)
