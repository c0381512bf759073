"""Plain-text accounting: one journal that hledger and ledger both accept as strict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from parsers.ledger.accounts import (
    Posting,
    bounds,
    is_movement,
    parties,
    postings,
    unit_of,
)
from parsers.ledger.escaping import description, tag_value
from parsers.ledger.intervals import days
from parsers.ledger.rivals import Relation
from parsers.ledger.roles import Standing, roles
from parsers.ledger.statements import statements
from parsers.model import Entry, Reading, Span
from parsers.numbers import plain

NO_DATE = date(1970, 1, 1)
NOBODY = "unattributed"

# ledger 3.3 reads some words of a comment as metadata: no brackets, no `word:` here.
HEADER = """\
; -*- ledger -*-
; Trade claims made by news articles. Written by newsledger; do not edit, the next
; export overwrites it. To use it from a journal of yours, include it; hledger import
; would skip every claim that is older than one it has seen.
;
; Only ^Exports, ^Imports and ^Turnover hold figures that may be added. A figure that is
; told twice counts once, and of a year and its first quarter the year counts. Under Memo
; lies what must not be added, by the reason why, each in its own account.
; Exports is negative. Query ^Exports:All, never a bare root, which adds parts to totals.
;
; The mark ! means that no person has accepted the claim yet, * that one has.
; The date is the end of the claim's period, the second date its start.
; {undated} with the tag date-basis none stands for a period that the article leaves
; open; give yearly reports a begin date, such as -b 2015, to start them after it.
;
; hledger -f FILE check --strict ordereddates payees     in a UTF-8 locale
; ledger -f FILE --strict --pedantic bal
"""
ROOTS = (
    ("Exports", "R"),
    ("Imports", "X"),
    ("Turnover", "A"),
    ("Memo", "L"),
    ("Contra", "E"),
)
TAGS = (
    *("UUID", "article", "digest", "title", "span", "rule", "flow", "status"),
    *("reporter", "partner", "exporter", "importer", "commodity"),
    *("period", "period-start", "period-end", "date-basis"),
    *("qualifier", "attribution", "quote", "at", "high"),
    *("repeat-of", "conflict-with", "part-of", "overlaps"),
)
RELATIONS: Mapping[Relation, str] = {
    "Repeat": "repeat-of",
    "Conflict": "conflict-with",
    "Subperiod": "part-of",
    "Overlap": "overlaps",
}
"""The tag that names the entry which goes before the figure."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """An entry with its place in the journal."""

    entry: Entry
    day: date
    """The last day of its period, or the day that stands for none."""
    since: date | None
    """The first day of its period; None if the article leaves the period open."""
    standings: tuple[Standing, ...]
    """One for each of its figures."""

    @property
    def postings(self) -> tuple[tuple[Posting, Standing], ...]:
        """Two for each figure, with what it is."""
        return tuple(
            (posting, standing)
            for standing in self.standings
            for posting in postings(
                self.entry, standing.statement.measure, standing.role
            )
        )

    @property
    def payee(self) -> str:
        """Who makes the claim, as payee."""
        return description(self.entry.attribution or "") or NOBODY


def journal(
    readings: Iterable[Reading],
    *,
    accepted: Container[str] = (),
    undated: date = NO_DATE,
) -> Iterator[str]:
    """The journal in blocks of whole lines: header, declarations, transactions.

    The same readings give the same text, whatever their order.

    Args:
        readings: Articles and their claims; one that comes twice is booked once.
        accepted: Ids of the entries that a person has accepted.
        undated: The day of claims whose period is not known.

    Raises:
        ValueError: If two different entries share an id.
    """
    figures = (
        statement for reading in readings for statement in statements(reading, accepted)
    )
    standings: defaultdict[Entry, list[Standing]] = defaultdict(list)
    for standing in roles(figures):
        standings[standing.statement.entry].append(standing)
    booked = [_transaction(entry, own, undated) for entry, own in standings.items()]
    booked.sort(key=_place)
    yield HEADER.format(undated=undated.isoformat())
    yield from _declarations(booked)
    for transaction in booked:
        mark = "*" if transaction.entry.id in accepted else "!"
        yield "\n" + "".join(f"{line}\n" for line in _lines(transaction, mark))


def _transaction(
    entry: Entry, standings: Iterable[Standing], undated: date
) -> Transaction:
    span = days(entry.period)
    in_order = {standing.statement.measure: standing for standing in standings}
    return Transaction(
        entry=entry,
        day=span[1] if span else undated,
        since=span[0] if span else None,
        standings=tuple(in_order[measure] for measure in entry.measures),
    )


def _place(transaction: Transaction) -> tuple[date, str, Span, str]:
    entry = transaction.entry
    return transaction.day, entry.article, entry.span, entry.id


def _declarations(booked: Iterable[Transaction]) -> Iterator[str]:
    """All that strict checking wants declared, one block for each kind."""
    lines = [posting for transaction in booked for posting, _ in transaction.postings]
    yield "\n" + "".join(_commodities(lines))
    yield "\n" + "".join(f"account {root}\n  ; type: {kind}\n" for root, kind in ROOTS)
    yield "".join(f"account {name}\n" for name in sorted({p.account for p in lines}))
    yield "\n" + "".join(f"tag {tag}\n" for tag in TAGS)
    payees = sorted({transaction.payee for transaction in booked})
    yield "\n" + "".join(f"payee {payee}\n" for payee in payees)


def _commodities(lines: Iterable[Posting]) -> Iterator[str]:
    """A format for each unit, with all the decimals in use: with fewer, 0.5 shows as 0."""
    places: dict[str, int] = {}
    for posting in lines:
        decimals = len(plain(posting.amount).partition(".")[2])
        places[posting.unit] = max(places.get(posting.unit, 0), decimals)
    for unit, decimals in sorted(places.items()):
        yield f"commodity {unit}\n  format {unit} 1,000.{'0' * decimals}\n"


def _lines(transaction: Transaction, mark: str) -> Iterator[str]:
    entry, since = transaction.entry, transaction.since
    second = f"={since}" if since and since != transaction.day else ""
    head = f"{transaction.day}{second} {mark} ({entry.id})"
    yield f"{head} {transaction.payee} | {description(_summary(entry))}"
    for key, text in _tags(transaction):
        value = tag_value(text or "")
        if value:
            yield f"    ; {key}: {value}"
    lines = transaction.postings
    accounts = max(len(posting.account) for posting, _ in lines)
    amounts = max(len(plain(posting.amount)) for posting, _ in lines)
    for posting, standing in lines:
        amount = f"{plain(posting.amount):>{amounts}} {posting.unit}"
        cited = "" if posting.balances else "".join(_citation(standing))
        yield f"    {posting.account:<{accounts}}  {amount}{cited}"


def _summary(entry: Entry) -> str:
    """The claim in a line, its figures in the words of the article."""
    one, two = parties(entry)
    arrow = "->" if is_movement(entry) else "<->"
    what = entry.commodity or "All"
    figures = " and ".join(measure.text for measure in entry.measures)
    return f"{one or 'XXX'} {arrow} {two or 'XXX'} {what}: {figures}"


def _tags(transaction: Transaction) -> Iterator[tuple[str, str | None]]:
    entry, since = transaction.entry, transaction.since
    yield "UUID", entry.id
    yield "article", entry.article
    yield "digest", entry.digest
    yield "title", entry.title
    yield "span", _offsets(entry.span)
    yield "rule", entry.rule
    yield "flow", entry.flow
    yield "status", entry.status
    yield "reporter", entry.reporter
    yield "partner", entry.partner
    if is_movement(entry):
        yield "exporter", parties(entry)[0]
        yield "importer", parties(entry)[1]
    yield "commodity", entry.commodity
    yield "period", entry.period.edtf if entry.period else None
    if since:
        yield "period-start", since.isoformat()
        yield "period-end", transaction.day.isoformat()
    yield "date-basis", "period" if since else "none"
    yield "qualifier", entry.qualifier
    yield "attribution", entry.attribution
    yield "quote", entry.quote


def _citation(standing: Standing) -> Iterator[str]:
    """Where the article states a figure, its upper end, and what goes before it."""
    measure = standing.statement.measure
    yield f"  ; at: {_offsets(measure.span)}"
    _, high = bounds(measure)
    if high is not None:
        yield f"\n      ; high: {plain(high)} {unit_of(measure)}"
    if standing.relation and standing.other:
        entry = standing.other.entry
        yield f"\n      ; {RELATIONS[standing.relation]}: {entry.id}"


def _offsets(span: Span) -> str:
    return f"{span.start}-{span.end}"
