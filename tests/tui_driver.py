"""Drives the browser in tests the way a person does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager

from rich.style import Style
from textual.pilot import Pilot
from textual.widgets import Input
from tui_library import EXPORTS, LIBRARY, MORE, MemoryLibrary

from parsers.indexing.search import Match
from parsers.store import Store
from tui.app import NewsledgerApp
from tui.library import Library
from tui.page import Page
from tui.screens.browser import BrowserScreen
from tui.screens.frame import OpeningScreen
from tui.session import SessionFile
from tui.widgets.bars import StatusBar

WIDE, SMALL = (120, 36), (40, 12)
LONG = MemoryLibrary((("long.txt", (EXPORTS + "\n") * 30), ("next.txt", MORE)))

FILTERS = {"big": "amount>=500M", "bare": "figures:0"}


class Browser:
    """Speaks of the program as a person sees it."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.app = pilot.app

    @property
    def screen(self) -> BrowserScreen:
        """The main screen, also when another one lies over it."""
        return next(s for s in self.app.screen_stack if isinstance(s, BrowserScreen))

    @property
    def page(self) -> Page:
        """The open article."""
        assert isinstance(self.screen.shown, Page)
        return self.screen.shown

    @property
    def selected(self) -> str | None:
        """The text of the selected figure."""
        shown = self.screen.shown
        return shown.figure.text if isinstance(shown, Page) and shown.figure else None

    @property
    def status(self) -> str:
        """The status line."""
        return self.screen.query_one(StatusBar).render().plain

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds, but not for ever."""
        for _ in range(800):
            if holds():
                return
            await asyncio.sleep(0.01)
        raise TimeoutError("it never held")

    def is_open(self) -> bool:
        """Whether the browser has come in place of the frame that is seen first."""
        is_there = not isinstance(self.app.screen, OpeningScreen)
        return is_there and self.screen.is_mounted

    def is_painted(self) -> bool:
        """Whether no widget has a message left, and the screen shows what is so."""
        screen = self.app.screen
        pumps = (self.app, *screen.walk_children(with_self=True))
        return not (
            any(pump.message_queue_size for pump in pumps)
            or screen._layout_required
            or screen._scroll_required
            or screen._repaint_required
            or screen._dirty_widgets
        )

    def at_rest(self) -> bool:
        """Whether no thread works, and the article under the cursor is open and seen."""
        if not self.is_open():
            return False
        screen = self.screen
        opened = not screen.rows.items or (
            screen.shown is not None and screen.row == screen.article_list.cursor
        )
        working = any(worker.is_running for worker in self.app.workers)
        return opened and screen.rows.complete and not working and self.is_painted()

    async def settle(self) -> None:
        """Wait until the program is at rest and stays so for a moment."""
        quiet = 0
        while quiet < 4:
            await self.until(self.at_rest)
            await asyncio.sleep(0.01)
            quiet = quiet + 1 if self.at_rest() else 0

    async def press(self, *keys: str) -> None:
        """Press keys one by one, and wait for what each sets off.

        Those of a sequence are set apart by blanks, as in the table of actions.
        """
        for key in (single for typed in keys for single in typed.split() or [typed]):
            self.app.simulate_key(key)
            if self.app.return_code is None:
                await self.settle()

    async def hush(self) -> None:
        """What was said for a moment is over, as sooner or later; no cursor blinks."""
        for prompt in self.app.screen.query(Input):
            prompt.cursor_blink = False
        self.screen.note = ""
        await self.until(self.is_painted)

    async def resize(self, width: int, height: int) -> None:
        """Make the terminal smaller or larger."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    def shows(self) -> str:
        """The whole screen as text."""
        rows = self.app.screen._compositor.render_strips()
        return "\n".join(row.text for row in rows)

    def style_at(self, text: str) -> Style:
        """The style in which some words are drawn in the article."""
        strips = self.screen.article.render_lines(self.screen.article.size.region)
        for strip in strips:
            for segment in strip:
                if segment.text.strip() == text and segment.style:
                    return segment.style
        raise AssertionError(f"{text!r} is not on the screen")


@asynccontextmanager
async def browsing(
    library: Library = LIBRARY,
    size: tuple[int, int] = WIDE,
    filters: Mapping[str, str] = FILTERS,
    store: Callable[[], Store] | None = None,
    look_up: Callable[[str], Iterator[Match]] | None = None,
    session: SessionFile | None = None,
) -> AsyncIterator[Browser]:
    """The program with some articles on a screen of some size.

    Args:
        library: The articles.
        size: Columns and rows.
        filters: Those that are saved.
        store: Opens the store of verdicts, if there is a project.
        look_up: Looks for words in all articles, if they are indexed.
        session: Keeps the place from one start to the next, if it is to be kept.
    """
    app = NewsledgerApp(
        library, filters=filters, session=session, store=store, look_up=look_up
    )
    async with app.run_test(size=size) as pilot:
        browser = Browser(pilot)
        await browser.settle()
        yield browser


def top(browser: Browser) -> int:
    """The first visible row of the text."""
    return browser.screen.article.scroll_offset.y
