from __future__ import annotations

import random
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from journal_samples import HOSTILE, PLAIN, SEEDS, VALUE, entries
from ledger_samples import reading
from project_samples import Captured, small

from parsers.ledger.parquet import COLUMNS, SCHEMA, parquet
from parsers.ledger.transactions import Words, transactions
from parsers.model import Entry
from tui.cli import main
from tui.cli.exits import Exit

__all__ = ["small"]

pytest.importorskip("pyarrow", reason="pyarrow is not installed")


def rows(
    batch: Sequence[Entry], verdicts: Words | None = None
) -> list[dict[str, object]]:
    """The rows as pyarrow reads them."""
    from pyarrow.parquet import read_table

    found: list[dict[str, object]] = read_table(
        BytesIO(parquet([reading(*batch)], verdicts=verdicts))
    ).to_pylist()
    return found


def test_a_row_tells_what_the_entry_tells_and_whether_its_figure_counts() -> None:
    (row,) = rows([PLAIN], {PLAIN.id: "accepted"})

    assert (row["id"], row["reporter"], row["partner"]) == (PLAIN.id, "IRN", "RUS")
    assert (row["value"], row["value_unit"]) == (Decimal(390000000), "USD")
    assert (row["value_start"], row["value_end"]) == VALUE.span
    assert row["value_role"] == "counted"
    assert (row["period_start"], row["period_end"]) == (
        date(2019, 1, 1),
        date(2019, 12, 31),
    )
    assert (row["quantity"], row["verdict"]) == (None, "accepted")


def test_an_open_period_has_no_days() -> None:
    open_year = next(e for e in SEEDS if e.period and "X" in e.period.first)

    (row,) = rows([open_year])

    assert (row["period"], row["period_start"], row["period_end"]) == (
        "XXXX-03-20/XXXX-06-20",
        None,
        None,
    )


def test_the_same_entries_in_any_order_give_the_same_bytes() -> None:
    shuffled = list(SEEDS)
    random.Random(1).shuffle(shuffled)

    assert parquet([reading(*shuffled)]) == parquet([reading(*SEEDS)])


@pytest.mark.parametrize("amount", ["1e40", "1e-11", "12345678901234567890123456789"])
def test_an_amount_that_no_column_holds_is_told_in_words_alone(amount: str) -> None:
    (row,) = rows([replace(PLAIN, value=replace(VALUE, amount=Decimal(amount)))])

    assert (row["value"], row["value_text"]) == (None, "$390 million")


def test_hostile_text_is_written_as_it_is() -> None:
    found = {row["id"]: row for row in rows(HOSTILE)}

    assert found.keys() == {entry.id for entry in HOSTILE}
    for entry in HOSTILE:
        quote = entry.quote.encode("utf-8", "backslashreplace").decode()
        assert found[entry.id]["quote"] == quote


@settings(max_examples=10, deadline=None)
@given(st.lists(entries(), max_size=8, unique_by=lambda entry: entry.id))
def test_whatever_is_booked_is_a_row(batch: list[Entry]) -> None:
    found = rows(batch)

    booked = [each.entry.id for each in transactions([reading(*batch)])]
    assert [row["id"] for row in found] == booked


def test_the_guide_lists_every_column() -> None:
    guide = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
    section = guide.partition("## Parquet")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (`.*?`) \| (\w+)", section, re.MULTILINE)
    told = [(n, kind) for names, kind in cells for n in re.findall(r"`(\w+)`", names)]

    assert told == [(column.name, column.type) for column in COLUMNS]
    assert f"version {SCHEMA} " in section


def test_without_pyarrow_the_extra_is_named(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    assert main(["export", "--format", "parquet", "-o", "x.parquet"]) == Exit.USAGE
    assert "pip install 'newsledger[parquet]'" in capsys.readouterr().err
    assert not (small / "x.parquet").exists()


def test_a_file_of_somebody_else_is_not_overwritten(
    small: Path, capsys: Captured
) -> None:
    path = small / "x.parquet"

    assert main(["export", "--format", "parquet", "-o", str(path)]) == Exit.OK
    assert main(["export", "--format", "parquet", "--all", "-o", str(path)]) == Exit.OK
    path.write_bytes(path.read_bytes() + b"\xff")
    assert main(["export", "--format", "parquet", "-o", str(path)]) == Exit.USAGE
