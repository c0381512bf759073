"""Every action of the table is exercised; one that is not has no place in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import Input
from tui_driver import LONG, Browser, browsing, top
from tui_library import CLAIMED, EXPORTS, LIBRARY, PLAIN, MemoryLibrary

from parsers.store import Store
from tui.keys import ACTIONS, LETTER, NUMBER, Action
from tui.screens.help import HelpScreen
from tui.sequences import Sequences


@dataclass
class Try:
    """Keys that bring the program into a state, the key of an action, what it does."""

    before: tuple[str, ...]
    then: Callable[[Browser], object]
    library: MemoryLibrary = LIBRARY


TRIES = {
    "next_figure": Try(("2",), lambda b: b.selected == "105 percent"),
    "previous_figure": Try(("f", "f"), lambda b: b.selected == "105 percent"),
    "next_open": Try(("2",), lambda b: b.selected == "$5 million"),
    "previous_open": Try(("J", "J", "J"), lambda b: b.selected == "$5 million"),
    "next_slot": Try(("f", "f"), lambda b: "1/6 flow export" in b.status),
    "previous_slot": Try(("f", "f"), lambda b: "6/6 value USD 800M" in b.status),
    "explain": Try(("f",), lambda b: "figure matches" in b.shows(), CLAIMED),
    "pin": Try(("f",), lambda b: "P closes" in b.shows(), CLAIMED),
    "shapes": Try((), lambda b: "Open figures by shape" in b.shows(), CLAIMED),
    "claims": Try(("f",), lambda b: "Claims  export" in b.shows(), CLAIMED),
    "rule": Try(("f",), lambda b: "Rule figure" in b.shows(), CLAIMED),
    "next_rule": Try(
        ("f", "g r", "escape"), lambda b: "Rule reached" in b.shows(), CLAIMED
    ),
    "down": Try((), lambda b: b.screen.article_list.cursor == 1),
    "up": Try(("G",), lambda b: b.screen.article_list.cursor == 2),
    "page_down": Try(("2",), lambda b: top(b) > 15, LONG),
    "page_up": Try(
        ("2", "G"), lambda b: 0 < top(b) < b.screen.article.max_scroll_y, LONG
    ),
    "half_down": Try(("2",), lambda b: 0 < top(b) <= 17, LONG),
    "half_up": Try(("2", "ctrl+d"), lambda b: top(b) == 0, LONG),
    "top": Try(("2", "G"), lambda b: top(b) == 0, LONG),
    "bottom": Try(("2",), lambda b: top(b) == b.screen.article.max_scroll_y > 0, LONG),
    "percent": Try(("2", "j", "5", "0"), lambda b: 0.4 < share(b) < 0.6, LONG),
    "jump_back": Try(("2", "G"), lambda b: top(b) == 0, LONG),
    "jump_forward": Try(("2", "G", "ctrl+o"), lambda b: share(b) == 1, LONG),
    "mark": Try(("2", "G"), lambda b: "marked as a" in b.status, LONG),
    "go_to_mark": Try(("2", "G", "m a", "g g"), lambda b: share(b) == 1, LONG),
    "last_place": Try(("2", "G"), lambda b: top(b) == 0, LONG),
    "yank_row": Try(("f", "f"), lambda b: "Exports:All:IRN:RUS" in copied(b)),
    "yank_citation": Try(("f", "f"), lambda b: "“export" in copied(b)),
    "yank_link": Try(("f", "f"), lambda b: "newsledger://" in copied(b)),
    "yank_table": Try((), lambda b: "id,article,title" in copied(b)),
    "dump": Try((), lambda b: "can not be lent" in b.status),
    "plain": Try((), lambda b: "[1 export IRN->RUS USD 800,000,000" in b.shows()),
    "open_source": Try((), lambda b: "one.txt is no file" in b.status),
    "pipe": Try((), lambda b: "rows |" in b.shows()),
    "next_article": Try(("2",), lambda b: b.page.reading.article.text == PLAIN),
    "previous_article": Try(("J",), lambda b: b.page.reading.article.text == EXPORTS),
    "enter": Try(("2",), lambda b: b.screen.pane == "ledger"),
    "back": Try(("3",), lambda b: b.screen.pane == "article"),
    "next_pane": Try(("3",), lambda b: b.screen.pane == "list"),
    "previous_pane": Try(("1",), lambda b: b.screen.pane == "ledger"),
    "pane_list": Try(("3",), lambda b: b.screen.article_list.has_focus),
    "pane_article": Try((), lambda b: b.screen.article.has_focus),
    "pane_ledger": Try((), lambda b: b.screen.table.has_focus),
    "filter": Try(("2",), lambda b: b.screen.question.display),
    "saved_filter": Try(("2",), lambda b: b.screen.question.text == "@"),
    "sort": Try(("1",), lambda b: "▼ date" in b.shows()),
    "reverse": Try(("s",), lambda b: "▲ date" in b.shows()),
    "pane_entries": Try(("2",), lambda b: b.screen.entries.has_focus),
    "wider": Try(("3",), lambda b: width(b) > 46),
    "narrower": Try(("3",), lambda b: width(b) < 46),
    "even": Try(("3", "greater_than_sign"), lambda b: width(b) == 46),
    "zoom": Try(("2",), lambda b: not b.screen.article_list.display),
    "query": Try(
        (), lambda b: b.screen.pane == "entries" and b.screen.question.display
    ),
    "read_again": Try((), lambda b: "read again" in b.status),
    "read_all_again": Try((), lambda b: "rules and articles are read" in b.status),
    "search_word": Try(("f", "f"), lambda b: "1/1 $800 million" in b.status),
    "edit_article": Try((), lambda b: "one.txt is no file" in b.status),
    "command_line": Try((), lambda b: b.screen.question.display),
    "mouse": Try((), lambda b: "the mouse is for the terminal" in b.status),
    "redraw": Try((), lambda b: "drawn anew" in b.status),
    "suspend": Try((), lambda b: "no shell to go back to" in b.status),
    "totals": Try(("4",), lambda b: "Totals by reporter" in b.shows()),
    "search": Try(("2",), lambda b: any(i.has_focus for i in b.screen.query(Input))),
    "search_all": Try((), lambda b: "needs a project with an index" in b.status),
    "next_hit": Try(("slash", *"export", "enter"), lambda b: "2/3 export" in b.status),
    "previous_hit": Try(("slash", *"export", "enter"), lambda b: "3/3 exp" in b.status),
    "close": Try(("slash", *"export", "enter"), lambda b: "export" not in b.status),
    "accept": Try(("f", "f"), lambda b: "accepted: $800 million" in b.status),
    "reject": Try(("f", "f"), lambda b: "rejected: $800 million" in b.status),
    "edit": Try(("f", "f"), lambda b: b.screen.question.display),
    "note": Try(("f", "f"), lambda b: b.screen.question.display),
    "tag": Try(("f", "f"), lambda b: b.screen.question.display),
    "accept_listed": Try(("4",), lambda b: "accept 4 entries" in b.status),
    "reject_listed": Try(("4",), lambda b: "reject 4 entries" in b.status),
    "take_back": Try(("f", "f", "a", "F"), lambda b: "taken back" in b.status),
    "repeat": Try(("f", "f", "x"), lambda b: "rejected: $260" in b.status),
    "undo": Try(("f", "f", "a"), lambda b: "undone: accepted $800" in b.status),
    "redo": Try(("f", "f", "a", "u"), lambda b: "done again: accepted" in b.status),
    "edit_rule": Try(("f", "f"), lambda b: "where its rule is written" in b.status),
    "write_rule": Try(("f", "f"), lambda b: "nobody knows where" in b.status, LIBRARY),
    "save_rule": Try(("f",), lambda b: "gE opens" in b.status),
    "select": Try(("f",), lambda b: "SELECT 11" in b.status),
    "widen_left": Try(("f", "v"), lambda b: "SELECT 16" in b.status),
    "widen_right": Try(("f", "v"), lambda b: "SELECT 12" in b.status),
    "draft_rule": Try(("f",), lambda b: "your rules have no file" in b.status),
    "delta": Try(("f",), lambda b: "have not changed" in b.status),
    "problems": Try(("f",), lambda b: "no problems" in b.status),
    "theme": Try((), lambda b: not b.app.current_theme.dark),
    "help": Try((), lambda b: isinstance(b.app.screen, HelpScreen)),
    "palette": Try((), lambda b: isinstance(b.app.screen, CommandPalette)),
    "how_to_quit": Try((), lambda b: "Q quits" in b.status),
    "quit": Try((), lambda b: b.app.return_code is not None),
}


def width(browser: Browser) -> int:
    """Columns of the ledger."""
    return browser.screen.query_one("#ledger").outer_size.width


def share(browser: Browser) -> float:
    """How far the text is scrolled, of the whole way."""
    return top(browser) / browser.screen.article.max_scroll_y


def copied(browser: Browser) -> str:
    """What the terminal was asked to copy."""
    assert "B (OSC 52, unconfirmed" in browser.status or not browser.app.clipboard
    return browser.app.clipboard


@pytest.fixture(autouse=True)
def terminal_that_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no desktop whose clipboard could be spoilt."""
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
async def test_every_action_of_the_table_does_something(
    action: Action, tmp_path: Path
) -> None:
    attempt = TRIES[action.id]
    store = partial(Store, tmp_path / "decisions.jsonl", "ada")
    async with browsing(attempt.library, store=store) as browser:
        await browser.press(*attempt.before)
        assert not attempt.then(browser)

        await browser.press(typed(action.keys[0]))

        assert attempt.then(browser)


