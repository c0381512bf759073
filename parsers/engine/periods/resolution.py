"""What one expression means, given the article and the period said before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from parsers.engine import calendars
from parsers.engine.periods.edges import MODEL_YEAR, Edge, Stretch, stretch
from parsers.engine.periods.evidence import Evidence
from parsers.engine.periods.stated import Day, Stated, System
from parsers.engine.periods.sums import (
    at_month_end,
    date_of,
    edge_in,
    edge_of,
    in_month,
    iranian_month,
    iranian_year,
    length,
    months_before,
    months_on,
    months_on_day,
    nearest_year,
    stale,
    veil,
    western_months,
    western_year,
)


class Resolution:
    """One question: the evidence of the article and the period said before."""

    __slots__ = ("_now", "_said")

    def __init__(self, now: Evidence, said: Stretch | None) -> None:
        self._now = now
        self._said = said

    def of(self, stated: Stated) -> Stretch | None:
        """The period that an expression means; None where nothing tells."""
        if stated.season and stated.year is not None and stated.first is None:
            stated = _of_season(stated, stated.year, self._now.budget_month)
        if stated.like and stated.part is None:
            return self._like(stated)
        if stated.step is not None:
            return self._stepped(stated)
        if stated.first is not None or stated.last is not None:
            return self._dated(stated)
        if stated.count is not None:
            return self._counted(stated)
        if self._system(stated) == "iranian":
            return self._iranian(stated, stated.part or (1, 12))
        return self._western(stated)

    # The period said before

    def _like(self, stated: Stated) -> Stretch | None:
        """The months of the period said before, perhaps in another year or month."""
        said = self._said
        if stated.first is not None and (said is None or stated.first.day is not None):
            return self._dated(stated)
        if said is None:
            return self._counted(stated) if stated.count else None
        if stated.first is not None:
            return in_month(said, stated.first)
        if stated.count is not None and stated.count != said.months:
            return self._counted(replace(stated, like=False))
        if stated.year is None:
            return said.moved(stated.shift or 0)
        if said.last.year is None:
            return said.placed(stated.year)
        from_year = iranian_year(said) if stated.year < 1500 else said.last.year
        return said.moved(stated.year - from_year)

    def _stepped(self, stated: Stated) -> Stretch | None:
        """Last month, the previous quarter.

        The last month of an article without a date is the month that it reports on.
        """
        count, step = stated.count or 1, stated.step or 0
        said, day = self._said, self._now.published
        if said is not None and said.months == count and (stated.said or day is None):
            return months_on(said, step * count) if stated.said else said
        if day is None:
            return None
        index = day.month - 1 - (day.month - 1) % count
        return western_months(12 * day.year + index + step * count, count)

    # Dates

    def _dated(self, stated: Stated) -> Stretch | None:
        first, last = stated.first, stated.last
        if first is not None and last is not None:
            return self._between(stated, first, last)
        if last is not None:
            return self._until(stated, last)
        return self._since(stated, first) if first is not None else None

    def _between(self, stated: Stated, first: Day, last: Day) -> Stretch:
        """From one date to another; one year told is enough for both."""
        later = (first.month, first.day or 1) > (last.month, last.day or 31)
        year, to_year = first.year, last.year
        if year is None and to_year is not None:
            year = to_year - later
        elif year is None:
            year = self._year_of_day(stated, first)
        if to_year is None and year is not None:
            to_year = year + later
        if year is not None and to_year is not None and year > to_year:
            to_year = year + later
        return Stretch(edge_in(year, first), edge_in(to_year, last))

    def _until(self, stated: Stated, last: Day) -> Stretch:
        """A stretch of which only the end is told."""
        year = last.year or self._year_of_day(stated, last, ends=True)
        end = edge_in(year or self._model_year(last, ends=True), last)
        if stated.days is not None and end.day is not None:
            begin_day = date_of(end) - timedelta(stated.days - 1)
            return veil(stretch(begin_day, date_of(end)), year is None)
        months = stated.count or length(stated.part) or 12
        if end.day is not None and self._reckons_iranian(stated, last):
            ends_in, month, _ = calendars.iranian(at_month_end(date_of(end)))
            first_month = stated.part[0] if stated.part else month - months + 1
            begin = edge_of(iranian_month(ends_in, first_month))
        elif end.day is None and months == 12 and stated.system == "iranian":
            begin = months_before(end, 13)  # an Iranian year runs from March to March
        else:
            begin = months_before(end, months)
        return veil(Stretch(begin, end), year is None)

    def _since(self, stated: Stated, first: Day) -> Stretch:
        """A stretch of which only the beginning is told."""
        year = first.year or self._year_of_day(stated, first)
        begin = edge_in(year or self._model_year(first), first)
        months = stated.count or length(stated.part) or 12
        if begin.day is None:
            index = 12 * (begin.year or 0) + first.month - 1
            return veil(western_months(index, months), year is None)
        if self._reckons_iranian(stated, first):
            begins_in, month, _ = calendars.iranian(date_of(begin) + timedelta(2))
            end_day = iranian_month(begins_in, month + months) - timedelta(1)
        else:
            end_day = date_of(months_on_day(begin, months)) - timedelta(1)
        return veil(Stretch(begin, edge_of(end_day)), year is None)

    def _reckons_iranian(self, stated: Stated, day: Day) -> bool:
        """Whether the other end of a stretch lies at the end of an Iranian month."""
        if stated.system is not None:
            return stated.system == "iranian"
        return self._now.iranian and day.day is not None and 18 <= day.day <= 23

    def _year_of_day(
        self, stated: Stated, day: Day, *, ends: bool = False
    ) -> int | None:
        """The Western year of a date that is told without one."""
        system = self._system(stated)
        if system == "iranian" and self._counts_years(stated, day):
            year = self._iranian_year(stated)
            return None if year is None else western_year(year, day, ends)
        if stated.year is not None or stated.shift is not None:
            return self._western_year(stated)
        published, said = self._now.published, self._said
        if published is not None and stated.ahead:
            return published.year + (
                (day.month, day.day or 1) <= (published.month, published.day)
            )
        if published is not None and not (said and stale(said, published)):
            later = (day.month, day.day or 1) > (published.month, published.day)
            return published.year - (later and not stated.planned)
        if said is not None and not said.open:
            return nearest_year(said, day)
        year = self._now.iranian_year
        return self._now.western if year is None else western_year(year, day, ends)

    def _counts_years(self, stated: Stated, day: Day) -> bool:
        """Whether a date belongs to an Iranian year, not to what was said before."""
        if stated.shift is not None or stated.year is not None:
            return True
        return self._now.published is None and day.day is not None

    def _model_year(self, day: Day, *, ends: bool = False) -> int:
        """A year to reckon with where the real one is unknown."""
        if not self._now.iranian:
            return MODEL_YEAR
        return western_year(self._now.model, day, ends)

    # Years and their parts

    def _system(self, stated: Stated) -> System:
        """The calendar that an expression belongs to."""
        if stated.system is not None:
            return stated.system
        if self._said is not None and (stated.said or self._said.iranian):
            return "iranian" if self._said.iranian else "western"
        return "iranian" if self._now.iranian else "western"

    def _counted(self, stated: Stated) -> Stretch | None:
        """Eight months: those said before, else the first eight of the year."""
        count, said = stated.count or 0, self._said
        tells_year = stated.year is not None or stated.shift is not None
        if said is not None and said.months == count and stated.is_current:
            return said
        if count > 12:
            return None
        whole = replace(stated, count=None, part=(1, count))
        if self._system(stated) == "iranian":
            return self._iranian(whole, (1, count))
        known = tells_year or self._now.published is not None
        return self._western(whole) if known else None

    def _iranian(self, stated: Stated, part: tuple[int, int]) -> Stretch | None:
        """Months of an Iranian year."""
        year = self._iranian_year(stated)
        reckoned = year or self._now.model + (stated.shift or 0)
        to_year = stated.to_year or reckoned
        begin = calendars.first_day(reckoned, part[0])
        found = stretch(begin, calendars.last_day(to_year, part[1]))
        return veil(found, year is None)

    def _iranian_year(self, stated: Stated) -> int | None:
        """The Iranian year of an expression."""
        if stated.year is not None:
            return stated.year
        if stated.said and self._said is not None:
            base = None if self._said.open else iranian_year(self._said)
        else:
            base = self._now.iranian_year
        return None if base is None else base + (stated.shift or 0)

    def _western(self, stated: Stated) -> Stretch | None:
        """A Western year, or months of it."""
        year = self._western_year(stated)
        if stated.part is None:
            return Stretch(Edge(year), Edge(stated.to_year or year))
        first, last = stated.part
        return Stretch(Edge(year, first), Edge(year, last))

    def _western_year(self, stated: Stated) -> int | None:
        """The Western year of an expression; without a word on it, the latest past."""
        if stated.year is not None:
            return stated.year
        published, base = self._now.published, self._now.western_year
        if self._said is not None and (stated.said or base is None):
            base = self._said.last.year
        elif stated.shift is None and stated.part is not None and published is not None:
            later = stated.part[0] > published.month
            return published.year - (later and not stated.planned)
        return None if base is None else base + (stated.shift or 0)


def _of_season(stated: Stated, year: int, opens: int | None) -> Stated:
    """2018/19 or a part of it, from the month that opens it; else both its years."""
    if opens is None:
        return replace(stated, part=None)
    begin, end = stated.part or (1, 12)
    first, last = 12 * year + opens + begin - 2, 12 * year + opens + end - 2
    return replace(
        stated,
        part=None,
        first=Day(first % 12 + 1, None, first // 12),
        last=Day(last % 12 + 1, None, last // 12),
    )
