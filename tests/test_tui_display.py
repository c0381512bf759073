"""What a terminal is sent is shown and never obeyed."""

from __future__ import annotations

import unicodedata

import payloads
import pytest
from hypothesis import given
from hypothesis import strategies as st
from payloads import DANGER
from rich.segment import Segment
from textual.color import Color

from tui.display import display, one_line
from tui.wall import Wall

PAYLOADS = {payload.name: payload.text for payload in payloads.PAYLOADS}
PAYLOADS["surrogate"] = "aa\ud800bb"


def test_every_code_point_keeps_its_place_and_loses_its_power() -> None:
    every = "".join(map(chr, range(0x110000)))

    shown = display(every)

    assert len(shown) == len(every)
    categories = {c: unicodedata.category(c) for c in shown if ord(c) < 0xF0000}
    assert {c for c, category in categories.items() if category in ("Cc", "Cs")} == {
        "\n"
    }
    bidirectional = {
        "RLE",
        "LRE",
        "PDF",
        "RLO",
        "LRO",
        "RLI",
        "LRI",
        "FSI",
        "PDI",
        "BN",
    }
    assert {
        c for c in categories if unicodedata.bidirectional(c) in bidirectional
    } <= set("\u200c\u200d\u206f")


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_payload_is_only_text(name: str) -> None:
    payload = PAYLOADS[name]

    shown = display(payload)

    assert len(shown) == len(payload)
    assert not DANGER.search(shown)
    assert shown.startswith("aa")


def test_persian_keeps_its_joiners() -> None:
    text = "می\u200cخواهم \u200d"  # noqa: RUF001

    assert display(text) == text


def test_plain_text_is_returned_as_it_is() -> None:
    text = "“Iran’s exports” rose 5 %\n— naïve, 中文"  # noqa: RUF001

    assert display(text) is text


def test_one_line_has_no_line_end() -> None:
    assert one_line("a\nb\r\nc") == "a b  c"


@given(st.text(st.characters(codec=None)))
def test_any_text_keeps_its_length_and_is_shown_the_same_again(text: str) -> None:
    shown = display(text)

    assert len(shown) == len(text)
    assert display(shown) == shown


@pytest.mark.parametrize("name", PAYLOADS)
def test_the_wall_stops_what_was_forgotten(name: str) -> None:
    wall = Wall()

    segments = wall.apply([Segment("x"), Segment(PAYLOADS[name])], Color(0, 0, 0))

    line = "".join(segment.text for segment in segments)
    assert not DANGER.search(line)
    assert len(line) == len(PAYLOADS[name]) + 1


def test_the_wall_lets_good_lines_through_untouched() -> None:
    segments = [Segment("plain "), Segment("text")]

    assert Wall().apply(segments, Color(0, 0, 0)) is segments
