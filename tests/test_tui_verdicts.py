"""Verdicts in the browser: what keys decide, how it is shown, that none is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from tui_driver import SMALL, Browser, browsing
from tui_library import LIBRARY, FakeEngine, MemoryLibrary

from parsers.articles import article_from_text
from parsers.errors import NewsledgerError
from parsers.model import Article, Entry, Reading
from parsers.store import Decision, Seen, Store, Verdict
from tui.verdicts import Clerk, Task

MANY = MemoryLibrary(
    tuple(
        (f"{number}.txt", f"Issue {number}. " + " The export of $7 million." * 5)
        for number in range(5)
    )
)
"""Five articles of five entries each."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the verdicts of the project are."""
    return tmp_path / "decisions.jsonl"


@asynccontextmanager
async def judging(
    file: Path,
    library: MemoryLibrary = LIBRARY,
    size: tuple[int, int] = (120, 36),
) -> AsyncIterator[Browser]:
    """The browser in a project."""
    async with browsing(library, size, store=partial(Store, file, "ada")) as browser:
        await browser.until(lambda: browser.page.reviews)
        yield browser


def entries(library: MemoryLibrary = LIBRARY) -> list[Entry]:
    """What the rules read in all articles."""
    texts = [(name, text) for name, text in library.articles if text is not None]
    articles = [article_from_text(name, text) for name, text in texts]
    return [e for article in articles for e in FakeEngine().read(article).entries]


def verdicts(file: Path, library: MemoryLibrary = LIBRARY) -> list[Verdict]:
    """What is on the disk, entry by entry."""
    known = Store(file).verdicts
    return [known.of(entry).verdict for entry in entries(library)]


def shown(browser: Browser) -> list[Verdict]:
    """What the open article shows of its entries."""
    return [review.verdict for review in browser.page.reviews]


async def burst(browser: Browser, *keys: str) -> None:
    """All the keys at once; then wait for what they set off."""
    for key in keys:
        browser.app.simulate_key(key)
    await browser.settle()


# --- giving verdicts -----------------------------------------------------------------------


async def test_a_accepts_and_goes_on_to_the_next_undecided_entry(file: Path) -> None:
    async with judging(file) as browser:
        await browser.press("f", "f", "a")

        await browser.until(lambda: shown(browser)[0] == "accepted")
        assert browser.selected == "$260 billion"
        assert verdicts(file)[0] == "accepted"


async def test_x_rejects(file: Path) -> None:
    async with judging(file) as browser:
        await browser.press("f", "f", "x")

        await browser.until(lambda: shown(browser)[0] == "rejected")
        assert verdicts(file)[0] == "rejected"


async def test_after_the_last_entry_the_next_article_with_one_is_opened(
    file: Path,
) -> None:
    async with judging(file) as browser:
        await browser.press("f", "f", "a", "a", "a")

        await browser.until(lambda: browser.selected == "$390 million")
        assert "article 3 of 4" in browser.status


async def test_what_was_decided_before_is_passed_over(file: Path) -> None:
    _, second, third, _ = entries()
    Store(file).accept(Seen.of(second), Seen.of(third))
    async with judging(file) as browser:
        await browser.press("f", "f", "a")

        await browser.until(lambda: browser.selected == "$390 million")


async def test_the_end_of_what_is_undecided_is_said(file: Path) -> None:
    async with judging(file) as browser:
        await browser.press("f", "f", "a", "a", "a", "a")

        await browser.until(lambda: "no undecided entry after" in browser.status)
        assert verdicts(file) == ["accepted"] * 4


async def test_backspace_takes_back_what_was_decided_on_the_entry(file: Path) -> None:
    async with judging(file) as browser:
        await browser.press("f", "f", "a", "F", "backspace")

        await browser.until(lambda: shown(browser)[0] == "undecided")
        assert verdicts(file)[0] == "undecided"
        assert browser.selected == "$800 million"


async def test_backspace_on_an_undecided_entry_names_the_key_that_undoes(
    file: Path,
) -> None:
    async with judging(file) as browser:
        await browser.press("f", "f", "backspace")

        await browser.until(lambda: "u undoes the last step" in browser.status)


