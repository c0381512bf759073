"""Reading articles in several processes: the same readings, in the same order."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypeVar

from parsers.articles import Found, find
from parsers.engine import Engine, Program
from parsers.model import Reading, Skipped
from parsers.pipeline import collect_seldom, read_found
from parsers.rules import Pack
from parsers.workers import Lost, Workers

CHUNK = 64
"""Articles that a process is given at once."""
MOST_CHUNK = 1_000_000
"""Bytes of them, by and large."""
LOST = "it ended the process that read it, and did so again; `--jobs 1` tells more"

T = TypeVar("T")
Result: TypeAlias = Reading | Skipped


@dataclass(frozen=True, slots=True)
class Plan:
    """What articles are read with, as another process can take it up."""

    pack: Pack
    """The pack itself: rule files may be changed meanwhile."""
    size_limit: int

    def engine(self) -> Engine:
        """An engine with the rules, for a process that does nothing else."""
        engine = Engine(Program(self.pack))
        collect_seldom()
        return engine


@dataclass(frozen=True, slots=True)
class Reader(Plan):
    """Makes ready what reads chunks of articles."""

    def __call__(self) -> Callable[[Sequence[Found | Skipped]], list[Result]]:
        """What reads a chunk of articles."""
        engine, limit = self.engine(), self.size_limit
        return lambda chunk: list(read_found(chunk, engine, limit))


def read_all_in(
    jobs: int, paths: Iterable[Path], engine: Engine, size_limit: int
) -> Generator[Result, None, None]:
    """Read every article below the paths, as `pipeline.read_all` does.

    A file on which its process ends is tried again, alone, and skipped if that does not
    help.

    Args:
        jobs: How many processes read.
        paths: Articles and folders of them.
        engine: The rules.
        size_limit: Files of more bytes are skipped.

    Raises:
        WorkersError: If no process can be started.
    """
    reader = Reader(engine.program.pack, size_limit)
    yield from read_found_in(jobs, find(paths), reader)


def read_found_in(
    jobs: int, items: Iterable[Found | Skipped], reader: Reader
) -> Generator[Result, None, None]:
    """Read files that were found, in their order, as `read_all_in` does.

    Raises:
        WorkersError: If no process can be started.
    """
    with Workers(jobs, reader) as workers:
        for result in workers.results(chunks_of(items)):
            yield lost(result.item) if isinstance(result, Lost) else result


def chunks(
    items: Iterable[T], size: Callable[[T], int], most: int = CHUNK
) -> Iterator[tuple[T, ...]]:
    """Items, as many at a time as a process is given at once.

    Args:
        items: Any.
        size: Tells the bytes of one.
        most: How many; `pipeline.AHEAD` for the process that has the items already.
    """
    chunk: list[T] = []
    bytes_ = 0
    for item in items:
        chunk.append(item)
        bytes_ += size(item)
        if len(chunk) == most or bytes_ > MOST_CHUNK:
            yield tuple(chunk)
            chunk, bytes_ = [], 0
    if chunk:
        yield tuple(chunk)


def chunks_of(
    items: Iterable[Found | Skipped], most: int = CHUNK
) -> Iterator[tuple[Found | Skipped, ...]]:
    """Files that were found, as many at a time as a process is given at once."""
    return chunks(items, _size, most)


def lost(item: Found | Skipped) -> Skipped:
    """What is told of a file that ended its process."""
    return Skipped(item.name, item.path, LOST)


def _size(item: Found | Skipped) -> int:
    """The bytes of an article; none of one that can not be read anyway."""
    if isinstance(item, Found) and item.record is not None:
        return item.record.size
    try:
        return os.stat(item.path).st_size  # noqa: PTH116 - a Path takes no bytes
    except (OSError, ValueError):
        return 0
