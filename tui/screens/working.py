"""The part of the main screen that works in threads and touches no widget."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from textual import on
from textual.worker import get_current_worker

from parsers.model import Entry, Skipped
from tui.desk import Desk
from tui.listing import Listing
from tui.messages import (
    ArticleRead,
    ArticlesFound,
    Glanced,
    RowsKept,
    RowsLearned,
    RulesRead,
    Walked,
)
from tui.page import Goal, Page, Walk, beyond
from tui.rows import Known, Rows
from tui.screens.frame import FrameScreen
from tui.selection import Selection
from tui.threads import work
from tui.watch import Look, look

if TYPE_CHECKING:
    from parsers.articles import Found
    from parsers.engine.traces import Touch

_TELL = 0.2
"""Seconds between two tellings of a long work."""
_MOST_KEPT = 2_000
"""Rows that are told at once: more would hold up a key."""


class WorkingScreen(FrameScreen):
    """Finds, reads and counts; tells the result by messages."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.rows = Rows()
        self.selection = Selection(self.rows)
        self.listing = Listing()
        """The articles that are listed now."""
        self.row = 0
        """The row of the article that is open."""
        self.rules_read = 0
        """How many times rules came into force."""
        self.touch: Touch | None = None
        """Which articles they may read otherwise than those before; None: any."""
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
        # Nobody else is to read what is being read.
        before = self.watched = look(self.watched)
        rules = self.desk.load_rules()
        now = look(rules.files)
        self.watched = {path: before.get(path, stamp) for path, stamp in now.items()}
        self.post_message(RulesRead(rules))

    def watch_rules(self) -> None:
        """Look at the rule files, for somebody may have changed one."""
        self.look_at_rules()

    @work(thread=True, exclusive=True, group="watch")
    def look_at_rules(self) -> None:
        """Read the rule files again if one has changed."""
        if self.watched and look(self.watched) != self.watched:
            self.app.call_from_thread(self.load_rules)

    @work(thread=True, exclusive=True, group="warm")
    def warm_up(self, page: Page | Skipped | None) -> None:
        """Have all that reading needs: a rule will be edited, and the text lit by it.

        What many articles made large was let go of when they had been read.
        """
        if isinstance(page, Page):
            self.desk.read(page)

    @work(thread=True, exclusive=True, group="open")
    def open_row(self, row: int) -> None:
        """Read the article of a row."""
        worker = get_current_worker()
        shown = self.read_row(row)
        if not worker.is_cancelled:
            self.post_message(ArticleRead(row, shown))

    @work(thread=True, exclusive=True, group="open")
    def read_file_again(self, row: int) -> None:
        """Read the file of a row once more, for it may have changed."""
        known = self.know(row, self.rows.items[row])
        shown = self.read_row(row)
        if not get_current_worker().is_cancelled:
            self.post_message(RowsLearned([known], self.rules_read))
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
        around = self.listing.around(walk.row, walk.by, including=walk.including)
        for row in around:
            if worker.is_cancelled:
                return
            if not self.may_stop(walk.goal, row):
                continue
            shown = self.read_row(row)
            if isinstance(shown, Skipped):
                continue
            start = replace(shown, selected=None)
            for page in beyond(start, walk.by):
                if self.is_stop(walk.goal, page):
                    yield row, page

    def may_stop(self, goal: Goal, row: int) -> bool:
        """Whether the article of a row may have a figure to stop at."""
        counts = self.rows.counts[row]
        if counts is None:
            return True
        found = {
            "figure": counts.figures,
            "open": counts.open,
            "undecided": counts.booked,
        }
        return found[goal] > 0

    def is_stop(self, goal: Goal, page: Page) -> bool:
        """Whether the selected figure is one to stop at."""
        figure = page.figure
        return goal == "figure" or (figure is not None and figure.state == goal)

    def read_row(self, row: int) -> Page | Skipped:
        """Take up the article of a row and read it."""
        shown = self.desk.open(self.rows.items[row])
        return shown if isinstance(shown, Skipped) else self.desk.read(shown)

    def know(self, row: int, item: Found | Skipped) -> Known:
        """What the list shows of a row, and what is compared of it."""
        return self.desk.know(row, item, self.is_decided)

    def is_decided(self, entry: Entry) -> bool:
        """Whether anything was said of an entry."""
        return False

    def read_on(self) -> None:
        """Read what is not known yet, what the filter waits for first."""
        listed = () if self.selection.is_plain else self.listing.order
        first = (*self.selection.unknown, *listed)
        titles = [row for row in first if not self.rows.is_glanced(row)]
        if titles:
            self.glance(titles, self.rules_read)
        else:
            self.count(first, self.row, self.rules_read, self.touch)

    @on(Glanced)
    def _glanced(self) -> None:
        """The titles are known: now the articles themselves."""
        self.read_on()

    @work(thread=True, exclusive=True, group="count")
    def count(
        self, first: Sequence[int], row: int, rules: int, touch: Touch | None
    ) -> None:
        """Learn title, date, counts and entries of every row.

        Args:
            first: The rows that somebody waits for.
            row: Where the others begin.
            rules: Which rules these are: `rules_read`.
            touch: What need not be read again, if that can be told.
        """
        kept = [] if touch is None else self.rows.untouched(touch)
        self._keep(kept, rules)
        # It may take a while until the screen has heard which rows are kept.
        known = frozenset(kept)
        rows = (r for r in chain(first, _from(row, len(self.rows))) if r not in known)
        if self._learn(filter(self._is_unread, rows), rules, self.know):
            self.desk.wait_for_quiet()
            self.desk.rest()

    def _keep(self, rows: Sequence[int], rules: int) -> None:
        """Tell which rows some rules read as those before did."""
        for first in range(0, len(rows), _MOST_KEPT):
            part = list(rows[first : first + _MOST_KEPT])
            self.post_message(RowsKept(part, rules))

    @work(thread=True, exclusive=True, group="count")
    def glance(self, rows: Sequence[int], rules: int) -> None:
        """Learn title and date of some rows, which takes a tenth of the time."""
        if self._learn(rows, rules, self.desk.glance):
            self.post_message(Glanced())

    def _learn(
        self,
        rows: Iterable[int],
        rules: int,
        learn: Callable[[int, Found | Skipped], Known],
    ) -> bool:
        """Learn something of some rows; whether that came to its end."""
        worker = get_current_worker()
        known: list[Known] = []
        told = time.monotonic()
        for row in rows:
            self.desk.wait_for_quiet()
            if worker.is_cancelled:
                break
            known.append(learn(row, self.rows.items[row]))
            if time.monotonic() - told > _TELL:
                self.post_message(RowsLearned(known, rules))
                known, told = [], time.monotonic()
        self.post_message(RowsLearned(known, rules))
        return not worker.is_cancelled

    def _is_unread(self, row: int) -> bool:
        """Whether more could be known of a row."""
        rows = self.rows
        if not self.desk.has_rules or rows.items.is_skipped(row):
            return not rows.is_glanced(row)
        return rows.counts[row] is None


def _from(first: int, rows: int) -> Iterable[int]:
    """All rows, from one on and round the end."""
    return chain(range(first, rows), range(min(first, rows)))
