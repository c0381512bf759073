"""What an index holds as a whole, and whether it is all that it should hold."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timezone


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is in an index."""

    articles: int
    entries: int
    booked: int
    masked: int
    open: int


@dataclass(frozen=True, slots=True)
class State:
    """What an index was made of, and how far."""

    made_with: str
    """Rules and program, as `making.made_with` tells them."""
    complete: bool
    """False from the moment when there was something to do until it was done."""
    at: datetime
    """When it was looked after last."""


def totals_of(connection: sqlite3.Connection) -> Totals:
    """How much an index holds."""
    row = connection.execute(
        "SELECT count(*), sum(entries), sum(booked), sum(masked), sum(open)"
        " FROM articles"
    ).fetchone()
    return Totals(*(number or 0 for number in row))


def state_of(connection: sqlite3.Connection) -> State | None:
    """What an index was made of; None before anything was."""
    row = connection.execute("SELECT made_with, complete, at FROM state").fetchone()
    if row is None:
        return None
    made_with, complete, at = row
    return State(made_with, bool(complete), datetime.fromisoformat(at))


def set_state(
    connection: sqlite3.Connection, made_with: str, *, complete: bool
) -> None:
    """Write down what an index is made of, and whether that is done."""
    at = datetime.now(timezone.utc).isoformat(timespec="seconds")
    connection.execute("DELETE FROM state")
    connection.execute("INSERT INTO state VALUES (?, ?, ?)", (made_with, complete, at))
