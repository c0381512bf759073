from __future__ import annotations

from pathlib import Path

import pytest
from decision_samples import entry, seen, store
from ledger_samples import reading

from parsers.model import Entry, Reading
from parsers.store import Store, Survey


@pytest.fixture
def ada(tmp_path: Path) -> Store:
    return store(tmp_path / "decisions.jsonl")


def article(*entries: Entry, name: str = "004.txt") -> Reading:
    found = reading(*entries, name=name)
    vars(found.article)["digest"] = "00ff"  # no text has that one
    return found


def survey(own: Store, *readings: Reading) -> Survey:
    found = Survey(own.verdicts)
    for one in readings:
        found.add(one)
    return found


def test_entries_are_counted_by_their_verdicts(ada: Store) -> None:
    ada.accept(seen(0), seen(1))
    ada.reject(seen(2))
    ada.edit(seen(3), "partner", "SYR")

    found = survey(ada, article(*map(entry, range(6))))

    assert found.counts == {"accepted": 2, "rejected": 1, "edited": 1, "undecided": 2}
    assert (found.stale, found.gone, found.elsewhere) == ([], (), ())


def test_stale_entries_are_listed_with_what_differs(ada: Store) -> None:
    ada.accept(seen(0))

    found = survey(ada, article(entry(0, partner="SYR")))

    assert [(one.entry.id, one.differences) for one in found.stale] == [
        (entry(0).id, (("partner", "IRQ", "SYR"),))
    ]


def test_what_the_rules_read_no_more_is_gone(ada: Store) -> None:
    ada.accept(seen(0), seen(1))

    found = survey(ada, article(entry(0)))

    assert [one.seen and one.seen.entry for one in found.gone] == [entry(1).id]
    assert found.elsewhere == ()


def test_what_is_in_an_article_that_was_not_read_is_elsewhere(ada: Store) -> None:
    ada.accept(seen(0))

    found = survey(ada)

    assert (len(found.elsewhere), found.gone) == (1, ())


def test_what_was_moved_is_neither_gone_nor_elsewhere(ada: Store) -> None:
    ada.accept(seen(0))

    found = survey(ada, article(entry(0, id="nl-ffffffffffff"), name="new/004.txt"))

    assert (found.gone, found.elsewhere) == ((), ())
    assert found.counts["accepted"] == 1


def test_notes_alone_are_not_missed(ada: Store) -> None:
    ada.note(seen(0), "look again")

    assert survey(ada, article()).gone == ()
