"""`newsledger init`, `status` and `verdicts`, as they are typed."""

from __future__ import annotations

import csv
import getpass
import io
import json
from pathlib import Path

import pytest
from decision_samples import seen, store
from project_samples import Captured, project, shown

from parsers.store import Store
from tui.cli import main
from tui.cli.exits import Exit

__all__ = ["project"]


# --- init ------------------------------------------------------------------------------


def test_init_tells_what_it_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)

    main(["init", "p"])
    first = capsys.readouterr().out
    main(["init", "p"])
    second = capsys.readouterr().out

    assert "made  p/newsledger.toml\n" in first
    assert "kept  p/newsledger.toml\n" in second
    assert "made" not in second


def test_init_on_a_file_is_a_wrong_command(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "a\x1b[2Jfile"
    path.write_text("x", encoding="utf-8")

    assert main(["init", str(path)]) == Exit.USAGE
    assert "\x1b" not in capsys.readouterr().err


# --- status ----------------------------------------------------------------------------


def test_status_accounts_for_a_new_project(project: Path, capsys: Captured) -> None:
    code = main(["status"])

    assert code == Exit.OK
    assert capsys.readouterr().out.splitlines() == [
        "project: newsledger.toml",
        "articles: articles",
        "rules: rules (files: 12, errors: 0, warnings: 0)",
        "decisions: decisions.jsonl (lines: 0, left out: 0)",
        "articles: 1, entries: 2, figures: 2 (booked: 2, masked: 0, open: 0)",
        "verdicts: accepted: 0, edited: 0, rejected: 0, undecided: 2",
        "to look at: stale: 0, contested: 0, gone: 0, elsewhere: 0",
    ]


def test_status_counts_verdicts(project: Path, capsys: Captured) -> None:
    first, second = shown(project)
    own = store(project / "decisions.jsonl")
    own.accept(first)
    own.edit(second, "commodity", "clinker")

    main(["status"])

    out = capsys.readouterr().out
    assert "verdicts: accepted: 1, edited: 1, rejected: 0, undecided: 0\n" in out
    assert "decisions: decisions.jsonl (lines: 2, left out: 0)\n" in out


def test_status_names_what_a_rule_made_stale(project: Path, capsys: Captured) -> None:
    _first, second = shown(project)
    store(project / "decisions.jsonl").accept(second)
    rules = project / "rules" / "mine.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(
        text.replace("set: {flow: import}", "set: {flow: import, status: forecast}"),
        encoding="utf-8",
    )

    main(["status"])

    out = capsys.readouterr().out
    assert "stale: 1" in out
    assert (
        f"stale: {second.entry} example.txt: $90 million: accepted: "
        "status: actual -> forecast\n"
    ) in out


def test_status_names_what_the_rules_read_no_more(
    project: Path, capsys: Captured
) -> None:
    own = store(project / "decisions.jsonl", "Ada")
    own.accept(*shown(project))
    article = project / "articles" / "example.txt"
    article.write_text("Nothing was sold.\n", encoding="utf-8")

    main(["status"])

    out = capsys.readouterr().out
    assert "gone: 2, elsewhere: 0" in out
    assert "example.txt: $90 million: accepted by Ada on 2026-03-01 12:00\n" in out


def test_a_long_sentence_is_cut_where_it_is_named(
    project: Path, capsys: Captured
) -> None:
    store(project / "decisions.jsonl").accept(*shown(project))
    article = project / "articles" / "example.txt"
    text = article.read_text(encoding="utf-8").replace("in the same year", "then")
    article.write_text(text.replace("Iraq took", "In the end Iraq took"))

    main(["status"])

    (line,) = (
        line for line in capsys.readouterr().out.splitlines() if "sentence" in line
    )
    assert line.endswith(
        "sentence: Iraq took in Iranian cement worth $90 million in the same y… -> "
        "In the end Iraq took in Iranian cement worth $90 million th…"
    )


def test_a_moved_article_keeps_its_verdicts(project: Path, capsys: Captured) -> None:
    store(project / "decisions.jsonl").accept(*shown(project))
    (project / "articles" / "2020").mkdir()
    article = project / "articles" / "example.txt"
    article.rename(project / "articles" / "2020" / "story.txt")

    main(["status"])

    out = capsys.readouterr().out
    assert "accepted: 2," in out
    assert "stale: 0, contested: 0, gone: 0, elsewhere: 0" in out


def test_status_tells_broken_lines_with_their_numbers(
    project: Path, capsys: Captured
) -> None:
    (project / "decisions.jsonl").write_bytes(b"\n{\x1b[2J\n")

    code = main(["status"])

    out = capsys.readouterr().out
    assert code == Exit.PROBLEMS
    assert "decisions.jsonl:2: left out: column 2 is no JSON" in out
    assert "\x1b" not in out


def test_status_works_outside_of_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["status"]) == Exit.OK
    out = capsys.readouterr().out
    assert "project: none\n" in out
    assert "decisions: none are kept; `newsledger init DIR` makes a project\n" in out


