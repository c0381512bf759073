"""Golden files: every entry that the rules must read in one article, in YAML.

They are made to be read, reviewed and kept in git: no offset, no digest and no rule
stands in them, and a field that is empty is left out.
"""

# ruff: noqa: RUF009 - `key` makes a dataclass field; the linter cannot see that.

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

import yaml

from parsers.model import Flow, Status
from parsers.rules.kinds import Choice, Flag, Many, Number, Record, Text, key
from parsers.rules.problems import CODES, Problem
from parsers.rules.reader import Reader
from parsers.rules.strict_yaml import Mapping, RuleFileError, Scalar, load
from parsers.workbench.fields import FIELDS, MEASURES, Said, amount_text, words

VERSION = "golden/1"
NO_ENTRY = "none"
"""The flow of a figure that must not be booked."""
USUAL = ("status", "actual")
"""What holds where a golden file says nothing."""
HEADER = "# Every entry that the rules must read in the article of this name.\n"

_NUMBER = r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,2})?"
_AMOUNT = rf"({_NUMBER})(?: to ({_NUMBER}))? (\S.*)"
_PERCENT = rf"({_NUMBER})(?: to ({_NUMBER}))?(?: %)?()"
_WORDS = Text()
_SUM = Text("number with its unit, such as 5e6 USD", _AMOUNT)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySource:
    """An entry, known by the words of its first figure."""

    figure: Scalar = key(_WORDS, "Its first figure, as the article writes it.")
    nth: int = key(
        Number(1, 999_999),
        "Which of the figures with the same words it is.",
        default=1,
    )
    flow: str = key(
        Choice((*get_args(Flow), NO_ENTRY)),
        "Its flow; none asks that there is no entry.",
    )
    reporter: Scalar | None = key(_WORDS, "Whose flow it is.", default=None)
    partner: Scalar | None = key(_WORDS, "The other side.", default=None)
    commodity: Scalar | None = key(_WORDS, "The goods.", default=None)
    period: Scalar | None = key(_WORDS, "When, in EDTF.", default=None)
    status: str = key(Choice(get_args(Status)), "How sure it is.", default=USUAL[1])
    qualifier: Scalar | None = key(_WORDS, "How exact it is.", default=None)
    attribution: Scalar | None = key(_WORDS, "Who says so.", default=None)
    value: Scalar | None = key(_SUM, "Its money.", default=None)
    quantity: Scalar | None = key(_SUM, "Its quantity.", default=None)
    change: Scalar | None = key(
        Text("signed percentage", _PERCENT), "Its change.", default=None
    )
    todo: bool = key(Flag(), "Known not to be read like this yet.", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenSource:
    """One golden file."""

    version: str = key(Choice((VERSION,)), "Version of the format.", "newsledger")
    entries: tuple[EntrySource, ...] | None = key(
        Many(Record(EntrySource), none=True), "All entries of the article, or none."
    )


@dataclass(frozen=True, slots=True)
class Expected:
    """What one figure of an article must be read as."""

    figure: str
    nth: int
    says: Said
    """Every field of the entry that has a value; empty where none must be booked."""
    todo: bool = False
    line: int = 1
    column: int = 1


def read_golden(path: str, data: bytes) -> tuple[tuple[Expected, ...], list[Problem]]:
    """The expected entries of a golden file, called `path` in messages.

    What is broken is left out, and is among the problems.
    """
    try:
        root = load(data)
    except RuleFileError as error:
        where = (path, error.line, error.column, 1)
        about = (CODES[error.code], error.reason, error.help)
        return (), [Problem(error.code, "error", *where, *about)]
    if not isinstance(root, Mapping):
        reason = f"begin it with 'newsledger: {VERSION}'"
        title = "the file is no golden file"
        return (), [Problem("R203", "error", path, 1, 1, 1, title, reason)]
    reader = Reader(path)
    values, _ = reader.values(GoldenSource, root, "the file")
    return tuple(map(_expected, values.get("entries") or ())), reader.problems


def golden_text(expected: Iterable[Expected]) -> str:
    """The golden file that says so, in the order given."""
    entries = [_plain(item) for item in expected]
    document = {"newsledger": VERSION, "entries": entries or "none"}
    return HEADER + yaml.safe_dump(
        document, sort_keys=False, allow_unicode=True, width=float("inf")
    )


def _plain(item: Expected) -> dict[str, str | int | bool]:
    record: dict[str, str | int | bool] = {"figure": item.figure}
    if item.nth > 1:
        record["nth"] = item.nth
    if not item.says:
        record["flow"] = NO_ENTRY
    record.update(pair for pair in item.says if pair != USUAL)
    if item.todo:
        record["todo"] = True
    return record


def _expected(source: EntrySource) -> Expected:
    found = ((name, getattr(source, name)) for name in FIELDS)
    says = tuple((name, _text(name, value)) for name, value in found if value)
    return Expected(
        figure=words(source.figure.value),
        nth=source.nth,
        says=() if source.flow == NO_ENTRY else says,
        todo=source.todo,
        line=source.figure.line,
        column=source.figure.column,
    )


def _text(name: str, value: Scalar | str) -> str:
    """The value in the one way of writing it: 1.2e9 USD is 1200000000 USD."""
    text = value if isinstance(value, str) else value.value
    if name in MEASURES:
        match = re.fullmatch(_PERCENT if name == "change" else _AMOUNT, text)
        assert match is not None
        low, high, unit = match.groups()
        return amount_text(Decimal(low), Decimal(high) if high else None, unit or "%")
    return words(text)
