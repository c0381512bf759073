"""The part of the main screen that leads back to places where a person was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from parsers.model import Skipped
from tui.desk import Desk
from tui.jumps import Jumps, Place
from tui.keys import Actions
from tui.page import Page, Walk
from tui.screens.showing import ShowingScreen

_FAR = ("top", "bottom", "percent", "search", "next_article", "previous_article")
"""Actions that lead far away: the place before them is one to come back to."""

_LED = ("jump_back", "jump_forward", "last_place", "go_to_mark")
"""Actions that look after the places themselves."""


class PlacesScreen(ShowingScreen):
    """Knows where the person is, was, and what is marked; goes there."""

    def __init__(self, desk: Desk, actions: Actions, saved: Mapping[str, str]) -> None:
        super().__init__(desk, actions, saved)
        self.jumps = Jumps()
        self._landing: Place | None = None
        """The place that is to be shown when its article has been read."""

    def here(self) -> Place | None:
        """Where the person is; None as long as no article is open."""
        shown = self.shown
        if shown is None:
            return None
        if isinstance(shown, Skipped):
            return Place(self.row, shown.name, self.pane, None, 0)
        figure = shown.figure
        return Place(
            row=self.row,
            name=shown.reading.article.name,
            pane=self.pane,
            span=figure.span if figure else None,
            offset=self.article.first_offset,
        )

    def leave(self) -> None:
        """Remember this place, for a jump leads away from it."""
        if (here := self.here()) is not None:
            self.jumps.leave(here)

    def left(self, place: Place | None, action: str) -> None:
        """Remember the place in which an action was done, if it led far away from it.

        The list is far away from any text: its cursor opens other articles.
        """
        if place is None or action in _LED:
            return
        to_list = self.pane == "list" != place.pane
        if to_list or action in _FAR:
            self.jumps.leave(place)

    def go_on(self, walk: Walk) -> None:
        """Walk on beyond an article; keys that come meanwhile are further steps."""
        if self.walk is None:
            self.leave()
        elif replace(self.walk, steps=1) == walk:
            walk = replace(walk, steps=self.walk.steps + 1)
        self.walk = walk
        self.seek(walk)

    def go_to(self, place: Place) -> None:
        """Show a place as it was left."""
        row = self._row_of(place)
        if row is None:
            self.say(f"{place.name} is not in the list")
            return
        if row != self.row and self.listing.place(row) is None:
            self.say(f"{place.name} is left out by the filter")
            return
        self.stop_walk()
        self.pane = place.pane
        self.article_list.go_to(row)
        if row == self.row and self.shown is not None:
            self.stop_opening()
            self._land(place)
        else:
            self._landing = place
            self.open_at_cursor()

    def stop_opening(self) -> None:
        """No article is to be opened that the cursor only passed."""
        if self._opening is not None:
            self._opening.stop()
        self.workers.cancel_group(self, "open")

    def _row_of(self, place: Place) -> int | None:
        """The row of the article now."""
        names = self.rows.items.names
        if names[place.row : place.row + 1] == [place.name]:
            return place.row
        return names.index(place.name) if place.name in names else None

    def _show(self, row: int, shown: Page | Skipped) -> None:
        """Show an article, and the place in it that somebody is on the way to."""
        super()._show(row, shown)
        place = self._landing
        if place is not None and self._row_of(place) == row:
            self._landing = None
            self._land(place)
        elif place is not None and self.article_list.cursor == row:
            self._landing = None

    def _land(self, place: Place) -> None:
        """Select and scroll as it was in the open article."""
        shown = self.shown
        if isinstance(shown, Page):
            spans = [figure.span for figure in shown.reading.figures]
            at = spans.index(place.span) if place.span in spans else None
            self.shown = replace(shown, selected=at)
            self.article.show_offset(place.offset)

    # --- the actions -----------------------------------------------------------------

    def action_jump_back(self) -> None:
        """To the place before this one."""
        here = self.here()
        place = here and self.jumps.back(here)
        self._follow(place, "no place before this one")

    def action_jump_forward(self) -> None:
        """To the place that the way back came from."""
        here = self.here()
        place = here and self.jumps.forward(here)
        self._follow(place, "no place after this one")

    def action_last_place(self) -> None:
        """To the place of the last jump, or back from it."""
        here = self.here()
        place = here and self.jumps.other(here)
        self._follow(place, "no jump has been made yet")

    def action_mark(self, letter: str) -> None:
        """Give this place a letter."""
        here = self.here()
        if here is not None:
            self.jumps.mark(letter, here)
            self.say(f"marked as {letter}")

    def action_go_to_mark(self, letter: str) -> None:
        """To the place that has a letter."""
        place = self.jumps.marked(letter)
        if place is not None:
            self.leave()
        self._follow(place, f"nothing is marked as {letter}")

    def _follow(self, place: Place | None, otherwise: str) -> None:
        """Go to a place, if there is one."""
        if place is None:
            self.say(otherwise)
        else:
            self.go_to(place)
