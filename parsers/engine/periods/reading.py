"""From the characters of one expression of time to what it says."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final

from parsers.engine import calendars
from parsers.engine.periods.stated import Day, Stated, System
from parsers.engine.periods.words import IRANIAN_MONTHS, ORDINALS, month, number

_LONGEST: Final = 240
"""Characters of an expression that are read; what is longer is no expression of time."""

_DATE: Final = re.compile(
    r"(?<![a-z\d])(?:(?P<before>\d{1,2})(?:st|nd|rd|th)?(?: of)? )?"
    r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,7})"
    r"(?![a-z])\.?(?: ?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\da-z]))?"
    r"(?:-(?P<to>\d{1,2})(?![\da-z]))?"
    r"(?:,? ?(?:of )?(?P<year>(?:18|19|20)\d\d)(?!\d))?"
)
_YEAR: Final = re.compile(
    r"(?<!\d)(?P<year>(?:1[348]|19|20)\d\d)(?: ?[-/] ?(?P<to>\d{4}|\d\d))?(?!\d)"
)
_KIND: Final = (
    r"(?:(?:\[|the )?(?:iranian|persian|calendar|fiscal|financial|solar|hijri|full"
    r"|whole|business|crop|marketing)\]? )"
)
_YEAR_WORD: Final = re.compile(
    rf"(?:\b(?P<its>its|their|that) )?\b(?P<which>current|present|ongoing|running|this"
    r"|new|last|past|previous|prior|preceding|next|coming|upcoming|following|that|same"
    rf"|mentioned|said) {_KIND}{{0,3}}\[?year(?!s\b|[- ]ago)"
)
_THE_YEAR: Final = re.compile(
    rf"(?:^|\b(?:the|of|in) ){_KIND}{{0,3}}year(?!s\b|[- ]on)|\byear-?end"
)
_YEARS_AGO: Final = re.compile(r"(?:\b(\w+)[ -])?\byear(s?)[ -](ago|earlier|before)\b")
_YEAR_TO: Final = re.compile(r"\byear (?:to|ended|ending|through)\b[a-z ]*#")
_SHIFTS: Final = {
    **dict.fromkeys(
        ["current", "present", "ongoing", "running", "this", "new", "that", "same"], 0
    ),
    **dict.fromkeys(["mentioned", "said"], 0),
    **dict.fromkeys(["last", "past", "previous", "prior", "preceding"], -1),
    **dict.fromkeys(["next", "coming", "upcoming", "following"], 1),
}
_POINTS_BACK: Final = frozenset(
    ["preceding", "following", "that", "same", "mentioned", "said"]
)

_PART: Final = re.compile(
    rf"\b(?P<which>{'|'.join(ORDINALS)}|\d\d?(?:st|nd|rd|th)|last|past|final"
    rf"|closing|opening|initial)[ -]{_KIND}{{0,2}}(?:(?P<count>\w+)[ -])?"
    r"(?P<unit>month|quarter|half)"
)
_SHORT_PART: Final = re.compile(r"\b(?P<unit>[qh])(?P<which>[1-4])\b")
_LENGTHS: Final = {"month": 1, "quarter": 3, "half": 6, "q": 3, "h": 6}
_ENDMOST: Final = frozenset(("last", "past", "final", "closing"))
_IRANIAN_MONTH: Final = re.compile(rf"\b(?:{'|'.join(IRANIAN_MONTHS)})\b")
_COUNT: Final = re.compile(r"\b(\w+)[ -]months?\b")
_STEP: Final = re.compile(
    r"\b(?P<which>last|past|previous|prior|preceding|this|current|next|following) "
    r"(?P<unit>month|quarter)\b(?! of)"
    r"|\b(?:a |one |the )?(?P<since>month|quarter)[- ](?P<ago>ago|earlier|before)\b"
)
_DAYS: Final = re.compile(
    r"\bfirst (\w+) days (?:of|in) #|\b(?:(\w+) days|week)\b[a-z ,]*#"
)
_LIKE: Final = re.compile(
    r"\b(?:same|corresponding|similar|like|equivalent|comparable|identical|mentioned"
    r"|said|aforementioned|aforesaid|above|cited|reported|under review|in question)\b"
)
_NOUN: Final = re.compile(
    r"\b(?:period|time|timespan|span|duration|interval|quarter|half|month)\b"
)
_ENDS: Final = re.compile(
    r"\b(?:end|ends|ended|ending|to|until|till|through|up to|by)\b[a-z -]{0,12}#"
)
_BEGINS: Final = re.compile(
    r"\b(?:start|starts|started|starting|begin|begins|began|beginning|since|from"
    r"|after)\b[^#]*#"
)
_AHEAD: Final = re.compile(r"\b(?:next|coming|upcoming) #")
_CLOSES: Final = re.compile(r"\b(?:year-?)?end|\b(?:rest|remainder|last day)\b")
_UNDATED: Final = re.compile(r"\b(?:decades?|years)\b(?![ -](?:ago|earlier|before))")
"""Many years, which only the one who counted them could place."""


@lru_cache(maxsize=4096)
def parse(text: str) -> Stated | None:
    """What the characters of one period atom say; None where they tell no period."""
    told = " ".join(text[:_LONGEST].lower().split())
    dates, rest = _dates(told)
    if _UNDATED.search(rest) and not dates and not _YEAR.search(rest):
        return None
    stated = _with_years(Stated(), rest)
    stated = _with_part(stated, rest, bool(dates))
    stated = _with_dates(stated, rest, dates)
    if _LIKE.search(rest):
        stated = replace(stated, like=True)
    if stated == Stated() and _NOUN.search(rest) and not _COUNT.search(rest):
        return Stated(like=True)
    return None if stated in (Stated(), Stated(system="iranian")) else stated


def _dates(told: str) -> tuple[list[Day], str]:
    """The dates of an expression, and the expression with `#` in their places."""
    found: list[Day] = []

    def take(m: re.Match[str]) -> str:
        named = month(m["month"])
        if named is None:
            return m[0]
        year = int(m["year"]) if m["year"] else None
        for written in filter(None, (m["before"] or m["day"], m["to"])):
            found.append(Day(named, _day(named, int(written), year), year))
        if not (m["before"] or m["day"]):
            found.append(Day(named, None, year))
        return "# # " if m["to"] else "# "

    rest = _DATE.sub(take, told)
    return found, " ".join(rest.split())


def _day(named: int, written: int, year: int | None) -> int | None:
    """The day, moved into its month where a paper counts one too many."""
    return min(written, monthrange(year or 2000, named)[1]) or None


def _with_years(stated: Stated, rest: str) -> Stated:
    """Add the year, by number or by its distance."""
    system: System | None = (
        "iranian" if "iranian" in rest or "persian" in rest else None
    )
    if m := _YEAR.search(rest):
        year = int(m["year"])
        system = "iranian" if year < 1500 else "western"
        stated = _years(stated, year, m["to"], "/" in m[0] or "fiscal" in rest)
    stated = replace(stated, system=system)
    if m := _YEARS_AGO.search(rest):
        return _years_ago(stated, m)
    if m := _YEAR_WORD.search(rest):
        which = m["which"]
        points_back = which in _POINTS_BACK or m["its"] is not None
        shift = _SHIFTS[which]
        return replace(stated, shift=shift, said=points_back)
    if stated.year is None and stated.first is None and _THE_YEAR.search(rest):
        return (
            replace(stated, count=12)
            if _YEAR_TO.search(rest)
            else replace(stated, shift=0)
        )
    return stated


def _years(stated: Stated, year: int, to: str | None, fiscal: bool) -> Stated:
    """2016, 2017-2019 (years), 2018/19 and fiscal 2018-2019 (April to March)."""
    if to is None:
        return replace(stated, year=year)
    last = int(to) if len(to) == 4 else year - year % 100 + int(to)
    if last % 100 == (year + 1) % 100 and (len(to) == 2 or fiscal) and year > 1500:
        return replace(stated, first=Day(4, None, year), last=Day(3, None, year + 1))
    return replace(stated, year=year, to_year=last if last > year else None)


def _years_ago(stated: Stated, m: re.Match[str]) -> Stated:
    """A year ago is a comparison with the same months; eight years ago is a year."""
    if not m[2]:
        return replace(stated, like=True, shift=-1)
    years = number(m[1] or "")
    if years is None:
        return stated
    return replace(stated, shift=-years, said=m[3] != "ago")


def _with_part(stated: Stated, rest: str, dated: bool) -> Stated:
    """Add the part of the year, or the number of months."""
    if names := _IRANIAN_MONTH.findall(rest):
        part = IRANIAN_MONTHS[names[0]], IRANIAN_MONTHS[names[-1]]
        if part[0] <= part[1]:
            return replace(stated, system="iranian", part=part)
    told_year = stated.year is not None or stated.shift is not None
    if m := _PART.search(rest) or _SHORT_PART.search(rest):
        part_of_year = _part(m, told_year)
        if part_of_year is not None:
            return replace(stated, part=part_of_year)
        if m["which"] in _ENDMOST and m.groupdict().get("count"):
            return stated
    if m := _COUNT.search(rest):
        count = number(m[1])
        if count is not None:
            return replace(stated, count=count)
    if (m := _STEP.search(rest)) and not told_year and not dated:
        count = _LENGTHS[m["unit"] or m["since"]]
        step = -1 if m["ago"] else _SHIFTS[m["which"]]
        said = bool(m["ago"]) or m["which"] in ("previous", "preceding", "following")
        return replace(stated, count=count, step=step, said=said)
    return stated


def _part(m: re.Match[str], told_year: bool) -> tuple[int, int] | None:
    """First and last month of "first eight months", "third quarter", "H1"."""
    length = _LENGTHS[m["unit"]]
    which = m["which"]
    many = number(m.groupdict().get("count") or "")
    if which in _ENDMOST:
        months = length * (many or 1)
        if not told_year or months > 12:
            return None
        return (1, months) if which == "past" and many else (13 - months, 12)
    nth = 1 if which in ("opening", "initial") else number(which)
    if nth is None:
        return None
    if many is not None:
        first, last = 1, length * many
        if nth != 1:
            return None
    else:
        first, last = length * (nth - 1) + 1, length * nth
    return (first, last) if last <= 12 else None


def _with_dates(stated: Stated, rest: str, dates: list[Day]) -> Stated:
    """Add the dates as beginning and end."""
    if not dates:
        return stated
    if m := _DAYS.search(rest):
        return _with_days(stated, dates[0], m)
    if len(dates) > 1:
        return replace(stated, first=dates[0], last=dates[1])
    (day,) = dates
    if _BEGINS.search(rest) or _opens_year(day, rest):
        return _of_year(replace(stated, first=day), _new_year(day))
    numbered = stated.year is not None and stated.system == "iranian"
    told = numbered or stated.part or stated.count or "year" in rest
    if told and (_ENDS.search(rest) or "(" in rest):
        return _of_year(replace(stated, last=day), _new_year(day))
    ahead = _AHEAD.search(rest) is not None
    return replace(stated, first=day, last=day, ahead=ahead)


def _opens_year(day: Day, rest: str) -> bool:
    """Whether a date behind a year, and no word on it, is the first day of the year."""
    if day.month != 3 or day.day is None or "year (" not in rest:
        return False
    if _CLOSES.search(rest):
        return False
    if day.day == 20 and day.year is not None:
        return calendars.iranian(date(day.year, 3, 20))[1] == 1
    return 21 <= day.day <= 23


def _new_year(day: Day) -> bool:
    """Whether an Iranian year may begin or end on the day, as papers write it."""
    return day.month == 3 and 18 <= (day.day or 0) <= 23


def _of_year(stated: Stated, new_year: bool) -> Stated:
    """Read a new year's day as the edge of the year, not of the part told with it."""
    first, last, part = stated.first, stated.last, stated.part
    if not new_year or part is None or stated.system == "western":
        return stated
    if last is not None and part[1] < 12:
        year = None if last.year is None else last.year - 622
    elif first is not None and part[0] > 1:
        year = None if first.year is None else first.year - 621
    else:
        return stated
    return replace(stated, system="iranian", year=year, first=None, last=None)


def _with_days(stated: Stated, day: Day, m: re.Match[str]) -> Stated:
    """The first ten days of June; the week ended on June 25."""
    if m[1] is not None:
        count = number(m[1])
        if count is None or day.day is not None:
            return replace(stated, first=day, last=day)
        return replace(
            stated,
            first=Day(day.month, 1, day.year),
            last=Day(day.month, _day(day.month, count, day.year), day.year),
        )
    days = 7 if m[2] is None else number(m[2])
    if days is None or day.day is None:
        return replace(stated, first=day, last=day)
    return replace(stated, days=days, last=day)
