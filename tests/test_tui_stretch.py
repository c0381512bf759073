"""Selecting text: keys move the ends of a stretch, never past each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parsers.model import Span
from tui.stretch import Stretch, first_word, whole_words

TEXT = "Iraq's oil, worth $1.5 million, rose."
STEPS = st.lists(st.sampled_from("hlbwo[]"), max_size=30)


def moved(stretch: Stretch, keys: str) -> Stretch:
    for key in keys:
        match key:
            case "h" | "l":
                stretch = stretch.by_character(1 if key == "l" else -1, TEXT)
            case "b" | "w":
                stretch = stretch.by_word(1 if key == "w" else -1, TEXT)
            case "o":
                stretch = stretch.turned
            case "[":
                stretch = stretch.by_word(-1, TEXT, "left")
            case _:
                stretch = stretch.by_word(1, TEXT, "right")
    return stretch


def selected(keys: str, start: str = "oil") -> str:
    at = TEXT.index(start)
    return moved(Stretch(Span(at, at + len(start))), keys).span.of(TEXT)


def test_words_are_added_on_either_side() -> None:
    assert selected("]]]") == "oil, worth $"
    assert selected("[") == "Iraq's oil"
    assert selected("www") == "oil, worth $"


def test_the_other_end_is_moved_when_turned() -> None:
    assert selected("ob") == "Iraq's oil"
    assert selected("obww") == "l"
    assert selected("lh") == "oil"


def test_a_number_is_one_word() -> None:
    assert selected("]", "$") == "$1.5"


@given(STEPS)
def test_a_stretch_is_never_empty_and_never_outside_of_the_text(
    keys: list[str],
) -> None:
    span = moved(Stretch(Span(7, 10)), "".join(keys)).span

    assert 0 <= span.start < span.end <= len(TEXT)


def test_words_that_are_touched_are_whole() -> None:
    assert whole_words(Span(8, 13), TEXT).of(TEXT) == "oil, worth"
    assert whole_words(Span(6, 7), TEXT) == Span(6, 7)
    assert first_word(TEXT, 7) == Span(7, 10)
    assert first_word(TEXT, len(TEXT)) is None
