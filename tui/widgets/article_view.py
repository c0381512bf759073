"""The text of an article with its figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from parsers.model import Reading, Skipped, Span, State
from tui.display import display, one_line
from tui.layout import COMFORT, Layout, wrap
from tui.lines import LinePane, Run
from tui.marks import Layer, Mark, pieces
from tui.page import NO_SEARCH, Page, Search, Shown
from tui.slots import lit
from tui.text_marks import (
    entry_marks,
    figure_marks,
    selected_marks,
    selected_span,
    slot_marks,
    verdict_marks,
)
from tui.wording import DOUBT, SIGNS, STALE

if TYPE_CHECKING:
    from parsers.ledger.audit import Doubt
    from parsers.store import Review

_GUTTER = 2
_CURSOR = "▶"
_URGENCY: tuple[State, ...] = ("open", "booked", "masked")
_STATES = {f"article--{state}": SIGNS[state] for state in _URGENCY}
_VERDICTS = {sign: sign for sign in (STALE, DOUBT, " ", "~", "✗", "✓")}
"""A row with an entry that nobody has decided on yet shows none of the others."""
_NOTHING = "No article is open."


class ArticleView(LinePane):
    """Shows one article, word-wrapped, with every figure in the roles of its state."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--booked",
        "article--open",
        "article--masked",
        "article--value",
        "article--quantity",
        "article--change",
        "article--selected",
        "article--slot",
        "article--quote",
        "article--field",
        "article--hit",
        "article--current-hit",
        "article--stretch",
        "article--gutter",
        "article--note",
    }

    shown: reactive[Shown] = reactive[Shown](None, init=False, repaint=False)
    """What to show."""

    search: reactive[Search] = reactive(NO_SEARCH, init=False)
    """The search whose hits are shown."""

    stretch: reactive[Span | None] = reactive[Span | None](None, init=False)
    """What a person has selected."""

    @dataclass
    class Pointed(Message):
        """A character of the text was clicked."""

        offset: int

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._layout = wrap(_NOTHING, COMFORT)
        self._wrapped_to = 0
        self._rows_in_sight = 0
        self._figures = Layer()
        self._verdicts = Layer()
        self._entry = Layer()
        self._selected = Layer()
        self._slot = Layer()
        self._letter = ""
        self._hits = Layer()
        self._stretch = Layer()
        self._pending: Span | None = None
        self._pending_top: int | None = None

    @property
    def layout_rows(self) -> Layout:
        """The rows of the text as they are now."""
        return self._layout

    @property
    def first_offset(self) -> int:
        """The offset of the first visible character."""
        row = min(self.scroll_offset.y, len(self._layout) - 1)
        return self._layout.bounds(row)[0]

    def show_offset(self, offset: int) -> None:
        """Make the row of a character the first one."""
        if self._wrapped_to:
            self.scroll_to_row(self._layout.row_of(offset))

    def watch_shown(self, old: Shown, new: Shown) -> None:
        """Show another article, other figures, or another selection."""
        if _reading_of(old) is not _reading_of(new):
            self._figures = Layer(figure_marks(new))
        if _said_of(old) != _said_of(new):
            self._verdicts = Layer(verdict_marks(new))
        self._entry = Layer(entry_marks(new))
        self._selected = Layer(selected_marks(new))
        slot = lit(new)
        self._slot = Layer(slot_marks(slot))
        self._letter = slot.name[:1].upper() if slot else ""
        if _identity(old) != _identity(new):
            self.border_title = Content(_title_of(new))
            self._wrapped_to = 0
            self._wrap()
            self.scroll_to_row(0)
        elif selected_span(new) not in (None, selected_span(old)):
            self.reveal(selected_span(new))
        elif slot is not None and slot.span is not None and slot != lit(old):
            self._bring_in_sight(slot.span)
        self.refresh()

    def watch_search(self, old: Search, new: Search) -> None:
        """Show other hits, or go to another one."""
        marks = [Mark(span, ("article--hit",)) for span in new.hits]
        if new.hit is not None:
            marks[new.current] = Mark(new.hit, ("article--current-hit",))
            self.reveal(new.hit)
        self._hits = Layer(marks)

    def watch_stretch(self, _old: Span | None, new: Span | None) -> None:
        """Show what is selected now."""
        self._stretch = Layer([Mark(new, ("article--stretch",))] if new else [])
        if new is not None:
            self._bring_in_sight(new)

    def reveal(self, span: Span | None) -> None:
        """Scroll so that a span stands at one third of the pane."""
        self._pending = None if self._wrapped_to else span
        if span is not None and self._wrapped_to:
            row = self._layout.row_of(span.start)
            self.scroll_to_row(row - self.visible_rows // 3)

    def _bring_in_sight(self, span: Span) -> None:
        """Scroll only if a span is not to be seen."""
        row = self._layout.row_of(span.start) - self.scroll_offset.y
        if not 0 <= row < self.visible_rows:
            self.reveal(span)

    def start_at(self, offset: int) -> None:
        """Scroll so that the row of a character is the first one."""
        self._pending_top = None if self._wrapped_to else offset
        if self._wrapped_to:
            self.scroll_to_row(self._layout.row_of(offset))

    def on_resize(self) -> None:
        """Wrap to the new width; what was at the top stays there.

        If the pane has only become lower, a figure that was in sight stays in sight.
        """
        rows, self._rows_in_sight = self._rows_in_sight, self.visible_rows
        span, is_wrapped = selected_span(self.shown), self._wrapped_to
        self._wrap()
        if span is not None and is_wrapped == self._wrapped_to:
            row = self._layout.row_of(span.start) - self.scroll_offset.y
            if self.visible_rows <= row < rows:
                self.reveal(span)

    def notify_style_update(self) -> None:
        """The edges may take another part of a pane that has the same size as before."""
        super().notify_style_update()
        if self.is_mounted:
            self.call_after_refresh(self._wrap)

    def on_click(self, event: events.Click) -> None:
        """Tell which character was clicked."""
        place = event.get_content_offset(self)
        if place is None:
            return
        row = place.y + self.scroll_offset.y
        if row < len(self._layout):
            offset = self._layout.offset_at(row, place.x - _GUTTER)
            if offset is not None:
                self.post_message(self.Pointed(offset))

    def render_line(self, y: int) -> Strip:
        """One row: gutter and text."""
        row = y + self.scroll_offset.y
        if row >= len(self._layout):
            return self.draw(())
        return self.draw((self._gutter(row), *self._runs(row)))

    def _runs(self, row: int) -> Iterator[Run]:
        """The text of a row in pieces of one style."""
        start, end = self._layout.bounds(row)
        layers = (
            *(self._entry, self._figures, self._selected),
            *(self._slot, self._hits, self._stretch),
        )
        plain = isinstance(self.shown, Page)
        for piece in pieces(start, end, layers):
            text = self._layout.text[piece.start : piece.end].rstrip("\n")
            yield text, piece.roles if plain else ("article--note",)

    def _gutter(self, row: int) -> Run:
        """The sign of the most urgent figure of a row; a verdict, where it has one.

        The slot that is lit has its letter there.
        """
        bounds = self._layout.bounds(row)
        figure = _most_urgent(self._figures, bounds, _STATES)
        verdict = _most_urgent(self._verdicts, bounds, _VERDICTS)
        letter = self._letter if any(self._slot.between(*bounds)) else ""
        if letter:
            signs = f"{letter} "
        elif any(self._selected.between(*bounds)):
            signs = _CURSOR + verdict
        elif figure == SIGNS["booked"] and verdict.strip():
            signs = f"{verdict} "
        else:
            signs = f"{figure} "
        return signs, ("article--gutter",)

    def _wrap(self) -> None:
        """Wrap the text, if the width or the text is another one."""
        width = min(COMFORT, self.columns - _GUTTER)
        if width == self._wrapped_to or width <= 0 or not self.size.width:
            return
        top = self.first_offset
        self._wrapped_to = width
        self._layout = wrap(_text_of(self.shown), width)
        self.set_rows(len(self._layout))
        self.scroll_to_row(self._layout.row_of(top))
        if self._pending is not None:
            self.reveal(self._pending)
        if self._pending_top is not None:
            self.start_at(self._pending_top)


def _text_of(shown: Shown) -> str:
    """What the pane has to say, as a screen may show it."""
    if isinstance(shown, Page):
        return shown.text or "The article is empty."
    if isinstance(shown, Skipped):
        return display(f"{shown.name}\n\nNot read: {shown.reason}")
    return _NOTHING


def _reading_of(shown: Shown) -> Reading | None:
    """The figures that are shown."""
    return shown.reading if isinstance(shown, Page) else None


def _identity(shown: Shown) -> tuple[str, str] | None:
    """What tells one article, or one refusal, from another."""
    if isinstance(shown, Page):
        return shown.reading.article.name, shown.reading.article.digest
    return (shown.name, shown.reason) if shown else None


def _title_of(shown: Shown) -> str:
    """What stands above the text."""
    if isinstance(shown, Page):
        article = shown.reading.article
        parts = (article.heading, article.date)
        return one_line("  ".join(filter(None, parts)))
    return one_line(shown.name) if shown else "Text"


def _said_of(shown: Shown) -> tuple[tuple[Review, ...], tuple[Doubt, ...]]:
    """What was decided on the entries that are shown, and what speaks against them."""
    return (shown.reviews, shown.doubts) if isinstance(shown, Page) else ((), ())


def _most_urgent(
    layer: Layer, bounds: tuple[int, int], signs: Mapping[str, str]
) -> str:
    """The sign of the first of some roles that a mark of a row has."""
    roles = {role for mark in layer.between(*bounds) for role in mark.roles}
    return next((sign for role, sign in signs.items() if role in roles), " ")