async def test_a_full_stop_gives_the_last_verdict_once_more(file: Path) -> None:
    async with judging(file) as browser:
        await browser.press("f", "f", "x", "full_stop")

        assert verdicts(file)[:2] == ["rejected", "rejected"]


async def test_without_a_verdict_a_full_stop_names_the_keys(file: Path) -> None:
    async with judging(file) as browser:
        await browser.press("f", "f", "full_stop")

        assert "a accepts, x rejects" in browser.status


# --- undo and redo -------------------------------------------------------------------------


async def test_undo_goes_back_to_the_entry_in_its_article(file: Path) -> None:
    async with judging(file) as browser:
        await browser.press("f", "f", "a", "a", "a")
        await browser.until(lambda: browser.selected == "$390 million")

        await browser.press("u")

        await browser.until(lambda: browser.selected == "6.2 million tons")
        assert verdicts(file)[:3] == ["accepted", "accepted", "undecided"]


async def test_redo_does_it_again(file: Path) -> None:
    async with judging(file) as browser:
        await browser.press("f", "f", "x", "u", "ctrl+r")

        await browser.until(lambda: shown(browser)[0] == "rejected")
        assert verdicts(file)[0] == "rejected"


async def test_the_next_start_can_undo(file: Path) -> None:
    async with judging(file) as browser:
        await browser.press("f", "f", "a")
    async with judging(file) as browser:
        assert shown(browser)[0] == "accepted"

        await browser.press("u")

        await browser.until(lambda: shown(browser)[0] == "undecided")


async def test_with_nothing_to_undo_that_is_said(file: Path) -> None:
    async with judging(file) as browser:
        await browser.press("u")

        await browser.until(lambda: "nothing to undo" in browser.status)


# --- many keys -----------------------------------------------------------------------------


async def test_twenty_quick_verdicts_are_twenty_entries_in_their_order(
    file: Path,
) -> None:
    async with judging(file, MANY) as browser:
        await browser.press("f")
        await burst(browser, *"a" * 20)
        await browser.until(lambda: verdicts(file, MANY).count("accepted") == 20)

        accepted = [d.seen.entry for d in Store(file).verdicts.decisions.values()]  # type: ignore[union-attr]
        assert accepted == [entry.id for entry in entries(MANY)[:20]]


async def test_a_verdict_and_its_undo_in_one_burst_leave_nothing(file: Path) -> None:
    async with judging(file, MANY) as browser:
        await browser.press("f")
        await burst(browser, *"aauxau")

        await browser.until(lambda: "undone" in browser.status)
        found = verdicts(file, MANY)
        assert found.count("undecided") == len(found) - 2


async def test_a_verdict_after_an_undo_is_for_the_entry_that_it_leads_to(
    file: Path,
) -> None:
    async with judging(file) as browser:
        await browser.press("f", "f")
        await burst(browser, "x", "u", "a")

        await browser.until(lambda: verdicts(file)[0] == "accepted")
        assert verdicts(file)[1] == "undecided"


async def test_a_verdict_after_an_undo_waits_for_another_article(file: Path) -> None:
    async with judging(file, MANY) as browser:
        await browser.press("f", "a", "J")
        await burst(browser, "u", "x")

        await browser.until(lambda: verdicts(file, MANY)[0] == "rejected")
        assert verdicts(file, MANY).count("undecided") == 24


async def test_on_a_small_screen_an_entry_is_shown_before_it_is_decided_on(
    file: Path,
) -> None:
    async with judging(file, size=SMALL) as browser:
        await browser.press("f", "f", "1", "a")

        assert browser.screen.pane == "article"
        assert not file.exists()


async def test_a_verdict_that_waits_for_a_walk_falls_with_it(file: Path) -> None:
    async with judging(file, MANY) as browser:
        await browser.press(*"fffff")
        await burst(browser, "a", "a", "J")

        assert "1 not decided" in browser.status
        assert verdicts(file, MANY).count("accepted") == 1


