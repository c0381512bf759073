from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from index_samples import OPEN, STORY
from packs import SMALL
from processes import started

from parsers.indexing.database import reading, writing
from parsers.indexing.state import totals_of
from parsers.indexing.survey import Survey
from parsers.indexing.update import WORTH, Step
from parsers.parallel import CHUNK
from tui.cli import main
from tui.cli.exits import Exit
from tui.cli.index import _Pace

Captured = pytest.CaptureFixture[str]

MANY = 2 * WORTH * CHUNK
"""Articles that are read in two processes."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two articles; commands are run in it."""
    folder = tmp_path / "project"
    (folder / "articles").mkdir(parents=True)
    (folder / "newsledger.toml").write_text(
        'articles = ["articles"]\nrules = ["small.yaml"]\n'
    )
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "articles/a.txt").write_text(STORY, encoding="utf-8")
    (folder / "articles/b.txt").write_text(OPEN, encoding="utf-8")
    monkeypatch.chdir(folder)
    # However soon the index comes after these files, they count as written before it.
    monkeypatch.setattr("parsers.indexing.survey.UNSETTLED", -(10**15))
    return folder


def held(project: Path) -> int:
    """How many articles the index holds."""
    with reading(project) as connection:
        return totals_of(connection).articles


def test_an_index_is_made_and_kept_up(project: Path, capsys: Captured) -> None:
    first = main(["index"])
    said = capsys.readouterr().err.splitlines()
    (project / "articles/b.txt").unlink()
    (project / "articles/c.txt").write_text(STORY)

    second = main(["index"])

    assert (first, second) == (Exit.OK, Exit.OK)
    assert said[-2:] == [
        "new: 2, changed: 0, unchanged: 0, gone: 0",
        "articles: 2, entries: 1, figures: 3 (booked: 2, masked: 0, open: 1)",
    ]
    assert capsys.readouterr().err.splitlines()[-2:] == [
        "new: 1, changed: 0, unchanged: 1, gone: 1",
        "articles: 2, entries: 2, figures: 4 (booked: 4, masked: 0, open: 0)",
    ]


def test_paths_are_indexed_in_place_of_those_of_the_settings(
    project: Path, capsys: Captured
) -> None:
    assert main(["index", "articles/b.txt"]) == Exit.OK
    assert held(project) == 1


def test_a_file_that_can_not_be_read_is_named(project: Path, capsys: Captured) -> None:
    (project / "articles/\x1b[2J.bin").write_bytes(bytes(range(256)))

    main(["index"])

    said = capsys.readouterr().err
    assert "skipped ␛[2J.bin: binary, not text" in said


def test_nothing_that_can_be_read_is_a_wrong_path(
    project: Path, capsys: Captured
) -> None:
    assert main(["index", "nowhere"]) == Exit.USAGE
    assert "skipped nowhere: no such file or folder" in capsys.readouterr().err


def test_broken_rules_are_told_whether_or_not_anything_is_read(
    project: Path, capsys: Captured
) -> None:
    (project / "small.yaml").write_text(f"{SMALL}\nrulse: []\n", encoding="utf-8")

    codes = [main(["index"]), main(["index"])]

    assert codes == [Exit.PROBLEMS, Exit.PROBLEMS]
    assert capsys.readouterr().err.count("rulse") >= 2


def test_without_rules_there_is_no_index(project: Path, capsys: Captured) -> None:
    (project / "small.yaml").write_text("rules: [", encoding="utf-8")

    assert main(["index"]) == Exit.USAGE
    assert "no rule can be used" in capsys.readouterr().err


def test_outside_of_a_project_there_is_no_place_for_an_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["index"]) == Exit.USAGE
    assert "`newsledger init DIR` makes a project" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_two_programs_do_not_write_at_once(project: Path, capsys: Captured) -> None:
    with writing(project):
        assert main(["index"]) == Exit.USAGE
    assert "another newsledger is writing it" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("blow", "code", "count"),
    [
        (signal.SIGINT, Exit.INTERRUPTED, MANY),
        (signal.SIGKILL, -signal.SIGKILL, MANY // 4),
    ],
    ids=["Ctrl-C", "kill -9"],
)
def test_what_is_done_is_kept_however_it_is_stopped(
    blow: signal.Signals, code: int, count: int, project: Path, capsys: Captured
) -> None:
    for number in range(count):
        (project / f"articles/{number}.txt").write_text(STORY)
    process = started("index", "--jobs", "2")

    # Its lock is there from the beginning, and there is work for seconds.
    while not (project / ".newsledger/index.sqlite").exists():
        assert process.poll() is None
    os.killpg(process.pid, blow)
    _, said = process.communicate(timeout=120)
    again = main(["index", "--jobs", "1"])

    assert process.returncode == code
    assert b"Traceback" not in said
    assert again == Exit.OK
    assert held(project) == count + 2


def test_the_pace_is_told_by_what_was_done_since_processes_were_ready() -> None:
    times = iter([100.0, 104.0])
    pace = _Pace(Survey(1_000, 0, 0, 0, 500_000), lambda: next(times))

    lines = [
        pace.told(Step(articles, size, None, ()))
        for articles, size in ((1, 20_000), (201, 100_000))
    ]

    assert lines == [
        "articles: 1 of 1,000",
        "articles: 201 of 1,000, 50 a second, 20 s left",
    ]


@pytest.mark.parametrize(
    ("size", "left"), [(3_000_000, "2 min"), (300_000_000, "4 h 10 min")]
)
def test_long_times_are_told_in_minutes_and_hours(size: int, left: str) -> None:
    times = iter([0.0, 1.0])
    pace = _Pace(Survey(3, 0, 0, 0, size), lambda: next(times))

    pace.told(Step(1, 0, None, ()))

    assert pace.told(Step(2, 20_000, None, ())).endswith(f"{left} left")
