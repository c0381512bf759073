"""The row in which a person types what to search for."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label


class SearchPrompt(Horizontal):
    """A slash and what is typed after it; the hits follow the typing.

    It is always there and only hidden, so that it has the keys in the moment it opens.
    """

    class Changed(Message):
        """The words are other ones now."""

    def compose(self) -> ComposeResult:
        """The slash and the input."""
        yield Label("/", markup=False)
        yield Input(compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        """Wait for the slash."""
        self.display = False

    def open(self) -> None:
        """Take the keys, with no words."""
        self.display = True
        words = self.query_one(Input)
        words.value = ""
        self.screen.set_focus(words, scroll_visible=False)

    @property
    def words(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        """Tell that something else is typed."""
        event.stop()
        self.post_message(self.Changed())
