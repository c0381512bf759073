"""Figures in the order in which they are looked up: by flow, time, article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from parsers.ledger.accounts import Role
from parsers.ledger.cells import Cell, cell_of, is_named
from parsers.ledger.intervals import Interval, days
from parsers.ledger.roles import Standing
from parsers.ledger.rounding import Band, agree, band, ends
from parsers.ledger.statements import Statement
from parsers.model import Change, Period

CLOSE = 2
"""Sentences between figures that were stated together."""
MOST = 12
"""Figures of one kind that a figure is checked against."""
MANY = 60
"""Figures of some sentences that are looked at; more make a table, not a sentence."""

Flow: TypeAlias = tuple[str, str | None, str | None, str]
"""A cell without its unit."""


_Claim: TypeAlias = tuple[str, Cell, "Period | None"]
"""What a figure is about: its article, cell and period."""
_Amount: TypeAlias = tuple[str, Cell, tuple[Decimal, Decimal]]
"""What a figure says of a cell in its article, whenever that was."""


@dataclass(frozen=True, slots=True)
class Line:
    """A figure that actually happened, with what it is compared by."""

    statement: Statement
    article: str
    sentence: int
    cell: Cell
    when: Interval | None
    """None where the years of its period are not told."""
    band: Band
    role: Role
    stands: bool
    """Whether it stands for its flow and time, and no figure contradicts it."""

    @property
    def adds_up(self) -> bool:
        """Whether parts of it come to the whole: it is dated, no rate, no balance."""
        is_amount = self.role not in ("Rate", "Undated")
        return is_amount and self.cell.flow != "balance"

    @property
    def period(self) -> Period | None:
        """The period as its article tells it."""
        return self.statement.entry.period


class Book:
    """All actual figures of named parties, changes apart from amounts."""

    def __init__(self, standings: Sequence[Standing]) -> None:
        """Enter the figures of the standings that can be compared.

        Args:
            standings: In the order of articles and places, as `roles` returns them.
        """
        self.changes: defaultdict[str, list[Line]] = defaultdict(list)
        self.amounts: defaultdict[str, list[Line]] = defaultdict(list)
        """Both by article, in the order of its text."""
        self._told: defaultdict[tuple[str, Flow], _Times] = defaultdict(_Times)
        self._alike: defaultdict[_Claim, list[Line]] = defaultdict(list)
        self._periods: defaultdict[_Amount, set[Period | None]] = defaultdict(set)
        self._undisputed: defaultdict[Flow, _Times] = defaultdict(_Times)
        for line in _lines(standings):
            if isinstance(line.statement.measure, Change):
                self.changes[line.article].append(line)
            else:
                self._enter(line)

    def _enter(self, amount: Line) -> None:
        self.amounts[amount.article].append(amount)
        self._alike[amount.article, amount.cell, amount.period].append(amount)
        self._periods[_amount(amount)].add(amount.period)
        if amount.when:
            flow = amount.cell.of_any_unit
            self._told[amount.article, flow].add(amount.when, amount)
            if amount.stands:
                self._undisputed[flow].add(amount.when, amount)

    def at_its_time(self, line: Line, flow: Flow) -> list[Line]:
        """Amounts of a flow at the time of a figure, whatever their unit.

        Of its article the nearest, of others those that nothing disputes.
        """
        return [
            *nearest(line, self._told[line.article, flow].at(line)),
            *self._elsewhere(line, self._undisputed[flow].at(line)),
        ]

    def a_year_before(self, line: Line) -> list[Line]:
        """The same for the time that is a year before that of the figure."""
        told = self._told[line.article, line.cell.of_any_unit]
        undisputed = self._undisputed[line.cell.of_any_unit]
        return [
            *nearest(line, sorted(told.before(line), key=_sentence)),
            *self._elsewhere(line, undisputed.before(line)),
        ]

    def is_disputed_in_article(self, amount: Line) -> bool:
        """Whether its article tells another amount for the same flow and period."""
        told = self._alike[amount.article, amount.cell, amount.period]
        return not are_same((amount, *nearest(amount, told)))

    def is_told_for_another_time(self, amount: Line) -> bool:
        """Whether its article tells the same amount of the flow in another period."""
        return len(self._periods[_amount(amount)]) > 1

    @staticmethod
    def _elsewhere(line: Line, others: Iterable[Line]) -> Iterator[Line]:
        return (other for other in others if other.article != line.article)


class _Times:
    """Lines of one flow, by their time."""

    def __init__(self) -> None:
        self._lines: defaultdict[Interval, list[Line]] = defaultdict(list)

    def add(self, when: Interval, line: Line) -> None:
        self._lines[when].append(line)

    def at(self, line: Line) -> Sequence[Line]:
        return self._lines.get(line.when, ()) if line.when else ()

    def before(self, line: Line) -> list[Line]:
        times = line.when.year_before() if line.when else ()
        return [earlier for time in times for earlier in self._lines.get(time, ())]


def _lines(standings: Sequence[Standing]) -> Iterator[Line]:
    disputed = {id(s.other) for s in standings if s.relation == "Conflict"}
    for standing in standings:
        statement = standing.statement
        if statement.entry.status == "actual" and is_named(statement.entry):
            repeats = standing.relation in ("Equivalent", "Repeat", "Conflict")
            compared = standing.role not in ("Rate", "Undated")
            stands = compared and not repeats and id(statement) not in disputed
            yield _line(standing, stands)


def _line(standing: Standing, stands: bool) -> Line:
    entry, measure = standing.statement.entry, standing.statement.measure
    return Line(
        statement=standing.statement,
        article=entry.article,
        sentence=standing.statement.sentence,
        cell=cell_of(entry, measure),
        when=days(entry.period),
        band=band(measure, entry.qualifier),
        role=standing.role,
        stands=stands,
    )


def are_same(lines: Iterable[Line]) -> bool:
    """Whether all figures say what the first says, as far as they are rounded."""
    first, *others = lines
    return all(_same(line.statement, first.statement) for line in others)


def _same(one: Statement, two: Statement) -> bool:
    qualifiers = one.entry.qualifier, two.entry.qualifier
    return agree(one.measure, two.measure, qualifiers)


def spread(lines: Iterable[Line]) -> int:
    """How many sentences lie between the first and the last of some figures."""
    numbers = [line.sentence for line in lines]
    return max(numbers) - min(numbers)


def nearest(line: Line, others: Sequence[Line]) -> list[Line]:
    """A few of the others, the nearest to a figure: an article may have thousands.

    Args:
        line: The figure.
        others: Lines of its article, in the order of the text.
    """
    at = bisect_left(others, line.sentence, key=_sentence)
    few = others[max(at - MOST, 0) : at + MOST]
    return sorted(few, key=lambda other: abs(other.sentence - line.sentence))[:MOST]


def around(line: Line, others: Sequence[Line], sentences: int) -> Sequence[Line]:
    """Those of the others that stand at most so many sentences away; not too many.

    Args:
        line: The figure.
        others: Lines of its article, in the order of the text.
        sentences: How far is near.
    """
    first = bisect_left(others, line.sentence - sentences, key=_sentence)
    last = bisect_right(others, line.sentence + sentences, key=_sentence)
    return others[first : min(last, first + MANY)]


def _sentence(line: Line) -> int:
    return line.sentence


def _amount(line: Line) -> _Amount:
    return line.article, line.cell, ends(line.statement.measure)
