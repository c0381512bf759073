"""Keys that come one after the other: what they come to, and what is told meanwhile."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tui_driver import LONG, browsing, top
from tui_library import EXPORTS

from tui.keys import ACTIONS, key_called, key_name
from tui.sequences import Call, Sequences
from tui.widgets.next_keys import NextKeys


def calls(*keys: str) -> list[Call]:
    """What keys come to that are typed without a pause."""
    sequences = Sequences(ACTIONS)
    return [call for key in keys for call in sequences.press(key).calls]


@pytest.mark.parametrize(
    ("keys", "actions"),
    [
        ("g g", ["top"]),
        ("g j", ["top", "down"]),
        ("y c", ["yank_citation"]),
        ("y x j", ["down"]),
        ("y escape c", ["note"]),
        ("m a", ["mark a"]),
        ("m 1", []),
        ("apostrophe apostrophe", ["last_place"]),
        ("5 0 percent_sign", ["percent 50"]),
        ("5 j", ["down"]),
        ("1 2 3 1", ["pane_list", "pane_article", "pane_ledger", "pane_list"]),
        ("2 escape", ["pane_article", "close"]),
        ("percent_sign", []),
    ],
)
def test_keys_come_to_actions(keys: str, actions: list[str]) -> None:
    found = [f"{call.action} {call.argument}".rstrip() for call in calls(*keys.split())]

    assert found == actions


def test_a_digit_that_acted_is_taken_back_by_a_percentage() -> None:
    assert calls("2", "5", "percent_sign") == [
        Call("pane_article"),
        Call("percent", "25", instead=True),
    ]


def test_what_a_pause_did_is_taken_back_when_the_sequence_goes_on() -> None:
    sequences = Sequences(ACTIONS)
    sequences.press("g")

    assert sequences.pause() == (Call("top"),)
    assert sequences.pause() == ()
    assert sequences.press("p").calls == (Call("plain", instead=True),)


def test_keys_that_mean_nothing_together_are_named() -> None:
    sequences = Sequences(ACTIONS)
    sequences.press("y")

    assert sequences.press("Q").strange == "yQ"
    assert sequences.typed == ""


@given(st.lists(st.sampled_from([*"gymoj25", "apostrophe", "percent_sign", "escape"])))
def test_what_is_pending_never_grows(keys: list[str]) -> None:
    sequences = Sequences(ACTIONS)
    for key in keys:
        sequences.press(key)

    assert len(sequences.typed) <= 3


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_key_is_known_by_the_name_it_is_shown_with(action: object) -> None:
    for keys in action.keys:  # type: ignore[attr-defined]
        for key in keys.split():
            assert key_called(key_name(key)) == key


@given(st.characters(min_codepoint=33, max_codepoint=126))
def test_every_key_of_a_keyboard_can_be_written(character: str) -> None:
    key = key_called(character)

    assert key is not None
    assert key_name(key) == character


# --- in the browser --------------------------------------------------------------------


async def test_after_a_pause_the_keys_that_may_follow_are_shown() -> None:
    async with browsing() as browser:
        await browser.press("y")
        await browser.until(lambda: browser.screen.query_one(NextKeys).display)

        assert "yc Copy a citation" in browser.shows()
        await browser.press("escape")
        assert not browser.screen.query_one(NextKeys).display


async def test_no_keys_are_shown_to_whom_types_on() -> None:
    async with browsing() as browser:
        await browser.press("y")

        assert not browser.screen.query_one(NextKeys).display


async def test_a_single_g_is_the_top_after_a_pause() -> None:
    async with browsing(LONG) as browser:
        await browser.press("2", "G", "g")
        assert top(browser) > 0

        await browser.until(lambda: top(browser) == 0)


async def test_going_on_after_a_pause_takes_back_what_it_did() -> None:
    async with browsing() as browser:
        await browser.press("J", "1", "J", "g")
        await browser.until(lambda: browser.screen.article_list.cursor == 0)

        await browser.press("p")

        assert "Later news" in browser.shows()
        assert browser.screen.article_list.cursor == 2


async def test_a_percentage_is_of_the_pane_in_which_it_was_typed() -> None:
    async with browsing(LONG) as browser:
        await browser.press("2", "j", "2", "5", "percent_sign")
        assert browser.screen.pane == "article"

        await browser.press("j", "1", "0", "0", "percent_sign")

        assert browser.screen.pane == "article"
        assert top(browser) == browser.screen.article.max_scroll_y


async def test_keys_that_mean_nothing_are_said() -> None:
    async with browsing() as browser:
        await browser.press("y", "q")

        assert "no action has the keys yq" in browser.status
        assert browser.app.return_code is None


async def test_the_keys_of_a_sequence_are_letters_in_a_search() -> None:
    async with browsing() as browser:
        await browser.press("slash", *"gyr")

        assert "no hit for gyr" in browser.status


# --- the help ----------------------------------------------------------------------------


async def test_the_help_finds_an_action_by_its_words_and_does_it() -> None:
    async with browsing() as browser:
        await browser.press("question_mark", *"next pane")
        assert "Next article" not in browser.shows()

        await browser.press("enter")

        assert browser.screen.pane == "article"


async def test_the_help_finds_an_action_by_its_key() -> None:
    async with browsing() as browser:
        await browser.press("question_mark", *"yl")

        shown = browser.shows()
        assert "Copy a permanent link" in shown
        assert "Copy a citation" not in shown


async def test_an_action_that_is_told_a_letter_waits_for_it() -> None:
    async with browsing() as browser:
        await browser.press("question_mark", *"mark this", "enter")
        assert "m{a-z}" in browser.shows()

        await browser.press("x")

        assert "marked as x" in browser.status


async def test_escape_forgets_the_words_of_the_help_and_then_leaves_it() -> None:
    async with browsing() as browser:
        await browser.press("question_mark", *"zzzz")
        await browser.press("enter", "escape")
        assert "Next figure, across articles" in browser.shows()

        await browser.press("escape")

        assert browser.app.screen is browser.screen


async def test_the_help_can_be_read_to_its_end() -> None:
    async with browsing(size=(40, 12)) as browser:
        await browser.press("question_mark", "up")

        assert "not known yet" in browser.shows()


# --- places ------------------------------------------------------------------------------


async def test_a_mark_leads_back_into_another_article() -> None:
    async with browsing() as browser:
        await browser.press("f", "f", "m a", "J", "J", "1")

        await browser.press("apostrophe a")

        assert browser.page.reading.article.text == EXPORTS
        assert browser.selected == "$800 million"
        assert browser.screen.pane == "article"
        assert browser.screen.article_list.cursor == 0


async def test_the_way_back_and_forward_leads_through_articles() -> None:
    async with browsing() as browser:
        await browser.press("2", "J", "J")
        assert browser.screen.row == 2

        rows = []
        for keys in ("ctrl+o", "ctrl+o", "ctrl+o", "g o", "g o", "g o"):
            await browser.press(keys)
            rows.append(browser.screen.row)

        assert rows == [1, 0, 0, 1, 2, 2]
        assert "no place after this one" in browser.status


async def test_a_walk_into_another_article_can_be_gone_back() -> None:
    async with browsing() as browser:
        await browser.press("f", "f", "f", "f", "f")
        assert browser.screen.row == 2

        await browser.press("ctrl+o")

        assert browser.selected == "6.2 million tons"


async def test_two_apostrophes_lead_to_and_fro() -> None:
    async with browsing(LONG) as browser:
        await browser.press("2", "G")
        bottom = top(browser)

        tops = []
        for _ in range(3):
            await browser.press("apostrophe apostrophe")
            tops.append(top(browser))

        assert tops == [0, bottom, 0]


async def test_a_mark_that_is_not_set_is_said() -> None:
    async with browsing() as browser:
        await browser.press("apostrophe z")

        assert "nothing is marked as z" in browser.status
