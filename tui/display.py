"""The one sanitiser: hostile text becomes text that a terminal only shows.

Every character is replaced by exactly one character, so an offset into the text is an
offset into what the screen shows.
"""

from __future__ import annotations

import re

from parsers.characters import beyond_ascii

_UNSAFE = re.compile(
    "["
    "\x00-\x09\x0b-\x1f\x7f-\x9f"  # controls but the line end: C0, DEL, C1
    "\xad\u061c\u180b-\u180f"  # soft hyphen, Arabic mark, Mongolian selectors
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # zero width, bidi, separators
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"  # surrogates, no characters
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # invisible shorthand and music
    "\U000e0000-\U000e0fff"  # tags
    "]"
)
"""Ranges, not single characters: a class of those is a hundred times slower.

ZWJ and ZWNJ are not in it, for Persian is not written without them.
"""

_MARK = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_PILED_MARKS = re.compile(f"{_MARK.pattern}{{4,}}")
_MOST_MARKS = 3
"""Combining marks on one letter that languages need; more would climb out of the row."""

_CONTROLS = [
    character for character in map(chr, range(0x80)) if _UNSAFE.match(character)
]
"""The unsafe characters that are ASCII."""

_FEW = 8
"""Replacing so many characters one after the other is faster than all in one go."""

_BLANKS = "\t\r\u2028\u2029"
_CONTROL_PICTURES = 0x2400
_HIDDEN = "\u00b7"
_NO_CHARACTER = "\ufffd"


def display(text: str) -> str:
    """The text as a screen may show it: of the same length, with no hidden power.

    Line ends stay, tabs and other separators are blanks, controls are shown as pictures,
    hidden characters as a dot.
    """
    beyond = beyond_ascii(text)
    unsafe = [c for c in _CONTROLS if c in text] + _UNSAFE.findall(beyond)
    if len(unsafe) > _FEW:
        text = _UNSAFE.sub(lambda match: _stand_in(match[0]), text)
    else:
        for character in unsafe:
            text = text.replace(character, _stand_in(character))
    if _MARK.search(beyond):
        text = _PILED_MARKS.sub(_fewer_marks, text)
    return text


def one_line(text: str) -> str:
    """The text as one row of a screen may show it, of the same length."""
    return display(text).replace("\n", " ")


def _stand_in(character: str) -> str:
    """The character that is shown for one that must not reach a terminal."""
    code = ord(character)
    if character in _BLANKS:
        return " "
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if code == 0x7F:
        return "\u2421"
    if code < 0xA0 or 0xD800 <= code < 0xE000 or 0xFDD0 <= code < 0xFDF0:
        return _NO_CHARACTER
    return _NO_CHARACTER if character in "\ufffe\uffff" else _HIDDEN


def _fewer_marks(match: re.Match[str]) -> str:
    """A pile of combining marks, cut down to what a letter can carry."""
    marks = match.group()
    return marks[:_MOST_MARKS] + _HIDDEN * (len(marks) - _MOST_MARKS)
