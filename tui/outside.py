"""Programs outside: one that shows a file, and commands that read what is sent to them."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

_MOST = 1_000_000
"""Bytes of an answer that are shown; a command that has more to say is stopped."""

_PATIENCE = 30.0
"""Seconds that a command has."""

_LOOK = 0.05
"""Seconds between two looks whether a command is still wanted."""

_OPENERS = ("xdg-open", "open")

_LINE_FIRST = frozenset(
    [
        "vi",
        "vim",
        "nvim",
        "view",
        "nano",
        "pico",
        "emacs",
        "emacsclient",
        "micro",
        "joe",
        "jed",
        "jmacs",
        "mg",
        "ne",
        "kak",
        "less",
    ]
)
"""Editors that are told the line as `+12`, before the file."""
_LINE_BEHIND = frozenset(("hx", "helix", "subl", "zed"))
"""Editors that are told it as `file:12`."""
_GO_TO = frozenset(("code", "codium", "cursor"))
"""Editors that are told it as `--goto file:12`."""
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Opener:
    """A program that shows a file."""

    command: tuple[str, ...]
    in_terminal: bool
    """Whether it needs the terminal, and is over when it has ended."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said, and how it ended."""

    text: str
    end: str
    """`exit 0`, or why it was stopped."""


def opener(environment: Mapping[str, str]) -> Opener | None:
    """What the person wants files to be shown by: $VISUAL, $EDITOR, or the desktop.

    No shell is asked: the words of the variable are the words of the command.
    """
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environment.get(name, ""))
        except ValueError:
            continue
        if words and (program := shutil.which(words[0], path=environment.get("PATH"))):
            return Opener((program, *words[1:]), in_terminal=True)
    for name in _OPENERS:
        if program := shutil.which(name, path=environment.get("PATH")):
            return Opener((program,), in_terminal=False)
    return None


def show_file(by: Opener, path: bytes, line: int = 0) -> str:
    """Show a file; by a program in the terminal, until that has ended.

    Args:
        by: The program.
        path: The file; an absolute path is handed on, so no name is an option.
        line: The line to go to, for a program that is known to take one; 0 for none.

    Returns:
        What went wrong; empty if nothing did.
    """
    absolute = os.path.abspath(path)  # noqa: PTH100 - bytes, and a link stays one
    command = [*map(os.fsencode, by.command), *_named(by, absolute, line)]
    try:
        if by.in_terminal:
            with _ignoring_interrupts():
                code = subprocess.run(command).returncode
            return f"{by.command[0]} ended with {code}" if code else ""
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return f"{by.command[0]}: {error.strerror or error}"
    return ""


def _named(by: Opener, path: bytes, line: int) -> list[bytes]:
    """How a program is told a file and a line of it."""
    name = os.path.basename(by.command[0])  # noqa: PTH119 - the name alone is wanted
    number = b"%d" % line
    if not line:
        return [path]
    if name in _LINE_FIRST:
        return [b"+" + number, path]
    if name in _LINE_BEHIND:
        return [path + b":" + number]
    return [b"--goto", path + b":" + number] if name in _GO_TO else [path]


@contextmanager
def _ignoring_interrupts() -> Iterator[None]:
    """Leave Ctrl+C to the program that has the terminal."""
    # A function, for what is ignored altogether is ignored by the other program too.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def ask(command: str, text: str, unwanted: Callable[[], bool]) -> Answer:
    """Send a text to a command that a person typed, and read its answer.

    The command is for the shell, as the person means it; it has no terminal. Nothing
    but what was typed comes into it.

    Args:
        command: What was typed.
        text: Its standard input.
        unwanted: Whether nobody waits for the answer any more.
    """
    with tempfile.TemporaryFile() as sent, tempfile.TemporaryFile() as answered:
        sent.write(text.encode("utf-8", "backslashreplace"))
        sent.seek(0)
        try:
            process = subprocess.Popen(
                ["/bin/sh", "-c", command],
                stdin=sent,
                stdout=answered,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            return Answer("", str(error))
        end = _wait(process, lambda: os.fstat(answered.fileno()).st_size, unwanted)
        answered.seek(0)
        return Answer(answered.read(_MOST).decode("utf-8", "replace"), end)


def _wait(
    process: subprocess.Popen[bytes],
    size: Callable[[], int],
    unwanted: Callable[[], bool],
) -> str:
    """Wait for a command, but not for ever; how it ended."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            code = process.wait(_LOOK)
        except subprocess.TimeoutExpired:
            pass
        else:
            return f"exit {code}" if code >= 0 else f"ended by signal {-code}"
        stopped = ""
        if size() > _MOST:
            stopped = f"stopped: more than {_MOST:,} bytes"
        elif time.monotonic() > until:
            stopped = f"stopped after {_PATIENCE:.0f} s"
        elif unwanted():
            stopped = "stopped"
        if stopped:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return stopped
