"""The frame of the panes is there first, and nothing is lost before the browser is."""

from __future__ import annotations

import asyncio

import pytest
from textual.geometry import Region
from textual.pilot import Pilot
from tui_driver import Browser
from tui_library import LIBRARY

from tui.app import NewsledgerApp
from tui.screens.browser import BrowserScreen
from tui.screens.frame import FrameScreen, OpeningScreen


def panes(screen: FrameScreen) -> dict[str, Region]:
    """Where each pane lies, but for those whose height is that of what is in them."""
    names = ("list", "article", "ledger")
    return {name: screen.query_one(f"#{name}").region for name in names}


async def opened(pilot: Pilot[None]) -> BrowserScreen:
    """The browser, when it is there and painted."""
    browser = Browser(pilot)
    await browser.settle()
    return browser.screen


@pytest.mark.parametrize("size", [(200, 50), (120, 36), (80, 24), (40, 12), (9, 3)])
async def test_the_frame_has_the_panes_where_the_browser_has_them(
    size: tuple[int, int],
) -> None:
    app = NewsledgerApp(LIBRARY)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        frame = app.screen_stack[0]

        assert isinstance(frame, OpeningScreen)
        assert panes(frame) == panes(screen)


async def test_a_key_that_comes_before_the_browser_is_for_the_browser() -> None:
    app = NewsledgerApp(LIBRARY)
    async with app.run_test(size=(80, 24)) as pilot:
        assert isinstance(app.screen_stack[-1], OpeningScreen)
        app.simulate_key("2")
        screen = await opened(pilot)

        assert screen.pane == "article"


async def test_keys_that_come_early_are_taken_in_their_order() -> None:
    app = NewsledgerApp(LIBRARY)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("ampersand", "o", "n", "e"):
            app.simulate_key(key)
        screen = await opened(pilot)

        assert screen.question.text == "one"


@pytest.mark.parametrize("keys", [(), ("j", "2", "Q")])
@pytest.mark.parametrize("rounds", range(0, 40, 4))
async def test_who_leaves_before_the_browser_is_there_is_let_go(
    rounds: int, keys: tuple[str, ...]
) -> None:
    app = NewsledgerApp(LIBRARY)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in keys:
            app.simulate_key(key)
        for _ in range(rounds):
            await asyncio.sleep(0)
        app.exit(return_code=3)
        await Browser(pilot).until(lambda: app.return_code is not None)

    assert app.return_code in (3, 0 if keys else 3)
