"""Whether an expression holds: yes, no, or not known yet.

What an article is not known to have yet makes a part unknown; the whole is unknown only
where that part decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from parsers.model import Entry, Period
from parsers.query.expression import All, Either, Expression, Not, Sign, Term, Words
from parsers.query.fields import (
    FIELDS,
    Asked,
    Field,
    OfEntry,
    OfSaid,
    Range,
    folded,
)
from parsers.query.values import NONE, number

Test: TypeAlias = Callable[[Asked, Entry | None], bool | None]
Check: TypeAlias = Callable[[Any], bool]
"""Tells it of a value; the kind of the field says what that is, if not None."""

_LATEST = "~"
"""Comes after every digit and dash: the end of all days that begin with a date."""


def test_of(expression: Expression) -> Test:
    """The function that tells whether the expression holds."""
    match expression:
        case Words():
            return _words(folded(expression.text))
        case Term():
            return _term(expression)
        case Not():
            return _not(test_of(expression.part))
        case All():
            return _all([test_of(part) for part in expression.parts])
        case Either():
            return _either([test_of(part) for part in expression.parts])


def asks_entries(expression: Expression) -> bool:
    """Whether any part asks for something that only an entry has."""
    match expression:
        case Words():
            return False
        case Term():
            return FIELDS[expression.field].of_article is None
        case Not():
            return asks_entries(expression.part)
        case All() | Either():
            return any(map(asks_entries, expression.parts))


def _words(words: str) -> Test:
    def test(article: Asked, _entry: Entry | None) -> bool | None:
        title = article.title
        return None if title is None else words in title

    return test


def _not(part: Test) -> Test:
    def test(article: Asked, entry: Entry | None) -> bool | None:
        found = part(article, entry)
        return None if found is None else not found

    return test


def _all(parts: Sequence[Test]) -> Test:
    def test(article: Asked, entry: Entry | None) -> bool | None:
        result: bool | None = True
        for part in parts:
            found = part(article, entry)
            if found is False:
                return False
            if found is None:
                result = None
        return result

    return parts[0] if len(parts) == 1 else test


def _either(parts: Sequence[Test]) -> Test:
    def test(article: Asked, entry: Entry | None) -> bool | None:
        result: bool | None = False
        for part in parts:
            found = part(article, entry)
            if found:
                return True
            if found is None:
                result = None
        return result

    return test


def _term(term: Term) -> Test:
    field = FIELDS[term.field]
    check = _any([_check(field, term.sign, value) for value in term.values])
    if field.of_entry is not None:
        return _entry_test(field.of_entry, check)
    if field.of_said is not None:
        return _said_test(field.of_said, check)
    return _article_test(field, check)


def _entry_test(value_of: OfEntry, check: Check) -> Test:
    def test(article: Asked, entry: Entry | None) -> bool | None:
        if entry is None:
            return None if article.entries is None else False
        return check(value_of(entry))

    return test


def _said_test(value_of: OfSaid, check: Check) -> Test:
    def test(article: Asked, entry: Entry | None) -> bool | None:
        if entry is None:
            return None if article.entries is None else False
        return check(value_of(article.said(entry)))

    return test


def _article_test(field: Field, check: Check) -> Test:
    value_of, of_figures = field.of_article, field.of_figures
    assert value_of is not None

    def test(article: Asked, _entry: Entry | None) -> bool | None:
        known = article.title if not of_figures else article.figures
        return None if known is None else check(value_of(article))

    return test


def _any(checks: Sequence[Check]) -> Check:
    if len(checks) == 1:
        return checks[0]
    return lambda value: any(check(value) for check in checks)


def _check(field: Field, sign: Sign, wanted: str) -> Check:
    """What tells whether a value is the one that is wanted."""
    if sign == ":" and wanted.lower() == NONE:
        return lambda value: value is None
    if field.kind == "number":
        return _number_check(sign, wanted)
    if field.kind == "time":
        return _time_check(sign, wanted.upper())
    words = folded(wanted)
    if field.kind == "code":
        return lambda value: value is not None and words in value
    return lambda value: value is not None and any(words in text for text in value)


def _number_check(sign: Sign, wanted: str) -> Check:
    """A range is beyond a number when one of its ends is."""
    limit = number(wanted)
    compare: dict[Sign, Callable[[Range], bool]] = {
        ":": lambda value: value[0] <= limit <= value[1],
        ">": lambda value: value[1] > limit,
        ">=": lambda value: value[1] >= limit,
        "<": lambda value: value[0] < limit,
        "<=": lambda value: value[0] <= limit,
    }
    holds = compare[sign]
    return lambda value: value is not None and holds(value)


def _time_check(sign: Sign, wanted: str) -> Check:
    """A time is another one when they share a day; before and after it when they do not."""
    end = wanted + _LATEST
    compare: dict[Sign, Callable[[Period], bool]] = {
        ":": lambda time: time.first <= end and wanted <= time.last + _LATEST,
        ">": lambda time: time.first > end,
        ">=": lambda time: time.first >= wanted,
        "<": lambda time: time.last + _LATEST < wanted,
        "<=": lambda time: time.last <= end,
    }
    holds = compare[sign]
    told = wanted.startswith("X")

    def check(value: Period | None) -> bool:
        # A time of no known year is neither before nor after one.
        return (
            value is not None and value.first.startswith("X") == told and holds(value)
        )

    return check
