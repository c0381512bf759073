"""Everything about the selected figure and the entry that books it."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.strip import Strip

from tui.detail import row_of_slot, rows
from tui.lines import LinePane, Run
from tui.page import Shown

_BELOW = 2
"""Rows that are shown of a slot that is lit."""


class EntryDetail(LinePane, can_focus=False):
    """Each field of the selected entry with its origin; else what the article tells."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "detail--label",
        "detail--lit",
        "detail--value",
        "detail--note",
        "detail--quote",
        "detail--booked",
        "detail--open",
        "detail--masked",
    }

    shown: reactive[Shown] = reactive[Shown](None, init=False)
    """Whose selection to show."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[tuple[Run, ...]] = []
        self.border_title = Content("Detail")

    def watch_shown(self) -> None:
        """Show another figure, from its first row on, or as far as the slot that is lit."""
        self._fill()
        slot = row_of_slot(self._rows) or 0
        self.scroll_to_row(max(0, slot - self.visible_rows + _BELOW))

    def on_resize(self) -> None:
        """Fill the new width."""
        self._fill()

    def render_line(self, y: int) -> Strip:
        """One row."""
        row = y + self.scroll_offset.y
        return self.draw(self._rows[row] if row < len(self._rows) else ())

    def _fill(self) -> None:
        """Lay out what there is to say."""
        self._rows = list(rows(self.shown, self.columns))
        self.set_rows(len(self._rows))
        self.refresh()
