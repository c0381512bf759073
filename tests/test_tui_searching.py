"""Search in all articles of a project, from the browser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from packs import SMALL
from tui_driver import SMALL as NARROW
from tui_driver import WIDE, Browser, browsing

from parsers.settings import resolve
from tui.cli import main
from tui.cli.browse import _look_up
from tui.library import PathsLibrary
from tui.screens.finding import FindingScreen

NUTS = (
    "Iran sells pistachios. The weather is fine.\n\n"
    "Others buy Pistachios, [/b] and pay $5 million for them."
)
OIL = "Oil is sold to Iraq. It is not sold elsewhere."


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two articles and an index; the current folder."""
    folder = tmp_path / "project"
    (folder / "articles").mkdir(parents=True)
    settings = 'articles = ["articles"]\nrules = ["small.yaml"]\n'
    (folder / "newsledger.toml").write_text(settings)
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "articles/a.txt").write_text(OIL, encoding="utf-8")
    (folder / "articles/b.txt").write_text(NUTS, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@asynccontextmanager
async def searching(
    project: Path, size: tuple[int, int] = WIDE
) -> AsyncIterator[Browser]:
    """The browser in the project."""
    resolved = resolve(project)
    library = PathsLibrary([project / "articles"], [project / "small.yaml"], 10**6)

    async with browsing(library, size, look_up=lambda t: _look_up(resolved, t)) as one:
        yield one


def indexed() -> None:
    assert main(["index"]) == 0


async def sought(browser: Browser, words: str) -> str:
    """What is shown when words were looked for."""
    await browser.press("g slash", *words, "enter")
    await browser.until(lambda: "Searching" not in browser.shows())
    return browser.shows()


async def test_sentences_of_all_articles_are_listed(project: Path) -> None:
    indexed()
    async with searching(project) as browser:
        shown = await sought(browser, "pistachios")

        assert "/pistachios  2   Enter goes there" in shown
        assert "Others buy Pistachios, [/b] and pay $5 million for them." in shown
        assert "Oil is sold" not in shown


async def test_enter_goes_to_the_words_and_n_to_the_next(project: Path) -> None:
    indexed()
    async with searching(project) as browser:
        await sought(browser, "pistachios")
        await browser.press("j", "enter")

        assert browser.page.reading.article.name == "b.txt"
        assert browser.screen.found.notice == "2/2 pistachios"
        await browser.press("n")
        assert browser.screen.found.notice == "1/2 pistachios"


async def test_the_way_back_leads_to_where_it_was_asked_for(project: Path) -> None:
    indexed()
    async with searching(project) as browser:
        await sought(browser, "pistachios")
        await browser.press("enter", "ctrl+o")

        assert browser.page.reading.article.name == "a.txt"


async def test_the_words_are_there_again(project: Path) -> None:
    indexed()
    async with searching(project) as browser:
        await sought(browser, "iraq")
        await browser.press("escape", "g slash", "enter")

        await browser.until(lambda: "/iraq  1" in browser.shows())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("zebra", "no article says that"),
        ('" ( OR NEAR', "no article says that"),
        ("---", "it holds no letter and no digit"),
    ],
)
async def test_what_is_not_found_is_said(project: Path, words: str, told: str) -> None:
    indexed()
    async with searching(project) as browser:
        assert told in await sought(browser, words)


async def test_without_an_index_it_is_said_how_to_make_one(project: Path) -> None:
    async with searching(project) as browser:
        assert "newsledger index" in await sought(browser, "iraq")


async def test_an_article_that_has_changed_is_told(project: Path) -> None:
    indexed()
    (project / "articles/a.txt").write_text(OIL + " Prices rose.")
    async with searching(project) as browser:
        assert "changed since it was indexed" in await sought(browser, "iraq")


async def test_it_fits_a_small_screen_and_escape_closes_it(project: Path) -> None:
    indexed()
    async with searching(project, NARROW) as browser:
        shown = await sought(browser, "pistachios")
        assert all(len(row) <= NARROW[0] for row in shown.splitlines())

        await browser.press("escape", "g slash", "escape")

        assert not isinstance(browser.app.screen, FindingScreen)
        assert not browser.screen.question.display
