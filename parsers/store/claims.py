"""What an entry claims, field by field, as the texts that a person verifies and edits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple, TypeVar, cast, get_args

from parsers.articles.decoding import without_surrogates
from parsers.errors import NewsledgerError
from parsers.model import (
    Change,
    Entry,
    Flow,
    Measure,
    Money,
    Period,
    Quantity,
    Status,
)
from parsers.numbers import plain

PERCENT = "%"
RANGE = ".."
MEASURES = ("value", "quantity", "change")
"""The fields of figures."""
LAST_FIGURE = "it is the last figure of the entry, which can be rejected"
LONGEST = 500
"""Characters of the longest value that a person may give a field."""


class EditError(NewsledgerError):
    """A field can not be given a value; `field` and `value` are what was asked."""

    def __init__(self, field: str, value: str | None, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.value = value


class Claim(NamedTuple):
    """The fields of an entry that can be right or wrong, as text; None if not told.

    A measure is its amount and its unit, `800000000 USD`, `5..6 tonne`, `-11.6 %`;
    where in the article it stands is not part of the claim.
    """

    flow: str | None = None
    reporter: str | None = None
    partner: str | None = None
    commodity: str | None = None
    period: str | None = None
    status: str | None = None
    qualifier: str | None = None
    attribution: str | None = None
    value: str | None = None
    quantity: str | None = None
    change: str | None = None

    @classmethod
    def of(cls, entry: Entry) -> Claim:
        """What an entry claims."""
        return cls(
            flow=entry.flow,
            reporter=entry.reporter,
            partner=entry.partner,
            commodity=entry.commodity,
            period=entry.period.edtf if entry.period else None,
            status=entry.status,
            qualifier=entry.qualifier,
            attribution=entry.attribution,
            value=_measure(entry.value),
            quantity=_measure(entry.quantity),
            change=_measure(entry.change),
        )

    def field(self, name: str) -> str | None:
        """The value of the field of that name, one of `FIELDS`."""
        return self[FIELDS.index(name)]

    def applied(self, entry: Entry) -> Entry:
        """The entry with these values in place of its own; it cites what it cited.

        A figure that the entry does not have stays away: nothing could be cited for it.

        Raises:
            EditError: If a value that differs is none that the field can have, or no
                figure is left.
        """
        own = Claim.of(entry)
        for name in FIELDS:
            if self.field(name) != own.field(name):
                checked(name, self.field(name), self)
        made = replace(
            entry,
            flow=cast(Flow, self.flow),
            reporter=self.reporter,
            partner=self.partner,
            commodity=self.commodity,
            period=Period.of(self.period) if self.period else None,
            status=cast(Status, self.status),
            qualifier=self.qualifier,
            attribution=self.attribution,
            value=_corrected(entry.value, own.value, self.value),
            quantity=_corrected(entry.quantity, own.quantity, self.quantity),
            change=_corrected(entry.change, own.change, self.change),
        )
        if not made.measures:
            gone = next(name for name in MEASURES if own.field(name) is not None)
            raise EditError(gone, self.field(gone), LAST_FIGURE)
        return made

    def has_figure_beside(self, name: str) -> bool:
        """Whether a figure is told that is not in the field of that name."""
        return any(self.field(own) is not None for own in MEASURES if own != name)


FIELDS: tuple[str, ...] = Claim._fields


def _measure(measure: Measure | None) -> str | None:
    match measure:
        case None:
            return None
        case Money():
            return _amount(measure.amount, measure.amount_to, measure.currency)
        case Quantity():
            return _amount(measure.amount, measure.amount_to, measure.unit)
        case Change():
            return _amount(measure.percent, measure.percent_to, PERCENT)


def _amount(low: Decimal, high: Decimal | None, unit: str) -> str:
    upper = "" if high is None else f"{RANGE}{plain(high)}"
    return f"{plain(low)}{upper} {unit}"


M = TypeVar("M", Money, Quantity, Change)


def _corrected(measure: M | None, own: str | None, right: str | None) -> M | None:
    """The figure with the amount and the unit that a person gave it."""
    if measure is None or right is None:
        return None
    if right == own:
        return measure
    amount, unit = _parts(right, own or "")
    low, _, high = amount.partition(RANGE)
    upper = Decimal(high) if high else None
    match measure:
        case Money():
            return replace(measure, amount=Decimal(low), currency=unit, amount_to=upper)
        case Quantity():
            return replace(measure, amount=Decimal(low), unit=unit, amount_to=upper)
        case Change():
            return replace(measure, percent=Decimal(low), percent_to=upper)


def checked(
    field: str, value: str | None, claim: Claim, edited: Claim | None = None
) -> str | None:
    """The value that a person gives a field, in the one way to write it.

    Args:
        field: One of `FIELDS`.
        value: What was typed; None or blank to say that the article does not tell it.
        claim: What the entry claims now.
        edited: The same with the edits of people in it, if there are any.

    Raises:
        EditError: If there is no such field, or it can not have that value, or the
            last figure would be gone.
    """
    if field not in FIELDS:
        raise EditError(field, value, f"no such field; known are {', '.join(FIELDS)}")
    text = " ".join(without_surrogates(value or "").split())
    try:
        return _checked(field, text, claim, claim if edited is None else edited)
    except ValueError as error:
        raise EditError(field, value, str(error)) from None


def _checked(field: str, text: str, claim: Claim, edited: Claim) -> str | None:
    if len(text) > LONGEST:
        raise ValueError(f"longer than {LONGEST} characters")
    if not text:
        if field in _NEEDED:
            raise ValueError("every entry has one")
        if field in MEASURES and not edited.has_figure_beside(field):
            raise ValueError(LAST_FIGURE)
        return None
    if field in MEASURES and claim.field(field) is None:
        raise ValueError("the entry has no such figure")
    return _CHECKS[field](text) if field in _CHECKS else text


def _one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text not in known:
            raise ValueError(f"must be one of {', '.join(known)}")
        return text

    return check


_DATE = r"(?:\d{4}|XXXX)(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_PERIOD = re.compile(rf"{_DATE}(?:/{_DATE})?", re.ASCII)
_NUMBER = r"[+-]?\d{1,30}(?:\.\d{1,30})?(?:[eE]\d{1,2})?"
_AMOUNT = re.compile(rf"({_NUMBER})(?:\.\.({_NUMBER}))? (.+)", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}")


def _period(text: str) -> str:
    if not _PERIOD.fullmatch(text):
        raise ValueError("must be as 2020, 2020-03 or 2020-03-20/2020-06-20")
    return text


def _money(text: str) -> str:
    amount, unit = _parts(text, "800e6 USD")
    if not _CURRENCY.fullmatch(unit):
        raise ValueError(f"{unit} is no currency code such as USD")
    return f"{amount} {unit}"


def _quantity(text: str) -> str:
    return " ".join(_parts(text, "5e6 tonne"))


def _change(text: str) -> str:
    amount, unit = _parts(text, "-11.6 %")
    if unit != PERCENT:
        raise ValueError("must be in percent, as -11.6 %")
    return f"{amount} {unit}"


def _parts(text: str, example: str) -> tuple[str, str]:
    """The amount and its unit."""
    match = _AMOUNT.fullmatch(text.replace("_", "").replace(",", ""))
    if match is None:
        raise ValueError(f"must be an amount and its unit, as {example}")
    low, high, unit = match.groups()
    upper = "" if high is None else f"{RANGE}{plain(Decimal(high))}"
    return f"{plain(Decimal(low))}{upper}", unit


_NEEDED = ("flow", "status")
_CHECKS: Mapping[str, Callable[[str], str]] = {
    "flow": _one_of(get_args(Flow)),
    "status": _one_of(get_args(Status)),
    "period": _period,
    "value": _money,
    "quantity": _quantity,
    "change": _change,
}
