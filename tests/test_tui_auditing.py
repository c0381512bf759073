"""What contradicts and what does not add up: shown in the browser, and stopped at."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from tui_driver import SMALL, WIDE, Browser, browsing
from tui_library import ECHOES, MemoryLibrary, PackLibrary

from parsers.ledger.audit import Doubt
from parsers.ledger.findings import Finding
from parsers.ledger.statements import Statement
from parsers.model import Article, Reading
from parsers.store import Seen, Store, Verdicts
from tui.doubts import (
    doubt_counts,
    doubt_fields,
    doubts_about,
    doubts_in_words,
)
from tui.gist import gist
from tui.page import Page

RIVALS = PackLibrary((ECHOES.articles[0], *ECHOES.articles[2:4]))
"""Two articles that contradict each other, and one of another time."""


@asynccontextmanager
async def audited(
    library: MemoryLibrary = RIVALS,
    size: tuple[int, int] = WIDE,
    store: Callable[[], Store] | None = None,
    told: str = "1 conflict",
) -> AsyncIterator[Browser]:
    """The browser when it has compared the figures of all articles."""
    async with browsing(library, size, store=store) as browser:
        await browser.until(lambda: told in browser.status)
        yield browser


def readings() -> list[Reading]:
    """The articles of which some contradict each other, in their order."""
    engine = RIVALS.load_rules().engine
    assert engine is not None
    found = map(RIVALS.read, RIVALS.find())  # type: ignore[arg-type]
    return [engine.read(one) for one in found if isinstance(one, Article)]


def kept(reading: Reading) -> tuple[Statement, ...]:
    """The figures of an article as they are kept to be compared."""
    return gist(reading, lambda _: False).figures


def doubted(chosen: list[Reading], verdicts: Verdicts) -> list[str]:
    """The articles that have a figure in doubt when some are compared."""
    figures = [figure for one in chosen for figure in kept(one)]
    entries = [entry for one in chosen for entry in one.entries]
    found = doubts_about(figures, verdicts).about(entries)
    return [doubt.figure.entry.article for doubt in found]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "decisions.jsonl"


# --- what is shown -----------------------------------------------------------------------


async def test_the_status_counts_the_figures_that_others_contradict() -> None:
    async with audited() as browser:
        assert "1 figure  1 booked  0 open  0 masked  1 conflict" in browser.status


async def test_the_row_of_such_a_figure_has_a_sign_in_text_and_ledger() -> None:
    async with audited() as browser:
        shown = browser.shows()

        assert "≠ Iran's exports to Iraq were $5 million" in shown
        assert "≠ export  IRN→IRQ" in shown


async def test_the_figure_tells_what_contradicts_it() -> None:
    async with audited() as browser:
        await browser.press("f")

        assert "conflict: $6 million (third.txt:1)" in browser.status
        assert "conflict    USD 6M" in browser.shows()


async def test_a_small_screen_tells_it_too() -> None:
    async with audited(size=SMALL, told="≠1") as browser:
        await browser.press("f")

        assert browser.status.startswith("conflict: $6 million (third.txt:1)")


def test_a_sum_that_fails_is_told_with_its_sum() -> None:
    page = Page(readings()[0], "", known=True, selected=0)
    (figure,) = kept(page.reading)
    failure = Finding("trade", "fails", "3 + 3 = 6, stated 5", "too much", (figure,))

    doubted = replace(
        page, doubts=(Doubt(figure, (), failure), Doubt(figure, (figure,)))
    )

    assert doubts_in_words(doubted) == "trade: 3 + 3 = 6, stated 5  +1"
    assert doubt_counts(doubted.doubts) == (1, 1)
    assert [field.value for field in doubt_fields(doubted)] == [
        "3 + 3 = 6, stated 5",
        "USD 5M",
    ]


# --- stops -------------------------------------------------------------------------------


async def test_w_stops_at_what_is_in_doubt_in_all_articles() -> None:
    async with audited() as browser:
        await browser.press("2", "w")
        assert browser.selected == "$5 million"
        await browser.press("w")

        assert browser.page.reading.article.name == "third.txt"
        await browser.press("w")
        assert "no figure to look at after" in browser.status


async def test_what_a_person_decided_on_is_no_stop(file: Path) -> None:
    Store(file).accept(Seen.of(readings()[0].entries[0]))
    async with audited(store=partial(Store, file)) as browser:
        await browser.press("2", "w")

        assert browser.page.reading.article.name == "third.txt"


async def test_a_verdict_settles_the_doubts_of_others(file: Path) -> None:
    async with audited(store=partial(Store, file)) as browser:
        await browser.press("2", "w", "w", "x", "K")

        await browser.until(lambda: "conflict" not in browser.status)


async def test_other_rules_make_other_doubts(tmp_path: Path) -> None:
    rules = tmp_path / "trade.yaml"
    rules.write_text("export")
    library = MemoryLibrary(
        tuple((f"{n}.txt", f"The exports were ${n} million tons.") for n in (1, 5)),
        (rules,),
    )
    async with browsing(library) as browser:
        rules.write_text("zebra")
        await browser.until(lambda: "0 booked" in browser.status)

        assert "conflict" not in browser.status


# --- what is compared --------------------------------------------------------------------


def test_what_was_rejected_contradicts_nothing(file: Path) -> None:
    chosen = readings()
    store = Store(file)
    assert doubted(chosen, verdicts=store.verdicts) == ["first.txt", "third.txt"]

    store.reject(Seen.of(chosen[1].entries[0]))

    assert doubted(chosen, verdicts=store.verdicts) == []


def test_what_was_edited_is_compared_as_a_person_left_it(file: Path) -> None:
    chosen = readings()
    store = Store(file)

    store.edit(Seen.of(chosen[1].entries[0]), "period", "2018")

    assert doubted(chosen, verdicts=store.verdicts) == []
