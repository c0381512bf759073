"""The values that an expression names: numbers as people write them, and times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from parsers.query.expression import Sign
from parsers.query.fields import Kind

NONE = "none"
"""Asks for a field that is empty."""

SHAPES: Mapping[Kind, str] = {
    "code": "write a code",
    "text": "write some words",
    "number": "write 1e9, 1.5bn, 390M or 1,000,000",
    "time": "write 2019, 2019-03 or 2019-03-20",
}

_NUMBER = re.compile(
    r"(?P<digits>[+-]?\d[\d,_]*(?:\.\d+)?(?:e[+-]?\d{1,2})?)(?P<scale>k|m|bn|tn|%)?",
    re.ASCII | re.IGNORECASE,
)
_TIME = re.compile(r"(?:\d{4}|XXXX)(?:-\d{2}(?:-\d{2})?)?", re.ASCII | re.IGNORECASE)
_SCALES = {"k": 3, "m": 6, "bn": 9, "tn": 12}
_MOST = 60
"""Characters of the longest number."""


def is_value(kind: Kind, sign: Sign, value: str) -> bool:
    """Whether a field of some kind can have the value."""
    if sign == ":" and value.lower() == NONE:
        return True
    if kind == "number":
        return len(value) <= _MOST and _NUMBER.fullmatch(value) is not None
    if kind == "time":
        return _TIME.fullmatch(value) is not None
    return True


def number(value: str) -> Decimal:
    """The number that was written: `1.5bn` is 1,500,000,000.

    Raises:
        ValueError: If it is none.
    """
    match = _NUMBER.fullmatch(value)
    if match is None:
        raise ValueError(f"{value} is no number")
    digits = Decimal(match["digits"].replace(",", "").replace("_", ""))
    return digits.scaleb(_SCALES.get((match["scale"] or "").lower(), 0))
