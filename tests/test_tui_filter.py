"""Filtering and sorting in the browser, and the ledger of all articles."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace

import pytest
from tui_driver import SMALL, WIDE, Browser, browsing
from tui_library import EXPORTS, LIBRARY, MORE, PLAIN, FakeEngine, MemoryLibrary

from parsers.model import Article, Reading
from tui.app import NewsledgerApp

HOSTILE = "[/] \x1b]0;PWNED\x07 exports of $7 million"


def heading(browser: Browser) -> str:
    return str(browser.screen.article_list.border_title)


def names(browser: Browser) -> list[str]:
    screen = browser.screen
    return [screen.rows.items[row].name for row in screen.listing.order]


async def filtered(browser: Browser, text: str) -> None:
    """Type a filter and keep it."""
    await browser.press("ampersand", *text, "enter")


# --- filter --------------------------------------------------------------------------


async def test_the_list_follows_the_typing_and_tells_how_many() -> None:
    async with browsing() as browser:
        await browser.press("ampersand", *"amount>1e8")

        assert names(browser) == ["one.txt", "three.txt"]
        assert "2 of 4" in browser.shows()
        await browser.press("backspace", *"12")
        assert names(browser) == []
        assert "0 of 4" in browser.shows()
        assert "no article is chosen" in browser.shows()


async def test_a_filter_that_is_kept_stands_in_the_heading() -> None:
    async with browsing() as browser:
        await filtered(browser, "flow:export -one")

        assert not browser.screen.question.display
        assert "1 of 4  & flow:export -one" in heading(browser)


async def test_the_cursor_stays_on_its_article_if_that_is_listed() -> None:
    async with browsing() as browser:
        await browser.press("J", "J")
        await filtered(browser, "flow:export")

        assert browser.screen.row == browser.screen.article_list.cursor == 2


async def test_an_article_that_is_left_out_gives_way_to_the_next() -> None:
    async with browsing() as browser:
        await browser.press("J")
        await filtered(browser, "flow:export")

        assert browser.screen.row == 2
        assert browser.page.reading.article.text == MORE


async def test_escape_lists_everything_again() -> None:
    async with browsing() as browser:
        await filtered(browser, "three")
        await browser.press("escape")

        assert len(names(browser)) == 4
        assert heading(browser) == "Articles  4"


async def test_escape_in_the_prompt_ends_the_filter() -> None:
    async with browsing() as browser:
        await browser.press("ampersand", *"three", "escape")

        assert len(names(browser)) == 4
        assert browser.screen.article_list.has_focus


async def test_articles_are_walked_as_they_are_listed() -> None:
    async with browsing() as browser:
        await filtered(browser, "booked>0")
        await browser.press("J")
        assert browser.screen.row == 2

        await browser.press("J")
        assert "last article" in browser.status
        await browser.press("K")
        assert browser.screen.row == 0


async def test_figures_are_walked_in_the_articles_that_are_listed() -> None:
    async with browsing(replace(LIBRARY, articles=LIBRARY.articles[:3][::-1])) as b:
        await filtered(b, "-three")
        await b.press("2", "f")

        assert b.selected == "105 percent"
        for _ in range(4):
            await b.press("f")
        assert b.selected == "6.2 million tons"
        assert "no figure after" in b.status


async def test_a_wrong_expression_is_explained_and_changes_nothing() -> None:
    async with browsing() as browser:
        await browser.press("ampersand", *"three repo")
        assert names(browser) == []
        await browser.press(*"x:1", "enter")

        assert "there is no field repox; did you mean reporter?" in browser.shows()
        assert browser.screen.question.display
        assert names(browser) == []


async def test_a_mended_expression_is_not_blamed_below_it() -> None:
    async with browsing() as browser:
        await browser.press("ampersand", *"repox:1", "enter")
        assert "there is no field" in browser.status

        await browser.press("ctrl+u", *"three")

        assert "there is no field" not in browser.status


async def test_what_was_wrong_for_a_moment_is_not_blamed_any_more() -> None:
    async with browsing() as browser:
        for key in ("ampersand", *"amount>1e8"):
            browser.app.simulate_key(key)
        await browser.settle()

        assert names(browser) == ["one.txt", "three.txt"]
        assert "is no number" not in browser.shows()


async def test_a_completion_that_is_typed_on_at_once_is_whole() -> None:
    async with browsing() as browser:
        for key in ("ampersand", *"rep", "tab", "i", "tab", *" am", "tab", "1"):
            browser.app.simulate_key(key)
        await browser.settle()

        assert browser.screen.question.text == "reporter:IRN amount>1"


async def test_fields_and_codes_are_completed() -> None:
    async with browsing() as browser:
        await browser.press("ampersand", *"rep", "tab", "tab")
        assert browser.screen.question.text == "reporter:"

        await browser.press("i", "tab")
        assert browser.screen.question.text == "reporter:IRN"
        assert names(browser) == ["one.txt", "three.txt"]


async def test_tab_goes_round_what_can_be_typed() -> None:
    async with browsing() as browser:
        await browser.press("ampersand", *"flow:", "tab", "tab")
        assert browser.screen.question.text == "flow:import"

        await browser.press("shift+tab", "shift+tab")
        assert browser.screen.question.text == "flow:balance"


async def test_saved_filters_are_offered_by_name() -> None:
    async with browsing() as browser:
        await browser.press("at")
        assert "@big  @bare" in browser.shows()

        await browser.press("tab", "enter")
        assert browser.screen.filter_text == "@big"
        assert names(browser) == ["one.txt"]


async def test_without_saved_filters_it_is_said_where_they_go() -> None:
    async with browsing(filters={}) as browser:
        await browser.press("at")

        assert "no filters are saved" in browser.status


async def test_keys_of_the_prompts_are_letters_while_an_expression_is_typed() -> None:
    async with browsing() as browser:
        await browser.press("ampersand", *"a/@&", "enter")

        assert browser.screen.filter_text == "a/@&"


# --- articles that are not read yet --------------------------------------------------


@dataclass(frozen=True)
class Gate(FakeEngine):
    """Reads only the first article until it is opened."""

    opened: threading.Event = field(default_factory=threading.Event)

    def read(self, article: Article) -> Reading:
        if article.name != "one.txt":
            self.opened.wait(20)
        return super().read(article)


async def test_what_is_not_read_yet_is_never_counted_as_none() -> None:
    gate = Gate()
    library = replace(LIBRARY, engine=gate)
    async with NewsledgerApp(library).run_test(size=WIDE) as pilot:
        browser = Browser(pilot)
        await browser.until(browser.is_open)
        screen = browser.screen
        try:
            await browser.until(lambda: screen.rows.counts[:1] != [None])
            browser.app.simulate_key("ampersand")
            for key in "amount>1e8":
                browser.app.simulate_key(key)
            await browser.until(lambda: "… of 4" in heading(browser))
            assert "not read yet" in browser.status
        finally:
            gate.opened.set()
        await browser.until(lambda: "2 of 4" in heading(browser))

        assert names(browser) == ["one.txt", "three.txt"]


# --- order ---------------------------------------------------------------------------


async def test_the_list_is_sorted_and_the_cursor_stays_on_its_article() -> None:
    async with browsing() as browser:
        await browser.press("s", "s")

        assert "▲ title" in heading(browser)
        assert names(browser) == ["one.txt", "photo.jpg", "three.txt", "two.txt"]
        assert browser.screen.row == browser.screen.article_list.cursor == 0
        await browser.press("j")
        assert browser.screen.row == 3


# --- the ledger of all articles ------------------------------------------------------


async def test_the_ledger_of_all_articles_holds_every_entry() -> None:
    async with browsing() as browser:
        await browser.press("4")

        shown = browser.shows()
        assert "4 entries of 4 articles" in shown
        assert all(text in shown for text in ("USD 800M", "USD 390M", "6.2M tonne"))


async def test_the_ledger_holds_what_the_filter_chooses() -> None:
    async with browsing() as browser:
        await filtered(browser, "quantity>1M")
        await browser.press("4")

        assert "1 entry of 1 article" in browser.shows()


async def test_the_ledger_is_sorted_by_another_column() -> None:
    async with browsing() as browser:
        await browser.press("4", "s", "S")

        assert "▲value" in browser.shows()
        at = browser.screen.entries.at_cursor
        assert at and at[1].value and at[1].value.text == "$390 million"


async def test_an_entry_leads_to_its_sentence_and_back() -> None:
    async with browsing() as browser:
        await browser.press("4", "G", "enter")

        assert browser.screen.article.has_focus
        assert browser.selected == "$390 million"
        await browser.press("4")
        assert browser.screen.entries.cursor == 3
        await browser.press("q")
        assert browser.screen.article_list.has_focus


async def test_totals_go_from_group_to_group_and_away() -> None:
    async with browsing() as browser:
        await browser.press("i")
        assert "IRN             4  USD 261.2bn" in browser.shows()
        for group in ("partner", "flow", "year", "month"):
            await browser.press("i")
            assert f"Totals by {group}" in browser.shows()
        await browser.press("i")

        assert "Totals" not in browser.shows()


@pytest.mark.parametrize("size", [(200, 50), (80, 24), (60, 20), SMALL, (20, 6)])
async def test_every_size_shows_the_ledger_of_all_articles(
    size: tuple[int, int],
) -> None:
    async with browsing(size=size) as browser:
        await browser.press("4")

        assert "IRN→RUS" in browser.shows()


async def test_hostile_text_is_only_shown() -> None:
    library = MemoryLibrary((("[/] \x1b[2J.txt", HOSTILE), ("a.txt", EXPORTS + PLAIN)))
    async with browsing(library, filters={"[/b]\x1b": "x"}) as browser:
        await browser.press("at", "escape")
        await browser.press("ampersand", *"[/b]", "enter", "escape", "s", "4", "i", "s")

        assert not {"\x1b", "\x07", "\x9b"} & set(browser.shows())


async def test_keys_in_an_empty_ledger_do_no_harm() -> None:
    async with browsing(MemoryLibrary(())) as browser:
        await browser.press("4", "j", "G", "enter", "s", "i", "q", "s", "S", "J")

        assert "no articles here" in browser.shows()


# --- keys in a row, places, and what is handed out -----------------------------------


async def test_keys_that_come_at_once_are_typed_completed_and_kept() -> None:
    async with browsing() as browser:
        for key in ("g", "ampersand", "b", "i", "tab", "enter", "4"):
            browser.app.simulate_key(key)
        await browser.settle()

        assert "& @big" in heading(browser)
        assert browser.screen.pane == "entries"


async def test_a_mark_in_an_article_that_is_left_out_is_told() -> None:
    async with browsing() as browser:
        await browser.press("m a", "J")
        await filtered(browser, "-one")
        await browser.press("apostrophe a")

        assert "one.txt is left out by the filter" in browser.status
        assert browser.page.reading.article.text != EXPORTS


async def test_only_what_is_listed_is_sent_to_a_command() -> None:
    async with browsing() as browser:
        await filtered(browser, "flow:export -one")
        await browser.press("vertical_line", *"cut -f1", "enter")

        assert "three.txt" in browser.shows()
        assert "one.txt" not in browser.shows()


async def test_the_entries_of_all_articles_are_sent_with_their_files() -> None:
    async with browsing() as browser:
        await browser.press("4", "vertical_line", *"cut -f1,2 | tr \\\\t :", "enter")

        assert "one.txt:export" in browser.shows()


async def test_the_entry_under_the_cursor_is_copied_from_its_own_article(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    async with browsing() as browser:
        await browser.press("4", "G", "y y")

        assert "three.txt" in browser.app.clipboard
        await browser.press("y l")
        assert "Enter goes to that of the entry" in browser.status


async def test_the_way_back_from_a_sentence_leads_to_the_ledger_of_all() -> None:
    async with browsing() as browser:
        await browser.press("4", "G", "enter")
        await browser.press("ctrl+o")

        assert browser.screen.pane == "entries"
        assert browser.screen.entries.cursor > 0


async def test_a_percentage_is_of_what_is_listed() -> None:
    async with browsing() as browser:
        await filtered(browser, "one or three")
        await browser.press("5", "0", "percent_sign")

        assert names(browser).index("three.txt") == 1
        assert browser.screen.article_list.cursor == browser.screen.listing.order[1]
