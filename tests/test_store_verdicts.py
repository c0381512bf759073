"""What decisions come to: in force or not, current or stale, agreed or contested."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from decision_samples import SEEN, START, entry, seen, store
from ledger_samples import IRAQ

from parsers.model import Span
from parsers.store import Decision, Difference, Seen, Store, Verdicts
from parsers.store.lines import sign


@pytest.fixture
def ada(tmp_path: Path) -> Store:
    return store(tmp_path / "decisions.jsonl", "Ada")


def moved() -> Seen:
    """The same characters in a file of another name."""
    return seen(id="nl-ffffffffffff", article="moved/004.txt")


# --- the verdict -----------------------------------------------------------------------


def test_what_nobody_decided_on_is_undecided(ada: Store) -> None:
    review = ada.verdicts.of(entry())

    assert (review.verdict, review.by, review.at) == ("undecided", None, None)
    assert (review.stale, review.notes, review.tags) == ((), (), ())


def test_the_last_decision_counts(ada: Store) -> None:
    ada.accept(seen())
    ada.reject(seen())

    review = ada.verdicts.of(entry())

    assert (review.verdict, review.by) == ("rejected", "Ada")
    assert not review.contested


def test_an_edit_shows_in_the_claim_and_leaves_the_rest(ada: Store) -> None:
    ada.edit(seen(), "partner", "SYR")
    ada.edit(seen(), "attribution", None)

    review = ada.verdicts.of(entry())

    assert review.verdict == "edited"
    assert review.claim == SEEN.claim._replace(partner="SYR", attribution=None)
    assert review.stale == ()


def test_accepting_keeps_the_edits(ada: Store) -> None:
    ada.edit(seen(), "partner", "SYR")
    ada.accept(seen())

    assert ada.verdicts.of(entry()).claim.partner == "SYR"


def test_rejecting_ends_the_edits(ada: Store) -> None:
    ada.edit(seen(), "partner", "SYR")
    ada.reject(seen())
    ada.accept(seen())

    review = ada.verdicts.of(entry())

    assert (review.verdict, review.claim.partner) == ("accepted", "IRQ")


def test_taking_back_leaves_notes_and_tags(ada: Store) -> None:
    ada.accept(seen())
    ada.edit(seen(), "partner", "SYR")
    ada.note(seen(), "ask Hosseini")
    ada.tag(seen(), "  to   ask ")
    ada.take_back(seen())

    review = ada.verdicts.of(entry())

    assert (review.verdict, review.claim.partner) == ("undecided", "IRQ")
    assert (review.notes, review.tags) == (("ask Hosseini",), ("to ask",))


def test_a_tag_is_put_on_once_and_taken_off(ada: Store) -> None:
    ada.tag(seen(), "big")

    assert ada.tag(seen(), "big") == ()
    ada.untag(seen(), "big")
    assert ada.verdicts.of(entry()).tags == ()


def test_a_note_can_be_withdrawn(ada: Store) -> None:
    (note,) = ada.note(seen(), "wrong")
    ada.withdraw(note)

    assert ada.verdicts.of(entry()).notes == ()


@pytest.mark.parametrize("nothing", ["", "  \n"])
def test_blank_notes_and_tags_say_nothing(ada: Store, nothing: str) -> None:
    assert ada.note(seen(), nothing) == ada.tag(seen(), nothing) == ()
    assert not ada.path.exists()


def test_many_entries_are_decided_on_at_once(ada: Store) -> None:
    written = ada.accept(*map(seen, range(5)), seen(0))

    assert len(written) == 5
    assert {one.at for one in written} == {START}


# --- stale or not ----------------------------------------------------------------------


def test_rules_that_change_a_verified_field_make_it_stale(ada: Store) -> None:
    ada.accept(seen())

    review = ada.verdicts.of(entry(partner="SYR"))

    assert review.verdict == "accepted"
    assert review.stale == (Difference("partner", "IRQ", "SYR"),)


def test_rules_that_change_a_rejected_field_make_it_stale_too(ada: Store) -> None:
    ada.reject(seen())

    assert ada.verdicts.of(entry(partner="SYR")).stale


def test_other_rules_and_offsets_leave_a_verdict_fresh(ada: Store) -> None:
    ada.accept(seen())

    now = entry(rule="other", span=Span(0, 999), title="new", origins=())

    assert ada.verdicts.of(now).stale == ()


def test_an_amount_that_is_read_otherwise_makes_it_stale(ada: Store) -> None:
    assert IRAQ.value is not None
    ada.accept(seen())

    now = entry(value=replace(IRAQ.value, amount=Decimal("1.45E+12")))

    assert ada.verdicts.of(now).stale == (
        Difference("value", "1450000000 USD", "1450000000000 USD"),
    )


def test_an_article_that_changed_elsewhere_leaves_it_fresh(ada: Store) -> None:
    ada.accept(seen())

    now = entry(digest="11ff", quote="Iran has  exported\n“goods”")

    assert ada.verdicts.of(now).stale == ()


def test_rules_that_cut_the_sentence_elsewhere_leave_it_fresh(ada: Store) -> None:
    ada.accept(seen())

    assert ada.verdicts.of(entry(quote="Iran has exported")).stale == ()


def test_an_article_that_changed_in_the_sentence_makes_it_stale(ada: Store) -> None:
    ada.accept(seen())

    (difference,) = ada.verdicts.of(entry(digest="11ff", quote="It denied that.")).stale

    assert difference == ("sentence", "Iran has exported “goods”", "It denied that.")


def test_accepting_what_changed_makes_it_fresh(ada: Store) -> None:
    ada.accept(seen())
    ada.accept(seen(partner="SYR"))

    assert ada.verdicts.of(entry(partner="SYR")).stale == ()
    assert ada.verdicts.of(entry()).stale


def test_rules_that_learn_an_edit_make_it_accepted(ada: Store) -> None:
    ada.edit(seen(), "partner", "SYR")

    review = ada.verdicts.of(entry(partner="SYR"))

    assert (review.verdict, review.stale) == ("accepted", ())


def test_rules_that_say_a_third_thing_make_an_edit_stale(ada: Store) -> None:
    ada.edit(seen(), "partner", "SYR")

    review = ada.verdicts.of(entry(partner="TUR"))

    assert (review.verdict, review.claim.partner) == ("edited", "SYR")
    assert review.stale == (Difference("partner", "SYR", "TUR"),)


def test_accepting_an_edit_against_a_third_reading_settles_it(ada: Store) -> None:
    ada.edit(seen(), "partner", "SYR")
    ada.accept(seen(partner="TUR"))

    review = ada.verdicts.of(entry(partner="TUR"))

    assert (review.verdict, review.claim.partner, review.stale) == ("edited", "SYR", ())


def test_a_moved_file_keeps_its_verdicts(ada: Store) -> None:
    ada.accept(seen())

    review = ada.verdicts.of(entry(id="nl-ffffffffffff", article="moved/004.txt"))

    assert (review.verdict, review.stale) == ("accepted", ())


def test_what_is_said_after_the_move_adds_to_what_was_said_before(ada: Store) -> None:
    ada.accept(seen())
    ada.tag(moved(), "big")
    ada.reject(moved())

    review = ada.verdicts.of(entry(id="nl-ffffffffffff", article="moved/004.txt"))

    assert (review.verdict, review.tags) == ("rejected", ("big",))
    assert not review.contested


def test_another_text_with_another_name_shares_nothing(ada: Store) -> None:
    ada.accept(seen())

    assert ada.verdicts.of(entry(1, digest="11ff")).verdict == "undecided"


# --- several people --------------------------------------------------------------------


def test_two_who_do_not_know_of_each_other_contradict_each_other(
    tmp_path: Path,
) -> None:
    ada = store(tmp_path / "decisions.jsonl", "Ada")
    bob = store(tmp_path / "decisions.jsonl", "Bob")
    ada.accept(seen())
    bob.reject(seen())

    review = bob.verdicts.of(entry())

    assert (review.verdict, review.by) == ("rejected", "Bob")
    assert [rival.by for rival in review.standing.rivals] == ["Ada"]


def test_who_decides_on_a_contested_entry_settles_it(tmp_path: Path) -> None:
    ada = store(tmp_path / "decisions.jsonl", "Ada")
    bob = store(tmp_path / "decisions.jsonl", "Bob")
    ada.accept(seen())
    bob.reject(seen())
    ada.refresh()
    ada.accept(seen())

    review = ada.verdicts.of(entry())

    assert (review.verdict, review.contested) == ("accepted", False)


def test_two_who_say_the_same_do_not_contradict_each_other(tmp_path: Path) -> None:
    ada = store(tmp_path / "decisions.jsonl", "Ada")
    bob = store(tmp_path / "decisions.jsonl", "Bob")
    ada.edit(seen(), "partner", "SYR")
    bob.edit(seen(), "commodity", "wheat")

    review = bob.verdicts.of(entry())

    assert not review.contested
    assert (review.claim.partner, review.claim.commodity) == ("SYR", "wheat")


def test_accepting_what_another_one_edits_is_contradiction(tmp_path: Path) -> None:
    ada = store(tmp_path / "decisions.jsonl", "Ada")
    bob = store(tmp_path / "decisions.jsonl", "Bob")
    ada.edit(seen(), "partner", "SYR")
    bob.accept(seen())

    assert bob.verdicts.of(entry()).contested


# --- the order of the lines ------------------------------------------------------------


def test_the_order_of_the_lines_is_no_matter(tmp_path: Path) -> None:
    ada = store(tmp_path / "decisions.jsonl", "Ada")
    bob = store(tmp_path / "decisions.jsonl", "Bob")
    for number in range(4):
        ada.accept(seen(number))
        bob.edit(seen(number), "partner", "SYR")
        ada.refresh()
        ada.tag(seen(number), "big")
        bob.note(seen(number), "why?")
    bob.undo()
    ada.undo()
    ada.redo()
    ada.take_back(seen(2))
    ada.refresh()
    decisions = list(ada.verdicts.decisions.values())
    reviews = [ada.verdicts.of(entry(number)) for number in range(4)]

    for seed in range(50):
        random.Random(seed).shuffle(decisions)
        half = Verdicts().plus(decisions[:10])
        other = half.plus(decisions)
        assert [other.of(entry(number)) for number in range(4)] == reviews


def test_a_long_chain_of_taking_back_is_followed_to_its_end() -> None:
    line = sign(Decision("", START, "", "accept", SEEN))
    decisions = [line.decision]
    for _ in range(20_001):
        line = sign(Decision("", START, "", "take-back", of=(line.id,)))
        decisions.append(line.decision)

    verdicts = Verdicts().plus(one for one in decisions if one is not None)

    assert verdicts.about(SEEN).verdict == "undecided"
