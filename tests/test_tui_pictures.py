"""What the browser looks like: pictures of it as text, to be looked at in a diff.

A golden file has the screens of one size, or what is styled how in one look. After a
change that is meant, `UPDATE_GOLDENS=1 pytest tests/test_tui_pictures.py` takes all anew.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import ascii_letters

import pytest
import textual
from conftest import ROOT
from packs import engine_of
from rich.color import Color
from rich.style import Style
from tui_driver import Browser, browsing
from tui_library import DEALS, LOANS, PACK, PackLibrary

from parsers.engine import Engine
from tui.library import Rules

PICTURES = ROOT / "tests" / "golden" / "pictures"
TAKEN_WITH = "8.2.8"
"""The version of Textual whose colours are in the golden files."""
UPDATING = bool(os.environ.get("UPDATE_GOLDENS"))

SMALLEST, SMALL, WIDE, WIDEST = (40, 12), (80, 24), (120, 36), (200, 50)
LOOKS = {
    "dark": "textual-dark",
    "light": "textual-light",
    "ansi": "ansi-dark",
    "no-color": "textual-dark",
}

KEYS = {
    "just opened": (),
    "a figure": ("2", "f"),
    "why it is booked": ("p",),
    "the ledger of all articles": ("p", "4"),
    "totals": ("i",),
    "help": ("question_mark",),
    "the palette": ("escape", "colon"),
    "a filter": ("escape", "1", "ampersand", *"flow:"),
    "nothing is left": (*"balance", "enter"),
}
"""Screens, and the keys that lead from each to the next."""
FEW = ("just opened", "a figure", "the ledger of all articles", "help")
STYLED = (*FEW, "the palette")

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


def text_of(browser: Browser) -> str:
    """The screen, without blanks at the ends of rows."""
    return "".join(f"{row.rstrip()}\n" for row in browser.shows().split("\n"))


def styles_of(browser: Browser) -> str:
    """Each row of the screen, below it a letter for the style of each cell."""
    letters: dict[str, str] = {}
    rows = ""
    for strip in browser.app.screen._compositor.render_strips():
        marks = ""
        for text, style, _ in strip:
            letter = letters.setdefault(told(style), ascii_letters[len(letters)])
            marks += letter * len(text)
        rows += f"{strip.text.rstrip()}\n{marks}\n"
    return rows + "".join(f"{letter} {said}\n" for said, letter in letters.items())


def told(style: Style | None) -> str:
    """A style in words."""
    style = style or Style()
    names = ("bold", "dim", "italic", "underline", "strike", "reverse")
    words = [name for name in names if getattr(style, name)]
    return " ".join([*words, f"{colour(style.color)} on {colour(style.bgcolor)}"])


def colour(colour: Color | None) -> str:
    return colour.name if colour else "default"


def golden(name: str) -> dict[str, str]:
    """The pictures in a golden file, by their names."""
    if UPDATING:
        return {}
    text = (PICTURES / f"{name}.txt").read_text(encoding="utf-8")
    parts = re.split(r"^=== (.+)\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


async def come_to_be(
    browser: Browser, expected: str | None, take: Callable[[Browser], str]
) -> None:
    """Wait until the screen is as it was looked at, or to be looked at."""
    if expected is None:
        await asyncio.sleep(1)  # what fades in is there
        return
    with suppress(TimeoutError):
        await browser.until(lambda: take(browser) == expected)
    assert take(browser) == expected


async def compare(
    browser: Browser,
    name: str,
    screens: tuple[str, ...],
    take: Callable[[Browser], str],
) -> None:
    """Walk through the screens; each has to come to be as it was looked at."""
    expected, taken = golden(name), ""
    last = list(KEYS).index(screens[-1])
    for screen, keys in list(KEYS.items())[: last + 1]:
        await browser.press(*keys)
        if screen not in screens:
            continue
        await come_to_be(browser, None if UPDATING else expected[screen], take)
        taken += f"=== {screen}\n{take(browser)}"
    if UPDATING:
        PICTURES.mkdir(exist_ok=True)
        (PICTURES / f"{name}.txt").write_text(taken, encoding="utf-8")


@pytest.mark.parametrize(
    ("size", "screens"),
    [(SMALLEST, tuple(KEYS)), (SMALL, tuple(KEYS)), (WIDE, FEW), (WIDEST, FEW)],
    ids=["smallest", "small", "wide", "widest"],
)
async def test_screens_of_each_size_are_as_they_were_looked_at(
    size: tuple[int, int], screens: tuple[str, ...]
) -> None:
    async with browsing(NamedLibrary(TEXTS), size) as browser:
        await compare(browser, f"{size[0]}x{size[1]}", screens, text_of)


@pytest.mark.skipif(
    textual.__version__ != TAKEN_WITH, reason="another Textual mixes other colours"
)
@pytest.mark.parametrize("look", LOOKS)
async def test_styles_of_each_look_are_as_they_were_looked_at(
    look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if look == "no-color":
        monkeypatch.setenv("NO_COLOR", "1")
    async with browsing(NamedLibrary(TEXTS), SMALL) as browser:
        browser.app.theme = LOOKS[look]
        await browser.settle()
        await compare(browser, look, STYLED, styles_of)
