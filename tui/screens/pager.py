"""A text over the whole screen: an article with notes, or what a command answered."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.display import one_line
from tui.keys import Actions
from tui.screens.over import OverScreen
from tui.widgets.text_pane import TextPane


class PagerScreen(OverScreen[None]):
    """Shows a text."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "dismiss", "Close")]

    def __init__(self, title: str, text: str, actions: Actions) -> None:
        self._text_pane = TextPane(one_line(title), "Esc closes")
        super().__init__(self._text_pane, actions)
        self._text = text

    def on_mount(self) -> None:
        """Show the text when there is a width to wrap it to."""
        self._text_pane.text = self._text
        super().on_mount()
