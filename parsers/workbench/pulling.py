"""Verdicts out of books that a person has edited: what their marks ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from parsers.ledger.bookkeeping import USUAL, Bookkeeping
from parsers.ledger.returned import Returned, returned
from parsers.ledger.transactions import Transaction, transactions
from parsers.ledger.volumes import DIALECTS
from parsers.model import Entry, Reading
from parsers.store import EditError, Seen, Verdicts
from parsers.store.settled import CERTAIN, Word, settled

Verb = Literal["accept", "take back", "reject"]
VERBS: tuple[Verb, ...] = ("accept", "take back", "reject")


class Book(NamedTuple):
    """A file of the books."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be done."""

    verb: Verb
    entry: Entry
    """As people left it."""
    seen: Seen
    """As it is read."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A claim of the books that is not taken from them as it stands there, and why."""

    file: str
    line: int
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All that edited books ask for."""

    deeds: tuple[Deed, ...]
    """In the order of the articles."""
    refusals: tuple[Refusal, ...]
    """In the order of the books."""
    deleted: int
    """Claims that were exported, are still read, and are not in the books any more."""


@dataclass(frozen=True, slots=True)
class _Now:
    """An entry as it is now."""

    entry: Entry
    seen: Seen
    word: Word


class Pulling:
    """Sets edited books beside the entries of articles."""

    def __init__(
        self,
        books: Sequence[Book],
        verdicts: Verdicts,
        rules: str,
        exported: Collection[str] = (),
        keeping: Bookkeeping = USUAL,
    ) -> None:
        """Read the books.

        Args:
            books: The files.
            verdicts: What people decided.
            rules: The digest of the rules that the articles are read by.
            exported: Ids of the claims that the books held when they were exported.
            keeping: How the books are kept.
        """
        self._claims = [(book.name, c) for book in books for c in returned(book.text)]
        self._marks: defaultdict[str, set[bool]] = defaultdict(set)
        for _, claim in self._claims:
            self._marks[claim.id].add(claim.marked)
        self._missing = frozenset(exported) - self._marks.keys()
        self._verdicts = verdicts
        self._rules = rules
        self._keeping = keeping
        self._now: dict[str, _Now] = {}
        self._told: dict[str, tuple[Returned, ...]] = {}
        """The claims as they would be exported now, in each dialect."""

    @property
    def is_empty(self) -> bool:
        """Whether the books hold no claim at all."""
        return not self._claims

    def add(self, reading: Reading) -> None:
        """Look at the entries of one article."""
        exported: list[Entry] = []
        for entry in reading.entries:
            if entry.id not in self._marks and entry.id not in self._missing:
                continue
            try:
                found = settled(entry, self._verdicts)
            except EditError:
                continue
            seen = Seen.of(entry, self._rules)
            self._now[entry.id] = _Now(found.entry, seen, found.word)
            exported.append(found.entry)
        if exported:
            left = replace(reading, entries=tuple(exported))
            for each in transactions([left], keeping=self._keeping):
                self._told[each.entry.id] = tuple(_as_exported(each))

    def plan(self, *, reject_deleted: bool = False) -> Plan:
        """What the books ask for.

        Args:
            reject_deleted: Whether who deletes a claim rejects it.
        """
        verbs: dict[str, Verb] = {}
        refusals: list[Refusal] = []
        for file, claim in self._claims:
            asked, reason = self._asked(claim)
            if asked and not reason:
                verbs[claim.id] = asked
            elif reason:
                refusals.append(Refusal(file, claim.line, claim.id, reason))
        deleted = [
            own
            for own in self._missing & self._told.keys()
            if self._now[own].word != "rejected"
        ]
        if reject_deleted:
            verbs.update(dict.fromkeys(deleted, "reject"))
        deeds = (
            Deed(verbs[own], now.entry, now.seen)
            for own, now in self._now.items()
            if own in verbs
        )
        return Plan(tuple(deeds), tuple(refusals), len(deleted))

    def _asked(self, claim: Returned) -> tuple[Verb | None, str]:
        """What a claim asks for, and why it is not taken as it stands, if it is not."""
        verb: Verb = "accept" if claim.marked else "take back"
        if claim.marked == claim.was_marked:
            return None, self._difference(claim)
        now = self._now.get(claim.id)
        if now is None:
            return verb, "no article tells it any more, or an edit of it can not be"
        if len(self._marks[claim.id]) > 1:
            return verb, "it stands there more than once, with different marks"
        if now.word == "rejected":
            return verb, "it was rejected since"
        if verb == "take back":
            return (verb if now.word in CERTAIN else None), ""
        if reason := self._difference(claim):
            return verb, reason
        return (None if now.word in CERTAIN else verb), ""

    def _difference(self, claim: Returned) -> str:
        """What the books tell otherwise than it would be exported now, if anything."""
        told = self._told.get(claim.id, ())
        found = [tuple(claim.differences(each)) for each in told]
        nearest = min(found, key=len, default=())
        return "; ".join(f"{what}: {here}, now {now}" for what, here, now in nearest)


def _as_exported(transaction: Transaction) -> Iterator[Returned]:
    for dialect in DIALECTS.values():
        yield from returned(dialect.block(transaction))
