"""Decisions: what one person said of one entry at one moment, and what they saw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from parsers.model import Entry, Kind, Money, Quantity, Span
from parsers.store.claims import Claim

Verb = Literal["accept", "reject", "edit", "note", "tag", "take-back", "undo", "redo"]

DECIDING: tuple[Verb, ...] = ("accept", "reject", "edit")
"""What settles whether an entry is right."""
SAYING: tuple[Verb, ...] = (*DECIDING, "note", "tag")
"""What is said of an entry, and not of other decisions."""
TAKING: tuple[Verb, ...] = ("take-back", "undo", "redo")
"""What puts other decisions out of force."""

LONGEST_QUOTE = 2_000
"""Characters of a sentence that are kept with a decision."""


def quote_of(entry: Entry) -> str:
    """The sentence of an entry, its blanks made single, cut at `LONGEST_QUOTE`."""
    return " ".join(entry.quote.split())[:LONGEST_QUOTE]


class Place(NamedTuple):
    """Where a figure stands: the same one, whatever its article is called now."""

    digest: str
    start: int
    end: int

    @classmethod
    def of(cls, entry: Entry) -> Place:
        """Where the figure stands that names an entry."""
        span = entry.measures[0].span
        return cls(entry.digest, span.start, span.end)


@dataclass(frozen=True, slots=True)
class Seen:
    """What stood before a person who decided: an entry, and what it was read from."""

    entry: str
    """Id of the entry."""
    article: str
    digest: str
    rules: str
    """Digest of the rule pack that read it; empty when not known."""
    rule: str
    """Id of the rule that booked it; empty when not known."""
    kind: Kind
    """Of the figure that names the entry."""
    span: Span
    text: str
    quote: str
    """The sentence, its blanks made single, cut at `LONGEST_QUOTE`."""
    claim: Claim

    @classmethod
    def of(cls, entry: Entry, rules: str = "") -> Seen:
        """What an entry shows.

        Args:
            entry: The entry that a person looks at.
            rules: The digest of the rule pack in force.
        """
        figure = entry.measures[0]
        kind: Kind = "change"
        if isinstance(figure, (Money, Quantity)):
            kind = "value" if isinstance(figure, Money) else "quantity"
        return cls(
            entry=entry.id,
            article=entry.article,
            digest=entry.digest,
            rules=rules,
            rule=entry.rule,
            kind=kind,
            span=figure.span,
            text=figure.text,
            quote=quote_of(entry),
            claim=Claim.of(entry),
        )

    @property
    def place(self) -> Place:
        """Where the figure stands."""
        return Place(self.digest, *self.span)


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the decisions file."""

    id: str
    """16 hex digits: a hash of all the rest."""
    at: datetime
    """UTC, and later than every decision that its author could know of."""
    by: str
    verb: Verb
    seen: Seen | None = None
    """What it is said of; None where it is about other decisions."""
    over: tuple[str, ...] = ()
    """Ids of the decisions that it replaces knowingly."""
    of: tuple[str, ...] = ()
    """Ids of the decisions that it puts out of force."""
    field: str | None = None
    """What is edited."""
    value: str | None = None
    """The right value of that field; None where the article does not tell it."""
    text: str | None = None
    """A note, or a tag."""

    @property
    def order(self) -> tuple[datetime, str]:
        """What sorts decisions: the same order wherever their lines stand."""
        return self.at, self.id
