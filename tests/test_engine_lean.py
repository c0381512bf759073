from __future__ import annotations

from collections.abc import Callable

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from phrases import trade_texts
from shipped import finder_patterns, shipped_pack, tagged_texts

from parsers.articles.folding import fold
from parsers.engine.lean import (
    compile_for,
    compile_lean,
    lean,
    lowercase,
    split_alternatives,
    split_head,
)
from parsers.engine.words import lowered


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("ab?c", "a(?:b|)c"),
        ("(?:ab)?c", "(?:(?:ab)|)c"),
        ("(?P<x>ab)?", "(?:(?P<x>ab)|)"),
        ("[ab]?", "(?:[ab]|)"),
        ("[]?]?", "(?:[]?]|)"),
        (r"\??", r"(?:\?|)"),
        (r"\p{Lu}?", r"(?:\p{Lu}|)"),
        ("(?:a(?:b)?)?", "(?:(?:a(?:(?:b)|))|)"),
        ("ab??c", "ab??c"),
        ("ab?+c", "ab?+c"),
        ("a+?", "a+?"),
        ("a*?", "a*?"),
        ("a{1,2}?", "a{1,2}?"),
        ("(?=a)b", "(?=a)b"),
        ("(?i:a)?", "(?:(?i:a)|)"),
        (r"[\]?]", r"[\]?]"),
    ],
)
def test_an_optional_part_becomes_a_choice(pattern: str, expected: str) -> None:
    assert lean(pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("(?:[\ue00a])|(?:[\ue00b-\ue00c])", "[\ue00a\ue00b-\ue00c]"),
        ("(?:(?:[\ue00a])|(?:[\ue00b])) of", "[\ue00a\ue00b] of"),
        ("(?P<x>[\ue00a]|[\ue00b])", "(?P<x>[\ue00a\ue00b])"),
        ("a|[\ue00a]|[\ue00b]|b", "a|[\ue00a\ue00b]|b"),
        ("(?:[\ue00a]|[\ue00b])?", "(?:[\ue00a\ue00b]|)"),
        ("[\ue00a]|[\ue00b] of", "[\ue00a]|[\ue00b] of"),
        ("a[\ue00a]|[\ue00b]", "a[\ue00a]|[\ue00b]"),
        ("[\ue00a]|[^\ue00b]", "[\ue00a]|[^\ue00b]"),
        ("[\ue00a]|[ab]", "[\ue00a]|[ab]"),
        ("(?<!a)[\ue00a]|[\ue00b]", "(?<!a)[\ue00a]|[\ue00b]"),
    ],
)
def test_tags_to_choose_from_become_one_class(pattern: str, expected: str) -> None:
    assert lean(pattern) == expected


PIECES: tuple[str, ...] = (
    "a",
    "b?",
    "(?:ab)?",
    "(a|b)?",
    "[ab]?",
    "a??",
    "b?+",
    "(?P<x>a)?",
    "(?:a?b?)?",
)
PIECES += ("a{1,2}?", "a*?", "(?=a)", "(?!b)", "(?:a|b?)", r"\w?", "[^a]?", "(?i:A)?")
patterns = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)


@given(patterns, st.text("abAB ", max_size=12))
def test_the_lean_pattern_matches_the_same(pattern: str, text: str) -> None:
    if pattern.count("(?P<x>") > 1:
        pattern = pattern.replace("(?P<x>", "(")
    plain = regex.compile(pattern, regex.IGNORECASE)

    found = compile_lean(pattern).finditer(text)

    expected = plain.finditer(text)
    assert [(m.span(), m.groups()) for m in found] == [
        (m.span(), m.groups()) for m in expected
    ]


@settings(max_examples=40)
@given(tagged_texts())
def test_shipped_patterns_match_the_same_when_lean(text: str) -> None:
    for source, plain in finder_patterns():
        lean_spans = [
            (m.span(), m.capturesdict()) for m in compile_lean(source).finditer(text)
        ]
        assert lean_spans == [
            (m.span(), m.capturesdict()) for m in plain.finditer(text)
        ]


