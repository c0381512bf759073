"""The articles and entries that a filter chooses, kept up while more becomes known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from parsers.query import EVERYTHING, Query
from tui.listing import Listing
from tui.orders import FOUND, Key, Listed, Order, arranged, articles_key, entries_key
from tui.rows import Rows


class Selection:
    """What of all rows is listed, and how it is sorted."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.query = EVERYTHING
        self.order = FOUND
        self.entries_order = FOUND
        self._chosen: list[bool | None] = []
        """The answer of the filter for each row; not kept where it asks for nothing."""
        self._keys: list[Key | None] | None = None
        """What each row is sorted by, once that was needed."""
        self._key: Callable[[int], Key | None] = _no_key

    def choose(self, query: Query) -> None:
        """List what another filter chooses."""
        self.query = query
        self._chosen = []
        self.added()

    def added(self) -> None:
        """There are more rows now."""
        self._keys = None
        if not self._is_all:
            new = self._rows.all_asked(len(self._chosen))
            self._chosen.extend(self.query.answers(new))

    def learned(self, rows: Sequence[int]) -> None:
        """More is known of some rows."""
        if not self._is_all:
            holds, asked = self.query.holds, self._rows.asked
            for row in rows:
                self._chosen[row] = holds(asked(row))
        if self._keys is not None:
            key = self._key
            for row in rows:
                self._keys[row] = key(row)

    def sort(self, order: Order) -> None:
        """List in another order."""
        self.order = order
        self._keys = None

    @property
    def _is_all(self) -> bool:
        """Whether nothing is left out."""
        return self.query == EVERYTHING

    @property
    def is_plain(self) -> bool:
        """Whether the list is all that was found, in its order."""
        return self._is_all and self.order == FOUND

    @property
    def unknown(self) -> list[int]:
        """The rows of which the filter can not tell yet whether they are listed."""
        return [row for row, chosen in enumerate(self._chosen) if chosen is None]

    def excludes(self, row: int) -> bool:
        """Whether the filter leaves a row out for certain."""
        return not self._is_all and self._chosen[row] is False

    def listing(self) -> Listing:
        """The rows that are listed, as far as is known."""
        if self.is_plain:
            return Listing(range(len(self._rows)))
        everything: Iterable[int] = range(len(self._rows))
        if not self._is_all:
            everything = [row for row, chosen in enumerate(self._chosen) if chosen]
        if self.order == FOUND:
            return Listing(list(everything))
        if self.order.name == FOUND.name:
            return Listing(list(everything)[::-1], ascending=False)
        if self._keys is None:
            self._key = articles_key(self.order, self._rows)
            self._keys = list(map(self._key, range(len(self._rows))))
        rows = list(everything)
        keys = list(map(self._keys.__getitem__, rows))
        order = arranged(rows, keys, self.order.descending)
        return Listing(order, ascending=False)

    def survey(self, listing: Listing) -> Survey:
        """What is needed to collect the chosen entries of the articles in a listing."""
        return Survey(self._rows, self.query, listing, self.entries_order)


@dataclass(frozen=True, slots=True)
class Survey:
    """Collects entries; it changes nothing, so any thread may do that."""

    rows: Rows
    query: Query
    listing: Listing
    order: Order

    def entries(self) -> list[Listed]:
        """The chosen entries, in their order."""
        found = self._found()
        order = self.order
        if order.name == FOUND.name:
            return found[::-1] if order.descending else found
        keys = list(map(entries_key(order, self.rows), found))
        return arranged(found, keys, order.descending)

    def _found(self) -> list[Listed]:
        """The chosen entries, article by article."""
        entries, rows = self.rows.entries, self.listing.order
        if not self.query.asks_entries:
            return [(r, e) for r in rows for e in entries[r] or ()]
        asked, entries_of = self.rows.asked, self.query.entries
        return [(r, e) for r in rows if entries[r] for e in entries_of(asked(r))]


def _no_key(_row: int) -> None:
    """Rows in the order in which they were found need none."""
