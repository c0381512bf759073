"""The row in which a person types a command that text is sent to."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Label
from textual.widgets.input import Selection

from tui.display import one_line


class CommandPrompt(Horizontal):
    """Names what is sent, and takes the command; the last one is there again.

    It is always there and only hidden, so that it has the keys in the moment it opens.
    """

    def compose(self) -> ComposeResult:
        """What is sent, and the input."""
        yield Label("", markup=False)
        yield Input(compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        """Wait to be opened."""
        self.display = False

    def open(self, what: str) -> None:
        """Take the keys, to ask where something is to be sent."""
        self.display = True
        self.query_one(Label).update(f"{one_line(what)} | ")
        words = self.query_one(Input)
        words.selection = Selection(0, len(words.value))
        self.screen.set_focus(words, scroll_visible=False)

    @property
    def typed(self) -> str:
        """The command."""
        return self.query_one(Input).value.strip()
