"""Rows and offsets are two names of one thing, at every width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from parsers.model import Span
from tui.layout import NARROWEST, fit, wrap
from tui.marks import Layer, Mark, pieces

ALPHABET = "ab ,.\n漢字️é\u0301\u200c🚢[/]-"
TEXTS = st.text(st.sampled_from(ALPHABET), max_size=300)
WIDTHS = st.integers(NARROWEST, 40)


def rows(text: str, width: int) -> list[str]:
    layout = wrap(text, width)
    return [text[slice(*layout.bounds(row))] for row in range(len(layout))]


@given(TEXTS, WIDTHS)
def test_the_rows_are_the_text(text: str, width: int) -> None:
    assert "".join(rows(text, width)) == text


@given(TEXTS, WIDTHS)
def test_the_way_from_row_to_offset_and_back_is_the_identity(
    text: str, width: int
) -> None:
    layout = wrap(text, width)

    for row, start in enumerate(layout.starts):
        first, end = layout.bounds(row)
        assert first == start
        assert all(layout.row_of(offset) == row for offset in range(first, end))


@given(TEXTS, WIDTHS)
def test_no_row_is_wider_than_the_column(text: str, width: int) -> None:
    assert all(cell_len(row.rstrip(" \n")) <= width for row in rows(text, width))


@given(TEXTS, WIDTHS)
def test_a_line_end_is_only_at_the_end_of_a_row(text: str, width: int) -> None:
    assert all("\n" not in row[:-1] for row in rows(text, width))


@given(st.text("ab ", max_size=200), st.integers(8, 40))
def test_a_word_that_fits_is_never_cut(text: str, width: int) -> None:
    words = [word for row in rows(text, width) for word in row.split()]

    if all(len(word) <= width for word in text.split()):
        assert words == text.split()


@given(TEXTS, WIDTHS)
def test_a_click_finds_the_character_it_is_on(text: str, width: int) -> None:
    layout = wrap(text, width)

    for row in range(len(layout)):
        start, end = layout.bounds(row)
        for offset in range(start, end):
            if cell_len(text[offset]) and text[offset] not in "\n️":
                cell = sum(map(cell_len, text[start:offset]))
                assert layout.offset_at(row, cell) == offset


def test_beside_the_text_is_no_character() -> None:
    layout = wrap("one\ntwo", 10)

    assert layout.offset_at(0, 3) is None


def test_wide_characters_take_two_cells() -> None:
    assert rows("漢字漢字漢字", 7) == ["漢字漢", "字漢字"]


@given(TEXTS.filter(lambda text: "\n" not in text), st.integers(1, 30))
def test_fit_gives_exactly_the_cells(text: str, cells: int) -> None:
    assert cell_len(fit(text, cells)) == cells


SPANS = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(
    lambda pair: Span(pair[0], sum(pair))
)


@given(st.lists(SPANS, max_size=8), st.integers(0, 40), st.integers(1, 30))
def test_every_character_is_drawn_once_in_the_roles_of_its_marks(
    spans: list[Span], start: int, length: int
) -> None:
    end = start + length
    layers = [Layer(Mark(span, (f"m{n}",)) for n, span in enumerate(spans))]

    cut = list(pieces(start, end, layers))

    assert [offset for p in cut for offset in range(p.start, p.end)] == list(
        range(start, end)
    )
    for piece in cut:
        for offset in range(piece.start, piece.end):
            covering = {
                f"m{n}" for n, s in enumerate(spans) if s.start <= offset < s.end
            }
            assert set(piece.roles) == covering


def test_later_layers_have_the_last_word() -> None:
    figures = Layer([Mark(Span(0, 5), ("figure",))])
    hits = Layer([Mark(Span(2, 3), ("hit",))])

    roles = [piece.roles for piece in pieces(0, 5, (figures, hits))]

    assert roles == [("figure",), ("figure", "hit"), ("figure",)]
