"""What the commands share that work with the index of a project."""

from __future__ import annotations

from pathlib import Path

from parsers.errors import NewsledgerError
from parsers.settings import Resolved


class NoPlaceError(NewsledgerError):
    """There is no place for an index."""

    def __init__(self) -> None:
        super().__init__(
            "no newsledger.toml here or above, so there is no place for an index; "
            "`newsledger init DIR` makes a project"
        )


def project_folder(resolved: Resolved) -> Path:
    """The folder of the project.

    Raises:
        NoPlaceError: If there is none.
    """
    if resolved.project is None:
        raise NoPlaceError
    return resolved.project.parent
