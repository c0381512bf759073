"""From the parts of a figure to numbers: money, quantities and changes.

Everything is Decimal. What the words are worth is told by the vocabularies of the
pack, so this module holds arithmetic and no English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation

EXACT = Context(prec=60)
ONE = Decimal(1)
LONGEST = 30
"""Most digits of a number; a longer one is no figure of any trade."""

_BLANKS = re.compile(r"\s+")
_DIGIT = re.compile(r"\d")
_DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}")
"""Groups have three digits, so these are decimals."""


class Lexicon:
    """What the parts of a figure are worth, by the name of the part."""

    def __init__(self, parts: Mapping[str, tuple[tuple[bool, Mapping[str, str]], ...]]):
        """Take, for each part, its vocabularies as (fold, form -> value)."""
        self._parts = parts

    def value(self, part: str, text: str) -> str | None:
        """The value of a form of the part, whatever its blanks; None if it is none."""
        form = _BLANKS.sub(" ", text.strip())
        for fold, forms in self._parts.get(part, ()):
            found = forms.get(form.lower() if fold else form)
            if found is not None:
                return found
        return None


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, before it has a place in an article."""

    low: Decimal
    high: Decimal | None
    """Upper end of a range."""
    unit: str | None
    """Currency or unit; None for a change, and for a figure that leaves it out."""
    signed: bool = False
    """Whether the words themselves tell the direction, as "halved" does."""
    short: str | None = None
    """The last word of the currency, without its plural s: `dollar`."""
    abroad: bool = False
    """Whether more words make another currency of it: Canadian dollars."""
    factor: Decimal = ONE
    """How many of its unit each one counts that a figure without a unit goes on with.

    "17.4 million kilolitres, down from 18.1 million" has 1,000; "8.2 bcm, down from
    9 billion" has 1.
    """

    def counted_in(self, model: Amount) -> Amount:
        """The same number, of what another amount counts."""
        factor = model.factor
        high = None if self.high is None else EXACT.multiply(self.high, factor)
        low = EXACT.multiply(self.low, factor)
        return Amount(low, high, model.unit, factor=factor)


def amount_of(
    kind: str, parts: Mapping[str, str | None], lexicon: Lexicon
) -> Amount | None:
    """The amount that the captured parts of one figure state.

    Args:
        kind: `money`, `quantity`, `change` or `bare`.
        parts: Captured text by name: number, number_to, scale, scale_to, currency,
            unit, multiple, times, fraction.
        lexicon: What forms are worth.

    Returns:
        None when the parts make no number.
    """
    try:
        if kind == "change":
            return _change(parts, lexicon)
        return _scaled(parts, lexicon)
    except InvalidOperation:
        return None


def _scaled(parts: Mapping[str, str | None], lexicon: Lexicon) -> Amount | None:
    low = _number(parts.get("number"), lexicon)
    if low is None:
        return None
    high = _number(parts.get("number_to"), lexicon)
    scale_to = _scale(parts.get("scale_to"), lexicon)
    scale = _scale(parts.get("scale"), lexicon) or scale_to or ONE
    unit, factor = _unit(parts, lexicon)
    name, abroad = _short_name(parts.get("currency"), unit, lexicon)
    return Amount(
        low=EXACT.multiply(EXACT.multiply(low, scale), factor),
        high=None
        if high is None
        else EXACT.multiply(EXACT.multiply(high, scale_to or scale), factor),
        unit=unit,
        short=name,
        abroad=abroad,
        factor=factor if parts.get("scale") else ONE,
    )


def _short_name(
    currency: str | None, unit: str | None, lexicon: Lexicon
) -> tuple[str | None, bool]:
    """The last word of a currency, and whether by itself it means another one.

    None for one with more words that mean what the last means: American dollars.
    """
    *more, last = (currency or "").lower().split() or [""]
    usual = lexicon.value("currency", last) if last else None
    if usual is None or (more and usual == unit):
        return None, False
    return last.removesuffix("s"), usual != unit


def _unit(
    parts: Mapping[str, str | None], lexicon: Lexicon
) -> tuple[str | None, Decimal]:
    """Currency or unit, and the factor that a unit such as "bcm" carries."""
    for part in ("currency", "unit"):
        text = parts.get(part)
        if text is None:
            continue
        value = lexicon.value(part, text)
        if value is not None and " " in value and value[0].isdigit():
            factor, _, unit = value.partition(" ")
            return unit, Decimal(factor)
        return value, ONE
    return None, ONE


def _change(parts: Mapping[str, str | None], lexicon: Lexicon) -> Amount | None:
    for part in ("multiple", "fraction"):
        text = parts.get(part)
        if text is not None:
            value = lexicon.value(part, text)
            if value is None:
                return None
            return Amount(Decimal(value), None, None, signed=part == "multiple")
    times = _number(parts.get("times"), lexicon)
    if times is not None:
        return Amount(EXACT.multiply(EXACT.subtract(times, 1), 100), None, None)
    low = _number(parts.get("number"), lexicon)
    if low is None:
        return None
    return Amount(low, _number(parts.get("number_to"), lexicon), None)


def _scale(text: str | None, lexicon: Lexicon) -> Decimal | None:
    if text is None:
        return None
    value = lexicon.value("scale", text)
    return None if value is None else Decimal(value)


def _number(text: str | None, lexicon: Lexicon) -> Decimal | None:
    """Digits with group marks, or number words."""
    if text is None:
        return None
    if _DIGIT.search(text):
        if _DECIMAL_COMMA.fullmatch(text):
            return Decimal(text.replace(",", "."))
        digits = text.replace(",", "").replace(" ", "")
        return Decimal(digits) if len(digits) <= LONGEST else None
    whole = lexicon.value("number", text)
    return Decimal(whole) if whole is not None else _spelled(text, lexicon)


def _spelled(text: str, lexicon: Lexicon) -> Decimal | None:
    """A number of several words: "twenty-three", "two hundred and five"."""
    total = Decimal(0)
    for word in re.split(r"[\s-]+", text.strip()):
        value = lexicon.value("number", word)
        if value is None:
            continue
        number = Decimal(value)
        total = total * 100 if number == 100 and total else total + number
    return total or None
