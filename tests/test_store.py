from __future__ import annotations

import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from decision_samples import SEEN, START, clock, drafts, entry, seen, store
from hypothesis import given
from hypothesis import strategies as st

from parsers.store import Decision, EditError, LogError, Store, Verdicts
from parsers.store.following import Follower
from parsers.store.lines import sign


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "decisions.jsonl"


def test_what_was_decided_is_known_to_the_next_one_who_opens_it(path: Path) -> None:
    store(path).edit(seen(), "partner", "SYR")

    review = store(path, "Bob").verdicts.of(entry())

    assert (review.verdict, review.by, review.claim.partner) == ("edited", "Ada", "SYR")


def test_opening_and_reading_make_no_file(path: Path) -> None:
    own = store(path)

    assert not any((own.undo(), own.redo(), own.accept(), own.take_back(seen())))
    assert not path.exists()


def test_what_is_handed_out_never_changes(path: Path) -> None:
    own = store(path)
    before = own.verdicts
    own.accept(seen())

    assert before.of(entry()).verdict == "undecided"
    assert own.verdicts.of(entry()).verdict == "accepted"


def test_a_field_that_can_not_have_the_value_is_not_edited(path: Path) -> None:
    with pytest.raises(EditError):
        store(path).edit(seen(), "flow", "sale")

    assert not path.exists()


def test_a_decision_is_later_than_all_that_is_known_whatever_the_clock_says(
    path: Path,
) -> None:
    store(path, "Ada", START).accept(seen())
    slow = store(path, "Bob", START - timedelta(days=400))

    (decision,) = slow.reject(seen())

    assert decision.at == START + timedelta(microseconds=1)
    assert slow.verdicts.of(entry()).verdict == "rejected"


def test_a_decision_from_the_end_of_time_is_told_and_not_outdone(path: Path) -> None:
    last = START.replace(2199, 12, 31, 23, 59, 59, 999_999)
    line = sign(Decision("", last, "Eve", "accept", SEEN))
    path.write_bytes(line.raw + b"\n")

    with pytest.raises(LogError, match="NOT saved: it holds a decision of the year"):
        store(path).reject(seen())


def test_names_and_notes_that_no_file_can_hold_are_kept_as_far_as_they_can(
    path: Path,
) -> None:
    own = Store(path, "Ad\udce9", clock())
    own.note(seen(), "half \ud800" + "x" * 30_000)

    (note,) = store(path).verdicts.of(entry()).standing.notes

    assert note.by == "Ad\ufffd"
    assert note.text is not None
    assert note.text.startswith("half \ufffdx")
    assert len(note.text) == 20_000


# --- a file that others change ---------------------------------------------------------


def test_refreshing_tells_whether_there_was_anything_new(path: Path) -> None:
    ada, bob = store(path, "Ada"), store(path, "Bob")
    bob.reject(seen())

    assert ada.refresh()
    assert not ada.refresh()
    assert ada.verdicts.of(entry()).by == "Bob"


def test_a_last_line_without_an_end_counts_once(path: Path) -> None:
    ada = store(path)
    ada.note(seen(), "one")
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    ada.refresh()

    ada.note(seen(), "two")

    assert ada.verdicts.of(entry()).notes == ("one", "two")
    assert store(path).problems == ()


def test_lines_that_were_taken_out_by_hand_are_forgotten(path: Path) -> None:
    ada = store(path)
    ada.note(seen(), "one")
    ada.note(seen(), "two")
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[1])
    ada.refresh()

    assert ada.verdicts.of(entry()).notes == ("two",)


def test_a_line_that_was_put_in_before_the_others_is_read(path: Path) -> None:
    ada, bob = store(path, "Ada"), store(path.with_name("other"), "Bob")
    ada.note(seen(), "one")
    bob.note(seen(), "two")
    path.write_bytes(path.with_name("other").read_bytes() + path.read_bytes())

    ada.note(seen(), "three")

    assert set(ada.verdicts.of(entry()).notes) == {"one", "two", "three"}


def test_what_an_editor_wrote_over_is_told_and_can_be_put_back(path: Path) -> None:
    ada = store(path)
    (lost,) = ada.accept(seen())
    path.write_bytes(b"")
    ada.refresh()

    assert ada.vanished == (lost,)
    assert ada.restore() == (lost,)
    assert not ada.vanished
    assert store(path).verdicts.of(entry()).verdict == "accepted"


def test_a_decision_that_went_into_a_file_that_is_replaced_is_made_again(
    path: Path,
) -> None:
    replacements = iter([path.with_name("new")])
    path.with_name("new").write_bytes(b"")

    def replacing() -> datetime:
        """The time; another program replaces the file while one looks at the clock."""
        for new in replacements:
            new.replace(path)
        return START

    Store(path, "Ada", replacing).accept(seen())

    assert store(path).verdicts.of(entry()).verdict == "accepted"


def test_a_file_that_is_gone_is_made_anew(path: Path) -> None:
    ada = store(path)
    ada.accept(seen(0))
    path.unlink()

    ada.accept(seen(1))

    assert store(path).verdicts.of(entry(1)).verdict == "accepted"
    assert len(ada.vanished) == 1


def test_broken_lines_are_told_with_their_numbers_and_stay(path: Path) -> None:
    own = store(path)
    own.accept(seen(0))
    own.accept(seen(1))
    first, second = path.read_bytes().splitlines(keepends=True)
    content = first + b"\noops\n" + second.replace(b"accept", b"acept")
    path.write_bytes(content)

    again = store(path)
    again.note(seen(0), "one")

    assert [(p.line, p.trouble) for p in again.problems] == [
        (3, "broken"),
        (4, "broken"),
    ]
    assert again.verdicts.of(entry(0)).verdict == "accepted"
    assert path.read_bytes().startswith(content)


@given(st.lists(drafts, max_size=6), st.integers(0, 6))
def test_reading_on_gives_what_reading_at_once_gives(
    made: list[Decision], cut: int
) -> None:
    data = b"".join(sign(draft).raw + b"\n" for draft in made)
    cut = min(len(data), cut * 97)
    parts, whole = Follower(), Follower()

    parts.take(data[:cut])
    parts.take(data[cut:])
    whole.take(data)

    assert parts.verdicts == whole.verdicts
    assert parts.problems == whole.problems == ()


# --- threads ---------------------------------------------------------------------------


def test_who_looks_while_the_file_is_read_anew_sees_no_less_than_before(
    path: Path,
) -> None:
    own = Store(path, "Ada")
    own.accept(*map(seen, range(300)))
    content, counts, done = path.read_bytes(), set[int](), threading.Event()

    def look() -> None:
        while not done.is_set():
            counts.add(len(own.verdicts.decisions))

    looking = threading.Thread(target=look)
    looking.start()
    for number in range(10):
        path.write_bytes(b"\n" * (number + 1) + content)
        own.refresh()
    done.set()
    looking.join()

    assert counts == {300}


def test_many_threads_may_decide_through_one_store(path: Path) -> None:
    own = Store(path, "Ada")

    def decide(first: int) -> None:
        for number in range(first, first + 25):
            own.accept(seen(number))
            own.verdicts.of(entry(number))

    threads = [threading.Thread(target=decide, args=(25 * n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(own.verdicts.decisions) == 100
    assert len({one.at for one in own.verdicts.decisions.values()}) == 100
    assert store(path).verdicts == own.verdicts
    assert own.verdicts != Verdicts()
