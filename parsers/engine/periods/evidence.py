"""What one article tells about the years it speaks of."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from parsers.engine import calendars
from parsers.engine.periods.reading import parse
from parsers.engine.periods.stated import Day, Stated

_IRANIAN: Final = (
    re.compile(r"Iranian\]? (?:calendar|fiscal|solar|year|month)"),
    re.compile(r"Persian (?:calendar|year)"),
    re.compile(r"1[34]\d\d \((?:March|ended)"),
)
"""What only papers write that count in Iranian years."""
_NEW_YEAR: Final = re.compile(r"March (?:19|2[0-2])\b")
_TURN_OF_YEAR: Final = re.compile(r"\(|\b(?:end|start|beg[ai]n)")
_YEAR_IN_BRACKETS: Final = re.compile(r"\([^()]{3,60}?(?<!\d)(?:19|20)\d\d\)")
_SINCE: Final = re.compile(
    r"\b(?:started|starts|starting|began|begins|beginning|ended|ends|ending)"
    r"(?: on)? [A-Z][a-z]+ \d{1,2},? (?:19|20)\d\d"
)
_SINCE_WORDS: Final = (
    *("started ", "starts ", "starting ", "began ", "begins ", "beginning "),
    *("ended ", "ends ", "ending "),
)
"""One of them stands wherever that matches; to look for words is ten times as fast."""
_NUMBERED: Final = re.compile(r"year(?: of)?,? 1[34]\d\d(?!\d)")
_RELATED: Final = re.compile(
    r".*\b((?:current|present|ongoing|running|this|new|last|past|previous|preceding|next"
    r"|coming|upcoming)\b[^().;]*)",
    re.IGNORECASE | re.DOTALL,
)
_BEGINNING_OF: Final = re.compile(r"\b(?:beginning|start|outset) of (?:the |its )?\Z")
_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)"
)
_COMPARED_WITH: Final = re.compile(
    r"\b(?:(?:same|corresponding|similar) [a-z -]{3,30}(?<= in| of)"
    rf"|(?:that of|(?:compared|comparison) (?:to|with)|than(?: in)?) {_MONTH})"
    r" ((?:19|20)\d\d)(?!\d)"
)
_AGAINST: Final = re.compile(
    r"\b(?:from (?:\w+ )?(?:[$€£\d]|Eur )|than |against |versus |compar(?:ed|ison) )"
    r"[^.;:]{0,40}\Z"
)
"""What stands before the months of a year that others are only compared with."""
_YEAR_AGO: Final = re.compile(
    r"\b(?:from|against|versus|compared (?:to|with)|than)\b[^.;:]{0,60}?"
    rf"\b(?:in|of) ({_MONTH}) ((?:19|20)\d\d)(?!\d)"
)
"""A month of a year, compared with. If it is told without a year too, one lies between."""
_BARE_MONTH: Final = re.compile(rf"\b({_MONTH})\b(?!,? (?:of )?\d)")
_LAST_YEAR: Final = re.compile(
    r"\blast year,? (?:from|against|versus|compared (?:to|with))\b[^.;:]{0,40}?"
    r"\bin ((?:19|20)\d\d)(?![\d-])"
)
_BEFORE_MONTHS: Final = 60
"""Characters in which such words are looked for."""
_MONTHS_OF: Final = re.compile(
    r"(?:\b(?:months|quarter|half)|[a-z]-[A-Z][a-z]{2,8}),?"
    r"(?: of| in)?(?: the year)? ((?:19|20)\d\d)(?!\d)"
)
"""A report on some months is written in their year, unless it tells otherwise."""
_NEAR: Final = 12
"""Characters before a new year's day that may hold the bracket or verb before it."""
_AS_FAR_BACK: Final = 90
"""Characters before a date that may hold the year it belongs to."""
_BUDGET_MONTHS: Final = {"India": 4, "Pakistan": 7, "Bangladesh": 7}
"""Countries whose papers write of the year 2018/19, and where it begins."""
_BUDGETS: Final = re.compile(rf"\b({'|'.join(_BUDGET_MONTHS)})(?:i|n)?\b")
_BEGINS_ON_20: Final = 1399
_BEGINS_ON_21: Final = 1397
"""Iranian years to reckon with while the real one is unknown."""


