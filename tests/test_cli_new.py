from __future__ import annotations

import json
from pathlib import Path

import pytest

from parsers.engine.examples import test_pack as run_examples
from parsers.pipeline import load_rules
from tui.cli import main
from tui.cli.exits import Exit

Captured = pytest.CaptureFixture[str]

SENTENCE = "Iran shipped [350,000 tons] of urea to India in 2023."
STORY = """\
Iran's exports to Iraq reached $1.2 billion in 2019.
Iraq took in Iranian cement
worth $90 million in the same year.
"""
TAKEN = ("story.txt:3:10", "--set", "flow=import", "--capture", "partner=Iranian")


@pytest.fixture(autouse=True)
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article in the folder where the command runs."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    Path("story.txt").write_text(STORY, encoding="utf-8")


def new(*arguments: str) -> int:
    return main(["rules", "new", *arguments])


def outcomes(file: Path, rule: str) -> list[str]:
    """How the examples of one rule of a file fare."""
    rules = load_rules([file])
    assert rules.engine is not None
    assert not rules.problems
    return [r.outcome for r in run_examples(rules.engine) if r.rule == rule]


def test_a_rule_of_a_sentence_is_printed_and_nothing_else(capsys: Captured) -> None:
    assert new("--sentence", SENTENCE) == Exit.OK

    captured = capsys.readouterr()
    assert captured.out.startswith("  - id: shipped-of-to\n")
    head = "newsledger: rules/1\nextends: trade-en\nrules:\n"
    Path("pasted.yaml").write_text(head + captured.out, encoding="utf-8")
    assert outcomes(Path("pasted.yaml"), "shipped-of-to") == ["ok"]


def test_a_figure_of_an_article_brings_its_sentence(capsys: Captured) -> None:
    assert new(*TAKEN, "--format", "json") == Exit.OK

    found = json.loads(capsys.readouterr().out)
    assert found["text"] == (
        "Iraq took in Iranian cement worth $90 million in the same year."
    )
    assert found["sets"] == {"flow": "import"}
    assert found["expected"][0]["partner"] == "IRN"


def test_a_new_file_includes_the_rules_and_reads_the_article(
    capsys: Captured,
) -> None:
    assert new(*TAKEN, "--append", "mine.yaml") == Exit.OK

    assert capsys.readouterr().out == ""
    first = Path("mine.yaml").read_text(encoding="utf-8").partition("\n")[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert outcomes(Path("mine.yaml"), "took-in-worth") == ["ok"]


def test_a_file_keeps_every_byte_that_it_had() -> None:
    new(*TAKEN, "-o", "mine.yaml")
    file = Path("mine.yaml")
    old = b"\xef\xbb\xbf# mine\r\n" + file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(old + b"# the end")
    file.chmod(0o640)

    assert new("--sentence", SENTENCE, "-o", "mine.yaml") == Exit.OK

    whole = file.read_bytes()
    assert whole.startswith(old)
    assert whole.endswith(b"\r\n# the end")
    assert file.stat().st_mode & 0o777 == 0o640
    assert outcomes(file, "shipped-of-to") == ["ok"]
    assert list(Path().glob(".mine*")) == []


@pytest.mark.parametrize(
    ("held", "reason"),
    [
        (b"newsledger: rules/1\nrules: []\n", "write its rules as a list"),
        (b"\xff", "it is not UTF-8 text"),
        (b"rules:\n  - {id: a\n", "this is not YAML"),
    ],
)
def test_a_file_without_a_place_for_a_rule_is_left_alone(
    held: bytes, reason: str, capsys: Captured
) -> None:
    Path("mine.yaml").write_bytes(held)

    assert new("--sentence", SENTENCE, "-o", "mine.yaml") == Exit.USAGE

    assert Path("mine.yaml").read_bytes() == held
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("newsledger: cannot add a rule to mine.yaml: ")
    assert reason in last


def test_the_hits_in_a_corpus_are_told(capsys: Captured) -> None:
    assert new(*TAKEN, "--corpus", "story.txt") == Exit.OK

    err = capsys.readouterr().err
    assert "articles: 1, hits: 1 (booked alike: 0, booked differently: 0, " in err
    assert "story.txt:3: open until now: '$90 million': Iraq took in Iranian" in err


def test_hits_are_told_to_programs_too(capsys: Captured) -> None:
    new("story.txt:1", "--format", "json", "--corpus", "story.txt")

    corpus = json.loads(capsys.readouterr().out)["corpus"]
    assert corpus["articles"] == 1
    assert corpus["hits"] == {
        "alike": 1,
        "differently": 0,
        "open": 0,
        "masked": 0,
        "left": 0,
    }
    figure = corpus["samples"][0]["figure"]
    assert STORY[figure["start"] : figure["end"]] == figure["text"] == "$1.2 billion"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--sentence", "Iran exported steel."), "the rules find no figure"),
        (("--sentence", "He paid [$5]."), "--set flow=export"),
        (("story.txt:2",), "no figure there; the nearest is"),
        (("gone.txt:1",), "gone.txt: no such file or folder"),
        (
            ("--sentence", SENTENCE, "--corpus", "gone"),
            "no article of the corpus could be read: gone",
        ),
        (("--sentence", SENTENCE, "-o", "gone/mine.yaml"), "cannot write gone/mine"),
    ],
)
def test_what_cannot_be_done_prints_no_rule(
    arguments: tuple[str, ...], reason: str, capsys: Captured
) -> None:
    assert new(*arguments) == Exit.USAGE

    captured = capsys.readouterr()
    assert captured.out == ""
    assert reason in captured.err


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--sentence", SENTENCE, "story.txt"),
        ("--sentence", SENTENCE, "--set", "flow"),
        ("--sentence", SENTENCE, "--set", "colour=red"),
        ("--sentence", SENTENCE, "--priority", "101"),
        ("--sentence", SENTENCE, "-o", "story.txt"),
    ],
)
def test_a_command_that_makes_no_sense_is_refused(
    arguments: tuple[str, ...], capsys: Captured
) -> None:
    assert new(*arguments) == Exit.USAGE

    assert "usage: newsledger" in capsys.readouterr().err


def test_examples_that_fail_with_the_draft_are_named(capsys: Captured) -> None:
    code = new("--sentence", "Iran's exports reached [$5 billion].")

    captured = capsys.readouterr()
    assert code == Exit.PROBLEMS
    assert "  - id: exports-reached" in captured.out
    assert (
        "with this rule an example fails: figure #1: the figures went to exports-reached"
    ) in captured.err


def test_what_hides_in_a_sentence_is_not_let_loose(capsys: Captured) -> None:
    evil = "Iran's \x1b[31mexports\x07 to Iraq\u202e reached [$5 million] in 2019."

    new("--sentence", evil)

    captured = capsys.readouterr()
    assert not {"\x1b", "\x07", "\u202e"} & set(captured.out + captured.err)
