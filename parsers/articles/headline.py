"""What an article tells about itself: its headline and its day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from parsers.articles.sentences import sentences
from parsers.model import Span

_HEAD = 300
"""A day of publication stands in the first lines, not further down."""

_LONGEST_TITLE = 150

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"

_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?"
    r"|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)

_LEAD = (
    r" *(?:By [^\n]{2,60}?[ ,|(]|[A-Z][A-Z .'-]+, |\()? *"
    r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?"
)
"""What may stand before the day: an author, a place, a weekday."""

_CLOSE = r"(?= *(?:$|[-|,()]|By\b|\d\d?:\d\d))"
"""What must stand behind it, so that `15 September 2013 was …` is no dateline."""

_DAYS = tuple(
    re.compile(form)
    for form in (
        r" *(?:date:? )? *(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b",
        r" *(?P<day>\d{1,2})-(?P<month>[A-Z]{3})-(?P<year>\d{4}) \d\d:\d\d",
        rf"{_LEAD}(?P<day>\d{{1,2}}) {_MONTH},? (?P<year>\d{{4}}){_CLOSE}",
        rf"{_LEAD}{_MONTH} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}}){_CLOSE}",
    )
)

_YEAR = re.compile(r"[12]\d{3}\b")

_WORDS = re.compile(r"[\w']+")

_LINE = re.compile(r"[^\n]*\S[^\n]*")

_DATELINE = re.compile(
    r" *[A-Z][A-Z .,'-]{2,}(?:, [A-Z][\w. ]+)?(?: \([^)\n]{2,20}\))? *- "
)
"""`TEHRAN -`, `SAO PAULO, April 3 -`, `SEOUL (Reuters) -`: the text begins here."""

_STOPS = tuple(".,:;-")

_ACRONYM = re.compile(r"\b(?:[A-Z]\.){2,}$")
"""A headline may end with the stop of `U.S.`."""

_FILE_ID = re.compile(r"(?:[a-z]+[-_])?\d[\d_-]*[-_]")

_LONGEST_SUFFIX = 5

_LOST = re.compile(r"(?:(?<=[A-Za-z]) (?=s\b)|(?<=n) (?=t\b))(.)")
"""File names lose apostrophes: `Iran-s`, `won-t`."""

_FEWEST_WORDS = 3
"""A file name of fewer words is a label or a hash."""


def title_of(file: str, text: str, folded: str) -> tuple[str | None, Span | None]:
    """The headline and where it stands, from the text or from the name of its file.

    A file name that tells another headline is believed: the first line is a subtitle.
    """
    named = _title_of_file(file)
    span = _headline(folded)
    if span and (named is None or _agree(named, span.of(folded))):
        return span.of(text), span
    return named, None


def _headline(folded: str) -> Span | None:
    """A first line that is no sentence and has another line below it."""
    start = 0
    while 0 <= (end := folded.find("\n", start)) <= start + _LONGEST_TITLE:
        line = folded[start:end]
        title = line.strip()
        if title and not day_of(line):
            start += line.index(title)
            more = _is_title(title) and not folded[end:].isspace()
            return Span(start, start + len(title)) if more else None
        start = end + 1
    return None


def _agree(named: str, line: str) -> bool:
    """Whether a line holds at least half of the words of a file name."""
    words, low = set(named.lower().split()), line.lower()
    half = len(words) / 2
    # Most agree in words that have no comma or the like behind them.
    return (
        len(words.intersection(low.split())) >= half
        or len(words.intersection(_WORDS.findall(low))) >= half
    )


def _title_of_file(file: str) -> str | None:
    """The headline in a file name such as `news_406386_Iran-s-exports-up-25.txt`."""
    stem, _, suffix = file.rpartition(".")
    told = stem if len(suffix) <= _LONGEST_SUFFIX else file
    label = _FILE_ID.match(told)
    rest = told[label.end() :] if label else told
    words = rest.replace("_", " ").replace("-", " ").split()
    if sum(map(str.isalpha, words)) < _FEWEST_WORDS:
        return None
    title = " ".join(words)
    return _LOST.sub(r"'\1", title) if {"s", "t"} & set(words) else title


def date_of(file: str, folded: str) -> tuple[str | None, Span | None]:
    """The day of publication and where it stands.

    It stands at the beginning of one of the first three lines, or of the file name.
    """
    if _YEAR.search(folded, 0, _HEAD):
        for line in islice(_LINE.finditer(folded, 0, _HEAD), 3):
            if found := day_of(line[0]):
                day, span = found
                return day, Span(line.start() + span.start, line.start() + span.end)
    named = day_of(file) if file[:4].isdigit() else None
    return (named[0] if named else None), None


def day_of(line: str) -> tuple[str, Span] | None:
    """The day that a date stamp, byline or dateline gives, and where it says so."""
    for match in _matches(line):
        year, month, day = match["year"], match["month"], match["day"]
        number = int(month) if month.isdigit() else _month(month)
        try:
            told = date(int(year), number, int(day)).isoformat()
        except ValueError:
            continue
        starts = [match.start(part) for part in ("year", "month", "day")]
        ends = [match.end(part) for part in ("year", "month", "day")]
        return told, Span(min(starts), max(ends))
    return None


def _matches(line: str) -> Iterator[re.Match[str]]:
    """The forms of a day that a line begins with."""
    return (match for form in _DAYS if (match := form.match(line)))


def _month(name: str) -> int:
    """The number of a month by its name; 0 when there is none of that name."""
    before, short, _ = _MONTHS.partition(name[:3].lower())
    return before.count(" ") + 1 if short else 0


def _is_title(line: str) -> bool:
    """Whether a line reads like a headline."""
    words = [word for word in line.split() if any(map(str.isalpha, word))]
    if len(words) < _FEWEST_WORDS - 1 or len(line) > _LONGEST_TITLE:
        return False
    if line.rstrip("\"')]").endswith(_STOPS) and not _ACRONYM.search(line):
        return False
    if not line.isupper() and _DATELINE.match(line):
        return False
    return len(list(sentences(line))) == 1
