"""What a terminal is sent is shown and never obeyed."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.color import Color

from tui.display import display, one_line
from tui.wall import Wall

PAYLOADS = {
    "clear": "aa\x1b[2J\x1b[7;7Hbb",
    "colour": "aa\x1b[38;5;77mbb",
    "query": "aa\x1b[6nbb",
    "clipboard, BEL": "aa\x1b]52;c;VEVTVQ==\x07bb",
    "clipboard, ST": "aa\x1b]52;c;VEVTVA==\x1b\\bb",
    "title": "aa\x1b]0;PWNED-TITLE\x07bb",
    "link": "aa\x1b]8;;http://evil.example/x\x1b\\click\x1b]8;;\x1b\\bb",
    "device control": 'aa\x1bP$q"p\x1b\\bb',
    "reset": "aa\x1bcbb",
    "end of paste": "aa\x1b[201~rm -rf x\x1b[200~bb",
    "other screen": "aa\x1b[?1047lbb",
    "C1 CSI": "aa\x9b31mcc",
    "C1 OSC": "aa\x9d0;C1TITLE\x9cbb",
    "C1 NEL": "aa\x85bb",
    "bell": "aaB\x07Lbb",
    "backspace": "aaB\x08Sbb",
    "carriage return": "aaC\rRbb",
    "vertical tab": "aaV\x0bTbb",
    "form feed": "aaF\x0cFbb",
    "NUL": "aaN\x00Lbb",
    "shift out": "aaS\x0eObb",
    "DEL": "aaD\x7fLbb",
    "enquiry": "aaE\x05Qbb",
    "right to left": "aaR\u202eLObb",
    "isolate": "aaI\u2066Sbb\u2069",
    "zero width": "aaZ\u200bWbb",
    "byte order mark": "aaB\ufeffMbb",
    "soft hyphen": "aaH\u00adYbb",
    "line separator": "aaL\u2028Sbb",
    "tags": "aaT\U000e0041Gbb",
    "pile of marks": "aaO" + "\u0301" * 50 + "bb",
    "tab": "aaT\tBbb",
    "surrogate": "aa\ud800bb",
}
DANGER = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ud800-\udfff\U000e0000-\U000e0fff]|\u0301{4}"
)


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
