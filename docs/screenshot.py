"""Takes docs/screenshot.svg from the running program: `python docs/screenshot.py`.

Run it from the root of a checkout. It opens the seeds on a screen of 120 by 36, walks to
a figure, and writes the screen in fonts that every viewer has.
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from parsers.resources import data_folder
from parsers.settings import resolve, rule_files
from tui.app import NewsledgerApp
from tui.library import PathsLibrary

TARGET = Path(__file__).with_name("screenshot.svg")
KEYS = ("f", "f", "f")
SETTLING = 5.0
"""Seconds in which the seeds are read."""
CELL = 12.2
"""Width of a character in the picture."""

_ELSEWHERE = re.compile(r"\s*(?:@font-face \{.*?\}|<!--.*?-->)", re.DOTALL)
_TEXT = re.compile(r'x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+"([^>]*)>([^<]*)<')
_BLANK = "&#160;"


async def _screen() -> str:
    settings = resolve(data_folder("config")).settings
    rules = rule_files(settings.rules)
    library = PathsLibrary((data_folder("seeds"),), rules, settings.size_limit)
    app = NewsledgerApp(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause(SETTLING)
        for key in KEYS:
            await pilot.press(key)
            await pilot.pause(SETTLING / 4)
        return app.export_screenshot(title="newsledger")


def _plain(svg: str) -> str:
    """The picture without what is fetched from elsewhere, each word where it belongs."""
    svg = _ELSEWHERE.sub("", svg).replace("Fira Code, ", "")
    svg = svg.replace("Fira Code", "monospace")
    return _TEXT.sub(_placed, svg)


def _placed(match: re.Match[str]) -> str:
    """A text without the blanks around it, which some viewers drop."""
    x, y, rest, text = match.groups()
    stripped = text
    while stripped.startswith(_BLANK):
        stripped = stripped.removeprefix(_BLANK)
    left = (len(text) - len(stripped)) // len(_BLANK)
    while stripped.endswith(_BLANK):
        stripped = stripped.removesuffix(_BLANK)
    width = len(re.sub(r"&[#\w]+;", "x", stripped)) * CELL
    at = float(x) + left * CELL
    return f'x="{at:.1f}" y="{y}" textLength="{width:.1f}"{rest}>{stripped}<'


if __name__ == "__main__":
    TARGET.write_text(_plain(asyncio.run(_screen())), encoding="utf-8")
