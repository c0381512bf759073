"""What is not written over: the verdicts, and books with the marks of a person in them."""

from __future__ import annotations

from pathlib import Path

from parsers.ledger.seal import is_broken
from tui.cli.output import STDOUT, OutputError


def guarded(target: str, decisions: Path | None) -> None:
    """Keep from being written over what nothing can make again.

    Args:
        target: A file that is to be written, or `-` for standard output.
        decisions: Where the verdicts are kept; None if there are none.

    Raises:
        OutputError: If verdicts are kept there, or it holds books that were edited.
    """
    unless_verdicts(target, decisions)
    if target != STDOUT and _holds_edited_books(Path(target)):
        raise OutputError(
            target,
            "it holds books that were changed since they were written; "
            "`newsledger pull` reads their verdicts",
        )


def unless_verdicts(target: str, decisions: Path | None) -> None:
    """Keep the verdicts from being written over.

    Raises:
        OutputError: If the target is the file that they are kept in.
    """
    if target == STDOUT or decisions is None:
        return
    if _same(Path(target), decisions):
        raise OutputError(target, "the verdicts themselves are kept there")


def _same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, be it there or not."""
    try:
        return one.samefile(other)
    except OSError:
        return one.resolve() == other.resolve()


def _holds_edited_books(path: Path) -> bool:
    try:
        # A pipe or a device is not read: it may never end.
        return path.is_file() and is_broken(path.read_text("utf-8", "replace"))
    except OSError as error:
        raise OutputError(str(path), error.strerror or str(error)) from error
