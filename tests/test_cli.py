from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from processes import command as newsledger
from shipped import shipped_files

from parsers.resources import data_folder
from tui.cli import main
from tui.cli.exits import Exit

Captured = pytest.CaptureFixture[str]

STORY = "TEHRAN- Iran exported goods worth $1.45 billion to Iraq in 2020, he said.\n"
BROKEN = "newsledger: rules/1\nrulse: []\n"


@pytest.fixture(autouse=True)
def somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds a project file of the place where pytest was started."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def broken_rules(tmp_path: Path) -> Path:
    """A rule file that can not be read."""
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    return path


PACKAGED_RULES = [str(path) for path in shipped_files()]


# --- extract ---------------------------------------------------------------------------


def test_an_expression_chooses_the_entries(capsys: Captured) -> None:
    code = main(["extract", "--format", "jsonl", "--where", "flow:export amount>1e9"])

    out = capsys.readouterr().out
    assert code == Exit.OK
    assert [json.loads(line)["value"]["text"] for line in out.splitlines()] == [
        "$1.45 billion",
        "$2.35 billion",
    ]


def test_a_filter_of_the_settings_chooses_the_entries(capsys: Captured) -> None:
    Path("newsledger.toml").write_text("[filters]\ngoals = 'status:target'\n")

    main(["extract", "--where", "@goals"])

    captured = capsys.readouterr()
    assert "$20 billion" in captured.out
    assert "entries: 1," in captured.err


def test_an_expression_that_is_wrong_is_shown_before_anything_is_read(
    capsys: Captured,
) -> None:
    code = main(["extract", "--where", "flow:export amout>1"])

    captured = capsys.readouterr()
    assert code == Exit.USAGE
    assert captured.out == ""
    assert captured.err == (
        "newsledger: column 13: there is no field amout; did you mean amount?\n"
        "  flow:export amout>1\n"
        "              ^^^^^^^\n"
    )


def test_without_a_path_the_packaged_articles_are_read(capsys: Captured) -> None:
    code = main(["extract", "--format", "jsonl"])

    articles = {
        json.loads(line)["article"] for line in capsys.readouterr().out.splitlines()
    }
    assert code == Exit.OK
    assert articles <= {path.name for path in data_folder("seeds").iterdir()}
    assert "004_b25e304b7355a1f4.txt" in articles


def test_a_citation_leads_to_its_characters(story: Path, capsys: Captured) -> None:
    main(["extract", str(story), "--format", "jsonl"])

    entry = json.loads(capsys.readouterr().out)
    value = entry["value"]
    assert STORY[value["start"] : value["end"]] == value["text"] == "$1.45 billion"
    assert (entry["reporter"], entry["flow"], entry["partner"]) == (
        "IRN",
        "export",
        "IRQ",
    )


def test_the_same_bytes_come_out_whatever_the_order_of_the_paths(
    capsys: Captured,
) -> None:
    seeds = [str(path) for path in data_folder("seeds").iterdir()]

    outputs = set()
    for paths in (sorted(seeds), sorted(seeds, reverse=True), [seeds[0], *seeds]):
        main(["extract", *paths, "--format", "jsonl"])
        outputs.add(capsys.readouterr().out)

    assert len(outputs) == 1


def test_the_talk_on_stderr_accounts_for_every_figure(capsys: Captured) -> None:
    main(["extract"])

    final = capsys.readouterr().err.splitlines()[-1]
    assert final.startswith("articles: 5, entries: ")
    assert re.search(r"figures: (\d+) \(booked: \d+, masked: \d+, open: \d+\)$", final)
    total, *states = map(int, re.findall(r"\d+", final.partition("figures")[2]))
    assert total == sum(states)


def test_a_file_that_can_not_be_read_is_named_and_the_others_are_used(
    story: Path, capsys: Captured
) -> None:
    code = main(["extract", str(story), "gone.txt"])

    captured = capsys.readouterr()
    assert code == Exit.OK
    assert "skipped gone.txt: " in captured.err
    assert "$1.45 billion" in captured.out


def test_when_no_path_can_be_read_nothing_was_done(capsys: Captured) -> None:
    assert main(["extract", "gone.txt"]) == Exit.USAGE


def test_the_output_goes_to_a_file(
    story: Path, tmp_path: Path, capsys: Captured
) -> None:
    target = tmp_path / "entries.jsonl"

    main(["extract", str(story), "--format", "jsonl", "-o", str(target)])

    assert capsys.readouterr().out == ""
    assert json.loads(target.read_text(encoding="utf-8"))["partner"] == "IRQ"


