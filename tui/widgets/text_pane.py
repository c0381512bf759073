"""A pane for any text: the problems of the rules, what a command answered."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip

from tui.display import display
from tui.layout import Layout, wrap
from tui.lines import LinePane


class TextPane(LinePane):
    """Shows a text, word-wrapped and harmless."""

    text: reactive[str] = reactive("", init=False)
    """What to show."""

    def __init__(
        self,
        title: str,
        subtitle: str,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._layout: Layout = wrap("", 80)
        self.border_title = Content(title)
        self.border_subtitle = Content(subtitle)

    def watch_text(self) -> None:
        """Show another text, from its first row on."""
        self._fill()
        self.scroll_to_row(0)

    def on_resize(self) -> None:
        """Fill the new width."""
        self._fill()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the text needs; the style says how high at most."""
        return len(wrap(display(self.text), self.columns_in(width)))

    def render_line(self, y: int) -> Strip:
        """One row."""
        row = y + self.scroll_offset.y
        if row >= len(self._layout):
            return self.draw(())
        start, end = self._layout.bounds(row)
        return self.draw(((self._layout.text[start:end].rstrip("\n"), ()),))

    def _fill(self) -> None:
        """Wrap the text to the width."""
        self._layout = wrap(display(self.text), self.columns)
        self.set_rows(len(self._layout))
        self.refresh(layout=True)
