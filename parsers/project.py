"""The project folder: settings, rules and verdicts of one piece of work, kept in git."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from parsers.errors import NewsledgerError
from parsers.replacing import sync_folder
from parsers.resources import data_folder
from parsers.settings import DECISIONS, FILE_NAME

ARTICLES = "articles"
SCHEMA = "rules.schema.json"
_HIDDEN = {"gitignore": ".gitignore", "gitattributes": ".gitattributes"}
"""Files that would do something where newsledger itself lies, if they had their names."""


class ProjectError(NewsledgerError):
    """A project folder can not be made; `path` is what was in the way."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Made:
    """A file of a project folder."""

    path: Path
    new: bool
    """False for one that was there before, and was left as it is."""


@dataclass(frozen=True, slots=True)
class _File:
    """What a file of a new project holds, and where in the folder it lies."""

    name: str
    content: bytes


def init(folder: Path) -> tuple[Made, ...]:
    """Make a project folder, or what is missing in one; no file is ever overwritten.

    Returns:
        Its files, in the order in which they were made.

    Raises:
        ProjectError: If one can not be made. Those before it are whole.
    """
    made: list[Made] = []
    # The settings come last: without them it is no project yet.
    for file in sorted(_files(folder), key=lambda file: file.name == FILE_NAME):
        path = folder / file.name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.append(Made(path, _write(path, file.content)))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise ProjectError(path, f"can not be made: {reason}") from None
    return tuple(made)


def _files(folder: Path) -> Iterator[_File]:
    templates = data_folder("config") / "project"
    # Articles that are there already need no example among them.
    with_example = not os.path.lexists(folder / ARTICLES)
    for template in sorted(templates.rglob("*")):
        name = template.relative_to(templates).as_posix()
        if template.is_file() and (with_example or not name.startswith(ARTICLES)):
            yield _File(_HIDDEN.get(name, name), template.read_bytes())
    schema = data_folder("config") / SCHEMA
    yield _File(f"rules/{SCHEMA}", schema.read_bytes())
    yield _File(DECISIONS, b"")


def _write(path: Path, content: bytes) -> bool:
    """Write a file that lasts; whether there was none."""
    try:
        stream = path.open("xb")
    except FileExistsError:
        return False
    try:
        with stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        path.unlink()
        raise
    sync_folder(path.parent)
    return True
