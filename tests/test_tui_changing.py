"""A change of the rules: what it does, how one goes to it, and back from it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest
from decision_samples import entry, seen, store
from ledger_samples import IRAQ
from tui_driver import SMALL, Browser, browsing
from tui_library import CLAIMED, LIBRARY, PACK, PackLibrary

from parsers.articles import Found
from parsers.model import Article, Skipped
from parsers.store import Store
from tui.delta import Delta
from tui.findings import Target
from tui.library import PathsLibrary, Rules
from tui.outside import Opener, show_file
from tui.screens.finding import FindingScreen


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A rule file by which three figures of one article and one of another are booked."""
    file = tmp_path / "trade.yaml"
    file.write_text("export")
    return file


@asynccontextmanager
async def changed(
    rules: Path,
    size: tuple[int, int] = (120, 36),
    store: Callable[[], Store] | None = None,
) -> AsyncIterator[Browser]:
    """The browser at a figure, after the rules have changed: they book nothing now."""
    library = replace(LIBRARY, rule_files=(rules,))
    async with browsing(library, size, store=store) as browser:
        await browser.press("f", "f")
        rules.write_text("zebra")
        await browser.until(lambda: "rules r2: +0 -4 ~0" in browser.status)
        await browser.settle()
        yield browser


def booked(browser: Browser) -> list[int]:
    """How many figures of each article are booked."""
    return [
        counts.booked if counts else -1 for counts in browser.screen.rows.counts[:3]
    ]


# --- what it does ------------------------------------------------------------------------


async def test_the_first_rules_are_no_change(rules: Path) -> None:
    async with browsing(replace(LIBRARY, rule_files=(rules,))) as browser:
        await browser.press("D")

        assert "have not changed" in browser.status
        assert "rules r" not in browser.status.replace("rules have", "")


async def test_the_status_tells_what_a_change_did(rules: Path) -> None:
    async with changed(rules) as browser:
        assert "rules r2: +0 -4 ~0 of 0  D shows" in browser.status
        assert browser.selected == "$800 million"


async def test_each_change_is_listed_and_gone_to(rules: Path) -> None:
    async with changed(rules) as browser:
        await browser.press("D")

        assert isinstance(browser.app.screen, FindingScreen)
        assert "- export IRN->RUS USD 390,000,000 19" in " ".join(
            browser.shows().split()
        )
        await browser.press("j", "j", "j", "enter")

        assert browser.page.reading.article.name == "three.txt"
        assert browser.selected == "$390 million"


async def test_the_list_grows_while_articles_are_read(rules: Path) -> None:
    async with changed(rules) as browser:
        await browser.press("D")

        rules.write_text("export")
        await browser.until(lambda: "rules r3: +4 -0 ~0 of 4" in browser.shows())


async def test_the_list_fits_a_small_screen(rules: Path) -> None:
    async with changed(rules, SMALL) as browser:
        await browser.press("D")

        assert all(len(row) <= SMALL[0] for row in browser.shows().splitlines())
        assert "IRN->RUS" in browser.shows()


def test_a_changed_entry_is_listed_with_what_it_said_before() -> None:
    delta = Delta("rules r2")

    delta.add(7, IRAQ.article, [IRAQ], [replace(IRAQ, partner="SYR", rule="other")])
    found = delta.findings(str).found

    assert delta.words == "rules r2: +0 -0 ~1 of 1"
    assert [(one.count, one.example, one.target) for one in found] == [
        ("~", "partner IRQ -> SYR", Target(7, IRAQ.id))
    ]


def test_rules_are_measured_by_what_people_decided(tmp_path: Path) -> None:
    own = store(tmp_path / "decisions.jsonl")
    own.accept(seen(0), seen(1), seen(2))
    delta = Delta("rules r2", own.verdicts)

    read = [entry(0), entry(1), entry(2)]
    delta.add(0, IRAQ.article, read, [entry(0), entry(1), entry(2, partner="SYR")])

    assert delta.words == "rules r2: +0 -0 ~1 of 3  P 1.00→.67 R 1.00→.67"


def test_shares_that_stay_are_told_once(tmp_path: Path) -> None:
    own = store(tmp_path / "decisions.jsonl")
    own.accept(seen(0))
    delta = Delta("rules r2", own.verdicts)

    delta.add(0, IRAQ.article, [entry(0)], [entry(0), entry(1)])

    assert delta.words == "rules r2: +1 -0 ~0 of 2  P 1.00 R 1.00"


