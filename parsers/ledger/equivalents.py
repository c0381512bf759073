"""Equivalents: amounts that an article tells once more in other money, in brackets.

"536.8 trillion rials (about $12.128 billion)" are two figures of one amount. Whoever
converts currencies would add it twice if both counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator
from itertools import pairwise

from parsers.model import Entry, Reading

_ABOUT = (
    r"(?:(?:about|around|roughly|approximately|nearly|almost|near|close to|some|circa"
    r"|over|above|more than|at least|under|below|less than|or|an?|the|estimated|worth"
    r"|equals|equal(?:s|ing)? to|equivalent (?:to|of))\s+){0,4}"
)
"""What English says before an amount that it tells again. Any other word may add one,
as `plus` does, or tell of a part, as `of which`."""
_OPENS = re.compile(rf"\s*[(\[]\s*{_ABOUT}", re.IGNORECASE)
_GOES_ON = re.compile(rf"\s*(?:[,;/]|or\s)\s*{_ABOUT}", re.IGNORECASE)
"""What stands between two amounts: the beginning of a bracket, or a point within it."""
_ENDS = re.compile(r"\s*(?:[)\],;/(\[]|or\s)")
"""What stands behind an amount of which no more is told."""
_LONGEST = 60
"""Characters between two amounts."""


def equivalents(
    reading: Reading, accepted: Container[str] = ()
) -> Iterator[tuple[Entry, Entry]]:
    """Entries whose value the article tells again, each with one that does.

    All amounts of a bracket tell the one before it again; or, if a person accepted only
    what is in the bracket, all others tell that.
    """
    alike: defaultdict[str, list[Entry]] = defaultdict(list)
    for first, other in _told_again(reading):
        alike[first.id] += [other] if alike[first.id] else [first, other]
    for entries in alike.values():
        leads = min(entries, key=lambda entry: entry.id not in accepted)
        yield from ((leads, entry) for entry in entries if entry is not leads)


def _told_again(reading: Reading) -> Iterator[tuple[Entry, Entry]]:
    """Entries before a bracket, each with one of those in it that tell the same."""
    text = reading.article.text
    told = [(entry.value, entry) for entry in reading.entries if entry.value]
    told.sort(key=lambda pair: pair[0].span)
    first: Entry | None = None
    for (one, entry), (two, other) in pairwise(told):
        between = text[one.span.end : two.span.start][: _LONGEST + 1]
        if _OPENS.fullmatch(between):
            first = first or entry
        elif not _GOES_ON.fullmatch(between):
            first = None
        if first and _restates(other, first) and _ENDS.match(text, two.span.end):
            yield first, other
        else:
            first = None


def _restates(other: Entry, first: Entry) -> bool:
    """Whether an entry tells of the same in other money."""
    currencies = {entry.value.currency for entry in (first, other) if entry.value}
    return len(currencies) > 1 and _what(first) == _what(other)


def _what(entry: Entry) -> tuple[object, ...]:
    """What the entry tells of, but for how much that is."""
    parties = entry.reporter, entry.partner
    return entry.flow, parties, entry.commodity, entry.period, entry.status