def test_a_folder_as_output_is_refused(
    story: Path, tmp_path: Path, capsys: Captured
) -> None:
    code = main(["extract", str(story), "-o", str(tmp_path)])

    assert code == Exit.USAGE
    assert capsys.readouterr().err.splitlines()[-1].endswith("it is a folder")


def test_the_table_hides_no_control_character(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "evil\x1b]0;x\x07.txt").write_text(STORY, encoding="utf-8")

    main(["extract", str(tmp_path), "gone\x1b[2J"])

    captured = capsys.readouterr()
    assert "evil" in captured.out
    assert "\x1b" not in captured.out + captured.err


def test_the_journal_is_a_format(story: Path, capsys: Captured) -> None:
    main(["extract", str(story), "--format", "journal"])

    assert "1450000000" in capsys.readouterr().out.replace(",", "")


def test_one_broken_rule_file_is_told_and_the_rest_is_used(
    story: Path, broken_rules: Path, capsys: Captured
) -> None:
    code = main(["extract", str(story), "--rules", *PACKAGED_RULES, str(broken_rules)])

    captured = capsys.readouterr()
    assert code == Exit.PROBLEMS
    assert f"{broken_rules}:2:" in captured.err
    assert "$1.45 billion" in captured.out


def test_without_a_usable_rule_nothing_is_done(
    story: Path, broken_rules: Path, capsys: Captured
) -> None:
    code = main(["extract", str(story), "--rules", str(broken_rules)])

    assert code == Exit.USAGE
    assert capsys.readouterr().out == ""


# --- rules -----------------------------------------------------------------------------


def test_the_packaged_rules_have_no_error(capsys: Captured) -> None:
    assert main(["rules", "check"]) == Exit.OK
    assert "errors: 0" in capsys.readouterr().err


def test_the_examples_of_the_packaged_rules_hold(capsys: Captured) -> None:
    assert main(["rules", "test"]) == Exit.OK


def test_a_mistake_is_told_with_its_place(broken_rules: Path, capsys: Captured) -> None:
    code = main(["rules", "check", str(broken_rules)])

    assert code == Exit.PROBLEMS
    assert f"{broken_rules}:2:" in capsys.readouterr().out


def test_an_example_that_fails_is_a_mistake(tmp_path: Path, capsys: Captured) -> None:
    rules = tmp_path / "mine.yaml"
    example = "{text: Iran's exports swam $5 million., expect: {flow: import}}"
    rules.write_text(
        "newsledger: rules/1\nextends: trade-en\nrules:\n"
        f"  - {{id: a, pattern: 'swam {{value:money}}', examples: [{example}]}}\n"
    )

    code = main(["rules", "check", str(rules), "--format", "json"])

    printed = capsys.readouterr()
    assert code == Exit.PROBLEMS
    assert [problem["code"] for problem in json.loads(printed.out)] == ["R601"]
    assert printed.err.startswith("files: 11, examples: ")
    assert printed.err.endswith(", errors: 1, warnings: 0\n")


def test_a_warning_is_no_failure(tmp_path: Path, capsys: Captured) -> None:
    rules = tmp_path / "mine.yaml"
    rules.write_text("newsledger: rules/1\nmasks: [{reason: r, pattern: 'a.*b'}]\n")

    assert main(["rules", "check", str(rules)]) == Exit.OK
    assert "warning[R507]" in capsys.readouterr().out


def test_mistakes_can_be_had_as_json(broken_rules: Path, capsys: Captured) -> None:
    main(["rules", "check", str(broken_rules), "--format", "json"])

    assert json.loads(capsys.readouterr().out)


def test_examples_can_be_had_as_json(capsys: Captured) -> None:
    main(["rules", "test", "--format", "json"])

    results = json.loads(capsys.readouterr().out)
    assert {result["outcome"] for result in results} <= {"ok", "todo"}


def test_a_rule_file_that_is_not_there_is_a_wrong_command(capsys: Captured) -> None:
    assert main(["rules", "check", "gone.yaml"]) == Exit.USAGE
    assert "gone.yaml: no such rule file" in capsys.readouterr().err


def test_a_rule_file_that_never_ends_is_told_and_not_waited_for(
    tmp_path: Path, capsys: Captured
) -> None:
    fifo = tmp_path / "rules.yaml"
    os.mkfifo(fifo)

    assert main(["rules", "check", str(fifo)]) == Exit.PROBLEMS
    assert "not a regular file" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["rules", "check"], ["extract", "--rules"]])
def test_a_rule_file_with_a_name_too_long_is_a_wrong_command(
    command: list[str], capsys: Captured
) -> None:
    assert main([*command, f"{'x' * 300}.yaml"]) == Exit.USAGE
    assert "name too long" in capsys.readouterr().err


