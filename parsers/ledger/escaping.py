"""Text from articles made harmless for plain-text accounting.

Every function is total: whatever it is given, what it returns stays inside its place in
the file, for hledger, for ledger and for beancount. Amounts, dates and accounts never come from here
unless they went through `component` or `code`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

TAG_BYTES = 3000
"""ledger refuses a line of 4096 bytes."""
DESCRIPTION_BYTES = 300
COMPONENT_LENGTH = 60
_MOST_BYTES = 4
"""Of a character in UTF-8."""

# Neither white space nor visible: controls, direction marks, zero-width characters but
# the two joiners that Persian is spelled with, and code points that XML cannot carry. A
# list, not a category of `unicodedata`: that would depend on the version of Python.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_NOT_ASCII_WORD = re.compile(r"[^A-Za-z0-9]+")
_APOSTROPHES = re.compile(r"['.\u2019]")
_LETTERS = str.maketrans("0123456789", "QRSTUVWXYZ")


def one_line(text: str) -> str:
    """The text on one line: white space as single spaces, nothing invisible.

    Bytes of a file name that are no text are shown as escapes.
    """
    if text.isprintable():  # then no white space is there but the blank
        return " ".join(text.split()) if "  " in text else text.strip()
    shown = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return " ".join(_INVISIBLE.sub("", shown).split())


def tag_value(text: str) -> str:
    """The text as the value of a tag, in which hledger ends at a comma."""
    return _clipped(one_line(text).replace(",", "\u201a"), TAG_BYTES)


def description(text: str) -> str:
    """The text as payee or as note of a transaction.

    `;` would start a comment and `|` end the payee. Newer hledgers take double quotes
    around a declared payee as not belonging to it.
    """
    safe = one_line(text).replace(";", "\uff1b").replace("|", "\u2223")
    return _clipped(safe.replace('"', "\u201d"), DESCRIPTION_BYTES)


def quoted(text: str) -> str:
    """The text as a string of beancount, with its quotes."""
    safe = _clipped(one_line(text), TAG_BYTES).replace("\\", "\\\\")
    return f'"{safe.replace(chr(34), chr(92) + chr(34))}"'


@lru_cache(maxsize=4096)
def component(text: str) -> str:
    """The text as one part of an account name: `Crude-Oil`, `Cote-DIvoire`.

    ASCII letters, digits and hyphens, a capital or digit first: legal for hledger,
    ledger and beancount. Where that loses letters or length, a hash of the text keeps
    different names apart.
    """
    line = one_line(text)
    name = _spelled(line)
    if is_spelled(text):
        return name
    kept = name[:COMPONENT_LENGTH].rstrip("-")
    return f"{kept}-X{_hash(line)}".lstrip("-")


def is_spelled(text: str) -> bool:
    """Whether an account name can spell the text; else it has a hash of it."""
    line = one_line(text)
    letters = (c for c in _decomposed(line) if c.isalnum())
    return 0 < len(_spelled(line)) <= COMPONENT_LENGTH and "".join(letters).isascii()


def _spelled(line: str) -> str:
    """The words of a line, as far as ASCII has their letters."""
    words = _NOT_ASCII_WORD.split(_decomposed(line).encode("ascii", "ignore").decode())
    return "-".join(word[:1].upper() + word[1:] for word in words if word)


def _decomposed(line: str) -> str:
    """The line without its apostrophes, and accents apart from their letters."""
    return unicodedata.normalize("NFKD", _APOSTROPHES.sub("", line))


def code(text: str) -> str:
    """The text as a commodity symbol: capital letters, since a digit needs quotes.

    A hash of the text keeps `m2` apart from `m3`.
    """
    letters = re.sub(r"[^A-Z]", "", text.upper())[:12]
    return f"{letters}X{_hash(text).translate(_LETTERS)}"


_IN_ASCII = {
    **dict.fromkeys("\u2018\u2019\u201c\u201d\u201e\xab\xbb", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    "\u2026": "...",
    "\u2044": "/",
    "\u20ac": "EUR",
    # What stands in place of `,`, `;` and `|` must not become these again.
    "\u201a": " ",
    "\uff1b": ".",
    "\u2223": "/",
}
_ASCII_LENGTH = 4000
"""Characters of a line; some signs need more room than before."""


def in_ascii(text: str) -> str:
    """Books for programs that read no other characters; `?` for what is like none.

    No character comes in that means anything in books.
    """
    if text.isascii():
        return text
    return "\n".join(map(_ascii_line, text.split("\n")))


def _ascii_line(line: str) -> str:
    if line.isascii():
        return line
    return "".join(map(_ascii_character, line))[:_ASCII_LENGTH].rstrip()


@lru_cache(maxsize=4096)
def _ascii_character(character: str) -> str:
    """A letter without its accents, or signs that are alike."""
    if character.isascii() or character in _IN_ASCII:
        return _IN_ASCII.get(character, character)
    parts = (_IN_ASCII.get(c, c) for c in unicodedata.normalize("NFKD", character))
    return "".join(p for p in parts if p == "/" or (p.isascii() and p.isalnum())) or "?"


def _clipped(text: str, size: int) -> str:
    """The text in at most `size` bytes of UTF-8, with `…` where it was cut."""
    if len(text) * _MOST_BYTES <= size:
        return text
    data = text.encode("utf-8")
    if len(data) <= size:
        return text
    return data[: size - len("…".encode())].decode("utf-8", "ignore").rstrip() + "…"


def _hash(text: str) -> str:
    """Eight hex digits that stand for the text."""
    data = text.encode("utf-8", "backslashreplace")
    return blake2b(data, digest_size=4).hexdigest().upper()
