"""What was found in many articles: drawn as it comes into view, with a cursor."""

from __future__ import annotations

from bisect import bisect_right
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.strip import Strip

from tui.display import one_line
from tui.findings import Finding, Findings, Target, excerpt
from tui.layout import fit
from tui.lines import LinePane, Run

_COUNT = 8
"""Cells of the numbers."""
_MARGIN = 1


class FindingsList(LinePane):
    """Findings below one another; the cursor goes to those that lead somewhere."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "finding--title",
        "finding--head",
        "finding--dim",
        "finding--words",
        "finding--cursor",
    }

    class Chosen(Message):
        """The finding under the cursor is to be gone to."""

    def __init__(self, start: Target | None = None) -> None:
        super().__init__()
        self._wanted = start
        """The finding to stay on: where the cursor was left, then where it was moved."""
        self._found: tuple[Finding, ...] = ()
        self._tops: list[int] = []
        """The first row of each finding."""
        self._stops: list[int] = []
        """The findings that lead somewhere."""
        self._shows_differences = False
        self._cursor = 0
        """Which of them the cursor is on."""

    @property
    def target(self) -> Target | None:
        """Where the finding under the cursor leads."""
        return self._found[self._stops[self._cursor]].target if self._stops else None

    def show(self, findings: Findings) -> None:
        """Show what was found so far; a cursor that was moved stays on its finding."""
        before = self._row_of_cursor
        self._found = findings.found
        self._tops, self._stops = [], []
        rows = 0
        for number, finding in enumerate(self._found):
            self._tops.append(rows)
            rows += finding.height
            if finding.target is not None:
                self._stops.append(number)
        targets = [self._found[number].target for number in self._stops]
        self._cursor = targets.index(self._wanted) if self._wanted in targets else 0
        self.border_title = Content(one_line(findings.title))
        self.set_rows(rows)
        if self._cursor:
            by = self._row_of_cursor - before
            self.scroll_to_row(self.scroll_offset.y + by)
            self._show_cursor()
        self.refresh()

    def turn(self) -> None:
        """Show what differs in the examples, or the examples again."""
        self._shows_differences = not self._shows_differences
        self.refresh()

    def move(self, by: int) -> None:
        """The cursor goes some findings on or back."""
        last = len(self._stops) - 1
        self._cursor = max(0, min(last, self._cursor + by))
        self._wanted = self.target if self._cursor else None
        self._show_cursor()
        self.refresh()

    def page(self, pages: float) -> None:
        """The cursor goes a part of the pane's height on or back."""
        rows = int(pages * self.visible_rows)
        wanted = self._row_of_cursor + rows
        tops = [self._tops[number] for number in self._stops]
        place = max(0, bisect_right(tops, wanted) - 1)
        step = place - self._cursor
        self.move(step or (1 if pages > 0 else -1))

    def edge(self, *, last: bool) -> None:
        """The cursor goes to the first finding or the last."""
        self.move(len(self._stops) if last else -len(self._stops))
        if not last:
            self.scroll_to_row(0)

    def on_resize(self) -> None:
        """The cursor is to be seen in any size."""
        self._show_cursor()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click goes to the finding, a second one chooses it."""
        place = event.get_content_offset(self)
        if place is None or not self._found:
            return
        number = bisect_right(self._tops, place.y + self.scroll_offset.y) - 1
        if number in self._stops:
            step = self._stops.index(number) - self._cursor
            self.move(step)
            if not step:
                self.post_message(self.Chosen())

    def render_line(self, y: int) -> Strip:
        """One row of a finding."""
        row = y + self.scroll_offset.y
        number = bisect_right(self._tops, row) - 1
        if number < 0 or row >= self._tops[number] + self._found[number].height:
            return self.draw(())
        finding = self._found[number]
        on_it = bool(self._stops) and number == self._stops[self._cursor]
        roles = ("finding--cursor",) if on_it else ()
        first = row == self._tops[number]
        return self.draw(
            self._title(finding) if first else self._example(finding), roles
        )

    def _title(self, finding: Finding) -> list[Run]:
        """Count, title, and behind it the note."""
        role = "finding--title" if finding.target else "finding--head"
        count = f"{finding.count:>{_COUNT}}  " if finding.count else "  "
        room = max(1, self.columns - _MARGIN - len(count))
        title, note = one_line(finding.title), one_line(finding.note)
        runs: list[Run] = [(" " * _MARGIN, ()), (count, (role,))]
        if len(title) >= room or not note:
            return [*runs, (fit(title, room), (role,))]
        rest = room - len(title) - 2
        return [*runs, (title, (role,)), ("  " + fit(note, rest), ("finding--dim",))]

    def _example(self, finding: Finding) -> list[Run]:
        """The words of an article, those that matter marked."""
        indent = " " * (_MARGIN + (_COUNT + 2 if finding.count else 4))
        room = max(1, self.columns - len(indent))
        if self._shows_differences and finding.against:
            against = fit(one_line(finding.against), room)
            return [(indent, ()), (against, ("finding--dim",))]
        before, words, behind = map(one_line, excerpt(finding, room))
        return [
            (indent, ()),
            (before, ("finding--dim",)),
            (words, ("finding--words",)),
            (behind, ("finding--dim",)),
        ]

    @property
    def _row_of_cursor(self) -> int:
        """The first row of the finding under the cursor."""
        return self._tops[self._stops[self._cursor]] if self._stops else 0

    def _show_cursor(self) -> None:
        """Scroll as little as needed to show the finding under the cursor."""
        if not self._stops:
            return
        row, top = self._row_of_cursor, self.scroll_offset.y
        height = self._found[self._stops[self._cursor]].height
        if self._cursor == 0:
            self.scroll_to_row(0)
        elif row < top:
            self.scroll_to_row(row)
        elif row + height > top + self.visible_rows:
            self.scroll_to_row(row + height - self.visible_rows)