def typed(keys: str) -> str:
    """A letter for any letter; a number was typed before."""
    return keys.replace(LETTER, "a").removeprefix(f"{NUMBER} ")


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_key_of_an_action_comes_to_it(action: Action) -> None:
    for keys in action.keys:
        sequences = Sequences(ACTIONS)
        calls = [
            call.action
            for key in keys.replace(LETTER, "a").replace(NUMBER, "0").split()
            for call in (*sequences.press(key).calls,)
        ]

        assert [*calls, *(call.action for call in sequences.pause())] == [action.id]


def test_no_key_does_two_things() -> None:
    keys = [key for action in ACTIONS for key in action.keys]

    assert len(keys) == len(set(keys))


def test_keys_that_terminals_send_for_others_are_not_used() -> None:
    mistaken = {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "ctrl+left_square_bracket"}

    assert not mistaken & {key for action in ACTIONS for key in action.keys}


async def test_the_help_names_every_action() -> None:
    async with browsing(size=(80, 120)) as browser:
        await browser.press("question_mark")

        shown = browser.shows()

        assert all(action.title in shown for action in ACTIONS)


async def test_the_palette_does_what_a_key_does() -> None:
    async with browsing() as browser:
        await browser.press("ctrl+p", *"next art")
        await browser.until(lambda: "Next article" in browser.shows())
        await browser.press("enter")

        await browser.until(lambda: browser.page.reading.article.text == PLAIN)


async def test_back_from_the_list_quits() -> None:
    async with browsing() as browser:
        await browser.press("q")

        assert browser.app.return_code == 0
