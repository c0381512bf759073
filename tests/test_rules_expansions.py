"""Packs that take over the patterns of the pack before: they are as if made anew."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from packs import FIGURE_RULE, FRAGMENTS, HEAD, SLOTS, WORDS

from parsers.rules.loading import LoadedPack, load
from parsers.rules.pack import Pack, Rule

PLAIN = "newsledger: rules/1\n"
BASE = PLAIN + WORDS + FRAGMENTS + SLOTS + FIGURE_RULE
TOP = (
    HEAD
    + """\
extends: [base.yaml]
fragments:
  rose: [rose, went up]
references:
  its-side: {pattern: 'that side', to: partner}
rules:
  - {id: said, pattern: '{rose} by {change:change}{gap:20,trend} with {partner:@its-side}'}
  - {id: sold, pattern: '(?:sold|{unit}) {value:money} to {partner:country}'}
"""
)
CHANGES = (
    ("rules:", "# a line\nrules:"),
    ("[rose, went up]", "[rose, '{trend}']"),
    ("[rose, went up]", "['{rise}']"),
    ("that side", "this side"),
    ("{rose} by", "{risen} by"),
    ("(?:sold|{unit})", "sold"),
    ("fragments:", "vocabularies: {risen: {entries: {up: [risen]}}}\nfragments:"),
    ("fragments:", "fragments:\n  figure: [x]\n  unit: [y]"),
    ("fragments:", "fragments:\n  digits: {as: money, any: ['\\d']}"),
    ("references:", "patch: {fragments: {money: {add: ['{number:digits} USD']}}}\nreferences:"),
    ("references:", "patch: {vocabularies: {trend: {add: {'+': [climbed]}}}}\nreferences:"),
    ("references:", "patch: {vocabularies: {country: {add: {ITA: [Italy]}}}}\nreferences:"),
    ("references:", "patch: {slots: {period: {remove: [none]}}}\nreferences:"),
)  # fmt: skip


def written(changes: Iterable[int]) -> str:
    """The file on top with some changes."""
    text = TOP
    for number in changes:
        text = text.replace(*CHANGES[number], 1)
    return text


def load_top(folder: Path, text: str, former: LoadedPack | None = None) -> LoadedPack:
    """Load the pack with a text of the file on top."""
    (folder / "base.yaml").write_text(BASE, encoding="utf-8")
    (folder / "top.yaml").write_text(text, encoding="utf-8")
    return load([folder / "top.yaml"], former=former)


def pack_in(loaded: LoadedPack) -> Pack:
    """The pack that was loaded."""
    assert loaded.pack is not None
    return loaded.pack


edits = st.sets(st.integers(0, len(CHANGES) - 1), max_size=3).map(written)


@settings(max_examples=40)
@given(st.lists(edits, min_size=2, max_size=4))
def test_a_pack_that_takes_over_patterns_is_the_one_that_is_made_anew(
    texts: list[str],
) -> None:
    with TemporaryDirectory() as place:
        former = None
        for text in texts:
            former = load_top(Path(place), text, former)
        anew = load_top(Path(place), texts[-1])

    assert former is not None
    assert (former.pack, former.problems) == (anew.pack, anew.problems)


def rule_of(loaded: LoadedPack, name: str) -> Rule:
    """A rule of a pack by its name."""
    return next(rule for rule in pack_in(loaded).rules if rule.id == name)


def test_a_pattern_of_a_file_that_has_not_changed_is_taken_over(tmp_path: Path) -> None:
    first = load_top(tmp_path, TOP)

    second = load_top(tmp_path, TOP.replace("?:sold", "?:shipped"), first)

    assert rule_of(second, "figure").pattern is rule_of(first, "figure").pattern
    assert "shipped" in rule_of(second, "sold").pattern.source


def test_a_pattern_that_names_what_has_changed_is_expanded_anew(tmp_path: Path) -> None:
    first = load_top(tmp_path, TOP)
    patch = "patch: {fragments: {figure: {add: ['{value:bare}']}}}\n"

    second = load_top(tmp_path, TOP + patch, first)

    assert (
        rule_of(second, "figure").pattern.source
        != rule_of(first, "figure").pattern.source
    )


def test_files_that_hold_the_same_are_not_composed_again(tmp_path: Path) -> None:
    first = load_top(tmp_path, TOP)

    assert load_top(tmp_path, TOP, first) is first
    assert load_top(tmp_path, TOP + "# more\n", first) is not first


def test_a_file_that_comes_or_goes_is_a_change_though_the_others_hold_the_same(
    tmp_path: Path,
) -> None:
    first = load_top(tmp_path, TOP)
    (tmp_path / "base.yaml").unlink()

    second = load([tmp_path / "top.yaml"], former=first)

    assert second is not first and second.problems
