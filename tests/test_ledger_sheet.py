"""CSV has one row an entry, its cells are what the entry says, and no cell is a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal, InvalidOperation

import pytest
from hypothesis import given
from ledger_samples import IRAQ, entries

from parsers.ledger.sheet import HEADINGS, sheet
from parsers.model import Change, Entry, Span
from parsers.spreadsheet import row

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

    (found,) = rows(replace(IRAQ, change=change))

    assert (found["percent"], found["percent_to"], found["change_at"]) == (
        "-5",
        "-3",
        "1-2",
    )


@given(entries)
def test_every_entry_is_one_line_and_reads_back(entry: Entry) -> None:
    lines = list(sheet([entry]))

    assert len(lines) == 2
    assert len("".join(lines).splitlines(keepends=True)) >= 2
    assert lines[1].count("\n") == 1
    (found,) = rows(entry)
    assert len(found) == len(HEADINGS)
    assert None not in found


DANGEROUS = (
    *(
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "|calc",
        "=cmd|' /C calc'!A0",
        "-2+3+cmd|' /C x'!A0",
    ),
    *("\uff1d1+1", "\uff0b1+1", "\uff0d1+1", "\uff20SUM(A1)", "\uff5ccalc"),
    *("  =1+1", "\t=1+1", "\xa0=1+1", "\ufeff=1+1", "a\n=1+1", "a\r\n@x", "+-1", "--1"),
)
"""Cells that some spreadsheet runs."""
HARMLESS = ("-5", "+2.5", "-1250000000", "a=b", "1+1", "oil @ 5 USD")
"""Cells that are what they seem; the first three are numbers."""


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet may run some line of a cell."""
    starts = tuple("=+-@|\uff1d\uff0b\uff0d\uff20\uff5c")
    lines = (line.strip(" \t\xa0\ufeff") for line in cell.splitlines())
    return (
        not is_number(cell)
        and not cell.startswith("'")
        and any(line.startswith(starts) for line in lines)
    )


def is_number(cell: str) -> bool:
    try:
        return Decimal(cell).is_finite()
    except InvalidOperation:
        return False


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_of_an_article_is_a_formula(text: str) -> None:
    (found,) = rows(replace(IRAQ, quote=text, attribution=text))

    assert is_formula(text)
    assert not is_formula(found["quote"])
    assert found["quote"] == found["attribution"]


@pytest.mark.parametrize("text", HARMLESS)
def test_a_cell_that_is_no_formula_stays_as_it_is(text: str) -> None:
    (found,) = csv.reader(io.StringIO(row([text])))

    assert found == [text]
    assert not is_formula(text)
