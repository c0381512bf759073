"""Why a figure is what it is: the pane that tells it, and how it follows the cursor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from tui_driver import SMALL, Browser, browsing
from tui_library import CLAIMED, DEALS, LIBRARY, PACK, PackLibrary

from parsers.model import Span
from tui.library import PathsLibrary
from tui.page import Page
from tui.reasons import Account, Reason, rows


def account(browser: Browser) -> str:
    """What the pane tells, as one text."""
    shown = browser.screen.explanation._rows
    return " ".join(" ".join("".join(text for text, _ in row) for row in shown).split())


def is_open(browser: Browser) -> bool:
    return browser.screen.explanation.display


async def until_told(browser: Browser, words: str) -> None:
    await browser.until(lambda: words in account(browser))


async def test_a_booked_figure_tells_its_rule_and_where_each_field_came_from() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("f", "p")

        told = account(browser)
        assert "figure $5 million (value) booked as nl-" in told
        assert "kept out" not in told
        assert "won figure matches '$5 million'" in told
        assert "partner IRQ: 'Iraq', by slot parties" in told


async def test_a_masked_figure_tells_its_mask() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("f", "f", "f", "p")

        assert "mask '$90 a ton' is a price" in account(browser)


async def test_an_open_figure_tells_how_far_the_nearest_pattern_matched() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("J", "f", "p")
        await until_told(browser, "open:")

        assert browser.selected == "$4 million"
        assert "its sentence has no word of the cue" in account(browser)


async def test_the_keys_scroll_the_account_and_not_the_text() -> None:
    async with browsing(CLAIMED, SMALL) as browser:
        await browser.press("f", "p", "j", "j")

        assert browser.screen.explanation.scroll_offset.y == 2
        assert browser.screen.article.scroll_offset.y == 0


@pytest.mark.parametrize("key", ["p", "escape", "q"])
async def test_the_account_closes_and_the_pane_has_its_keys_again(key: str) -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("f", "p", key)

        assert not is_open(browser)
        assert browser.screen.article.has_focus
        assert browser.screen.pane == "article"


async def test_another_figure_closes_an_account_that_is_not_pinned() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("f", "p", "f")

        assert not is_open(browser)
        assert browser.screen.article.has_focus


async def test_an_account_that_closes_takes_no_keys_from_what_is_being_typed() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("f", "p", "ampersand", *"booked:1")

        assert not is_open(browser)
        assert browser.screen.question.text == "booked:1"


async def test_a_pinned_account_follows_the_cursor() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("f", "P", "f")
        await until_told(browser, "figure $7 million")

        assert browser.screen.article.has_focus


async def test_a_pinned_account_stays_open_when_its_keys_are_given_back() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("f", "P", "p", "q")

        assert is_open(browser)
        assert browser.screen.article.has_focus


async def test_figures_that_are_only_passed_are_not_explained() -> None:
    many = PackLibrary((("many.txt", "\n".join([DEALS] * 10)),))
    async with browsing(many) as browser:
        await browser.press("f", "P")
        asked: list[int | None] = []
        explain = browser.screen.desk.explain

        def noted(page: Page, is_wanted: Callable[[], bool]) -> Account | None:
            asked.append(page.selected)
            return explain(page, is_wanted)

        browser.screen.desk.explain = noted  # type: ignore[method-assign]
        for _ in range(20):
            browser.app.simulate_key("f")
        await browser.until(lambda: browser.page.selected == 20)
        await browser.until(lambda: 20 in asked)
        await browser.settle()

        assert len(asked) < 20
        assert asked[-1] == 20


async def test_a_figure_is_explained_anew_when_the_rules_change(tmp_path: Path) -> None:
    rules = tmp_path / "rules.yaml"
    rules.write_text(PACK, encoding="utf-8")
    article = tmp_path / "deals.txt"
    article.write_text(DEALS, encoding="utf-8")
    library = PathsLibrary((article,), (rules,), 10_000)
    async with browsing(library) as browser:
        await browser.press("f", "p")
        await until_told(browser, "won figure matches")

        rules.write_text(PACK.replace("id: figure", "id: number"), encoding="utf-8")

        await until_told(browser, "won number matches")
        assert browser.screen.focused is browser.screen.explanation


async def test_rules_that_can_not_be_asked_are_said() -> None:
    async with browsing(LIBRARY) as browser:
        await browser.press("f", "p")

        assert "no rules that could be asked" in browser.status


async def test_without_a_figure_there_is_nothing_to_be_explained() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("P")

        assert not is_open(browser)
        assert "no figure is selected" in browser.status


# --- rows ----------------------------------------------------------------------------

NEAR = Reason("near", "日本 " * 30 + "exports of steel", Span(90, 97), "up to here")


@pytest.mark.parametrize("width", [18, 27, 40, 90])
def test_no_row_is_wider_than_the_pane(width: int) -> None:
    told = Account("$5 million\x1b[2J", "open " * 30, (NEAR, Reason("won", "x" * 200)))

    assert all(
        sum(cell_len(text) for text, _ in row) <= width for row in rows(told, width)
    )


def test_what_matched_is_marked_over_all_its_rows() -> None:
    reason = Reason("", "exports of " + "steel " * 20 + "rose", Span(0, 130))
    marked = [
        text
        for row in rows(Account("", "", (reason,)), 40)
        for text, roles in row
        if "reason--matched" in roles
    ]

    assert "".join(marked) == reason.words[:130]


def test_no_control_character_of_a_reason_is_drawn() -> None:
    told = Account("\x1b]0;x\x07", "a\nb", (Reason("c\x9b", "\u202ed", None),))

    drawn = "".join(text for row in rows(told, 40) for text, _ in row)
    assert not {"\x1b", "\x07", "\n", "\x9b", "\u202e"} & set(drawn)
