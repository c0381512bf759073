"""Real terminals for tests: one that can be looked at, one that keeps every byte."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

PATIENCE = 20.0
"""Seconds in which everything has to have happened, also on a busy machine."""

PRELUDE = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
"""
"""What a program of a test begins with, to find the code and the tests."""

needs_tmux = pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not here")


def newsledger(*arguments: str | Path) -> list[str]:
    """The command, as it is installed beside this interpreter, else from the checkout."""
    script = Path(sys.executable).with_name("newsledger")
    program = f"{PRELUDE}from tui.cli import main; sys.exit(main())"
    command = [str(script)] if script.exists() else [sys.executable, "-c", program]
    return [*command, *map(str, arguments)]


# --- a terminal that can be looked at ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is drawn."""

    attributes: frozenset[str] = frozenset()
    foreground: str | None = None
    background: str | None = None


PLAIN = Look()
_ATTRIBUTES = {
    1: "bold",
    2: "dim",
    3: "italic",
    4: "underline",
    7: "reverse",
    9: "strike",
}
_SGR = re.compile(r"\x1b\[([\d;:]*)m")


class Screen:
    """What a terminal shows at a moment, with the look of each cell."""

    def __init__(self, captured: str) -> None:
        self._rows = [list(_cells(row)) for row in captured.splitlines()]
        self.rows = ["".join(text for text, _ in row) for row in self._rows]
        self.text = "\n".join(self.rows)

    def __contains__(self, text: str) -> bool:
        return text in self.text

    def looks(self, text: str) -> list[Look]:
        """The look of each place where a text stands, by its first character."""
        return [
            self._rows[y][match.start()][1]
            for y, row in enumerate(self.rows)
            for match in re.finditer(re.escape(text), row)
        ]

    def drawn(self, text: str, *attributes: str) -> bool:
        """Whether a text stands anywhere with all of these attributes."""
        wanted = set(attributes)
        return any(wanted <= look.attributes for look in self.looks(text))

    @property
    def colours(self) -> set[str]:
        """Every colour on the screen."""
        looks = [look for row in self._rows for _, look in row]
        both = {look.foreground for look in looks} | {look.background for look in looks}
        return {colour for colour in both if colour is not None}


def _cells(row: str) -> Iterator[tuple[str, Look]]:
    """The characters of a captured row, each with its look."""
    look = PLAIN
    for index, part in enumerate(_SGR.split(row)):
        if index % 2:
            look = _changed(look, part)
        else:
            yield from ((character, look) for character in part)


def _changed(look: Look, codes: str) -> Look:
    """The look after an SGR sequence, as tmux writes it."""
    attributes, front, back = set(look.attributes), look.foreground, look.background
    numbers = iter(codes.replace(":", ";").split(";"))
    for number in numbers:
        code = int(number or 0)
        if code == 0:
            attributes, front, back = set(), None, None
        elif code in _ATTRIBUTES:
            attributes.add(_ATTRIBUTES[code])
        elif code in (38, 48):
            count = 1 if next(numbers) == "5" else 3
            colour = ";".join(next(numbers) for _ in range(count))
            front, back = (colour, back) if code == 38 else (front, colour)
        elif code in (39, 49):
            front, back = (None, back) if code == 39 else (front, None)
        elif code // 10 in (3, 9):
            front = number
        elif code // 10 in (4, 10):
            back = number
    return Look(frozenset(attributes), front, back)


_START = """\
sh -c 'echo $$ > "$0"; exec "$@"' "$0.pid" "$@"
echo "left with $?"
exec cat
"""
"""Runs a program, tells its exit code, and keeps the terminal as it was left."""

_CONFIGURATION = """\
set -g status off
set -s set-clipboard on
set -g allow-rename on
"""


class Tmux:
    """A program in a real terminal, driven by keys and seen as a person sees it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        configuration = folder / "tmux.conf"
        configuration.write_text(_CONFIGURATION, encoding="utf-8")
        self._tmux = [
            "tmux",
            "-u",
            "-S",
            str(folder / "tmux"),
            "-f",
            str(configuration),
        ]

    def start(self, command: Sequence[str], size: tuple[int, int]) -> None:
        """Start a program on a screen of some size."""
        start = self._folder / "start"
        start.write_text(_START, encoding="utf-8")
        width, height = map(str, size)
        measures = ("-x", width, "-y", height)
        self.run("new-session", "-d", *measures, "sh", str(start), *command)

    def run(self, *command: str) -> str:
        """Give tmux a command."""
        # The environment is named, for readline hides a COLUMNS of its own in it.
        done = subprocess.run(
            [*self._tmux, *command], capture_output=True, env=dict(os.environ)
        )
        return done.stdout.decode()

    @property
    def pid(self) -> int:
        """The process of the program."""
        return int((self._folder / "start.pid").read_text(encoding="utf-8"))

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as tmux names them."""
        self.run("send-keys", *keys)

    def write(self, text: str) -> None:
        """Type a text."""
        self.run("send-keys", "-l", text)

    def resize(self, width: int, height: int) -> None:
        """Make the terminal smaller or larger."""
        self.run("resize-window", "-x", str(width), "-y", str(height))

    def screen(self) -> Screen:
        """What the terminal shows now."""
        return Screen(self.run("capture-pane", "-e", "-p"))

    def until(
        self, holds: Callable[[Screen], object], patience: float = PATIENCE
    ) -> Screen:
        """Wait until something holds of the screen, and answer with that screen."""
        end = time.monotonic() + patience
        while not holds(screen := self.screen()):
            assert time.monotonic() < end, f"it never held of\n{screen.text}"
            time.sleep(0.05)
        return screen

    def see(self, text: str, patience: float = PATIENCE) -> Screen:
        """Wait until a text is on the screen."""
        return self.until(lambda screen: text in screen, patience)

    def tell(self, variable: str) -> str:
        """What tmux knows of the terminal."""
        return self.run("display-message", "-p", f"#{{{variable}}}").rstrip("\n")

    @property
    def modes(self) -> dict[str, str]:
        """The modes of the terminal that a program has to give back."""
        names = (
            "alternate_on",
            "cursor_flag",
            "keypad_flag",
            "keypad_cursor_flag",
            "mouse_any_flag",
            "mouse_sgr_flag",
        )
        return {name: self.tell(name) for name in names}


