"""The part of the main screen that works in threads and touches no widget."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen
from textual.worker import get_current_worker

from parsers.model import Skipped
from tui.desk import Desk
from tui.messages import (
    ArticleRead,
    ArticlesFound,
    RowsLearned,
    RulesRead,
    Walked,
)
from tui.page import OPEN, Page, Walk, step
from tui.rows import Counts, Known, Rows
from tui.watch import Look, look

if TYPE_CHECKING:
    from collections.abc import Collection

    from parsers.model import State

_TELL = 0.2
"""Seconds between two tellings of a long work."""


class WorkingScreen(Screen[None]):
    """Finds, reads and counts; tells the result by messages."""

    def __init__(self, desk: Desk, classes: str) -> None:
        super().__init__(classes=classes)
        self.desk = desk
        self.rows = Rows()
        self.rules_read = 0
        """How many times rules came into force."""
        self.watched: Look = {}
        """The rule files, as they were when they were read."""

    @work(thread=True, exclusive=True, group="find")
    def find_articles(self) -> None:
        """Find what may be an article."""
        worker = get_current_worker()
        for batch in self.desk.find():
            if worker.is_cancelled:
                return
            self.post_message(ArticlesFound(batch, complete=False))
        self.post_message(ArticlesFound([], complete=True))

    @work(thread=True, exclusive=True, group="rules")
    def load_rules(self) -> None:
        """Read the rule files; what changes meanwhile is read again."""
        before = look(self.watched)
        rules = self.desk.load_rules()
        now = look(rules.files)
        self.watched = {path: before.get(path, stamp) for path, stamp in now.items()}
        self.post_message(RulesRead(rules))

    @work(thread=True, exclusive=True, group="watch")
    def look_at_rules(self) -> None:
        """Read the rule files again if one has changed."""
        if self.watched and look(self.watched) != self.watched:
            self.app.call_from_thread(self.load_rules)

    @work(thread=True, exclusive=True, group="open")
    def open_row(self, row: int) -> None:
        """Read the article of a row."""
        worker = get_current_worker()
        shown = self._read_row(row)
        if not worker.is_cancelled:
            self.post_message(ArticleRead(row, shown))

    @work(thread=True, exclusive=True, group="open")
    def read_again(self, row: int, page: Page) -> None:
        """Read the article that is open by the rules that are in force now."""
        worker = get_current_worker()
        shown = self.desk.read(page)
        if not worker.is_cancelled:
            self.post_message(ArticleRead(row, shown))

    @work(thread=True, exclusive=True, group="open")
    def seek(self, walk: Walk) -> None:
        """Find the figure to which a walk leads."""
        walked = list(islice(self._stops(walk), walk.steps))
        if not get_current_worker().is_cancelled:
            reached = walked[-1] if walked else None
            self.post_message(Walked(walk, reached, len(walked) == walk.steps))

    def _stops(self, walk: Walk) -> Iterator[tuple[int, Page]]:
        """The figures beyond an article, until the worker is cancelled."""
        worker = get_current_worker()
        for row in self.rows.around(walk.row, walk.by):
            if worker.is_cancelled:
                return
            if not _may_have(self.rows.counts[row], walk.states):
                continue
            shown = self._read_row(row)
            if isinstance(shown, Skipped):
                continue
            figures = shown.reading.figures
            selected = step(figures, None, walk.by, walk.states)
            while selected is not None:
                yield row, replace(shown, selected=selected)
                selected = step(figures, selected, walk.by, walk.states)

    def _read_row(self, row: int) -> Page | Skipped:
        """Take up the article of a row and read it."""
        shown = self.desk.open(self.rows.items[row])
        return shown if isinstance(shown, Skipped) else self.desk.read(shown)

    @work(thread=True, exclusive=True, group="count")
    def count(self, first: int) -> None:
        """Learn title, date and counts of every row, beginning with the visible ones."""
        worker = get_current_worker()
        rules = self.rules_read
        known: list[Known] = []
        told = time.monotonic()
        for row in _from(first, len(self.rows)):
            self.desk.wait_for_quiet()
            if worker.is_cancelled:
                return
            known.append(self.desk.know(row, self.rows.items[row]))
            if time.monotonic() - told > _TELL:
                self.post_message(RowsLearned(known, rules))
                known, told = [], time.monotonic()
        self.post_message(RowsLearned(known, rules))


def _from(first: int, rows: int) -> Iterable[int]:
    """All rows, from one on and round the end."""
    return chain(range(first, rows), range(min(first, rows)))


def _may_have(counts: Counts | None, states: Collection[State]) -> bool:
    """Whether an article may have a figure in one of the states."""
    if counts is None:
        return True
    return bool(counts.open if states == OPEN else counts.figures)
