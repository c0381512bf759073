"""What an expression of time says by itself, before an article gives it a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

System = Literal["western", "iranian"]


@dataclass(frozen=True, slots=True)
class Day:
    """A date of the Western calendar as far as it is told."""

    month: int
    day: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """What an expression says: "the first half of last year (ended on March 20)"."""

    system: System | None = None
    """The calendar its years and months belong to; None where it does not tell."""
    year: int | None = None
    """The number of the year: 2016, 1395."""
    to_year: int | None = None
    """The last of several years: 2019 of 2017-2019."""
    season: bool = False
    """Whether its one year is written as two: 2018/19, of a crop or a budget."""
    shift: int | None = None
    """Years from now, or from what was said before: -1 for last year."""
    said: bool = False
    """Whether it counts from the period said before: "its previous year"."""
    like: bool = False
    """Whether it takes its months from the period said before: "the same period"."""
    part: tuple[int, int] | None = None
    """First and last month of the part of the year: (1, 3) for the first quarter."""
    count: int | None = None
    """How many months, wherever they lie: eight of "the eight months to August"."""
    days: int | None = None
    """How many days up to `last`: seven of "the week ended on June 25"."""
    step: int | None = None
    """Stretches of `count` months from now: -1 for last month."""
    first: Day | None = None
    """The date it begins with."""
    last: Day | None = None
    """The date it ends with."""
    ahead: bool = False
    """Whether its dates lie ahead: "next June"."""
    planned: bool = False
    """Whether it is the time of a plan, so that a later month is one of this year."""

    @property
    def is_current(self) -> bool:
        """Whether it tells no year, or only this one."""
        return self.year is None and not self.shift

    @property
    def is_past(self) -> bool:
        """Whether it tells a year only as one before another: "last year"."""
        return self.year is None and (self.shift or 0) < 0

    @property
    def is_relative(self) -> bool:
        """Whether it is told by another period."""
        return self.like or self.said or self.step is not None or self.is_past

    @property
    def looks_back(self) -> bool:
        """Whether it leads from the period said before to an earlier one like it."""
        return self.like and (self.shift or 0) < 0

    @property
    def whole_year(self) -> bool:
        """Whether it names a year and no part of it."""
        return (
            not self.like
            and self.part is None
            and self.count is None
            and self.step is None
            and self.first is None
            and self.last is None
            and (self.year is not None or self.shift is not None)
        )