async def test_the_status_measures_a_change_and_the_way_back(
    rules: Path, tmp_path: Path
) -> None:
    own = partial(Store, tmp_path / "decisions.jsonl", "ada")
    library = replace(LIBRARY, rule_files=(rules,))
    async with browsing(library, store=own) as browser:
        await browser.press("f", "f", "a")
        rules.write_text("zebra")
        await browser.until(lambda: "of 0  P 1.00→- R 1.00→.00" in browser.status)
        await browser.settle()

        await browser.press("u")

        await browser.until(lambda: "of 4  P -→1.00 R .00→1.00" in browser.status)


def test_the_same_entries_of_another_rule_are_no_change() -> None:
    delta = Delta("rules r2")

    delta.add(
        0, IRAQ.article, [IRAQ], [replace(IRAQ, rule="other", quote="", origins=())]
    )

    assert delta.words == "rules r2: +0 -0 ~0 of 1"
    assert delta.findings(str).found[0].title.startswith("the rules make the same")


# --- what it does not touch --------------------------------------------------------------


@dataclass(frozen=True)
class WatchedLibrary(PackLibrary):
    """Reads its pack from a file, and keeps the names of the articles it hands out."""

    opened: list[str] = field(default_factory=list)

    def read(self, found: Found) -> Article | Skipped:
        self.opened.append(found.name)
        return super().read(found)

    def load_rules(self) -> Rules:
        library = replace(self, pack=self.rule_files[0].read_text())
        return replace(PackLibrary.load_rules(library), files=self.rule_files)


@asynccontextmanager
async def unmasked(rules: Path) -> AsyncIterator[tuple[Browser, list[str]]]:
    """The browser after a mask is gone, and the articles that were read since."""
    rules.write_text(PACK)
    library = WatchedLibrary(CLAIMED.articles, rule_files=(rules,))
    async with browsing(library) as browser:
        library.opened.clear()
        rules.write_text(PACK.replace("{money} a ton", "{money} a pound"))
        await browser.until(lambda: "rules r2: +1 -0 ~0 of 5" in browser.status)
        await browser.settle()
        yield browser, library.opened


async def test_only_what_a_change_can_touch_is_read_again(rules: Path) -> None:
    async with unmasked(rules) as (browser, opened):
        assert "loans.txt" not in opened
        assert "counted" not in browser.status


async def test_what_was_not_touched_on_the_way_is_not_on_the_way_back(
    rules: Path,
) -> None:
    async with unmasked(rules) as (browser, opened):
        await browser.press("u")

        await browser.until(lambda: "rules of before: +0 -1 ~0 of 4" in browser.status)
        assert "loans.txt" not in opened


async def test_other_words_have_everything_read_again(rules: Path) -> None:
    async with unmasked(rules) as (browser, opened):
        rules.write_text(PACK.replace("China", "Cathay"))

        await browser.until(lambda: "rules r3" in browser.status)
        await browser.settle()
        assert "loans.txt" in opened


# --- back --------------------------------------------------------------------------------


async def test_u_goes_back_to_the_rules_before_and_touches_no_file(rules: Path) -> None:
    async with changed(rules) as browser:
        assert booked(browser) == [0, 0, 0]

        await browser.press("u")

        await browser.until(lambda: booked(browser) == [3, 0, 1])
        assert "rules of before: +4 -0 ~0 of 4" in browser.status
        assert rules.read_text() == "zebra"


async def test_redo_takes_the_rules_of_the_files_again(rules: Path) -> None:
    async with changed(rules) as browser:
        await browser.press("u", "ctrl+r")

        await browser.until(lambda: booked(browser) == [0, 0, 0])
        assert "^r takes" not in browser.status


async def test_files_that_change_again_come_into_force(rules: Path) -> None:
    async with changed(rules) as browser:
        await browser.press("u")
        rules.write_text("exported")

        await browser.until(lambda: "rules r4" in browser.status)
        await browser.settle()
        assert booked(browser) == [1, 0, 0]


async def test_a_verdict_after_the_change_is_undone_first(
    rules: Path, tmp_path: Path
) -> None:
    store = partial(Store, tmp_path / "decisions.jsonl", "ada")
    async with changed(rules, store=store) as browser:
        rules.write_text("exported")
        await browser.until(lambda: booked(browser) == [1, 0, 0])
        await browser.press("f", "f", "a")
        await browser.until(lambda: browser.page.reviews[0].verdict == "accepted")

        await browser.press("u")

        await browser.until(lambda: "undone: accepted" in browser.status)
        assert booked(browser) == [1, 0, 0]


