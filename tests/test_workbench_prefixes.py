from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packs import FRAGMENTS, HEAD, SLOTS, WORDS, pack_of
from shipped import shipped_engine, shipped_pack, tagged_texts

from parsers.engine.program import Program
from parsers.engine.sentences import Sentences
from parsers.engine.tagger import Tagged
from parsers.model import Span
from parsers.rules.pack import Pack
from parsers.workbench.prefixes import Prefixes, Reach, items_of


def items(written: str) -> list[list[str]]:
    """The items of each alternative, as they are written."""
    return [
        [written[item.start : item.end].strip() for item in alternative]
        for alternative in items_of(written)
    ]


@pytest.mark.parametrize(
    ("written", "cut"),
    [
        ("{a:x} reached {y}", ["{a:x}", "reached", "{y}"]),
        ("{x}[ -](?:of )?{y}", ["{x}", "[ -]", "(?:of )?", "{y}"]),
        ("(?:im|ex)ports? of", ["(?:im|ex)ports?", "of"]),
        ("{x}{gap:40} to {y}", ["{x}", "{gap:40}", "to", "{y}"]),
        (r"\(a\) (?:b (?:c|d)){0,3} e", [r"\(a\)", "(?:b (?:c|d)){0,3}", "e"]),
        (r"[\]()|] a", [r"[\]()|]", "a"]),
    ],
)
def test_a_pattern_is_cut_where_a_person_would_put_a_finger(
    written: str, cut: list[str]
) -> None:
    assert items(written) == [cut]


def test_each_alternative_is_cut_by_itself() -> None:
    assert items("a b|(?:c|d) e") == [["a", "b"], ["(?:c|d)", "e"]]


def test_what_may_be_missing_is_not_needed() -> None:
    (cut,) = items_of("a (?:b )? {gap:9} (?!c)d(?!e) f")

    assert [item.needed for item in cut] == [True, False, False, True, True]


@given(st.text("a {}()[]|\\?*+:x1,", max_size=30))
def test_any_text_is_cut_without_a_gap(written: str) -> None:
    for alternative in items_of(written):
        for one, two in pairwise(alternative):
            assert one.end == two.start


RULES = """
rules:
  - id: grew
    pattern: '{reporter:country}''s {flow:flow} reached {value:money} in {period:period}'
"""


def reach(folder: Path, sentence: str) -> Reach | None:
    """How far the rule `grew` matches; the figure is taken to stand at the end."""
    pack = pack_of(folder, HEAD + WORDS + FRAGMENTS + SLOTS + RULES)
    tagged = Sentences(Program(pack)).tag(sentence, Span(0, len(sentence)))
    return prefixes_of(pack, "grew").reach(tagged, len(tagged.text) - 1)


def prefixes_of(pack: Pack, rule: str) -> Prefixes:
    return Prefixes(next(r.pattern for r in pack.rules if r.id == rule))


def test_the_longest_beginning_that_matches_tells_what_is_wanted_next(
    tmp_path: Path,
) -> None:
    found = reach(tmp_path, "He said Iran's exports touched $5 million.")

    assert found is not None
    assert (found.matched, found.items, found.wanted) == (3, 7, "reached")


def test_an_optional_word_in_between_stops_nothing(tmp_path: Path) -> None:
    rule = "rules:\n  - {id: grew, pattern: '{flow:flow} (?:\\w+ )?(?:in|of) {value:money}'}\n"
    pack = pack_of(tmp_path, HEAD + WORDS + FRAGMENTS + SLOTS + rule)
    tagged = Sentences(Program(pack)).tag("Its exports in a way rose.", Span(0, 26))

    found = prefixes_of(pack, "grew").reach(tagged, 0)

    assert found is not None
    assert (found.matched, found.items, found.wanted) == (2, 3, "{value:money}")


def test_nothing_is_reached_where_not_even_the_first_item_matches(
    tmp_path: Path,
) -> None:
    assert reach(tmp_path, "He said nothing.") is None


def test_a_pattern_that_matches_whole_wants_nothing(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, HEAD + WORDS + FRAGMENTS + SLOTS + RULES)
    tags = {atom.kind: atom.tag for atom in pack.atoms}
    country, flow = pack.vocabulary("country"), pack.vocabulary("flow")
    text = (
        f"{country.tag('IRN')}'s {flow.tag('export')} reached"
        f" {tags['money']} in {tags['period']}"
    )

    tagged = Tagged(0, len(text), text, [], [])

    assert prefixes_of(pack, "grew").reach(tagged, 0) is None


SHIPPED = tuple(Prefixes(rule.pattern) for rule in shipped_pack().rules)


@given(text=tagged_texts())
def test_what_a_whole_pattern_matches_every_beginning_matches(text: str) -> None:
    tagged = Tagged(0, len(text), text, [], [])
    for rule, prefixes in zip(shipped_pack().rules, SHIPPED, strict=True):
        program = next(r for r in shipped_engine().program.rules if r.rule is rule)
        if program.finder.find(text, tagged.low):
            assert prefixes.reach(tagged, 0) is None
