"""The part of the main screen that shows the ledger of all articles."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.timer import Timer
from textual.worker import get_current_worker

from parsers.model import Entry, Skipped
from tui.messages import Collected, RowsLearned
from tui.orders import ENTRIES, Listed, following
from tui.page import Page
from tui.screens.choosing import ChoosingScreen
from tui.selection import Survey
from tui.threads import work
from tui.totals import GROUPS, totals
from tui.widgets.entries_table import EntriesTable

_ELSEWHERE = "another article is open: Enter goes to that of the entry"

_PAUSE = 0.5
"""Seconds between two looks at what was read meanwhile."""


class SurveyingScreen(ChoosingScreen):
    """Lists every entry of every article that is listed, and adds them up."""

    added_by = ""
    """By what entries are added up; not at all where it is empty."""
    _surveying: Timer | None = None
    _asked_for: Survey | None = None
    """What is to be shown."""
    _shown_survey: Survey | None = None
    """What is shown."""
    goal: tuple[int, int | str] | None = None
    """The row of the article that is opened for one of its figures, and its offset, or
    the id of its entry."""

    def action_pane_entries(self) -> None:
        """The keys go to the ledger of all articles."""
        self.pane = "entries"

    def watch_pane(self) -> None:
        """Give the pane the keys; the ledger of all articles is filled when it comes."""
        super().watch_pane()
        if self.pane == "entries" and self.is_mounted:
            self.survey()

    def relist(self) -> None:
        """Other articles have other entries."""
        super().relist()
        self._survey_soon()

    @on(RowsLearned)
    def _entries_learned(self) -> None:
        """There are more entries now."""
        self._survey_soon()

    def _survey_soon(self) -> None:
        """Look at what was read, but not all the time."""
        if self.pane == "entries" and self._surveying is None:
            self._surveying = self.set_timer(_PAUSE, self._survey_again)

    def _survey_again(self) -> None:
        """Collect again what nobody has asked for, so that no key waits for it."""
        self._surveying = None
        self.survey(patient=True)

    def survey(self, *, patient: bool = False) -> None:
        """Collect the entries that are chosen by now, and what they come to."""
        if self.pane == "entries":
            survey = self._asked_for = self.selection.survey(self.listing)
            self.collect(survey, self.added_by, patient)

    @property
    def is_surveyed(self) -> bool:
        """Whether what is shown is what is listed now, read by the rules in force."""
        if self._surveying is not None or self._asked_for is not self._shown_survey:
            return False
        items, counts = self.rows.items, self.rows.counts
        return all(
            counts[row] is not None or items.is_skipped(row)
            for row in self.listing.order
        )

    @work(thread=True, exclusive=True, group="survey")
    def collect(self, survey: Survey, group: str, patient: bool) -> None:
        """Sort and add up, which may take longer than a person should wait for a key."""
        if patient:
            self.desk.wait_for_quiet()
        listed = survey.entries()
        added = totals(listed, group, self.rows.date) if group else ()
        if not get_current_worker().is_cancelled:
            self.post_message(Collected(survey, listed, added, group))

    @on(Collected)
    def _show_entries(self, message: Collected) -> None:
        """Show the entries, and what they come to."""
        self._shown_survey = message.survey
        listed, order = message.listed, message.survey.order
        self.entries.show(listed, order, self._heading(listed), self._none)
        if message.group:
            self.totals.show(message.totals, message.group)

    @property
    def unread(self) -> int:
        """How many articles there are whose entries may be chosen, if they have any."""
        entries = self.rows.entries
        unread = sum(entries[row] is None for row in self.listing.order)
        return unread + len(self.selection.unknown)

    def _heading(self, listed: Sequence[Listed]) -> str:
        """`Ledger  ▼ amount  1,204… entries of 33,660 articles`."""
        more = "…" if self.unread else ""
        entries = "entry" if len(listed) == 1 and not more else "entries"
        articles = "article" if len(self.listing) == 1 else "articles"
        counts = f"{len(listed):,}{more} {entries} of {len(self.listing):,} {articles}"
        return self.heading("Ledger", counts, self.selection.entries_order)

    @property
    def _none(self) -> str:
        """What stands where there are no entries."""
        if not self.desk.has_rules:
            return "not read by any rules yet"
        return "no entries yet, reading…" if self.unread else "no entries"

    def action_query(self) -> None:
        """Filter the entries of all articles."""
        self.pane = "entries"
        self.action_filter()

    # --- order and totals ------------------------------------------------------------

    def action_sort(self) -> None:
        """Sort the list, or the ledger of all articles, by the next column."""
        if self.pane != "entries":
            super().action_sort()
            return
        order = following(ENTRIES, self.selection.entries_order)
        self.selection.entries_order = order
        self.survey()

    def action_reverse(self) -> None:
        """Sort the other way."""
        if self.pane != "entries":
            super().action_reverse()
            return
        self.selection.entries_order = self.selection.entries_order.reversed
        self.survey()

    def action_totals(self) -> None:
        """Add up by the next of the groups, and after the last one by none."""
        self.pane = "entries"
        groups = ("", *GROUPS)
        self.add_up(groups[(groups.index(self.added_by) + 1) % len(groups)])

    def add_up(self, group: str) -> None:
        """Add up by a group, or not at all."""
        self.added_by = group
        self.set_class(bool(group), "-totals")
        self.survey()

    # --- from the entry to its sentence ----------------------------------------------

    @on(EntriesTable.Chosen)
    def open_entry(self) -> None:
        """Open the article of the entry under the cursor, at its sentence."""
        listed = self.entries.at_cursor
        if listed is None:
            return
        row, entry = listed
        self.open_at(row, entry.id)
        self.pane = "article"

    def open_at(self, row: int, at: int | str) -> None:
        """Open an article that is listed, at a figure or at the entry of an id."""
        self.leave()
        self.goal = row, at
        self.article_list.go_to(row)
        self.open_at_cursor()

    def placed(self, row: int, shown: Page | Skipped) -> Page | Skipped:
        """The article with what it was opened for selected."""
        goal = self.goal
        if goal is None or goal[0] != row or not isinstance(shown, Page):
            self.goal = None
            return super().placed(row, shown)
        if shown.known:
            self.goal = None
            self.call_after_refresh(self.show_selected)
            if isinstance(goal[1], int):
                return shown.at_offset(goal[1])
            entry = shown.row_of(goal[1])
            if entry is not None:
                return shown.at_entry(entry)
        return shown

    # --- what is handed out ----------------------------------------------------------

    def action_yank_row(self) -> None:
        """Copy the entry under the cursor, of whatever article it is."""
        listed = self.entries.at_cursor
        if self.pane != "entries":
            super().action_yank_row()
        elif listed is not None:
            self._copy_entry(*listed)

    @work(thread=True, exclusive=True, group="quote")
    def _copy_entry(self, row: int, entry: Entry) -> None:
        """Copy an entry as its article has it: what is listed lacks the quotation."""
        from tui.quoting import entry_text

        shown = self.read_row(row)
        if isinstance(shown, Skipped):
            self.app.call_from_thread(self.say, shown.reason)
            return
        for read in shown.reading.entries:
            if read.id == entry.id:
                self.app.call_from_thread(self.copy, entry_text(read, shown.reading))

    def open_page(self) -> Page | None:
        """The article that is open; the one of an entry under the cursor is not."""
        if self.pane == "entries":
            self.say(_ELSEWHERE)
            return None
        return super().open_page()

    def action_open_source(self) -> None:
        """Open the file of the article."""
        if self.pane == "entries":
            self.say(_ELSEWHERE)
        else:
            super().action_open_source()
