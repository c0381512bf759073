"""The ledger: roles and sums of entries, which are written out in several formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from parsers.ledger.journal import journal
from parsers.ledger.jsonl import jsonl
from parsers.ledger.sheet import sheet
from parsers.ledger.table import table
from parsers.model import Entry, Reading

Writer = Callable[[Iterable[Reading]], Iterator[str]]
"""Turns readings into lines, each with its line end."""


def _of_entries(write: Callable[[Iterable[Entry]], Iterator[str]]) -> Writer:
    """A writer that does not care which article an entry stands in."""

    def written(readings: Iterable[Reading]) -> Iterator[str]:
        return write(entry for reading in readings for entry in reading.entries)

    return written


FORMATS: Mapping[str, Writer] = {
    "table": table,
    "jsonl": _of_entries(jsonl),
    "csv": _of_entries(sheet),
    "journal": journal,
}
