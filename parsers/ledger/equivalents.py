"""Equivalents: amounts that an article tells once more in other money, in brackets.

"536.8 trillion rials (about $12.128 billion)" are two figures of one amount. Whoever
converts currencies would add it twice if both counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from parsers.model import Entry, Reading

_BRACKET = re.compile(r"\s*[(\[]\s*(?:[^\W\d_]+\s+){0,3}")
"""What stands between the two: a bracket, and a few words such as `about`."""
_LONGEST = 40
"""Characters of that."""


def equivalents(reading: Reading) -> Iterator[tuple[Entry, Entry]]:
    """Entries whose value the article tells again, each with the one that does."""
    text = reading.article.text
    told = [(entry.value, entry) for entry in reading.entries if entry.value]
    told.sort(key=lambda pair: pair[0].span)
    for (one, entry), (two, other) in pairwise(told):
        between = text[one.span.end : two.span.start]
        is_next = len(between) <= _LONGEST and _BRACKET.fullmatch(between)
        if is_next and one.currency != two.currency and _what(entry) == _what(other):
            yield entry, other


def _what(entry: Entry) -> tuple[object, ...]:
    """What the entry tells of, but for how much that is."""
    parties = entry.reporter, entry.partner
    return entry.flow, parties, entry.commodity, entry.period, entry.status