# --- config, help, version -------------------------------------------------------------


def test_each_setting_is_told_with_the_file_that_won(capsys: Captured) -> None:
    Path("newsledger.toml").write_text("size_limit = 7", encoding="utf-8")

    code = main(["config", "show"])

    lines = capsys.readouterr().out.splitlines()
    assert code == Exit.OK
    assert f"size_limit = 7  # {Path.cwd() / 'newsledger.toml'}" in lines
    assert (
        f'theme = "textual-dark"  # {data_folder("config") / "newsledger.toml"}'
        in lines
    )


def test_wrong_settings_stop_every_command(capsys: Captured) -> None:
    Path("newsledger.toml").write_text("size_limti = 7", encoding="utf-8")

    assert main(["extract"]) == Exit.USAGE
    assert "did you mean size_limit?" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["extract"],
        ["rules"],
        ["rules", "test"],
        ["rules", "diff"],
        ["rules", "accept"],
        ["rules", "schema"],
        ["config"],
        ["init"],
        ["index"],
        ["search"],
        ["status"],
        ["verdicts"],
        ["verdicts", "import"],
        ["export"],
        ["pull"],
        ["report"],
    ],
)
def test_help_has_examples(command: list[str], capsys: Captured) -> None:
    code = main([*command, "--help"])

    assert code == Exit.OK
    assert "examples:\n  newsledger" in capsys.readouterr().out


def test_the_version_is_told(capsys: Captured) -> None:
    assert main(["--version"]) == Exit.OK
    assert capsys.readouterr().out.startswith("newsledger ")


def test_a_wrong_option_is_a_wrong_command(capsys: Captured) -> None:
    assert main(["extract", "--form", "xml"]) == Exit.USAGE
    assert "usage: newsledger extract" in capsys.readouterr().err


# --- streams and signals ---------------------------------------------------------------


def test_without_a_terminal_the_ledger_is_printed(
    story: Path, capsys: Captured
) -> None:
    code = main([str(story)])

    captured = capsys.readouterr()
    assert code == Exit.OK
    assert "$1.45 billion" in captured.out
    assert captured.err.startswith("newsledger: no terminal")


def test_with_one_stream_elsewhere_the_ledger_is_printed(story: Path) -> None:
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            newsledger(story),
            stdin=theirs,
            stderr=theirs,
            stdout=subprocess.PIPE,
            timeout=30,
        )
    finally:
        os.close(theirs)
        os.close(ours)

    assert done.returncode == Exit.OK
    assert b"$1.45 billion" in done.stdout


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    for number in range(2000):
        (tmp_path / f"{number}.txt").write_text(STORY, encoding="utf-8")
    process = subprocess.Popen(
        newsledger("extract", tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None

    process.stdout.readline()
    process.stdout.close()

    assert process.wait(timeout=60) == Exit.OK
    # Where reading takes more than a second, it says how far it is.
    told = process.stderr.read().lower()
    assert b"error" not in told
    assert b"newsledger:" not in told
    process.stderr.close()


def test_a_full_disk_is_told_and_not_taken_for_success(story: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")

    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            newsledger("extract", story),
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=30,
        )

    assert done.returncode == Exit.USAGE
    assert done.stderr.endswith(
        b"cannot write standard output: No space left on device\n"
    )


def test_ctrl_c_is_quiet_and_has_its_code(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.cli.config.resolve", interrupt)

    assert main(["config", "show"]) == Exit.INTERRUPTED
    assert "Traceback" not in capsys.readouterr().err


def test_a_fault_of_the_program_is_told_as_such(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("oh\x1b[2J")

    monkeypatch.setattr("tui.cli.config.resolve", fail)

    assert main(["config", "show"]) == Exit.PROBLEMS
    message = capsys.readouterr().err
    assert "newsledger: internal error: RuntimeError: oh" in message
    assert "\x1b" not in message


def test_the_same_bytes_come_out_in_every_locale(story: Path) -> None:
    story.write_text(STORY.replace("goods", "“goods”"), encoding="utf-8")
    environments = (
        {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {**os.environ, "LC_ALL": "C.UTF-8"},
    )

    outputs = {
        subprocess.run(
            newsledger("extract", story, "--format", "jsonl"),
            env=environment,
            capture_output=True,
            check=True,
            timeout=30,
        ).stdout
        for environment in environments
    }

    assert len(outputs) == 1


def test_the_command_line_starts_without_the_heavy_libraries() -> None:
    program = (
        "import sys, tui.cli\n"
        "print([m for m in ('textual', 'rich', 'regex', 'yaml') if m in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert done.stdout == "[]\n"
