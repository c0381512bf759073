"""What the browser looks like: pictures of it, to be looked at in a diff.

After a change that is meant, `UPDATE_GOLDENS=1 pytest tests/test_tui_pictures.py` takes
all anew, and `PICTURES=FOLDER` before it leaves them there as SVG.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from threading import Event

import pytest
from decision_samples import store
from packs import SMALL as RULES
from packs import engine_of
from pictures import BARE, COLOURED, DARK, Album
from tui_driver import Browser, browsing
from tui_library import DEALS, LOANS, PACK, MemoryLibrary, PackLibrary

from parsers.articles import Found
from parsers.engine import Engine
from parsers.model import Skipped
from tui.app import NewsledgerApp
from tui.library import Library, PathsLibrary, Rules

Size = tuple[int, int]
SMALLEST, SMALL, WIDE, WIDEST = (40, 12), (80, 24), (120, 36), (200, 50)
FEW_CELLS = {"smallest": SMALLEST, "small": SMALL}
MANY_CELLS = {"wide": WIDE, "widest": WIDEST}
SIZES = {**FEW_CELLS, **MANY_CELLS}

Walk = Mapping[str, tuple[str, ...]]
"""Screens, and what is pressed, in bursts, on the way from each to the next."""
READING: Walk = {
    "just opened": (),
    "a figure": ("2", "f"),
    "why it is booked": ("p",),
    "the ledger of all articles": ("escape", "4"),
    "totals": ("i",),
    "help": ("question_mark",),
    "the palette": ("escape", "colon"),
    "a filter": ("escape", "1", "ampersand", *"flow:"),
    "nothing is left": (*"balance", "enter"),
}
WORKING: Walk = {
    "a verdict": ("2", "f", "a"),
    "an edit": ("e", *"period 20"),
    "a rule beside the text": ("escape", "g E"),
    "a mistake in it": ("down", "down", "x"),
    "open figures by shape": ("escape", "escape", "g w"),
    "what a rule does": ("q", "g r"),
    "the same claim": ("q", "g s"),
}
MAIN = ("just opened", "a figure")
OTHERS = ("the ledger of all articles", "help")
"""What is pictured on large terminals as well, the first in every look."""

LONG = "A headline that is far longer than any list of articles is wide"
TEXTS = (
    ("2020-03-20-deals.txt", f"Steel and other deals of the year\n\n{DEALS}"),
    ("loans.txt", f"{LOANS} " * 3),
    ("long.txt", f"{LONG}\n{'The weather was fine, and nobody counted. ' * 40}"),
    ("photo.jpg", None),
)


@cache
def engine() -> Engine:
    """An engine of rules in a file without a folder, which would differ each time."""
    return engine_of(Path(), PACK)


@dataclass(frozen=True)
class NamedLibrary(PackLibrary):
    """A library whose rules lie in the folder of work."""

    def load_rules(self) -> Rules:
        return Rules(engine(), 0, False, "", (), program=engine().program)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules are made there, and colours are as on most terminals."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)


def called(size: Size, kind: str = "") -> str:
    """The name of an album."""
    return f"{size[0]}x{size[1]}{kind}"


async def walk(
    browser: Browser, way: Walk, album: Album, screens: tuple[str, ...] = ()
) -> None:
    """Walk on from the first of some screens; they have to be as they were looked at."""
    screens = screens or tuple(way)
    ways = list(way)
    start, end = ways.index(screens[0]), ways.index(screens[-1])
    for screen in ways[start : end + 1]:
        await browser.press(*way[screen])
        if screen in screens:
            await album.look(browser, screen, way[screen])
    album.close()


@pytest.mark.parametrize("size", FEW_CELLS.values(), ids=FEW_CELLS)
async def test_a_screen_is_as_it_was_looked_at(size: Size) -> None:
    album = Album(called(size), COLOURED)
    async with browsing(NamedLibrary(TEXTS), size) as browser:
        await walk(browser, READING, album)


@pytest.mark.parametrize("size", MANY_CELLS.values(), ids=MANY_CELLS)
async def test_a_large_screen_is_as_it_was_looked_at(size: Size) -> None:
    albums = Album(called(size), COLOURED), Album(called(size, "-others"), {})
    async with browsing(NamedLibrary(TEXTS), size) as browser:
        for album, screens in zip(albums, (MAIN, OTHERS), strict=True):
            await walk(browser, READING, album, screens)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_without_colours_it_is_as_it_was_looked_at(
    size: Size, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    album = Album(called(size, "-no-color"), BARE)
    screens = tuple(READING) if size in FEW_CELLS.values() else MAIN
    async with browsing(NamedLibrary(TEXTS), size) as browser:
        await walk(browser, READING, album, screens)


# --- at work -------------------------------------------------------------------------

SOLD = (
    "Iran's exports to Iraq reached $5 million in 2019. Exports of $7 million went to"
    " China in 2018, and 20 tons of exports to Iraq. The bank lent $4 million."
)
EXAMPLES = """\
    examples:
      - {text: "The exports of $5 million.", expect: {flow: export, value: 5e6 USD}}
      - {text: "The bank lent.", expect: none}
