"""Files are opened and commands are run without any word of an article among them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from terminal import in_tmux, needs_tmux, newsledger
from tui_driver import browsing
from tui_library import EXPORTS

from parsers.resources import data_folder
from tui.cli import main
from tui.library import PathsLibrary
from tui.outside import Opener, ask, opener, show_file


def never() -> bool:
    return False


def program(
    folder: Path, name: str, script: str = 'printf "%s\\n" "$@" > "$0.got"'
) -> Path:
    """A program that keeps the arguments it is given in a file beside it."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


# --- which program -----------------------------------------------------------------------


def test_visual_is_asked_before_editor_and_both_before_the_desktop(
    tmp_path: Path,
) -> None:
    for name in ("see", "edit", "xdg-open"):
        program(tmp_path, name)
    environment = {"PATH": str(tmp_path), "EDITOR": "edit", "VISUAL": "see --wait"}

    chosen = []
    for gone in ("VISUAL", "EDITOR", "PATH"):
        by = opener(environment)
        chosen.append(
            by and (Path(by.command[0]).name, *by.command[1:], by.in_terminal)
        )
        del environment[gone]

    assert chosen == [("see", "--wait", True), ("edit", True), ("xdg-open", False)]


def test_an_editor_that_is_not_there_is_passed_over(tmp_path: Path) -> None:
    program(tmp_path, "edit")
    environment = {"PATH": str(tmp_path), "VISUAL": "gone 'x", "EDITOR": "edit"}

    by = opener(environment)

    assert by == Opener((str(tmp_path / "edit"),), in_terminal=True)


def test_no_program_is_none(tmp_path: Path) -> None:
    assert opener({"PATH": str(tmp_path)}) is None


