from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import finder_patterns, tagged_texts

from parsers.engine.gates import MOST_TEXTS, gate, is_tag

TAG = "\ue001"
OTHER = "\ue002"


def needs(pattern: str) -> list[set[str]]:
    found = gate(pattern)
    assert found is not None
    return [set(need) for need in found]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("exports", [{"exports"}]),
        ("EXPORTS", [{"exports"}]),
        ("exports? of", [{"export of", "exports of"}]),
        ("up (?:to|by) x", [{"up to x", "up by x"}]),
        (r"exports \w+ of", [{"exports "}, {" of"}]),
        ("caf\xe9s", [{"caf"}]),
        ("(?:exports|imports)", [{"exports", "imports"}]),
        (f"{TAG} reached", [{f"{TAG} reached"}, {TAG}]),
        (f"{TAG} [a-z]+", [{TAG}]),
        (f"{OTHER} {TAG}|{TAG} {TAG}", [{f"{OTHER} {TAG}", f"{TAG} {TAG}"}, {TAG}]),
        (f"[{TAG}{OTHER}]", [{TAG, OTHER}]),
        (f"[{TAG}-{OTHER}]", [{TAG, OTHER}]),
        (f"(?:{TAG}|total) of", [{f"{TAG} of", "total of"}]),
        ("(?:reached)?", []),
        ("(?:reached){0,3}", []),
        ("(?:reached)+", [{"reached"}]),
        ("(?>reached)", [{"reached"}]),
        ("(?P<flow>reached)", [{"reached"}]),
        ("a", []),
        ("(?:exports|a)", []),
        ("[a-z]+", []),
        ("(?=exports)", [{"exports"}]),
        ("(?<=exports )to", [{"exports "}, {"to"}]),
        (f"{TAG} (?=[a-z])of", [{f"{TAG} of"}, {TAG}]),
        ("(?!exports)x?", []),
        (f"(?:{TAG}|total) {TAG}", [{f"{TAG} {TAG}", f"total {TAG}"}, {TAG}]),
    ],
)
def test_a_gate_is_what_a_pattern_cannot_match_without(
    pattern: str, expected: list[set[str]]
) -> None:
    found = needs(pattern)

    assert sorted(map(sorted, found)) == sorted(map(sorted, expected))


@pytest.mark.parametrize("pattern", [r"\p{Lu}+ exports", r"(?<x>exports)"])
def test_a_pattern_that_only_the_regex_module_reads_has_no_gate(pattern: str) -> None:
    regex.compile(pattern)

    assert gate(pattern) is None


def test_a_name_may_come_twice() -> None:
    assert needs("(?P<x>exports)|(?P<x>imports)") == [{"exports", "imports"}]


def test_too_many_words_are_not_worth_testing() -> None:
    words = "|".join(f"word{number}" for number in range(MOST_TEXTS + 1))

    assert needs(f"(?:{words}|other)") == []


def test_tags_are_private_use_characters() -> None:
    assert is_tag("\ue000")
    assert is_tag("\uf8ff")
    assert not is_tag("e")
    assert not is_tag(TAG * 2)


PIECES: tuple[str, ...] = (
    "ab",
    "Abc",
    TAG,
    OTHER,
    f"[{TAG}{OTHER}]",
    "(?:abc|cab)",
    "(?:abc)?",
    " ",
)
PIECES += ("[ab]", ".", "(?:cab){1,2}", f"(?:{TAG}|abc)", "a?", "(?=abc)", "(?!cab)")
patterns = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join)
texts = st.lists(
    st.sampled_from(("ab", "c", "ABC", "cab", TAG, OTHER, " ", "x")), max_size=8
).map("".join)


@given(patterns, texts)
def test_whatever_matches_passes_the_gate(pattern: str, text: str) -> None:
    found = gate(pattern)
    if found is None or not regex.search(pattern, text, regex.IGNORECASE):
        return

    assert all(any(word in text.lower() for word in need) for need in found)


@settings(deadline=None, max_examples=60)
@given(tagged_texts())
def test_whatever_a_shipped_pattern_matches_passes_its_gate(text: str) -> None:
    low = text.lower()

    for pattern, compiled in finder_patterns():
        if compiled.search(text) is not None:
            needed = gate(pattern) or ()
            assert all(any(word in low for word in need) for need in needed), pattern


def test_nearly_every_shipped_pattern_has_a_gate() -> None:
    gated = [bool(gate(pattern)) for pattern, _compiled in finder_patterns()]

    assert sum(gated) / len(gated) > 0.8
