"""The tour in docs/tour.md: what it types is typed, and its pictures are taken."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from conftest import ROOT
from decision_samples import store
from documents import FENCE, Shell, Typed, typed
from textual import events
from tui_driver import Browser, browsing

from parsers.settings import resolve, rule_files
from tui.keys import key_called, key_name
from tui.library import PathsLibrary

DOCUMENT = ROOT / "docs" / "tour.md"
_PICTURE = re.compile(r"^!\[[^\]]+\]\(([\w/.-]+\.svg)\)$", re.MULTILINE)
_START = re.compile(r"\$ (?:cd (?P<folder>\w+) && )?newsledger\n")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the tour."""

    path: Path


@dataclass(frozen=True, slots=True)
class File:
    """A file that the tour has people write."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Visit:
    """The browser from its start until it is left."""

    folder: str
    """In which folder it is started, below that of the tour."""
    size: tuple[int, int]
    steps: tuple[tuple[str, ...] | Picture, ...]
    """Keys of a burst, as Textual names them, and pictures that are taken then."""


Chapter = File | Typed | Visit


def chapters(text: str) -> Iterator[Chapter]:
    """What the tour does, in its order."""
    visit: Visit | None = None
    for place in sorted([*FENCE.finditer(text), *_PICTURE.finditer(text)], key=_start):
        if place.re is _PICTURE:
            assert visit is not None, "a picture of nothing"
            visit = _with(visit, Picture(DOCUMENT.parent / place[1]))
            continue
        kind, _, more = place[1].partition(" ")
        if kind == "keys" and (start := _START.match(place[2])):
            if visit is not None:
                yield visit
            width, height = map(int, more.split("x"))
            words = place[2][start.end() :].split()
            keys = tuple(map(_keys, words))
            visit = Visit(start["folder"] or "", (width, height), keys)
        elif kind == "keys":
            assert visit is not None, "keys for nobody"
            visit = _with(visit, *map(_keys, place[2].split()))
        else:
            if visit is not None:
                yield visit
            visit = None
            yield from typed(DOCUMENT, place[2]) if kind == "console" else ()
            if more:
                yield File(more, place[2])
    if visit is not None:
        yield visit


def _start(place: re.Match[str]) -> int:
    return place.start()


def _with(visit: Visit, *steps: tuple[str, ...] | Picture) -> Visit:
    return Visit(visit.folder, visit.size, (*visit.steps, *steps))


def _keys(word: str) -> tuple[str, ...]:
    """The key that the help names so, or those of a word that is typed in one go."""
    key = key_called(word)
    if key is not None and key_name(key) == word:
        return (key,)
    return tuple(map(_key, word))


def _key(character: str) -> str:
    key = key_called(character)
    assert key is not None, f"{character} is no key"
    return key


async def visited(visit: Visit, shell: Shell) -> AsyncIterator[tuple[Picture, Browser]]:
    """Walk through a visit; the browser as it is where each picture is to be taken.

    The current folder has to be the one in which it is started.
    """
    settings = resolve(shell.work / visit.folder).settings
    files = rule_files(settings.rules)
    library = PathsLibrary(settings.articles, files, settings.size_limit)
    decisions = settings.decisions
    own = partial(store, decisions) if decisions else None
    async with browsing(library, visit.size, {}, own) as browser:
        for step in visit.steps:
            if isinstance(step, Picture):
                await browser.hush()
                yield step, browser
            else:
                await press(browser, step)


async def press(browser: Browser, keys: Iterable[str]) -> None:
    """Press keys in one go, as a terminal sends them; wait for what they set off."""
    for key in keys:
        name = key_name(key)
        signs = name if len(name) == 1 and name.isascii() else None
        character = " " if name == "Space" else signs
        browser.app.post_message(events.Key(key, character))
    await browser.settle()
    if browser.screen.is_ruling:
        await browser.until(lambda: browser.screen.is_tried)
        await browser.settle()
