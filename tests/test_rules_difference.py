"""Where two packs differ, as far as that decides what they can read differently."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs import FRAGMENTS, HEAD, SLOTS, WORDS, pack_of

from parsers.rules.difference import Difference, difference, same_words

CLAIMS = """
cue: '{flow}'
masks:
  - {reason: an office, pattern: 'ministry'}
  - {reason: a price, pattern: 'a ton'}
filters:
  - {id: doubt, pattern: 'perhaps', in: [sentence], rules: [figure], reason: a guess}
rules:
  - {id: figure, priority: 0, pattern: '{figure}'}
  - {id: reached, priority: 50, pattern: '{flow:flow} reached {value:money}'}
  - {id: worth, priority: 60, pattern: 'worth {value:money}'}
"""
PACK = HEAD + WORDS + FRAGMENTS + SLOTS + CLAIMS
REACHED = "reached {value:money}'"


def found(tmp_path: Path, old: str, new: str) -> Difference | None:
    """The difference of two packs that are written out."""
    return difference(*(pack_of(tmp_path, text) for text in (old, new)))


def told(tmp_path: Path, before: str, after: str) -> Difference:
    """The difference that a change of the small pack makes."""
    assert before in PACK
    answer = found(tmp_path, PACK, PACK.replace(before, after))
    assert answer is not None
    return answer


def test_a_pack_and_itself_with_other_lines_do_not_differ(tmp_path: Path) -> None:
    moved = PACK.replace("cue:", "# a comment\n\n\ncue:")

    assert found(tmp_path, PACK, moved) == Difference((), (), ())


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("pattern: 'ministry'", "pattern: 'office'", {"ministry", "office"}),
        ("reason: an office", "reason: a house", {"ministry"}),
        ("a guess", "a doubt", {"perhaps"}),
    ],
    ids=["mask", "reason", "filter"],
)
def test_what_has_changed_has_to_match(
    tmp_path: Path, before: str, after: str, words: set[str]
) -> None:
    patterns = told(tmp_path, before, after).patterns

    assert len(patterns) == len(words)
    assert all(any(word in pattern for pattern in patterns) for word in words)


def test_a_look_that_has_changed_has_to_match_where_its_slot_is_asked(
    tmp_path: Path,
) -> None:
    answer = told(tmp_path, "(?:to|from|with)", "(?:to|via)")

    ((slot, (before, after)),) = answer.looks
    assert pack_of(tmp_path, PACK).slots[slot].name == "parties"
    assert "to|from|with" in before and "to|via" in after
    assert answer.patterns == ()


def test_masks_in_another_order_both_have_to_match_or_one(tmp_path: Path) -> None:
    first, second = (line for line in CLAIMS.splitlines() if "{reason" in line)
    turned = CLAIMS.replace(f"{first}\n{second}", f"{second}\n{first}")

    answer = found(tmp_path, PACK, PACK.replace(CLAIMS, turned))

    assert answer is not None
    assert len(answer.patterns) == 1


def test_rules_in_another_order_do_not_differ(tmp_path: Path) -> None:
    *head, first, second = CLAIMS.splitlines()
    turned = "\n".join([*head, second, first])

    assert found(tmp_path, PACK, HEAD + WORDS + FRAGMENTS + SLOTS + turned) == (
        Difference((), (), ())
    )


def test_another_priority_is_a_change_of_the_rule(tmp_path: Path) -> None:
    answer = told(tmp_path, "worth, priority: 60", "worth, priority: 40")

    assert len(answer.patterns) == 1
    assert answer.cues == ()


def test_a_new_rule_that_tells_the_flow_is_a_cue(tmp_path: Path) -> None:
    without = PACK.replace(
        f"  - {{id: reached, priority: 50, pattern: '{{flow:flow}} {REACHED}}}\n", ""
    )
    assert without != PACK

    gained, lost = found(tmp_path, without, PACK), found(tmp_path, PACK, without)

    assert gained is not None and lost is not None
    assert gained.patterns == gained.cues == lost.patterns
    # Where it was the cue, the sentence is tagged, and it matches there.
    assert lost.cues == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[Iraq]", "[Iraq, Baghdad]"),
        ("'{times:digits} times'", "'{times:digits} fold'"),
        ("cue: '{flow}'", "cue: '{flow}|sold'"),
        ("home: IRN", "home: IRQ"),
        ("pick: nearest", "pick: first"),
        ("in: [cue]", "in: [cue, headline]"),
        ("'perhaps', in: [sentence]", "'perhaps', in: [headline]"),
    ],
    ids=["word", "atom", "cue", "home", "slot", "headline", "filter"],
)
def test_after_some_changes_anything_may_be_read_differently(
    tmp_path: Path, before: str, after: str
) -> None:
    assert before in PACK

    assert found(tmp_path, PACK, PACK.replace(before, after)) is None


def test_words_are_the_same_whatever_the_rules_are(tmp_path: Path) -> None:
    one, other = (
        pack_of(tmp_path, text)
        for text in (
            PACK,
            HEAD + WORDS + FRAGMENTS + SLOTS + CLAIMS.replace("ministry", "office"),
        )
    )

    assert same_words(one, other)
    assert not same_words(one, pack_of(tmp_path, PACK.replace("[Iraq]", "[Irak]")))
