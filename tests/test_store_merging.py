from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from decision_samples import SEEN, START, entry, seen, store

from parsers.store import Decision, Store
from parsers.store.lines import sign


@pytest.fixture
def ada(tmp_path: Path) -> Store:
    return store(tmp_path / "ada.jsonl", "Ada")


@pytest.fixture
def bob(tmp_path: Path) -> Store:
    return store(tmp_path / "bob.jsonl", "Bob")


def test_taking_in_twice_is_taking_in_once(ada: Store, bob: Store) -> None:
    bob.accept(seen(0), seen(1))
    theirs = bob.path.read_bytes()

    first, second = ada.merge(theirs), ada.merge(theirs)

    assert (first.new, first.known) == (2, 0)
    assert (second.new, second.known) == (0, 2)
    assert ada.path.read_bytes() == theirs


def test_both_know_the_same_whoever_takes_in_first(ada: Store, bob: Store) -> None:
    for number in range(5):
        ada.accept(seen(number))
        bob.edit(seen(number), "partner", "SYR")
    ada.undo()
    bob.take_back(seen(2))

    ada.merge(bob.path.read_bytes())
    bob.merge(ada.path.read_bytes())

    assert [ada.verdicts.of(entry(n)) for n in range(5)] == [
        bob.verdicts.of(entry(n)) for n in range(5)
    ]
    assert ada.lines() == bob.lines()


def test_a_conflict_names_both_and_the_later_one_is_in_force(
    ada: Store, bob: Store
) -> None:
    ada.accept(seen())
    (later,) = store(bob.path, "Bob", START.replace(hour=13)).reject(seen())

    (conflict,) = ada.merge(bob.path.read_bytes()).conflicts

    assert (conflict.entry, conflict.decision) == (seen().entry, later)
    assert [rival.by for rival in conflict.rivals] == ["Ada"]
    assert ada.verdicts.of(entry()).verdict == "rejected"


def test_who_knew_of_the_other_decision_is_in_no_conflict(
    ada: Store, bob: Store
) -> None:
    ada.accept(seen())
    bob.merge(ada.path.read_bytes())
    bob.reject(seen())

    assert ada.merge(bob.path.read_bytes()).conflicts == ()
    assert ada.verdicts.of(entry()).verdict == "rejected"


def test_agreement_is_no_conflict(ada: Store, bob: Store) -> None:
    ada.accept(seen())
    bob.accept(seen())

    assert ada.merge(bob.path.read_bytes()).conflicts == ()


def test_a_conflict_that_comes_back_by_an_undo_is_told(ada: Store, bob: Store) -> None:
    ada.accept(seen())
    bob.reject(seen())
    bob.undo()
    ada.merge(bob.path.read_bytes())
    known = bob.path.read_bytes()
    bob.redo()

    merged = ada.merge(bob.path.read_bytes().removeprefix(known))

    assert merged.new == 1
    assert [conflict.entry for conflict in merged.conflicts] == [seen().entry]


def test_broken_lines_are_told_and_the_others_taken_in(ada: Store, bob: Store) -> None:
    bob.accept(seen())

    merged = ada.merge(b"oops\n" + bob.path.read_bytes())

    assert merged.new == 1
    assert [problem.line for problem in merged.problems] == [1]
    assert b"oops" not in ada.path.read_bytes()


def test_lines_of_a_newer_newsledger_are_handed_on(ada: Store) -> None:
    draft = Decision("", START, "Eve", "accept", SEEN)
    newer = sign(replace(draft, verb="merge")).raw  # type: ignore[arg-type]

    merged = ada.merge(newer)

    assert (merged.new, merged.newer, ada.newer) == (1, 1, 1)
    assert ada.merge(newer).known == 1
    assert ada.lines() == [newer.decode() + "\n"]


def test_a_file_without_the_last_line_end_is_taken_in_whole(
    ada: Store, bob: Store
) -> None:
    bob.accept(seen())

    assert ada.merge(bob.path.read_bytes().rstrip(b"\n")).new == 1
    assert ada.path.read_bytes() == bob.path.read_bytes()


def test_nothing_to_take_in_makes_no_file(ada: Store) -> None:
    assert ada.merge(b"").new == 0
    assert not ada.path.exists()
