"""What articles contradict is marked in the browser, and the way to what is open stops there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from decision_samples import store
from ledger_samples import figure, numbered, reading
from tui_driver import Browser, browsing
from tui_library import ECHOES, PackLibrary

from tui.disputes import disputes, figures_of
from tui.page import Dispute

RIVALS = PackLibrary(
    (
        ("calm.txt", "Iran's exports to China were $5 million in 2019."),
        ("first.txt", "Iran's exports to Iraq were $5 million in 2019."),
        ("second.txt", "Iran's exports to Iraq were $6 million in 2019."),
    )
)


def signs(browser: Browser) -> set[str]:
    """The first characters of the rows of the article."""
    return {browser.screen.article.render_line(y).text[:1] for y in range(5)}


async def test_the_way_to_what_is_open_stops_at_what_is_in_dispute() -> None:
    async with browsing(RIVALS) as browser:
        await browser.press("w")
        first = browser.page.reading.article.name, browser.selected
        await browser.press("w")

        assert first == ("first.txt", "$5 million")
        assert browser.page.reading.article.name == "second.txt"
        await browser.press("w")
        assert "no open figure after" in browser.status


async def test_what_is_in_dispute_has_a_sign_and_tells_its_rival() -> None:
    async with browsing(RIVALS) as browser:
        await browser.press("J")
        assert "≠" in signs(browser)

        await browser.press("f")
        shown = " ".join(browser.shows().split())
        assert "conflict USD 6M" in shown
        assert "(second.txt:1)" in shown


async def test_nothing_else_has_the_sign() -> None:
    async with browsing(RIVALS) as browser:
        assert "≠" not in signs(browser)


async def test_a_claim_that_was_decided_on_is_no_stop(tmp_path: Path) -> None:
    file = tmp_path / "decisions.jsonl"
    async with browsing(RIVALS, store=lambda: store(file)) as browser:
        await browser.press("w", "x")
        await browser.until(lambda: not browser.screen.disputes)

        await browser.press("K", "K", "w")
        assert "no open figure after" in browser.status


async def test_claims_that_agree_are_in_no_dispute() -> None:
    async with browsing(ECHOES) as browser:
        rows = browser.screen.rows
        entries = zip(rows.items, rows.candidates, strict=True)
        ids = {item.name: e.id for item, known in entries for e in known.entries or ()}

        disputed = {name for name, id in ids.items() if id in browser.screen.disputes}
        assert "third.txt" in disputed
        assert disputed <= {"first.txt", "second.txt", "third.txt"}


def test_a_sum_that_fails_is_told_at_all_of_its_figures() -> None:
    change, now, before = numbered(
        figure("28 %", "2016"), figure("$722 m", "2016"), figure("$592 m", "2015")
    )

    told = disputes([change, now, before])

    assert told.keys() == {each.entry.id for each in (change, now, before)}
    ((dispute,),) = set(told.values())
    assert dispute == Dispute(
        "change",
        "722,000,000 against 592,000,000 USD = +22.0 %, stated +28 %",
        "the amounts do not bear it out",
    )


def test_two_entries_with_one_id_hold_nothing_up() -> None:
    one, other = figure("$800 m"), figure("$600 m")

    assert disputes([one, other]) == {}


def test_sentences_are_kept_as_what_tells_them_apart() -> None:
    entry = replace(figure("$800 m").entry, quote="long " * 100)

    (one,), (same,) = (figures_of(reading(entry)) for _ in range(2))

    assert one.entry.quote == same.entry.quote
    assert len(one.entry.quote) == 16
