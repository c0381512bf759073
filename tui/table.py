"""The ledger of an article as a table: what is in its cells, which columns fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len

from parsers.model import Entry
from tui.display import one_line
from tui.wording import measure, parties, period

_ORDER = (
    "flow",
    "parties",
    "period",
    "value",
    "quantity",
    "change",
    "figures",
    "status",
    "commodity",
)
_NUMBERS = ("value", "quantity", "change")
_JOINED = ("figures",)
_OTHERS = ("period", "flow", "status", "commodity")
"""The columns beside the parties and the numbers, the most important first."""
_MOST = {"parties": 15, "commodity": 28}
"""Cells of the widest cell of a column that is cut there."""
_LEAST = {"period": 8, "commodity": 10}
"""Cells down to which a column may be cut where room is short."""
GAP = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column that fits, with the cell of every entry."""

    name: str
    cells: tuple[str, ...]
    width: int

    @property
    def least(self) -> int:
        """Cells that it needs at least."""
        return min(self.width, _LEAST.get(self.name, self.width))

    @property
    def is_number(self) -> bool:
        """Whether it is set flush right."""
        return self.name in _NUMBERS


def columns(entries: Sequence[Entry], room: int) -> tuple[Column, ...]:
    """The columns that have something to say and fit in a number of cells.

    Where value, quantity and change do not fit side by side, or only without the
    period, one column has them all.
    """
    texts = [_cells(entry) for entry in entries]
    every = {name: _column(name, [text[name] for text in texts]) for name in _ORDER}
    filled = {name: column for name, column in every.items() if any(column.cells)}
    if not filled:
        return ()
    apart = ["parties", *(name for name in _NUMBERS if name in filled)]
    joined = ["parties", *_JOINED]
    period = [filled["period"].least + GAP] if "period" in filled else []
    plans = [(names, needs) for needs in (*period, 0) for names in (apart, joined)]
    fitting = (n for n, needs in plans if _width(filled, n) + needs <= room)
    chosen = list(next(fitting, joined))
    for name in _OTHERS:
        spare = room - _width(filled, chosen) - GAP
        if name in filled and filled[name].least <= spare:
            filled[name] = replace(filled[name], width=min(filled[name].width, spare))
            chosen.append(name)
    return tuple(filled[name] for name in _ORDER if name in chosen)


def _column(name: str, texts: Sequence[str]) -> Column:
    """A column as wide as its widest cell, up to a limit."""
    cells = tuple(map(one_line, texts))
    width = max(map(cell_len, (name, *cells)))
    return Column(name, cells, min(width, _MOST.get(name, width)))


def _width(columns: Mapping[str, Column], names: Sequence[str]) -> int:
    """Cells that some columns take side by side."""
    return sum(columns[name].width + GAP for name in names) - GAP


def _cells(entry: Entry) -> dict[str, str]:
    """What stands in the cells of an entry."""
    measures = {
        "value": measure(entry.value) if entry.value else "",
        "quantity": measure(entry.quantity) if entry.quantity else "",
        "change": measure(entry.change) if entry.change else "",
    }
    return {
        "flow": entry.flow,
        "parties": parties(entry),
        "period": period(entry.period),
        **measures,
        "figures": "  ".join(filter(None, measures.values())),
        "status": entry.status,
        "commodity": entry.commodity or "",
    }
