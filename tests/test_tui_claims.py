"""The same claim in other articles: who said how much, and when."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tui_driver import Browser, browsing
from tui_library import CLAIMED, ECHOES, FakeEngine

from parsers.articles import article_from_text
from parsers.model import Entry
from tui.claims import Claim, same_claims, sparkline, words_apart


def rows(browser: Browser) -> list[str]:
    """The rows of the screen, their blanks made one."""
    return [" ".join(row.split()) for row in browser.shows().splitlines()]


async def test_claims_of_one_flow_are_told_with_their_difference() -> None:
    async with browsing(ECHOES) as browser:
        await browser.press("f", "g s")

        shown = rows(browser)
        assert "Claims export IRN→IRQ 2019 in 6 articles" in shown[0]
        assert "3 of this time ▁▁█" in shown
        assert "this USD 5M 2019 first.txt" in shown
        assert "= USD 5.02M 2019 second.txt" in shown
        assert "+20.0 % USD 6M 2019 third.txt" in shown


async def test_claims_of_another_time_come_last() -> None:
    async with browsing(ECHOES) as browser:
        await browser.press("f", "g s")

        shown = rows(browser)
        heading = shown.index("1 of another time, or of none that is told")
        assert shown[heading + 1] == "\u00d715 USD 75M 2020 later.txt"


async def test_other_parties_and_other_units_are_other_claims() -> None:
    async with browsing(ECHOES) as browser:
        await browser.press("f", "g s")

        assert "other.txt" not in browser.shows()
        assert "goods.txt" not in browser.shows()


async def test_a_heading_shows_the_course_of_the_amount() -> None:
    async with browsing(ECHOES) as browser:
        await browser.press("f", "g s")

        assert "3 of this time ▁▁█" in rows(browser)


async def test_d_shows_what_differs_in_the_sentences_and_them_again() -> None:
    async with browsing(ECHOES) as browser:
        await browser.press("f", "g s")
        assert "d differs" in browser.shows()

        await browser.press("d")
        assert "… Iraq were [-$5-] {+$6+} million in 2019." in browser.shows()

        await browser.press("d")
        assert "Iran's exports to Iraq were $6 million in 2019." in browser.shows()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("a b c d", "a b c d", "… "),
        ("one two", "one three two", "one {+three+} two"),
        ("x", "y", "[-x-] {+y+}"),
        ("a b c d e f x", "a b c d e f", "… e f [-x-]"),
        ("x a b c d e f x", "a b c d e f", "[-x-] a b … e f [-x-]"),
    ],
)
def test_what_two_sentences_share_is_shortened(
    before: str, after: str, told: str
) -> None:
    assert words_apart(before, after) == told.strip()


def test_bars_are_as_high_as_their_numbers() -> None:
    assert sparkline([Decimal(n) for n in (1, 8, 4)]) == "▁█▄"
    assert sparkline([Decimal(5)] * 3) == "▄▄▄"
    assert len(sparkline([Decimal(n) for n in range(99)])) == 40


async def test_enter_goes_to_the_claim_in_its_article() -> None:
    async with browsing(ECHOES) as browser:
        await browser.press("f", "g s", "j", "j", "enter")

        assert browser.selected == "$6 million"
        assert browser.page.reading.article.name == "third.txt"


async def test_the_way_back_from_a_claim_leads_to_the_ledger_of_all() -> None:
    async with browsing(ECHOES) as browser:
        await browser.press("4", "g s", "j", "enter", "ctrl+o")

        assert browser.screen.pane == "entries"


async def test_a_figure_that_no_entry_books_claims_nothing() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("J", "f", "g s")

        assert "no entry books this figure" in browser.status


# --- differences ---------------------------------------------------------------------


def entry_of(amount: str) -> Entry:
    """An entry of so many dollars."""
    text = "Iran's exports to Russia reached $5 million in 2020."
    (entry,) = FakeEngine().read(article_from_text("a.txt", text)).entries
    assert entry.value is not None
    value = replace(entry.value, amount=Decimal(amount), text=f"${amount}")
    return replace(entry, id=f"nl-{amount}", value=value)


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("100", "="),
        ("150", "+50.0 %"),
        ("25", "-75.0 %"),
        ("1000", "\u00d710"),
        ("1", "÷100"),
        ("1" + "0" * 40, "\u00d7999999"),
        ("0", "≠"),
    ],
)
def test_a_difference_is_told_as_people_would(amount: str, told: str) -> None:
    own, other = entry_of("100.0"), entry_of(amount)
    assert other.value is not None
    claim = Claim(other, other.value, 0, "", "b.txt")

    found = same_claims(own, [claim]).found

    assert found[1].count == told


def test_the_oldest_claim_comes_first_and_what_has_no_day_last() -> None:
    own = entry_of("100")
    assert own.value is not None
    days = ("2020-05-01", "", "2019-01-01")
    claims = [Claim(own, own.value, 0, day, day or "none") for day in days]

    notes = [one.note for one in same_claims(own, claims).found[1:]]

    assert notes == ["2019-01-01  2019-01-01", "2020-05-01  2020-05-01", "none"]
