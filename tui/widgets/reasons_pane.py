"""A pane that tells why a figure is what it is."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip

from tui.lines import LinePane, Run
from tui.reasons import Account, rows


class ReasonsPane(LinePane):
    """Shows the account of one figure, as high as it needs."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reason--label",
        "reason--head",
        "reason--words",
        "reason--matched",
    }

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._account = Account("", "")
        self._rows: list[tuple[Run, ...]] = []

    def show(self, account: Account) -> None:
        """Show an account; that of another figure from its first row on."""
        old, self._account = self._account, account
        self._fill()
        if old.figure != account.figure:
            self.scroll_to_row(0)

    def tell(self, title: str) -> None:
        """Tell above the account what it is, and what keys do."""
        self.border_title = Content(title)

    def on_resize(self) -> None:
        """Fill the new width."""
        self._fill()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the account needs; the style says how high at most."""
        return len(list(rows(self._account, self.columns_in(width))))

    def render_line(self, y: int) -> Strip:
        """One row."""
        row = y + self.scroll_offset.y
        return self.draw(self._rows[row] if row < len(self._rows) else ())

    def _fill(self) -> None:
        """Lay the account out in the width."""
        self._rows = list(rows(self._account, self.columns))
        self.set_rows(len(self._rows))
        self.refresh(layout=True)
