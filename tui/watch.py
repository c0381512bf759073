"""Watching files by what the file system tells of them, with no help from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.4
"""Seconds between two looks."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What changes when a file is written in any of the ways editors write."""

    written: int
    """Nanoseconds."""
    size: int
    inode: int


Look = dict[Path, Stamp | None]
"""The stamp of each file; None where there is none."""


def look(paths: Iterable[Path]) -> Look:
    """Look at the files."""
    return {path: _stamp(path) for path in paths}


def _stamp(path: Path) -> Stamp | None:
    """The stamp of one file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return Stamp(status.st_mtime_ns, status.st_size, status.st_ino)
