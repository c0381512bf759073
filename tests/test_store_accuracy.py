"""How right rules are by what people decided: precision and recall."""

from __future__ import annotations

from pathlib import Path

import pytest
from decision_samples import entry, seen, store

from parsers.model import Entry
from parsers.store import Accuracy, Store

ARTICLE = entry().article


@pytest.fixture
def ada(tmp_path: Path) -> Store:
    return store(tmp_path / "decisions.jsonl")


def counts(own: Store, *entries: Entry, article: str = ARTICLE) -> tuple[int, int, int]:
    """What is right, wrong and missed when an article has some entries."""
    found = Accuracy(own.verdicts)
    found.add(article, entries)
    return found.right, found.wrong, found.missed


def test_an_entry_that_is_what_was_accepted_is_right(ada: Store) -> None:
    ada.accept(seen(0))

    assert counts(ada, entry(0), entry(1)) == (1, 0, 0)


def test_one_that_says_something_else_now_is_wrong_and_missed(ada: Store) -> None:
    ada.accept(seen(0))

    assert counts(ada, entry(0, partner="SYR")) == (0, 1, 1)


def test_one_that_is_not_read_any_more_is_missed(ada: Store) -> None:
    ada.accept(seen(0), seen(1))

    assert counts(ada, entry(1)) == (1, 0, 1)
    assert counts(ada, entry(1), article="other.txt") == (1, 0, 0)


def test_an_edit_is_right_when_the_rules_have_learnt_it(ada: Store) -> None:
    ada.edit(seen(0), "partner", "SYR")

    assert counts(ada, entry(0)) == (0, 1, 1)
    assert counts(ada, entry(0, partner="SYR")) == (1, 0, 0)


def test_what_was_rejected_is_wrong_as_long_as_it_is_the_same(ada: Store) -> None:
    ada.reject(seen(0))

    assert counts(ada, entry(0)) == (0, 1, 0)
    assert counts(ada, entry(0, partner="SYR")) == (0, 0, 0)
    assert counts(ada) == (0, 0, 0)


def test_what_was_taken_back_counts_no_more(ada: Store) -> None:
    ada.accept(seen(0))
    ada.undo()

    assert counts(ada) == (0, 0, 0)


def test_shares_are_told_where_there_is_something_to_tell(ada: Store) -> None:
    ada.accept(seen(0), seen(1), seen(2))
    ada.reject(seen(3))
    found = Accuracy(ada.verdicts)
    assert (found.precision, found.recall) == (None, None)

    found.add(ARTICLE, [entry(0), entry(1), entry(3)])

    assert found.precision == pytest.approx(2 / 3)
    assert found.recall == pytest.approx(2 / 3)
