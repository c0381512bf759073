"""The folded copy of a text: same length, fewer ways to write the same thing.

Rules and the scanner read the folded copy, so a pattern needs one quote, one dash and
one blank. Every offset in it is an offset of the canonical text.
"""

from __future__ import annotations

import re
from itertools import pairwise

from parsers.articles.headline import day_of
from parsers.articles.sentences import sentence_start
from parsers.characters import beyond_ascii

LONGEST_SENTENCE = 4096
"""A longer one is no prose; it is cut, so that the work for a figure stays bounded."""

_WIDEST_LINE = 100
"""Text wrapped by hand or by a newswire has no longer line."""

_SHARE = 4
"""In wrapped text at least one line in so many goes on in lower case or with a number."""

_ASCII = (*((control, " ") for control in "\t\0\x1a\x0b\x0c"), ("`", "'"))
"""The control characters that articles really hold are blanks to a reader."""

_FREQUENT = (
    ("\u2019", "'"),
    ("\u2018", "'"),
    ("\u201c", '"'),
    ("\u201d", '"'),
    ("\u2013", "-"),
    ("\u2014", "-"),
    ("\xa0", " "),
)
"""After these most articles are ASCII, which Python searches fastest."""

_RARE = {
    **dict.fromkeys("\u201a\u201b\u2032\u2035\u02bc\xb4", "'"),
    **dict.fromkeys("\u201e\u201f\u2033\u2036\xab\xbb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys(map(chr, range(0x2000, 0x200C)), " "),
    **dict.fromkeys("\x85\u1680\u202f\u205f\u3000\ufeff", " "),
    **dict.fromkeys("\u2028\u2029", "\n"),
}

_UNUSUAL = re.compile(f"[{''.join(_RARE)}\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""The rare characters, and those for private use. The latter mean nothing between
strangers, and the engine takes them for its tags: a text must not bring its own."""

_DIGIT = re.compile(r"(?![0-9])\d")
"""A digit of another script."""

_STOPS = tuple(".!?:;\"')]")

_ITEM = re.compile(r" *(?:[-*•]|\d{1,2}\.) | ")
"""A line that opens a paragraph in wrapped text: indented, or an item of a list."""

_COLUMNS = re.compile(r"\S {3,}\S")
"""Cells of a table."""


def fold(text: str) -> str:
    """Fold a canonical text.

    Returns:
        A copy of the same length with plain quotes, dashes, blanks and digits. A line
        break inside a sentence is a blank; every line break left ends a sentence.
    """
    folded = _plain(text)
    if 0 <= folded.find("\n") <= _WIDEST_LINE:
        folded = _unwrapped(folded)
    return _bounded(folded) if len(folded) > LONGEST_SENTENCE else folded


def _plain(text: str) -> str:
    """One character for every kind of quote, dash, blank and digit."""
    for old, new in _FREQUENT:
        text = text.replace(old, new)
    beyond = beyond_ascii(text)
    if _UNUSUAL.search(beyond):
        text = _UNUSUAL.sub(lambda unusual: _RARE.get(unusual[0], "\ufffd"), text)
    if _DIGIT.search(beyond):
        text = _DIGIT.sub(lambda digit: str(int(digit[0])), text)
    for old, new in _ASCII:
        text = text.replace(old, new)
    return text


def _unwrapped(folded: str) -> str:
    """Join the lines of each paragraph if the text is wrapped, else change nothing."""
    lines = folded.split("\n")
    if not _is_wrapped(lines):
        return folded
    parts = [lines[0]]
    for above, below in pairwise(lines):
        parts.append(" " if _continues(above, below) else "\n")
        parts.append(below)
    return "".join(parts)


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines are short and go on in the next one, not one paragraph a line."""
    if max(map(len, lines)) > _WIDEST_LINE:
        return False
    pairs = [pair for pair in pairwise(lines) if _continues(*pair)]
    broken = [(a, b) for a, b in pairs if not a.rstrip().endswith(_STOPS)]
    going_on = sum(
        b[0].islower() or b[0].isdigit() or b[0] in "$€£¥" for _, b in broken
    )
    return 0 < len(pairs) <= going_on * _SHARE


def _continues(above: str, below: str) -> bool:
    """Whether a line of wrapped text goes on with the paragraph of the line above."""
    if not above.strip() or not below.strip() or _ITEM.match(below):
        return False
    if above.isupper() and not below.isupper():
        return False
    return not any(_COLUMNS.search(line) or day_of(line) for line in (above, below))


def _bounded(folded: str) -> str:
    """Cut sentences longer than `LONGEST_SENTENCE`, at a blank if there is one."""
    cuts, start = [], 0
    while len(folded) - start > LONGEST_SENTENCE:
        floor, end = start, start + LONGEST_SENTENCE
        start = sentence_start(folded, end, floor)
        if start == floor:
            start = folded.rfind(" ", floor, end) + 1 or end
            cuts.append(start)
    pieces = (folded[a : b - 1] for a, b in pairwise([0, *cuts]))
    return "\n".join((*pieces, folded[cuts[-1] :])) if cuts else folded
