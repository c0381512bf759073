"""The gist of what rules read: all that lists, filters and checks ask for."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_samples import IRAQ, reading
from ledger_samples import entries as any_entries

from parsers.ledger.audit import Audit, audit
from parsers.ledger.statements import statements
from parsers.model import Entry, Origin, Reading
from parsers.query import FIELDS
from parsers.store import Claim, Seen
from tui.gist import gist

some = st.lists(any_entries, max_size=5, unique_by=lambda entry: entry.id)


def nobody(_entry: Entry) -> bool:
    """No person has said anything of an entry."""
    return False


def found(of: Audit) -> list[object]:
    """What an audit tells people."""
    return [
        [(s.statement.words, s.role, s.why, s.in_one_sentence) for s in of.conflicts],
        [(f.check, f.sum, f.why) for f in of.failures],
        [(d.place, [other.words for other in d.others]) for d in of.doubts],
        of.tallies,
    ]


@given(some)
def test_expressions_ask_the_gist_what_they_ask_the_entry(told: list[Entry]) -> None:
    whole = reading(*told)

    for kept, entry in zip(gist(whole, nobody).entries, told, strict=True):
        assert Claim.of(kept) == Claim.of(entry)
        for field in FIELDS.values():
            if field.of_entry is not None:
                assert field.of_entry(kept) == field.of_entry(entry)


@settings(max_examples=30)
@given(some, st.booleans())
def test_checks_find_in_the_gist_what_they_find_in_the_entries(
    told: list[Entry], alike: bool
) -> None:
    if alike:  # else hardly two of them can be compared
        told = [
            replace(e, flow="export", reporter="IRN", partner="IRQ", status="actual")
            for e in told
        ]
    whole = reading(*told)

    kept = audit(gist(whole, nobody).figures)

    assert found(kept) == found(audit(statements(whole)))


def test_it_knows_of_what_was_decided_which_sentence_that_is() -> None:
    whole = reading(IRAQ)

    assert Seen.of(gist(whole, lambda _: True).entries[0]) == Seen.of(IRAQ)
    assert gist(whole, nobody).entries[0].quote == ""


def test_what_many_have_is_shared() -> None:
    other = replace(IRAQ, id="nl-other", origins=(("period", Origin("headline")),))
    one, two = (gist(reading(entry), nobody).entries[0] for entry in (IRAQ, other))

    assert one.period is two.period
    assert one.origins is two.origins


def test_an_article_without_entries_has_none() -> None:
    assert gist(Reading(reading().article, (), ()), nobody) == ((), ())