async def test_keys_after_the_last_undecided_entry_decide_nothing(file: Path) -> None:
    async with judging(file) as browser:
        await browser.press("f", "f")
        await burst(browser, *"aaaaxx")

        await browser.until(lambda: "no undecided entry after" in browser.status)
        assert verdicts(file) == ["accepted"] * 4


# --- what is shown -------------------------------------------------------------------------


async def test_ledger_gutter_and_status_show_verdicts_by_signs(file: Path) -> None:
    first, second, *_ = entries()
    Store(file).accept(Seen.of(first))
    Store(file).reject(Seen.of(second))
    async with judging(file) as browser:
        screen = browser.shows()

        assert "✓ IRN→RUS" in screen
        assert "✗ IRN→RUS" in screen
        assert "✓ The exports reached" in screen
        assert "✓1 ✗1" in browser.status


async def test_a_small_screen_has_the_counts_as_well(file: Path) -> None:
    first, *_ = entries()
    Store(file).accept(Seen.of(first))
    async with judging(file, size=SMALL) as browser:
        assert browser.status.startswith("●3 ○0") and "✓1 ?2" in browser.status


async def test_a_verdict_is_stale_where_the_rules_read_something_else(
    file: Path,
) -> None:
    first, *_ = entries()
    seen = Seen.of(first)
    Store(file).accept(replace(seen, claim=seen.claim._replace(period="2019")))
    async with judging(file) as browser:
        await browser.press("f", "f")

        assert "! IRN→RUS" in browser.shows()
        assert "period was 2019, verified" in browser.shows()


async def test_w_stops_at_what_is_stale(file: Path) -> None:
    seen = Seen.of(entries(MANY)[12])
    Store(file).accept(replace(seen, claim=seen.claim._replace(period="2019")))
    async with judging(file, MANY) as browser:
        await browser.press("w")

        assert browser.screen.row == 2
        assert browser.page.entry_row == 2
        await browser.press("a", "w")
        assert "no figure to look at after" in browser.status


async def test_the_detail_tells_who_decided(file: Path) -> None:
    async with judging(file) as browser:
        await browser.press("f", "f", "a", "F")

        await browser.until(lambda: "ada, 2" in browser.shows())
        assert "verdict     accepted" in browser.shows()


async def test_what_another_program_decides_is_shown(file: Path) -> None:
    first, *_ = entries()
    async with judging(file) as browser:
        Store(file, "bob").reject(Seen.of(first))

        await browser.until(lambda: shown(browser)[0] == "rejected")


# --- where nothing can be decided ----------------------------------------------------------


@pytest.mark.parametrize("key", ["a", "x", "backspace", "full_stop", "u", "ctrl+r"])
async def test_without_a_project_the_keys_say_how_to_make_one(key: str) -> None:
    async with browsing() as browser:
        await browser.press("f", "f", key)

        assert "newsledger init" in browser.status
        assert "✓" not in browser.shows()


async def test_a_figure_without_an_entry_has_no_verdict(file: Path) -> None:
    async with judging(file) as browser:
        await browser.press("f", "a")

        assert "no entry books this figure" in browser.status
        assert not file.exists()


async def test_what_can_not_be_saved_is_told_and_not_shown(file: Path) -> None:
    async with judging(file) as browser:
        file.mkdir()
        await browser.press("f", "f", "a")

        await browser.until(lambda: "not saved" in browser.status)
        assert shown(browser)[0] == "undecided"


# --- the clerk -----------------------------------------------------------------------------


def _say(text: str) -> Callable[[Store], tuple[Decision, ...]]:
    def step(store: Store) -> tuple[Decision, ...]:
        return store.note(Seen.of(entries()[0]), text)

    return step


def test_what_is_left_is_written_down_at_the_end(file: Path) -> None:
    clerk = Clerk(partial(Store, file))
    for text in "abc":
        clerk.file(Task(_say(text), lambda _: ""))

    assert clerk.finish() == ()
    assert Store(file).verdicts.of(entries()[0]).notes == ("a", "b", "c")


def test_what_could_not_be_saved_at_the_end_is_told() -> None:
    def refuse() -> Store:
        raise NewsledgerError("no such luck")

    clerk = Clerk(refuse)
    clerk.file(Task(_say("a"), lambda _: ""))

    assert clerk.finish() == ("not saved: no such luck",)


