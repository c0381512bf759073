"""Parquet of articles: one a row, read a few rows at a time, whatever their number."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, repeat
from typing import Any

from parsers.articles.forms.deputy import Answer, article, deputy, size_of
from parsers.articles.forms.fields import KNOWN, TEXTS, plain, told_by
from parsers.articles.forms.told import Record, Told
from parsers.articles.opening import opened, too_large, version
from parsers.articles.refusals import MissingExtraError, RefusedError

BATCH = 64
"""Rows that are read together at most."""

LARGEST = 16 * 2**20
"""Bytes of the texts of a row, whatever more an article may have."""

_ANSWER = 4 * 2**20
"""Characters after which no more rows are read together."""

_KEPT = 16 * 2**20
"""Characters of the rows that are kept for the next one that is asked for."""

_MOST = 32
"""Times that rows were read, of which they are kept."""

_BUFFER = 1 << 20
"""Bytes of a column that are read at a time."""


def records(path: bytes) -> Iterator[Record]:
    """The rows of a file.

    Raises:
        OSError: If the file can not be read.
        RefusedError: If it is no Parquet, or has no column of text.
    """
    first = 0
    while rows := _shelf.rows(path, first):
        for at, item in enumerate(rows, first):
            yield Record(at + 1, at, size_of(item))
        first += len(rows)


def told(path: bytes, record: Record, limit: int) -> Told:
    """What a row tells of its article.

    Raises:
        OSError: If the file can not be read.
        RefusedError: If it has no text.
    """
    rows = _shelf.rows(path, record.at)
    if not rows:
        raise RefusedError("the file has changed since it was listed")
    return article(rows[0])


@dataclass(frozen=True, slots=True)
class _Kept:
    """Rows that were read together."""

    version: tuple[bytes, int, int, int]
    """Of the file."""
    first: int
    rows: Answer
    size: int
    """Characters of them."""


class _Shelf:
    """The rows that were read last, of any files."""

    def __init__(self) -> None:
        self.kept: tuple[_Kept, ...] = ()
        """The last first; what is lost between two threads is read again."""

    def rows(self, path: bytes, first: int) -> Answer:
        """A few rows of a file from some row on; none behind its end."""
        there = (path, *version(path))
        for kept in self.kept:
            if kept.version == there and 0 <= first - kept.first < len(kept.rows):
                return kept.rows[first - kept.first :]
        rows = _asked(there, first)
        last = _Kept(there, first, rows, sum(map(size_of, rows)))
        self.kept = (last, *_fitting(self.kept, _KEPT - last.size))
        return rows


_shelf = _Shelf()


def _fitting(kept: Iterable[_Kept], size: int) -> Iterator[_Kept]:
    """The first of those that are kept, a few, of so many characters together."""
    for each in islice(kept, _MOST):
        size -= each.size
        if size < 0:
            return
        yield each


def _asked(asked: tuple[bytes, int, int, int], first: int) -> Answer:
    path, *rest = asked
    there = os.fsdecode(os.path.abspath(path))  # noqa: PTH100 - a Path takes no bytes
    try:
        return _ask(there, rest, first, BATCH)
    except RefusedError:  # the first of them may be readable alone
        return _ask(there, rest, first, 1)


def _ask(*asked: object) -> Answer:
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
        yield from _file.few(*json.loads(data))
    except MemoryError:
        raise
    except (ArrowException, OSError) as error:
        reason = str(error).partition("\n")[0]
        raise RefusedError(f"no Parquet that can be read: {reason}") from None


class _File:
    """The file that was asked for last, to be read on from where that ended."""

    def __init__(self) -> None:
        self._at: tuple[object, int] | None = None
        self._rows: Iterator[Told | str] = iter(())

    def few(self, path: str, version: object, first: int, most: int) -> Answer:
        """A few rows of a version of a file, from some row on."""
        place = ((path, version), first)
        if self._at != place:
            self._rows = _read(path, first, most)
        self._at = None  # as long as it is not known how this ends
        rows: list[Told | str] = []
        size = 0
        for row in islice(self._rows, most):
            rows.append(row)
            size += size_of(row)
            if size > _ANSWER:
                break
        self._at = ((path, version), first + len(rows))
        return tuple(rows)


_file = _File()


def _read(path: str, first: int, step: int) -> Iterator[Told | str]:
    """What the rows of a file tell from some row on, so many of them decoded at once."""
    from pyarrow import parquet, types

    with opened(os.fsencode(path)) as source:
        file = parquet.ParquetFile(source, buffer_size=_BUFFER, pre_buffer=False)
        names = [
            field.name
            for field in file.schema_arrow
            if plain(field.name) in KNOWN and not types.is_nested(field.type)
        ]
        if not any(plain(name) in TEXTS for name in names):
            raise RefusedError(f"no column of text: {', '.join(TEXTS)}")
        for group in range(file.num_row_groups):
            size = file.metadata.row_group(group).num_rows
            if first < size:
                yield from _group(file, group, names, first, step)
            first = max(0, first - size)


def _group(
    file: Any, group: int, names: list[str], first: int, step: int
) -> Iterator[Told | str]:
    """What the rows of a group tell from some row on.

    Where many rows take too much memory, one may not. Behind one that does no other of
    its group can be reached.
    """
    end = 0
    try:
        for batch in file.iter_batches(step, [group], names, use_threads=False):
            start, end = end, end + batch.num_rows
            if first < end:
                for row in _scalars(batch.slice(first - start)):
                    yield _told(row)
                    first += 1
    except MemoryError:
        if step > 1:
            yield from _group(file, group, names, first, 1)
        else:
            rest = file.metadata.row_group(group).num_rows - first
            yield from repeat("reading it takes too much memory", rest)


def _scalars(batch: Any) -> Iterator[dict[str, Any]]:
    """Rows as Arrow has them, none of which takes memory yet; of a moment, its day."""
    import pyarrow

    columns = [
        column.cast(pyarrow.date32(), safe=False)
        if pyarrow.types.is_timestamp(column.type)
        else column
        for column in batch.columns
    ]
    for values in zip(*columns, strict=True):
        yield dict(zip(batch.schema.names, values, strict=True))


def _told(row: dict[str, Any]) -> Told | str:
    if sum(map(_bytes, row.values())) > LARGEST:
        return too_large(LARGEST).reason
    try:
        fields = {name: value.as_py() for name, value in row.items()}
        return told_by(fields, "a row of Parquet", repaired=False)
    except RefusedError as error:
        return error.reason


def _bytes(scalar: Any) -> int:
    """The bytes of a text; none of anything else."""
    import pyarrow

    value = scalar.value if isinstance(scalar, pyarrow.DictionaryScalar) else scalar
    text = isinstance(value, pyarrow.BinaryScalar) and value.is_valid
    return value.as_buffer().size if text else 0
