"""A pane over the whole screen."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui.keys import Actions
from tui.lines import LinePane

Answer = TypeVar("Answer")

_MOVES = frozenset(
    ("down", "up", "page_down", "page_up", "half_down", "half_up", "top", "bottom")
)
"""Actions of the browser that do the same here."""


class OverScreen(ModalScreen[Answer]):
    """Shown until a key closes it; the moving keys of the browser move its pane."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", "Close")]

    def __init__(self, pane: LinePane, actions: Actions) -> None:
        super().__init__()
        self._pane = pane
        self._moves = {
            key: action.id
            for action in actions
            if action.id in _MOVES
            for key in action.keys
        }

    def compose(self) -> ComposeResult:
        """The pane."""
        yield self._pane

    def on_mount(self) -> None:
        """The pane has the keys."""
        self._pane.focus()

    def on_key(self, event: events.Key) -> None:
        """Move the pane, if it is a key that moves those of the browser."""
        if event.key in self._moves:
            event.stop()
            self._move(self._moves[event.key])

    def _move(self, how: str) -> None:
        pane = self._pane
        moves = {
            "down": lambda: pane.move(1),
            "up": lambda: pane.move(-1),
            "page_down": lambda: pane.page(1),
            "page_up": lambda: pane.page(-1),
            "half_down": lambda: pane.page(0.5),
            "half_up": lambda: pane.page(-0.5),
            "top": lambda: pane.edge(last=False),
            "bottom": lambda: pane.edge(last=True),
        }
        moves[how]()
