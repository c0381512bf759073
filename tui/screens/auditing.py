"""The part of the main screen that knows which figures are in doubt, and stops there."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from textual import on

from tui.doubts import Doubts, doubts_about, doubts_in_words
from tui.memory import give_back
from tui.messages import Audited, RowsKept, RowsLearned
from tui.page import Goal, Page
from tui.rows import Known
from tui.screens.judging import JudgingScreen
from tui.threads import work
from tui.verdicts import Filed

if TYPE_CHECKING:
    from parsers.ledger.statements import Statement
    from parsers.store import Verdicts

    Figures = Sequence[tuple[Statement, ...]]

_PAUSE = 0.2
"""Seconds after which what is new is compared."""


class AuditingScreen(JudgingScreen):
    """Compares the figures of all articles with each other, as soon as all are read."""

    _doubts = Doubts()
    _is_audited = True
    """Whether all that is known has been compared."""
    _is_auditing = False
    _audit_took = 0.0
    """Seconds that comparing took the last time."""

    # --- when something new is known -------------------------------------------------

    def learn(self, known: Known) -> None:
        """Take in what became known of a row; its figures are to be compared."""
        before = self.rows.figures[known.row]
        super().learn(known)
        if before or known.figures:
            self._is_audited = False

    @on(RowsLearned)
    @on(RowsKept)
    def _all_may_be_read(self) -> None:
        """Compare when the last article has been read: half of them tell half of it."""
        # Those who learn what became known hear of it after this one.
        self.call_next(self._audit_soon)

    def _know(self, filed: Filed) -> None:
        """More is known of what was decided, which settles doubts and makes new ones."""
        super()._know(filed)
        self._is_audited = False
        self._audit_soon()

    def _audit_soon(self) -> None:
        """Compare soon, if anything is new and all is known, but not all the time."""
        if self._is_audited or self._is_auditing or not self._is_all_read():
            return
        self._is_auditing = True
        self.set_timer(max(_PAUSE, self._audit_took), self._audit)

    def _is_all_read(self) -> bool:
        return self.rows.complete and self.rows.counted() >= len(self.rows)

    def _audit(self) -> None:
        """Compare what is known by now."""
        self._is_audited = True
        self.audit(tuple(self.rows.figures), self.verdicts)

    @work(thread=True, group="audit")
    def audit(self, figures: Figures, verdicts: Verdicts | None) -> None:
        """Compare the figures of all articles, and tell which are in doubt."""
        self.desk.wait_for_quiet()
        began = time.monotonic()
        # Nothing that is made here has to be looked for, and to look holds up the keys.
        was_collecting = gc.isenabled()
        gc.disable()
        try:
            doubts = doubts_about(chain.from_iterable(figures), verdicts)
        finally:
            if was_collecting:
                gc.enable()
        give_back()
        self.post_message(Audited(doubts, time.monotonic() - began))

    @on(Audited)
    def _audited(self, message: Audited) -> None:
        """Show the doubts about the open article."""
        self._doubts, self._audit_took = message.doubts, message.seconds
        self._is_auditing = False
        self._audit_soon()
        if isinstance(self.shown, Page):
            self.shown = self._reviewed(self.shown)
            self.tell()

    # --- what is shown ---------------------------------------------------------------

    def _reviewed(self, page: Page) -> Page:
        """An article with what was decided on its entries, and what speaks against them."""
        page = super()._reviewed(page)
        return replace(page, doubts=self._doubts.about(page.reading.entries))

    def selected_notices(self) -> Iterator[str]:
        """What there is to say of the selected figure."""
        yield from super().selected_notices()
        if isinstance(self.shown, Page) and (words := doubts_in_words(self.shown)):
            yield words

    # --- stops -----------------------------------------------------------------------

    def is_stop(self, goal: Goal, page: Page) -> bool:
        """Whether the selected figure is one to stop at."""
        in_doubt = goal == "open" and bool(page.here)
        return super().is_stop(goal, page) or (in_doubt and not _is_decided(page))

    def may_stop(self, goal: Goal, row: int) -> bool:
        """Whether the article of a row may have a figure to stop at."""
        if super().may_stop(goal, row):
            return True
        entries = self.rows.entries[row] or ()
        return goal == "open" and any(map(self._doubts.concern, entries))


def _is_decided(page: Page) -> bool:
    """Whether somebody said of the selected entry, as it is now, if it is right."""
    return page.review is not None and not page.review.is_to_decide
