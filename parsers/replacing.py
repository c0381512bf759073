"""Files that take the place of others whole, or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO


@contextmanager
def replacing(path: Path, mode: int | None = None) -> Iterator[BinaryIO]:
    """Write beside `path`, and take its place when all is written and on disk.

    Args:
        path: The file; it need not exist, its folder must.
        mode: Who may do what with it; None for what a new file gets.

    Raises:
        OSError: If it can not be written. The file keeps what it held before.
    """
    handle, name = mkstemp(
        dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".tmp"
    )
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.chmod(_new_file_mode() if mode is None else stat.S_IMODE(mode))
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last through a power cut.

    Raises:
        OSError: If that can not be told.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _new_file_mode() -> int:
    """What a plain `open` would give: mkstemp makes its file private."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
