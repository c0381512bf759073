"""The part of the main screen that tells what the rules do in the articles listed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.worker import get_current_worker

from tui.findings import Findings, Target
from tui.messages import Covered
from tui.screens.explaining import NO_RULES, ExplainingScreen
from tui.screens.finding import FindingScreen
from tui.threads import work

if TYPE_CHECKING:
    from parsers.engine.traces import Touch
    from parsers.model import Entry
    from parsers.query import Query
    from tui.cover import Cover

    View = Callable[[Cover], Findings]

_TELL = 0.4
"""Seconds between two tellings of what was found."""
_PARTS = 4
"""So many times as long as a telling takes, articles are read before the next one."""


class CoveringScreen(ExplainingScreen):
    """Reads on in the background as long as somebody looks at what is found."""

    _covered: Cover | None = None
    """What was found so far, of these rules."""
    _covered_query: Query | None = None
    """The filter of the articles in which it was found."""
    _finding: FindingScreen | None = None
    """The screen on which it is shown."""
    _view: View | None = None
    """What of it is shown."""
    _rule = ""
    """The rule that was shown last."""
    _chosen: Target | None = None
    """Where the person went from there the last time."""

    def action_shapes(self) -> None:
        """The open figures of all articles listed, by the shape of their sentences."""
        from tui.cover import Cover

        self._look(Cover.shapes)

    def action_rule(self) -> None:
        """What the rule under the cursor does in all articles listed."""
        entry = self.entry_at_cursor()
        if entry is not None:
            self._look_at_rule(entry.rule)

    def action_next_rule(self) -> None:
        """The same of the rule after the one that was shown last."""
        if self._rule:
            self._look_at_rule(self.desk.rule_after(self._rule))
        else:
            self.action_rule()

    def _look_at_rule(self, rule: str) -> None:
        """Show what a rule does."""
        self._rule = rule
        review = None if self.verdicts is None else self.verdicts.of
        self._look(lambda cover: cover.rule(rule, review))

    def action_claims(self) -> None:
        """What all articles listed say of what the entry under the cursor is about."""
        entry = self.entry_at_cursor()
        if entry is not None:
            self._look(lambda cover: cover.claims(entry))

    def entry_at_cursor(self) -> Entry | None:
        """The entry under the cursor; if there is none, that is said."""
        listed = self.entries.at_cursor
        if self.pane == "entries":
            if listed is None:
                self.say("no entry is listed")
            return None if listed is None else listed[1]
        page = self.open_page()
        return None if page is None else self.booked(page)

    def _look(self, view: View) -> None:
        """Show what is found, and find more."""
        cover = self._covered
        if cover is None or self._covered_query != self.selection.query:
            cover = self.desk.cover()
        if cover is None:
            self.say(NO_RULES)
            return
        self._covered, self._covered_query = cover, self.selection.query
        self._view = view
        if self._finding is None:
            shown = Findings("Reading…")
            self._finding = FindingScreen(shown, self._chosen, self.actions)
            self.app.push_screen(self._finding, self._go_to)
        self.cover(cover, view)

    def _go_to(self, target: Target | None) -> None:
        """Go to what was chosen; nobody looks any more."""
        self._finding = self._view = None
        self.workers.cancel_group(self, "cover")
        if target is not None:
            self._chosen = target
        self.go_to_target(target)

    def go_to_target(self, target: Target | None) -> None:
        """Go to a place, if one was chosen."""
        if target is not None:
            self.open_at(target.row, target.at)
            self.pane = "article"

    @work(thread=True, exclusive=True, group="cover")
    def cover(self, cover: Cover, view: View) -> None:
        """Read the articles listed that were not read yet, and tell what was found."""
        worker = get_current_worker()
        due = 0.0
        while rows := [row for row in self.listing.order if row not in cover.rows]:
            for row in rows:
                if (began := time.monotonic()) > due:
                    self._tell_found(cover, view)
                    now = time.monotonic()
                    due = now + max(_TELL, _PARTS * (now - began))
                self.desk.wait_for_quiet()
                if worker.is_cancelled:
                    return
                self.desk.read_into(cover, row, self.rows.items[row])
        self._tell_found(cover, view)

    def _tell_found(self, cover: Cover, view: View) -> None:
        """Tell what was found, and in how many articles."""
        found = self.desk.found(cover, view)
        read, listed = len(cover.rows), len(self.listing)
        more = read < listed or self.selection.unknown or not self.rows.complete
        far = (
            f"in {read:,} of {listed:,} articles…" if more else f"in {read:,} articles"
        )
        title = f"{found.title}  {far}   {found.keys}"
        self.post_message(Covered(replace(found, title=title), cover, view))

    @on(Covered)
    def _show_found(self, message: Covered) -> None:
        """Show what was found."""
        is_wanted = message.cover is self._covered and message.view is self._view
        if self._finding is not None and is_wanted:
            self._finding.show(message.findings)

    def count_again(self, touch: Touch | None) -> None:
        """What other rules did is of no interest: begin anew."""
        super().count_again(touch)
        self._covered = None
        if self._view is not None:
            self._look(self._view)
