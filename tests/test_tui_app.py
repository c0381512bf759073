"""The browser as a person uses it: figures, looks, every size, every empty state."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tui_driver import LONG, SMALL, WIDE, Browser, browsing, top
from tui_library import (
    EXPORTS,
    LIBRARY,
    MORE,
    PLAIN,
    PROBLEM,
    FakeEngine,
    MemoryLibrary,
)

from parsers.model import Article, Reading, Skipped
from tui.app import NewsledgerApp
from tui.layout import Layout
from tui.widgets.bars import EntryBar, KeyBar

# --- figures -------------------------------------------------------------------------


async def test_f_reaches_every_figure_of_every_article() -> None:
    async with browsing() as browser:
        reached = []
        for _ in range(6):
            await browser.press("f")
            reached.append(browser.selected)

    assert reached == [
        "105 percent",
        "$800 million",
        "$260 billion",
        "6.2 million tons",
        "$390 million",
        "$5 million",
    ]


async def test_going_on_to_another_article_is_said() -> None:
    async with browsing() as browser:
        for _ in range(5):
            await browser.press("f")

        assert "article 3 of 4" in browser.status
        assert browser.screen.article_list.cursor == 2


async def test_the_end_of_all_figures_is_said() -> None:
    async with browsing() as browser:
        for _ in range(7):
            await browser.press("f")

        assert "no figure after" in browser.status
        assert browser.selected == "$5 million"


async def test_the_row_of_the_ledger_and_the_text_move_together() -> None:
    async with browsing() as browser:
        await browser.press("3")
        for row in (0, 1, 2):
            await browser.press("j")

            assert browser.page.entry_row == row
            assert browser.screen.table.cursor == row
            assert browser.selected in [m.text for m in browser.page.entry.measures]  # type: ignore[union-attr]


async def test_a_selected_figure_stands_at_one_third_of_the_pane() -> None:
    async with browsing(LONG) as browser:
        await browser.press(*"f" * 40)

        view = browser.screen.article
        assert browser.page.figure
        row = view.layout_rows.row_of(browser.page.figure.span.start)
        assert row - view.scroll_offset.y == view.visible_rows // 3


async def test_the_detail_tells_why_a_figure_is_masked() -> None:
    async with browsing() as browser:
        await browser.press("f")

        assert "masked: a share, not trade" in browser.shows()


async def test_the_detail_tells_the_origin_of_each_field() -> None:
    async with browsing() as browser:
        await browser.press("f", "f")

        shown = browser.shows()
        assert "pattern, 'export'" in shown
        assert "home of the paper" in shown
        assert "'$800 million' at 64-76" in shown


async def test_a_click_on_a_figure_selects_it() -> None:
    async with browsing() as browser:
        view = browser.screen.article
        place = view.layout_rows.text.index("$260")
        row = view.layout_rows.row_of(place)
        cell = place - view.layout_rows.starts[row] + 2
        x, y = view.content_region.offset - view.region.offset + (cell, row)

        await browser.pilot.click("#article", offset=(x, y))
        await browser.settle()

        assert browser.selected == "$260 billion"
        assert browser.screen.pane == "article"


# --- looks ---------------------------------------------------------------------------


ROLES = {
    "105 percent": ("bold", "italic", "strike"),
    "$800 million": ("bold",),
    "6.2 million tons": ("italic",),
    "$5 million": ("bold", "underline"),
    "$390 million": ("bold", "reverse"),
}
ATTRIBUTES = ("bold", "italic", "underline", "strike", "reverse")


@pytest.mark.parametrize("no_color", [False, True])
@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark"])
async def test_roles_are_told_apart_without_any_hue(
    theme: str, no_color: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    library = MemoryLibrary((("all.txt", f"{EXPORTS} {PLAIN * 3}\n{MORE}"),))
    async with browsing(library, (140, 36)) as browser:
        browser.app.theme = theme
        await browser.press("f", "f", "f", "f", "f")
        assert browser.selected == "$390 million"

        for text, attributes in ROLES.items():
            style = browser.style_at(text)
            has = tuple(name for name in ATTRIBUTES if getattr(style, name))
            assert has == attributes, text
            if no_color:
                assert style.color is None or style.color.is_default
                assert style.bgcolor is None or style.bgcolor.is_default


@pytest.mark.parametrize(
    "size", [(200, 50), (120, 36), (80, 24), (60, 20), SMALL, (30, 8)]
)
async def test_every_size_shows_the_text_and_the_selected_figure(
    size: tuple[int, int],
) -> None:
    async with browsing(size=size) as browser:
        await browser.press("2", "f", "f")

        shown = browser.shows()
        assert "$800" in shown
        assert "IRN→RUS" in shown or "export IRN->RUS USD 800,000" in shown
        assert "3 booked" in shown or "●3" in shown


@pytest.mark.parametrize(
    ("size", "pane", "visible"),
    [
        ((200, 50), "1", "list article table detail"),
        ((120, 16), "2", "list article table detail"),
        ((119, 36), "1", "list article"),
        ((80, 24), "2", "article table detail"),
        ((79, 24), "2", "article table"),
        ((50, 16), "3", "article table detail"),
        ((50, 16), "1", "list"),
        ((49, 24), "1", "list"),
        ((49, 24), "2", "article"),
        ((120, 15), "2", "article"),
        (SMALL, "3", "table detail"),
        ((19, 12), "2", ""),
        ((40, 5), "2", ""),
    ],
)
async def test_each_size_has_its_panes(
    size: tuple[int, int], pane: str, visible: str
) -> None:
    async with browsing(size=size) as browser:
        await browser.press(pane)

        names = ("list", "article", "table", "detail")
        seen = [n for n in names if browser.screen.query_one(f"#{n}").region.area]
        assert seen == visible.split()
        assert bool(browser.screen.query_one(EntryBar).region.area) == (
            visible == "article"
        )


async def test_the_keys_that_fit_are_named_and_the_help_always_is() -> None:
    async with browsing(size=SMALL) as browser:
        keys = browser.screen.query_one(KeyBar).render().plain

        assert keys.startswith("f figure")
        assert keys.endswith("? help  ")


@pytest.mark.parametrize("size", [(1, 1), (5, 40), (14, 7), (20, 6), (250, 3)])
async def test_no_size_breaks_the_program(size: tuple[int, int]) -> None:
    async with browsing() as browser:
        await browser.press("2", "f", "f")

        await browser.resize(*size)
        await browser.press("1", "2", "3", "j", "f", "question_mark", "escape")
        await browser.resize(*WIDE)

        assert browser.selected == "6.2 million tons"


async def test_a_new_width_keeps_what_was_at_the_top() -> None:
    async with browsing(LONG) as browser:
        await browser.press("2", "space", "space")
        before = browser.screen.article.first_offset

        await browser.resize(90, 24)

        view = browser.screen.article
        assert view.layout_rows.row_of(before) == view.scroll_offset.y


async def test_a_pane_of_the_same_size_with_wider_edges_cuts_no_text() -> None:
    async with browsing(LONG, size=(80, 24)) as browser:
        view = browser.screen.article
        await browser.press("4", "enter")
        room = view.columns

        await browser.press("1")

        assert view.columns < room
        await browser.until(lambda: widest(view.layout_rows) <= view.columns - 2)


def widest(rows: Layout) -> int:
    """The cells of the widest row."""
    bounds = map(rows.bounds, range(len(rows)))
    return max(len(rows.text[start:end].rstrip()) for start, end in bounds)


# --- empty states --------------------------------------------------------------------


async def test_no_articles_are_said() -> None:
    async with browsing(MemoryLibrary(())) as browser:
        await browser.press("J", "f", "j", "enter", "slash", "n", "1")

        assert "no articles here" in browser.shows()


async def test_an_article_without_figures_says_so() -> None:
    async with browsing(MemoryLibrary((("plain.txt", PLAIN),))) as browser:
        assert "0 figures" in browser.status
        assert "no figures in this text" in browser.shows()


async def test_an_empty_article_is_shown_as_one() -> None:
    async with browsing(MemoryLibrary((("empty.txt", ""),))) as browser:
        assert "The article is empty." in browser.shows()


async def test_a_file_that_can_not_be_read_tells_why() -> None:
    async with browsing() as browser:
        await browser.press("G")

        assert isinstance(browser.screen.shown, Skipped)
        assert "Not read: binary, not text" in browser.shows()
        assert "1 skipped" in browser.status


async def test_an_engine_that_breaks_down_costs_one_article_only() -> None:
    class Broken(FakeEngine):
        def read(self, article: Article) -> Reading:
            if "Later" in article.text:
                raise ValueError("[/] \x1b bad")
            return super().read(article)

    async with browsing(replace(LIBRARY, engine=Broken())) as browser:
        await browser.press("J", "J")

        assert "internal error:" in browser.shows()
        assert "2 skipped" in browser.status


async def test_rules_broken_from_the_start_are_shown_and_the_text_too() -> None:
    async with browsing(replace(LIBRARY, broken=True)) as browser:
        shown = browser.shows()

        assert PROBLEM in shown
        assert "$800 million" in shown
        assert "… figures" in browser.status
        assert "1 rule problem" in browser.status


# --- rules that change ---------------------------------------------------------------


async def test_saved_rules_come_into_force_and_the_cursor_stays(tmp_path: Path) -> None:
    rules = tmp_path / "trade.yaml"
    rules.write_text("export")
    async with browsing(replace(LIBRARY, rule_files=(rules,))) as browser:
        await browser.press("f", "f", "f")
        scrolled = top(browser)

        rules.write_text("imports")
        await browser.until(lambda: "○3" in browser.shows())
        await browser.settle()

        assert browser.selected == "$260 billion"
        assert browser.page.figure and browser.page.figure.state == "open"
        assert "0 booked  3 open" in browser.status
        assert top(browser) == scrolled


async def test_a_broken_file_is_shown_and_the_last_good_rules_stay(
    tmp_path: Path,
) -> None:
    rules = tmp_path / "trade.yaml"
    rules.write_text("export")
    async with browsing(replace(LIBRARY, rule_files=(rules,))) as browser:
        await browser.press("f", "f")

        rules.write_text("broken")
        await browser.until(lambda: PROBLEM in browser.shows())
        assert browser.selected == "$800 million"
        assert "3 booked" in browser.status

        await browser.press("escape")
        assert PROBLEM not in browser.shows()
        assert "1 rule problem" in browser.status
        await browser.press("exclamation_mark")
        assert PROBLEM in browser.shows()

        rules.write_text("exports")
        await browser.until(lambda: PROBLEM not in browser.shows())
        assert "problem" not in browser.status


async def test_a_rule_file_that_is_replaced_is_seen(tmp_path: Path) -> None:
    rules, other = tmp_path / "trade.yaml", tmp_path / "trade.yaml~"
    rules.write_text("export")
    async with browsing(replace(LIBRARY, rule_files=(rules,))) as browser:
        other.write_text("import")
        other.replace(rules)

        await browser.until(lambda: "0 booked" in browser.status)


# --- hostile text --------------------------------------------------------------------


HOSTILE = (
    "[/] [bold]x[/bold] [@click=app.exit]y[/] \x1b]0;PWNED\x07 \u202e\x9b31m $5 million"
)


async def test_text_that_looks_like_markup_or_orders_is_only_shown() -> None:
    library = MemoryLibrary(
        (("[/] \x1b[2J.txt", HOSTILE), ("[@click=app.exit]", HOSTILE))
    )
    async with browsing(library) as browser:
        await browser.press("f", "J", "slash", "left_square_bracket", "enter", "f")

        shown = browser.shows()
        assert "[bold]x[/bold]" in shown
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)


# --- many articles -------------------------------------------------------------------


async def test_counts_come_in_behind_the_list() -> None:
    many = MemoryLibrary(tuple((f"{n:05}.txt", EXPORTS) for n in range(3000)))
    async with NewsledgerApp(many).run_test(size=WIDE) as pilot:
        browser = Browser(pilot)
        await browser.until(browser.is_open)
        await browser.until(lambda: browser.screen.rows.complete)
        assert None in browser.screen.rows.counts
        assert "…" in browser.shows()

        await browser.press("G")
        assert browser.screen.article_list.cursor == 2999
        assert "02999.txt" in browser.shows()
        assert None not in browser.screen.rows.counts
