"""Which characters a text is made of."""

from __future__ import annotations

_ASCII = bytes(range(0x80))


def beyond_ascii(text: str) -> str:
    """The distinct characters of a text that are not ASCII, in no order.

    Most texts have few of them. What is ASCII is taken out as bytes, which takes a
    tenth of the time of a look at each character.
    """
    if text.isascii():
        return ""
    data = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return "".join(set(data.decode("utf-8", "surrogatepass")))
