"""What the rules do in all articles listed: open figures by shape, and one rule."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tui_driver import SMALL, Browser, browsing
from tui_library import CLAIMED, DEALS, LOANS, PACK, PackLibrary

from parsers.store import Store
from tui.findings import Finding, excerpt
from tui.library import PathsLibrary
from tui.screens.finding import FindingScreen


def is_over(browser: Browser) -> bool:
    """Whether the findings lie over the browser."""
    return isinstance(browser.app.screen, FindingScreen)


def rows(browser: Browser) -> list[str]:
    """The rows of the screen, their blanks made one."""
    return [" ".join(row.split()) for row in browser.shows().splitlines()]


# --- open figures by shape -----------------------------------------------------------


async def test_open_figures_of_all_articles_are_counted_by_their_shape() -> None:
    three = PackLibrary((("a.txt", LOANS), ("b.txt", LOANS), ("c.txt", DEALS)))
    async with browsing(three) as browser:
        await browser.press("g w")

        shown = rows(browser)
        assert "Open figures by shape 2 in 3 articles" in shown[0]
        assert "2 borrowers … {money} the sentence is not read" in shown
        assert "The bank lent borrowers $4 million." in shown


async def test_enter_goes_to_the_example_in_its_article() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("g w", "enter")

        assert not is_over(browser)
        assert browser.page.reading.article.name == "loans.txt"
        assert browser.selected == "$4 million"
        assert browser.screen.article.has_focus


async def test_the_way_back_from_an_example_leads_to_where_it_was_asked_for() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("f", "g w", "enter", "ctrl+o")

        assert browser.selected == "$5 million"


async def test_only_articles_that_the_filter_lists_are_looked_at() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("ampersand", *"booked:3", "enter", "g w")

        assert "in 1 articles" in rows(browser)[0]
        assert "no figure is open" in rows(browser)


async def test_the_findings_are_left_by_esc_and_nothing_has_moved() -> None:
    async with browsing(CLAIMED, SMALL) as browser:
        await browser.press("f", "g w", "escape")

        assert not is_over(browser)
        assert browser.selected == "$5 million"


async def test_the_cursor_is_where_it_was_left_the_last_time() -> None:
    many = " ".join(f"The bank {verb} $4 million." for verb in ("earned", "loaned"))
    async with browsing(PackLibrary((("a.txt", many),))) as browser:
        await browser.press("g w", "j")
        left = browser.app.screen._list.target  # type: ignore[attr-defined]
        await browser.press("enter", "g w")

        assert browser.app.screen._list.target == left  # type: ignore[attr-defined]
        assert left.at == many.rindex("$4")


async def test_rules_that_change_meanwhile_are_those_that_are_shown(
    tmp_path: Path,
) -> None:
    rules = tmp_path / "rules.yaml"
    rules.write_text(PACK, encoding="utf-8")
    article = tmp_path / "loans.txt"
    article.write_text(LOANS, encoding="utf-8")
    async with browsing(PathsLibrary((article,), (rules,), 10_000)) as browser:
        await browser.press("g w")
        assert "by shape 1" in rows(browser)[0]

        cue = "cue: '{flow}|borrowers'"
        rules.write_text(PACK.replace("cue: '{flow}'", cue), encoding="utf-8")

        await browser.until(lambda: "no slot finds its flow" in browser.shows())


# --- one rule ------------------------------------------------------------------------


async def test_a_rule_tells_its_place_its_figures_and_its_entries() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("f", "g r")

        shown = rows(browser)
        assert "Rule figure in 2 articles" in shown[0]
        assert shown[1].endswith("rules.yaml:72:41")
        assert "4 entries; articles that have one: 2" in shown
        assert "4 figures that its pattern takes" in shown
        assert "export IRN->IRQ USD 5,000,000 2019 deals.txt" in shown


async def test_enter_goes_from_a_rule_to_the_sentence_of_an_entry() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("f", "g r", "G", "enter")

        assert browser.selected == "20 tons"
        assert browser.page.reading.article.name == "loans.txt"


async def test_a_rule_is_told_of_an_entry_in_the_ledger_of_all_articles() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("4", "G", "g r")

        assert "Rule figure" in rows(browser)[0]


async def test_without_an_entry_there_is_no_rule_to_be_told_of() -> None:
    async with browsing(CLAIMED) as browser:
        await browser.press("J", "f", "g r")

        assert not is_over(browser)
        assert "no entry books this figure" in browser.status


async def test_a_rule_tells_what_people_decided_on_its_entries(tmp_path: Path) -> None:
    store = partial(Store, tmp_path / "decisions.jsonl", "ada")
    async with browsing(CLAIMED, store=store) as browser:
        await browser.press("f", "a", "x", "g r")

        shown = rows(browser)
        assert "verdicts: ✓1 ✗1 ?2" in shown
        assert "✓ export IRN->IRQ USD 5,000,000 2019 deals.txt" in shown
        assert "50 % right as they are; decided on: 2" in shown


# --- excerpts ------------------------------------------------------------------------


@settings(max_examples=60)
@given(
    st.text("ab ", max_size=80),
    st.text("xy", max_size=12),
    st.integers(1, 60),
    st.data(),
)
def test_an_excerpt_fits_and_has_its_words(
    text: str, words: str, room: int, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(text)))
    example = text[:at] + words + text[at:]

    before, shown, behind = excerpt(Finding("", "", "", example, words), room)

    assert len(before + shown + behind) <= room
    assert words.startswith(shown)
    assert len(shown) == min(len(words), room)


def test_words_that_are_not_in_the_example_mark_nothing() -> None:
    finding = Finding("", "", "", "It rose by half.", "4 percent")

    assert excerpt(finding, 80) == ("", "", "It rose by half.")