@pytest.mark.parametrize("name", ["-rf $(touch pwned) ;`x`", "a\nb", "é"])
def test_a_file_name_is_one_argument_and_no_option(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    edit = program(tmp_path, "edit", 'printf "%s" "$1" > "$0.got"; exit $(($# - 1))')

    told = show_file(Opener((str(edit),), in_terminal=True), os.fsencode(name))

    assert told == ""
    assert (tmp_path / "edit.got").read_text("utf-8") == str(tmp_path / name)
    assert not (tmp_path / "pwned").exists()


def test_an_editor_that_fails_is_said(tmp_path: Path) -> None:
    edit = program(tmp_path, "edit", "exit 3")

    told = show_file(Opener((str(edit),), in_terminal=True), b"x")

    assert told == f"{edit} ended with 3"


# --- commands ----------------------------------------------------------------------------


def test_a_command_reads_the_text_and_answers() -> None:
    answer = ask("wc -w; echo oops >&2; exit 3", "one two three", never)

    assert answer.text.split() == ["3", "oops"]
    assert answer.end == "exit 3"


def test_a_command_that_reads_nothing_is_not_waited_for() -> None:
    assert ask("true", "x" * 1_000_000, never).end == "exit 0"


def test_a_command_that_never_ends_its_answer_is_stopped() -> None:
    answer = ask("yes", "", never)

    assert answer.end == "stopped: more than 1,000,000 bytes"
    assert len(answer.text) == 1_000_000


def test_a_command_that_nobody_waits_for_is_stopped_with_all_its_parts() -> None:
    assert ask("sleep 60 | sleep 60", "", lambda: True).end == "stopped"


def test_a_command_has_no_terminal() -> None:
    assert ask("exec 3</dev/tty", "", never).end != "exit 0"


# --- in the browser ----------------------------------------------------------------------


async def test_the_text_is_sent_to_a_command_and_its_answer_is_shown() -> None:
    async with browsing() as browser:
        await browser.press("2", "vertical_line", *"wc -c", "enter")
        await browser.until(lambda: "wc -c  (exit 0)" in browser.shows())

        assert str(len(EXPORTS.encode())) in browser.shows()
        await browser.press("q")
        assert browser.screen.article.has_focus


async def test_the_rows_of_the_list_are_sent() -> None:
    async with browsing() as browser:
        await browser.press("vertical_line", *"cut -f 1,4", "enter")
        await browser.until(lambda: "(exit 0)" in browser.shows())

        shown = browser.shows()
        assert "one.txt 3" in " ".join(shown.split())
        assert "photo.jpg" in shown


async def test_the_ledger_is_sent_as_csv() -> None:
    async with browsing() as browser:
        await browser.press("3", "vertical_line", *"head -n 1 | cut -c 1-16", "enter")
        await browser.until(lambda: "(exit 0)" in browser.shows())

        assert "id,article,title" in browser.shows()


async def test_the_last_command_is_there_again_and_typing_replaces_it() -> None:
    async with browsing() as browser:
        await browser.press("2", "vertical_line", *"echo one", "enter")
        await browser.until(lambda: "echo one  (exit 0)" in browser.shows())
        await browser.press("q", "vertical_line")
        assert "text | echo one" in browser.shows()

        await browser.press(*"echo two")

        assert browser.screen.command.typed == "echo two"


async def test_escape_sends_nothing() -> None:
    async with browsing() as browser:
        await browser.press("2", "vertical_line", *"wc", "escape")

        assert not browser.screen.command.display
        assert browser.screen.article.has_focus


async def test_a_running_command_can_be_stopped() -> None:
    async with browsing() as browser:
        await browser.press("2", "vertical_line", *"sleep 60")
        browser.app.simulate_key("enter")
        await browser.until(lambda: "sleep 60 runs" in browser.status)

        await browser.press("ctrl+c")

        assert "stopped" in browser.status


async def test_an_answer_has_no_power_over_the_terminal() -> None:
    async with browsing() as browser:
        await browser.press("2", "vertical_line", *"printf '\\033]0;x[/]'", "enter")
        await browser.until(lambda: "(exit 0)" in browser.shows())

        shown = browser.shows()
        assert "\x1b" not in shown
        assert "]0;x[/]" in shown


async def test_the_desktop_opens_the_file_of_the_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = tmp_path / "-story.txt"
    article.write_text(EXPORTS, encoding="utf-8")
    tools = tmp_path / "bin"
    tools.mkdir()
    program(tools, "xdg-open")
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    rules = (data_folder("config") / "rules" / "trade-en.yaml",)
    library = PathsLibrary((article,), rules, 10**6)
    async with browsing(library) as browser:
        await browser.press("o")
        got = tools / "xdg-open.got"
        await browser.until(got.exists)

        assert f"handed to {tools}/xdg-open" in browser.status
        await browser.until(lambda: got.read_text("utf-8") == f"{article}\n")


# --- on a real terminal --------------------------------------------------------------------


@needs_tmux
def test_an_editor_has_the_terminal_and_gives_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    edit = program(tmp_path, "edit", 'echo "editing $1"; read -r line; exit 2')
    monkeypatch.setenv("VISUAL", str(edit))
    with in_tmux(tmp_path, newsledger()) as terminal:
        terminal.see("5 figures  5 booked")
        terminal.press("o")
        terminal.see("editing /")
        terminal.press("C-c")
        terminal.press("Enter")

        terminal.see("edit ended with")
        terminal.press("f")
        terminal.until(lambda now: now.drawn("105 percent", "reverse"))


@needs_tmux
def test_read_browses_where_there_is_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text("Iran exported $5 million.", encoding="utf-8")
    with in_tmux(tmp_path, newsledger("read", "story.txt")) as terminal:
        terminal.see("1 figure ")


@needs_tmux
def test_the_bare_text_is_printed_and_the_browser_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with in_tmux(tmp_path, newsledger()) as terminal:
        terminal.see("5 figures  5 booked")
        terminal.press("Y")
        screen = terminal.see("Enter goes back.")
        assert "IRN -> RUS" in screen
        assert terminal.modes["mouse_any_flag"] == "0"

        terminal.press("Enter")

        terminal.see("5 figures  5 booked")
        assert terminal.modes["mouse_any_flag"] == "1"


@needs_tmux
def test_a_mouse_that_is_the_terminals_stays_so_when_the_browser_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with in_tmux(tmp_path, newsledger()) as terminal:
        terminal.see("5 figures  5 booked")
        terminal.press("F2")
        terminal.see("the mouse is for the terminal")
        terminal.press("Y")
        terminal.see("Enter goes back.")

        terminal.press("Enter")

        terminal.see("5 figures  5 booked")
        assert terminal.modes["mouse_any_flag"] == "0"
        terminal.press("F2")
        terminal.see("the mouse is for the program")
        assert terminal.modes["mouse_any_flag"] == "1"


# --- the command -------------------------------------------------------------------------


def test_read_prints_an_article_with_its_entries_in_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (seed,) = data_folder("seeds").glob("000*")

    assert main(["read", str(seed), "--plain"]) == 0

    out = capsys.readouterr().out
    assert "$800 million [3 export IRN->RUS USD 800,000,000 2020] in 2020" in out
    assert "\x1b" not in out


def test_read_follows_a_link_and_quotes_the_characters(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["read", "newsledger://07ecde06b73225b2c3bf0fa2f9606f1a#223-235"]) == 0

    out = capsys.readouterr().out.splitlines()
    assert out[0] == "characters 223-235: $800 million"
    assert out[2] == "000_62733c11a71e9bf9.txt"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("gone.txt", "gone.txt: "),
        (".", ".: it is a folder; name one article"),
        ("newsledger://12", "newsledger://12: no link; one is newsledger://DIGEST"),
        (f"newsledger://{'0' * 32}", "no article here has this digest"),
    ],
)
def test_an_article_that_is_not_there_is_said(
    name: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", name]) == 2

    assert reason in capsys.readouterr().err
