"""The text with its entries in line, and what is copied of an article."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tui_driver import SMALL, browsing
from tui_library import EXPORTS, LIBRARY, MORE, FakeEngine

from parsers.articles import article_from_text
from parsers.ledger import FORMATS
from parsers.model import Reading, Span
from tui.linear import linear
from tui.page import Page
from tui.permalink import Permalink
from tui.quoting import citation, entry_text, link, table_text
from tui.widgets.bars import EntryBar

READING = FakeEngine().read(article_from_text("one.txt", EXPORTS))
_NOTE = re.compile(r" \[(?:\d+(?: [^\]]*)?|open: [^\]]*|masked: [^\]]*)\]")


def page(reading: Reading = READING, selected: int | None = 1) -> Page:
    return Page(reading, reading.article.text, known=True, selected=selected)


def test_each_figure_is_followed_by_its_entry() -> None:
    text = "\n".join(linear(READING))

    assert "105 percent [masked: a share, not trade]." in text
    assert "$800 million [1 export IRN->RUS USD 800,000,000 2020] in 2020." in text
    assert "6.2 million tons [3 export IRN->RUS 6,200,000 tonne 2020] before." in text


def test_an_open_figure_is_told_to_be_one() -> None:
    reading = FakeEngine().read(article_from_text("three.txt", MORE))

    assert "$5 million [open: no entry books it]" in "\n".join(linear(reading))


def test_the_text_begins_with_its_name_and_ends_with_its_figures() -> None:
    head, *_, last = linear(READING)

    assert head == "one.txt"
    assert last == "4 figures  3 booked  0 open  1 masked"


@given(st.text(st.sampled_from("ab []\n\x1b\r$1 million export,"), max_size=200))
def test_without_the_notes_it_is_the_text(text: str) -> None:
    reading = FakeEngine().read(article_from_text("x.txt", text))
    _head, _gap, *middle, _gap2, _counts = linear(reading)

    plain = _NOTE.sub("", "\n".join(middle))

    assert len(plain) == len(reading.article.text.rstrip("\n"))
    assert "\x1b" not in plain


async def test_the_bar_of_a_small_screen_says_the_same() -> None:
    async with browsing(size=(80, 12)) as browser:
        bars = []
        for _ in range(4):
            await browser.press("f")
            bars.append(browser.screen.query_one(EntryBar).render().plain.strip())

    text = "\n".join(linear(READING))
    masked, *booked = bars
    assert masked == "105 percent  masked: a share, not trade"
    for row, bar in enumerate(booked, start=1):
        assert f"[{row} {bar}]" in text


async def test_in_the_browser_it_scrolls_by_the_keys_of_the_table() -> None:
    async with browsing(size=SMALL) as browser:
        await browser.press("g p")
        assert "4 figures  3 booked" not in browser.shows()

        await browser.press("space")
        assert "4 figures  3 booked" in browser.shows()

        await browser.press("q")
        assert browser.app.screen is browser.screen


# --- what is copied ------------------------------------------------------------------------


def test_a_citation_has_the_words_the_place_and_the_digest() -> None:
    assert citation(page(), READING.figures[1]) == (
        "“exports reached $800 million” "
        f"(one.txt, characters 48-76, {READING.article.digest[:8]})\n"
    )
    assert EXPORTS[48:76] == "exports reached $800 million"


def test_a_figure_that_no_entry_books_is_cited_in_its_sentence() -> None:
    text = citation(page(selected=0), READING.figures[0])

    assert text.startswith("“Iran's exports to Russia rose 105 percent.”")


def test_a_link_leads_to_the_characters_of_the_figure() -> None:
    target = Permalink.of(link(page()))

    assert target == Permalink(READING.article.digest, READING.figures[1].span)


def test_without_a_figure_a_link_leads_to_the_article() -> None:
    assert Permalink.of(link(page(selected=None))) == Permalink(
        READING.article.digest, None
    )


@pytest.mark.parametrize(
    "text", ["", "newsledger://", "newsledger://12", f"newsledger://{'g' * 32}"]
)
def test_what_is_no_link_is_none(text: str) -> None:
    assert Permalink.of(text) is None


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_link_is_read_as_it_is_written(start: int, end: int) -> None:
    target = Permalink("0123456789abcdef" * 2, Span(start, end))

    assert Permalink.of(str(target)) == target


def test_an_entry_is_copied_as_one_transaction() -> None:
    entry = READING.entries[0]

    text = entry_text(entry, READING)

    assert text.startswith("2020-12-31")
    assert f"({entry.id})" in text.splitlines()[0]
    assert text in "".join(FORMATS["journal"]([READING]))


def test_the_table_has_a_row_for_each_entry() -> None:
    rows = list(csv.DictReader(io.StringIO(table_text(READING))))

    assert [row["id"] for row in rows] == [entry.id for entry in READING.entries]
    assert rows[0]["amount"] == "800000000"
    assert rows[2]["quantity"] == "6200000"
    start, end = map(int, rows[0]["value_at"].split("-"))
    assert EXPORTS[start:end] == "$800 million"


async def test_without_a_figure_there_is_nothing_to_cite() -> None:
    async with browsing(LIBRARY) as browser:
        await browser.press("y c")

        assert "no figure is selected" in browser.status
        assert browser.app.clipboard == ""
