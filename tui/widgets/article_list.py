"""The list of articles: tens of thousands of rows, drawn as they come into view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from parsers.model import Skipped
from tui.display import one_line
from tui.layout import fit
from tui.lines import LinePane, Run
from tui.listing import Listing
from tui.rows import Counts, Rows
from tui.wording import SIGNS

_ROOMY = 64
"""Cells from which on an article needs one row and not two."""
_UNKNOWN = "…"
_COUNTS = 9
"""Cells of the two counts."""
_DATE = 10


class ArticleList(LinePane):
    """Title, date and counts of each article, with a cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list--cursor",
        "list--date",
        "list--booked",
        "list--open",
        "list--dim",
        "list--skipped",
    }

    cursor: var[int] = var(0, init=False)
    """The row of the article that the keys act on, wherever it is listed."""

    @dataclass
    class Moved(Message):
        """The cursor went to another row."""

        row: int

        def can_replace(self, message: Message) -> bool:
            """Only the last row of a fast walk counts."""
            return isinstance(message, ArticleList.Moved)

    @dataclass
    class Chosen(Message):
        """A row was clicked: it is to be opened."""

        row: int

    def __init__(self, rows: Rows, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows = rows
        self._listing = Listing()
        self.border_title = Content("Articles")

    @property
    def _height(self) -> int:
        """Screen rows of one article."""
        return 1 if self.columns >= _ROOMY else 2

    def show(self, listing: Listing) -> None:
        """List these rows; what is under the cursor stays where it is on the screen."""
        before = self._listing.place(self.cursor)
        self._listing = listing
        self.set_rows(len(listing) * self._height)
        now = listing.place(self.cursor)
        if before is not None and now is not None and now != before:
            moved = (now - before) * self._height
            self.scroll_to_row(self.scroll_offset.y + moved)
        self.refresh()

    def rows_learned(self, rows: Iterable[int]) -> None:
        """More is known of some rows."""
        height = self._height
        first = self.scroll_offset.y // height
        visible = range(first, first + self.visible_rows // height + 2)
        shown = {self._listing.order[p] for p in visible if p < len(self._listing)}
        if not shown.isdisjoint(rows):
            self.refresh()

    def go_to(self, row: int) -> None:
        """Put the cursor on a row without telling anybody."""
        self.set_reactive(ArticleList.cursor, row)
        self._show_cursor()
        self.refresh()

    def move(self, by: int) -> None:
        """The cursor goes some rows on or back."""
        place = self._listing.place(self.cursor)
        self._go_to_place((-1 if by > 0 else 0) + by if place is None else place + by)

    def _go_to_place(self, place: int) -> None:
        """The cursor goes to a place of the list, or to its nearest end."""
        if len(self._listing):
            last = len(self._listing) - 1
            self.cursor = self._listing.order[max(0, min(last, place))]

    def page(self, pages: float) -> None:
        """The cursor goes a part of the pane's height on or back."""
        rows = max(1, int(abs(pages) * self.visible_rows / self._height))
        self.move(rows if pages > 0 else -rows)

    def edge(self, *, last: bool) -> None:
        """The cursor goes to the first row or the last."""
        self._go_to_place(len(self._listing) if last else 0)

    def part(self, share: float) -> None:
        """The cursor goes to the row that so large a share of all rows lies before."""
        self._go_to_place(int(len(self._listing) * share))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows that changed, and scroll if the new one is out of sight."""
        height = self._height
        for row in (old, new):
            place = self._listing.place(row)
            if place is not None:
                top = place * height - self.scroll_offset.y
                self.refresh(Region(0, top, self.size.width, height))
        self._show_cursor()
        self.post_message(self.Moved(new))

    def on_resize(self) -> None:
        """An article may need another number of rows now."""
        self.set_rows(len(self._listing) * self._height)
        self._show_cursor()

    def on_click(self, event: events.Click) -> None:
        """A click opens the row."""
        place = event.get_content_offset(self)
        if place is None:
            return
        listed = (place.y + self.scroll_offset.y) // self._height
        if listed < len(self._listing):
            row = self._listing.order[listed]
            self.go_to(row)
            self.post_message(self.Chosen(row))

    def render_line(self, y: int) -> Strip:
        """One row, or half of one."""
        place, part = divmod(y + self.scroll_offset.y, self._height)
        if place >= len(self._listing):
            return self.draw(self._empty(y))
        row = self._listing.order[place]
        roles = ("list--cursor",) if row == self.cursor else ()
        if self._height == 1:
            return self.draw(self._full(row), roles)
        return self.draw(self._lower(row) if part else self._upper(row), roles)

    def _show_cursor(self) -> None:
        """Scroll half a pane when the cursor leaves it: most keys draw two rows only."""
        height, rows = self._height, self.visible_rows
        top = self.scroll_offset.y
        place = self._listing.place(self.cursor)
        if place is None:
            return
        row = place * height
        if row < top:
            self.scroll_to_row(max(0, row + height - rows // 2))
        elif row + height > top + rows:
            self.scroll_to_row(row - rows // 2)

    def _empty(self, y: int) -> tuple[Run, ...]:
        """What stands where no article is."""
        if y or len(self._listing):
            return ()
        text = "no articles here" if self._rows.complete else "looking for articles…"
        if len(self._rows):
            text = "no article is chosen"
        return ((f" {text}", ("list--dim",)),)

    def _full(self, row: int) -> tuple[Run, ...]:
        """Date, title and counts side by side."""
        title = fit(f" {self._title(row)}", self.columns - _DATE - _COUNTS - 3)
        return (
            (f" {self._date(row):<{_DATE}}", ("list--date",)),
            (title, self._title_roles(row)),
            *self._counts(row),
        )

    def _upper(self, row: int) -> tuple[Run, ...]:
        """The title."""
        title = fit(f" {self._title(row)}", self.columns - 1)
        return ((title, self._title_roles(row)),)

    def _lower(self, row: int) -> tuple[Run, ...]:
        """Date and counts."""
        item = self._rows.items[row]
        room = self.columns - 2
        if isinstance(item, Skipped):
            return (("   " + fit(one_line(item.reason), room - 2), ("list--skipped",)),)
        date = fit(f"   {self._date(row)}", max(0, room - _COUNTS))
        return ((date, ("list--date",)), *self._counts(row))

    def _title(self, row: int) -> str:
        """The headline, or the name of the file."""
        return one_line(self._rows.title(row))

    def _title_roles(self, row: int) -> tuple[str, ...]:
        """A file that was not read looks it."""
        return ("list--skipped",) if self._rows.items.is_skipped(row) else ()

    def _date(self, row: int) -> str:
        """The day of publication."""
        return one_line(self._rows.date(row))

    def _counts(self, row: int) -> tuple[Run, ...]:
        """How many figures are booked and open; unknown is never 0."""
        if self._rows.items.is_skipped(row):
            return ((f"{'skipped':>{_COUNTS}} ", ("list--skipped",)),)
        counts = self._rows.counts[row]
        if counts is None:
            return ((f"{_UNKNOWN:>{_COUNTS}} ", ("list--dim",)),)
        return _count_runs(counts)


def _count_runs(counts: Counts) -> tuple[Run, ...]:
    """The two counts, each with the sign of its state; none of them draws the eye."""
    if not counts.figures:
        return ((f"{'-':>{_COUNTS}} ", ("list--dim",)),)
    booked = (
        f"{SIGNS['booked']}{counts.booked}",
        ("list--booked",) if counts.booked else ("list--dim",),
    )
    opened = (
        f"{SIGNS['open']}{counts.open}",
        ("list--open",) if counts.open else ("list--dim",),
    )
    gap = " " * max(1, 5 - len(opened[0]))
    lead = " " * max(0, _COUNTS - len(booked[0]) - len(gap) - len(opened[0]))
    return ((lead, ()), booked, (gap, ()), opened, (" ", ()))