async def test_a_verdict_and_its_undo_in_one_burst_leave_the_rules_alone(
    rules: Path, tmp_path: Path
) -> None:
    store = partial(Store, tmp_path / "decisions.jsonl", "ada")
    async with changed(rules, store=store) as browser:
        rules.write_text("exported")
        await browser.until(lambda: booked(browser) == [1, 0, 0])
        await browser.press("f", "f")
        for key in "au":
            browser.app.simulate_key(key)

        await browser.until(lambda: "undone: accepted" in browser.status)
        await browser.settle()
        assert booked(browser) == [1, 0, 0]


async def test_an_article_that_is_being_opened_is_opened_by_the_other_rules(
    rules: Path,
) -> None:
    async with changed(rules) as browser:
        for key in "JJu":
            browser.app.simulate_key(key)
        await browser.settle()

        assert browser.screen.row == browser.screen.article_list.cursor == 2
        assert browser.page.reading.entries


async def test_files_that_say_what_is_in_force_leave_no_way_back(rules: Path) -> None:
    async with on_disk(rules) as (browser, _):
        rules.write_text(PACK.replace("{money} a ton", "{money} a pound"))
        await browser.until(lambda: "rules r2" in browser.status)
        await browser.settle()
        await browser.press("u")
        assert "rules of before; ^r takes" in browser.status
        rules.write_text(PACK)

        await browser.until(lambda: "rules of before; " not in browser.status)
        await browser.press("ctrl+r")

        assert "verdicts need a project" in browser.status


# --- all once more -----------------------------------------------------------------------


@asynccontextmanager
async def on_disk(rules: Path) -> AsyncIterator[tuple[Browser, Path]]:
    """The browser at an article of the disk, and that article."""
    rules.write_text(PACK)
    article = rules.with_name("a.txt")
    article.write_text("Iran's exports to Iraq reached $5 million in 2019.\n")
    async with browsing(PathsLibrary((article,), (rules,), 10**6)) as browser:
        await browser.press("f")
        yield browser, article


def found(browser: Browser) -> list[int]:
    """How many figures the only article has, open and in the list."""
    counts = browser.screen.rows.counts[0]
    return [len(browser.page.reading.figures), counts.figures if counts else -1]


MORE = "Iran's exports to Iraq reached $6 million in 2018, and $7 million in 2017.\n"


async def test_the_open_article_is_read_from_its_file_again(rules: Path) -> None:
    async with on_disk(rules) as (browser, article):
        article.write_text(MORE)

        await browser.press("R")

        await browser.until(lambda: found(browser) == [2, 2])
        assert browser.page.reading.article.text == MORE


async def test_articles_are_read_again_by_the_last_good_rules(rules: Path) -> None:
    async with on_disk(rules) as (browser, article):
        rules.write_text("rules: [")
        await browser.until(lambda: "rule problem" in browser.status)
        article.write_text(MORE)

        await browser.press("R")

        await browser.until(lambda: found(browser) == [2, 2])


async def test_what_is_read_once_more_is_no_change_of_the_rules(rules: Path) -> None:
    async with on_disk(rules) as (browser, _):
        rules.write_text(PACK.replace("{money} a ton", "{money} a pound"))
        await browser.until(lambda: "rules r2" in browser.status)
        await browser.settle()
        await browser.press("R")

        assert "rules r2" not in browser.status
        await browser.press("D")
        assert "have not changed since" in browser.status


# --- the rule in an editor ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("vim", ["+12", "FILE"]),
        ("nano", ["+12", "FILE"]),
        ("hx", ["FILE:12"]),
        ("code", ["--goto", "FILE:12"]),
        ("unknown", ["FILE"]),
    ],
)
def test_an_editor_is_told_the_line_the_way_it_knows(
    tmp_path: Path, editor: str, words: list[str]
) -> None:
    program = tmp_path / editor
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$0.got"\n')
    program.chmod(0o755)

    show_file(Opener((str(program),), in_terminal=True), b"/rules.yaml", 12)

    got = (tmp_path / f"{editor}.got").read_text().splitlines()
    assert got == [word.replace("FILE", "/rules.yaml") for word in words]


async def test_a_rule_whose_file_is_gone_is_named() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("f", "E")

        assert "rules.yaml is no file" in browser.status