CLEAN = {
    "alternate_on": "0",
    "cursor_flag": "1",
    "keypad_flag": "0",
    "keypad_cursor_flag": "0",
    "mouse_any_flag": "0",
    "mouse_sgr_flag": "0",
}
"""The modes of a terminal in which nothing runs."""


@contextmanager
def in_tmux(
    folder: Path, command: Sequence[str], size: tuple[int, int] = (120, 36)
) -> Iterator[Tmux]:
    """A program in a terminal of its own, which goes away with it."""
    terminal = Tmux(folder)
    terminal.start(command, size)
    try:
        yield terminal
    finally:
        terminal.run("kill-server")


# --- a terminal that keeps every byte ----------------------------------------------------


class Recorder:
    """A program on a pseudo terminal of which every byte is kept."""

    def __init__(
        self,
        command: Sequence[str | bytes],
        folder: Path,
        size: tuple[int, int] = (200, 50),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._ours, theirs = pty.openpty()
        rows_and_columns = struct.pack("HHHH", size[1], size[0], 0, 0)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, rows_and_columns)
        terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self._process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=folder,
            env={**os.environ, **terminal, **(environment or {})},
            start_new_session=True,
        )
        os.close(theirs)
        self.output = b""

    def until(self, marker: str) -> None:
        """Wait until a text was written after all that was written before."""
        start, end = len(self.output), time.monotonic() + PATIENCE
        wanted = marker.encode()
        while wanted not in self.output[start:]:
            assert time.monotonic() < end, f"no {marker!r} in {self.output[start:]!r}"
            assert self._read(0.1), f"it left without {marker!r}: {self.output!r}"

    def send(self, keys: str) -> None:
        """Press keys."""
        os.write(self._ours, keys.encode())

    def press(self, keys: str) -> None:
        """Press keys, and wait until what they set off is written."""
        self.send(keys)
        self.rest()

    def rest(self, quiet: float = 0.2) -> None:
        """Wait until nothing more is written for a moment."""
        last, seen = time.monotonic(), len(self.output)
        while time.monotonic() - last < quiet and self._read(0.05):
            if len(self.output) > seen:
                last, seen = time.monotonic(), len(self.output)

    def leave(self) -> int:
        """Read to the end and answer with the exit code."""
        end = time.monotonic() + PATIENCE
        while self._read(0.1):
            assert time.monotonic() < end, "it never ended"
        os.close(self._ours)
        return self._process.wait(PATIENCE)

    def kill(self) -> None:
        """End a program that a failing test has left behind."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def _read(self, patience: float) -> bool:
        """Read what is there; false when the program has let go of the terminal."""
        if select.select([self._ours], [], [], patience)[0]:
            try:
                read = os.read(self._ours, 1 << 16)
            except OSError:
                return False
            self.output += read
            return bool(read)
        return True


@contextmanager
def recording(
    command: Sequence[str | bytes],
    folder: Path,
    size: tuple[int, int] = (200, 50),
    environment: Mapping[str, str] | None = None,
) -> Iterator[Recorder]:
    """A program whose output is kept, and which does not outlive the test."""
    recorder = Recorder(command, folder, size, environment)
    try:
        yield recorder
    finally:
        recorder.kill()


SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC, DCS, SOS, PM, APC
    r"|\x1b[ -/]*[0-~]"  # the others
)
_DRAWING = re.compile(r"\x1b\[[\d;]*[mH]")
"""Styles and places: what a program draws with."""
_MODE = re.compile(r"\x1b\[\?(\d+)([hl])")


def orders(output: bytes) -> set[str]:
    """The control sequences of an output other than those it draws with."""
    text = output.decode()
    return {s for s in SEQUENCE.findall(text) if not _DRAWING.fullmatch(s)}


@cache
def printed(output: bytes) -> str:
    """The text of an output without its control sequences."""
    return SEQUENCE.sub("", output.decode())


def last_modes(output: bytes) -> dict[int, str]:
    """Each private mode that an output sets or resets, with what it came to last."""
    return {int(mode): end for mode, end in _MODE.findall(output.decode())}
