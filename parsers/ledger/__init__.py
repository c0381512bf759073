"""The ledger: roles and sums of entries, which are written out in several formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from parsers.ledger.bookkeeping import USUAL, Bookkeeping
from parsers.ledger.budget import budget
from parsers.ledger.jsonl import jsonl
from parsers.ledger.parquet import parquet
from parsers.ledger.sheet import sheet
from parsers.ledger.table import table
from parsers.ledger.transactions import Words
from parsers.ledger.volumes import DIALECTS
from parsers.model import Entry, Reading


class BinaryWriter(Protocol):
    """Turns readings into the bytes of a file."""

    def __call__(
        self,
        readings: Iterable[Reading],
        *,
        verdicts: Words | None = None,
        keeping: Bookkeeping = USUAL,
    ) -> bytes:
        """The bytes, of the same arguments as those of a `Writer`."""


class Writer(Protocol):
    """Turns readings into lines, each with its line end."""

    def __call__(
        self,
        readings: Iterable[Reading],
        *,
        verdicts: Words | None = None,
        keeping: Bookkeeping = USUAL,
    ) -> Iterator[str]:
        """The lines.

        Args:
            readings: Articles and their entries.
            verdicts: What people decided, by the ids of entries; None if nobody was
                asked.
            keeping: How books are kept.
        """


def _of_entries(
    write: Callable[[Iterable[Entry], Words | None], Iterator[str]],
) -> Writer:
    """A writer that does not care which article an entry stands in."""

    def written(
        readings: Iterable[Reading],
        *,
        verdicts: Words | None = None,
        keeping: Bookkeeping = USUAL,
    ) -> Iterator[str]:
        entries = (entry for reading in readings for entry in reading.entries)
        return write(entries, verdicts)

    return written


def _for_people(
    readings: Iterable[Reading],
    *,
    verdicts: Words | None = None,
    keeping: Bookkeeping = USUAL,
) -> Iterator[str]:
    """The table, which has no room for verdicts."""
    return table(readings)


FORMATS: Mapping[str, Writer] = {
    "table": _for_people,
    "jsonl": _of_entries(jsonl),
    "csv": _of_entries(sheet),
    **{name: dialect.written for name, dialect in DIALECTS.items()},
    "budget": budget,
}
COMMENTS: Mapping[str, str] = {
    **{name: dialect.comment for name, dialect in DIALECTS.items()},
    "budget": ";",
}
"""What begins a comment in the formats that are read by tools of accounting."""
BINARY: Mapping[str, BinaryWriter] = {"parquet": parquet}
"""Formats that are no text."""
