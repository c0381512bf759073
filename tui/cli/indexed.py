"""What the commands share that work with the index of a project."""

from __future__ import annotations

from pathlib import Path

from parsers.settings import Resolved
from tui.cli.decided import NoProjectError


def project_folder(resolved: Resolved) -> Path:
    """The folder of the project.

    Raises:
        NoProjectError: If there is none.
    """
    if resolved.project is None:
        raise NoProjectError("is no place for an index")
    return resolved.project.parent
