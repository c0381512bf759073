"""One rule of a file as a text of its own: nothing else of the file changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.workbench.draft import DraftRule
from parsers.workbench.rule_block import Block
from parsers.workbench.rule_blocks import (
    found_again,
    new_block,
    patch_block,
    rule_block,
)
from parsers.workbench.rule_text import RuleTextError

MINE = Path("mine.yaml")
FILE = """\
newsledger: rules/1   # version
extends: [trade-en]

rules:
  # Kept for 2019.
  - id: first
    pattern: |
      {reporter:country}
      # of all

    priority: 55   # above others
  # Not of the first.

  # The second one.
  - {id: second, pattern: 'x y'
    }

# The end.
"""
FIRST = """\
# Kept for 2019.
- id: first
  pattern: |
    {reporter:country}
    # of all

  priority: 55   # above others
"""


def first(held: str = FILE) -> Block:
    return rule_block(MINE, held, "first")


def test_a_rule_is_shown_with_its_comments_and_without_its_indentation() -> None:
    assert first().text == FIRST.rstrip()
    assert rule_block(MINE, FILE, "second").text == (
        "# The second one.\n- {id: second, pattern: 'x y'\n  }"
    )


def test_what_was_not_changed_is_filed_to_the_byte() -> None:
    dos = FILE.replace("\n", "\r\n").replace("\r\n", "  \r\n", 3)

    for held in (FILE, dos, "\ufeff" + FILE, FILE.rstrip("\n")):
        for rule in ("first", "second"):
            block = rule_block(MINE, held, rule)
            assert block.filed(block.text) == held


def test_only_the_line_that_changed_is_filed_anew() -> None:
    held = FILE.replace("\n", "\r\n")

    filed = first(held).filed(FIRST.replace("priority: 55 ", "priority: 60 "))

    assert filed == held.replace("priority: 55 ", "priority: 60 ")


def test_a_line_of_the_file_is_a_line_of_the_text() -> None:
    assert [first().line(number) for number in (4, 5, 6, 11)] == [None, 1, 2, 7]


@given(st.text("ab:-{}[]#|'\n \u00e9", max_size=40), st.integers(0, len(FIRST)))
def test_whatever_is_typed_changes_no_other_rule(typed: str, place: int) -> None:
    text = FIRST[:place] + typed + FIRST[place:]
    block = first()

    try:
        block.check(text)
    except RuleTextError:
        return

    again = rule_block(MINE, block.filed(text), "second")
    assert again.text == rule_block(MINE, FILE, "second").text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (FIRST + "- id: third\n", "one rule at a time"),
        ("", "one rule at a time"),
        (FIRST.replace("- id", "id"), "YAML"),
        (FIRST + "\npatch: {}\n", "not YAML"),
    ],
)
def test_a_text_that_is_not_one_rule_is_refused(text: str, reason: str) -> None:
    with pytest.raises(RuleTextError, match=reason):
        first().check(text)


def test_a_rule_in_brackets_is_not_taken_apart() -> None:
    with pytest.raises(RuleTextError, match="lines of its own"):
        rule_block(MINE, "rules: [{id: first, pattern: x}]\n", "first")


DRAFT = DraftRule("third", 55, "x", (), "", "The text.")


def test_a_draft_goes_behind_the_other_rules() -> None:
    block = new_block(MINE, FILE, DRAFT)

    block.check(block.text)
    filed = block.filed(block.text)

    assert filed == FILE.replace(
        "    }\n", "    }\n  - id: third\n    priority: 55\n    pattern: 'x'\n"
    )
    assert found_again(block, filed, is_own=True).text == block.text


def test_a_draft_finds_its_place_in_a_file_that_was_changed() -> None:
    block = new_block(MINE, "newsledger: rules/1\n", DRAFT)

    again = found_again(block, FILE, is_own=False)

    assert again.text == block.text
    assert again.filed(again.text) == new_block(MINE, FILE, DRAFT).filed(block.text)


# --- changes of the rules of other files ---------------------------------------------

REFERENCE = ("# priority: 50", "# pattern: 'x'")
PATCHED = "listed:\n  priority: 60\n  # priority: 50\n  # pattern: 'x'\n"


def patch(held: str, rule: str = "listed") -> Block:
    return patch_block(MINE, held, rule, REFERENCE)


@pytest.mark.parametrize(
    ("held", "filed"),
    [
        ("a: b", "a: b\n\npatch:\n  rules:\n    listed:\n      priority: 60\n"),
        (
            "patch:\n    cue: x\n# end\n",
            "patch:\n    cue: x\n    rules:\n      listed:\n        priority: 60\n# end\n",
        ),
        (
            "patch:\n  rules:\n    other: {status: off}\n\nrules: []\n",
            "patch:\n  rules:\n    other: {status: off}\n    listed:\n"
            "      priority: 60\n\nrules: []\n",
        ),
    ],
)
def test_a_change_goes_where_the_others_stand(held: str, filed: str) -> None:
    block = patch(held)

    assert block.text == "listed:\n  # priority: 50\n  # pattern: 'x'"
    block.check(PATCHED)
    assert block.filed(PATCHED) == filed


def test_a_change_that_is_there_is_edited() -> None:
    held = patch("a: b").filed(PATCHED) + "    # more\n    other: {status: off}\n"

    block = patch(held)

    assert block.text == PATCHED.rstrip()
    assert block.filed(PATCHED) == held
    assert "priority: 61\n    # more" in block.filed(PATCHED.replace("60", "61"))


def test_changes_in_brackets_are_not_taken_apart() -> None:
    with pytest.raises(RuleTextError, match="lines of their own"):
        patch("patch: {rules: {listed: {status: off}}}\n")
