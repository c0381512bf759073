from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from packs import SMALL

from tui.cli import main
from tui.cli.exits import Exit

Captured = pytest.CaptureFixture[str]

RULES = "rules.yaml"


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with rules, and two articles that have no golden files yet."""
    place = tmp_path / "work"
    (place / "golden" / "articles").mkdir(parents=True)
    monkeypatch.chdir(place)
    (place / RULES).write_text(SMALL)
    (place / "newsledger.toml").write_text(f'rules = ["{RULES}"]')
    for name, amount in (("a.txt", 5), ("b.txt", 6)):
        article = place / "golden" / "articles" / name
        article.write_text(f"Exports were ${amount} in 2019.")
    return place


def golden(name: str) -> Path:
    return Path("golden", "expected", f"{name}.yaml")


def change_rules() -> None:
    Path(RULES).write_text(SMALL.replace("home: IRN", "home: CHN"))


def test_without_a_terminal_everything_is_accepted(capsys: Captured) -> None:
    assert main(["rules", "accept"]) == Exit.OK

    assert golden("a.txt").is_file()
    assert golden("b.txt").is_file()
    assert capsys.readouterr().err.endswith(
        "golden files: 2, accepted: 2, left as they are: 0\n"
    )


def test_what_is_accepted_passes_the_test(capsys: Captured) -> None:
    main(["rules", "accept"])

    assert main(["rules", "test"]) == Exit.OK
    captured = capsys.readouterr()
    assert "golden files: 2, entries: 2 (ok: 2)" in captured.err
    assert (
        f"{golden('a.txt')}:4:11: ok: a.txt: $5: Exports were ⟦$5⟧ in 2019.\n"
        in captured.out
    )


def test_an_article_that_is_read_differently_fails_the_test(capsys: Captured) -> None:
    main(["rules", "accept"])
    change_rules()

    assert main(["rules", "test"]) == Exit.PROBLEMS
    captured = capsys.readouterr()
    assert "wrong: a.txt: $5: " in captured.out
    assert "    reporter: expected IRN, got CHN\n" in captured.out


def test_an_article_without_a_golden_file_fails_the_test(capsys: Captured) -> None:
    assert main(["rules", "test"]) == Exit.PROBLEMS
    assert "= help: `newsledger rules accept` writes it" in capsys.readouterr().err


def test_the_test_tells_articles_as_json(capsys: Captured) -> None:
    main(["rules", "accept"])
    capsys.readouterr()
    main(["rules", "test", "--format", "json"])

    first = json.loads(capsys.readouterr().out)[0]
    assert (first["article"], first["figure"], first["outcome"]) == (
        "a.txt",
        "$5",
        "ok",
    )
    assert first["place"] == {"path": str(golden("a.txt")), "line": 4, "column": 11}


def test_a_list_writes_nothing(capsys: Captured) -> None:
    assert main(["rules", "accept", "--list"]) == Exit.PROBLEMS

    assert not golden("a.txt").exists()
    assert "noisy: b.txt: $6" in capsys.readouterr().out


def test_a_list_of_nothing_is_well() -> None:
    main(["rules", "accept"])

    assert main(["rules", "accept", "--list"]) == Exit.OK


def test_one_article_can_be_accepted_alone() -> None:
    assert main(["rules", "accept", "a.txt"]) == Exit.OK

    assert golden("a.txt").is_file()
    assert not golden("b.txt").exists()


def test_an_article_that_is_not_there_is_a_wrong_command(capsys: Captured) -> None:
    assert main(["rules", "accept", "c.txt\x1b[2J"]) == Exit.USAGE

    err = capsys.readouterr().err
    assert "no such article in a golden folder: c.txt" in err
    assert "\x1b" not in err


def test_rules_without_a_golden_folder_are_a_wrong_command(
    tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "other.yaml").write_text(SMALL)

    code = main(["rules", "accept", "--rules", str(tmp_path / "other.yaml")])

    assert code == Exit.USAGE
    assert "no folder golden/articles beside the rules" in capsys.readouterr().err


def test_nothing_is_accepted_from_broken_rules(capsys: Captured) -> None:
    Path(RULES).write_text(SMALL + "rulse: []\n")

    assert main(["rules", "accept"]) == Exit.PROBLEMS
    assert not golden("a.txt").exists()


def test_a_broken_golden_file_is_left_alone(capsys: Captured) -> None:
    main(["rules", "accept"])
    golden("a.txt").write_text("newsledger: golden/1\nentries: [{figure: $5}]\n")

    assert main(["rules", "accept", "--all"]) == Exit.PROBLEMS
    assert "{figure: $5}" in golden("a.txt").read_text()
    assert "has no 'flow'" in capsys.readouterr().err


def test_a_golden_file_that_can_not_be_read_is_told(
    work: Path, capsys: Captured
) -> None:
    (work / "golden" / "expected").write_text("in the way")

    assert main(["rules", "accept"]) == Exit.PROBLEMS
    assert "= reason: Not a directory" in capsys.readouterr().err


def test_a_golden_file_that_can_not_be_written_is_told(
    work: Path, capsys: Captured
) -> None:
    (work / "golden" / "expected").symlink_to("nowhere")

    assert main(["rules", "accept"]) == Exit.USAGE
    assert "a.txt.yaml: File exists" in capsys.readouterr().err


def answered(keys: str) -> tuple[int, str]:
    """Exit code and screen of `rules accept` on a terminal where a person types."""
    program = f"import sys; sys.path[:0] = {sys.path!r}; from tui.cli import main; sys.exit(main())"
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", program, "rules", "accept"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    screen = b""
    for key in keys:
        while not screen.endswith(b"[y, n, q] "):
            screen += os.read(ours, 1024)
        os.write(ours, key.encode("latin-1") + b"\n")
        screen += b"\n"
    try:
        while piece := os.read(ours, 1024):
            screen += piece
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    return process.wait(timeout=30), screen.decode("utf-8", "replace")


def test_on_a_terminal_each_golden_file_is_asked_for() -> None:
    main(["rules", "accept"])
    change_rules()

    code, screen = answered("x\xffny")

    assert code == Exit.PROBLEMS
    assert "reporter: IRN" in golden("a.txt").read_text()
    assert "reporter: CHN" in golden("b.txt").read_text()
    assert "reporter: expected IRN, got CHN" in screen
    assert "accept b.txt? [y, n, q]" in screen


def test_who_quits_leaves_the_rest_as_it_is() -> None:
    code, screen = answered("q")

    assert code == Exit.PROBLEMS
    assert not Path("golden", "expected").exists()
    assert "accepted: 0, left as they are: 2" in screen
