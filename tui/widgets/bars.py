"""The bars below the panes: the entry where there is no room for a ledger, state, keys."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.display import one_line
from tui.doubts import doubt_counts
from tui.keys import Actions, Pane, hints
from tui.layout import fit
from tui.page import Page, Shown
from tui.rows import counts_of
from tui.wording import DOUBT, SIGNS, counted, figure_line, verdict_counts


class EntryBar(Widget):
    """The selected figure in one row, for screens with no room for a ledger."""

    shown: reactive[Shown] = reactive[Shown](None)
    """Whose selection to show."""

    def render(self) -> Content:
        """What became of the figure."""
        figure = self.shown.figure if isinstance(self.shown, Page) else None
        if figure is None or not isinstance(self.shown, Page):
            return Content("")
        entry = self.shown.entry
        text = figure_line(figure, entry)
        text = text if entry else f"{figure.text}  {text}"
        return Content(fit(one_line(text), self.size.width))


class StatusBar(Widget):
    """How the figures of the article stand, and what the program has to say."""

    shown: reactive[Shown] = reactive[Shown](None)
    """Whose figures to count."""

    notices: reactive[tuple[str, ...]] = reactive(())
    """What the program has to say, the most urgent first."""

    def render(self) -> Content:
        """Counts on the left, notices on the right; notices win if room is short."""
        notices = one_line("  ".join(self.notices))
        counts = self._counts(short=False)
        if len(counts) + len(notices) + 2 > self.size.width:
            counts = self._counts(short=True)
        room = max(0, self.size.width - len(counts) - 2)
        if len(notices) > room:
            return Content(fit(notices, self.size.width))
        return Content.assemble(
            (counts, "bold"), " " * (room + 2 - len(notices)), (notices, "not bold")
        )

    def _counts(self, *, short: bool) -> str:
        """`12 figures  8 booked  3 open  1 masked  1 conflict  ✓3 ?4`, or only signs."""
        if not isinstance(self.shown, Page):
            return ""
        if not self.shown.known:
            return "… figures"
        counts, verdicts = counts_of(self.shown.reading), ""
        rivals, failures = doubt_counts(self.shown.doubts)
        if self.shown.reviews:
            verdicts = verdict_counts(self.shown.reviews)
        if short:
            numbers = counts._asdict()
            signs = [f"{sign}{numbers[state]}" for state, sign in SIGNS.items()]
            if rivals + failures:
                signs.append(f"{DOUBT}{rivals + failures}")
            return " ".join(filter(None, (*signs, verdicts)))
        doubts = (counted(rivals, "conflict"), counted(failures, "failed sum"))
        return "  ".join(filter(None, (counts.words, *doubts, verdicts)))


class KeyBar(Widget):
    """The keys that matter in the pane, from the table of actions."""

    pane: reactive[Pane] = reactive[Pane]("list")
    """The pane that has the keys."""
    instead: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """Keys and words that are named in place of those of the pane."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._actions = actions

    def render(self) -> Content:
        """As many keys as fit; the last one, which is the help, always."""
        found = self.instead or tuple(hints(self._actions, self.pane))
        *keys, last = found or [("", "")]
        room = self.size.width - _width(last)
        parts: list[str | tuple[str, str]] = []
        for hint in keys:
            room -= _width(hint)
            if room >= 0:
                parts += _parts(hint)
        return Content.assemble(*parts, *_parts(last))


def _width(hint: tuple[str, str]) -> int:
    """Cells of a key and its word."""
    return sum(map(len, hint)) + 3


def _parts(hint: tuple[str, str]) -> list[str | tuple[str, str]]:
    """A key and its word in their styles."""
    key, word = hint
    return [(key, "bold"), f" {word}  "]