"""


@asynccontextmanager
async def at_work(size: Size) -> AsyncIterator[Browser]:
    """The browser on files of the current folder, with a place for verdicts."""
    Path("deals.txt").write_text(f"{SOLD}\n")
    Path("loans.txt").write_text(f"{LOANS}\n")
    Path("mine.yaml").write_text(RULES + EXAMPLES)
    library = PathsLibrary(
        (Path("deals.txt"), Path("loans.txt")), (Path("mine.yaml"),), 10**6
    )
    decisions = partial(store, Path("decisions.jsonl"))
    async with browsing(library, size, store=decisions) as browser:
        yield browser


@pytest.mark.parametrize("size", FEW_CELLS.values(), ids=FEW_CELLS)
async def test_a_screen_of_work_is_as_it_was_looked_at(size: Size) -> None:
    album = Album(called(size, "-work"), COLOURED if size == SMALL else DARK)
    async with at_work(size) as browser:
        await walk(browser, WORKING, album)


@pytest.mark.parametrize("size", FEW_CELLS.values(), ids=FEW_CELLS)
async def test_work_without_colours_is_as_it_was_looked_at(
    size: Size, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    album = Album(called(size, "-work-no-color"), BARE)
    async with at_work(size) as browser:
        await walk(browser, WORKING, album)


# --- nothing to be seen, or not yet ------------------------------------------------------


@dataclass(frozen=True)
class SlowLibrary(MemoryLibrary):
    """A library whose rules, and whose last article, come when it is told."""

    told: Event = field(default_factory=Event)

    def find(self) -> Iterator[Found | Skipped]:
        yield from super().find()
        self.told.wait()

    def load_rules(self) -> Rules:
        self.told.wait()
        return super().load_rules()


@pytest.mark.parametrize("size", FEW_CELLS.values(), ids=FEW_CELLS)
async def test_what_is_not_there_yet_is_as_it_was_looked_at(size: Size) -> None:
    album, library = Album(called(size, "-loading"), COLOURED), SlowLibrary(TEXTS)
    app = NewsledgerApp(library)
    try:
        async with app.run_test(size=size) as pilot:
            browser = Browser(pilot)
            await browser.until(browser.is_open)
            await album.look(browser, "articles are found and rules loaded", ())
            library.told.set()
        album.close()
    finally:
        library.told.set()


EMPTY: Mapping[str, tuple[Library, tuple[str, ...]]] = {
    "there is no article": (MemoryLibrary(()), ()),
    "a file that was not read": (MemoryLibrary(TEXTS), ("G", "enter")),
    "an article that is empty": (MemoryLibrary((("empty.txt", ""),)), ("enter",)),
    "a ledger without entries": (MemoryLibrary((("a.txt", "Fine weather."),)), ("4",)),
}
"""States with little to be seen, and the keys that lead there."""


@pytest.mark.parametrize("size", FEW_CELLS.values(), ids=FEW_CELLS)
async def test_what_a_key_leads_to_is_as_it_was_looked_at(size: Size) -> None:
    album = Album(called(size, "-keys"), DARK)
    async with browsing(NamedLibrary(TEXTS), size) as browser:
        await browser.press("g")
        await browser.until(lambda: "Forward again" in browser.shows())
        await album.look(browser, "after a g", ("g",))
    album.close()


@pytest.mark.parametrize("size", FEW_CELLS.values(), ids=FEW_CELLS)
async def test_broken_rules_are_as_they_were_looked_at(size: Size) -> None:
    album = Album(called(size, "-broken"), DARK)
    async with browsing(MemoryLibrary(TEXTS, broken=True), size) as browser:
        await browser.until(lambda: "problem" in browser.status)
        await browser.press("exclamation_mark")
        await album.look(browser, "the rules are broken", ())
    album.close()


@pytest.mark.parametrize("size", FEW_CELLS.values(), ids=FEW_CELLS)
async def test_what_is_empty_is_as_it_was_looked_at(size: Size) -> None:
    album = Album(called(size, "-empty"), DARK)
    for state, (library, keys) in EMPTY.items():
        async with browsing(library, size) as browser:
            await browser.press(*keys)
            await album.look(browser, state, keys)
    album.close()
