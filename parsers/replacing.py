"""Files that take the place of others whole, or not at all, and of none unseen."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO

from parsers.errors import NewsledgerError


class ChangedError(NewsledgerError):
    """A file is not what it was when it was read; `path` names it, `data` is in it."""

    def __init__(self, path: Path, data: bytes) -> None:
        super().__init__(f"{path.name} was changed by another program")
        self.path = path
        self.data = data


def replace_known(path: Path, known: bytes, data: bytes) -> None:
    """Put something else into a file, if it holds what is known.

    A link stays a link, and what may be done with the file stays as it is.

    Raises:
        ChangedError: If it holds something else; then it is left alone.
        OSError: If it can not be read or written; then it holds what it held before.
    """
    real = path.resolve()
    with replacing(real, real.stat().st_mode) as stream:
        stream.write(data)
        stream.flush()
        found = real.read_bytes()
        if found != known:
            raise ChangedError(path, found)


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
