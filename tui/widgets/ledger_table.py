"""The entries of the article as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.layout import fit
from tui.lines import LinePane, Run
from tui.page import Page, Shown
from tui.table import GAP, Column, columns
from tui.wording import DOUBT, verdict_sign

if TYPE_CHECKING:
    from parsers.store import Review

_HEAD = 1
"""Rows of the heading, which never scrolls away."""


class LedgerTable(LinePane):
    """One row for each entry; the row of the selected figure is marked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--head",
        "table--cursor",
        "table--dim",
    }

    shown: reactive[Shown] = reactive[Shown](None, init=False)
    """Whose entries to show."""

    @dataclass
    class Moved(Message):
        """Another entry is to be selected."""

        row: int

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.cursor: int | None = None
        """The row of the selected figure."""
        self._columns: tuple[Column, ...] = ()
        self.border_title = Content("Ledger")

    @property
    def entries(self) -> int:
        """How many rows there are."""
        return len(self.shown.reading.entries) if isinstance(self.shown, Page) else 0

    def watch_shown(self) -> None:
        """Show other entries, or another selection."""
        known = isinstance(self.shown, Page) and self.shown.known
        self.border_title = Content(f"Ledger  {self.entries}" if known else "Ledger")
        self.cursor = self.shown.entry_row if isinstance(self.shown, Page) else None
        self._fit_columns()
        if self.cursor is not None:
            self._show_row(self.cursor)

    def on_resize(self) -> None:
        """Other columns may fit now."""
        self._fit_columns()

    def move(self, by: int) -> None:
        """Select an entry some rows on or back."""
        if not self.entries:
            return
        start = self.cursor if self.cursor is not None else (-1 if by > 0 else 0)
        self._choose(max(0, min(self.entries - 1, start + by)))

    def _choose(self, row: int) -> None:
        """Ask for an entry; the next key may come before the selection is back."""
        self.cursor = row
        self.post_message(self.Moved(row))

    def edge(self, *, last: bool) -> None:
        """Select the first entry or the last."""
        self.move(self.entries if last else -self.entries)

    def part(self, share: float) -> None:
        """Select the entry that so large a share of all entries lies before."""
        if self.entries:
            self._choose(min(self.entries - 1, int(self.entries * share)))

    def on_click(self, event: events.Click) -> None:
        """A click selects the entry."""
        place = event.get_content_offset(self)
        if place is not None and place.y >= _HEAD:
            row = place.y - _HEAD + self.scroll_offset.y
            if row < self.entries:
                self._choose(row)

    def render_line(self, y: int) -> Strip:
        """The heading, or the row of an entry."""
        if not self.entries:
            return self.draw(((f" {self._empty()}", ("table--dim",)),) if not y else ())
        if y < _HEAD:
            return self.draw(self._cells(None), ("table--head",))
        row = y - _HEAD + self.scroll_offset.y
        if row >= self.entries:
            return self.draw(())
        roles = ("table--cursor",) if row == self.cursor else ()
        return self.draw(self._cells(row), roles)

    def _cells(self, row: int | None) -> list[Run]:
        """The cells of a row, or the headings."""
        runs: list[Run] = [(self._lead(row), ())]
        for column in self._columns:
            text = column.name if row is None else column.cells[row]
            cell = fit(text, column.width)
            if column.is_number:
                cell = cell.rstrip(" ").rjust(len(cell))
            runs.append((cell + " " * GAP, ()))
        return runs

    def _lead(self, row: int | None) -> str:
        """What stands before the cells: a verdict or a doubt, where there can be one."""
        page, reviews = self.shown, self._reviews
        if not isinstance(page, Page) or not (reviews or page.doubts):
            return " "
        if row is None:
            return "  "
        sign = verdict_sign(reviews[row]) if reviews else " "
        doubted = {doubt.figure.entry.id for doubt in page.doubts}
        is_doubted = page.reading.entries[row].id in doubted
        return f"{DOUBT if is_doubted and sign == ' ' else sign} "

    @property
    def _reviews(self) -> tuple[Review, ...]:
        """What was decided on the entries; empty as long as no verdicts are known."""
        return self.shown.reviews if isinstance(self.shown, Page) else ()

    def _empty(self) -> str:
        """What stands there when there are no entries."""
        if not isinstance(self.shown, Page):
            return ""
        return "no entries" if self.shown.known else "not read by any rules yet"

    def _fit_columns(self) -> None:
        """Choose the columns for the width."""
        entries = self.shown.reading.entries if isinstance(self.shown, Page) else ()
        self._columns = columns(entries, self.columns - 1 - len(self._lead(None)))
        self.set_rows(len(entries) + _HEAD)
        self.refresh()

    def _show_row(self, row: int) -> None:
        """Scroll as little as needed to show a row."""
        top, rows = self.scroll_offset.y, self.visible_rows - _HEAD
        if row < top:
            self.scroll_to_row(row)
        elif row >= top + rows:
            self.scroll_to_row(row - rows + 1)
