from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from decision_samples import entry, seen, store
from ledger_samples import reading

from parsers.model import Change, Period, Span
from parsers.store import FIELDS, Claim, EditError, Seen, Store
from parsers.store.settled import Selection, settled


@pytest.fixture
def book(tmp_path: Path) -> Store:
    return store(tmp_path / "decisions.jsonl")


def test_an_entry_goes_on_with_its_edits_and_cites_what_it_cited(book: Store) -> None:
    for field, value in (
        ("partner", "SYR"),
        ("period", "2020-03"),
        ("value", "1.5e9..2e9 EUR"),
        ("attribution", None),
    ):
        book.edit(seen(), field, value)

    found, word = settled(entry(), book.verdicts)

    assert word == "edited"
    assert (found.partner, found.attribution) == ("SYR", None)
    assert found.period == Period("2020-03", "2020-03")
    assert found.value is not None
    assert (found.value.amount, found.value.amount_to) == (
        Decimal(15 * 10**8),
        Decimal(2 * 10**9),
    )
    assert (found.value.currency, found.value.span) == ("EUR", Span(48, 61))
    assert found.quantity == entry().quantity


def test_a_figure_that_the_article_does_not_tell_goes_away(book: Store) -> None:
    book.edit(seen(), "quantity", None)

    assert settled(entry(), book.verdicts).entry.quantity is None


def test_a_figure_that_nobody_corrected_keeps_its_every_digit() -> None:
    exact = Change(Decimal("0.10"), Span(1, 2), "a tenth")
    told = entry(change=exact)

    found = Claim.of(told).applied(told)

    assert found.change is exact


@pytest.mark.parametrize("field", FIELDS)
def test_a_claim_without_any_edit_leaves_an_entry_as_it_is(field: str) -> None:
    told = entry(change=Change(Decimal(5), Span(1, 2), "5 %", Decimal(6)))

    assert Claim.of(Claim.of(told).applied(told)).field(field) == Claim.of(told).field(
        field
    )


def test_a_value_that_can_not_be_is_refused() -> None:
    wrong = Claim.of(entry())._replace(value="lots of USD")

    with pytest.raises(EditError, match="value: must be an amount"):
        wrong.applied(entry())


def test_the_last_figure_of_an_entry_is_not_blanked(book: Store) -> None:
    book.edit(seen(), "quantity", None)

    with pytest.raises(EditError, match="value: it is the last figure"):
        book.edit(seen(), "value", None)

    book.edit(seen(), "quantity", "5 tonne")
    book.edit(seen(), "value", None)
    assert settled(entry(), book.verdicts).entry.value is None


def test_an_entry_that_has_lost_its_other_figures_is_told_and_not_empty(
    book: Store,
) -> None:
    book.edit(seen(), "value", None)
    book.edit(seen(), "quantity", "6e6 tonne")
    selection = Selection(book.verdicts, everything=True)

    found = selection.of(reading(entry(quantity=None)))

    assert found.entries == ()
    ((_, error),) = selection.unusable
    assert str(error).startswith("value: it is the last figure")


def test_what_is_read_otherwise_now_is_no_longer_what_was_accepted(book: Store) -> None:
    book.accept(seen())

    assert settled(entry(partner="SYR"), book.verdicts).word == "stale"


@pytest.mark.parametrize("decided", ["reject", "edit"])
def test_what_was_decided_before_another_sentence_is_not_done_to_this_one(
    decided: str, book: Store
) -> None:
    if decided == "reject":
        book.reject(seen())
    else:
        book.edit(seen(), "partner", "SYR")
    stranger = entry(digest="11ff", quote="Turkey imported steel.")

    assert settled(stranger, book.verdicts) == (stranger, "stale")


def test_an_edit_made_before_another_sentence_is_not_accepted_with_this_one(
    book: Store,
) -> None:
    stranger = entry(digest="11ff", quote="Turkey imported steel.")
    book.edit(seen(), "partner", "SYR")
    book.accept(Seen.of(stranger))

    assert settled(stranger, book.verdicts) == (stranger, "accepted")


def test_accepted_entries_go_on_and_all_are_counted(book: Store) -> None:
    book.accept(seen(1), seen(2))
    book.reject(seen(3))
    selection = Selection(book.verdicts)

    found = selection.of(reading(*map(entry, range(5))))

    assert [each.id for each in found.entries] == [entry(1).id, entry(2).id]
    assert selection.words == {entry(1).id: "accepted", entry(2).id: "accepted"}
    assert selection.counts == {"accepted": 2, "rejected": 1, "undecided": 2}


def test_of_everything_only_the_rejected_stays(book: Store) -> None:
    book.reject(seen(3))
    selection = Selection(book.verdicts, everything=True)

    found = selection.of(reading(*map(entry, range(5))))

    assert entry(3).id not in {each.id for each in found.entries}
    assert len(found.entries) == 4


def test_an_edit_that_can_not_be_leaves_out_its_entry_alone(book: Store) -> None:
    book.accept(seen(1))
    (decision,) = book.edit(seen(2), "value", "5 USD")
    spoilt = replace(
        decision, id="0" * 16, value="five", at=decision.at.replace(year=2027)
    )
    selection = Selection(book.verdicts.plus([spoilt]))

    found = selection.of(reading(entry(1), entry(2)))

    assert [each.id for each in found.entries] == [entry(1).id]
    ((left, error),) = selection.unusable
    assert (left.id, error.value) == (entry(2).id, "five")
