from __future__ import annotations

from functools import cache

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from phrases import trade_texts
from shipped import shipped_pack

from parsers.articles.folding import fold
from parsers.engine.prefixes import DIGIT, LONG, around_number, prefixes_of, starts


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("last year", {"las"}),
        ("Last", {"las"}),
        ("(?:in|of) 2019", {"in ", "of "}),
        (r"\d\d\d\d", {DIGIT * 3}),
        ("[ab]c", {"ac", "bc"}),
        ("a?bc", {"abc", "bc"}),
        ("(?:ab){2}", {"aba"}),
        ("a+b", {"ab", "aab", "aaa"}),
        ("(?:a|ab)cd", {"acd", "abc"}),
        ("(?P<x>Q[1-4])", {"q" + DIGIT}),
        ("(?<!y)last", {"las"}),
        ("(?=x|yes)[a-z]+", {"x", "yes"}),
        ("(?>last) year", {"las"}),
        ("ab", {"ab"}),
        ("ab.", {"ab"}),
        (".*", {""}),
        ("a?", {""}),
        (r"\p{Lu}x", {""}),
        ("(unclosed", {""}),
        (r"\s\d", {" " + DIGIT}),
    ],
)
def test_prefixes_are_what_a_match_can_begin_with(
    pattern: str, expected: set[str]
) -> None:
    assert prefixes_of(pattern, 3) == expected


def test_prefixes_may_be_longer() -> None:
    assert prefixes_of("million", 4) == {"mill"}


PIECES: tuple[str, ...] = (
    "a",
    "b?",
    "(?:ab|cd)",
    "[a-c]",
    r"\d",
    "(?:a|bc)?",
    "d+",
    "(?=[a-z])",
    "1{2}",
)
PIECES += (".", "[^a]", "A", r"\w", " ", "(?:a|)", "c*", "(?>ab|a)", "(?i:c)")
patterns = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)


@given(patterns, st.text("abcdAB12٣ .", max_size=10), st.sampled_from((3, LONG)))
def test_every_match_begins_with_a_prefix(pattern: str, text: str, size: int) -> None:
    prefixes = prefixes_of(pattern, size)

    for match in regex.finditer(pattern, text, regex.IGNORECASE):
        assert starts(prefixes, text, match.start())


@cache
def shipped_prefixes() -> list[tuple[frozenset[str], regex.Pattern[str]]]:
    sources = [atom.pattern.source for atom in shipped_pack().atoms]
    return [(prefixes_of(s, LONG), regex.compile(s, regex.IGNORECASE)) for s in sources]


@settings(deadline=None)
@given(trade_texts())
def test_every_match_of_a_shipped_atom_begins_with_a_prefix(text: str) -> None:
    folded = fold(text)

    for prefixes, pattern in shipped_prefixes():
        for match in pattern.finditer(folded):
            assert starts(prefixes, folded, match.start())


@pytest.mark.parametrize(
    ("text", "expected"),
    [("million", True), ("MILLION", True), ("7x", True), ("٣x", True), ("mile", False)],
)
def test_a_text_starts_with_a_prefix_whatever_its_case_and_digits(
    text: str, expected: bool
) -> None:
    assert starts(frozenset({"mill", DIGIT}), text, 0) is expected


def test_what_follows_a_number_and_what_begins_otherwise_are_told_apart() -> None:
    pattern = r"(?P<number>\d+) tons|\$(?P<number>\d+)"

    behind, others = around_number(pattern, ["number"])

    assert behind == {" tons"[:LONG]}
    assert {other[:2] for other in others} == {"$" + DIGIT}


def test_of_what_cannot_be_read_everything_is_possible() -> None:
    assert around_number("(", ["number"]) == (frozenset({""}), frozenset({""}))
