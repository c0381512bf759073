"""The command as a process, and the processes in which it reads articles."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def command(*arguments: str | Path) -> list[str]:
    """The command as a process, of the code that the tests import."""
    program = f"import sys; sys.path[:0] = {sys.path!r}; from tui.cli import main; sys.exit(main())"
    return [sys.executable, "-c", program, *map(str, arguments)]


def started(*arguments: str) -> subprocess.Popen[bytes]:
    """The command in a group of its own, as a shell starts it."""
    return subprocess.Popen(
        command(*arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,  # what is read ahead would be lost to `communicate`
        start_new_session=True,
    )


def readers(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes in which it reads articles."""
    if not Path("/proc/self/task").is_dir():
        pytest.skip("nobody tells here which processes there are")
    children = Path(f"/proc/{process.pid}/task").glob("*/children")
    found = [int(pid) for each in children for pid in each.read_text().split()]
    return [
        pid
        for pid in found
        if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]


def is_gone(pid: int) -> bool:
    try:
        return (
            Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        )
    except FileNotFoundError:
        return True
