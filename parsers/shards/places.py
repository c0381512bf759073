"""Where shards come from and go to: local paths, or URLs of what fsspec knows.

fsspec is imported when there is a URL, and not before.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Protocol, TypeAlias

from parsers.errors import NewsledgerError
from parsers.replacing import replacing
from parsers.shards.scratch import scratch

Place: TypeAlias = Path | str
"""A path, or a URL."""

EXTRA = "dask"
_LOCAL = "file://"


class MissingLibraryError(NewsledgerError):
    """A library is not installed; `library` is its name, an extra brings it along."""

    def __init__(self, library: str, what: str) -> None:
        super().__init__(f"{what} needs {library}: pip install 'newsledger[{EXTRA}]'")
        self.library = library


class Folder(Protocol):
    """A folder that files are written to, each of which appears whole or not at all."""

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None if there is none.

        Raises:
            OSError: If it can not be read.
        """

    def size(self, name: str) -> int | None:
        """How many bytes a file has; None if there is none."""

    def names(self) -> list[str]:
        """The files in it."""

    def writing(self, name: str) -> Any:
        """A context, in which the bytes of a file are written.

        Raises:
            OSError: If they can not be written. What was there stays.
        """


def place(typed: str) -> Place:
    """What somebody typed: a URL if it reads like one, else a path."""
    if typed.startswith(_LOCAL):
        return Path(typed.removeprefix(_LOCAL))
    return typed if "://" in typed else Path(typed)


def folder(where: Place) -> Folder:
    """A folder to write to, which is made if it is not there.

    Raises:
        MissingLibraryError: If it is a URL, and fsspec is not installed.
        OSError: If it can not be made.
    """
    return _Local(where) if isinstance(where, Path) else _Remote(where)


class _Local:
    """A folder of this machine."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.mkdir(parents=True, exist_ok=True)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None if there is none."""
        try:
            return (self._path / name).read_bytes()
        except FileNotFoundError:
            return None

    def size(self, name: str) -> int | None:
        """How many bytes a file has; None if there is none."""
        try:
            return (self._path / name).stat().st_size
        except FileNotFoundError:
            return None

    def names(self) -> list[str]:
        """The files in it."""
        return sorted(each.name for each in self._path.iterdir())

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """A file with another name, which takes the place of the one when it is whole."""
        with replacing(self._path / name) as file:
            yield file


class _Remote:
    """A folder of a store that is reached by a URL."""

    def __init__(self, url: str) -> None:
        self._system, self._path = opened_system(url)
        self._system.makedirs(self._path, exist_ok=True)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None if there is none."""
        try:
            return bytes(self._system.cat_file(self._of(name)))
        except FileNotFoundError:
            return None

    def size(self, name: str) -> int | None:
        """How many bytes a file has; None if there is none."""
        try:
            return int(self._system.info(self._of(name))["size"])
        except FileNotFoundError:
            return None

    def names(self) -> list[str]:
        """The files in it."""
        listed = self._system.ls(self._path, detail=False, refresh=True)
        return sorted(PurePosixPath(path).name for path in listed)

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """A file of this machine, sent as a whole when it is; stores take all or nothing."""
        with scratch() as place:
            beside = place / "file"
            with beside.open("wb") as file:
                yield file
            self._system.put_file(str(beside), self._of(name))

    def _of(self, name: str) -> str:
        return f"{self._path.rstrip('/')}/{name}"


def opened_system(url: str) -> tuple[Any, str]:
    """What reaches a URL, and how that calls it.

    Raises:
        MissingLibraryError: If fsspec is not installed, or what it needs for this URL.
        OSError: If there is no such thing.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise MissingLibraryError("fsspec", "a URL") from None
    try:
        system, path = url_to_fs(url)
    except ImportError as error:
        raise OSError(str(error)) from None
    except ValueError as error:  # a protocol that nobody knows
        raise OSError(str(error)) from None
    return system, path


def fetched(url: str, target: Path) -> None:
    """Copy what lies at a URL into a file of this machine.

    Raises:
        MissingLibraryError: If fsspec is not installed.
        OSError: If it can not be reached.
    """
    system, path = opened_system(url)
    with system.open(path, "rb") as source, target.open("wb") as file:
        shutil.copyfileobj(source, file, 1 << 20)
