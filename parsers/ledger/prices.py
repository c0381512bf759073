"""Value against quantity: what goods are worth in one article and in all the others.

A million that was left out makes a price a million times too high. So a price fails that
is far from the middle of all prices of the same goods, unit and currency.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Context, Decimal
from itertools import chain
from statistics import median
from typing import NamedTuple

from parsers.ledger.book import Book, Line
from parsers.ledger.findings import Finding, Outcome, shown
from parsers.ledger.rounding import ends
from parsers.model import Money, Quantity
from parsers.numbers import grouped

ENOUGH = 5
"""Prices from different sentences that make a range."""
FAR = Decimal(10)
"""How many times the middle a price may be, or the middle the price."""
FARTHER = Decimal(100)
"""The same where no goods are named, which may be gold or gravel."""
WEIGHTS = ("TONNE", "KG")
"""Units of which goods without a name are compared: a piece may be a plane or a pen."""
TYPICAL = 4
"""To which power the usual distance from the middle is allowed, where that is more."""
_FEW = Context(prec=3)
"""Digits of a price below a thousand that are shown."""

Kind = tuple[str, str, str]
"""Goods, unit, currency."""


class Price(NamedTuple):
    """What a quantity of goods is worth, by one entry."""

    value: Line
    quantity: Line

    @property
    def amount(self) -> Decimal:
        """Money for one unit."""
        value, quantity = (ends(line.statement.measure)[0] for line in self)
        return value / quantity

    @property
    def kind(self) -> Kind:
        """What prices have in common that can be compared."""
        return self.value.cell.good, self.quantity.cell.unit, self.value.cell.unit

    @property
    def source(self) -> tuple[str, Decimal]:
        """The same for two copies of one sentence."""
        return self.value.statement.entry.quote, self.amount


def prices(book: Book) -> Iterator[Finding]:
    """One finding for each entry that tells both value and quantity."""
    kinds: defaultdict[Kind, list[Price]] = defaultdict(list)
    for price in _prices(book):
        kinds[price.kind].append(price)
    for (good, unit, _), alike in kinds.items():
        amounts = sorted({amount for _, amount in {price.source for price in alike}})
        for price in alike:
            if not good and unit not in WEIGHTS:
                yield _told(price, "cannot tell", "its goods are not named")
            elif len(amounts) < ENOUGH:
                yield _told(price, "cannot tell", "too few other prices are told")
            else:
                yield _compared(price, amounts, FAR if good else FARTHER)


def _prices(book: Book) -> Iterator[Price]:
    """The prices of entries with a value and a quantity, none of them zero."""
    entries: defaultdict[str, dict[type, Line]] = defaultdict(dict)
    for line in chain.from_iterable(book.amounts.values()):
        if line.role != "Rate" and ends(line.statement.measure)[0] > 0:
            entries[line.statement.entry.id][type(line.statement.measure)] = line
    for lines in entries.values():
        if len(lines) == 2:
            yield Price(lines[Money], lines[Quantity])


def _compared(price: Price, amounts: Sequence[Decimal], far: Decimal) -> Finding:
    """The finding on a price, by all the prices of its kind."""
    middle = median(amounts)
    usual = median(sorted(_distance(amount, middle) for amount in amounts))
    limit = max(far, usual**TYPICAL)
    low, high = middle / limit, middle * limit
    beside = f"{_short(low)} to {_short(high)} is usual by {len(amounts)} prices"
    if low <= price.amount <= high:
        return _told(price, "holds", beside)
    return _told(price, "fails", beside)


def _distance(amount: Decimal, middle: Decimal) -> Decimal:
    """How many times the one is the other, whichever is greater."""
    return max(amount / middle, middle / amount)


def _short(amount: Decimal) -> str:
    """A price without the digits that nobody reads."""
    whole = amount.adjusted() >= _FEW.prec
    return grouped(amount.to_integral_value() if whole else _FEW.plus(amount))


def _told(price: Price, outcome: Outcome, why: str) -> Finding:
    """A finding with its sum."""
    value, quantity = (line.statement for line in price)
    _, unit, currency = price.kind
    each = f"{_short(price.amount)} {currency} for one {unit}"
    text = f"{shown(value)} {currency} / {shown(quantity)} {unit} = {each}"
    return Finding("price", outcome, text, why, (value, quantity))
