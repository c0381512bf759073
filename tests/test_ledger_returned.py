from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from time import process_time

import pytest
from journal_samples import HOSTILE, PLAIN, SEEDS, VALUE
from ledger_samples import reading

from parsers.ledger.beancount import BEANCOUNT
from parsers.ledger.bookkeeping import USUAL
from parsers.ledger.dialect import Dialect
from parsers.ledger.returned import Returned, returned, unmarked
from parsers.ledger.seal import is_intact, sealed
from parsers.ledger.transactions import Words, transactions
from parsers.ledger.volumes import DIALECTS, volumes
from parsers.model import Entry

BOTH = pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)


def book(
    dialect: Dialect, entries: Sequence[Entry] = SEEDS, verdicts: Words | None = None
) -> str:
    booked = transactions([reading(*entries)], verdicts=verdicts)
    text = dialect.preamble(booked, USUAL) + "".join(map(dialect.block, booked))
    return sealed(text, dialect.comment, "1")


def claims(text: str) -> dict[str, Returned]:
    return {claim.id: claim for claim in returned(text)}


@BOTH
def test_a_claim_comes_back_with_its_mark_and_line(dialect: Dialect) -> None:
    text = book(dialect, verdicts={PLAIN.id: "accepted"})

    found = claims(text)

    assert found.keys() == {entry.id for entry in SEEDS}
    assert [own for own, claim in found.items() if claim.marked] == [PLAIN.id]
    assert all(claim.marked == claim.was_marked for claim in found.values())
    assert PLAIN.id in text.splitlines()[found[PLAIN.id].line - 1]


@BOTH
def test_hostile_text_makes_no_claim_and_hides_none(dialect: Dialect) -> None:
    text = book(dialect, HOSTILE)

    found = list(returned(text))

    assert sorted(claim.id for claim in found) == sorted(e.id for e in HOSTILE)


@BOTH
@pytest.mark.parametrize("entries", [SEEDS, HOSTILE], ids=["seeds", "hostile"])
def test_what_was_not_edited_differs_in_nothing(
    dialect: Dialect, entries: Sequence[Entry]
) -> None:
    found = claims(book(dialect, entries))

    for each in transactions([reading(*entries)]):
        (again,) = returned(dialect.block(each))
        assert list(found[again.id].differences(again)) == []


def test_a_role_is_no_difference() -> None:
    rival = replace(
        PLAIN, id="nl-000000000001", value=replace(VALUE, amount=Decimal(5))
    )
    (counted, memo) = (
        claims(book(DIALECTS["journal"], entries))[rival.id]
        for entries in ([rival], [rival, PLAIN, replace(PLAIN, id="nl-000000000000")])
    )

    assert list(counted.differences(memo)) == []


@BOTH
@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("390000000 USD", "390000001 USD", "Imports:All:RUS:IRN"),
        ("Imports:All:RUS:IRN", "Imports:All:SYR:IRN", "Imports:All:SYR:IRN"),
        ("partner: {}RUS{}", "partner: {}SYR{}", "partner"),
        ("2019-12-31", "2019-12-30", "claim"),
        ("$390 million", "$391 million", "claim"),
    ],
)
def test_what_a_person_changed_is_a_difference(
    dialect: Dialect, old: str, new: str, what: str
) -> None:
    quotes = ('"', '"') if dialect is BEANCOUNT else ("", "")
    text = book(dialect, [PLAIN])
    edited = text.replace(old.format(*quotes), new.format(*quotes))

    before, after = claims(text)[PLAIN.id], claims(edited)[PLAIN.id]

    assert what in {name for name, _, _ in after.differences(before)}


def test_a_price_that_is_none_takes_no_longer_than_its_line() -> None:
    line = f"  A 1 USD @@{' ' * 80_000}a;\n"

    begun = process_time()
    list(returned(f"2019-12-31 * (nl-0123456789ab) x\n{line}"))

    assert process_time() - begun < 2


@pytest.mark.parametrize(
    "head", ["2019-12-31=2019-01-01", "2019/12/31", "2019-12-31  ", "2019-12-31\t!"]
)
def test_a_mark_may_be_gone_and_a_date_be_written_otherwise(head: str) -> None:
    (claim,) = returned(f"{head} (nl-0123456789ab) x\n  ; verdict: accepted\n")

    assert (claim.marked, claim.was_marked) == (False, True)


@pytest.mark.parametrize("verdict", ["accepted", "undecided"])
def test_a_word_of_beancount_is_the_mark_of_what_a_person_stands_for(
    verdict: str,
) -> None:
    text = book(BEANCOUNT, [PLAIN], {PLAIN.id: verdict})

    edited = re.sub(r"^(\d\S+) [*!] ", r"\1 txn ", text, flags=re.MULTILINE)

    assert edited != text
    claim = claims(edited)[PLAIN.id]
    assert (claim.marked, claim.was_marked) == (True, verdict == "accepted")
    assert unmarked(edited) == text


@pytest.mark.parametrize(
    "text",
    [
        "; 2019-12-31 * (nl-0123456789ab) x",
        " 2019-12-31 * (nl-0123456789ab) x",
        "2019-12-31 * (nl-0123) x",
        '2019-12-31 * "x" "^nl-0123456789ab"',
        "2019-12-31 open Imports:All ; ^nl-0123456789ab",
    ],
)
def test_nothing_else_is_a_claim(text: str) -> None:
    assert list(returned(text)) == []


@BOTH
def test_with_its_old_marks_a_file_is_as_it_was_sealed(dialect: Dialect) -> None:
    text = book(dialect, verdicts={PLAIN.id: "edited"})
    swapped = text.replace(" * ", " ? ").replace(" ! ", " * ").replace(" ? ", " ! ")
    header, edited = text.partition("\n\n")[0], swapped.partition("\n\n")[2]

    whole = f"{header}\n\n{edited}"
    assert not is_intact(whole)
    assert unmarked(whole) == text


def test_a_volume_is_read_back_like_a_single_file() -> None:
    _, *parts = volumes([reading(*SEEDS)], DIALECTS["journal"])

    found = [claim for part in parts for claim in returned(part.text)]

    assert {claim.id for claim in found} == {entry.id for entry in SEEDS}
