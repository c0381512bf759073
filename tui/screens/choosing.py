"""The part of the main screen that filters and sorts what is listed."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content
from textual.timer import Timer

from parsers.query import EVERYTHING, QueryError, parse
from tui.completion import Completion, complete
from tui.desk import Desk
from tui.display import one_line
from tui.keys import Actions
from tui.orders import ARTICLES, FOUND, Order, following
from tui.screens.handing import HandingScreen
from tui.widgets.completing_prompt import Question

_HELP = "words  field:value  amount>1bn  -not  or  ( )  @saved   Esc ends the filter"
_REST = 0.3
"""Seconds after the last change of a filter in which its articles are not read yet."""


class ChoosingScreen(HandingScreen):
    """Lists the articles that an expression chooses, in an order."""

    def __init__(self, desk: Desk, actions: Actions, saved: Mapping[str, str]) -> None:
        super().__init__(desk, actions, saved)
        self.filter_text = ""
        """The filter as it was typed."""
        self._filtering = Question(
            "&",
            _HELP,
            self._keep_filter,
            self.drop_filter,
            self._complete,
            self._filter_changed,
        )
        self._error = ""
        self._reading_on: Timer | None = None

    # --- filter ----------------------------------------------------------------------

    def _complete(self, text: str, cursor: int) -> Completion:
        """What can stand at the cursor of a filter."""
        return complete(text, cursor, self.rows.codes, self.saved)

    def action_filter(self) -> None:
        """Ask for an expression, or for a change of the one that is in force."""
        self.question.open(self._filtering, self.filter_text)

    def action_saved_filter(self) -> None:
        """Offer the filters of the settings."""
        if self.saved:
            self.question.open(self._filtering, "@")
        else:
            self.say("no filters are saved: [filters] in the settings has them")

    def _filter_changed(self) -> None:
        """List what the expression chooses; a wrong one changes nothing."""
        self.choose(self.question.text)
        self.question.tell(self._counts, self._error)

    def choose(self, text: str) -> None:
        """Make an expression the filter; what is wrong with it is kept as the error."""
        try:
            query = parse(text, self.saved)
        except QueryError as error:
            self._error = f"column {error.position + 1}: {error.brief}"
            return
        self._forget_error()
        self.filter_text = text.strip()
        if query != self.selection.query:
            self.selection.choose(query)
            self._list_anew()

    def _keep_filter(self) -> None:
        """The keys go back to the pane; the filter stays."""
        # The last letters may have been typed a moment ago, and not been told yet.
        self._filter_changed()
        if self._error:
            self.say(self._error)
            return
        self.close_question()

    def drop_filter(self) -> None:
        """Everything is listed again."""
        self.close_question()
        self._forget_error()
        self.filter_text = ""
        if self.selection.query != EVERYTHING:
            self.selection.choose(EVERYTHING)
            self._list_anew()

    def _forget_error(self) -> None:
        """Nothing is wrong any more, and nobody says so."""
        if self.note == self._error:
            self.note = ""
        self._error = ""

    # --- order -----------------------------------------------------------------------

    def action_sort(self) -> None:
        """Sort by the next column."""
        self.selection.sort(following(ARTICLES, self.selection.order))
        self._list_anew()

    def action_reverse(self) -> None:
        """Sort the other way."""
        self.selection.sort(self.selection.order.reversed)
        self._list_anew()

    # --- the list --------------------------------------------------------------------

    def _list_anew(self) -> None:
        """List other articles, and read soon what they wait for."""
        self.stop_walk()
        self.relist()
        self.tell()
        if self._reading_on is not None:
            self._reading_on.stop()
        self._reading_on = self.set_timer(_REST, self._read_on)

    def _read_on(self) -> None:
        """Read on, in another order."""
        if self.rows.complete:
            self.read_on()

    def relist(self) -> None:
        """List what is to be listed; the cursor stays, or goes to what took its place."""
        super().relist()
        cursor = self.article_list.cursor
        nearest = self.listing.nearest(cursor)
        if nearest not in (None, cursor) and self.selection.excludes(cursor):
            self.article_list.go_to(nearest)
            self.list_moved()
        heading = self.heading("Articles", self._counts, self.selection.order)
        self.article_list.border_title = Content(heading)
        if self.question.asks(self._filtering):
            self.question.tell(self._counts, self._error)

    def heading(self, name: str, counts: str, order: Order) -> str:
        """`Articles  ▼ date  12 of 33,660  & flow:export`: what is cut can be missed."""
        parts = (
            name,
            order.shown if order != FOUND else "",
            counts,
            f"& {one_line(self.filter_text)}" if self.filter_text else "",
        )
        return "  ".join(filter(None, parts))

    @property
    def _counts(self) -> str:
        """How many are listed: `12 of 33,660`, with a sign if there may be more."""
        every = f"{len(self.rows):,}"
        if self.selection.query == EVERYTHING:
            return every
        more = "…" if self.selection.unknown else ""
        return f"{len(self.listing):,}{more} of {every}"
