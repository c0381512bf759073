"""A drafted rule, and its text as it stands in a rule file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.model import Change, Entry, Money
from parsers.numbers import plain

_FIELDS = (
    *("flow", "reporter", "partner", "commodity", "period", "status", "qualifier"),
    "attribution",
)
_BARE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ./-]*[A-Za-z0-9])?")
"""What needs no quotes inside a YAML mapping in braces."""
Expected = tuple[tuple[str, str], ...]
"""(field, value) of one entry, in the order in which people name them."""


@dataclass(frozen=True, slots=True)
class DraftRule:
    """A rule that was made from a sentence."""

    id: str
    priority: int
    pattern: str
    sets: tuple[tuple[str, str], ...]
    words: str
    """The part of the sentence that the pattern was made of."""
    text: str
    """The sentence, its example."""
    comparison: bool = False
    """Whether its figure is what another one is compared with."""
    expected: tuple[Expected, ...] = ()
    """What it reads there; empty while it has not been tried."""


def expected_of(entry: Entry) -> Expected:
    """The fields of an entry as an example names them; what goes without saying is not."""
    return tuple(_expected(entry))


def _expected(entry: Entry) -> Iterator[tuple[str, str]]:
    for name in _FIELDS:
        value = getattr(entry, name)
        if value is not None and (name, value) != ("status", "actual"):
            yield name, value.edtf if name == "period" else str(value)
    for measure in entry.measures:
        if isinstance(measure, Change):
            sign = "+" if measure.percent > 0 else ""
            yield "change", sign + plain(measure.percent)
        elif isinstance(measure, Money):
            yield "value", f"{plain(measure.amount)} {measure.currency}"
        else:
            yield "quantity", f"{plain(measure.amount)} {measure.unit}"


def yaml_of(rule: DraftRule, indent: int = 2) -> str:
    """The rule as an item of `rules:`, each line with an end.

    Args:
        rule: A rule.
        indent: Blanks before the dash.
    """
    return "".join(f"{' ' * indent}{line}\n" for line in _lines(rule))


def _lines(rule: DraftRule) -> Iterator[str]:
    yield f"- id: {rule.id}"
    if rule.words:
        yield f"  doc: {_quoted(rule.words)}"
    yield f"  priority: {rule.priority}"
    if rule.sets:
        yield f"  set: {_mapping(rule.sets)}"
    if rule.comparison:
        yield "  comparison: true"
    yield f"  pattern: {_quoted(rule.pattern)}"
    if not rule.expected:
        return
    yield "  examples:"
    yield f"    - text: {_quoted(rule.text)}"
    if len(rule.expected) == 1:
        yield f"      expect: {_mapping(rule.expected[0])}"
    else:
        yield "      expect:"
        yield from (f"        - {_mapping(entry)}" for entry in rule.expected)


def _mapping(pairs: Expected) -> str:
    inner = ", ".join(f"{name}: {_value(value)}" for name, value in pairs)
    return f"{{{inner}}}"


def _value(text: str) -> str:
    return text if _BARE.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    """A scalar in single quotes, in which only the quote itself is special."""
    return "'" + text.replace("'", "''") + "'"
