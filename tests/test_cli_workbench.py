"""`rules coverage` and `rules profile`, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from packs import SMALL

from parsers.resources import data_folder
from tui.cli import main
from tui.cli.exits import Exit

Captured = pytest.CaptureFixture[str]

GOLDEN = """\
2          figures
1  50.0 %  booked
0       -  open, in sentences with a cue
0       -  open, in sentences without a cue, read right after an entry
1  50.0 %  open, in sentences without a cue, which are not read

open, in sentences without a cue, which are not read: 1
  1  100.0 %  the sentence is not read
  shapes
  1  tower … {money}
      a.txt:2: $4 million
        The tower cost $4 million.

entries  wanted  won  rule
      1       1    1  reached
      0       1    0  figure
      0       1    0  twin
never used: idle
only under another: figure (reached 1)
only under another: twin (reached 1)

             pattern     slot  reference  inherited  headline  home      set     none
flow               -  100.0 %          -          -         -     -        -        -
reporter           -  100.0 %          -          -         -     -        -        -
partner            -        -          -          -         -     -        -  100.0 %
commodity          -        -          -          -         -     -        -  100.0 %
period             -  100.0 %          -          -         -     -        -        -
status             -        -          -          -         -     -  100.0 %        -
qualifier          -        -          -          -         -     -        -  100.0 %
attribution        -        -          -          -         -     -        -  100.0 %
"""

BOTH = pytest.mark.parametrize("command", ["coverage", "profile"])

MORE_RULES = """\
  - {id: reached, priority: 50, pattern: 'reached {value:money}'}
  - {id: twin, priority: 40, pattern: 'reached {value:money}'}
  - {id: idle, priority: 40, pattern: 'amounted to {value:money}'}
