from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_samples import IRAQ, entries

from parsers.ledger.jsonl import jsonl, line
from parsers.model import Change, Entry, Money, Span
from parsers.numbers import plain

GOLDEN = (
    '{"id": "nl-46df03e86829", "article": "004.txt", "title": null, "digest": "00ff", '
    '"flow": "export", "reporter": "IRN", "partner": "IRQ", "commodity": null, '
    '"period": "XXXX-03-20/XXXX-06-20", "status": "actual", "qualifier": null, '
    '"attribution": "Hamid Hosseini", '
    '"value": {"amount": "1450000000", "currency": "USD", "start": 48, "end": 61, '
    '"text": "$1.45 billion"}, '
    '"quantity": {"amount": "5000000", "unit": "tonne", "start": 305, "end": 322, '
    '"text": "five million tons"}, '
    '"change": null, "rule": "goods-moved", "start": 8, "end": 150, '
    '"quote": "Iran has exported “goods”", '
    '"origins": {"period": {"how": "headline", "start": null, "end": null}, '
    '"reporter": {"how": "pattern", "start": 8, "end": 12}}}\n'
)


def test_an_entry_is_written_as_the_contract_says() -> None:
    assert line(IRAQ) == GOLDEN


def test_the_upper_end_of_a_range_follows_its_lower_end() -> None:
    span = Span(0, 9)
    entry = replace(
        IRAQ,
        value=Money(Decimal(3), "EUR", span, "3 to 4 euros", Decimal(4)),
        change=Change(Decimal("-11.60"), span, "11.6 to 12", Decimal("-12")),
    )

    record = json.loads(line(entry))

    assert list(record["value"])[:3] == ["amount", "amount_to", "currency"]
    assert list(record["change"]) == ["percent", "percent_to", "start", "end", "text"]
    assert record["change"]["percent"] == "-11.6"


@given(entries)
def test_every_entry_is_one_line_that_reads_back(entry: Entry) -> None:
    (written,) = jsonl([entry])

    record = json.loads(written.encode("utf-8"))

    assert written.count("\n") == 1
    assert record["article"] == entry.article
    assert record["quote"] == entry.quote
    assert list(record["origins"]) == [name for name, _ in entry.origins]
    if entry.value:
        assert Decimal(record["value"]["amount"]) == entry.value.amount


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("1.45E+9", "1450000000"),
        ("-11.60", "-11.6"),
        ("100", "100"),
        ("0E-8", "0"),
        ("-0.0", "0"),
        ("1E-7", "0.0000001"),
    ],
)
def test_a_number_is_plain_digits(amount: str, written: str) -> None:
    assert plain(Decimal(amount)) == written


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30
    )
)
def test_a_number_keeps_its_value_and_has_one_spelling(amount: Decimal) -> None:
    written = plain(amount)

    assert Decimal(written) == amount
    assert plain(Decimal(written)) == written


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        plain(Decimal(amount))