def test_status_with_broken_rules_tells_it_and_goes_on(
    project: Path, capsys: Captured
) -> None:
    (project / "rules" / "broken.yaml").write_text("rulse: []\n", encoding="utf-8")

    assert main(["status"]) == Exit.PROBLEMS
    captured = capsys.readouterr()
    assert "broken.yaml:1:" in captured.err
    assert "figures: 2" in captured.out


# --- export ----------------------------------------------------------------------------


def test_all_decisions_are_exported_for_others(project: Path, capsys: Captured) -> None:
    own = store(project / "decisions.jsonl")
    own.accept(*shown(project))
    own.undo()

    assert main(["verdicts", "export"]) == Exit.OK
    captured = capsys.readouterr()
    kept = (project / "decisions.jsonl").read_text(encoding="utf-8")
    assert sorted(captured.out.splitlines()) == sorted(kept.splitlines())
    assert captured.err == "decisions: 3\n"


def test_a_table_is_exported_to_a_file(project: Path, capsys: Captured) -> None:
    store(project / "decisions.jsonl").accept(*shown(project))

    main(["verdicts", "export", "--format", "csv", "-o", "verdicts.csv"])

    text = Path("verdicts.csv").read_text(encoding="utf-8")
    assert [row["verdict"] for row in csv.DictReader(io.StringIO(text))] == [
        "accepted",
        "accepted",
    ]
    assert capsys.readouterr().out == ""


def test_an_export_over_the_decisions_themselves_is_refused(
    project: Path, capsys: Captured
) -> None:
    store(project / "decisions.jsonl").accept(*shown(project))
    before = (project / "decisions.jsonl").read_bytes()
    (project / "link").symlink_to("decisions.jsonl")

    for name in ("decisions.jsonl", "./link"):
        assert main(["verdicts", "export", "--format", "csv", "-o", name]) == Exit.USAGE
    assert "the verdicts themselves are kept there" in capsys.readouterr().err
    assert (project / "decisions.jsonl").read_bytes() == before


@pytest.mark.parametrize("command", [["export"], ["import", "x.jsonl"]])
def test_outside_of_a_project_there_are_no_verdicts(
    command: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["verdicts", *command]) == Exit.USAGE
    assert "newsledger init DIR" in capsys.readouterr().err


# --- import ----------------------------------------------------------------------------


def test_the_verdicts_of_others_are_taken_in_once(
    project: Path, capsys: Captured
) -> None:
    store(project / "theirs.jsonl", "Bob").accept(seen(0), seen(1))

    codes = [main(["verdicts", "import", "theirs.jsonl"]) for _ in range(2)]

    assert codes == [Exit.OK, Exit.OK]
    assert capsys.readouterr().err.splitlines() == [
        "new: 2, known: 0, left out: 0, conflicts: 0",
        "new: 0, known: 2, left out: 0, conflicts: 0",
    ]
    assert len(Store(project / "decisions.jsonl").verdicts.decisions) == 2


def test_conflicts_are_listed(project: Path, capsys: Captured) -> None:
    store(project / "decisions.jsonl", "Ada").accept(seen(0))
    store(project / "theirs.jsonl", "B\x1b[2Job").edit(seen(0), "partner", "SYR")

    main(["verdicts", "import", "theirs.jsonl"])

    (line,) = capsys.readouterr().out.splitlines()
    assert "\x1b" not in line
    assert line.startswith(f"conflict: {seen(0).entry} (004.txt, $1.45 billion): ")
    assert "edit partner SYR by B" in line
    assert "accepted by Ada on 2026-03-01 12:00" in line


def test_broken_lines_of_others_are_told_and_the_rest_taken_in(
    project: Path, capsys: Captured
) -> None:
    store(project / "theirs.jsonl", "Bob").accept(seen(0))
    with (project / "theirs.jsonl").open("a", encoding="utf-8") as stream:
        stream.write("oops\n")

    assert main(["verdicts", "import", "theirs.jsonl"]) == Exit.PROBLEMS
    assert capsys.readouterr().err.splitlines() == [
        "theirs.jsonl:2: left out: column 1 is no JSON: Expecting value",
        "new: 1, known: 0, left out: 1, conflicts: 0",
    ]


@pytest.mark.parametrize("name", ["gone.jsonl", "articles"])
def test_what_can_not_be_imported_is_a_wrong_command(
    project: Path, name: str, capsys: Captured
) -> None:
    assert main(["verdicts", "import", name]) == Exit.USAGE
    assert f"newsledger: {name}: " in capsys.readouterr().err


def test_a_decision_bears_the_name_of_the_account_or_of_the_settings(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from parsers.settings import resolve
    from tui.cli.decided import open_store

    assert open_store(resolve(project)).author == getpass.getuser()
    with (project / "newsledger.toml").open("a", encoding="utf-8") as stream:
        stream.write(f"author = {json.dumps('Ada')}\n")
    assert open_store(resolve(project)).author == "Ada"


def test_extract_chooses_by_verdict(project: Path, capsys: Captured) -> None:
    first, *_ = shown(project)
    Store(project / "decisions.jsonl").accept(first)
    capsys.readouterr()

    main(["extract", "--format", "jsonl", "--where", "verdict:accepted"])

    rows = capsys.readouterr().out.splitlines()
    assert [first.entry in row for row in rows] == [True]
