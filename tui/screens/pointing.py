"""The part of the main screen that points at the slots of an entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tui.page import Page, Shown
from tui.screens.sweeping import SweepingScreen
from tui.slots import lit, turned


class PointingScreen(SweepingScreen):
    """Lights one slot after the other, and names it in the status."""

    def action_next_slot(self) -> None:
        """The next slot of the entry under the cursor."""
        self._turn_slot(1)

    def action_previous_slot(self) -> None:
        """The previous slot."""
        self._turn_slot(-1)

    def _turn_slot(self, by: int) -> None:
        """Light another slot."""
        page = self.open_page()
        if page is not None and self.booked(page) is not None:
            if self.pane == "list":
                self.pane = "article"
            self.note = ""
            self.shown = turned(page, by)

    @property
    def is_pointing(self) -> bool:
        """Whether a slot is lit."""
        return lit(self.shown) is not None

    def point_nowhere(self) -> None:
        """No slot is lit any more."""
        if isinstance(self.shown, Page):
            self.shown = replace(self.shown, slot=None)

    def watch_shown(self, old: Shown, new: Shown) -> None:
        """Name the slot that is lit now, and what is in doubt."""
        if lit(old) != lit(new) or _here(old) != _here(new):
            self.tell()

    def selected_notices(self) -> Iterator[str]:
        """Name the slot that is lit, before all else there is to say of the figure."""
        slot = lit(self.shown)
        if slot is not None:
            yield slot.words
        yield from super().selected_notices()


def _here(shown: Shown) -> tuple[object, ...]:
    """What speaks against the selected figure."""
    return shown.here if isinstance(shown, Page) else ()
