"""Pictures of the browser as text and styles, kept in golden files by size.

A picture is the text of the screen, and for each look the style of every cell: runs of
cells, each a number and a letter, row by row, and what each letter stands for.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from string import ascii_letters

import textual
from conftest import ROOT
from rich.color import Color
from rich.style import Style
from tui_driver import Browser
from vector_pictures import picture

FOLDER = ROOT / "tests" / "golden" / "pictures"
TAKEN_WITH = "8.2.8"
"""The version of Textual whose colours are in the golden files; others mix others."""
UPDATING = bool(os.environ.get("UPDATE_GOLDENS"))
SHOWN_IN = os.environ.get("PICTURES")
"""A folder that gets each picture as SVG, to be looked at."""
COLOURED: Mapping[str, str | None] = {
    "dark": "textual-dark",
    "light": "textual-light",
    "ansi": "ansi-dark",
}
"""The looks that a person can choose, and their themes."""
DARK: Mapping[str, str | None] = {"dark": "textual-dark"}
BARE: Mapping[str, str | None] = {"no-color": None}
"""The look of a terminal without colours, which the program takes at its start."""

_RUN = re.compile(r"(.)\1*")
_PARTS = re.compile(r"^=== (.+)\n", re.MULTILINE)


def text_of(browser: Browser) -> str:
    """The screen, without blanks at the ends of rows."""
    return "".join(f"{row.rstrip()}\n" for row in browser.shows().split("\n"))


def styles_of(browser: Browser) -> str:
    """The style of each cell, and what each of its letters means."""
    letters: dict[str, str] = {}
    rows = ""
    for strip in browser.app.screen._compositor.render_strips():
        cells = "".join(
            letters.setdefault(told(style), ascii_letters[len(letters)]) * len(text)
            for text, style, _ in strip
        )
        runs = (f"{len(run[0])}{run[1]}" for run in _RUN.finditer(cells))
        rows += f"{' '.join(runs)}\n"
    return rows + "".join(f"{letter} {said}\n" for said, letter in letters.items())


@cache
def told(style: Style | None) -> str:
    """A style in words."""
    style = style or Style()
    names = ("bold", "dim", "italic", "underline", "strike", "reverse")
    words = [name for name in names if getattr(style, name)]
    return " ".join([*words, f"{colour(style.color)} on {colour(style.bgcolor)}"])


def colour(colour: Color | None) -> str:
    """The name of a colour."""
    return colour.name if colour else "default"


class Album:
    """The pictures in one golden file, to be compared with those that come now."""

    def __init__(self, name: str, looks: Mapping[str, str | None]) -> None:
        """Open it.

        Args:
            name: That of the file.
            looks: What pictures are taken in, and their themes; one without a theme
                is as the program has it.
        """
        self.name = name
        self._file = FOLDER / f"{name}.txt"
        self._looks = [*looks.items()]
        self._kept = {} if UPDATING else _parts(self._file)
        self._taken: dict[str, str] = {}

    async def look(self, browser: Browser, screen: str, keys: Sequence[str]) -> None:
        """Wait until a screen is as it was looked at, in each look.

        Args:
            browser: The browser that shows it.
            screen: What it is called.
            keys: Those that led to it; if it lies over another one, the last did that.
        """
        await browser.hush()
        if self._looks[:1] != [*BARE.items()]:
            await self._compare(browser, screen, text_of)
        for look, theme in self._looks:
            if theme and theme != browser.app.theme:
                await _dress(browser, theme, keys)
            if textual.__version__ == TAKEN_WITH:
                await self._compare(browser, f"{screen}, {look}", styles_of)
            if SHOWN_IN:
                name = f"{self.name} {screen} {look}.svg".replace(" ", "-")
                (Path(SHOWN_IN) / name).write_text(picture(browser.app), "utf-8")

        self._looks.reverse()  # so the next screen is looked at as this one was last

    async def _compare(
        self, browser: Browser, name: str, take: Callable[[Browser], str]
    ) -> None:
        if UPDATING:
            while self._taken.get(name) != (taken := take(browser)):
                self._taken[name] = taken
                await asyncio.sleep(0.5)  # what fades in is there
            return
        with suppress(TimeoutError):
            await browser.until(
                lambda: browser.is_painted() and take(browser) == self._kept[name]
            )
        assert take(browser) == self._kept[name], name

    def close(self) -> None:
        """Write the file anew, if that is asked for."""
        if UPDATING:
            FOLDER.mkdir(exist_ok=True)
            parts = (f"=== {name}\n{part}" for name, part in self._taken.items())
            self._file.write_text("".join(parts), encoding="utf-8")


async def _dress(browser: Browser, theme: str, keys: Sequence[str]) -> None:
    """Take another theme; under a screen that lies over another one, that keeps its."""
    over = browser.app.screen is not browser.screen
    if over:
        await browser.press("escape")
    browser.app.theme = theme
    if over:
        await browser.press(*keys[-1:])


def _parts(file: Path) -> dict[str, str]:
    """The texts and styles in a golden file, by their names."""
    parts = _PARTS.split(file.read_text(encoding="utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))
