"""Where data goes: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import io
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from parsers.errors import NewsledgerError
from tui.replacement import ENCODING, ERRORS, replacing

STDOUT = "-"


class OutputError(NewsledgerError):
    """The output can not be written; `target` names it, `reason` says why."""

    def __init__(self, target: str, reason: str) -> None:
        super().__init__(f"cannot write {target}: {reason}")
        self.target = target
        self.reason = reason


@contextmanager
def output(target: str) -> Iterator[TextIO]:
    """Open `target` for text; `-` is standard output.

    Raises:
        OutputError: If it can not be written. A file keeps what it held before.
    """
    try:
        with _standard_output() if target == STDOUT else _file(Path(target)) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        name = "standard output" if target == STDOUT else target
        raise OutputError(name, error.strerror or str(error)) from error


def put(target: str, data: bytes) -> None:
    """Write some bytes to `target`, whole or not at all; `-` is standard output.

    Raises:
        OutputError: If they can not be written.
    """
    with output(target) as stream:
        stream.buffer.write(data)


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    if sys.stdout is None:
        raise OutputError("standard output", "it is closed")
    if isinstance(sys.stdout, io.TextIOWrapper):  # the same bytes in every locale
        sys.stdout.reconfigure(encoding=ENCODING, errors=ERRORS, newline="\n")
    yield sys.stdout
    sys.stdout.flush()


@contextmanager
def _file(path: Path) -> Iterator[TextIO]:
    mode = _mode(path)
    if mode is not None and stat.S_ISDIR(mode):
        raise OutputError(str(path), "it is a folder")
    if mode is not None and not stat.S_ISREG(
        mode
    ):  # a pipe or a device stays what it is
        with path.open("w", encoding=ENCODING, errors=ERRORS, newline="\n") as stream:
            yield stream
        return
    with replacing(path.resolve(), mode) as stream:  # a link stays a link
        yield stream


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None
