from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.ledger.escaping import (
    code,
    component,
    description,
    in_ascii,
    is_spelled,
    one_line,
    tag_value,
)

ANYTHING = st.text(st.characters())  # with surrogates, as in names of files
RISKY = st.text(
    st.sampled_from(" \t\r\n\x00\x1b\x85\u2028\u200b\u202e;|,:\"'[]()@*!=aé")
)


@given(ANYTHING | RISKY)
def test_a_line_is_one_line_of_single_spaced_visible_text(text: str) -> None:
    line = one_line(text)

    assert line == " ".join(line.split())
    assert not re.search(
        "[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]", line
    )
    line.encode("utf-8")


@given(ANYTHING | RISKY)
def test_ascii_brings_in_nothing_that_books_understand(text: str) -> None:
    plain = in_ascii(text)

    assert plain.isascii()
    for sign in ',;|"\\:[]()@*!={}~%#^\r\t\n\x00':
        assert plain.count(sign) <= text.count(sign)
    assert all(len(line) <= 4000 for line in plain.split("\n")) or text.isascii()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Türkiye\u2019s café", "Turkiye's cafe"),
        ("“5½ m³” \u2013 €3\u201a so", "'51/2 m3' - EUR3  so"),
        ("نفت 石油", "??? ??"),
        ("a\uff1bb\u2223c…", "a.b/c..."),
    ],
)
def test_ascii_keeps_what_is_alike(text: str, plain: str) -> None:
    assert in_ascii(text) == plain


@given(st.text("abcé بنفت石油😀\u200c\u200d-.()"))
def test_a_line_keeps_every_visible_character(text: str) -> None:
    assert one_line(text).replace(" ", "") == text.replace(" ", "")


def test_a_byte_of_a_file_name_that_is_no_text_is_shown_as_an_escape() -> None:
    assert one_line("caf\udce9.txt") == r"caf\udce9.txt"


@given(ANYTHING | RISKY | st.text("é,", min_size=1400, max_size=1700))
def test_a_tag_value_has_no_comma_and_leaves_room_on_its_line(text: str) -> None:
    value = tag_value(text)

    assert "," not in value
    assert len(value.encode()) <= 3000


def test_a_tag_value_shows_where_it_was_cut() -> None:
    assert tag_value("abcd" * 1000).endswith("abcda…")
    assert tag_value("a, b: c") == "a\u201a b: c"


@given(ANYTHING | RISKY | st.text("é;|", min_size=100, max_size=400))
def test_a_description_holds_nothing_that_ends_it(text: str) -> None:
    safe = description(text)

    assert not set(safe) & set(';|"\n')
    assert len(safe.encode()) <= 300


@given(ANYTHING | RISKY | st.text(max_size=200))
def test_a_component_fits_the_account_names_of_every_tool(text: str) -> None:
    assert re.fullmatch(r"[A-Z0-9][A-Za-z0-9-]{0,69}", component(text), re.ASCII)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("crude oil", "Crude-Oil"),
        ("non-oil", "Non-Oil"),
        ("Côte d\u2019Ivoire", "Cote-DIvoire"),
        ("iron & steel (articles), n.e.s.", "Iron-Steel-Articles-Nes"),
        ("XX:neighboring countries", "XX-Neighboring-Countries"),
        ("IRN", "IRN"),
    ],
)
def test_a_component_is_readable(text: str, name: str) -> None:
    assert component(text) == name


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("نفت", "گاز"),
        ("نفت oil", "oil"),
        ("a" * 61, "a" * 62),
        ("石油", "石"),
        ("\n", "?"),
    ],
)
def test_names_that_do_not_fit_stay_apart(one: str, two: str) -> None:
    assert component(one) != component(two)


@pytest.mark.parametrize("text", ["نفت", "نفت oil", "a" * 61, "?", ""])
def test_what_no_account_can_spell_has_a_code(text: str) -> None:
    assert not is_spelled(text)
    assert re.search("X[0-9A-F]{8}$", component(text))


@given(ANYTHING)
def test_a_code_is_a_symbol_that_needs_no_quotes(text: str) -> None:
    assert re.fullmatch("[A-Z]{2,24}", code(text), re.ASCII)


def test_codes_of_different_units_stay_apart() -> None:
    assert len({code(unit) for unit in ("m2", "m3", "m", "M2", "тонна", "пуд")}) == 6
