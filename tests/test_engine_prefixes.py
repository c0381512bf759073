from __future__ import annotations

import re
from functools import cache

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from phrases import trade_texts
from shipped import shipped_pack

from parsers.articles.folding import fold
from parsers.engine.prefixes import (
    ASKED,
    DIGIT,
    LONG,
    Beginnings,
    Heads,
    around_number,
    prefixes_of,
)
from parsers.engine.words import lowered


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


def as_in_prefixes(text: str) -> str:
    """The text with its digits and letters written as they are in prefixes."""
    return lowered(text).translate(str.maketrans("123456789", DIGIT * 9))


texts = st.text("abcdAB12é .", max_size=10)


@given(patterns, texts, st.sampled_from((3, LONG)))
def test_every_match_begins_with_a_prefix(pattern: str, text: str, size: int) -> None:
    prefixes = tuple(prefixes_of(pattern, size))
    plain = as_in_prefixes(text)

    for match in regex.finditer(pattern, text, regex.IGNORECASE):
        assert plain.startswith(prefixes, match.start())


@given(patterns, texts)
def test_what_follows_a_number_is_foreseen(pattern: str, text: str) -> None:
    source = rf"(?P<number>\d)(?:{pattern})"
    behind, _others = around_number(source, ["number"])
    beginnings = Beginnings(behind)

    for match in regex.finditer(rf"{source}(?!\w)", "1" + text, regex.IGNORECASE):
        after = match.end("number")
        assert beginnings.can_be(match.string[after : after + ASKED])


@given(patterns, texts)
def test_the_beginning_of_a_match_is_foreseen(pattern: str, text: str) -> None:
    _behind, others = around_number(f"(?:{pattern})", [])
    beginnings = Beginnings(others)

    for match in regex.finditer(rf"(?:{pattern})(?!\w)", text, regex.IGNORECASE):
        assert beginnings.can_be(text[match.start() :][:ASKED])


@cache
def shipped_prefixes() -> list[tuple[tuple[str, ...], regex.Pattern[str]]]:
    sources = [atom.pattern.source for atom in shipped_pack().atoms]
    return [
        (tuple(prefixes_of(source, LONG)), regex.compile(source, regex.IGNORECASE))
        for source in sources
    ]


@settings(deadline=None)
@given(trade_texts())
def test_every_match_of_a_shipped_atom_begins_with_a_prefix(text: str) -> None:
    folded = fold(text)
    plain = as_in_prefixes(re.sub(" +", " ", folded))

    for prefixes, pattern in shipped_prefixes():
        for match in pattern.finditer(re.sub(" +", " ", folded)):
            assert plain.startswith(prefixes, match.start())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("million", True),
        ("MILLION", True),
        ("7x", True),
        ("mile", False),
        ("m", True),
        ("m.", True),
        ("me", False),
        ("mé", True),
        ("  mile", True),
    ],
)
def test_a_text_can_begin_a_match_whatever_its_case_and_digits(
    text: str, expected: bool
) -> None:
    heads = Heads(whole=frozenset({"m"}), cut=frozenset({"mill", DIGIT}))

    assert Beginnings(heads).can_be(text[:ASKED]) is expected


def test_what_follows_a_number_and_what_begins_otherwise_are_told_apart() -> None:
    pattern = r"(?P<number>\d+) tons|\$(?P<number>\d+)"

    behind, others = around_number(pattern, ["number"])

    assert behind == Heads(frozenset(), frozenset({" tons"[:LONG]}))
    assert {head[:2] for head in others.whole | others.cut} == {"$" + DIGIT}


def test_of_what_cannot_be_read_everything_is_possible() -> None:
    for heads in around_number("(", ["number"]):
        assert Beginnings(heads).anywhere
        assert Beginnings(heads).can_be("")
