"""Files that were exported: what is ours to write anew, and what a person has changed."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import cast

from parsers.errors import NewsledgerError
from parsers.ledger.seal import is_intact
from parsers.settings import OWN_FOLDER
from tui.cli.output import OutputError, output

NOTE = "exports.json"


class EditedError(NewsledgerError):
    """A file would be overwritten that holds what is not known; `path` is that file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: changed since it was exported, or exported by nobody; `newsledger "
            "pull` reads the verdicts of a journal, --force overwrites it"
        )
        self.path = path


@dataclass(frozen=True, slots=True)
class Exported:
    """A file as it was exported."""

    sha256: str
    claims: tuple[str, ...]
    """The ids of the entries in it, and in what it includes."""
    articles: tuple[str, ...] = ()
    """The articles and folders that were named for it; empty for those of the settings."""


class Exports:
    """What was exported to which file, noted in the project."""

    def __init__(self, folder: Path) -> None:
        """Read the note; one that can not be read says nothing.

        Args:
            folder: Where the verdicts lie.
        """
        self._folder = folder.resolve()
        self._note = folder / OWN_FOLDER / NOTE
        self._files = _read(self._note)

    def of(self, path: Path) -> Exported | None:
        """What was exported to a file the last time; None where that is not known."""
        return self._files.get(self._name(path))

    def articles(self, exported: Exported) -> tuple[Path, ...]:
        """What was named for an export; the names of articles, and ids, depend on it."""
        return tuple(self._folder / name for name in exported.articles)

    def is_to_be_written(self, path: Path, data: bytes) -> bool:
        """Whether a file has to be written to hold some data.

        Raises:
            EditedError: If it holds what neither its seal nor the note knows.
            OutputError: If it can not be read.
        """
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                return True
            held = path.read_bytes()
        except FileNotFoundError:
            return True
        except OSError as error:
            raise OutputError(str(path), error.strerror or str(error)) from error
        if held == data:
            return False
        if not self._is_ours(path, held):
            raise EditedError(path)
        return True

    def remove(self, path: Path) -> bool:
        """Remove a file that is ours, and leave alone what a person made or changed.

        Returns:
            Whether it was removed.

        Raises:
            OutputError: If it can not be read or removed.
        """
        try:
            if not self._is_ours(path, path.read_bytes()):
                return False
            path.unlink()
        except OSError as error:
            raise OutputError(str(path), error.strerror or str(error)) from error
        self._files.pop(self._name(path), None)
        return True

    def _is_ours(self, path: Path, held: bytes) -> bool:
        """Whether a file holds what was exported, and no change by anybody else."""
        noted = self.of(path)
        if noted is not None and noted.sha256 == sha256(held).hexdigest():
            return True
        return is_intact(held.decode("utf-8", "replace"))

    def note(
        self,
        files: Sequence[tuple[Path, bytes]],
        claims: tuple[str, ...],
        articles: Sequence[Path],
    ) -> None:
        """Note what was written.

        Args:
            files: Each with its bytes, the main one first.
            claims: The ids of all entries in them.
            articles: The articles and folders that were named for them, if any.

        Raises:
            OutputError: If it can not be noted.
        """
        named = tuple(self._below(Path(os.path.abspath(path))) for path in articles)  # noqa: PTH100 - a link gives its name to an article
        for path, data in files:
            if not path.is_file():  # what a device holds is not asked for again
                continue
            self._files[self._name(path)] = Exported(
                sha256(data).hexdigest(), claims, named
            )
            claims = ()  # told once, with the main file
        self._save()

    def know(self, path: Path, data: bytes) -> None:
        """Note that a file holds nothing that is not known: it may be overwritten.

        Raises:
            OutputError: If it can not be noted.
        """
        noted = self.of(path)
        claims, articles = (noted.claims, self.articles(noted)) if noted else ((), ())
        self.note([(path, data)], claims, articles)

    def _save(self) -> None:
        told = {name: asdict(self._files[name]) for name in sorted(self._files)}
        text = json.dumps(told, indent=1) + "\n"
        try:
            self._note.parent.mkdir(exist_ok=True)
        except OSError as error:
            raise OutputError(str(self._note), str(error.strerror)) from error
        with output(str(self._note)) as stream:
            stream.write(text)

    def _name(self, path: Path) -> str:
        """The file as the note calls it, so that a project may be moved."""
        return self._below(path.resolve())

    def _below(self, path: Path) -> str:
        inside = path.is_relative_to(self._folder)
        return str(path.relative_to(self._folder) if inside else path)


def _read(note: Path) -> dict[str, Exported]:
    try:
        told = json.loads(note.read_text(encoding="utf-8"))
        return {name: _exported(each) for name, each in told.items()}
    except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return {}


def _exported(told: Mapping[str, object]) -> Exported:
    claims = cast("list[str]", told["claims"])
    articles = cast("list[str]", told.get("articles", []))
    return Exported(
        str(told["sha256"]), tuple(map(str, claims)), tuple(map(str, articles))
    )
