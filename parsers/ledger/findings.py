"""What a check of the arithmetic of articles comes to, with the sum that it did."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from parsers.ledger.rounding import ends
from parsers.ledger.statements import Statement
from parsers.numbers import grouped, plain

Check = Literal["change", "trade", "balance", "part", "price"]
Outcome = Literal["holds", "fails", "cannot tell"]

CHECKS: tuple[Check, ...] = ("change", "trade", "balance", "part", "price")
OUTCOMES: tuple[Outcome, ...] = ("holds", "fails", "cannot tell")


@dataclass(frozen=True, slots=True)
class Finding:
    """What the check of one figure against others comes to."""

    check: Check
    outcome: Outcome
    sum: str
    """What was reckoned, as `800,000,000 / 390,000,000 USD = +105.1 %, stated +105 %`.
    Empty where there was nothing to reckon with."""
    why: str
    """The reason, as a clause."""
    statements: tuple[Statement, ...]
    """The figure that was checked, and those that it was checked against."""


def shown(statement: Statement) -> str:
    """The amount of a figure without its unit: `390,000,000`, `5 to 6`."""
    low, high = ends(statement.measure)
    return grouped(low) if low == high else f"{grouped(low)} to {grouped(high)}"


def percent(number: Decimal, decimals: int) -> str:
    """A percentage with its sign and so many decimals: `+105.1 %`."""
    return f"{number:+,.{decimals}f} %"


def decimals_of(number: Decimal) -> int:
    """How many decimals a number is written with."""
    return len(plain(number).partition(".")[2])
