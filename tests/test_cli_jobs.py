"""Commands that read in several processes, as they are run and stopped in a shell."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from packs import SMALL
from processes import is_gone, readers, started

from parsers.parallel import CHUNK
from tui.cli import main
from tui.cli.exits import Exit

ARTICLES = 500
"""So many that they do not fit into the pipes on the way to somebody who does not read."""
FEW = 2 * CHUNK + 9
STORY = "Iran's exports to Iraq reached $5 million and 20 tons in 2019, he said.\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with small rules, and with articles that all differ."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    for name, count in (("articles", ARTICLES), ("few", FEW)):
        (folder / name).mkdir()
        for number in range(count):
            text = STORY + STORY.replace("5", str(number + 10))
            (folder / f"{name}/{number:04}.txt").write_text(text, encoding="utf-8")
    return folder


def extract(
    place: Path, jobs: int, *more: str, articles: str = "articles"
) -> list[str]:
    """The arguments of a run over the folder."""
    paths, rules = str(place / articles), str(place / "small.yaml")
    return ["extract", paths, "--rules", rules, "--jobs", str(jobs), *more]


@pytest.mark.parametrize(
    "options",
    [("--format", "table", "--where", "amount>=400"), ("--format", "journal")],
    ids=["table", "journal"],
)
def test_the_output_is_the_same_for_any_number_of_processes(
    options: tuple[str, ...], place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(extract(place, 1, *options, articles="few"))
    expected = capsys.readouterr()

    code = main(extract(place, 2, *options, articles="few"))

    assert code == Exit.OK
    printed = capsys.readouterr()
    assert printed.out == expected.out
    assert printed.err.splitlines()[-1] == expected.err.splitlines()[-1]


def test_a_process_that_is_killed_costs_no_entry(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(extract(place, 1, "--format", "jsonl"))
    expected = capsys.readouterr().out
    process = started(*extract(place, 2, "--format", "jsonl"))
    assert process.stdout is not None

    first = process.stdout.readline()  # it waits for us to read the rest
    victim, *_ = readers(process)
    os.kill(victim, signal.SIGKILL)
    rest, said = process.communicate(timeout=120)

    assert process.returncode == Exit.OK
    assert (first + rest).decode() == expected
    assert f"articles: {ARTICLES}," in said.decode()


def test_ctrl_c_leaves_no_process_behind(place: Path) -> None:
    process = started(*extract(place, 2, "--format", "jsonl"))
    assert process.stdout is not None

    process.stdout.readline()
    theirs = readers(process)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=120)

    assert process.returncode == Exit.INTERRUPTED
    assert b"Traceback" not in said
    assert theirs
    assert all(map(is_gone, theirs))


def test_processes_end_with_the_one_that_is_killed(place: Path) -> None:
    process = started(*extract(place, 2, "--format", "jsonl"))
    assert process.stdout is not None

    process.stdout.readline()
    theirs = readers(process)
    process.kill()
    # Those that are left hold the other end of its standard error.
    process.communicate(timeout=120)

    assert theirs
    assert all(map(is_gone, theirs))


@pytest.mark.parametrize("number", ["0", "-1", "513", "two", "²", ""])
def test_a_number_of_processes_that_is_none_is_refused(
    number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", f"--jobs={number}"]) == Exit.USAGE
    assert "not a number from 1 to 512" in capsys.readouterr().err
