"""How the program comes and goes: real processes on real terminals."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = """
import sys
from dataclasses import replace
from tui.app import run
from tui_library import LIBRARY, MemoryLibrary
what = sys.argv[1]
library = LIBRARY
if what == "crash":
    def library_find(self):
        raise RuntimeError("no such luck")
        yield
    MemoryLibrary.find = library_find
if what == "crash at a key":
    from tui.screens.browser import BrowserScreen
    def action_help(self):
        raise RuntimeError("no such luck")
    BrowserScreen.action_help = action_help
if what == "hostile":
    text = "\\x1b]52;c;VEVTVA==\\x07 \\x1b]0;PWNED\\x07 \\x9d0;C1\\x9c export $800 million here"
    library = MemoryLibrary(((text + ".txt", text), (text, None)))
sys.exit(run(library))
"""
LEFT = b"\x1b[?1049l"
"""What a terminal is sent when a program gives back the screen."""


def environment() -> dict[str, str]:
    paths = f"{ROOT}:{ROOT / 'tests'}"
    return {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": paths}


class Process:
    """The program on a pseudo terminal."""

    def __init__(self, what: str) -> None:
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            command = [sys.executable, "-c", PROGRAM, what]
            os.execvpe(command[0], command, environment())
        self.output = b""

    def read_until(self, marker: bytes) -> None:
        """Read until something is shown, or the program is gone."""
        end = time.monotonic() + 20
        while marker not in self.output and time.monotonic() < end:
            if select.select([self.terminal], [], [], 0.1)[0]:
                try:
                    self.output += os.read(self.terminal, 1 << 16)
                except OSError:
                    return

    def ended_within(self, seconds: float) -> int | None:
        """The exit code; if there is none in that time, nothing, and it is killed."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.05)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        return None

    def code(self) -> int:
        """The exit code."""
        self.read_until(b"this is never shown")
        _, status = os.waitpid(self.pid, 0)
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(status)


def test_quitting_is_success_and_gives_back_the_screen() -> None:
    process = Process("plain")
    process.read_until(b"booked")

    os.write(process.terminal, b"Q")

    assert process.code() == 0
    assert LEFT in process.output


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_ends_it_in_good_order(number: signal.Signals) -> None:
    process = Process("plain")
    process.read_until(b"booked")

    os.kill(process.pid, number)

    assert process.code() == 128 + number
    assert LEFT in process.output
    assert b"\x1b[?1000l" in process.output


@pytest.mark.parametrize("turn", range(3))
def test_it_ends_when_its_terminal_is_closed(turn: int) -> None:
    process = Process("plain")
    process.read_until(b"booked")

    # As a terminal does it, with all of it come before the program can look.
    os.kill(process.pid, signal.SIGSTOP)
    os.close(process.terminal)
    os.kill(process.pid, signal.SIGHUP)
    os.kill(process.pid, signal.SIGCONT)

    assert process.ended_within(20) == 128 + signal.SIGHUP


def test_a_crash_of_a_thread_is_no_success() -> None:
    process = Process("crash")

    assert process.code() == 1
    assert b"no such luck" in process.output
    assert LEFT in process.output


def test_a_crash_at_a_key_is_no_success() -> None:
    process = Process("crash at a key")
    process.read_until(b"booked")

    os.write(process.terminal, b"?")

    assert process.code() == 1
    assert b"no such luck" in process.output
    assert LEFT in process.output


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    heavy = ("regex", "yaml", "tomli", "sqlite3", "parsers.engine", "parsers.pipeline")
    code = f"import sys, tui.app; print([m for m in {heavy} if m in sys.modules])"

    found = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True
    )

    assert found.stdout.strip() == "[]"


@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not here")
def test_no_article_reaches_the_clipboard_or_the_title(tmp_path: Path) -> None:
    tmux = ["tmux", "-S", str(tmp_path / "tmux"), "-f", os.devnull]

    def run(*command: str) -> str:
        return subprocess.run(
            [*tmux, *command], env=environment(), capture_output=True, text=True
        ).stdout

    def until(*markers: str) -> str:
        end = time.monotonic() + 20
        while not all(one in (shown := run("capture-pane", "-p")) for one in markers):
            assert time.monotonic() < end, shown
            time.sleep(0.1)
        return shown

    (tmp_path / "program.py").write_text(PROGRAM)
    start = f"{sys.executable} {tmp_path / 'program.py'} hostile"
    run("new-session", "-d", "-x", "100", "-y", "30", start)
    try:
        run("set-option", "-s", "set-clipboard", "on")
        until("1 booked")
        run("send-keys", "2", "f")
        shown = until("▶", "$800 million")

        assert "VEVTVA==" in shown
        assert run("show-buffer") == ""
        assert "PWNED" not in run("display-message", "-p", "#{pane_title}")
    finally:
        run("kill-server")
