"""English words of time and what they mean. Which forms are *found* is up to the rules."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

MONTHS: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]

IRANIAN_MONTHS: Final = {
    "farvardin": 1,
    "ordibehesht": 2,
    "khordad": 3,
    "tir": 4,
    "mordad": 5,
    "shahrivar": 6,
    "mehr": 7,
    "aban": 8,
    "azar": 9,
    "dey": 10,
    "bahman": 11,
    "esfand": 12,
}

_CARDINALS: Final = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
ORDINALS: Final = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]

_LIKENESS: Final = 0.82
"""How near a misspelt month must come to the right one: Novemebr does, decade does not."""


def month(word: str) -> int | None:
    """The number of a Western month, abbreviated or misspelt as it may be."""
    word = word.rstrip(".")
    if len(word) < 3:
        return None
    for number, name in enumerate(MONTHS, 1):
        if name == word or (
            len(word) <= 4 and name.startswith(word[:3]) and _short(word)
        ):
            return number
    near = get_close_matches(word, MONTHS, 1, _LIKENESS) if len(word) > 4 else []
    return MONTHS.index(near[0]) + 1 if near else None


def _short(word: str) -> bool:
    return len(word) == 3 or word == "sept"


def number(word: str) -> int | None:
    """The value of "eight", "8", "eighth" or "8th" from 1 to 99."""
    for names in (_CARDINALS, ORDINALS):
        if word in names:
            return names.index(word) + 1
    digits = word.rstrip("stndrh")
    if digits.isascii() and digits.isdecimal() and 0 < int(digits[:3]) < 100:
        return int(digits[:3])
    return None
