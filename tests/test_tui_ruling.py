"""A rule is written beside the text, and lights it meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from decision_samples import store
from packs import SMALL
from rule_edits import edits
from textual import events
from tui_driver import SMALL as NARROW
from tui_driver import WIDE, Browser, browsing

from parsers.pipeline import load_rules
from parsers.resources import data_folder
from parsers.store import Store
from parsers.workbench.rule_home import home_of
from tui.library import PathsLibrary
from tui.messages import Proved
from tui.ruling import saved
from tui.screens.pager import PagerScreen
from tui.session import SessionFile

TEXT = (
    "Iran's exports to Iraq reached $5 million in 2019. Steel exports of $7 million in"
    " 2018 went to China.\n"
)
REACHED = """\
  # What was reached.
  - id: reached
    priority: 50
    pattern: '{flow:flow} to {partner:country} reached {value:money}'   # in all
    examples:
      - text: "Iran's exports to Iraq reached $5 million in 2019."
        expect: {flow: export, partner: IRQ, value: 5e6 USD}
      - {text: "The exports of $5 million.", expect: none}
"""
FILE = SMALL + REACHED + "\n# The end.\n"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(FILE)
    return path


@asynccontextmanager
async def writing(
    rules: Path,
    size: tuple[int, int] = WIDE,
    text: str = TEXT,
    store: Callable[[], Store] | None = None,
    session: SessionFile | None = None,
    keys: tuple[str, ...] = ("f", "g E"),
) -> AsyncIterator[Browser]:
    """The browser with the pane open at the rule of the first figure."""
    article = rules.with_name("a.txt")
    article.write_text(text)
    library = PathsLibrary((article,), (rules,), 10**6)
    async with browsing(library, size, store=store, session=session) as browser:
        await browser.press(*keys)
        await browser.until(lambda: browser.screen.is_ruling)
        await tried(browser)
        yield browser


def place(browser: Browser, words: str) -> None:
    """Put the cursor of the editor behind some words."""
    lines = browser.screen.rule_pane.text.split("\n")
    row = next(n for n, line in enumerate(lines) if words in line)
    column = lines[row].index(words) + len(words)
    browser.screen.rule_pane.editor.move_cursor((row, column))


async def write(browser: Browser, behind: str, typed: str, erase: int = 0) -> None:
    """Type something behind some words, in one go, and wait for what it does."""
    place(browser, behind)
    pane = browser.screen.rule_pane
    size = len(pane.text) - erase + len(typed)
    for key in ["backspace"] * erase:
        browser.app.simulate_key(key)
    for character in typed:
        key = "enter" if character == "\n" else _key(character)
        browser.app.post_message(events.Key(key, character))
    await browser.until(lambda: len(pane.text) >= size)
    await tried(browser)


def _key(character: str) -> str:
    return {" ": "space", "{": "left_curly_bracket", "(": "left_parenthesis"}.get(
        character, character
    )


async def tried(browser: Browser) -> None:
    """Wait until the rule has been tried as it is written, and its examples."""
    await browser.until(lambda: browser.screen.is_tried)
    await browser.settle()


def remarks(browser: Browser) -> str:
    """What stands below the rule."""
    return " ".join(str(browser.screen.query_one(".remarks").render()).split())


def booked(browser: Browser) -> list[str]:
    """The rules that book the figures of the open article."""
    return [entry.rule for entry in browser.page.reading.entries]


# --- opening -------------------------------------------------------------------------


async def test_the_rule_of_the_figure_is_shown_with_its_comments(rules: Path) -> None:
    async with writing(rules) as browser:
        text = browser.screen.rule_pane.text

        assert text.startswith("# What was reached.\n- id: reached\n  priority: 50")
        assert "mine.yaml:7" in remarks(browser)
        assert "Iran's exports" in browser.shows()


async def test_on_a_small_screen_the_rule_has_the_screen(rules: Path) -> None:
    async with writing(rules, NARROW) as browser:
        assert "- id: reached" in browser.shows()
        assert "Iran's" not in browser.shows()

        await browser.press("shift+tab")

        assert "Iran's" in browser.shows()


async def test_keys_are_written_with_indentation_and_do_nothing_else(
    rules: Path,
) -> None:
    async with writing(rules) as browser:
        await write(browser, "priority: 50", "\ndoc: gq?:")

        assert "  priority: 50\n  doc: gq?:\n" in browser.screen.rule_pane.text


@pytest.mark.parametrize("size", [WIDE, (80, 24), NARROW])
async def test_the_rule_is_in_sight_whatever_had_the_screen(
    rules: Path, size: tuple[int, int]
) -> None:
    async with writing(rules, size) as browser:
        await browser.press("shift+tab", "3", "z", "g E")

        assert "- id: reached" in browser.shows()
        assert browser.app.focused is browser.screen.rule_pane.editor


@pytest.mark.parametrize("size", [WIDE, (80, 24), NARROW])
async def test_the_pane_that_has_the_keys_is_in_sight_beside_an_open_rule(
    rules: Path, size: tuple[int, int]
) -> None:
    async with writing(rules, size) as browser:
        await browser.press("shift+tab")
        for key in ("1", "tab", "tab"):
            await browser.press(key)

            focused = browser.app.focused
            assert focused is not None and focused.region.area > 0
        assert browser.screen.pane == "ledger"
        assert not browser.screen.rule_pane.display
        await browser.press("2")
        assert browser.screen.rule_pane.display == (size != NARROW)


async def test_the_border_of_text_and_rule_is_moved(rules: Path) -> None:
    async with writing(rules) as browser:
        pane = browser.screen.rule_pane
        before = pane.region.width
        await browser.press("shift+tab", "greater_than_sign")

        assert pane.region.width == before - 4
        await browser.press("equals_sign")
        assert pane.region.width == before


# --- trying --------------------------------------------------------------------------


async def test_the_text_is_lit_by_the_rule_as_it_is_written(rules: Path) -> None:
    async with writing(rules) as browser:
        top, selected = browser.screen.article.scroll_offset, browser.selected
        assert booked(browser) == ["reached", "figure"]

        await write(browser, "} reached", "x")

        assert booked(browser) == ["figure", "figure"]
        assert (browser.screen.article.scroll_offset, browser.selected) == (
            top,
            selected,
        )
        assert "not saved: +0 -0 ~0 of 2 here" in remarks(browser)
        assert "6: example 1 fails: the figures went to figure" in remarks(browser)
        await browser.press("ctrl+z")
        await tried(browser)
        assert booked(browser) == ["reached", "figure"]
        assert rules.read_text() == FILE


async def test_a_mistake_is_told_with_its_line_and_changes_nothing(rules: Path) -> None:
    mistakes = (
        ("} reached", "{nothing}", "4: no vocabulary, fragment or reference"),
        ("} reached", "(", "4: a round bracket without its partner"),
        ("priority: 50", "0", "3: 'priority' cannot be 500"),
        ("priority: 50", ": x", "3: this is not YAML"),
        ("priority: 50", "\nprority: 5", "4: item 2 of 'rules' has no key"),
    )
    async with writing(rules) as browser:
        await write(browser, "priority: 50", ": x")
        await browser.press("ctrl+s")
        assert "not saved: " in browser.status
        assert rules.read_text() == FILE
        browser.screen.rule_pane.editor.undo()
        for behind, typed, told in mistakes:
            await write(browser, behind, typed)

            assert told in remarks(browser)
            assert booked(browser) == ["reached", "figure"]
            browser.screen.rule_pane.editor.undo()
            await tried(browser)


async def test_a_rule_that_takes_for_ever_is_stopped_and_named(rules: Path) -> None:
    long_run = "a" * 60
    article = TEXT + f"Iran's exports {long_run}! reached $6 million in 2017."
    async with writing(rules, text=article) as browser:
        text = browser.screen.rule_pane.text
        browser.screen.rule_pane.editor.load_text(
            text.replace(
                "{flow:flow} to", "(?:a|aa)+(?<!a)! reached {figure}|{flow:flow} to"
            )
        )
        await tried(browser)

        assert "too slow: it was stopped in" in remarks(browser)
        assert browser.app.return_code is None


async def test_another_article_is_lit_as_well(rules: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(TEXT)
    article = tmp_path / "a.txt"
    article.write_text(TEXT)
    library = PathsLibrary((article, tmp_path / "b.txt"), (rules,), 10**6)
    async with browsing(library) as browser:
        await browser.press("f", "g E")
        await write(browser, "} reached", "x")
        await browser.press("shift+tab", "J")
        await browser.until(lambda: booked(browser) == ["figure", "figure"])

        await browser.press("escape", "escape")

        await browser.until(lambda: booked(browser) == ["reached", "figure"])


async def test_nothing_is_decided_or_written_of_what_is_not_saved(
    rules: Path, tmp_path: Path
) -> None:
    log, file = tmp_path / "decisions.jsonl", tmp_path / "out.csv"
    async with writing(rules, store=partial(store, log)) as browser:
        await write(browser, "} reached", "x")
        await browser.press("shift+tab")
        for keys in (("a",), ("x",), ("e",), ("colon", *f"w {file}", "enter")):
            await browser.press(*keys)

            assert "save or drop the rule first" in browser.status
            browser.screen.note = ""
        assert not log.exists() and not file.exists()

        await browser.press("escape", "escape", "a")

        await browser.until(lambda: "accepted" in browser.status)


async def test_an_example_on_which_the_engine_breaks_down_is_named(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with writing(rules) as browser:
        monkeypatch.setattr("parsers.engine.examples.test_rule", _break_down)

        await write(browser, "} reached", "x")

        told = "example 1 fails: internal error: RecursionError: too deep"
        await browser.until(lambda: told in remarks(browser))
        assert "example 2 fails: internal error" in remarks(browser)
        assert browser.app.return_code is None


def _break_down(*_: object) -> None:
    raise RecursionError("too deep")


async def test_what_is_said_of_examples_stays_until_they_are_tried_again(
    rules: Path,
) -> None:
    async with writing(rules) as browser:
        screen = browser.screen
        await write(browser, "reached {value:money}", " in all")
        assert "example 1 fails" in browser.shows()

        proved = Proved(screen.rule_pane.text, screen.row, browser.page, (), True)
        screen.post_message(proved)
        await browser.settle()
        assert "example 1 fails" in browser.shows()

        screen.post_message(replace(proved, is_good=False))
        await browser.settle()
        assert "example 1 fails" not in browser.shows()


# --- saving --------------------------------------------------------------------------


async def test_keys_in_one_burst_are_saved_with_their_last_letter(rules: Path) -> None:
    async with writing(rules) as browser:
        place(browser, "priority: 50")
        for key in ("backspace", "7", "ctrl+s", "escape"):
            browser.app.simulate_key(key)
        await browser.until(lambda: "priority: 57" in rules.read_text())
        await browser.settle()

        await browser.until(lambda: "rules r2" in browser.status)
        assert rules.read_text() == FILE.replace("priority: 50", "priority: 57")


async def test_random_edits_light_the_text_and_move_nothing(rules: Path) -> None:
    async with writing(rules) as browser:
        screen, text = browser.screen, browser.screen.rule_pane.text
        place = browser.screen.article.scroll_offset, browser.selected
        for edit in edits(text, 3):
            screen.rule_pane.editor.load_text(edit.text)
            browser.app.simulate_key("ctrl+s")
            await tried(browser)

            assert (screen.article.scroll_offset, browser.selected) == place
            assert not (edit.is_broken and screen.is_good)
            if screen.is_good:
                engine = load_rules([rules]).engine
                assert engine is not None
                page = browser.page.reading
                assert page.entries == engine.read(page.article).entries


async def test_files_are_not_read_ahead_of_a_rule_that_is_being_saved(
    rules: Path,
) -> None:
    async with writing(rules) as browser:
        screen, known = browser.screen, browser.screen.rules_read

        screen._is_saving = True
        rules.write_text(FILE.replace("priority: 50", "priority: 51"))
        screen.watch_rules()
        await browser.settle()

        assert screen.rules_read == known
        screen._is_saving = False
        screen.watch_rules()
        await browser.until(lambda: screen.rules_read == known + 1)


async def test_what_rested_is_made_ready_when_a_rule_is_opened(rules: Path) -> None:
    library = PathsLibrary((data_folder("seeds"),), (rules,), 10**6)
    async with browsing(library) as browser:
        await browser.press("f")
        program = browser.screen.desk._rules.program
        assert program is not None
        program.rest()
        assert "_matching" not in vars(program._sieve)

        await browser.press("g E")

        assert "_matching" in vars(program._sieve)


async def test_an_edit_made_outside_is_shown_and_not_written_over(rules: Path) -> None:
    async with writing(rules) as browser:
        await write(browser, "priority: 50", "5", erase=1)
        theirs = FILE.replace("# The end.", "# Their end.")
        rules.write_text(theirs)
        browser.app.simulate_key("ctrl+s")
        await browser.until(lambda: isinstance(browser.app.screen, PagerScreen))
        await browser.until(lambda: "+# Their end." in browser.shows())

        assert "-# The end." in browser.shows()
        assert rules.read_text() == theirs
        await browser.press("escape", "ctrl+s")

        await browser.until(lambda: "priority: 55" in rules.read_text())
        assert rules.read_text() == theirs.replace("priority: 50", "priority: 55")


async def test_an_edit_made_outside_is_shown_if_nothing_was_written(
    rules: Path,
) -> None:
    async with writing(rules) as browser:
        rules.write_text(FILE.replace("priority: 50", "priority: 61"))

        await browser.until(lambda: "priority: 61" in browser.screen.rule_pane.text)


async def test_what_is_not_saved_is_dropped_only_when_asked_twice(rules: Path) -> None:
    async with writing(rules) as browser:
        await write(browser, "} reached", "x")
        await browser.press("escape")
        assert "Esc again drops" in browser.status

        await browser.press("escape")

        assert not browser.screen.is_ruling
        assert booked(browser) == ["reached", "figure"]


async def test_what_is_not_saved_when_it_ends_is_there_at_the_next_start(
    rules: Path,
) -> None:
    session = SessionFile(rules.with_name("session.json"))
    async with writing(rules, session=session) as browser:
        await write(browser, "reached", " again")
        browser.app.exit(None, 128 + 15)

    async with writing(rules, session=session, keys=("g E",)) as browser:
        assert "# What was reached again." in browser.screen.rule_pane.text
        assert "not saved" in remarks(browser)
    assert rules.read_text() == FILE


async def test_what_was_dropped_is_not_there_at_the_next_start(rules: Path) -> None:
    session = SessionFile(rules.with_name("session.json"))
    async with writing(rules, session=session) as browser:
        await write(browser, "reached", " again")
        await browser.press("escape", "escape", "Q")

    async with writing(rules, session=session, keys=("g E",)) as browser:
        assert "# What was reached." in browser.screen.rule_pane.text


async def test_what_was_asked_once_is_asked_again_later(rules: Path) -> None:
    async with writing(rules) as browser:
        await write(browser, "} reached", "x")
        await browser.press("escape", "shift+tab", "g E", "escape")
        assert browser.screen.is_ruling
        browser.screen.say("something else")

        await browser.press("escape")

        assert browser.screen.is_ruling


# --- rules of others -----------------------------------------------------------------


def test_a_rule_that_ships_along_is_patched_in_a_file_of_the_user(
    tmp_path: Path,
) -> None:
    shipped = data_folder("config") / "rules" / "core-en.yaml"
    mine = tmp_path / "mine.yaml"
    mine.write_text("newsledger: rules/1\nextends: [trade-en]\n")

    block = home_of("figure", shipped, (mine,))

    assert not block.locked
    assert block.text.startswith("figure:\n  # core-en.yaml:")
    assert "\n  # priority: 0\n" in block.text
    text = block.text.replace("# priority: 0", "priority: 1")
    assert saved(block, text).is_saved
    assert mine.read_text().endswith(
        "\n\npatch:\n  rules:\n    figure:\n      priority: 1\n"
    )


def test_without_a_file_of_the_user_it_is_only_read() -> None:
    shipped = data_folder("config") / "rules" / "core-en.yaml"

    block = home_of("figure", shipped, (shipped,))

    assert block.locked.startswith("it ships with newsledger: newsledger init DIR")
    assert "- id: figure" in block.text
