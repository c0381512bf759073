"""The frame of the panes, which is seen before there is anything in them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tui.lines import LinePane

_WIDTHS = [
    (0, "-sliver"),
    (20, "-narrow"),
    (50, "-small"),
    (80, "-medium"),
    (120, "-wide"),
    (170, "-huge"),
]
_HEIGHTS = [(0, "-flat"), (6, "-short"), (16, "-tall")]
"""Cells from which on the screen has a class; the style sheet says what it shows."""


class Ground(Container):
    """What panes lie on: they cover it, so no row of it is worth drawing with care."""

    BLANK = True


class FrameScreen(Screen[None]):
    """Where the panes lie is said by the style sheet, whatever there is in them."""

    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS
    AUTO_FOCUS = "#list"

    def __init__(self) -> None:
        # The class of the first pane: it costs least before any style is computed.
        super().__init__(classes="-list")


class OpeningScreen(FrameScreen):
    """Shows the frame at once, and then has the browser made, which takes a moment."""

    def __init__(self, make: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self._make = make

    def compose(self) -> ComposeResult:
        """The panes of the first frame, as the browser has them."""
        with Ground(id="panes"):
            yield _framed("list", "Articles")
            yield _framed("article", "")
            with Ground(id="ledger"):
                yield _framed("table", "Ledger")
                yield _framed("detail", "Detail")
        yield Static(classes="bar -state")
        yield Static(classes="bar")
        yield Static("needs 20 x 6 cells", id="tiny", markup=False)

    def on_mount(self) -> None:
        """Go on when the frame is painted."""
        self.call_after_refresh(self._go_on)

    def _go_on(self) -> None:
        """Have the browser made."""
        self.app.run_worker(self._make())


def _framed(name: str, title: str) -> LinePane:
    """A pane with nothing in it."""
    pane = LinePane(id=name)
    pane.border_title = Content(title)
    return pane