def test_only_who_files_first_has_to_call_somebody(file: Path) -> None:
    clerk = Clerk(partial(Store, file))

    assert [clerk.file(Task(_say("a"), lambda _: "")) for _ in range(3)] == [
        True,
        False,
        False,
    ]
    clerk.finish()
    assert clerk.is_idle


# --- edits, notes and tags -----------------------------------------------------------------


async def answered(browser: Browser, key: str, text: str) -> None:
    """A key that asks, and the answer to it."""
    await browser.press("f", "f", key, *text, "enter")


async def test_e_edits_a_field_of_the_entry(file: Path) -> None:
    async with judging(file) as browser:
        await answered(browser, "e", "period 2021")

        await browser.until(lambda: shown(browser)[0] == "edited")
        first = entries()[0]
        assert Store(file).verdicts.of(first).claim.period == "2021"
        assert browser.selected == "$800 million"
        assert "period 2021: $800 million" in browser.status


async def test_a_dash_says_that_the_article_does_not_tell_it(file: Path) -> None:
    async with judging(file) as browser:
        await answered(browser, "e", "partner -")

        await browser.until(lambda: shown(browser)[0] == "edited")
        assert Store(file).verdicts.of(entries()[0]).claim.partner is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("colour red", "colour: no such field"),
        ("period soon", "period: must be as 2020"),
        ("flow", "flow: a value is missing"),
        ("flow -", "flow: every entry has one"),
        ("quantity 5 tonne", "quantity: the entry has no such figure"),
    ],
)
async def test_what_is_no_edit_is_told_and_asked_again(
    file: Path, text: str, fault: str
) -> None:
    async with judging(file) as browser:
        await answered(browser, "e", text)

        assert fault in browser.status
        assert browser.screen.question.text == text
        assert not file.exists()


async def test_what_is_wrong_is_shown_while_it_is_typed(file: Path) -> None:
    async with judging(file) as browser:
        await browser.press("f", "f", "e", *"period soon")

        assert "must be as 2020, 2020-03" in browser.shows()


async def test_tab_completes_fields_and_then_values(file: Path) -> None:
    async with judging(file) as browser:
        await browser.press("f", "f", "e", *"st", "tab", *"ta", "tab", "enter")

        await browser.until(lambda: shown(browser)[0] == "edited")
        assert Store(file).verdicts.of(entries()[0]).claim.status == "target"


async def test_a_full_stop_gives_the_last_edit_to_another_entry(file: Path) -> None:
    async with judging(file) as browser:
        await answered(browser, "e", "period 2021")
        await browser.press("f", "full_stop")

        await browser.until(lambda: shown(browser)[:2] == ["edited", "edited"])


async def test_an_edit_is_undone_as_any_verdict(file: Path) -> None:
    async with judging(file) as browser:
        await answered(browser, "e", "period 2021")
        await browser.press("u")

        await browser.until(lambda: shown(browser)[0] == "undecided")


async def test_c_adds_a_note_that_the_detail_shows(file: Path) -> None:
    async with judging(file) as browser:
        await answered(browser, "c", "ask the embassy [/b]")

        await browser.until(lambda: "ask the embassy [/b]" in browser.shows())
        assert Store(file).verdicts.of(entries()[0]).notes == ("ask the embassy [/b]",)
        assert shown(browser)[0] == "undecided"


async def test_t_puts_a_tag_on_and_takes_it_off(file: Path) -> None:
    async with judging(file) as browser:
        await answered(browser, "t", "check")
        await browser.until(lambda: browser.page.reviews[0].tags == ("check",))

        await browser.press("t", "tab", "enter")

        await browser.until(lambda: browser.page.reviews[0].tags == ())
        assert "no tag check" in browser.status


async def test_tags_of_other_entries_are_offered(file: Path) -> None:
    Store(file).tag(Seen.of(entries()[3]), "re-read")
    async with judging(file) as browser:
        await browser.press("f", "f", "t", "tab", "enter")

        await browser.until(lambda: browser.page.reviews[0].tags == ("re-read",))


