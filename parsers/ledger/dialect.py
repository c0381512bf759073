"""Dialects of plain-text accounting: how the same books are written for other tools."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from parsers.ledger.transactions import Transaction


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the parts of the books are written."""

    suffix: str
    """What the names of its files end with."""
    comment: str
    """What begins a comment."""
    preamble: Callable[[Sequence[Transaction]], str]
    """Header and declarations."""
    volume: str
    """The first lines of a file that another one includes; `{part}` is what it holds."""
    include: str
    """The line that includes a file; `{name}` is its name."""
    block: Callable[[Transaction], str]
    """A transaction, with an empty line before it."""
