"""A file to which whole lines are appended, so that none that was acknowledged is lost.

Several programs may have it open. Each append is one locked step: written, flushed to the
disk, and taken out again if any of that fails.
"""

from __future__ import annotations

import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from parsers.errors import NewsledgerError
from parsers.replacing import sync_folder

PATIENCE = 5.0
"""Seconds to wait for another program that holds the file."""
_PAUSE = 0.002
_FLAGS = os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY
"""A pipe must not block, and a terminal must not become ours, before we know them."""
# Only there does fsync leave the data in the memory of the disk.
_FULL_SYNC: int | None = getattr(fcntl, "F_FULLFSYNC", None)


class LogError(NewsledgerError):
    """The file can not be read, or what was to be saved was not; `path`, `reason`."""

    def __init__(self, path: Path, reason: str, *, saving: bool = False) -> None:
        super().__init__(f"{path}: {'NOT saved: ' if saving else ''}{reason}")
        self.path = path
        self.reason = reason


class Version(NamedTuple):
    """What differs when the file does."""

    device: int
    inode: int
    size: int
    changed: int


class Held:
    """The file while it is locked: nobody else changes it who keeps to the lock."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle = handle

    def version(self) -> Version:
        """Which content it has."""
        status = os.fstat(self._handle)
        return Version(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)

    def content(self) -> bytes:
        """All its bytes."""
        with open(self._handle, "rb", closefd=False) as stream:
            stream.seek(0)
            return stream.read()

    def append(self, lines: bytes) -> bytes:
        """Add lines for good.

        Args:
            lines: Whole lines, each with its line end.

        Returns:
            What was added: the lines, behind a line end if the last line lacked one.

        Raises:
            OSError: If they are not on the disk; then nothing of them is in the file.
        """
        size = os.fstat(self._handle).st_size
        open_end = size > 0 and os.pread(self._handle, 1, size - 1) != b"\n"
        data = b"\n" + lines if open_end else lines
        done = False
        try:
            self._write(data)
            self._sync()
            done = True
        finally:
            if not done:
                self._take_out(size)
        return data

    def is_current(self) -> bool:
        """Whether the path still leads here, and not to a file that took its place."""
        try:
            there = self._path.stat()
        except FileNotFoundError:
            return False
        return os.path.samestat(there, os.fstat(self._handle))

    def _write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._handle, rest) :]

    def _sync(self) -> None:
        if _FULL_SYNC is None:
            os.fsync(self._handle)
        else:
            fcntl.fcntl(self._handle, _FULL_SYNC)

    def _take_out(self, size: int) -> None:
        """Cut the file back; if even that fails, what is left is a torn line."""
        with suppress(OSError):
            os.ftruncate(self._handle, size)
            self._sync()


class Log:
    """The file at a path; it need not exist."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._named: tuple[int, int] | None = None
        """The file whose name is known to last."""

    @contextmanager
    def reading(self) -> Iterator[Held | None]:
        """The file, for reading, with no line half written; None if there is none.

        Raises:
            LogError: If it can not be read.
        """
        try:
            handle = os.open(self.path, os.O_RDONLY | _FLAGS)
        except FileNotFoundError:
            yield None
            return
        except (OSError, ValueError) as error:
            raise LogError(self.path, _reason(error)) from None
        try:
            self._check(handle)
            # Where nothing can be locked, a line half written shows as a torn one.
            with suppress(OSError):
                _lock(handle, fcntl.LOCK_SH)
            yield Held(self.path, handle)
        except OSError as error:
            raise LogError(self.path, _reason(error)) from error
        finally:
            os.close(handle)

    @contextmanager
    def writing(self) -> Iterator[Held]:
        """The file, for reading and appending; it is made if there is none.

        Raises:
            LogError: If it can not be opened or locked, or the work done with it fails.
        """
        try:
            handle = self._locked()
            try:
                self._name(handle)
                yield Held(self.path, handle)
            finally:
                os.close(handle)
        except LogError as error:
            raise LogError(self.path, error.reason, saving=True) from None
        except (OSError, ValueError) as error:
            raise LogError(self.path, _reason(error), saving=True) from error

    def _locked(self) -> int:
        """The file that the path leads to once it is locked.

        Another program may put a new file in its place at any moment: git does.
        """
        while True:
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | _FLAGS
            handle = os.open(self.path, flags, 0o666)
            held = False
            try:
                self._check(handle)
                _lock(handle, fcntl.LOCK_EX)
                held = Held(self.path, handle).is_current()
            finally:
                if not held:
                    os.close(handle)
            if held:
                return handle

    def _name(self, handle: int) -> None:
        """Make the name of the file last: a line is no safer than the file it is in."""
        status = os.fstat(handle)
        if self._named != (status.st_dev, status.st_ino):
            sync_folder(self.path.resolve().parent)
            self._named = (status.st_dev, status.st_ino)

    def _check(self, handle: int) -> None:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise LogError(self.path, "not a regular file")


def _lock(handle: int, kind: int) -> None:
    """Lock a file; wait for others, but not for ever.

    Raises:
        OSError: If it can not be locked.
    """
    end = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > end:
                raise TimeoutError("another program has held it for too long") from None
        time.sleep(_PAUSE)


def _reason(error: Exception) -> str:
    reason = getattr(error, "strerror", None) or str(error)
    return reason[:1].lower() + reason[1:]
