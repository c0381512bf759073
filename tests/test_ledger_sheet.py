"""CSV has one row an entry, its cells are what the entry says, and no cell is a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from ledger_samples import IRAQ, entries

from parsers.ledger.sheet import HEADINGS, sheet
from parsers.model import Change, Entry, Span

GOLDEN = (
    "nl-46df03e86829,004.txt,,export,IRN,IRQ,,XXXX-03-20/XXXX-06-20,actual,,"
    "Hamid Hosseini,1450000000,,USD,48-61,5000000,,tonne,305-322,,,,"
    "goods-moved,00ff,8-150,Iran has exported “goods”\n"
)


def rows(*claims: Entry) -> list[dict[str, str]]:
    """The rows as a program reads them."""
    return list(csv.DictReader(io.StringIO("".join(sheet(claims)), newline="")))


def test_an_entry_is_a_row_below_the_headings() -> None:
    assert "".join(sheet([IRAQ])) == f"{','.join(HEADINGS)}\n{GOLDEN}"


def test_the_upper_end_of_a_range_has_a_cell_of_its_own() -> None:
    change = Change(Decimal(-5), Span(1, 2), "", Decimal(-3))

    (row,) = rows(replace(IRAQ, change=change))

    assert (row["percent"], row["percent_to"], row["change_at"]) == ("-5", "-3", "1-2")


@given(entries)
def test_every_entry_is_one_line_and_reads_back(entry: Entry) -> None:
    lines = list(sheet([entry]))

    assert len(lines) == 2
    assert len("".join(lines).splitlines(keepends=True)) >= 2
    assert lines[1].count("\n") == 1
    (row,) = rows(entry)
    assert len(row) == len(HEADINGS)
    assert None not in row


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "  =cmd|x"])
def test_no_text_of_an_article_is_a_formula(text: str) -> None:
    (row,) = rows(replace(IRAQ, quote=text, attribution=text))

    assert row["quote"] == row["attribution"] == f"'{text.strip()}"
