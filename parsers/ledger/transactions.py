"""Transactions: entries in the order of the books, with all that is booked of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from parsers.ledger.accounts import (
    Posting,
    bounds,
    is_movement,
    parties,
    postings,
    unit_of,
)
from parsers.ledger.bookkeeping import USUAL, Bookkeeping
from parsers.ledger.escaping import description
from parsers.ledger.intervals import Interval, days
from parsers.ledger.rivals import Relation
from parsers.ledger.roles import Standing, roles
from parsers.ledger.statements import statements
from parsers.model import Entry, How, Period, Reading, Span
from parsers.numbers import plain

NOBODY = "unattributed"
CLEARED = frozenset({"accepted", "edited"})
"""The verdicts by which a person stands for an entry."""
Words = Mapping[str, str]
"""What people decided, in a word, by the ids of entries."""

TAGS = (
    *("UUID", "article", "digest", "title", "span", "rule", "flow", "status"),
    *("reporter", "partner", "exporter", "importer", "commodity"),
    *("period", "period-start", "period-end", "date-basis"),
    *("qualifier", "attribution", "verdict", "quote", "at", "high"),
    *("equivalent-of", "repeat-of", "conflict-with", "part-of", "overlaps"),
)
RELATIONS: Mapping[Relation, str] = {
    "Equivalent": "equivalent-of",
    "Repeat": "repeat-of",
    "Conflict": "conflict-with",
    "Subperiod": "part-of",
    "Overlap": "overlaps",
}
"""The tag that names the entry which goes before the figure."""

Basis = Literal["period", "context", "published", "retrieved", "none"]
"""What dates a claim: a period that its sentence tells, or the rest of the article; the
day of the article; the day on which that was fetched; nothing."""
_ELSEWHERE: frozenset[How] = frozenset({"inherited", "headline", "reference"})
"""Origins of a period that the sentence itself does not tell."""

Tag = tuple[str, str]


class Line(NamedTuple):
    """One posting of a transaction, with what is told of its figure."""

    posting: Posting
    standing: Standing

    @property
    def price(self) -> tuple[Decimal, str] | None:
        """What it comes to in other money, without a sign, if the article tells that."""
        money = self.standing.statement.equivalent
        if money is None or not (money.amount and self.posting.amount):
            return None
        return money.amount.copy_abs(), unit_of(money)

    @property
    def tags(self) -> Iterator[Tag]:
        """Where the article states the figure, its upper end, and what goes before it.

        What only balances another posting has none.
        """
        if self.posting.balances:
            return
        measure = self.standing.statement.measure
        yield "at", offsets(measure.span)
        _, high = bounds(measure)
        if high is not None:
            yield "high", f"{plain(high)} {unit_of(measure)}"
        if self.standing.relation and self.standing.other:
            yield RELATIONS[self.standing.relation], self.standing.other.entry.id


class Transaction(NamedTuple):
    """An entry with its place in the books."""

    entry: Entry
    day: date
    """That of its period which dates it; without one, that of the article, or on which it
    was fetched, or the day that stands for none."""
    second_day: date | None
    """The other end of its period, if that is another day."""
    when: Interval | None
    """The days of its period; None if the article leaves it open."""
    standings: tuple[Standing, ...]
    """One for each of its figures."""
    lines: tuple[Line, ...]
    """Two postings for each figure."""
    basis: Basis
    verdict: str | None = None
    """What people decided on it, in a word; None where nobody was asked."""

    @property
    def is_cleared(self) -> bool:
        """Whether a person stands for it."""
        return self.verdict in CLEARED

    @property
    def mark(self) -> str:
        """How the books show that."""
        return "*" if self.is_cleared else "!"

    @property
    def payee(self) -> str:
        """Who makes the claim, as payee."""
        return description(self.entry.attribution or "") or NOBODY

    @property
    def summary(self) -> str:
        """The claim in a line, its figures in the words of the article."""
        entry = self.entry
        one, two = parties(entry)
        arrow = "->" if is_movement(entry) else "<->"
        what = entry.commodity or "All"
        figures = " and ".join(measure.text for measure in entry.measures)
        return f"{one or 'XXX'} {arrow} {two or 'XXX'} {what}: {figures}"

    @property
    def tags(self) -> Iterator[Tag]:
        """Keys and raw values of all that is told beside the postings."""
        return ((key, text) for key, text in self._tags() if text is not None)

    def _tags(self) -> tuple[tuple[str, str | None], ...]:
        entry, when = self.entry, self.when
        sides = parties(entry) if is_movement(entry) else (None, None)
        return (
            ("UUID", entry.id),
            ("article", entry.article),
            ("digest", entry.digest),
            ("title", entry.title),
            ("span", offsets(entry.span)),
            ("rule", entry.rule),
            ("flow", entry.flow),
            ("status", entry.status),
            ("reporter", entry.reporter),
            ("partner", entry.partner),
            ("exporter", sides[0]),
            ("importer", sides[1]),
            ("commodity", entry.commodity),
            ("period", entry.period.edtf if entry.period else None),
            ("period-start", when.first.isoformat() if when else None),
            ("period-end", when.last.isoformat() if when else None),
            ("date-basis", self.basis),
            ("qualifier", entry.qualifier),
            ("attribution", entry.attribution),
            ("verdict", self.verdict),
            ("quote", entry.quote),
        )


def cleared(verdicts: Words | None) -> frozenset[str]:
    """The ids of the entries that a person stands for."""
    words = verdicts or {}
    return frozenset(entry for entry, word in words.items() if word in CLEARED)


def transactions(
    readings: Iterable[Reading],
    *,
    verdicts: Words | None = None,
    keeping: Bookkeeping = USUAL,
) -> tuple[Transaction, ...]:
    """The entries of some articles by day, article and place, whatever the order given.

    Args:
        readings: Articles and their claims; one that comes twice is booked once.
        verdicts: What people decided, by the ids of entries; None if nobody was asked.
        keeping: How the books are kept.

    Raises:
        ValueError: If two different entries share an id.
    """
    words, accepted = verdicts or {}, cleared(verdicts)
    figures = (
        statement
        for reading in readings
        for statement in statements(reading, accepted, numbered=False)
    )
    standings: defaultdict[str, list[Standing]] = defaultdict(list)
    for standing in roles(figures, keeping.conflicts):
        standings[standing.statement.entry.id].append(standing)
    booked = [
        _transaction(own, words.get(entry), keeping) for entry, own in standings.items()
    ]
    return tuple(sorted(booked, key=_place))


def _transaction(
    standings: Sequence[Standing], verdict: str | None, keeping: Bookkeeping
) -> Transaction:
    entry = standings[0].statement.entry
    when = days(entry.period)
    by_kind = {type(standing.statement.measure): standing for standing in standings}
    in_order = tuple(by_kind[type(measure)] for measure in entry.measures)
    dated, basis = _dated(entry, when, in_order)
    return Transaction(
        entry=entry,
        day=keeping.day(dated),
        second_day=keeping.second_day(when),
        when=when,
        standings=in_order,
        lines=tuple(
            Line(posting, each)
            for each in in_order
            for posting in postings(entry, each.statement.measure, each.role, keeping)
        ),
        basis=basis,
        verdict=verdict,
    )


def _dated(
    entry: Entry, when: Interval | None, standings: Sequence[Standing]
) -> tuple[Interval | None, Basis]:
    """The days that date a claim, and what tells them."""
    if when is not None:
        origin = dict(entry.origins).get("period")
        return when, "context" if origin and origin.how in _ELSEWHERE else "period"
    statement = standings[0].statement
    if published := _day(statement.published):
        return published, "published"
    if fetched := _day(statement.fetched):
        return fetched, "retrieved"
    return None, "none"


def _day(told: str | None) -> Interval | None:
    """A day that is told, if the books may have it."""
    return days(Period(told, told)) if told else None


def _place(transaction: Transaction) -> tuple[date, str, Span, str]:
    entry = transaction.entry
    return transaction.day, entry.article, entry.span, entry.id


def offsets(span: Span) -> str:
    """A span as text."""
    return f"{span.start}-{span.end}"
