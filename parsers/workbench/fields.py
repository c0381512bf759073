"""What an entry says, field by field, in the words of rule files."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from parsers.model import Change, Entry, Measure, Money, Period, Quantity
from parsers.numbers import plain
from parsers.rules.strict_yaml import FORBIDDEN

Said = tuple[tuple[str, str], ...]
"""(field, text) of each field that has a value, in the order of `FIELDS`."""

WORDS = ("flow", "reporter", "partner", "commodity", "period", "status")
ASIDES = ("qualifier", "attribution")
MEASURES = ("value", "quantity", "change")
FIELDS = (*WORDS, *ASIDES, *MEASURES)
"""All that an entry says; which rule says it, and from where, is not part of it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two entries fill differently."""

    field: str
    before: str | None
    """None where it is empty."""
    after: str | None


def said(entry: Entry) -> Said:
    """What the entry says; empty fields are left out."""
    found = ((name, _text(getattr(entry, name))) for name in FIELDS)
    return tuple((name, text) for name, text in found if text is not None)


def differences(before: Said, after: Said) -> tuple[Difference, ...]:
    """The fields in which the two differ."""
    one, two = dict(before), dict(after)
    return tuple(
        Difference(name, one.get(name), two.get(name))
        for name in FIELDS
        if one.get(name) != two.get(name)
    )


def words(text: str) -> str:
    """The text in one line, with nothing that cannot stand in a rule file."""
    return FORBIDDEN.sub("\ufffd", " ".join(text.split()))


def amount_text(low: Decimal, high: Decimal | None, unit: str) -> str:
    """An amount as rule files write it: `1450000000 USD`, `5 to 7 tonne`, `+42.7 %`."""
    ends = (low,) if high is None else (low, high)
    sign = "+" if unit == "%" and low > 0 else ""
    return f"{sign}{' to '.join(map(plain, ends))} {unit}"


def _text(value: Measure | Period | str | None) -> str | None:
    match value:
        case None:
            return None
        case Money():
            return amount_text(value.amount, value.amount_to, value.currency)
        case Quantity():
            return amount_text(value.amount, value.amount_to, value.unit)
        case Change():
            return amount_text(value.percent, value.percent_to, "%")
        case Period():
            return value.edtf
        case _:
            return words(value)
