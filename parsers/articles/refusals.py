"""Why a file was not read, in words for the person who asked for it."""

from __future__ import annotations

import errno
import os

from parsers.errors import NewsledgerError

_REASONS = {
    errno.ENOENT: "no such file or folder",
    errno.ENOTDIR: "no such file or folder",
    errno.EACCES: "no permission to read it",
    errno.EPERM: "no permission to read it",
    errno.EISDIR: "a folder, not a file",
    errno.ELOOP: "a link that leads back to itself",
    errno.ENAMETOOLONG: "the path is too long",
    errno.ENXIO: "not a regular file",
    errno.ENODEV: "not a regular file",
    errno.EMFILE: "too many open files",
    errno.EIO: "the disk could not read it",
}


class RefusedError(NewsledgerError):
    """What opens but is no article that can be read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MissingExtraError(RefusedError):
    """What can only be read by a library that is not there; `extra` brings it along."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(f"needs {library}: pip install 'newsledger[{extra}]'")
        self.library = library
        self.extra = extra


def reason_of(error: OSError | ValueError | RefusedError) -> str:
    """The reason behind an error of opening, listing or reading."""
    if isinstance(error, RefusedError):
        return error.reason
    if isinstance(error, OSError) and error.errno is not None:
        return _REASONS.get(error.errno) or os.strerror(error.errno).lower()
    return "not a possible file name"
