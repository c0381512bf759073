from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.rules.trie import trie_pattern

FORMS = st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=12)
CLOSE_FORMS = st.lists(
    st.text("ab-]^\\ .", min_size=1, max_size=5), min_size=1, max_size=12
)


@given(st.one_of(FORMS, CLOSE_FORMS))
def test_every_form_is_matched_as_a_whole(forms: list[str]) -> None:
    pattern = re.compile(trie_pattern(forms))

    assert all(pattern.fullmatch(form) for form in forms)


@given(st.one_of(FORMS, CLOSE_FORMS), st.text("ab-]^\\ .", max_size=6))
def test_nothing_but_the_forms_is_matched(forms: list[str], text: str) -> None:
    pattern = re.compile(trie_pattern(forms))

    assert bool(pattern.fullmatch(text)) == (text in forms)


@given(CLOSE_FORMS, st.text("ab-]^\\ .", max_size=8))
def test_the_longest_form_that_stands_there_is_taken(
    forms: list[str], text: str
) -> None:
    found = re.compile(trie_pattern(forms)).match(text)

    longest = max((f for f in forms if text.startswith(f)), key=len, default=None)
    assert (found[0] if found else None) == longest


@pytest.mark.parametrize(
    ("forms", "pattern"),
    [
        (["ton"], "ton"),
        (["ton", "tons"], "ton(?:s)?"),
        (["a", "b"], "[ab]"),
        (["Iran", "Iraq"], "Ira[nq]"),
        (["US$", "$"], "(?:\\$|US\\$)"),
    ],
)
def test_common_beginnings_are_written_once(forms: list[str], pattern: str) -> None:
    assert trie_pattern(forms) == pattern


def test_the_order_of_the_forms_does_not_matter() -> None:
    assert trie_pattern(["b", "ab", "a"]) == trie_pattern(["a", "b", "ab"])
