"""What the listed entries come to, group by group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.strip import Strip

from tui.display import one_line
from tui.layout import fit
from tui.lines import LinePane
from tui.totals import TIMES, Total

_GROUP, _COUNT = 9, 7
_BAR = 10
"""Cells of the longest bar."""


class TotalsTable(LinePane, can_focus=False):
    """One row for each group: its entries, and a sum for each currency."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--head", "table--dim"}

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._totals: Sequence[Total] = ()
        self._group = ""

    def show(self, totals: Sequence[Total], group: str) -> None:
        """Show other totals."""
        self._totals, self._group = totals, group
        self.border_title = Content(f"Totals by {group}  {len(totals):,}")
        self.set_rows(len(totals) + 1)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The heading, or the row of a group."""
        if not y:
            bar = " " * (_BAR + 2) if self._group in TIMES else ""
            head = (
                f" {self._group:<{_GROUP}} {'entries':>{_COUNT}}  {bar}sums of claims"
            )
            return self.draw(((head, ()),), ("table--head",))
        row = y - 1 + self.scroll_offset.y
        if row >= len(self._totals):
            return self.draw(())
        total = self._totals[row]
        group = fit(one_line(total.group), _GROUP)
        told = f" {group} {total.entries:>{_COUNT},}  {self._bar(total)}"
        sums = fit(one_line(total.shown), max(1, self.columns - len(told)))
        return self.draw(((f"{told}{sums}", ()),))

    def _bar(self, total: Total) -> str:
        """How many entries a time has, to be compared at a glance with the others."""
        if self._group not in TIMES:
            return ""
        most = max(each.entries for each in self._totals)
        return f"{'█' * max(1, round(_BAR * total.entries / most)):<{_BAR}}  "
