"""Cells: figures that tell of the same flow of the same goods, in the same unit."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from parsers.ledger.accounts import is_movement, parties, unit_of
from parsers.ledger.escaping import component
from parsers.model import Entry, Measure

UNNAMED = frozenset({None, "XX:several"})
"""Parties that may be one country here and another there."""


class Cell(NamedTuple):
    """What figures have in common that may be compared, each with its own time."""

    flow: Literal["movement", "trade", "balance"]
    one: str | None
    """The exporter; of trade the first of the two, of a balance the reporter."""
    two: str | None
    good: str
    """Empty for all goods."""
    unit: str

    @property
    def of_any_unit(self) -> tuple[str, str | None, str | None, str]:
        """What it has in common with cells of other units."""
        return self[:-1]


def cell_of(entry: Entry, measure: Measure) -> Cell:
    """The cell of a figure: an export and the import that mirrors it share one."""
    one, two = parties(entry)
    good, unit = _good(entry.commodity), unit_of(measure)
    if entry.flow == "trade":
        one, two = sorted((one, two), key=lambda party: party or "")
        return Cell("trade", one, two, good, unit)
    return Cell("movement" if is_movement(entry) else "balance", one, two, good, unit)


def is_named(entry: Entry) -> bool:
    """Whether both parties are told, so that they can be told from others."""
    return entry.reporter not in UNNAMED and entry.partner not in UNNAMED


@lru_cache(maxsize=4096)
def _good(commodity: str | None) -> str:
    """The good as its account spells it, in small letters."""
    return component(commodity).casefold() if commodity else ""
