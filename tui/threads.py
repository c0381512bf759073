"""Work in threads, as the screens have it done."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import textual
from textual.worker import Worker

P = ParamSpec("P")
Made = TypeVar("Made")


def work(
    *, thread: bool, group: str = "default", exclusive: bool = False
) -> Callable[[Callable[P, Made]], Callable[P, Worker[Made]]]:
    """The decorator of Textual, for work that is described by its group.

    Else it describes all that the work is given, on the screen's own time: of an article
    the whole text, of the ledger every entry.

    Args:
        thread: Whether it is done in a thread.
        group: What it belongs to.
        exclusive: Whether it ends what else is done in the group.
    """
    return textual.work(  # noqa: TID251
        thread=thread, group=group, exclusive=exclusive, description=group
    )
