"""The ledger: roles and sums of entries, which are written out in several formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from parsers.ledger.journal import journal
from parsers.ledger.jsonl import jsonl
from parsers.ledger.table import table
from parsers.model import Reading

Writer = Callable[[Iterable[Reading]], Iterator[str]]
"""Turns readings into lines, each with its line end."""


def _jsonl(readings: Iterable[Reading]) -> Iterator[str]:
    """JSON Lines do not care which article an entry stands in."""
    return jsonl(entry for reading in readings for entry in reading.entries)


FORMATS: Mapping[str, Writer] = {
    "table": table,
    "jsonl": _jsonl,
    "journal": journal,
}
