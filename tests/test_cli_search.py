from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest
from index_samples import OPEN, STORY
from packs import SMALL
from processes import command

from tui.cli import main
from tui.cli.exits import Exit

Captured = pytest.CaptureFixture[str]

LONG = f"{'Before, ' * 100}pistachios {'and after ' * 100}"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> Path:
    """A project whose articles are indexed; commands are run in it."""
    folder = tmp_path / "project"
    (folder / "articles").mkdir(parents=True)
    (folder / "newsledger.toml").write_text(
        'articles = ["articles"]\nrules = ["small.yaml"]\n'
    )
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "articles/a.txt").write_text(f"{OPEN} {STORY}\n", encoding="utf-8")
    (folder / "articles/b.txt").write_text(STORY, encoding="utf-8")
    monkeypatch.chdir(folder)
    main(["index"])
    capsys.readouterr()
    return folder


def test_sentences_are_printed_with_their_places(
    project: Path, capsys: Captured
) -> None:
    code = main(["search", "iraq export*"])

    printed = capsys.readouterr()
    assert code == Exit.OK
    assert printed.out.splitlines() == [
        f"articles/a.txt:1:37: {STORY}",
        f"articles/b.txt:1:8: {STORY}",
    ]
    assert printed.err == "sentences: 2, articles: 2 of 2\n"


def test_a_hit_for_a_program_has_its_offsets(project: Path, capsys: Captured) -> None:
    main(["search", "million", "articles/a.txt", "--format", "jsonl"])

    lines = capsys.readouterr().out.splitlines()
    records = [json.loads(line) for line in lines]
    text = (project / "articles/a.txt").read_text()
    assert [record["quote"] for record in records] == [OPEN, STORY]
    for record in records:
        assert text[record["start"] : record["end"]] == record["quote"]
        (match,) = record["matches"]
        assert text[match["start"] : match["end"]] == match["text"] == "million"
        assert record["path"] == str(project / "articles/a.txt")
        assert record["changed"] is False


def test_a_long_sentence_is_cut_around_its_first_match(
    project: Path, capsys: Captured
) -> None:
    (project / "articles/long.txt").write_text(LONG)
    main(["index"])
    capsys.readouterr()

    main(["search", "pistachios"])

    line = capsys.readouterr().out
    assert line.startswith("articles/long.txt:1:801: …")
    assert line.endswith("…\n")
    assert " pistachios and " in line
    assert len(line) < 450


def test_hostile_text_and_names_only_show(project: Path, capsys: Captured) -> None:
    name = "\x1b]0;x\x07\n.txt"
    (project / f"articles/{name}").write_text("Sold \x1b[2J\u202e zebras\nto Iraq")
    main(["index"])
    capsys.readouterr()

    main(["search", "zebras"])

    out = capsys.readouterr().out
    assert out == "articles/␛]0;x␇ .txt:1:12: Sold ␛[2J· zebras to Iraq\n"


def test_a_headline_that_stands_only_in_the_name_has_no_place(
    project: Path, capsys: Captured
) -> None:
    path = project / "articles/news_7_Zebras-are-sold-in-Iran.txt"
    path.write_text("They are striped.")
    main(["index"])
    capsys.readouterr()

    main(["search", "zebras"])
    main(["search", "zebras", "--format", "jsonl"])

    plain, record = capsys.readouterr().out.splitlines()
    assert plain == f"articles/{path.name}: Zebras are sold in Iran"
    assert json.loads(record)["start"] is None
    assert json.loads(record)["matches"] == []


def test_articles_that_were_changed_since_are_counted(
    project: Path, capsys: Captured
) -> None:
    (project / "articles/b.txt").unlink()

    main(["search", "iraq"])

    assert "changed since they were indexed: 1;" in capsys.readouterr().err


def test_nothing_found_is_no_error(project: Path, capsys: Captured) -> None:
    assert main(["search", "zebra"]) == Exit.OK
    assert capsys.readouterr().err == "sentences: 0, articles: 0 of 2\n"


def test_a_path_at_which_nothing_is_indexed_is_told(
    project: Path, capsys: Captured
) -> None:
    assert main(["search", "iraq", "elsewhere"]) == Exit.USAGE
    assert "the index holds no article there" in capsys.readouterr().err


def test_an_index_that_is_not_complete_is_told(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    (project / "articles/c.txt").write_text(STORY)
    with monkeypatch.context() as patched:
        patched.setattr("parsers.indexing.update.put", interrupt)
        main(["index"])
    capsys.readouterr()

    main(["search", "iraq"])

    assert "the index is not complete" in capsys.readouterr().err


def test_without_an_index_it_is_told_how_to_make_one(
    project: Path, capsys: Captured
) -> None:
    (project / ".newsledger/index.sqlite").unlink()

    assert main(["search", "iraq"]) == Exit.USAGE
    assert capsys.readouterr().err == (
        "newsledger: there is no index here yet; `newsledger index` makes one\n"
    )


def test_a_query_without_words_is_refused(project: Path, capsys: Captured) -> None:
    assert main(["search", "\x1b[!"]) == Exit.USAGE
    assert (
        "cannot search for '␛[!': it holds no letter and no digit"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({"TERM": "xterm"}, b"to \x1b[1;31mIraq\x1b[0m reached"),
        ({"TERM": "xterm", "NO_COLOR": "1"}, b"to Iraq reached"),
        ({"TERM": "dumb"}, b"to Iraq reached"),
    ],
    ids=["colours", "NO_COLOR", "dumb"],
)
def test_matches_stand_out_on_a_terminal(
    environment: dict[str, str], shown: bytes, project: Path
) -> None:
    inherited = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    ours, theirs = pty.openpty()
    try:
        subprocess.run(
            command("search", "iraq", "articles/b.txt"),
            env={**inherited, **environment},
            stdout=theirs,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=120,
        )
        printed = os.read(ours, 10_000)
    finally:
        os.close(theirs)
        os.close(ours)

    assert shown in printed
