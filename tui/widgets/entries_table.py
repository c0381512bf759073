"""The entries of all articles that are listed: drawn as they come into view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.strip import Strip

from parsers.model import Entry
from tui.book import GAP, BookColumn, book_columns
from tui.lines import LinePane, Run
from tui.orders import FOUND, Listed, Order
from tui.rows import Rows

_HEAD = 1
"""Rows of the heading, which never scrolls away."""


class EntriesTable(LinePane):
    """One row for each entry, with a cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--head",
        "table--cursor",
        "table--dim",
    }

    class Chosen(Message):
        """The entry under the cursor is to be opened."""

    def __init__(self, rows: Rows, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows = rows
        self._listed: Sequence[Listed] = ()
        self._order = FOUND
        self._empty = ""
        self._sign: Callable[[Entry], str] | None = None
        """What stands before an entry, one character; nothing where it is None."""
        self._columns: tuple[BookColumn, ...] = ()
        self.cursor = 0
        """The row that the keys act on."""

    @property
    def at_cursor(self) -> Listed | None:
        """The entry under the cursor."""
        return self._listed[self.cursor] if self.cursor < len(self._listed) else None

    @property
    def listed(self) -> Sequence[Listed]:
        """The entries in their order."""
        return self._listed

    def show(
        self, listed: Sequence[Listed], order: Order, heading: str, empty: str
    ) -> None:
        """Show other entries; a cursor that was moved stays on its entry.

        Args:
            listed: The entries in their order.
            order: What that order is.
            heading: What stands above.
            empty: What stands there if there are none.
        """
        kept = self.at_cursor if self.cursor else None
        moved = 0
        if kept is not None:
            place = _place(listed, kept)
            moved = place - self.cursor
            self.cursor = place
        self._listed, self._order, self._empty = listed, order, empty
        self.border_title = Content(heading)
        self.set_rows(len(listed) + _HEAD)
        if moved:
            self.scroll_to_row(self.scroll_offset.y + moved)
        self._show_cursor()
        self.refresh()

    def move(self, by: int) -> None:
        """The cursor goes some rows on or back."""
        self.cursor = max(0, min(len(self._listed) - 1, self.cursor + by))
        self._show_cursor()
        self.refresh()

    def page(self, pages: float) -> None:
        """The cursor goes a part of the pane's height on or back."""
        rows = max(1, int(abs(pages) * (self.visible_rows - _HEAD)))
        self.move(rows if pages > 0 else -rows)

    def edge(self, *, last: bool) -> None:
        """The cursor goes to the first row or the last."""
        self.move(len(self._listed) if last else -len(self._listed))

    def part(self, share: float) -> None:
        """The cursor goes to the entry that so large a share of all lies before."""
        self.move(int(len(self._listed) * share) - self.cursor)

    def on_resize(self) -> None:
        """Other columns may fit now."""
        self._fit_columns()
        self._show_cursor()

    def mark(self, sign: Callable[[Entry], str]) -> None:
        """Show something before each entry.

        Args:
            sign: One character for an entry.
        """
        self._sign = sign
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Choose the columns for which there is room."""
        self._columns = book_columns(self.columns - len(self._lead(None)) - 1)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click goes to the entry, a second one opens it."""
        place = event.get_content_offset(self)
        if place is None or place.y < _HEAD:
            return
        row = place.y - _HEAD + self.scroll_offset.y
        if row < len(self._listed):
            again = row == self.cursor
            self.move(row - self.cursor)
            if again:
                self.post_message(self.Chosen())

    def render_line(self, y: int) -> Strip:
        """The heading, or the row of an entry."""
        if not self._listed:
            return self.draw(((f" {self._empty}", ("table--dim",)),) if not y else ())
        if y < _HEAD:
            headings = [column.heading(self._order) for column in self._columns]
            return self.draw(_runs(headings, self._lead(None)), ("table--head",))
        row = y - _HEAD + self.scroll_offset.y
        if row >= len(self._listed):
            return self.draw(())
        listed = self._listed[row]
        cells = [column.cell(listed, self._rows) for column in self._columns]
        roles = ("table--cursor",) if row == self.cursor else ()
        return self.draw(_runs(cells, self._lead(listed[1])), roles)

    def _lead(self, entry: Entry | None) -> str:
        """What stands before the cells: a sign, where there can be one."""
        if self._sign is None:
            return " "
        return f"{self._sign(entry) if entry else ' '} "

    def _show_cursor(self) -> None:
        """Scroll as little as needed to show the cursor."""
        top, rows = self.scroll_offset.y, self.visible_rows - _HEAD
        if self.cursor < top:
            self.scroll_to_row(self.cursor)
        elif self.cursor >= top + rows:
            self.scroll_to_row(self.cursor - rows + 1)


def _runs(cells: Sequence[str], lead: str) -> list[Run]:
    """Cells side by side."""
    return [(lead, ()), ((" " * GAP).join(cells), ())]


def _place(listed: Sequence[Listed], kept: Listed) -> int:
    """Where an entry stands now, which may have been read anew; 0 if it is gone."""
    wanted_row, wanted = kept
    for place, (row, entry) in enumerate(listed):
        if row == wanted_row and entry.id == wanted.id:
            return place
    return 0
