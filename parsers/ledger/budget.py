"""A budget: the targets that articles tell, as goals for what will have happened.

hledger and ledger read it as a second file beside the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from parsers.ledger.accounts import Posting, postings
from parsers.ledger.bookkeeping import USUAL, Bookkeeping
from parsers.ledger.escaping import tag_value
from parsers.ledger.intervals import days
from parsers.ledger.journal import accounts, commodities
from parsers.ledger.roles import roles
from parsers.ledger.statements import Statement, statements
from parsers.ledger.transactions import Words, cleared
from parsers.model import Reading
from parsers.numbers import plain

HEADER = """\
; -*- ledger -*-
; Targets that news articles tell, as a budget. Written by newsledger, to be read beside
; the journal of the same articles:
;
; hledger -f JOURNAL -f FILE bal --budget -Y ^Turnover
; ledger -f JOURNAL -f FILE budget ^Turnover
;
; A goal has the account and the day that the figure will have which reaches it. Targets
; of a group of countries, or without a time, are none. Of those for the same goods,
; countries and time one counts, as of figures that happened. Of a range the lower end is
; the goal.
"""


class Goal(NamedTuple):
    """A target that would count if it were reached."""

    day: date
    postings: tuple[Posting, Posting]
    statement: Statement

    @property
    def citation(self) -> str:
        """Where it is told, by whom, and in which words."""
        entry = self.statement.entry
        place = f"{entry.id} {entry.article}:{self.statement.line}"
        said = f"{entry.attribution}: " if entry.attribution else ""
        return tag_value(f"{place} {said}{entry.quote}")


def budget(
    readings: Iterable[Reading],
    *,
    verdicts: Words | None = None,
    keeping: Bookkeeping = USUAL,
) -> Iterator[str]:
    """The budget in blocks of whole lines: header, declarations, goals by their day.

    The same readings give the same text, whatever their order.

    Args:
        readings: Articles and their claims; one that comes twice is taken once.
        verdicts: What people decided, by the ids of entries; None if nobody was asked.
        keeping: How the books are kept.

    Raises:
        ValueError: If two different entries share an id.
    """
    goals = sorted(_goals(readings, verdicts, keeping), key=_place)
    booked = [posting for goal in goals for posting in goal.postings]
    yield HEADER
    yield "\n" + "".join(commodities(booked))
    yield "\n" + "".join(accounts(booked))
    yield from map(_block, goals)


def _goals(
    readings: Iterable[Reading], verdicts: Words | None, keeping: Bookkeeping
) -> Iterator[Goal]:
    """What would count if all targets were reached."""
    accepted = cleared(verdicts)
    told = (
        each
        for reading in readings
        for each in statements(reading, accepted, numbered=False)
    )
    reached = (
        replace(each, entry=replace(each.entry, status="actual"))
        for each in told
        if each.entry.status == "target" and each.entry.flow != "balance"
    )
    for standing in roles(reached, keeping.conflicts):
        if standing.role == "Counted":
            statement = standing.statement
            entry, measure = statement.entry, statement.measure
            pair = postings(entry, measure, "Counted", keeping)
            yield Goal(keeping.day(days(entry.period)), pair, statement)


def _place(goal: Goal) -> tuple[date, str, str, str]:
    first, _ = goal.postings
    return goal.day, first.account, first.unit, goal.statement.entry.id


def _block(goal: Goal) -> str:
    """A goal with an empty line before it.

    Only `daily` means one and the same day to hledger and to ledger.
    """
    account = max(len(each.account) for each in goal.postings)
    amount = max(len(plain(each.amount)) for each in goal.postings)
    lines = "".join(
        f"    {each.account:<{account}}  {plain(each.amount):>{amount}} {each.unit}\n"
        for each in goal.postings
    )
    behind = goal.day + timedelta(1)
    return f"\n; {goal.citation}\n~ daily from {goal.day} to {behind}\n{lines}"
