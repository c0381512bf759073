"""Undo and redo, against a model that keeps every state it was in."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from decision_samples import clock, entry, seen, store
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from parsers.store import Store

ENTRIES = range(3)
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


@dataclass(frozen=True)
class Known:
    """What should be known of one entry."""

    verdict: str = "undecided"
    partner: str = "IRQ"
    notes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


State = tuple[Known, ...]
numbers = st.sampled_from(ENTRIES)


class UndoRedo(RuleBasedStateMachine):
    """One person decides, undoes, redoes, and starts the program anew."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY))
        self.clock = clock()
        self.open()
        self.before: list[State] = []
        self.after: list[State] = []
        self.state: State = tuple(Known() for _ in ENTRIES)

    def open(self) -> None:
        self.store = Store(self.folder / "decisions.jsonl", "Ada", self.clock)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def change(self, number: int, known: Known) -> None:
        self.before.append(self.state)
        self.after.clear()
        self.state = (*self.state[:number], known, *self.state[number + 1 :])

    @rule(number=numbers)
    def accept(self, number: int) -> None:
        known = self.state[number]
        edited = known.verdict == "edited"
        self.store.accept(seen(number))
        self.change(number, replace(known, verdict="edited" if edited else "accepted"))

    @rule(number=numbers)
    def reject(self, number: int) -> None:
        self.store.reject(seen(number))
        known = replace(self.state[number], verdict="rejected", partner="IRQ")
        self.change(number, known)

    @rule(number=numbers, partner=st.sampled_from(["SYR", "TUR"]))
    def edit(self, number: int, partner: str) -> None:
        self.store.edit(seen(number), "partner", partner)
        known = replace(self.state[number], verdict="edited", partner=partner)
        self.change(number, known)

    @rule(number=numbers, text=st.sampled_from(["why?", "\x1b[2J"]))
    def note(self, number: int, text: str) -> None:
        self.store.note(seen(number), text)
        known = self.state[number]
        self.change(number, replace(known, notes=(*known.notes, text)))

    @rule(number=numbers, tag=st.sampled_from(["big", "ask"]))
    def tag(self, number: int, tag: str) -> None:
        known = self.state[number]
        self.store.tag(seen(number), tag)
        if tag not in known.tags:
            self.change(number, replace(known, tags=tuple(sorted((*known.tags, tag)))))

    @rule(number=numbers, tag=st.sampled_from(["big", "ask"]))
    def untag(self, number: int, tag: str) -> None:
        known = self.state[number]
        self.store.untag(seen(number), tag)
        if tag in known.tags:
            left = tuple(one for one in known.tags if one != tag)
            self.change(number, replace(known, tags=left))

    @rule(number=numbers)
    def take_back(self, number: int) -> None:
        known = self.state[number]
        self.store.take_back(seen(number))
        if known.verdict != "undecided":
            self.change(number, replace(known, verdict="undecided", partner="IRQ"))

    @rule()
    def accept_all(self) -> None:
        self.store.accept(*map(seen, ENTRIES))
        self.before.append(self.state)
        self.after.clear()
        self.state = tuple(
            replace(
                known, verdict="edited" if known.verdict == "edited" else "accepted"
            )
            for known in self.state
        )

    @rule()
    def undo(self) -> None:
        step = self.store.undo()
        assert bool(step) == bool(self.before)
        if self.before:
            self.after.append(self.state)
            self.state = self.before.pop()

    @rule()
    def redo(self) -> None:
        step = self.store.redo()
        assert bool(step) == bool(self.after)
        if self.after:
            self.before.append(self.state)
            self.state = self.after.pop()

    @precondition(lambda self: self.before)
    @rule()
    def start_anew(self) -> None:
        self.open()

    @invariant()
    def all_is_known(self) -> None:
        reviews = [self.store.verdicts.of(entry(number)) for number in ENTRIES]
        known = tuple(
            Known(review.verdict, review.claim.partner or "", review.notes, review.tags)
            for review in reviews
        )
        assert known == self.state
        assert not any(review.contested or review.stale for review in reviews)


TestUndoRedo = UndoRedo.TestCase
TestUndoRedo.settings = settings(max_examples=60, stateful_step_count=40)


def test_one_person_does_not_undo_what_another_one_did(tmp_path: Path) -> None:
    ada = store(tmp_path / "decisions.jsonl", "Ada")
    bob = store(tmp_path / "decisions.jsonl", "Bob")
    ada.accept(seen(0))
    bob.reject(seen(1))

    step = ada.undo()

    assert [one.by for one in step] == ["Ada"]
    assert ada.verdicts.of(entry(1)).verdict == "rejected"
    assert ada.undo() == ()


def test_what_was_undone_can_not_be_redone_after_another_decision(
    tmp_path: Path,
) -> None:
    ada = store(tmp_path / "decisions.jsonl")
    ada.accept(seen(0))
    ada.undo()
    ada.accept(seen(1))

    assert ada.redo() == ()
    assert ada.verdicts.of(entry(0)).verdict == "undecided"


def test_an_undo_says_which_entries_it_is_about(tmp_path: Path) -> None:
    ada = store(tmp_path / "decisions.jsonl")
    ada.accept(seen(0), seen(1))

    step = ada.undo()

    assert {one.seen.entry for one in step if one.seen} == {
        seen(0).entry,
        seen(1).entry,
    }
