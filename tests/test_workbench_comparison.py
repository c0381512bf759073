from __future__ import annotations

from pathlib import Path

import pytest
from packs import FIGURE_RULE, FRAGMENTS, HEAD, SLOTS, SMALL, WORDS, engine_of
from packs import reading_of as read

from parsers.model import Skipped, Span
from parsers.workbench.comparison import (
    Comparison,
    Condition,
    FigureChange,
    compare,
    compare_all,
)
from parsers.workbench.fields import Difference

MASK = "masks: [{reason: a price, pattern: '{figure} per ton'}]\n"
MASKED = HEAD + WORDS + FRAGMENTS + MASK + SLOTS + FIGURE_RULE
RENAMED = SMALL.replace("id: figure", "id: every-figure")
OTHER_HOME = SMALL.replace("home: IRN", "home: CHN")
NO_MONEY = SMALL.replace("figure: ['{value:money}', ", "figure: [")


def compared(folder: Path, text: str, old: str, new: str) -> Comparison:
    before, after = engine_of(folder / "old", old), engine_of(folder / "new", new)
    return compare(read(before, text), read(after, text))


def test_the_same_rules_make_no_difference(tmp_path: Path) -> None:
    comparison = compared(tmp_path, "Exports were $5 in 2019.", SMALL, SMALL)

    assert not comparison.differs


def test_another_name_of_the_rule_makes_no_difference(tmp_path: Path) -> None:
    comparison = compared(tmp_path, "Exports were $5 in 2019.", SMALL, RENAMED)

    assert comparison.before.entries[0].rule != comparison.after.entries[0].rule
    assert not comparison.differs


def test_a_changed_entry_tells_its_fields(tmp_path: Path) -> None:
    comparison = compared(tmp_path, "Exports were $5 in 2019.", SMALL, OTHER_HOME)

    (change,) = comparison.entries
    assert change.kind == "changed"
    assert change.fields == (Difference("reporter", "IRN", "CHN"),)
    assert comparison.figures == ()


@pytest.mark.parametrize(
    ("old", "new", "kind"), [(NO_MONEY, SMALL, "gained"), (SMALL, NO_MONEY, "lost")]
)
def test_an_entry_of_one_pack_is_gained_or_lost(
    tmp_path: Path, old: str, new: str, kind: str
) -> None:
    comparison = compared(tmp_path, "Exports were $5 in 2019.", old, new)

    (change,) = comparison.entries
    assert change.kind == kind
    assert change.span == Span(13, 15)


def test_a_figure_tells_what_it_was_and_what_it_is(tmp_path: Path) -> None:
    comparison = compared(tmp_path, "Exports were $5 per ton.", SMALL, MASKED)

    assert comparison.figures == (
        FigureChange(
            Span(13, 15), Condition("booked", None), Condition("masked", "a price")
        ),
    )


def test_a_figure_that_only_one_pack_finds_has_no_other_side(tmp_path: Path) -> None:
    blind = SMALL.replace(
        "    as: change\n",
        "    as: change\n    any: ['{times:digits} times']\n  away:\n",
    )
    comparison = compared(tmp_path, "Exports rose 5%.", blind, SMALL)

    (change,) = comparison.figures
    assert change.before is None


def test_changes_stand_in_the_order_of_the_text(tmp_path: Path) -> None:
    text = "Exports were $5 in 2019. Imports were $6 in 2020. Exports were $7."
    comparison = compared(tmp_path, text, SMALL, OTHER_HOME)

    starts = [change.span.start for change in comparison.entries]
    assert len(starts) == 3
    assert starts == sorted(starts)


def test_all_articles_are_read_once_by_both(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(700):
        (articles / f"{number:03}.txt").write_text(f"Exports were ${number}.")
    (articles / "zero.txt").write_bytes(b"\0\0\1")
    old, new = engine_of(tmp_path / "old"), engine_of(tmp_path / "new", OTHER_HOME)

    found = list(compare_all([articles], old, new, 1_000))

    assert [isinstance(item, Skipped) for item in found] == [False] * 700 + [True]
    for item in found[:-1]:
        assert isinstance(item, Comparison)
        assert item.before.article is item.after.article
        assert [change.kind for change in item.entries] == ["changed"]