cue: '{flow}'
"""


@pytest.fixture(autouse=True)
def somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds a project file of the place where pytest was started."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "rules.yaml"
    path.write_text(SMALL + MORE_RULES, encoding="utf-8")
    return path


def article(folder: Path, text: str, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@BOTH
def test_without_a_path_the_packaged_articles_are_read(
    command: str, capsys: Captured
) -> None:
    code = main(["rules", command, "--format", "json"])

    captured = capsys.readouterr()
    assert code == Exit.OK
    assert json.loads(captured.out)["articles"] == 5
    assert captured.err.startswith("articles: 5, entries: ")


@BOTH
def test_when_no_path_can_be_read_nothing_was_done(
    command: str, capsys: Captured
) -> None:
    code = main(["rules", command, "gone.txt"])

    captured = capsys.readouterr()
    assert code == Exit.USAGE
    assert captured.out == ""
    assert "skipped gone.txt: " in captured.err


@BOTH
def test_broken_rules_are_told_and_the_good_ones_used(
    command: str, rules: Path, capsys: Captured
) -> None:
    broken = SMALL + MORE_RULES + "rulse: []\n"
    rules.write_text(broken, encoding="utf-8")

    code = main(["rules", command, "--rules", str(rules)])

    captured = capsys.readouterr()
    assert code == Exit.PROBLEMS
    assert "rulse" in captured.err
    assert "reached" in captured.out


@BOTH
def test_without_any_rule_nothing_was_done(
    command: str, rules: Path, capsys: Captured
) -> None:
    rules.write_text("newsledger: rules/1\n", encoding="utf-8")

    assert main(["rules", command, "--rules", str(rules)]) == Exit.USAGE
    assert capsys.readouterr().out == ""


@BOTH
def test_an_empty_folder_is_no_failure(
    command: str, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "empty").mkdir()

    assert main(["rules", command, str(tmp_path / "empty")]) == Exit.OK
    assert capsys.readouterr().out


def test_a_file_name_of_several_lines_is_one_line(
    tmp_path: Path, capsys: Captured
) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    article(folder, "The tower cost $4 million.", "a\nnever used: figure.txt")

    main(["rules", "coverage", str(folder)])

    assert "\nnever used: figure.txt" not in capsys.readouterr().out


@BOTH
def test_no_control_character_reaches_the_terminal(
    command: str, tmp_path: Path, capsys: Captured
) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    article(folder, "The to\x1b[2Jwer cost $4 million.", "evil\x1b]0;x\x07.txt")

    main(["rules", command, str(folder), "gone\x1b[2J"])
    main(["rules", command, str(folder), "--format", "json"])

    captured = capsys.readouterr()
    assert "\x1b" not in captured.out + captured.err
    assert "\x07" not in captured.out


def test_the_coverage_is_told_as_text(
    tmp_path: Path, rules: Path, capsys: Captured
) -> None:
    path = article(
        tmp_path,
        "Iran's exports reached $5 million in 2019.\nThe tower cost $4 million.",
    )

    code = main(["rules", "coverage", str(path), "--rules", str(rules)])

    assert code == Exit.OK
    assert capsys.readouterr().out == GOLDEN


def test_rules_that_always_meet_are_told_once(
    tmp_path: Path, rules: Path, capsys: Captured
) -> None:
    path = article(
        tmp_path, "Iran's exports reached $5 million. Iran's trade was $6 million."
    )

    main(["rules", "coverage", str(path), "--rules", str(rules)])

    lines = capsys.readouterr().out.splitlines()
    assert "always together: reached with twin (1)" in lines
    assert sum("always together" in line for line in lines) == 1


@BOTH
def test_help_has_examples(command: str, capsys: Captured) -> None:
    assert main(["rules", command, "--help"]) == Exit.OK
    assert f"examples:\n  newsledger rules {command}" in capsys.readouterr().out


def test_as_many_examples_are_told_as_are_asked_for(
    tmp_path: Path, rules: Path, capsys: Captured
) -> None:
    path = article(tmp_path, "The tower cost $4 million. " * 5)
    examples = []

    for number in ("0", "3"):
        main(["rules", "coverage", str(path), "--examples", number, "--format", "json"])
        report = json.loads(capsys.readouterr().out)
        examples.append(report["open"][2]["shapes"][0]["examples"])

    assert [len(found) for found in examples] == [0, 3]
    assert examples[1][0] == {
        "article": "a.txt",
        "line": 1,
        "start": 15,
        "figure": "$4 million",
        "sentence": "The tower cost $4 million.",
    }


@pytest.mark.parametrize("number", ["-1", "x", "²", "1.5"])
def test_a_wrong_number_of_examples_is_a_wrong_command(
    number: str, capsys: Captured
) -> None:
    assert main(["rules", "coverage", f"--examples={number}"]) == Exit.USAGE
    assert "is no number from 0 on" in capsys.readouterr().err


def keys(value: Any) -> Any:
    """The shape of a JSON document: names of fields, and what lists hold."""
    if isinstance(value, dict):
        return {name: keys(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [keys(value[0])] if value else []
    return None


def test_the_shape_of_the_coverage_is_a_contract(
    tmp_path: Path, rules: Path, capsys: Captured
) -> None:
    path = article(
        tmp_path, "The tower cost $4 million.\nIran's exports reached $5 million."
    )

    main(["rules", "coverage", str(path), "--rules", str(rules), "--format", "json"])

    report = json.loads(capsys.readouterr().out)
    assert list(report) == [
        "articles",
        "entries",
        "figures",
        "booked",
        "masked",
        "open",
        "rules",
        "fields",
    ]
    example = dict.fromkeys(["article", "line", "start", "figure", "sentence"])
    shape = {"why": None, "shape": None, "figures": None, "examples": [example]}
    assert keys(report["open"][2]) == {
        "sentences": None,
        "figures": None,
        "why": [{"name": None, "figures": None}],
        "shapes": [shape],
        "rare": None,
    }
    assert [kind["sentences"] for kind in report["open"]] == [
        "cue",
        "follow-up",
        "none",
    ]
    assert list(report["rules"][0]) == [
        "rule",
        "entries",
        "wanted",
        "won",
        "lost_to",
        "always_with",
    ]
    assert list(report["fields"][0]) == [
        "field",
        "pattern",
        "slot",
        "reference",
        "inherited",
        "headline",
        "home",
        "set",
        "none",
    ]


def test_the_shape_of_the_profile_is_a_contract(capsys: Captured) -> None:
    main(["rules", "profile", "--format", "json"])

    report = json.loads(capsys.readouterr().out)
    assert list(report) == ["articles", "bytes", "ms", "ms_per_mb", "costs"]
    assert list(report["costs"][0]) == [
        "kind",
        "name",
        "path",
        "line",
        "ms",
        "tried",
        "hits",
        "timeouts",
        "entries",
        "won",
        "lost",
    ]


def test_the_profile_is_a_table_with_the_whole_above(
    rules: Path, capsys: Captured
) -> None:
    code = main(["rules", "profile", "--rules", str(rules)])

    total, headings, *rows = capsys.readouterr().out.splitlines()
    assert code == Exit.OK
    assert total.startswith("ms of CPU: ")
    assert headings.split()[:3] == ["ms", "tried", "hits"]
    assert any(row.split()[7:9] == ["rule", "reached"] for row in rows)
    assert all(
        row.split()[-1].startswith("rules.yaml:") for row in rows if " rule " in row
    )


def test_the_coverage_is_the_same_whatever_the_order_of_the_paths(
    capsys: Captured,
) -> None:
    seeds = sorted(str(path) for path in data_folder("seeds").iterdir())

    outputs = set()
    for paths in (seeds, seeds[::-1]):
        main(["rules", "coverage", *paths])
        outputs.add(capsys.readouterr().out)

    assert len(outputs) == 1
