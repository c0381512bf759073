"""The table of all benchmarks: what it says, and what it compares with."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent / "bench"))

from results import (
    BEGIN,
    END,
    VARIABLE,
    Measure,
    as_json,
    from_json,
    merged,
    ratios,
    replaced,
    rows_in,
    table,
    tell,
    told,
)


@pytest.mark.parametrize(
    ("ours", "verdict"), [(10.0, "near the limit"), (19.0, "ok"), (21.0, "MISSED")]
)
def test_a_ratio_is_judged_by_its_goal(ours: float, verdict: str) -> None:
    measure = Measure("a thing", ours, 1, goal=20, near=14)

    assert measure.verdict == verdict
    assert measure.line.endswith(f"x  <= 20x {verdict}")


def test_what_is_told_is_printed_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "kept"))

    tell("one", 3, 2, 4, mark="G1")
    tell("two", 1, 2, unit="MB")

    assert told(tmp_path / "kept") == [
        Measure("one", 3, 2, goal=4, mark="G1"),
        Measure("two", 1, 2, unit="MB"),
    ]
    assert "1.50x  <= 4x ok" in capsys.readouterr().out


def test_a_measure_that_grew_is_named_beside_the_last() -> None:
    before = ratios([("bench", Measure("one", 2, 1)), ("bench", Measure("two", 2, 1))])

    rows = list(
        table(
            [("bench", Measure("one", 3, 1)), ("bench", Measure("two", 2.1, 1))], before
        )
    )

    assert rows[2].endswith("| 3.00 |  |  | 2.00 worse |")
    assert rows[3].endswith("| 2.10 |  |  | 2.00 |")


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    page = f"# Head\n{BEGIN}\nold\n{END}\ntail\n"

    assert replaced(page, ["new"]) == f"# Head\n{BEGIN}\nnew\n{END}\ntail\n"
    assert replaced(replaced(page, ["new"]), ["old"]) == page


def test_what_is_checked_in_is_read_as_it_was_written() -> None:
    rows = [
        ("bench", Measure("one", 2.5, 3, "MB", 4, 2, "G1")),
        ("b", Measure("é", 1, 2)),
    ]

    assert from_json(as_json(rows)) == rows


def test_the_rows_of_scripts_that_were_not_run_stay() -> None:
    before = [
        ("a", Measure("one", 1, 1)),
        ("b", Measure("gone", 1, 1)),
        ("c", Measure("two", 1, 1)),
        ("d", Measure("told no more", 1, 1)),
    ]
    measured = [("b", Measure("new", 2, 1)), ("b", Measure("also new", 3, 1))]

    assert merged(measured, before, {"b", "d"}) == [
        ("a", Measure("one", 1, 1)),
        ("b", Measure("new", 2, 1)),
        ("b", Measure("also new", 3, 1)),
        ("c", Measure("two", 1, 1)),
    ]


def test_the_rows_of_a_page_stay_to_the_letter_where_nothing_was_run() -> None:
    before = [("a", Measure("one", 1, 1)), ("b", Measure("two", 1, 1))]
    page = f"# Head\n{BEGIN}\n\n"
    page += "\n".join(table([*before, ("c", Measure("z", 1, 1))], ratios(before)))
    page += f"\n\n{END}\n"
    _, _, *measured = table([("b", Measure("new", 2, 1))], {})

    rows = rows_in(page, {"b"}, measured)

    assert rows == [
        "| a |  | one | 1.0 ms | 1.0 ms | 1.00 |  |  | 1.00 |",
        "| b |  | new | 2.0 ms | 1.0 ms | 2.00 |  |  |  |",
        "| c |  | z | 1.0 ms | 1.0 ms | 1.00 |  |  |  |",
    ]
