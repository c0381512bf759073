"""The part of the main screen that tells why a figure is what it is."""

from __future__ import annotations

from textual import on
from textual.timer import Timer
from textual.worker import get_current_worker

from tui.messages import Explained
from tui.page import Page, Shown
from tui.reasons import Account
from tui.screens.handing import NO_FIGURE
from tui.screens.pointing import PointingScreen
from tui.threads import work

_REST = 0.12
"""Seconds that the cursor rests on a figure before it is explained."""

NO_RULES = "there are no rules that could be asked"
"""What is said as long as none are in force."""

_UNSELECTED = Account("none is selected", "f goes to the next one")


class ExplainingScreen(PointingScreen):
    """Explains the selected figure: once, or as long as the pane is pinned."""

    _is_explaining = False
    """Whether the pane is open."""
    _is_pinned = False
    """Whether it stays open and follows the cursor."""
    _explaining_soon: Timer | None = None

    def action_explain(self) -> None:
        """Explain the selected figure, and give the pane the keys that scroll it."""
        if self.focused is self.explanation:
            self.leave_explanation()
        elif self._may_explain():
            self._open_explanation()
            self.set_focus(self.explanation, scroll_visible=False)

    def action_pin(self) -> None:
        """Keep the pane open, and let it follow the cursor; or close it again."""
        if self._is_pinned:
            self.close_explanation()
        elif self._may_explain():
            self._is_pinned = True
            self._open_explanation()
            self.watch_pane()

    def _may_explain(self) -> bool:
        """Whether there is a figure to be explained; if not, that is said."""
        page = self.open_page()
        if page is not None and page.figure is None:
            self.say(NO_FIGURE)
        elif page is not None and not self.desk.can_explain:
            self.say(NO_RULES)
        return page is not None and page.figure is not None and self.desk.can_explain

    def leave_explanation(self) -> None:
        """The keys go back to the pane; what is not pinned closes."""
        if self._is_pinned:
            self.watch_pane()
        else:
            self.close_explanation()

    def close_explanation(self) -> None:
        """Close the pane, pinned or not."""
        self._is_explaining = self._is_pinned = False
        self._stop_explaining()
        self.explanation.add_class("-closed")
        # Words may be typed somewhere else: those keys stay there.
        if self.focused is self.explanation:
            self.watch_pane()

    @property
    def is_explaining(self) -> bool:
        """Whether the pane is open."""
        return self._is_explaining

    def _open_explanation(self) -> None:
        """Open the pane, and fill it."""
        self._is_explaining = True
        self.explanation.tell(self._title())
        self.explanation.remove_class("-closed")
        self._explain_now()

    def _title(self) -> str:
        """What stands above the account."""
        keys = "P closes" if self._is_pinned else "p closes, P pins"
        return f"Why  {keys}"

    # --- following the cursor --------------------------------------------------------

    def watch_shown(self, old: Shown, new: Shown) -> None:
        """The cursor has moved, or the rules have changed: explain, or close."""
        super().watch_shown(old, new)
        if not self._is_explaining or _is_same(old, new):
            return
        if self._is_pinned or _is_same_figure(old, new):
            self._explain_soon()
        else:
            self.close_explanation()

    def _explain_soon(self) -> None:
        """Explain when the cursor rests: what it only passes is not looked at."""
        self._stop_explaining()
        self._explaining_soon = self.set_timer(_REST, self._explain_now)

    def _stop_explaining(self) -> None:
        """What was asked for is not wanted any more."""
        if self._explaining_soon is not None:
            self._explaining_soon.stop()
        self.workers.cancel_group(self, "explain")

    def _explain_now(self) -> None:
        """Ask why."""
        if isinstance(self.shown, Page) and self.shown.figure is not None:
            self.explain(self.shown)
        else:
            self.explanation.show(_UNSELECTED)

    @work(thread=True, exclusive=True, group="explain")
    def explain(self, page: Page) -> None:
        """Find out why the selected figure is what it is."""
        worker = get_current_worker()
        account = self.desk.explain(page, lambda: not worker.is_cancelled)
        if account is not None and not worker.is_cancelled:
            self.post_message(Explained(page, account))

    @on(Explained)
    def _explained(self, message: Explained) -> None:
        """Show it, if the cursor is still there."""
        if self._is_explaining and _is_same(self.shown, message.page):
            self.explanation.show(message.account)


def _is_same(one: Shown, other: Shown) -> bool:
    """Whether the same figure of the same reading is selected."""
    return (
        isinstance(one, Page)
        and isinstance(other, Page)
        and one.reading is other.reading
        and one.selected == other.selected
    )


def _is_same_figure(one: Shown, other: Shown) -> bool:
    """Whether the figure selected stands at the same characters of the same text."""
    return (
        isinstance(one, Page)
        and isinstance(other, Page)
        and one.reading.article.digest == other.reading.article.digest
        and one.reading.article.name == other.reading.article.name
        and one.figure is not None
        and other.figure is not None
        and one.figure.span == other.figure.span
    )
