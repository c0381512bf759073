"""What is told from the parse tree of a pattern."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from packs import SMALL, reading_of

from parsers.engine.finders import Finder
from parsers.engine.lean import compile_lean
from parsers.engine.program import REFUSALS
from parsers.engine.relaxed import Places
from parsers.engine.syntax import MOST_COPIES, copies
from parsers.pipeline import load_rules
from parsers.rules.pack import Pattern

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


PIECES = (
    *'ab,.-+*?()[]{}|^$\\ 01:<=!"é\ue000\uf8ffİ\n',
    *("(?:", "(?=", "(?!", "(?<=", "(?<!", "(?P<a>", "(?i:", "(?-i:", "(?>", "(?s:.)"),
    *("{2,3}", "{20000}", "[^a-c]", "[,--]", "[[:alpha:]]", "[a&&b]", "(?(a)b|c)"),
    *("\\d", "\\b", "\\Z", "\\p{L}", "\\1", "\\101", "\\R", "(?|", "(?#x)", "(?V1)"),
)


@example(")")
@example("(?:)")
@example("(?-i:)\\Zİ")
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_what_is_no_pattern_is_refused_and_nothing_worse(source: str) -> None:
    for build in (compile_lean, Places, lambda text: Finder(_pattern(text), "a rule")):
        try:
            build(source)
        except REFUSALS:
            continue


NAMES = (
    *("{value:money}", "{figure}", "{reporter:country}", "{country}", "{flow=export}"),
    *("{gap}", "{gap:40}", "{gap:1,a}", "{gap:x}", "{nope}", "{partner:nope}", "{}"),
    *("{{", "}}", "{:}", "{value:}", "{a:b:c}", "{@pair}", "{gap:99999999999}"),
)
SPOTS = (
    *("'{flow:flow}'", "'in {period:period}'", "'{figure}'", "'last year'"),
    *("'{multiple:multiple}'", "trade]", "Iraq]"),
)
"""Patterns and forms of the small pack."""


@settings(max_examples=60)
@example("trade]", "^")
@given(
    st.sampled_from(SPOTS),
    st.lists(st.sampled_from(PIECES + NAMES), max_size=8).map("".join),
)
def test_no_pattern_or_form_of_a_pack_ends_the_program(spot: str, text: str) -> None:
    quoted = "'{}'".format(text.replace("'", "''"))
    pack = SMALL.replace(spot, f"{quoted}]" if spot.endswith("]") else quoted, 1)
    with TemporaryDirectory() as folder:
        path = Path(folder, "rules.yaml")
        path.write_text(pack, encoding="utf-8")
        rules = load_rules([path])

    if rules.engine is not None:
        reading_of(rules.engine, f"Iran's exports to Iraq {text} rose to $5 million.")


def _pattern(source: str) -> Pattern:
    return Pattern(source, ())
