"""The part of the main screen that selects text, and drafts a rule from it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual import events, on
from textual.worker import get_current_worker

from parsers.errors import NewsledgerError
from parsers.model import Span
from tui.drafting import Draft, hit_remarks
from tui.messages import Drafted, Hunted
from tui.page import Page, Shown
from tui.screens.filing import FilingScreen
from tui.screens.handing import NO_FIGURE
from tui.screens.showing import same_text
from tui.stretch import Stretch, first_word, whole_words
from tui.threads import work

if TYPE_CHECKING:
    Step = Callable[[Stretch, str], Stretch]

_TELL = 0.4
"""Seconds between two tellings of what was found."""

_NOTHING = "nothing is selected: v begins"
_DROPPED = "the draft was dropped, for a rule is being written: + drafts it again"
_NO_FIGURE = "no figure is in the selection: a rule needs one"


_STEPS: Mapping[str, Step] = {
    "h": lambda stretch, text: stretch.by_character(-1, text),
    "l": lambda stretch, text: stretch.by_character(1, text),
    "b": lambda stretch, text: stretch.by_word(-1, text),
    "w": lambda stretch, text: stretch.by_word(1, text),
    "o": lambda stretch, _: stretch.turned,
}
_STEPS = {
    **_STEPS,
    "e": _STEPS["w"],
    "shift+left": _STEPS["h"],
    "shift+right": _STEPS["l"],
    "left": _STEPS["h"],
    "right": _STEPS["l"],
}
"""What keys do as long as text is being selected, by the names that Textual has."""


class DraftingScreen(FilingScreen):
    """Keeps what is selected, and shows what is drafted from it."""

    _stretch: Stretch | None = None
    """What is being selected; None where nothing is."""

    async def take(self, event: events.Key) -> bool:
        """Take a key; while text is selected, a few mean something else."""
        step = _STEPS.get(event.key)
        is_free = self.focused is self.article and not self._sequences.typed
        if self._stretch is not None and step is not None and is_free:
            if isinstance(self.shown, Page):
                self._select(step(self._stretch, self.shown.text))
            return True
        return await super().take(event)

    # --- selecting -------------------------------------------------------------------

    @property
    def is_selecting(self) -> bool:
        """Whether text is selected."""
        return self._stretch is not None

    def action_select(self) -> None:
        """Begin to select at the selected figure, or at the first word; or end it."""
        page = self.open_page()
        if page is None:
            return
        if self._stretch is not None:
            self.select_nothing()
            return
        self.pane = "article"
        figure = page.figure
        span = (
            figure.span if figure else first_word(page.text, self.article.first_offset)
        )
        if span is not None:
            self._select(Stretch(span))

    def _select(self, stretch: Stretch) -> None:
        """Select something, and tell what the keys do."""
        self._stretch, self.stretch = stretch, stretch.span
        self.tell()

    def select_nothing(self) -> None:
        """Nothing is selected any more."""
        self._stretch = self.stretch = None
        self.tell()

    def action_widen_left(self) -> None:
        """One word more on the left."""
        self._widen(-1)

    def action_widen_right(self) -> None:
        """One word more on the right."""
        self._widen(1)

    def _widen(self, by: int) -> None:
        """One word more on a side."""
        if self._stretch is None or not isinstance(self.shown, Page):
            self.say(_NOTHING)
            return
        end = self._stretch.by_word(by, self.shown.text, "left" if by < 0 else "right")
        self._select(end)

    def watch_shown(self, old: Shown, new: Shown) -> None:
        """What is selected belongs to its article."""
        super().watch_shown(old, new)
        if self._stretch is not None and not same_text(old, new):
            self.select_nothing()

    def tell(self) -> None:
        """Say that text is being selected, behind what is said for a moment."""
        super().tell()
        if self._stretch is not None:
            first = 1 if self.note else 0
            size = self._stretch.span.end - self._stretch.span.start
            told = f"SELECT {size}  + drafts  [ ] h l w b move, o turns"
            self.notices = (*self.notices[:first], told, *self.notices[first:])

    # --- drafting --------------------------------------------------------------------

    def action_draft_rule(self) -> None:
        """Draft a rule that reads what is selected, else the selected figure."""
        page = self.open_page()
        if page is None or not self.may_drop_rule():
            return
        if self._stretch is None:
            extent, marked = None, page.figure.span if page.figure else None
        else:
            extent = marked = whole_words(self._stretch.span, page.text)
        figures = (figure.span for figure in page.reading.figures)
        spans = tuple(s for s in figures if marked is not None and s.overlaps(marked))
        if spans and extent == Span(spans[0].start, spans[-1].end):
            extent = None
        if not spans:
            self.say(_NO_FIGURE if self._stretch else NO_FIGURE)
            return
        if self._is_touched:
            self.close_rule()
        self.say("a rule is drafted…")
        self.draft(page, spans, extent)

    @work(thread=True, exclusive=True, group="draft")
    def draft(self, page: Page, spans: tuple[Span, ...], extent: Span | None) -> None:
        """Draft a rule and try it."""
        try:
            drafted = Drafted(self.bench.draft(page, spans, extent), "")
        except NewsledgerError as error:
            drafted = Drafted(None, str(error))
        if not get_current_worker().is_cancelled:
            self.post_message(drafted)

    @on(Drafted)
    def _show_draft(self, message: Drafted) -> None:
        """Show the draft, and look for what it does elsewhere."""
        if message.draft is None:
            self.say(message.problem)
            return
        if self._is_touched:
            self.say(_DROPPED)
            return
        self.note = ""
        self.select_nothing()
        self.open_draft(message.draft.block, message.draft.remarks)
        self.hunt(message.draft)

    @work(thread=True, exclusive=True, group="hunt")
    def hunt(self, draft: Draft) -> None:
        """Look for what a draft does in the articles listed, the open one first."""
        from parsers.workbench.hits import Hits

        worker, hits, due = get_current_worker(), Hits(), 0.0
        listed = len(self.listing)
        rows = sorted(self.listing.order, key=lambda row: row != self.row)
        for row in rows:
            self.desk.wait_for_quiet()
            if worker.is_cancelled:
                return
            self.bench.hunt(draft, hits, self.rows.items[row])
            if time.monotonic() > due:
                due = time.monotonic() + _TELL
                far = f"in {hits.articles:,} of {listed:,} articles…"
                self.post_message(Hunted(draft, tuple(hit_remarks(hits, far))))
        noun = "article" if hits.articles == 1 else "articles"
        told = f"in {hits.articles:,} {noun}"
        self.post_message(Hunted(draft, tuple(hit_remarks(hits, told))))

    @on(Hunted)
    def _show_hits_of_draft(self, message: Hunted) -> None:
        """Tell it below the rule, as long as that is the one that was drafted."""
        self.tell_of_draft(
            message.draft.block, (*message.remarks, *message.draft.remarks)
        )
