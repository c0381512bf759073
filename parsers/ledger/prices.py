"""Value against quantity: what goods are worth in one article and in all the others.

A million that was left out makes a price a million times too high. So a price fails that
is far from the middle of all prices of the same goods, unit and currency.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Context, Decimal
from statistics import median
from typing import NamedTuple

from parsers.ledger.book import Leaf
from parsers.ledger.findings import Finding, Outcome, shown
from parsers.ledger.lines import Line
from parsers.ledger.rounding import ends
from parsers.ledger.statements import Statement
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

    value: Statement
    quantity: Statement
    kind: Kind
    """What prices have in common that can be compared."""

    @property
    def amount(self) -> Decimal:
        """Money for one unit."""
        return ends(self.value.measure)[0] / ends(self.quantity.measure)[0]

    @property
    def source(self) -> tuple[str | int, Decimal]:
        """The same for two copies of one sentence."""
        return self.value.quotation, self.amount


def prices(told: Iterable[Price]) -> Iterator[Finding]:
    """One finding for each of the prices that all articles tell."""
    kinds: defaultdict[Kind, list[Price]] = defaultdict(list)
    for price in told:
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


def priced(leaf: Leaf) -> Iterator[Price]:
    """The prices of an article: of entries with value and quantity, none of them zero."""
    entries: defaultdict[str, dict[type, Line]] = defaultdict(dict)
    for line in leaf.amounts:
        if line.role != "Rate" and ends(line.statement.measure)[0] > 0:
            entries[line.statement.entry.id][type(line.statement.measure)] = line
    for lines in entries.values():
        if len(lines) == 2:
            yield _price(lines[Money], lines[Quantity])


def _price(value: Line, quantity: Line) -> Price:
    kind = value.cell.good, quantity.cell.unit, value.cell.unit
    return Price(value.statement, quantity.statement, kind)


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
    value, quantity = price.value, price.quantity
    _, unit, currency = price.kind
    each = f"{_short(price.amount)} {currency} for one {unit}"
    text = f"{shown(value)} {currency} / {shown(quantity)} {unit} = {each}"
    return Finding("price", outcome, text, why, (value, quantity))