@dataclass(frozen=True)
class Evidence:
    """The years that an article counts from."""

    published: date | None
    iranian: bool
    """Whether it speaks in Iranian years."""
    iranian_year: int | None
    """Its current Iranian year, where it tells it."""
    model: int
    """The current Iranian year, or one of the same shape where it is unknown."""
    folded: str = ""
    """Its text."""

    @cached_property
    def budget_month(self) -> int | None:
        """The month with which its country begins the year 2018/19, where known."""
        country = _BUDGETS.search(self.folded)
        return _BUDGET_MONTHS[country[1]] if country else None

    @cached_property
    def western(self) -> int | None:
        """Its current Western year by the months that it reports on.

        Months in an article that speaks in Iranian years may be of those.
        """
        return None if self.iranian else _western_year(self.folded)

    @property
    def western_year(self) -> int | None:
        """Its current Western year, where it tells it."""
        if self.published is not None:
            return self.published.year
        if self.iranian_year is not None:
            return self.iranian_year + 621
        return self.western


def gather(published: str | None, folded: str) -> Evidence:
    """Read an article once for all that it tells about its years."""
    day = _day(published)
    if not _speaks_iranian(folded):
        return Evidence(day, False, None, _BEGINS_ON_21, folded)
    votes = Counter(year for text in _tellings(folded) for year in _current_year(text))
    if votes:
        year = max(votes, key=lambda y: (votes[y], -list(votes).index(y)))
    elif day is not None:
        year = calendars.iranian(day)[0]
    else:
        begins_on_20 = "(March 20-" in folded or "(March 20 -" in folded
        model = _BEGINS_ON_20 if begins_on_20 else _BEGINS_ON_21
        return Evidence(day, True, None, model, folded)
    return Evidence(day, True, year, year, folded)


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published or "")
    except ValueError:
        return None


def _western_year(folded: str) -> int | None:
    """The latest year of which months are told, else that after one compared with."""
    told: list[int] = []
    compared = [int(m[1]) + 1 for m in _COMPARED_WITH.finditer(folded)]
    compared += [int(m[1]) + 2 for m in _LAST_YEAR.finditer(folded)]
    if ago := list(_YEAR_AGO.finditer(folded)):
        bare = {m[1] for m in _BARE_MONTH.finditer(folded)}
        compared += [int(m[2]) + 1 for m in ago if m[1] in bare]
    for m in _MONTHS_OF.finditer(folded):
        if _AGAINST.search(folded, max(0, m.start() - _BEFORE_MONTHS), m.start()):
            compared.append(int(m[1]) + 1)
        else:
            told.append(int(m[1]))
    return max(told or compared, default=None)


def _speaks_iranian(folded: str) -> bool:
    """Whether the article counts in Iranian years."""
    if any(pattern.search(folded) for pattern in _IRANIAN):
        return True
    return any(
        _TURN_OF_YEAR.search(folded, max(0, m.start() - _NEAR), m.start())
        for m in _NEW_YEAR.finditer(folded)
    )


def _tellings(folded: str) -> list[str]:
    """The expressions that tie the current Iranian year to a number or a date."""
    found: list[str] = []
    dated = any(word in folded for word in _SINCE_WORDS)
    for pattern in (_NUMBERED, _YEAR_IN_BRACKETS, *((_SINCE,) if dated else ())):
        for m in pattern.finditer(folded):
            before = folded[max(0, m.start() - _AS_FAR_BACK) : m.start()]
            if related := _RELATED.fullmatch(before):
                edge = _BEGINNING_OF.search(before[: related.start(1)])
                found.append((edge[0] if edge else "") + related[1] + m[0])
    return found


def _current_year(told: str) -> list[int]:
    """The current Iranian year by one expression, or nothing."""
    stated = parse(told)
    if stated is None or stated.shift is None or stated.like or stated.said:
        return []
    if stated.year is not None and stated.year < 1500:
        return [stated.year - stated.shift]
    year = _year_of_dates(stated)
    return [] if year is None else [year - stated.shift]


def _year_of_dates(stated: Stated) -> int | None:
    """The Iranian year in which the stated dates lie."""
    first, last = stated.first, stated.last
    if last is not None and last.year is not None:
        return calendars.iranian(_inside(last, -1))[0]
    if first is not None and first.year is not None:
        return calendars.iranian(_inside(first, 1))[0]
    return None


def _inside(day: Day, way: int) -> date:
    """The day, moved one day in where a paper is one day off at the new year."""
    told = date(day.year or 1, day.month, day.day or (21 if way > 0 else 1))
    if told.month == 3 and told.day in (19, 20, 21, 22):
        return told.replace(day=22 if way > 0 else 18)
    return told
