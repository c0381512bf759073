"""The terminal program."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.app import App
from textual.command import Provider
from textual.filter import LineFilter

from tui.display import display
from tui.keys import ACTIONS, Actions
from tui.screens.frame import OpeningScreen
from tui.wall import Wall

if TYPE_CHECKING:
    from rich.console import RenderableType

    from parsers.indexing.search import Match
    from parsers.store import Store
    from tui.library import Library
    from tui.screens.browser import BrowserScreen
    from tui.session import SessionFile

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
"""Signals that Textual would die of, leaving the terminal as it is."""

_PATIENCE = 3.0
"""Seconds in which a program that was told to end must have done so."""

_SWITCH = 0.001
"""Seconds that a thread may keep the interpreter when a key has come."""


def _actions_provider() -> type[Provider]:
    """What offers all actions in the palette."""
    from tui.commands import ActionsProvider

    return ActionsProvider


def _browser(
    library: Library,
    actions: Actions,
    filters: Mapping[str, str],
    session: SessionFile | None,
    store: Callable[[], Store] | None,
    look_up: Callable[[str], Iterator[Match]] | None,
) -> BrowserScreen:
    """The browser."""
    from tui.desk import Desk
    from tui.screens.browser import BrowserScreen
    from tui.verdicts import Clerk

    return BrowserScreen(
        Desk(library), actions, filters, session, Clerk(store), look_up
    )


class NewsledgerApp(App[None]):
    """Holds the main screen, the sanitiser of last resort, and the signals."""

    CSS_PATH = "app.tcss"
    TITLE = "newsledger"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {
        _actions_provider
    }

    def __init__(
        self,
        library: Library,
        actions: Actions = ACTIONS,
        filters: Mapping[str, str] | None = None,
        session: SessionFile | None = None,
        store: Callable[[], Store] | None = None,
        look_up: Callable[[str], Iterator[Match]] | None = None,
    ) -> None:
        # Without colour Textual paints black on black under some themes, and grey on
        # grey under others, unless it is told to leave the colours to the terminal.
        no_color = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if no_color else None)
        self._wall = Wall()
        self._browser: BrowserScreen | None = None
        self._is_open = False
        """Whether the browser is there, or can not be had."""
        self._early: deque[events.Event] = deque()
        """What was typed before."""
        self._leave: Callable[[], None] | None = None
        """Leaves; None as long as nobody has asked for that before."""
        self._make = partial(
            _browser, library, actions, filters or {}, session, store, look_up
        )

    def get_default_screen(self) -> OpeningScreen:
        """What is seen until the browser is there."""
        return OpeningScreen(self._open)

    async def _open(self) -> None:
        """Bring in the browser; all that only it needs is imported now.

        The frame stays below it: Textual has no way to take its first screen away.
        """
        try:
            browser = self._make()
            await self.push_screen(browser)
            self._browser = browser
        finally:
            self._is_open = True
            if self._leave is not None:
                self._leave()
        self.call_later(self._catch_up)
        self.call_after_refresh(_collect_garbage)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Those of Textual, and the wall."""
        return [*super().get_line_filters(), self._wall]

    def on_mount(self) -> None:
        """Leave in good order when the system asks for it."""
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.add_signal_handler(number, self.exit, None, 128 + number)
            # The loop is woken all the same, and this runs even while it waits for
            # a terminal that has gone.
            signal.signal(number, _hurry)

    def exit(
        self,
        result: None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """Leave, and keep the place for the next time.

        A browser that is half made can not be left: it is made first.
        """
        if not self._is_open:
            self._leave = partial(self.exit, result, return_code, message)
            return
        browser = self._browser
        if browser is not None and browser in self.screen_stack:
            browser.remember()
            if unsaved := browser.finish():
                message = Text(display(unsaved))
        super().exit(result, return_code, message)

    async def on_event(self, event: events.Event) -> None:
        """What is typed is kept until the browser is there to take it."""
        if not self._is_open and isinstance(event, events.Key | events.Paste):
            self._early.append(event)
            return
        await self._catch_up()
        await self._take(event)

    async def _catch_up(self) -> None:
        """Take what was typed before the browser was there."""
        while self._early:
            await self._take(self._early.popleft())

    async def _take(self, event: events.Event) -> None:
        """A key that comes makes the work in the background wait; the browser has it first."""
        browser = self._browser
        if browser is not None and isinstance(event, events.InputEvent):
            browser.desk.note_key()
            if (
                isinstance(event, events.Key)
                and self.screen_stack[-1:] == [browser]
                and await browser.take(event)
            ):
                return
        await super().on_event(event)


def _hurry(number: int, _frame: FrameType | None) -> None:
    """End without further ado if the good order takes too long."""

    def end(*_: object) -> None:
        os._exit(128 + number)

    # Who hangs up also tells the program to go on, at which Textual begins anew, with
    # threads that read and write what is no longer there.
    signal.signal(signal.SIGCONT, lambda *_: None)
    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, _PATIENCE)


def _collect_garbage() -> None:
    """Begin to collect garbage, but never look at what the start has made.

    None of that becomes garbage: to look at it delays the first frame, and later ones.
    """
    gc.freeze()
    gc.enable()


def run(
    library: Library,
    actions: Actions = ACTIONS,
    filters: Mapping[str, str] | None = None,
    session: SessionFile | None = None,
    store: Callable[[], Store] | None = None,
    look_up: Callable[[str], Iterator[Match]] | None = None,
) -> int:
    """Browse a library until the person leaves.

    Args:
        library: The articles and the rules.
        actions: The table of actions with the keys that were chosen.
        filters: Expressions by the names that they are saved under.
        session: The file that keeps the place; without one it is not kept.
        store: Opens the store of verdicts; None where no project has one.
        look_up: Looks for words in the index of the project; None where there is none.

    Returns:
        The exit code: 0, 1 after a crash, 128 and the number of a signal.
    """
    sys.setswitchinterval(_SWITCH)
    gc.disable()
    app = NewsledgerApp(library, actions, filters, session, store, look_up)
    app.run()
    return app.return_code or 0
