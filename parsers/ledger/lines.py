"""Lines of the book: figures with what they are compared by, and how near they stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from parsers.ledger.accounts import Role
from parsers.ledger.cells import Cell, cell_of
from parsers.ledger.intervals import Interval, days
from parsers.ledger.roles import Standing
from parsers.ledger.rounding import Band, agree, band
from parsers.ledger.statements import Statement
from parsers.model import Period

CLOSE = 2
"""Sentences between figures that were stated together."""
MOST = 12
"""Figures of one kind that a figure is checked against."""
MANY = 60
"""Figures of some sentences that are looked at; more make a table, not a sentence."""

Flow: TypeAlias = tuple[str, str | None, str | None, str]
"""A cell without its unit."""


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

    @property
    def adds_up(self) -> bool:
        """Whether parts of it come to the whole: it is dated, no rate, no balance."""
        is_amount = self.role not in ("Rate", "Undated")
        return is_amount and self.cell.flow != "balance"

    @property
    def period(self) -> Period | None:
        """The period as its article tells it."""
        return self.statement.entry.period


def line_of(standing: Standing) -> Line:
    """The line of a figure that can be compared."""
    entry, measure = standing.statement.entry, standing.statement.measure
    return Line(
        statement=standing.statement,
        article=entry.article,
        sentence=standing.statement.sentence,
        cell=cell_of(entry, measure),
        when=days(entry.period),
        band=band(measure, entry.qualifier),
        role=standing.role,
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
    at = bisect_left(others, line.sentence, key=sentence_of)
    few = others[max(at - MOST, 0) : at + MOST]
    return sorted(few, key=lambda other: abs(other.sentence - line.sentence))[:MOST]


def around(line: Line, others: Sequence[Line], sentences: int) -> Sequence[Line]:
    """Those of the others that stand at most so many sentences away; not too many.

    Args:
        line: The figure.
        others: Lines of its article, in the order of the text.
        sentences: How far is near.
    """
    first = bisect_left(others, line.sentence - sentences, key=sentence_of)
    last = bisect_right(others, line.sentence + sentences, key=sentence_of)
    return others[first : min(last, first + MANY)]


def sentence_of(line: Line) -> int:
    """The sentence in which a figure stands."""
    return line.sentence
