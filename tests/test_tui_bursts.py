"""Keys that come faster than the program answers: none is lost, none is undone."""

from __future__ import annotations

from tui_driver import Browser, browsing
from tui_library import EXPORTS, MemoryLibrary

_MANY = MemoryLibrary(
    tuple((f"{name}.txt", EXPORTS + "\n" + EXPORTS) for name in "abcdef")
)
"""Six articles of eight figures, six of them booked."""


async def burst(browser: Browser, *keys: str) -> None:
    """All the keys at once; then wait for what they set off."""
    for key in keys:
        browser.app.simulate_key(key)
    if browser.app.return_code is None:
        await browser.settle()


async def test_keys_that_go_back_are_not_undone_by_the_pane_they_leave() -> None:
    async with browsing() as browser:
        await burst(browser, "3", "q", "q")

        assert browser.screen.pane == "list"
        assert browser.screen.article_list.has_focus


async def test_the_pane_that_was_named_last_has_the_keys() -> None:
    async with browsing() as browser:
        await burst(browser, *"123213")

        assert browser.screen.pane == "ledger"
        assert browser.screen.table.has_focus


async def test_every_key_moves_the_cursor_of_the_ledger() -> None:
    async with browsing(_MANY) as browser:
        await browser.press("3")
        await burst(browser, *"jjjjjkkj")

        assert browser.screen.table.cursor == browser.page.entry_row == 3


async def test_every_key_is_a_step_from_figure_to_figure() -> None:
    async with browsing(_MANY) as browser:
        figures = len(browser.page.reading.figures)
        await burst(browser, *"f" * (2 * figures + 3))

        assert browser.screen.row == 2
        assert browser.page.selected == 2


async def test_a_walk_that_is_overtaken_by_another_article_leads_nowhere() -> None:
    async with browsing(_MANY) as browser:
        figures = len(browser.page.reading.figures)
        await browser.press(*"f" * figures)
        await burst(browser, "f", "1", "G", "enter")

        assert browser.screen.row == browser.screen.article_list.cursor == 5


async def test_what_is_typed_in_one_burst_is_typed_in_its_order() -> None:
    async with browsing() as browser:
        await burst(
            browser, "2", "slash", *"exporx", "backspace", *"t", "enter", "n", "n"
        )

        assert "3/3 export" in browser.status


async def test_a_command_is_typed_and_sent_in_one_burst() -> None:
    async with browsing() as browser:
        await burst(browser, "2", "vertical_line", *"echo", " ", *"done", "enter")
        await browser.until(lambda: "echo done  (exit 0)" in browser.shows())


async def test_sequences_in_one_burst_are_told_apart() -> None:
    async with browsing() as browser:
        await burst(browser, *"ffmaJJyc", *"gg", "apostrophe", "a")

        assert browser.selected == "$800 million"
