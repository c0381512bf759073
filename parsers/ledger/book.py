"""Figures as they are looked up: by article, and by flow and time."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby, takewhile
from typing import TypeAlias

from parsers.ledger.cells import Cell, cell_of, is_named
from parsers.ledger.intervals import Interval, days
from parsers.ledger.lines import Flow, Line, are_same, line_of, nearest, sentence_of
from parsers.ledger.roles import Standing
from parsers.ledger.rounding import ends
from parsers.model import Change, Period

_Time: TypeAlias = tuple[Flow, Interval]

_Claim: TypeAlias = tuple[Cell, "Period | None"]
"""What a figure of an article is about: its cell and period."""
_Amount: TypeAlias = tuple[Cell, tuple[Decimal, Decimal]]
"""What a figure says of a cell in its article, whenever that was."""


class Leaf:
    """The figures of one article that can be compared, changes apart from amounts."""

    def __init__(self, article: str, lines: Iterable[Line]) -> None:
        """Enter the figures of an article, in the order of its text."""
        self.article = article
        self.changes: list[Line] = []
        self.amounts: list[Line] = []
        self._told: defaultdict[_Time, list[Line]] = defaultdict(list)
        self._alike: defaultdict[_Claim, list[Line]] = defaultdict(list)
        self._periods: defaultdict[_Amount, set[Period | None]] = defaultdict(set)
        for line in lines:
            if isinstance(line.statement.measure, Change):
                self.changes.append(line)
            else:
                self._enter(line)

    def _enter(self, amount: Line) -> None:
        self.amounts.append(amount)
        self._alike[amount.cell, amount.period].append(amount)
        self._periods[_amount(amount)].add(amount.period)
        if amount.when:
            self._told[amount.cell.of_any_unit, amount.when].append(amount)

    def at(self, flow: Flow, times: Iterable[Interval]) -> list[Line]:
        """Amounts of a flow at some times, whatever their unit."""
        return [line for time in times for line in self._told.get((flow, time), ())]

    def tells_otherwise(self, amount: Line) -> bool:
        """Whether it has another amount for the flow and period of one of its own."""
        told = self._alike[amount.cell, amount.period]
        return not are_same((amount, *nearest(amount, told)))

    def tells_again(self, amount: Line) -> bool:
        """Whether it has one of its amounts in another period too."""
        return len(self._periods[_amount(amount)]) > 1


class Book:
    """All actual figures of named parties.

    There are tens of thousands, and to compare one takes few: so the figures stay what
    they are, and become lines while their article is looked at.
    """

    def __init__(self, standings: Sequence[Standing]) -> None:
        """Enter the figures of the standings that can be compared.

        Args:
            standings: In the order of articles and places, as `roles` returns them.
        """
        self._standings = standings
        self._undisputed: dict[_Time, tuple[Standing, ...]] = {}
        """Those that stand for their flow and time, and no figure contradicts them."""
        self._open: Leaf | None = None
        disputed = {id(s.other) for s in standings if s.relation == "Conflict"}
        for standing in filter(_stands, standings):
            if id(standing.statement) not in disputed:
                self._enter(standing)

    def _enter(self, standing: Standing) -> None:
        entry, measure = standing.statement.entry, standing.statement.measure
        when = days(entry.period)
        if when:
            time = cell_of(entry, measure).of_any_unit, when
            self._undisputed[time] = (*self._undisputed.get(time, ()), standing)

    def leaves(self) -> Iterator[Leaf]:
        """Each article, and it is the one that is open until the next is taken."""
        for article, standings in groupby(self._standings, _article):
            self._open = Leaf(article, _lines(standings))
            yield self._open

    def leaf(self, article: str) -> Leaf:
        """An article; one that is not open is made anew."""
        if self._open and self._open.article == article:
            return self._open
        every = self._standings
        first = bisect_left(every, article, key=_article)
        behind = map(every.__getitem__, range(first, len(every)))
        its = takewhile(lambda standing: _article(standing) == article, behind)
        return Leaf(article, _lines(its))

    def at_its_time(self, line: Line, flow: Flow) -> list[Line]:
        """Amounts of a flow at the time of a figure, whatever their unit.

        Of its article the nearest, of others those that nothing disputes.
        """
        times = (line.when,) if line.when else ()
        return self._at(line, flow, times)

    def a_year_before(self, line: Line) -> list[Line]:
        """The same for the time that is a year before that of the figure."""
        times = tuple(line.when.year_before()) if line.when else ()
        return self._at(line, line.cell.of_any_unit, times)

    def _at(self, line: Line, flow: Flow, times: Sequence[Interval]) -> list[Line]:
        told = self.leaf(line.article).at(flow, times)
        elsewhere = (
            line_of(standing)
            for time in times
            for standing in self._undisputed.get((flow, time), ())
            if _article(standing) != line.article
        )
        return [*nearest(line, sorted(told, key=sentence_of)), *elsewhere]

    def is_disputed_in_article(self, amount: Line) -> bool:
        """Whether its article tells another amount for the same flow and period."""
        return self.leaf(amount.article).tells_otherwise(amount)

    def is_told_for_another_time(self, amount: Line) -> bool:
        """Whether its article tells the same amount of the flow in another period."""
        return self.leaf(amount.article).tells_again(amount)


def _stands(standing: Standing) -> bool:
    """Whether it is told of a time, and nothing before it says the same or another."""
    repeats = standing.relation in ("Equivalent", "Repeat", "Conflict")
    is_amount = standing.role not in ("Rate", "Undated", "Change")
    return is_amount and not repeats and _is_compared(standing)


def _is_compared(standing: Standing) -> bool:
    entry = standing.statement.entry
    return entry.status == "actual" and is_named(entry)


def _lines(standings: Iterable[Standing]) -> Iterator[Line]:
    return map(line_of, filter(_is_compared, standings))


def _article(standing: Standing) -> str:
    return standing.statement.entry.article


def _amount(line: Line) -> _Amount:
    return line.cell, ends(line.statement.measure)