@settings(max_examples=60)
@given(trade_texts())
def test_shipped_figures_and_periods_match_the_same_when_lean(text: str) -> None:
    folded = fold(text)

    for atom in shipped_pack().atoms:
        source = atom.pattern.source
        plain = regex.compile(source, regex.IGNORECASE)
        found = [m.span() for m in compile_lean(source).finditer(folded)]
        assert found == [m.span() for m in plain.finditer(folded)]


@settings(max_examples=40)
@given(tagged_texts())
def test_shipped_patterns_match_the_same_in_lower_case(text: str) -> None:
    for source, plain in finder_patterns():
        pattern, low = compile_for(source)
        found = pattern.finditer(lowered(text) if low else text)
        assert [m.capturesdict() for m in plain.finditer(text)] == [
            {
                name: [text[start:end] for start, end in m.spans(name)]
                for name in m.groupdict()
            }
            for m in found
        ]


CASES: tuple[str, ...] = (
    "A",
    "k",
    "S",
    "i",
    "[A-K]",
    "[^A-K]",
    "[^a]",
    "[a-z.]",
    r"\w",
    r"\W",
    "AB?",
)
CASES += (".", "(?=K)", "(?<!I)", "(?P<x>I|b)", r"[\wA]", "\ue00a", "[\ue00aX]", r"\.")
cases = st.lists(st.sampled_from(CASES), min_size=1, max_size=4).map("".join)


@given(cases, st.text("aAbkK\u212asS\u017fiIxX. \ue00aéÉßΣς", max_size=12))
def test_the_lower_case_of_a_pattern_matches_the_same(pattern: str, text: str) -> None:
    pattern = pattern.replace("(?P<x>", "(", pattern.count("(?P<x>") - 1)
    low = lowercase(pattern)
    plain = regex.compile(pattern, regex.IGNORECASE)

    assert low is not None
    assert [m.span() for m in regex.finditer(low, lowered(text))] == [
        m.span() for m in plain.finditer(text)
    ]


@pytest.mark.parametrize(
    "pattern",
    [
        "(?-i:A)",
        "(?i)a",
        r"\p{Lu}",
        r"\x41",
        r"\N{DIGIT ONE}",
        "[!-Z]",
        "[A-z]",
        r"[+-\]]",
        "[[:upper:]]",
        "é",
    ],
)
def test_a_pattern_in_which_case_may_count_has_no_lower_case(pattern: str) -> None:
    assert lowercase(pattern) is None


def test_an_error_keeps_its_place() -> None:
    with pytest.raises(regex.error) as caught:
        compile_lean("ab?c(d")

    assert getattr(caught.value, "pos") == 6  # noqa: B009


def test_case_does_not_matter() -> None:
    assert compile_lean("exports?").fullmatch("EXPORT")


def test_alternatives_are_split_at_outer_bars_only() -> None:
    assert split_alternatives(r"a(b|c)|[|]d\||e") == ["a(b|c)", r"[|]d\|", "e"]


@pytest.mark.parametrize(
    ("alternative", "head", "rest"),
    [
        ("(?P<number>a(?:b|c)) d", "(?P<number>a(?:b|c))", " d"),
        ("(?P<number>a)?d", "", "(?P<number>a)?d"),
        ("(?P<number>a){2}d", "", "(?P<number>a){2}d"),
        ("d(?P<number>a)", "", "d(?P<number>a)"),
        ("", "", ""),
    ],
)
def test_a_head_is_a_named_group_that_begins_the_alternative(
    alternative: str, head: str, rest: str
) -> None:
    assert split_head(alternative) == (head, rest)


@pytest.mark.parametrize(
    "pattern", ["a{1000000000}", "(?:(?:a{100}){100}){2}", "(?:x|(?=a{101}){100,})"]
)
@pytest.mark.parametrize("compile_", [compile_lean, compile_for])
def test_a_pattern_that_would_take_all_memory_is_refused_before_that(
    pattern: str, compile_: Callable[[str], object]
) -> None:
    with pytest.raises(regex.error, match=r"repeated [\d,]+ times, more than 10,000"):
        compile_(pattern)


def test_many_small_repeats_side_by_side_are_none_too_many() -> None:
    assert compile_lean("[a-z]{40}" * 9).pattern
