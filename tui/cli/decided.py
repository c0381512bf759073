"""Opening the store of verdicts, and telling people of decisions."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from pathlib import Path

from parsers.errors import NewsledgerError
from parsers.query import SaidOf, nothing_said
from parsers.settings import Resolved, Settings
from parsers.store import (
    Decision,
    LineProblem,
    LogError,
    Sayings,
    Store,
    Verdicts,
)
from parsers.store.log import Log


class NoProjectError(NewsledgerError):
    """A command needs a project; `lack` is what there is not without one."""

    def __init__(self, lack: str) -> None:
        super().__init__(
            f"no newsledger.toml here or above, so there {lack}; "
            "`newsledger init DIR` makes a project"
        )
        self.lack = lack


def open_store(resolved: Resolved) -> Store:
    """The store that the settings name.

    Raises:
        NoProjectError: If they name none.
        LogError: If it can not be read.
    """
    settings = resolved.settings
    if settings.decisions is None:
        raise NoProjectError("are no verdicts")
    return Store(settings.decisions, settings.author or _account())


def known_verdicts(resolved: Resolved) -> Verdicts:
    """What was decided; nothing, where there is no project.

    Raises:
        LogError: If it can not be read.
    """
    if resolved.settings.decisions is None:
        return Verdicts()
    return open_store(resolved).verdicts


def sayings(settings: Settings) -> SaidOf:
    """What was decided on entries; nothing, where there is no project.

    Raises:
        LogError: If it can not be read.
    """
    if settings.decisions is None:
        return nothing_said
    return Sayings(Store(settings.decisions).verdicts)


def content(file: Path) -> bytes:
    """The bytes of a file of verdicts, or of books.

    Raises:
        LogError: If it can not be read.
    """
    with Log(file).reading() as held:
        if held is None:
            raise LogError(file, "no such file")
        return held.content()


def _account() -> str:
    """The name of the account; nobody's, where the system does not tell it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def told(decision: Decision) -> str:
    """A decision in a few words."""
    what = {"accept": "accepted", "reject": "rejected"}.get(decision.verb)
    if what is None:
        what = f"{decision.verb} {decision.field} {decision.value or '-'}"
    who = decision.by or "nobody"
    return f"{what} by {who} on {decision.at:%Y-%m-%d %H:%M}"


def line_problems(name: str, problems: tuple[LineProblem, ...]) -> Iterator[str]:
    """A line for each line of a decisions file that is not what newsledger wrote."""
    for problem in problems:
        left_out = "taken as it stands" if problem.trouble == "unproven" else "left out"
        yield f"{name}:{problem.line}: {left_out}: {problem.reason}"


def any_broken(problems: tuple[LineProblem, ...]) -> bool:
    """Whether a line was left out that somebody may miss."""
    return any(problem.trouble == "broken" for problem in problems)
