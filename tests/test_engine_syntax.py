"""What is told from the parse tree of a pattern."""

from __future__ import annotations

import pytest

from parsers.engine.syntax import MOST_COPIES, copies

MANY = MOST_COPIES + 1


@pytest.mark.parametrize(
    ("pattern", "most"),
    [
        (f"a{{{MANY}}}", MANY),
        (f"a{{{MANY},}}?", MANY),
        ("(?:a{200}){300}", 60_000),
        ("(?:a{200}b{300}){400}", 120_000),
        (f"x|(?P<one>(?=y)a{{{MANY}}}|b)", MANY),
        (f"a{{0,{MANY}}}b{{20}}", 20),
        (f"(?:a|b)?[{{{MANY}]", 1),
    ],
)
def test_copies_of_a_part_multiply_where_they_nest(pattern: str, most: int) -> None:
    counted = copies(pattern)

    assert counted == most


@pytest.mark.parametrize("code", range(36, 48))
def test_a_range_of_characters_is_no_repeat(code: int) -> None:
    pattern = f"[\\x{code:x}-\\x{code + 1:x}]{{{MANY}}}"

    assert copies(pattern) == MANY
