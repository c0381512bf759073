"""Other people's programs, run on what is written for them."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import pytest


def run(*command: str | Path, folder: Path | None = None) -> str:
    """What a program prints that has nothing to complain about."""
    done = subprocess.run(
        list(map(str, command)),
        capture_output=True,
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        timeout=600,
    )
    assert (done.returncode, done.stderr) == (0, b""), (command, done.stderr[:2000])
    return done.stdout.decode("utf-8")


def missing(tool: str) -> pytest.MarkDecorator:
    """Skips a test where a program, or a package that is one, is not installed."""
    there = shutil.which(tool) or importlib.util.find_spec(tool)
    return pytest.mark.skipif(not there, reason=f"{tool} is not installed")
