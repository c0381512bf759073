"""The row in which a person types what to search for."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label


class SearchPrompt(Horizontal):
    """A slash and what is typed after it; the hits follow the typing."""

    @dataclass
    class Changed(Message):
        """The words are other ones now."""

        query: str

    @dataclass
    class Done(Message):
        """The search stands; the keys are to walk the hits."""

    def compose(self) -> ComposeResult:
        """The slash and the input."""
        yield Label("/", markup=False)
        yield Input(compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        """Tell what is typed."""
        event.stop()
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Enter ends the typing."""
        event.stop()
        self.post_message(self.Done())
