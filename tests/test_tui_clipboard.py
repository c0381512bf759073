"""A copy goes the best way there is, and the message does not promise more than that."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tui.clipboard import copy

TEXT = "$800 million \u2013 in 2020"
SIZE = len(TEXT.encode())


class Terminal:
    """Keeps what it is asked to copy."""

    def __init__(self) -> None:
        self.copied: list[str] = []

    def __call__(self, text: str) -> None:
        self.copied.append(text)


def tool(folder: Path, name: str, code: int = 0) -> Path:
    """A clipboard tool that keeps what it reads in a file beside it."""
    program = folder / name
    program.write_text(f'#!/bin/sh\ncat > "$0.got"\nexit {code}\n', encoding="utf-8")
    program.chmod(0o755)
    return folder / f"{name}.got"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A terminal on a desktop of both kinds, without any tool."""
    return {
        "PATH": f"{tmp_path}{os.pathsep}/bin",
        "HOME": str(tmp_path / "home"),
        "TERM": "xterm-256color",
        "DISPLAY": ":0",
        "WAYLAND_DISPLAY": "wayland-0",
    }


@pytest.mark.parametrize("name", ["wl-copy", "xclip", "pbcopy"])
def test_the_tool_of_the_desktop_is_told_by_name(
    name: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    got, terminal = tool(tmp_path, name), Terminal()

    assert copy(TEXT, terminal, environment) == f"copied {SIZE} B ({name})"
    assert got.read_text(encoding="utf-8") == TEXT
    assert terminal.copied == []


def test_a_tool_without_its_desktop_is_not_asked(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    got = tool(tmp_path, "wl-copy"), tool(tmp_path, "xclip")
    del environment["DISPLAY"], environment["WAYLAND_DISPLAY"]

    told = copy(TEXT, Terminal(), environment)

    assert told == f"copied {SIZE} B (OSC 52, unconfirmed)"
    assert not any(path.exists() for path in got)


def test_a_tool_that_fails_is_not_believed(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    tool(tmp_path, "wl-copy", code=1)
    tool(tmp_path, "xclip")

    assert copy(TEXT, Terminal(), environment) == f"copied {SIZE} B (xclip)"


def test_in_tmux_the_buffer_is_named(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    tool(tmp_path, "tmux")

    told = copy(TEXT, Terminal(), {**environment, "TMUX": "/run/x,1,0"})

    assert told == f"copied {SIZE} B (tmux buffer)"


def test_a_tmux_that_can_not_be_asked_is_warned_of(environment: dict[str, str]) -> None:
    environment["PATH"] = "/nowhere"

    told = copy(TEXT, Terminal(), {**environment, "TMUX": "/run/x,1,0"})

    assert told.endswith("(OSC 52, unconfirmed; tmux needs set-clipboard on)")


@pytest.mark.parametrize("term", ["dumb", "linux", ""])
def test_a_terminal_without_a_clipboard_gets_a_file(
    term: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    told = copy(TEXT, Terminal(), {**environment, "TERM": term})

    file = tmp_path / "home" / ".cache" / "newsledger" / "yank.txt"
    assert told == "wrote ~/.cache/newsledger/yank.txt"
    assert file.read_text(encoding="utf-8") == TEXT
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_is_too_long_for_a_terminal_gets_a_file(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    terminal = Terminal()
    environment["XDG_CACHE_HOME"] = str(tmp_path / "cache")

    told = copy("x" * 60_000, terminal, environment)

    assert told == f"wrote {tmp_path}/cache/newsledger/yank.txt"
    assert terminal.copied == []


def test_a_file_that_can_not_be_written_is_said(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "home").write_text("a file, no folder", encoding="utf-8")

    told = copy(TEXT, Terminal(), {**environment, "TERM": "dumb"})

    assert told.startswith("could not copy: ")


def test_nothing_with_hidden_power_is_copied(environment: dict[str, str]) -> None:
    terminal = Terminal()

    copy("\x1b]0;x\x07 rm -rf\r\u202e\udce9", terminal, environment)

    (copied,) = terminal.copied
    assert not any(c in copied for c in "\x1b\x07\r\u202e\udce9")
