"""`newsledger report`, as it is typed."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from decision_samples import store
from project_samples import Captured, shown, small

from tui.cli import main
from tui.cli.exits import Exit

__all__ = ["small"]


def rows(*arguments: str, capsys: Captured) -> list[dict[str, str]]:
    assert main(["report", "--format", "csv", *arguments]) == Exit.OK
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_sums_are_told_by_the_columns_that_were_asked_for(
    small: Path, capsys: Captured
) -> None:
    found = rows("--by", "year", "--reporter", "IRN", capsys=capsys)

    assert [(row["year"], row["flow"], row["amount"]) for row in found] == [
        ("2019", "export", "5000000"),
        ("2020", "export", "7000000"),
    ]
    assert found[0]["entries"] == shown(small)[0].entry


def test_a_table_is_aligned_and_counts_its_figures(
    small: Path, capsys: Captured
) -> None:
    assert main(["report", "--by", "reporter", "--flow", "export"]) == Exit.OK

    printed = capsys.readouterr()
    assert printed.out.splitlines() == [
        "reporter  flow    commodity      amount  unit  figures",
        "IRN       export  all        12,000,000  USD         2",
    ]
    assert "figures of entries: 2, of which count: 2\n" in printed.err


def test_a_trade_balance_follows_where_both_sides_are_told(
    small: Path, capsys: Captured
) -> None:
    with (small / "articles" / "story.txt").open("a", encoding="utf-8") as stream:
        stream.write("Iran's imports from Iraq reached $1 million in 2019.\n")

    main(["report", "--reporter", "IRN"])

    table = capsys.readouterr().out.partition("trade balance\n")[2].splitlines()
    assert table[1].split() == (
        ["IRN", "IRQ", "2019", "all", "5,000,000", "1,000,000", "4,000,000", "USD", "2"]
    )
    (row,) = rows("--balance", "--reporter", "IRN", capsys=capsys)
    assert (row["balance"], row["unit"]) == ("4000000", "USD")


def test_what_people_rejected_does_not_count_and_edits_do(
    small: Path, capsys: Captured
) -> None:
    first, second = shown(small)
    store(small / "decisions.jsonl").reject(first)
    store(small / "decisions.jsonl").edit(second, "value", "9e6 USD")

    (row,) = rows("--flow", "export", capsys=capsys)

    assert (row["year"], row["amount"]) == ("2020", "9000000")


def test_only_what_was_accepted_counts_if_that_is_asked_for(
    small: Path, capsys: Captured
) -> None:
    store(small / "decisions.jsonl").accept(shown(small)[0])

    (row,) = rows("--accepted", "--flow", "export", capsys=capsys)

    assert row["year"] == "2019"


def test_what_an_expression_leaves_out_contradicts_nothing(
    small: Path, capsys: Captured
) -> None:
    with (small / "articles" / "story.txt").open("a", encoding="utf-8") as stream:
        stream.write("Iran's exports to Iraq reached $6 million in 2019.\n")
    year = ("--by", "year", "--reporter", "IRN", "--partner", "IRQ")

    found = [
        rows(*year, "--where", expression, capsys=capsys)
        for expression in ("amount:5e6", "amount:6e6")
    ]

    assert [row["amount"] for (row,) in found] == ["5000000", "6000000"]


@pytest.mark.parametrize(
    ("form", "beginning"), [("html", "<!DOCTYPE html>"), ("svg", "<svg xmlns=")]
)
def test_a_page_and_a_picture_are_written_the_same_each_time(
    form: str, beginning: str, small: Path
) -> None:
    for name in ("one", "two"):
        assert main(["report", "--format", form, "-o", name]) == Exit.OK

    text = (small / "one").read_text(encoding="utf-8")
    assert text.startswith(beginning)
    assert "5,000,000" in text
    assert (small / "two").read_text(encoding="utf-8") == text


def test_a_wrong_column_is_told_with_the_nearest(small: Path, capsys: Captured) -> None:
    assert main(["report", "--by", "partnr"]) == Exit.USAGE
    assert "did you mean partner?" in capsys.readouterr().err


def test_outside_of_a_project_nothing_was_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["report", "--accepted"]) == Exit.USAGE
    assert "newsledger init DIR" in capsys.readouterr().err


def test_without_anything_to_read_nothing_is_reported(
    small: Path, capsys: Captured
) -> None:
    assert main(["report", "nowhere"]) == Exit.USAGE
