"""The part of the main screen that compares the figures of all articles with each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import get_current_worker

from parsers.model import Skipped
from tui.messages import Compared
from tui.page import Dispute, Goal, Page
from tui.screens.resuming import ResumingScreen

if TYPE_CHECKING:
    from parsers.ledger.statements import Statement


class ComparingScreen(ResumingScreen):
    """Marks what is in dispute when all articles have been read, and stops there."""

    disputes: Mapping[str, tuple[Dispute, ...]] = {}
    """By the ids of entries; empty as long as nothing was compared."""

    def rows_learned(self) -> None:
        """Compare the figures when the last article is read."""
        super().rows_learned()
        if self.rows.complete and self.rows.counted() == len(self.rows):
            self.compare(self.rules_read)

    def compare_again(self) -> None:
        """People decided something: what they rejected contradicts nothing."""
        if self.disputes:
            self.compare(self.rules_read)

    def count_again(self) -> None:
        """What other rules read is in dispute no more."""
        self.disputes = {}
        super().count_again()

    @work(thread=True, exclusive=True, group="compare")
    def compare(self, rules: int) -> None:
        """Find what is in dispute.

        Args:
            rules: Which rules have read the articles.
        """
        from tui.disputes import MOST, disputes

        self.desk.wait_for_quiet()
        figures = list(self._figures())
        if get_current_worker().is_cancelled or len(figures) > MOST:
            return
        self.post_message(Compared(disputes(figures), rules))

    def _figures(self) -> Iterator[Statement]:
        """The figures of all articles, with what people say of them."""
        for figure in chain.from_iterable(list(self.rows.figures.values())):
            # What stands for the quotation is none: a decision would be of another one.
            said = self.rows.said(replace(figure.entry, quote="")).verdict
            if "rejected" not in said:
                yield replace(figure, accepted="accepted" in said)

    @on(Compared)
    def _compared(self, message: Compared) -> None:
        """Show what is in dispute."""
        if message.rules == self.rules_read:
            self.disputes = message.disputes
            if isinstance(self.shown, Page):
                self.shown = self._disputed(self.shown)

    def _disputed(self, page: Page) -> Page:
        """An article with what is in dispute of it."""
        ids = (entry.id for entry in page.reading.entries)
        told = tuple(self.disputes.get(entry, ()) for entry in ids)
        return page if told == page.disputes else replace(page, disputes=told)

    def _show(self, row: int, shown: Page | Skipped) -> None:
        """Show an article with what is in dispute of it."""
        super()._show(row, self._disputed(shown) if isinstance(shown, Page) else shown)

    def read_row(self, row: int) -> Page | Skipped:
        """Read an article, and find what is in dispute of it."""
        shown = super().read_row(row)
        return shown if isinstance(shown, Skipped) else self._disputed(shown)

    def is_stop(self, goal: Goal, page: Page) -> bool:
        """Whether the selected figure is one to stop at."""
        figure = page.figure
        in_dispute = figure is not None and figure.entry in page.disputed
        return super().is_stop(goal, page) or (goal == "open" and in_dispute)

    def may_stop(self, goal: Goal, row: int) -> bool:
        """Whether the article of a row may have a figure to stop at."""
        entries = self.rows.candidates[row].entries or ()
        in_dispute = goal == "open" and any(one.id in self.disputes for one in entries)
        return in_dispute or super().may_stop(goal, row)
