"""The part of the main screen that fits it to the person: sizes, zoom, mouse, terminal."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import App
from textual.css.scalar import Scalar
from textual.getters import query_one
from textual.widget import Widget

from tui.keys import PANES
from tui.screens.changing import ChangingScreen

_STEP = 4
"""Columns by which a pane becomes wider; of rows it is one."""
_LEAST, _LEAST_ROWS = 16, 3
"""Columns and rows that every pane keeps."""
_ALONE = "one pane is shown at a time: 1 2 3 4 show the others"


class SizingScreen(ChangingScreen):
    """Gives the panes other sizes than those that the style sheet has for a terminal.

    A size is a number that the person sets, so it is set on the widget and not a class.
    """

    _panes = query_one("#panes", Widget)
    _ledger = query_one("#ledger", Widget)

    _is_zoomed = False
    _has_mouse = True
    _sized_for: frozenset[str] = frozenset()
    """The classes of the screen for which sizes were set."""
    _is_forgetting = False
    """Whether it is to be asked if they still mean anything."""

    def on_mount(self) -> None:
        """Be told when the program has the terminal again."""
        self.app.app_resume_signal.subscribe(self, self._come_back)

    # --- sizes -----------------------------------------------------------------------

    def action_wider(self) -> None:
        """The pane takes more of the screen."""
        self._move_border(1)

    def action_narrower(self) -> None:
        """The pane takes less of the screen."""
        self._move_border(-1)

    def action_even(self) -> None:
        """The panes are as large as the style sheet has them."""
        for pane in (self.article_list, self._ledger, self.rule_pane):
            pane.styles.width = pane.styles.height = None

    def _move_border(self, by: int) -> None:
        """Move the border of the pane that has the keys.

        The text has what the others leave, so its border is that of another one.
        """
        last = self.rule_pane if self.rule_pane.display else self._ledger
        pane = self.article_list if self.pane == "list" else last
        shown = [each for each in self._side_by_side() if each.display]
        if self._is_zoomed or self.pane not in PANES or len(shown) < 2:
            self.say(_ALONE)
            return
        if pane not in shown:
            pane = self.article_list
        by = -by if self.pane == "article" else by
        self._sized_for = self._layout_classes
        stacked = shown[0].region.x == shown[1].region.x
        if stacked:
            self._give(pane, "height", by, self._panes.size.height - _LEAST_ROWS)
        else:
            others = (each for each in shown if each not in (pane, self.article))
            taken = sum(each.outer_size.width for each in others)
            room = self._panes.size.width - taken - _LEAST
            self._give(pane, "width", by * _STEP, room)

    def on_resize(self) -> None:
        """On a terminal where panes are laid out in another way, sizes mean nothing."""
        # One message at most: two sizes that are told at once are taken for one only as
        # long as nothing stands between them, and else each asks for the other, for ever.
        if self._sized_for and not self._is_forgetting:
            self._is_forgetting = True
            self.call_after_refresh(self._forget_sizes)

    def _forget_sizes(self) -> None:
        """Forget sizes that were set for another layout."""
        self._is_forgetting = False
        if self._sized_for and self._sized_for != self._layout_classes:
            self._sized_for = frozenset()
            self.action_even()

    @property
    def _layout_classes(self) -> frozenset[str]:
        """What the style sheet lays the panes out by."""
        points = (*self.HORIZONTAL_BREAKPOINTS, *self.VERTICAL_BREAKPOINTS)
        return self.classes & {name for _, name in points}

    def _side_by_side(self) -> Iterator[Widget]:
        """The panes that share the screen, those first that lie more to the left."""
        yield from (self.article_list, self.article, self._ledger, self.rule_pane)

    @staticmethod
    def _give(pane: Widget, side: str, by: int, most: int) -> None:
        """Make a pane larger by some cells, or smaller."""
        rows = side == "height"
        now = pane.outer_size.height if rows else pane.outer_size.width
        least = _LEAST_ROWS if rows else _LEAST
        size = Scalar.from_number(max(least, min(most, now + by)))
        if rows:
            pane.styles.height = size
        else:
            pane.styles.width = size

    def action_zoom(self) -> None:
        """The pane takes the whole screen, or as much as before."""
        self._is_zoomed = not self._is_zoomed
        self.action_even()
        self.set_class(self._is_zoomed, "-zoomed")

    def end_zoom(self) -> None:
        """The panes share the screen."""
        if self._is_zoomed:
            self.action_zoom()

    # --- the terminal ----------------------------------------------------------------

    def action_redraw(self) -> None:
        """Draw everything anew: something else has written on the terminal."""
        self.refresh(layout=True)
        self.say("drawn anew")

    def action_suspend(self) -> None:
        """Back to the shell, until `fg`."""
        if self.app.is_headless:
            self.say("there is no shell to go back to")
        else:
            self.app.action_suspend_process()

    def action_mouse(self) -> None:
        """The terminal has the mouse, to select with it, or the program has it again."""
        self._has_mouse = not self._has_mouse
        self._share_mouse()
        whose = "the program" if self._has_mouse else "the terminal, which selects"
        self.say(f"the mouse is for {whose}")

    def _come_back(self, _app: App[object]) -> None:
        """Leave the mouse to the terminal if it had it: whoever comes back takes it."""
        if not self._has_mouse:
            self._share_mouse()

    def _share_mouse(self) -> None:
        driver = self.app._driver
        name = "_enable_mouse_support" if self._has_mouse else "_disable_mouse_support"
        # Textual has no public way, and not every terminal has a mouse.
        switch = getattr(driver, name, None)
        if switch is not None:
            switch()
