"""How exactly an article states a number: the values that its words stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from parsers.model import Change, Measure

CERTAIN_DIGITS = 2
"""Digits of a whole number that are meant even if they are zeros: `$800 million` is
neither 840 nor 760, but it may be 796."""

_NUMBER = re.compile(r"[0-9][0-9,.]*")


class Band(NamedTuple):
    """The least and the greatest value that a stated number can stand for."""

    low: Decimal
    high: Decimal

    def meets(self, other: Band) -> bool:
        """Whether one value can be meant by both."""
        return self.low <= other.high and other.low <= self.high

    def plus(self, other: Band) -> Band:
        """The band of a sum."""
        return Band(self.low + other.low, self.high + other.high)

    def minus(self, other: Band) -> Band:
        """The band of a difference."""
        return Band(self.low - other.high, self.high - other.low)


_CUT_OFF = 2
"""Half steps above a percentage: papers cut it off as often as they round it."""

_SPREADS: Mapping[str | None, tuple[int, int]] = {
    None: (1, 1),
    "approx": (2, 2),
    "over": (1, 2),
    "under": (2, 1),
}
"""Half steps below and above the number that a qualifier allows; the number itself is
rounded, so none is 0."""


def band(measure: Measure, qualifier: str | None = None) -> Band:
    """The values that a figure can stand for: those that round to its last stated digit.

    Args:
        measure: The figure.
        qualifier: `approx`, `over`, `under`, or None for a number as it stands. Each
            lets the number be off by a whole step, in its direction.
    """
    low, high = ends(measure)
    half = step(measure) / 2
    below, above = _SPREADS.get(qualifier, (2, 2))
    if isinstance(measure, Change):
        above = max(above, _CUT_OFF)
    if high < 0:  # `over 11 percent` less is less than -11
        below, above = above, below
    return Band(low - below * half, high + above * half)


def agree(
    one: Measure, two: Measure, qualifiers: tuple[str | None, str | None]
) -> bool:
    """Whether two figures are the same within half a step of the coarser one."""
    first, second = Band(*ends(one)), Band(*ends(two))
    return (
        first == second  # of more digits than a band is reckoned with
        or band(one, qualifiers[0]).meets(second)
        or band(two, qualifiers[1]).meets(first)
    )


def ends(measure: Measure) -> tuple[Decimal, Decimal]:
    """The lower and the upper end of a range; twice the same for a single number."""
    if isinstance(measure, Change):
        low, high = measure.percent, measure.percent_to
    else:
        low, high = measure.amount, measure.amount_to
    return (low, low) if high is None else (min(low, high), max(low, high))


def step(measure: Measure) -> Decimal:
    """What one more in the last stated digit comes to: `$1.4b` is told in 100 millions."""
    written = _numbers(measure.text)
    if isinstance(measure, Change):
        return _step_of_change(measure.percent, written)
    low, high = ends(measure)
    told = (low,) if low == high else (low, high)
    return min(_step(end, _digits(written, end)) for end in told)


@lru_cache(maxsize=4096)
def _numbers(text: str) -> tuple[str, ...]:
    """The numbers in the words of a figure."""
    return tuple(_NUMBER.findall(text))


def _step(amount: Decimal, digits: int) -> Decimal:
    """The place of the last of so many digits."""
    return Decimal(1).scaleb(amount.adjusted() - digits + 1)


def _digits(written: tuple[str, ...], amount: Decimal) -> int:
    """How many digits of an amount its article means."""
    if len(written) != 1:  # words, or a number for each end of a range
        return _meant(amount)
    number = written[0].rstrip(".,")
    digits = number.replace(",", "").replace(".", "").lstrip("0")
    if "." in number:
        return max(len(digits), 1)
    return max(len(digits.rstrip("0")), min(len(digits), CERTAIN_DIGITS), 1)


def _meant(amount: Decimal) -> int:
    """The digits of an amount up to its last that is not zero."""
    return max(len("".join(map(str, amount.as_tuple().digits)).rstrip("0")), 1)


def _step_of_change(percent: Decimal, written: tuple[str, ...]) -> Decimal:
    """The step of a change, told in percent or as a multiple of what was before."""
    if not written:
        return _step_of_words(percent)
    places = max(len(number.rstrip(".,").partition(".")[2]) for number in written)
    told = Decimal(1).scaleb(-places)
    in_percent = any(_same(number, percent) for number in written)
    return told if in_percent else told * 100


def _same(number: str, percent: Decimal) -> bool:
    digits = number.rstrip(".,").replace(",", "")
    return digits.count(".") <= 1 and Decimal(digits) == abs(percent)


def _step_of_words(percent: Decimal) -> Decimal:
    """Half a step of `doubled` is half a time; `five percent` is told in percents."""
    if percent and percent % 100 == 0:
        return Decimal(100)
    return _step(percent, _meant(percent)) if percent else Decimal(1)
