"""The slots of an entry: walked through, lit in the text, named in the status."""

from __future__ import annotations

import pytest
from tui_driver import LONG, SMALL, browsing, top
from tui_library import CLAIMED, EXPORTS, MemoryLibrary

from tui.slots import lit, slots


async def test_the_walk_through_the_slots_names_each_field_once_and_begins_anew() -> (
    None
):
    async with browsing(CLAIMED) as browser:
        await browser.press("f")
        names = []
        for _ in range(7):
            await browser.press("right_parenthesis")
            slot = lit(browser.page)
            names.append(slot.name if slot else None)

    assert names == [
        *("flow", "reporter", "partner", "period", "status", "value"),
        "flow",
    ]


async def test_the_words_of_a_slot_are_lit_to_the_character() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("f", *["right_parenthesis"] * 3)

        style = browser.style_at("Iraq")

        assert style.reverse
        assert style.underline
        assert "3/6 partner IRQ  slot, 'Iraq'" in browser.status


async def test_a_slot_that_no_characters_tell_is_only_named() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("f", *["left_parenthesis"] * 2)

        slot = lit(browser.page)

        assert slot is not None
        assert slot.span is None
        assert "5/6 status actual  set by the rules" in browser.status


async def test_the_detail_marks_the_slot() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("f", "right_parenthesis")

        rows = browser.screen.detail._rows

        marked = [t for row in rows for t, roles in row if "detail--lit" in roles]
        assert marked == ["flow"]


async def test_a_slot_out_of_sight_is_scrolled_to() -> None:
    async with browsing(LONG, SMALL) as browser:
        await browser.press("f", "f", *"jjjjj")
        view, figure = browser.screen.article, browser.page.figure
        assert figure is not None
        assert view.first_offset > figure.span.end

        await browser.press("right_parenthesis")

        slot = lit(browser.page)
        assert slot is not None
        assert slot.span is not None
        row = view.layout_rows.row_of(slot.span.start)
        assert row - top(browser) == view.visible_rows // 3


@pytest.mark.parametrize("key", ["f", "escape"])
async def test_another_entry_and_esc_end_the_walk_through_the_slots(key: str) -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("f", "right_parenthesis", key)

        assert lit(browser.page) is None
        assert "flow" not in browser.status


async def test_a_figure_without_an_entry_has_no_slots() -> None:
    async with browsing(MemoryLibrary((("one.txt", EXPORTS),))) as browser:
        await browser.press("f", "right_parenthesis")

        assert slots(browser.page) == ()
        assert "no entry books this figure" in browser.status
