"""Reading articles of which one ends its process; processes find it here by its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from worker_jobs import end_this_process

from parsers.articles import Found
from parsers.model import Skipped
from parsers.parallel import Reader, Result


@dataclass(frozen=True)
class Poisoned(Reader):
    """Reads articles; it dies of those whose names say so."""

    def __call__(self) -> Callable[[Sequence[Found | Skipped]], list[Result]]:
        """What reads a chunk."""
        read = Reader.__call__(self)

        def work(chunk: Sequence[Found | Skipped]) -> list[Result]:
            if any("poison" in item.name for item in chunk):
                end_this_process()
            return read(chunk)

        return work
