"""Rows as expressions ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.model import Entry
from parsers.query import SaidOf

if TYPE_CHECKING:
    from tui.rows import Counts, Rows


class AskedRow:
    """A row as expressions ask for it."""

    __slots__ = ("_rows", "_titles", "row")

    def __init__(self, rows: Rows, row: int) -> None:
        self._rows, self._titles = rows, rows.headlines.folded
        self.row = row

    @property
    def title(self) -> str | None:
        """The headline, or the name of an article that has none; folded."""
        return self._titles[self.row]

    @property
    def file(self) -> str:
        """What it is called."""
        return self._rows.items.names[self.row]

    @property
    def date(self) -> str | None:
        """The day of publication."""
        return self._rows.dates[self.row]

    @property
    def figures(self) -> Counts | None:
        """How many of them are booked, open and masked."""
        return self._rows.last_counts[self.row]

    @property
    def entries(self) -> tuple[Entry, ...] | None:
        """Those that were read in it."""
        return self._rows.entries[self.row]

    @property
    def said(self) -> SaidOf:
        """What people said of them."""
        return self._rows.said
