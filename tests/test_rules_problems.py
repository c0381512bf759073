"""How problems are shown to people and to programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers.rules
from parsers.rules.problems import (
    CODES,
    MOST_COLUMNS,
    Problem,
    as_json,
    harmless,
    in_order,
    nearest,
    render,
    suggestion,
)

PATH = "config/rules/trade-en.yaml"
SOURCE = "a\n" * 40 + "    pattern: '{reporter:contry} exported'\n"


def problem(**facts: object) -> Problem:
    usual: dict[str, object] = {
        "code": "R301",
        "severity": "error",
        "path": PATH,
        "line": 41,
        "column": 25,
        "length": 6,
        "title": "no vocabulary, fragment or figure is called 'contry'",
        "reason": "names in braces must be defined",
        "help": "did you mean 'country'?",
    }
    return Problem(**{**usual, **facts})  # type: ignore[arg-type]


def test_a_problem_is_shown_at_its_place() -> None:
    shown = render([problem(used_by=("goal", "has-in"))], {PATH: SOURCE})

    assert shown == (
        "error[R301]: no vocabulary, fragment or figure is called 'contry'\n"
        "  --> config/rules/trade-en.yaml:41:25\n"
        "   |\n"
        "41 |     pattern: '{reporter:contry} exported'\n"
        "   |                         ^^^^^^\n"
        "   = reason: names in braces must be defined\n"
        "   = help: did you mean 'country'?\n"
        "   = used by: goal, has-in"
    )


@pytest.mark.parametrize("sources", [{}, {PATH: ""}, {PATH: "a\n"}])
def test_without_its_line_a_problem_is_shown_all_the_same(
    sources: dict[str, str],
) -> None:
    assert render([problem()], sources).split("\n") == [
        "error[R301]: no vocabulary, fragment or figure is called 'contry'",
        "  --> config/rules/trade-en.yaml:41:25",
        "   = reason: names in braces must be defined",
        "   = help: did you mean 'country'?",
    ]


@pytest.mark.parametrize("column", [1, 50, 99, 100, 101, 500, 964, 1000])
def test_a_long_line_is_cut_around_the_place(column: int) -> None:
    line = "." * (column - 1) + "X" + "." * (1000 - column)

    shown = render([problem(line=1, column=column, length=1)], {PATH: line})

    text, caret = (part[4:] for part in shown.split("\n")[3:5])
    assert len(text) == MOST_COLUMNS
    assert text[caret.index("^")] == "X"


def test_a_place_behind_the_end_of_a_long_line_is_shown_at_its_end() -> None:
    shown = render([problem(line=1, column=1001, length=1)], {PATH: "x" * 1000})

    assert shown.split("\n")[4] == "  | " + " " * MOST_COLUMNS + "^"


def test_a_wide_character_before_the_place_moves_the_caret_by_two() -> None:
    shown = render([problem(line=1, column=3, length=1)], {PATH: "中文x"})

    assert shown.split("\n")[4] == "  |     ^"


def test_lines_are_counted_as_the_loader_counts_them() -> None:
    shown = render([problem(line=3, column=1, length=1)], {PATH: "a\r\nb\rcde\n"})

    assert "3 | cde" in shown


def test_an_error_comes_before_a_warning_of_its_line() -> None:
    warning = problem(line=3, column=1, severity="warning")
    error = problem(line=3, column=9, severity="error")

    assert in_order([warning, error]) == [error, warning]


def test_problems_come_in_order_and_once() -> None:
    late, early = problem(line=9), problem(line=2)
    right, other = problem(line=2, column=30), problem(path="a.yaml", line=50)

    found = in_order([late, right, early, other, late, early])

    assert found == [other, early, right, late]
    assert render([late, early, late], {}).count("error[R301]") == 2


@given(st.text(), st.text())
def test_nothing_that_a_terminal_obeys_is_shown(text: str, line: str) -> None:
    hostile = problem(
        path=text, title=text, reason=text, help=text, used_by=(text,), line=1, column=1
    )

    shown = render([hostile], {text: line})

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202a-\u202e]", shown)
    assert shown.isprintable() or "\n" in shown
    shown.encode()


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b]52;c;aGk=\x07", "\ufffd]52;c;aGk=\ufffd"),
        ("a\u202eb\u200bc\tc", "a·b·c c"),
        ("\x9b2J\udcff", "\ufffd2J\ufffd"),
        ("گزارش é 中", "گزارش é 中"),
    ],
)
def test_each_character_is_replaced_by_one(hostile: str, shown: str) -> None:
    assert harmless(hostile) == shown


def test_every_code_point_is_shown_harmlessly() -> None:
    shown = harmless("".join(map(chr, range(0x110000))))

    assert len(shown) == 0x110000
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


def test_json_is_one_array_with_the_keys_in_order() -> None:
    text = as_json([problem(line=2, used_by=("goal",)), problem(line=1, help=None)])

    read = json.loads(text)
    assert [item["line"] for item in read] == [1, 2]
    assert list(read[0]) == [
        *("code", "severity", "path", "line", "column", "length"),
        *("title", "reason", "help", "used_by"),
    ]
    assert read[0]["help"] is None
    assert read[1]["used_by"] == ["goal"]


def test_json_without_problems_is_an_empty_array() -> None:
    assert json.loads(as_json([])) == []


def test_json_can_be_written_whatever_the_names_are() -> None:
    assert as_json([problem(path="\udcff\x1b", title="é")]).isascii()


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("contry", "country"),
        ("pattren", "pattern"),
        ("zebra", None),
        ("", None),
        ("country" * 10_000, None),
    ],
)
def test_the_nearest_known_name_is_found(name: str, near: str | None) -> None:
    assert nearest(name, ["country", "pattern", "goods"]) == near


def test_without_a_near_name_all_are_told() -> None:
    assert suggestion("zebra", ["on", "off"]) == "one of: on, off"
    assert suggestion("of", ["on", "off"]) == "did you mean 'off'?"


def test_every_code_that_the_rules_report_is_explained() -> None:
    folder = Path(parsers.rules.__file__).parent
    used = {
        code
        for path in folder.glob("*.py")
        for code in re.findall(r'"(R\d\d\d)"', path.read_text(encoding="utf-8"))
    }

    assert used <= set(CODES)
    assert all(CODES.values())
