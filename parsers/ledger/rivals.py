"""Figures of one cell: which of them count, and what the others are to those.

For each period one figure stands, the others repeat it or contradict it. Of the figures
that stand, the longest periods go first: what lies within one of them, or shares a day
with it, does not count.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from parsers.ledger.intervals import Interval
from parsers.ledger.rounding import agree
from parsers.ledger.statements import Statement

Relation = Literal["Equivalent", "Repeat", "Conflict", "Subperiod", "Overlap"]
"""What a figure is to the one that goes before it."""


_HELD = "none of them counts, as the settings say"


class Rival(NamedTuple):
    """A figure beside the others of its cell."""

    statement: Statement
    when: Interval
    why: str
    relation: Relation | None = None
    """What it is to `other`; None if it counts."""
    other: Statement | None = None


def rivals(
    members: Iterable[tuple[Interval, Statement]], *, hold: bool = False
) -> Iterator[Rival]:
    """Each figure of one cell beside the others, whatever the order given.

    Args:
        members: The figures, each with the days of its period.
        hold: Whether no figure stands for its period that another one contradicts, as
            long as nobody accepted it, or both.
    """
    times: defaultdict[Interval, list[Statement]] = defaultdict(list)
    for when, statement in members:
        times[when].append(statement)
    standing = []
    for when, told in times.items():
        first, *others = sorted(told, key=_rank)
        beside = [_beside(other, first, when) for other in others]
        yield from beside
        against = _against(first, beside) if hold else None
        if against is None:
            standing.append(Rival(first, when, _why(first, others)))
        else:
            why = f"{against.words} tells of the same flow and time; {_HELD}"
            yield Rival(first, when, why, "Conflict", against)
    yield from _apart(standing)


def _against(first: Statement, beside: Iterable[Rival]) -> Statement | None:
    """What keeps a figure from counting while contradictions are held back."""
    for rival in beside:
        if rival.relation == "Conflict" and rival.statement.accepted == first.accepted:
            return rival.statement
    return None


def _rank(statement: Statement) -> tuple[bool, int, str]:
    """What a person accepted first, then the latest published, then the lowest id."""
    day = int((statement.published or "0").replace("-", ""))
    return not statement.accepted, -day, statement.entry.id


def _why(first: Statement, others: Sequence[Statement]) -> str:
    """Why the first of several figures stands for its period."""
    if not others:
        return "no other figure tells of this flow and time"
    if first.accepted != others[0].accepted:
        how = "a person accepted it"
    elif first.published != others[0].published:
        how = "it was published last"
    else:
        how = "its id is the lowest"
    return f"of {len(others) + 1} figures for this flow and time, {how}"


def _beside(other: Statement, first: Statement, when: Interval) -> Rival:
    """A figure that tells of the same time as the one that stands for it."""
    if agree(
        other.measure, first.measure, (other.entry.qualifier, first.entry.qualifier)
    ):
        why = f"{first.words} says the same as far as it is rounded"
        return Rival(other, when, why, "Repeat", first)
    why = f"{first.words} tells of the same flow and time"
    return Rival(other, when, why, "Conflict", first)


def _apart(standing: Iterable[Rival]) -> Iterator[Rival]:
    """Figures of different times, so that no two of those that count share a day."""
    counted: list[Rival] = []
    for rival in sorted(standing, key=_longest):
        at = bisect_right(counted, rival.when.last, key=_first_day)
        before = counted[at - 1] if at else None
        if before is None or not before.when.meets(rival.when):
            insort(counted, rival, key=_first_day)
            yield rival
        elif before.when.holds(rival.when):
            why = f"it lies within {_time(before)}, which counts"
            yield _behind(rival, "Subperiod", before, why)
        else:
            shared = before.when.shared(rival.when)
            why = f"{shared} of its {rival.when.length} days lie in {_time(before)}, "
            yield _behind(rival, "Overlap", before, f"{why}which counts")


def _longest(rival: Rival) -> tuple[int, bool, int, str]:
    return -rival.when.length, *_rank(rival.statement)


def _first_day(rival: Rival) -> date:
    return rival.when.first


def _behind(rival: Rival, relation: Relation, before: Rival, why: str) -> Rival:
    return rival._replace(relation=relation, other=before.statement, why=why)


def _time(rival: Rival) -> str:
    period = rival.statement.entry.period
    return period.edtf if period else f"{rival.when.first}/{rival.when.last}"
