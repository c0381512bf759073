"""The tour is what the program does: its commands, its keys and its pictures."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import ROOT
from documents import Shell, Typed
from tour import DOCUMENT, File, Picture, Visit, chapters, visited
from tui_driver import Browser
from vector_pictures import picture, words_of

UPDATING = bool(os.environ.get("UPDATE_GOLDENS"))
PLACE = re.compile(r"\.yaml:\d+:\d+")
"""Where something stands in a rule file: that may change without a new picture."""


def told(svg: str) -> list[str]:
    """The words of a picture in their order, without what may change."""
    return PLACE.sub(".yaml", words_of(svg)).split()


async def look(taken: Picture, browser: Browser) -> None:
    """Wait until the screen is as it is pictured, or picture it."""
    if UPDATING:
        await asyncio.sleep(1)  # what fades in is there
        taken.path.parent.mkdir(exist_ok=True)
        taken.path.write_text(picture(browser.app), encoding="utf-8")
        return
    expected = told(taken.path.read_text(encoding="utf-8"))
    with suppress(TimeoutError):
        await browser.until(lambda: told(picture(browser.app)) == expected)
    assert told(picture(browser.app)) == expected, taken.path.name


async def test_the_tour_goes_as_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("hledger") is None:
        pytest.skip("hledger is not installed")
    monkeypatch.delenv("NO_COLOR", raising=False)
    work = tmp_path / "work"
    work.mkdir()
    (work / "seeds").symlink_to(ROOT / "seeds")
    shell = Shell(work)

    for chapter in chapters(DOCUMENT.read_text(encoding="utf-8")):
        if isinstance(chapter, File):
            (work / chapter.name).write_text(chapter.text, encoding="utf-8")
        elif isinstance(chapter, Visit):
            monkeypatch.chdir(work / chapter.folder)
            async for taken, browser in visited(chapter, shell):
                await look(taken, browser)
        else:
            run(chapter, shell)


def run(step: Typed, shell: Shell) -> None:
    """Run a command of the tour."""
    printed = shell.run(step.command)
    if UPDATING:
        step.show(printed)
    else:
        assert step.expects(printed), printed


def test_every_picture_of_the_tour_is_one_that_it_takes() -> None:
    steps = [
        step
        for chapter in chapters(DOCUMENT.read_text(encoding="utf-8"))
        if isinstance(chapter, Visit)
        for step in chapter.steps
    ]
    taken = {step.path for step in steps if isinstance(step, Picture)}

    assert set((DOCUMENT.parent / "tour").glob("*")) <= taken


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs").rglob("*.svg")), ids=lambda path: path.name
)
def test_a_picture_fetches_nothing(path: Path) -> None:
    svg = path.read_text(encoding="utf-8")

    assert "url(http" not in svg
    assert words_of(svg)
