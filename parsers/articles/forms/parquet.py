"""Parquet of articles: one a row, read a few rows at a time, whatever their number."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import lru_cache
from itertools import count, islice
from typing import Any

from parsers.articles.forms.deputy import Answer, article, deputy, size_of
from parsers.articles.forms.fields import KNOWN, TEXTS, plain, told_by
from parsers.articles.forms.told import Record, Told
from parsers.articles.opening import opened
from parsers.articles.refusals import MissingExtraError, RefusedError

BATCH = 64
"""Rows that are read together."""

_KEPT = 32
"""Batches that are kept for the next row that is asked for."""

_BUFFER = 1 << 20
"""Bytes of a column that are read at a time."""


def records(path: bytes) -> Iterator[Record]:
    """The rows of a file.

    Raises:
        OSError: If the file can not be read.
        RefusedError: If it is no Parquet, or has no column of text.
    """
    for number in count():
        batch = _batch(path, number)
        for at, item in enumerate(batch, number * BATCH):
            yield Record(at + 1, at, size_of(item))
        if len(batch) < BATCH:
            return


def told(path: bytes, record: Record, limit: int) -> Told:
    """What a row tells of its article.

    Raises:
        OSError: If the file can not be read.
        RefusedError: If it has no text.
    """
    number, at = divmod(record.at, BATCH)
    batch = _batch(path, number)
    if at >= len(batch):
        raise RefusedError("the file has changed since it was listed")
    return article(batch[at])


def _batch(path: bytes, number: int) -> Answer:
    """A few rows, by the number of their batch."""
    with opened(path) as file:
        status = os.fstat(file.fileno())
    return _kept(path, (status.st_ino, status.st_size, status.st_mtime_ns), number)


@lru_cache(_KEPT)
def _kept(path: bytes, version: tuple[int, ...], number: int) -> Answer:
    there = os.fsdecode(os.path.abspath(path))  # noqa: PTH100 - a Path takes no bytes
    asked = (there, version, number * BATCH)
    return deputy("parquet").ask(json.dumps(asked).encode())


# --- in the process of the deputy ------------------------------------------------------


def rows(data: bytes) -> Iterator[Told | str]:
    """A few rows of the file that is asked for, from the one that is asked for.

    Raises:
        MissingExtraError: If pyarrow is not installed.
        RefusedError: If they can not be read.
    """
    # The other allocators set aside more than this process may have.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    try:
        from pyarrow import ArrowException
    except ImportError:
        raise MissingExtraError("pyarrow", "parquet") from None
    try:
        yield from map(_told, _file.few(*json.loads(data)))
    except MemoryError:
        raise
    except (ArrowException, OSError) as error:
        reason = str(error).partition("\n")[0]
        raise RefusedError(f"no Parquet that can be read: {reason}") from None


def _told(row: dict[str, object]) -> Told | str:
    try:
        return told_by(row, "a row of Parquet", repaired=False)
    except RefusedError as error:
        return error.reason


class _File:
    """The file that was asked for last, to be read on from where that ended."""

    def __init__(self) -> None:
        self._at: tuple[object, int] | None = None
        self._rows: Iterator[dict[str, object]] = iter(())

    def few(self, path: str, version: object, first: int) -> list[dict[str, object]]:
        """A few rows of a version of a file, from some row on."""
        place = ((path, version), first)
        if self._at != place:
            self._rows = _read(path, first)
        self._at = None  # as long as it is not known how this ends
        rows = list(islice(self._rows, BATCH))
        self._at = ((path, version), first + len(rows))
        return rows


_file = _File()


def _read(path: str, first: int) -> Iterator[dict[str, object]]:
    """The rows of a file from some row on, each with the fields of an article."""
    from pyarrow import parquet

    with opened(os.fsencode(path)) as source:
        file = parquet.ParquetFile(source, buffer_size=_BUFFER, pre_buffer=False)
        names = [name for name in file.schema_arrow.names if plain(name) in KNOWN]
        if not any(plain(name) in TEXTS for name in names):
            raise RefusedError(f"no column of text: {', '.join(TEXTS)}")
        group = 0
        while group < file.num_row_groups:
            size = file.metadata.row_group(group).num_rows
            if first < size:
                break
            first, group = first - size, group + 1
        groups = list(range(group, file.num_row_groups))
        for batch in file.iter_batches(BATCH, groups, names, use_threads=False):
            if first < batch.num_rows:
                yield from _dicts(batch.slice(first))
            first = max(0, first - batch.num_rows)


def _dicts(batch: Any) -> list[dict[str, object]]:
    """Rows as Python has them; of a moment, its day."""
    import pyarrow

    columns = [
        column.cast(pyarrow.date32(), safe=False)
        if pyarrow.types.is_timestamp(column.type)
        else column
        for column in batch.columns
    ]
    names = batch.schema.names
    rows: list[dict[str, object]] = pyarrow.RecordBatch.from_arrays(
        columns, names=names
    ).to_pylist()
    return rows
