"""The command line: actions by name, and entries written to a file."""

from __future__ import annotations

from errno import ENOSPC, EPERM
from functools import partial
from pathlib import Path

import pytest
from decision_samples import entry, seen, store
from ledger_samples import reading
from tui_driver import browsing
from tui_library import PLAIN

from parsers.store import Store, Verdicts
from tui.commandline import Command, CommandError, complete_command, read_command
from tui.keys import ACTIONS
from tui.screens.commanding import CommandingScreen
from tui.writing import Writer, WritingError


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("w out.csv", Command(file="out.csv")),
        (" w  a b.jsonl ", Command(file="a b.jsonl")),
        ("next_article", Command("next_article")),
        ("next art", Command("next_article")),
        ("zoo", Command("zoom")),
        ("q", Command("quit")),
    ],
)
def test_a_line_is_a_file_or_an_action(text: str, command: Command) -> None:
    assert read_command(text, ACTIONS) == command


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("w", "a file is missing"),
        ("next", "may be next_"),
        ("zooom", "no such command; did you mean zoom?"),
        ("%%%", "no such command; ? lists the actions"),
        ("mark", "no such command"),
    ],
)
def test_what_is_no_command_is_told(text: str, reason: str) -> None:
    with pytest.raises(CommandError) as caught:
        read_command(text, ACTIONS)

    assert str(caught.value).startswith(reason)


def test_actions_are_completed_and_files_are_not() -> None:
    found = complete_command("next a", 6, ACTIONS)

    assert (found.start, found.options) == (0, ("next_article",))
    assert complete_command("w next", 6, ACTIONS).options == ()


async def test_an_action_is_done_and_comes_back_with_the_arrow() -> None:
    async with browsing() as browser:
        await browser.press("2", "colon", *"next art", "enter")
        await browser.until(lambda: browser.page.reading.article.text == PLAIN)

        await browser.press("colon", "up")

        assert browser.screen.question.text == "next art"


async def test_what_can_not_be_done_stays_to_be_changed() -> None:
    async with browsing() as browser:
        await browser.press("colon", *"zooom", "enter")

        assert "did you mean zoom?" in browser.shows()
        assert browser.screen.question.display


# --- writing -----------------------------------------------------------------------------


async def test_the_entries_of_the_article_are_written(tmp_path: Path) -> None:
    file = tmp_path / "one.csv"
    async with browsing() as browser:
        await browser.press("2", "colon", *f"w {file}", "enter")
        await browser.until(file.exists)

        lines = file.read_text(encoding="utf-8").splitlines()
        assert len(lines) == 4 and all("one.txt" in line for line in lines[1:])
        await browser.until(lambda: "(undecided 3)" in browser.status)


async def test_files_that_are_asked_for_in_a_row_are_all_written(
    tmp_path: Path,
) -> None:
    files = [tmp_path / name for name in ("one.csv", "two.csv", "three.csv")]
    async with browsing() as browser:
        await browser.press("2")
        with CommandingScreen._one_by_one:
            for file in files:
                for key in ("colon", *f"w {file}", "enter"):
                    browser.app.simulate_key(key)
            await browser.until(lambda: len(browser.screen._commands) == len(files))
            browser.app.simulate_key("Q")
            await browser.until(lambda: "Q again leaves" in browser.status)

        await browser.settle()

        assert all(file.exists() for file in files)
        await browser.press("Q")
        assert browser.app.return_code == 0


async def test_from_the_list_all_that_are_listed_are_written(tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    own = partial(Store, tmp_path / "decisions.jsonl", "ada")
    async with browsing(store=own) as browser:
        await browser.press("f", "f", "x")
        await browser.press("1", "ampersand", *"export", "enter")
        await browser.press("escape", "colon", *f"w {file}", "enter")
        await browser.until(file.exists)

        text = file.read_text(encoding="utf-8")
        assert text.count("\n") == 3 and '"text": "$800 million"' not in text
        assert '"quote": "exported 6.2 million tons"' in text


async def test_a_home_of_nobody_is_told(tmp_path: Path) -> None:
    async with browsing() as browser:
        await browser.press("2", "colon", *"w ~nobody-has-this-name/x.csv", "enter")

        await browser.until(lambda: "not written: " in browser.status)
        assert browser.app.return_code is None


@pytest.mark.parametrize("suffix", ["txt", "jsonl", "csv", "journal", "beancount"])
def test_the_suffix_tells_the_format(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"out.{suffix}"

    told = Writer().write(file, [reading(entry(0))], Verdicts())

    assert told == f"wrote {file}: 1 (undecided 1)"
    assert "1450000000" in file.read_text().replace(",", "").replace(" ", "") or (
        suffix == "txt"
    )


def test_what_people_rejected_is_left_out_and_edits_are_written(tmp_path: Path) -> None:
    own = store(tmp_path / "decisions.jsonl")
    own.reject(seen(0))
    own.edit(seen(1), "partner", "SYR")
    file = tmp_path / "out.csv"

    told = Writer().write(file, [reading(entry(0), entry(1))], own.verdicts)

    assert told == f"wrote {file}: 1 (edited 1, rejected 1)"
    assert "SYR" in file.read_text()


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "decisions.jsonl"
    file.write_text("mine")

    with pytest.raises(WritingError, match="there already"):
        Writer().write(file, [reading(entry(0))], Verdicts())

    assert file.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [file]


def test_a_disk_without_hard_links_takes_files_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(EPERM, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    file = tmp_path / "out.csv"

    Writer().write(file, [reading(entry(0))], Verdicts())

    assert entry(0).id in file.read_text()
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_can_not_be_written_whole_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(_: int) -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", fill)

    with pytest.raises(WritingError, match="No space left"):
        Writer().write(tmp_path / "out.csv", [reading(entry(0))], Verdicts())

    assert list(tmp_path.iterdir()) == []


def test_what_was_written_here_is_written_anew_until_somebody_changes_it(
    tmp_path: Path,
) -> None:
    file, writer = tmp_path / "out.csv", Writer()
    writer.write(file, [reading(entry(0))], Verdicts())

    writer.write(file, [reading(entry(0), entry(1))], Verdicts())
    assert entry(1).id in file.read_text()

    file.write_text("mine")
    with pytest.raises(WritingError, match="there already"):
        writer.write(file, [reading(entry(0))], Verdicts())


def test_a_suffix_of_no_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WritingError, match=r"none of \.txt"):
        Writer().write(tmp_path / "out.docx", [], Verdicts())


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WritingError, match="No such file"):
        Writer().write(tmp_path / "no" / "out.csv", [], Verdicts())
