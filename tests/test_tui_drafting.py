"""A rule is drafted from selected text, filed by Enter, and taken out by u."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from packs import SMALL
from test_tui_ruling import booked, remarks, tried, write
from tui_driver import WIDE, Browser, browsing

from tui.drafting import Draft
from tui.library import PathsLibrary
from tui.messages import Drafted

if TYPE_CHECKING:
    from parsers.workbench.hits import Hunter

TEXT = "It was told that Iran's exports to Iraq ran to $5 million in 2019.\n"
OTHER = "Steel exports to China ran to $7 million in 2018. A loan ran to $1 million.\n"
FILE = SMALL.replace(
    "rules:\n", "masks:\n  - {reason: a loan, pattern: 'loan'}\nrules:\n"
)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(FILE)
    return path


@asynccontextmanager
async def drafting(
    rules: Path, *keys: str, size: tuple[int, int] = WIDE
) -> AsyncIterator[Browser]:
    """The browser with a draft of the first figure, made by some keys before `+`."""
    texts = rules.with_name("articles")
    texts.mkdir()
    (texts / "a.txt").write_text(TEXT)
    (texts / "b.txt").write_text(OTHER)
    async with browsing(PathsLibrary((texts,), (rules,), 10**6), size) as browser:
        await browser.press("f", *keys)
        browser.app.simulate_key("plus")
        await browser.until(lambda: browser.screen.is_ruling or _failed(browser))
        await tried(browser)
        yield browser


def _failed(browser: Browser) -> bool:
    return "drafted" not in browser.status and bool(browser.screen.note)


def pattern(browser: Browser) -> str:
    lines = browser.screen.rule_pane.text.split("\n")
    return next(line for line in lines if "pattern:" in line).strip()


WIDER = ("v", "left_square_bracket", "left_square_bracket", "left_square_bracket")


async def test_a_draft_reads_the_figure_and_tells_what_it_does_elsewhere(
    rules: Path,
) -> None:
    async with drafting(rules) as browser:
        assert pattern(browser) == (
            "pattern: '{reporter:country}''s {flow:flow} to {partner:country} ran to"
            " {figure}'"
        )
        told = "hits: 1 in 2 articles: 1 booked alike"
        await browser.until(lambda: told in remarks(browser))
        assert rules.read_text() == FILE


async def test_the_pattern_matches_what_is_selected(rules: Path) -> None:
    async with drafting(rules, *WIDER) as browser:
        assert pattern(browser) == "pattern: '{partner:country} ran to {figure}'"


async def test_enter_files_the_draft_and_u_takes_it_out(rules: Path) -> None:
    async with drafting(rules) as browser:
        drafted = browser.screen.rule_pane.text
        await browser.press("enter")
        await browser.until(lambda: rules.read_text() != FILE)
        filed = rules.read_text()

        assert filed.startswith(FILE)
        assert filed.removeprefix(FILE).replace("\n  ", "\n").strip() == drafted.strip()
        await browser.until(lambda: "u takes it out" in browser.status)
        await browser.press("u")
        await browser.until(lambda: rules.read_text() == FILE)
        await browser.until(lambda: booked(browser) == ["figure"])
        await browser.press("ctrl+r")
        await browser.until(lambda: rules.read_text() == filed)


async def test_a_draft_that_is_out_of_its_file_is_out_of_force(rules: Path) -> None:
    async with drafting(rules) as browser:
        await browser.press("enter")
        await browser.until(lambda: booked(browser) != ["figure"])
        await browser.press("u")
        await browser.until(lambda: "rules r3" in browser.status)
        await browser.settle()

        await browser.press("u")

        assert "verdicts need a project" in browser.status
        assert booked(browser) == ["figure"]
        assert "rules of before" not in browser.status


async def test_a_draft_on_which_the_engine_breaks_down_is_told(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.drafting.draft", _break_down)

    async with drafting(rules) as browser:
        assert "internal error: RecursionError: too deep" in browser.status
        assert browser.app.return_code is None


def _break_down(*_: object) -> None:
    raise RecursionError("too deep")


async def test_a_draft_that_comes_late_leaves_what_is_written(rules: Path) -> None:
    async with drafting(rules) as browser:
        late = browser.screen._block
        assert late is not None
        await browser.press("escape", "g E")
        await browser.until(lambda: browser.screen.is_ruling)
        await write(browser, "id: figure", "s")
        written = browser.screen.rule_pane.text
        draft = Draft(late, (), cast("Hunter", None))

        browser.screen.post_message(Drafted(draft, ""))
        await browser.until(lambda: "the draft was dropped" in browser.status)

        assert browser.screen.rule_pane.text == written


async def test_a_draft_takes_the_place_of_what_was_dropped_for_it(rules: Path) -> None:
    async with drafting(rules) as browser:
        await write(browser, "ran to", " x")
        await browser.press("shift+tab", "plus")
        assert "not saved" in browser.status

        await browser.press("plus")

        await browser.until(lambda: browser.screen.is_untouched_draft)
        assert "ran to {figure}" in pattern(browser)


async def test_a_file_that_was_changed_since_keeps_the_draft(rules: Path) -> None:
    async with drafting(rules) as browser:
        await browser.press("enter")
        await browser.until(lambda: rules.read_text() != FILE)
        theirs = rules.read_text() + "# theirs\n"
        rules.write_text(theirs)
        await browser.press("escape")

        await browser.press("u")

        await browser.until(
            lambda: "changed" in browser.status or "before" in browser.status
        )
        assert rules.read_text() == theirs


async def test_a_draft_that_nobody_changed_is_dropped_without_a_word(
    rules: Path,
) -> None:
    async with drafting(rules) as browser:
        await browser.press("escape")

        assert not browser.screen.is_ruling
        assert booked(browser) == ["figure"]
        assert rules.read_text() == FILE


async def test_in_a_draft_that_was_changed_enter_is_a_line_end(rules: Path) -> None:
    async with drafting(rules) as browser:
        await write(browser, "- id: ", "new-")
        assert "^s saves" in browser.shows()
        await browser.press("enter")
        assert rules.read_text() == FILE

        await browser.press("ctrl+z", "ctrl+s")

        await browser.until(lambda: "- id: new-" in rules.read_text())


async def test_text_is_selected_and_shown_so(rules: Path) -> None:
    texts = rules.with_name("a.txt")
    texts.write_text(TEXT)
    async with browsing(PathsLibrary((texts,), (rules,), 10**6)) as browser:
        await browser.press("f", "v", "w", "w", "shift+right")

        assert "SELECT 19" in browser.status
        assert browser.style_at("in").underline
        await browser.press("escape")
        assert not browser.screen.is_selecting
