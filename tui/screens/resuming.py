"""The part of the main screen that goes on where the person left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from parsers.model import Skipped
from tui.desk import Desk
from tui.keys import EVERYWHERE, Actions
from tui.orders import ARTICLES, ENTRIES, named
from tui.page import Page
from tui.screens.surveying import SurveyingScreen
from tui.session import NOWHERE, Session, SessionFile
from tui.totals import GROUPS

_PAUSE = 2.0
"""Seconds between two looks at whether there is something new to keep."""


class ResumingScreen(SurveyingScreen):
    """Opens the article that was open, at its place, in the list as it was."""

    def __init__(
        self,
        desk: Desk,
        actions: Actions,
        saved: Mapping[str, str],
        file: SessionFile | None,
    ) -> None:
        super().__init__(desk, actions, saved)
        self._file = file
        self._kept = file.load() if file else NOWHERE
        """What the file holds."""
        self._wanted: Session | None = self._kept if self._kept.article else None
        """The place that is still to be gone to."""

    def start(self) -> None:
        """List as it was listed, and keep the place from now on."""
        if self._file is not None:
            self._resume(self._kept)
            self.set_interval(_PAUSE, self.remember)
        super().start()

    def _resume(self, kept: Session) -> None:
        """Filter, order and pane as they were."""
        selection = self.selection
        selection.sort(named(ARTICLES, kept.order, kept.descending))
        selection.entries_order = named(
            ENTRIES, kept.entries_order, kept.entries_descending
        )
        if kept.filter:
            self.choose(kept.filter)
        if kept.totals in GROUPS:
            self.add_up(kept.totals)
        for pane in EVERYWHERE:
            if pane == kept.pane:
                self.pane = pane

    def open_found(self, first: int) -> None:
        """Open the article that was open, when it is found; else the first one."""
        wanted = self._wanted
        if wanted is None:
            super().open_found(first)
            return
        for row in range(first, len(self.rows)):
            if self.rows.items.names[row] == wanted.article:
                self.row = row
                self.article_list.go_to(row)
                self.open_row(row)
                return
        if self.rows.complete and not self._is_found:
            self._wanted = None
            super().open_found(0)

    @property
    def _is_found(self) -> bool:
        """Whether the article that was open is the one that is to be shown."""
        names, wanted = self.rows.items.names, self._wanted
        return bool(names and wanted and names[self.row] == wanted.article)

    def open_again(self) -> None:
        """Open the article that is not shown yet, if it is known which one it is."""
        if self._wanted is None or self._is_found:
            super().open_again()

    def placed(self, row: int, shown: Page | Skipped) -> Page | Skipped:
        """The article that was open, with its figure selected and its rows in sight."""
        wanted = self._wanted
        if wanted is None:
            return super().placed(row, shown)
        if not isinstance(shown, Page) or shown.reading.article.name != wanted.article:
            self._wanted = None
            return super().placed(row, shown)
        self.call_after_refresh(partial(self.article.start_at, wanted.top))
        if not shown.known:
            return shown
        self._wanted = None
        if shown.selected is not None or wanted.start < 0:
            return shown
        starts = [figure.span.start for figure in shown.reading.figures]
        if wanted.start not in starts:
            return shown
        return replace(shown, selected=starts.index(wanted.start))

    def remember(self) -> None:
        """Keep where the person is, if that is somewhere else than before."""
        if self._file is None or self._wanted is not None:
            return
        session = self._session()
        if session != self._kept:
            self._kept = session
            if not self._file.save(session):
                self._file = None
                self.say("the place can not be kept for the next time")

    def _session(self) -> Session:
        """Where the person is."""
        page = self.shown if isinstance(self.shown, Page) else None
        figure = page.figure if page else None
        order, entries_order = self.selection.order, self.selection.entries_order
        return Session(
            article=page.reading.article.name if page else "",
            start=figure.span.start if figure else -1,
            top=self.article.first_offset,
            pane=self.pane,
            filter=self.filter_text,
            order=order.name,
            descending=order.descending,
            entries_order=entries_order.name,
            entries_descending=entries_order.descending,
            totals=self.added_by,
        )
