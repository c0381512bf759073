from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import finder_patterns, tagged_texts

from parsers.engine.finders import LEFT_GUARD
from parsers.engine.openings import opening

A, B = "\ue00a", "\ue00b"


@pytest.mark.parametrize(
    ("pattern", "characters"),
    [
        (f"the {A}|{B}", "t" + B),
        (f"(?:the )?{A}", "t" + A),
        (f"(?P<x>(?:the )?[{A}{B}])", "t" + A + B),
        (f"(?<!to )(?:THE )?{A}", "t" + A),
        (f"(?:{A}|x)+ y", "x" + A),
        (f"(?-i:X |{A})", "x" + A),
        (f"(?<=of )[{A}-{B}]", A + B),
    ],
)
def test_a_pattern_begins_with_one_of_its_first_characters(
    pattern: str, characters: str
) -> None:
    ahead = regex.compile(opening(pattern), regex.IGNORECASE)

    begins = {c for c in f"{A}{B}abcdtxy '" if ahead.match(c)}
    assert opening(pattern)
    assert begins == set(characters)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "exports",
        f"[{A}{B}] of",
        f"(?P<flow>{A})",
        f"{A}|.",
        rf"\w+|{A}",
        f"[^{A}]",
        f"(?:{A})?",
        f"{A}|as|bad|code|dates|exports|from|goods|hides|ink|jam",
        f"{A}|[[:alpha:]]",
        f"(?x:{A}|b)",
        f"({A}",
    ],
)
def test_no_look_ahead_is_made_where_it_saves_nothing_or_cannot_be_told(
    pattern: str,
) -> None:
    assert opening(pattern) == ""


@settings(max_examples=60)
@given(tagged_texts())
def test_shipped_patterns_match_the_same_behind_their_openings(text: str) -> None:
    for source, _plain in finder_patterns():
        guarded = f"{LEFT_GUARD}(?:{source})"
        plain = regex.compile(guarded, regex.IGNORECASE).finditer(text)
        ahead = regex.compile(opening(source) + guarded, regex.IGNORECASE)
        assert [m.span() for m in ahead.finditer(text)] == [m.span() for m in plain]


PIECES = (A, B, f"[{A}{B}]", "b?", f"(?:the )?{A}", f"(?:a|{B})", f"{A}*", "(?!b)", "B")
patterns = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)


@given(
    st.lists(patterns, min_size=1, max_size=3), st.text(f"abBthe {A}{B}", max_size=9)
)
def test_a_match_is_never_lost(alternatives: list[str], text: str) -> None:
    pattern = "|".join(alternatives)
    plain = regex.compile(f"(?:{pattern})", regex.IGNORECASE)

    found = regex.compile(f"{opening(pattern)}(?:{pattern})", regex.IGNORECASE)

    assert [m.span() for m in found.finditer(text)] == [
        m.span() for m in plain.finditer(text)
    ]
