"""Dialects of plain-text accounting: how the same books are written for other tools."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from parsers.ledger.bookkeeping import USUAL, Bookkeeping
from parsers.ledger.transactions import Transaction, Words, transactions
from parsers.model import Reading


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the parts of the books are written."""

    suffix: str
    """What the names of its files end with."""
    comment: str
    """What begins a comment."""
    preamble: Callable[[Sequence[Transaction], Bookkeeping], str]
    """Header and declarations."""
    volume: str
    """The first lines of a file that another one includes; `{part}` is what it holds."""
    include: str
    """The line that includes a file; `{name}` is its name."""
    block: Callable[[Transaction], str]
    """A transaction, with an empty line before it."""

    def written(
        self,
        readings: Iterable[Reading],
        *,
        verdicts: Words | None = None,
        keeping: Bookkeeping = USUAL,
    ) -> Iterator[str]:
        """The books in blocks of whole lines: header, declarations, transactions.

        The same readings give the same text, whatever their order.

        Args:
            readings: Articles and their claims; one that comes twice is booked once.
            verdicts: What people decided, by the ids of entries; None if nobody was
                asked.
            keeping: How the books are kept.

        Raises:
            ValueError: If two different entries share an id.
        """
        booked = transactions(readings, verdicts=verdicts, keeping=keeping)
        yield self.preamble(booked, keeping)
        yield from map(self.block, booked)


def counting(keeping: Bookkeeping) -> str:
    """What counts, as the headers of books tell it, in one line."""
    if keeping.conflicts == "hold":
        return (
            "Of figures that contradict each other none counts before one is accepted."
        )
    return "Of figures that contradict each other the latest counts."


def asking(keeping: Bookkeeping) -> str:
    """What to ask the books for, as their headers tell it, in one line."""
    if keeping.is_by_goods:
        return (
            f"Query {keeping.example}, never a bare root, which adds parts to totals."
        )
    return f"Query {keeping.example}; a line above that adds parts to totals."
