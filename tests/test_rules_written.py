from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import shipped_pack

from parsers.rules.written import (
    FOREVER,
    Branch,
    Character,
    Check,
    Flags,
    Group,
    Name,
    Part,
    Repeat,
    children,
    parse,
)


def only(pattern: str) -> Part:
    """The one part of a pattern."""
    ((part,),) = parse(pattern)
    return part


def all_parts(branches: tuple[Branch, ...]) -> list[Part]:
    parts = [part for branch in branches for part in branch]
    return parts + [inner for part in parts for inner in all_parts(children(part))]


@given(st.text("ab |()[]{}?*+\\.,^$-:=!<>P0123\n\ue001", max_size=60))
def test_any_text_is_read_and_its_parts_stand_in_order(text: str) -> None:
    for branch in parse(text):
        ends = [(part.start, part.end) for part in branch]
        assert ends == sorted(ends)
        assert all(0 <= start < end <= len(text) for start, end in ends)
        assert all(one[1] <= two[0] for one, two in pairwise(ends))


@pytest.mark.parametrize("sign", "([?|*\\")
def test_signs_beyond_all_reason_are_read(sign: str) -> None:
    assert parse(f"a{sign * 50_000}")


@pytest.mark.parametrize("rule", shipped_pack().rules, ids=lambda rule: rule.id)
def test_what_is_written_out_is_read_to_its_end(rule: object) -> None:
    source = rule.pattern.source  # type: ignore[attr-defined]

    parts = [part for branch in parse(source) for part in branch]

    assert max(part.end for part in parts) == len(source)


@pytest.mark.parametrize(
    ("pattern", "least", "most", "sure"),
    [
        ("a?", 0, 1, False),
        ("a*", 0, FOREVER, False),
        ("a+?", 1, FOREVER, False),
        ("a++", 1, FOREVER, True),
        ("a{3}", 3, 3, False),
        ("a{2,}", 2, FOREVER, False),
        ("a{,5}", 0, 5, False),
        ("a{2,5}?", 2, 5, False),
        ("(?>a)", 1, 1, True),
    ],
)
def test_a_quantifier_says_how_often(
    pattern: str, least: int, most: int, sure: bool
) -> None:
    part = only(pattern)

    assert isinstance(part, Repeat)
    assert (part.least, part.most, part.sure) == (least, most, sure)


@pytest.mark.parametrize(
    ("pattern", "blank", "word"),
    [
        ("a", False, False),
        (" ", True, False),
        (".", True, True),
        (r"\w", False, True),
        (r"\s", True, False),
        (r"\S", False, True),
        (r"\d", False, False),
        (r"\D", True, True),
        ("[a-z]", False, True),
        ("[A-Z ]", True, True),
        (r"[\w. ]", True, True),
        ("[^;]", True, True),
        (r"[^\s]", False, True),
        ("[]x]", False, False),
        (r"\.", False, False),
        (r"\p{L}", False, True),
    ],
)
def test_it_is_known_what_a_character_can_be(
    pattern: str, blank: bool, word: bool
) -> None:
    part = only(pattern)

    assert isinstance(part, Character)
    assert (part.blank, part.word) == (blank, word)


@pytest.mark.parametrize("pattern", ["^", "$", r"\b", "(?=a)", "(?<!a|b)", "(?!)"])
def test_a_check_is_no_character(pattern: str) -> None:
    assert isinstance(only(pattern), Check)


@pytest.mark.parametrize("pattern", ["(?i)", "(?s-i)"])
def test_flags_are_no_group(pattern: str) -> None:
    assert isinstance(only(pattern), Flags)


@pytest.mark.parametrize("pattern", ["(a|b)", "(?:a|b)", "(?P<n>a|b)", "(?i:a|b)"])
def test_a_group_has_its_alternatives(pattern: str) -> None:
    part = only(pattern)

    assert isinstance(part, Group)
    assert len(part.branches) == 2


def test_a_capital_is_any_letter_unless_case_counts() -> None:
    words = [
        part.word
        for part in all_parts(parse("[A-Z](?-i:[A-Z](?i:[A-Z]))[A-Z]"))
        if isinstance(part, Character)
    ]

    assert words == [True, True, False, True]


@pytest.mark.parametrize(
    ("pattern", "kind", "most"),
    [
        ("{country}", "country", 0),
        ("{reporter:country}", "country", 0),
        ("{flow=export|import}", "flow", 0),
        ("{pair:@pair}", "@pair", 0),
        ("{gap:40,flow}", "gap", 40),
    ],
)
def test_a_name_in_braces_is_one_part(pattern: str, kind: str, most: int) -> None:
    part = only(pattern)

    assert isinstance(part, Name)
    assert (part.kind, part.most) == (kind, most)
