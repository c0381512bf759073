"""How people and programs are shown a number: plain digits, never an exponent."""

from __future__ import annotations

from decimal import Decimal


def plain(amount: Decimal) -> str:
    """Every digit that matters and no other: `1450000000`, `-11.6`, `0`.

    Raises:
        ValueError: If `amount` is no finite number.
    """
    return _written(amount, "f")


def grouped(amount: Decimal) -> str:
    """The same with the thousands set apart: `1,450,000,000`.

    Raises:
        ValueError: If `amount` is no finite number.
    """
    return _written(amount, ",f")


def _written(amount: Decimal, form: str) -> str:
    if not amount.is_finite():
        raise ValueError(f"{amount} is no number to write")
    digits = format(amount, form)
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits
