from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from decision_samples import seen, store

from parsers.store import Store
from parsers.store.spreadsheet import COLUMNS, harmless, table


@pytest.fixture
def ada(tmp_path: Path) -> Store:
    return store(tmp_path / "decisions.jsonl")


def rows(own: Store) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(table(own.verdicts)))))


def test_an_entry_is_a_row_with_its_edits_in_it(ada: Store) -> None:
    ada.edit(seen(0), "partner", "SYR")
    ada.note(seen(0), "why?\nask")
    ada.tag(seen(0), "big")

    (row,) = rows(ada)

    assert tuple(row) == COLUMNS
    assert (row["entry"], row["verdict"], row["by"]) == (seen(0).entry, "edited", "Ada")
    assert (row["partner"], row["edits"]) == ("SYR", "partner: SYR")
    assert (row["notes"], row["tags"]) == ("why?\nask", "big")
    assert row["value"] == "1450000000 USD"


def test_an_entry_with_nothing_but_a_note_is_a_row_too(ada: Store) -> None:
    ada.note(seen(0), "why?")

    assert [(row["verdict"], row["at"]) for row in rows(ada)] == [("undecided", "")]


def test_what_was_taken_back_is_no_row(ada: Store) -> None:
    ada.accept(seen(0))
    ada.undo()

    assert rows(ada) == []


@pytest.mark.parametrize(
    "cell",
    [
        *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "|cmd", "=cmd|' /C calc'!A0"),
        *(" =1", "\t=1", "\u00a0=1", "a\n=1", "a\r=1", "\uff1d1", "\uff0b1", "\uff20x"),
        *("\ufeff=1", "-", "-11.6 %", "--1"),
    ],
)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["-11.6", "+5", "5", "", "a=b", "IRN", "5-6", "x\n-"[:1]]
)
def test_a_cell_that_is_none_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell
