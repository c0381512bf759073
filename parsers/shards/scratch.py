"""Folders for the time being, which go even if the process that has one is killed.

Who is killed removes nothing. So a folder is locked as long as it is needed, and a lock
ends with its process, whatever ends that; who needs a folder removes those first that
nobody holds.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp

PREFIX = "newsledger-shard-"
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder, gone afterwards with all that is in it.

    Raises:
        OSError: If none can be made.
    """
    _remove_left()
    folder, lock = _made()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _remove_left() -> None:
    """Remove the folders of processes that were killed."""
    for folder in Path(gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):  # it is another person's, or has just gone
            if (lock := _locked(folder)) is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(lock)


def _made() -> tuple[Path, int | None]:
    """A new folder, and its lock; None where there are no locks, and nobody removes any."""
    while True:
        folder = Path(mkdtemp(prefix=PREFIX))
        try:
            lock = _locked(folder)
        except OSError:
            return folder, None
        if lock is not None:  # before it was locked, it looked like one that was left
            return folder, lock


def _locked(folder: Path) -> int | None:
    """The lock of a folder, to be closed; None if another process has it or had it.

    Raises:
        OSError: If it can not be locked at all.
    """
    try:
        lock = os.open(folder, _FOLDER)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if folder.exists():
            return lock
    except BlockingIOError:
        pass
    except OSError:
        os.close(lock)
        raise
    os.close(lock)
    return None
