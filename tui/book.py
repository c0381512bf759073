"""The ledger of all articles as a table: which columns fit, what is in a cell.

There are too many entries to look at each for the width of a column, so widths are fixed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tui.display import one_line
from tui.layout import fit
from tui.orders import Listed, Order
from tui.rows import Rows
from tui.wording import measure, parties, period

GAP = 2
_WIDTHS: Mapping[str, int] = {
    "flow": 7,
    "parties": 9,
    "period": 10,
    "value": 13,
    "quantity": 15,
    "change": 9,
    "figures": 14,
    "status": 9,
    "commodity": 14,
    "date": 10,
    "title": 14,
}
"""Cells of each column, in the order of the columns."""

_LONGEST_PERIOD = len("2020-03-20/2020-06-20")

_APART = ("parties", "value", "quantity", "change", "period")
_JOINED = ("parties", "figures")
_OTHERS = ("period", "flow", "commodity")
_LAST = ("title", "date", "status")
"""What else there may be room for, the most important first; whole periods before more
columns, for half of a period is another one."""
_RIGHT = ("value", "quantity", "change")
_SORTED = {"amount": "value", "reporter": "parties", "partner": "parties"}
"""The columns that orders of another name sort by."""


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column that fits."""

    name: str
    width: int

    def heading(self, order: Order) -> str:
        """Its name, with the way it is sorted."""
        sorted_by = _SORTED.get(order.name, order.name)
        joined = self.name == "figures" and sorted_by in _RIGHT
        sign = order.shown[:1] if sorted_by == self.name or joined else ""
        return self._set(sign + self.name)

    def cell(self, listed: Listed, rows: Rows) -> str:
        """What an entry has there."""
        return self._set(one_line(_CELLS[self.name](listed, rows)))

    def _set(self, text: str) -> str:
        """The text in the width of the column."""
        cell = fit(text, self.width)
        if self.name in _RIGHT:
            cell = cell.rstrip(" ").rjust(len(cell))
        return cell


def book_columns(room: int) -> tuple[BookColumn, ...]:
    """The columns that fit in a number of cells."""
    chosen = list(_APART if _width(_APART) <= room else _JOINED)
    widths = dict(_WIDTHS)

    def spare() -> int:
        return room - sum(widths[name] + GAP for name in chosen) + GAP

    for names in (_OTHERS, _LAST):
        for name in names:
            if name not in chosen and widths[name] + GAP <= spare():
                chosen.append(name)
        if "period" in chosen:
            more = min(spare(), _LONGEST_PERIOD - widths["period"])
            widths["period"] += max(0, more)
    widest = next((n for n in ("title", "commodity", "figures") if n in chosen), "")
    if widest:
        widths[widest] += max(0, spare())
    return tuple(BookColumn(name, widths[name]) for name in _WIDTHS if name in chosen)


def book_line(listed: Listed, rows: Rows) -> str:
    """An entry as a line for programs: its file, then every column but the joined one."""
    columns = [name for name in _WIDTHS if name != "figures"]
    cells = [rows.items.names[listed[0]]]
    cells += [_CELLS[name](listed, rows) for name in columns]
    return "\t".join(" ".join(cell.split()) for cell in cells) + "\n"


def _width(names: tuple[str, ...]) -> int:
    """Cells that some columns take side by side."""
    return sum(_WIDTHS[name] + GAP for name in names) - GAP


_CELLS: Mapping[str, Callable[[Listed, Rows], str]] = {
    "flow": lambda listed, _: listed[1].flow,
    "parties": lambda listed, _: parties(listed[1]),
    "period": lambda listed, _: period(listed[1].period),
    "value": lambda listed, _: measure(listed[1].value) if listed[1].value else "",
    "quantity": lambda listed, _: (
        measure(listed[1].quantity) if listed[1].quantity else ""
    ),
    "change": lambda listed, _: measure(listed[1].change) if listed[1].change else "",
    "figures": lambda listed, _: "  ".join(map(measure, listed[1].measures)),
    "status": lambda listed, _: listed[1].status,
    "commodity": lambda listed, _: listed[1].commodity or "",
    "date": lambda listed, rows: rows.date(listed[0]),
    "title": lambda listed, rows: rows.title(listed[0]),
}
