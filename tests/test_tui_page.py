"""The one cursor: from figure to figure, to entries, and through a change of the rules."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tui_library import EXPORTS, FakeEngine

from parsers.articles import article_from_text
from parsers.model import Figure, Span
from tui.display import display
from tui.page import NO_SEARCH, Page, beyond, follow, search

ARTICLE = article_from_text("one.txt", EXPORTS)
PAGE = Page(FakeEngine().read(ARTICLE), display(EXPORTS), known=True)


def figure(start: int, end: int) -> Figure:
    return Figure("value", Span(start, end), "", "open", None, None)


def test_walking_forward_reaches_every_figure_once() -> None:
    reached = [page.selected for page in beyond(PAGE, 1)]

    assert reached == list(range(len(PAGE.reading.figures)))


def test_walking_back_is_the_same_way() -> None:
    reached = [page.selected for page in beyond(PAGE, -1)]

    assert reached == list(range(len(PAGE.reading.figures)))[::-1]


def test_a_walk_begins_beside_the_selected_figure() -> None:
    second = replace(PAGE, selected=1)

    assert next(beyond(second, 1)).selected == 2
    assert [page.selected for page in beyond(second, -1)] == [0]


def test_from_a_row_of_the_ledger_to_a_figure_and_back_is_the_identity() -> None:
    for row in range(len(PAGE.reading.entries)):
        assert PAGE.at_entry(row).entry_row == row


def test_a_click_selects_the_figure_under_it_and_nothing_elsewhere() -> None:
    for index, found in enumerate(PAGE.reading.figures):
        assert PAGE.at_offset(found.span.start).selected == index
        assert PAGE.at_offset(found.span.end - 1).selected == index
    assert PAGE.at_offset(0) == PAGE


def test_a_masked_figure_has_no_entry() -> None:
    assert PAGE.reading.figures[0].state == "masked"
    assert replace(PAGE, selected=0).entry is None


def test_the_cursor_stays_on_its_figure_when_others_come_before_it() -> None:
    old = figure(50, 60)

    assert follow(old, [figure(0, 5), figure(10, 20), figure(50, 60)]) == 2


def test_a_figure_that_grew_is_still_the_same() -> None:
    assert follow(figure(50, 60), [figure(40, 45), figure(48, 70), figure(70, 80)]) == 1


def test_without_a_cursor_there_is_none_after_the_change() -> None:
    assert follow(None, [figure(0, 5)]) is None
    assert follow(figure(0, 5), []) is None


@given(st.lists(st.integers(0, 99), min_size=1, unique=True), st.integers(0, 99))
def test_a_figure_that_is_gone_hands_the_cursor_to_the_nearest(
    starts: list[int], place: int
) -> None:
    figures = [figure(start * 10, start * 10 + 1) for start in sorted(starts)]

    index = follow(figure(place * 10 + 5, place * 10 + 6), figures)

    assert index is not None
    nearest = min(abs(f.span.start - (place * 10 + 5)) for f in figures)
    assert abs(figures[index].span.start - (place * 10 + 5)) == nearest


@pytest.mark.parametrize(
    ("query", "count"), [("export", 3), ("Export", 0), ("two words", 0), ("", 0)]
)
def test_every_hit_counts_not_every_line(query: str, count: int) -> None:
    assert len(search(query, ARTICLE.folded, 0).hits) == count


def test_a_blank_finds_any_blanks() -> None:
    folded = article_from_text("a", "two\u00a0 words").folded

    assert search("two words", folded, 0).hits == (Span(0, 10),)


def test_a_search_is_no_pattern() -> None:
    assert search("$800", EXPORTS, 0).hits[0].of(EXPORTS) == "$800"
    assert not search(".*", EXPORTS, 0).hits


def test_hits_are_walked_round_the_end() -> None:
    found = search("export", ARTICLE.folded, 0)

    assert found.notice == "1/3 export"
    assert found.moved(-1).notice == "3/3 export"
    assert found.moved(3) == found


def test_a_search_begins_where_the_eye_is() -> None:
    found = search("export", ARTICLE.folded, 60)

    assert found.hit is not None
    assert found.hit.start >= 60


def test_a_search_in_vain_says_so() -> None:
    assert search("zinc", EXPORTS, 0).notice == "no hit for zinc"
    assert NO_SEARCH.notice == ""
