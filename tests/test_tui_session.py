"""The browser goes on where the person left."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tui_driver import FILTERS, LONG, WIDE, Browser, top
from tui_library import LIBRARY, MemoryLibrary

from tui.app import NewsledgerApp
from tui.session import NOWHERE, Session, SessionFile, session_file


@pytest.fixture
def file(tmp_path: Path) -> SessionFile:
    return SessionFile(tmp_path / "state" / "session.json")


@asynccontextmanager
async def resumed(
    file: SessionFile, library: MemoryLibrary = LIBRARY
) -> AsyncIterator[Browser]:
    """The program with the session of a file."""
    app = NewsledgerApp(library, filters=FILTERS, session=file)
    async with app.run_test(size=WIDE) as pilot:
        browser = Browser(pilot)
        await browser.settle()
        yield browser


async def leave(file: SessionFile, *keys: str, library: MemoryLibrary = LIBRARY) -> int:
    """Press keys and leave; the first visible row of the text."""
    async with resumed(file, library) as browser:
        await browser.press(*keys)
        row = top(browser)
        await browser.press("Q")
    return row


async def test_the_article_and_its_figure_are_there_again(file: SessionFile) -> None:
    await leave(file, "J", "J", "f", "f")

    async with resumed(file) as browser:
        assert browser.page.reading.article.name == "three.txt"
        assert browser.screen.article_list.cursor == 2
        assert browser.selected == "$5 million"
        assert browser.screen.article.has_focus


async def test_the_rows_that_were_in_sight_are_in_sight_again(
    file: SessionFile,
) -> None:
    row = await leave(file, "2", "space", "space", library=LONG)

    async with resumed(file, LONG) as browser:
        assert top(browser) == row > 0


async def test_filter_order_and_totals_are_there_again(file: SessionFile) -> None:
    await leave(file, "ampersand", *"@big", "enter", "s", "s", "4", "s", "i", "i")

    async with resumed(file) as browser:
        await browser.until(lambda: "of 1 article  & @big" in browser.shows())
        assert "Ledger  ▼ amount" in browser.shows()
        assert "Totals by partner" in browser.shows()
        assert "▲ title" in str(browser.screen.article_list.border_title)


async def test_the_place_is_kept_before_the_program_ends(file: SessionFile) -> None:
    async with resumed(file) as browser:
        await browser.press("J", "J")
        await browser.until(lambda: file.load().article == "three.txt")


async def test_an_article_that_is_gone_leaves_the_rest_as_it_was(
    file: SessionFile,
) -> None:
    file.save(Session(article="gone.txt", start=5, pane="article"))

    async with resumed(file) as browser:
        assert browser.page.reading.article.name == "one.txt"
        assert browser.screen.article.has_focus


async def test_a_filter_that_is_no_longer_understood_is_none(
    file: SessionFile,
) -> None:
    file.save(Session(filter="@gone", order="colour", totals="weight", pane="cellar"))

    async with resumed(file) as browser:
        assert len(browser.screen.listing) == 4
        assert browser.screen.pane == "list"


async def test_a_filter_that_waits_for_reading_does_not_lose_the_article(
    file: SessionFile,
) -> None:
    await leave(file, "ampersand", *"flow:export", "enter", "J", "2")

    async with resumed(file) as browser:
        assert browser.page.reading.article.name == "three.txt"
        assert len(browser.screen.listing) == 2


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff", b"null", b"[" * 90_000, b'{"top": "x"}']
)
async def test_a_broken_file_is_ignored(file: SessionFile, content: bytes) -> None:
    file.path.parent.mkdir()
    file.path.write_bytes(content)

    async with resumed(file) as browser:
        assert browser.page.reading.article.name == "one.txt"


async def test_a_place_that_can_not_be_kept_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    file = SessionFile(tmp_path / "file" / "session.json")
    async with resumed(file) as browser:
        await browser.press("J")

        await browser.until(lambda: "can not be kept" in browser.status)


def test_each_set_of_paths_has_a_file_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    one, two = (session_file([Path("/a")]), session_file([Path("/a"), Path("/b")]))

    assert one and two and one.path != two.path
    assert one.path.parent == tmp_path / "newsledger"
    assert session_file([Path("/b"), Path("/a")]) == two


def test_the_state_folder_is_the_one_of_the_standard(tmp_path: Path) -> None:
    file = session_file([])

    assert file and file.path.is_relative_to(Path(os.environ["HOME"], ".local/state"))


@given(st.builds(Session))
def test_a_session_is_read_as_it_was_saved(session: Session) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = SessionFile(Path(folder, "a", "session.json"))

        assert file.save(session)
        assert file.load() == session
        assert [path.name for path in file.path.parent.iterdir()] == ["session.json"]


def test_what_is_strange_in_a_file_is_left_out(file: SessionFile) -> None:
    file.path.parent.mkdir()
    file.path.write_text(json.dumps({"top": True, "article": "a", "more": 1}))

    assert file.load() == Session(article="a")
    assert Session() == NOWHERE