async def test_escape_and_an_empty_answer_say_nothing(file: Path) -> None:
    async with judging(file) as browser:
        await answered(browser, "c", "")
        await browser.press("t", *"check", "escape")

        assert not browser.screen.question.display
        assert browser.screen.pane == "article"
        assert not file.exists()


async def test_an_answer_that_is_typed_ahead_is_for_the_entry_that_is_reached(
    file: Path,
) -> None:
    async with judging(file, MANY) as browser:
        await browser.press("f")
        await burst(browser, *"aaaaa", "e", *"period 2021", "enter")

        await browser.until(lambda: "edited" in verdicts(file, MANY))
        assert verdicts(file, MANY)[:6] == ["accepted"] * 5 + ["edited"]


async def test_without_a_project_or_an_entry_nothing_is_asked(file: Path) -> None:
    async with browsing() as browser:
        await browser.press("f", "f", "e")
        assert "newsledger init" in browser.status
    async with judging(file) as browser:
        await browser.press("f", "e")
        assert "no entry books this figure" in browser.status
        assert not browser.screen.question.display


# --- filters and lists ---------------------------------------------------------------------


async def test_a_filter_chooses_by_verdict_and_tag(file: Path) -> None:
    first, *_, last = entries()
    Store(file).accept(Seen.of(first))
    Store(file).tag(Seen.of(last), "Check")
    async with judging(file) as browser:
        await browser.press("ampersand", *"verdict:accepted", "enter", "4")
        assert [entry.id for _, entry in browser.screen.entries.listed] == [first.id]

        await browser.press("1", "escape", "ampersand", *"tag:check", "enter", "4")

        assert [entry.id for _, entry in browser.screen.entries.listed] == [last.id]


async def test_the_ledger_of_all_articles_shows_verdicts(file: Path) -> None:
    Store(file).reject(Seen.of(entries()[0]))
    async with judging(file) as browser:
        await browser.press("4")

        assert "✗ export" in browser.shows()


async def test_all_entries_listed_are_accepted_by_pressing_twice(file: Path) -> None:
    Store(file).reject(Seen.of(entries(MANY)[0]))
    async with judging(file, MANY) as browser:
        await browser.press("4", "A")
        assert "accept 24 entries" in browser.status
        assert verdicts(file, MANY).count("accepted") == 0

        await browser.press("A")

        await browser.until(lambda: "accepted: 24; u undoes it" in browser.status)
        assert verdicts(file, MANY).count("accepted") == 24
        assert verdicts(file, MANY)[0] == "rejected"
        await browser.press("u")
        await browser.until(lambda: verdicts(file, MANY).count("accepted") == 0)


class TurningEngine(FakeEngine):
    """An engine that can be made to read otherwise."""

    turned = False

    def read(self, article: Article) -> Reading:
        reading = super().read(article)
        if not self.turned:
            return reading
        others = tuple(replace(entry, partner="SYR") for entry in reading.entries)
        return replace(reading, entries=others)


async def test_what_is_read_otherwise_by_now_is_not_accepted(file: Path) -> None:
    engine = TurningEngine()
    async with judging(file, replace(MANY, engine=engine)) as browser:
        await browser.press("4", "A")
        object.__setattr__(engine, "turned", True)

        await browser.press("A")

        await browser.until(
            lambda: "nothing is decided, read otherwise by now: 25" in browser.status
        )
        assert not file.exists()


async def test_a_list_that_is_still_to_be_made_is_not_decided_on(file: Path) -> None:
    async with judging(file) as browser:
        await browser.press("4")
        await burst(browser, "ampersand", *"amount>300M", "enter", "A", "A")

        assert "not all articles are read yet" in browser.status
        assert not file.exists()


async def test_another_key_between_asks_anew(file: Path) -> None:
    async with judging(file, MANY) as browser:
        await browser.press("4", "A", "j", "A", "X")

        assert "reject 25 entries" in browser.status
        assert not file.exists()


async def test_only_the_ledger_of_all_is_decided_at_once(file: Path) -> None:
    async with judging(file) as browser:
        await browser.press("A")

        assert "4 lists the entries" in browser.status
