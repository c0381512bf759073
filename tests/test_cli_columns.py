from __future__ import annotations

from tui.cli.columns import columns


def test_numbers_are_grouped_and_go_to_the_right() -> None:
    lines = list(columns([(5, "a"), (1_234, "bcd"), (None, "e")], left=[1]))

    assert lines == ["    5  a", "1,234  bcd", "    -  e"]


def test_no_line_ends_with_blanks() -> None:
    lines = list(columns([("name", 1), ("n", 22), ("", None)], left=[0], indent="  "))

    assert lines == ["  name   1", "  n     22", "         -"]
    assert list(columns([("a", ""), ("b", "long")], left=[0, 1])) == ["a", "b  long"]


def test_no_rows_are_no_lines() -> None:
    assert list(columns([], left=[])) == []
