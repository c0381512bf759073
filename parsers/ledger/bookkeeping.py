"""Bookkeeping: what people may choose of how the books are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from parsers.ledger.intervals import Interval
from parsers.settings import Conflicts, EntryDate, Settings

NO_DATE = date(1970, 1, 1)
"""Stands for a period that is not known."""


@dataclass(frozen=True, slots=True)
class Bookkeeping:
    """How the books are kept."""

    conflicts: Conflicts = "latest"
    """Whether of figures that contradict each other the latest counts, or none."""
    entry_date: EntryDate = "period-end"
    """Which day of its period dates a claim."""
    account_template: str = "{side}:{good}:{party}:{partner}"
    """The order of the parts of an account."""
    undated: date = NO_DATE
    """The day of claims whose period is not known."""

    @classmethod
    def of(cls, settings: Settings) -> Bookkeeping:
        """As the settings have it."""
        return cls(settings.conflicts, settings.entry_date, settings.account_template)

    def day(self, when: Interval | None) -> date:
        """The day that dates a claim of some period, None if that is not known."""
        if when is None:
            return self.undated
        return when.last if self.entry_date == "period-end" else when.first

    def second_day(self, when: Interval | None) -> date | None:
        """The other end of the period; None if it is the same day, or not known."""
        if when is None or when.first == when.last:
            return None
        return when.first if self.entry_date == "period-end" else when.last

    def account(self, parts: Mapping[str, str]) -> str:
        """The account of some parts; one that is not among them is left out.

        Args:
            parts: By their names in the template.
        """
        return ":".join(parts[n] for n in _names(self.account_template) if n in parts)

    @property
    def example(self) -> str:
        """The accounts of a country or of all goods, as the beginning of a pattern."""
        parts = {"side": "Exports", "good": "All", "party": "IRN", "partner": "IRQ"}
        used = _names(self.account_template)
        until = used.index("good") + 1
        return "^" + ":".join(parts[name] for name in used[:until])

    @property
    def is_by_goods(self) -> bool:
        """Whether goods come first, so that no line of a report holds two of them."""
        return self.account_template.startswith("{side}:{good}:")


USUAL = Bookkeeping()
"""As it is where nobody chose."""


@lru_cache
def _names(template: str) -> tuple[str, ...]:
    return tuple(part.strip("{}") for part in template.split(":"))
