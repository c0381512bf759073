"""The orders in which articles and entries can be listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from parsers.model import Entry
from parsers.query import folded
from tui.rows import Rows

Key = tuple[int, Any]
"""A rank, which is never turned round, and what is compared: all numbers or all texts."""


Listed = tuple[int, Entry]
"""The row of an article, and an entry of it: a plain tuple, for there are many."""


@dataclass(frozen=True, slots=True)
class Order:
    """By what a list is sorted, and which way."""

    name: str
    descending: bool = False

    @property
    def reversed(self) -> Order:
        """The other way."""
        return replace(self, descending=not self.descending)

    @property
    def shown(self) -> str:
        """As a heading shows it: `▼ date`."""
        return f"{'▼' if self.descending else '▲'} {self.name}"


FOUND = Order("found")
"""The order in which the articles were found."""

ARTICLES: tuple[Order, ...] = (
    FOUND,
    Order("date", True),
    Order("title"),
    Order("figures", True),
    Order("open", True),
    Order("amount", True),
)
"""The orders of the list, each the way it is wished for most."""

ENTRIES: tuple[Order, ...] = (
    FOUND,
    Order("amount", True),
    Order("quantity", True),
    Order("change", True),
    Order("period", True),
    Order("date", True),
    Order("reporter"),
    Order("partner"),
    Order("flow"),
    Order("commodity"),
    Order("status"),
)
"""The orders of the ledger of all articles."""


def named(orders: Iterable[Order], name: str, descending: bool) -> Order:
    """The order of a name; that in which all was found if there is none such."""
    known = any(order.name == name for order in orders)
    return Order(name, descending) if known else FOUND


def following(orders: tuple[Order, ...], order: Order) -> Order:
    """The next order, round the end."""
    names = [other.name for other in orders]
    return orders[(names.index(order.name) + 1) % len(orders)]


Item = TypeVar("Item")


def arranged(
    items: Sequence[Item], keys: Sequence[Key | None], descending: bool
) -> list[Item]:
    """The items sorted by their keys; those without one come last whatever the way.

    Items of the same rank stay together: amounts of different currencies are never
    compared.
    """
    ranks: dict[int, list[int]] = {}
    absent: list[int] = []
    values: list[Any] = []
    for index, key in enumerate(keys):
        if key is None:
            absent.append(index)
            values.append(None)
        else:
            ranks.setdefault(key[0], []).append(index)
            values.append(key[1])
    order: list[int] = []
    for rank in sorted(ranks):
        # The key is C code and the values are of one type, so that this is fast.
        order += sorted(ranks[rank], key=values.__getitem__, reverse=descending)
    return [items[index] for index in (*order, *absent)]


def articles_key(order: Order, rows: Rows) -> Callable[[int], Key | None]:
    """What articles are sorted by."""
    counts, titles, date_of = rows.counts, rows.headlines.folded, rows.date

    def title(row: int) -> Key:
        return 0, titles[row] or folded(rows.items.names[row])

    def date(row: int) -> Key | None:
        day = date_of(row)
        return (0, day) if day else None

    def figures(row: int) -> Key | None:
        count = counts[row]
        return (0, count.figures) if count else None

    def opened(row: int) -> Key | None:
        count = counts[row]
        return (0, count.open) if count else None

    by_amount = entries_key(Order("amount"), rows)

    def amount(row: int) -> Key | None:
        entries = rows.entries[row]
        if not entries:
            return None
        keys = [key for e in entries if (key := by_amount((row, e))) is not None]
        # The most frequent currency, and in it the largest amount.
        return min(keys, key=lambda key: (key[0], -key[1])) if keys else None

    keys: Mapping[str, Callable[[int], Key | None]] = {
        "title": title,
        "date": date,
        "figures": figures,
        "open": opened,
        "amount": amount,
    }
    return keys[order.name]


def entries_key(order: Order, rows: Rows) -> Callable[[Listed], Key | None]:
    """What entries are sorted by."""
    currencies = _ranks(rows.codes["currency"])
    units = _ranks(rows.codes["unit"])
    date_of = rows.date

    def amount(listed: Listed) -> Key | None:
        value = listed[1].value
        return (
            (currencies.get(value.currency, 0), float(value.amount)) if value else None
        )

    def quantity(listed: Listed) -> Key | None:
        measure = listed[1].quantity
        return (units.get(measure.unit, 0), float(measure.amount)) if measure else None

    def change(listed: Listed) -> Key | None:
        measure = listed[1].change
        return (0, float(measure.percent)) if measure else None

    def period(listed: Listed) -> Key | None:
        when = listed[1].period
        return (int(when.first.startswith("X")), when.first) if when else None

    def date(listed: Listed) -> Key | None:
        day = date_of(listed[0])
        return (0, day) if day else None

    def word(listed: Listed) -> Key | None:
        text = getattr(listed[1], order.name)
        return (0, text) if text else None

    keys: Mapping[str, Callable[[Listed], Key | None]] = {
        "amount": amount,
        "quantity": quantity,
        "change": change,
        "period": period,
        "date": date,
    }
    return keys.get(order.name, word)


def _ranks(counts: Mapping[str, int]) -> Mapping[str, int]:
    """The place of each code, the most frequent first; each has one of its own."""
    ordered = sorted(counts, key=lambda code: (-counts[code], code))
    return {code: place for place, code in enumerate(ordered)}
