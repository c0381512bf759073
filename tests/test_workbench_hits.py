from __future__ import annotations

from pathlib import Path

import pytest
from packs import FRAGMENTS, HEAD, SLOTS, WORDS, engine_of

from parsers.articles import article_from_text
from parsers.workbench.hits import MOST_SAMPLES, Hit, Hits, Hunter

RULES = """
cue: '{flow}'
masks:
  - {reason: a price, pattern: '{money} a ton'}
rules:
  - {id: figure, priority: 0, pattern: '{figure}'}
  - {id: strong, priority: 90, pattern: 'just {figure}'}
"""
DRAFT = """
  - id: draft
    priority: 60
    set: {flow: import}
    pattern: '(?:at|for|to|just) {figure}'
"""


@pytest.fixture
def hunter(tmp_path: Path) -> Hunter:
    pack = HEAD + WORDS + FRAGMENTS + SLOTS + RULES
    before = engine_of(tmp_path / "before", pack)
    return Hunter(before, engine_of(tmp_path / "after", pack + DRAFT), "draft")


def hits(hunter: Hunter, text: str) -> tuple[Hit, ...]:
    return hunter.hits(article_from_text("a.txt", text))


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        ("Iran's imports came to $5 million in 2019.", "alike"),
        ("Iran's exports came to $5 million in 2019.", "differently"),
        ("The tower went for $5 million.", "open"),
        ("Iran's exports went for $5 a ton.", "masked"),
        ("Iran's exports were just $5 million.", "left"),
    ],
)
def test_a_hit_tells_what_the_figure_is_without_the_draft(
    hunter: Hunter, text: str, fate: str
) -> None:
    (hit,) = hits(hunter, text)

    assert hit.fate == fate


def test_a_text_on_which_the_pattern_does_not_match_has_no_hit(hunter: Hunter) -> None:
    assert hits(hunter, "Iran's exports were $5 million.") == ()


def test_a_hit_leads_to_its_line_and_sentence(hunter: Hunter) -> None:
    (hit,) = hits(hunter, "It rained.\n\nThe tower went for $5 million. It rained.\n")

    assert (hit.line, hit.sentence) == (3, "The tower went for $5 million.")


def test_all_hits_are_counted_and_a_few_are_kept(hunter: Hunter) -> None:
    counted = Hits()

    for _ in range(MOST_SAMPLES + 2):
        counted.add(hits(hunter, "The tower went for $5 million."))

    assert counted.articles == counted.counts["open"] == MOST_SAMPLES + 2
    assert len(counted.samples) == MOST_SAMPLES
