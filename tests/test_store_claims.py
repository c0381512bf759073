from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from decision_samples import SEEN
from hypothesis import given
from hypothesis import strategies as st
from ledger_samples import IRAQ

from parsers.model import Change, Span
from parsers.store import FIELDS, Claim, EditError
from parsers.store.claims import checked


def test_a_claim_is_what_an_entry_says_as_text() -> None:
    assert Claim.of(IRAQ) == Claim(
        flow="export",
        reporter="IRN",
        partner="IRQ",
        period="XXXX-03-20/XXXX-06-20",
        status="actual",
        attribution="Hamid Hosseini",
        value="1450000000 USD",
        quantity="5000000 tonne",
    )


def test_a_range_has_both_ends() -> None:
    change = Change(Decimal("-12"), Span(0, 1), "x", Decimal("-10.50"))

    assert Claim.of(replace(IRAQ, change=change)).change == "-12..-10.5 %"


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("partner", "  AE  ", "AE"),
        ("partner", "", None),
        ("commodity", "crude\n oil", "crude oil"),
        ("flow", "import", "import"),
        ("period", "2020-03/2020-04", "2020-03/2020-04"),
        ("period", "XXXX-03-20", "XXXX-03-20"),
        ("value", "1.5e9 EUR", "1500000000 EUR"),
        ("value", "1,450,000,000 USD", "1450000000 USD"),
        ("value", "-5..-4 USD", "-5..-4 USD"),
        ("quantity", "6_200_000 barrel/day", "6200000 barrel/day"),
        ("quantity", None, None),
    ],
)
def test_an_edit_is_kept_in_one_way_of_writing(
    field: str, value: str | None, kept: str | None
) -> None:
    assert checked(field, value, SEEN.claim) == kept


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("flow", None, "every entry has one"),
        ("flow", "sale", "must be one of export, import, trade, balance"),
        ("status", "done", "must be one of actual, target"),
        ("period", "1399-13", "must be as 2020, 2020-03"),
        ("period", "last year", "must be as 2020, 2020-03"),
        ("value", "many USD", "must be an amount and its unit"),
        ("value", "5 dollars", "no currency code"),
        ("value", "NaN USD", "must be an amount and its unit"),
        ("value", "1e999999 USD", "must be an amount and its unit"),
        ("value", "\u0665 USD", "must be an amount and its unit"),
        ("change", "5 %", "the entry has no such figure"),
        ("colour", "red", "no such field; known are flow, reporter"),
        ("partner", "x" * 501, "longer than 500 characters"),
    ],
)
def test_an_edit_that_can_not_be_is_refused_with_the_reason(
    field: str, value: str | None, reason: str
) -> None:
    with pytest.raises(EditError, match=reason):
        checked(field, value, SEEN.claim)


def test_an_entry_keeps_its_only_figure() -> None:
    only = SEEN.claim._replace(quantity=None)

    assert checked("change", "", only) is None
    with pytest.raises(EditError, match="value: it is the last figure"):
        checked("value", " ", only)


@given(st.sampled_from(FIELDS), st.text(max_size=40))
def test_whatever_is_typed_is_refused_or_stays_as_it_is_when_typed_again(
    field: str, value: str
) -> None:
    try:
        kept = checked(field, value, SEEN.claim)
    except EditError:
        return

    assert checked(field, kept, SEEN.claim) == kept
