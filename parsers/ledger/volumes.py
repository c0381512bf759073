"""The books in volumes: a file for each year, and one that declares and includes all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from parsers.ledger.beancount import BEANCOUNT
from parsers.ledger.bookkeeping import USUAL, Bookkeeping
from parsers.ledger.dialect import Dialect
from parsers.ledger.journal import JOURNAL
from parsers.ledger.transactions import Transaction, Words, transactions
from parsers.model import Reading

MAIN = "main"
"""What the file is called that includes the others."""
VOLUME = "claims-"
"""What the names of the others begin with."""
UNDATED = "undated"
"""The volume of the claims whose period is not known."""


class Volume(NamedTuple):
    """A file of the books."""

    name: str
    text: str


DIALECTS: Mapping[str, Dialect] = {"journal": JOURNAL, "beancount": BEANCOUNT}
"""By the name of the format."""


def volumes(
    readings: Iterable[Reading],
    dialect: Dialect,
    verdicts: Words | None = None,
    keeping: Bookkeeping = USUAL,
) -> tuple[Volume, ...]:
    """The files of the books, the one first that includes the others.

    Args:
        readings: Articles and their claims.
        dialect: How they are written.
        verdicts: What people decided, by the ids of entries; None if nobody was asked.
        keeping: How they are kept.
    """
    booked = transactions(readings, verdicts=verdicts, keeping=keeping)
    years: dict[str, list[Transaction]] = {}
    for transaction in booked:
        years.setdefault(_volume(transaction), []).append(transaction)
    parts = [_part(year, each, dialect) for year, each in years.items()]
    included = "".join(dialect.include.format(name=part.name) for part in parts)
    main = f"{dialect.preamble(booked, keeping)}\n{included}"
    return (Volume(f"{MAIN}{dialect.suffix}", main), *parts)


def _part(year: str, booked: Iterable[Transaction], dialect: Dialect) -> Volume:
    text = dialect.volume.format(part=year) + "".join(map(dialect.block, booked))
    return Volume(f"{VOLUME}{year}{dialect.suffix}", text)


def _volume(transaction: Transaction) -> str:
    return UNDATED if transaction.when is None else f"{transaction.day:%Y}"


def included(text: str) -> tuple[str, ...]:
    """The names of the volumes that a main file of the books includes, each once."""
    lines = [line.strip() for line in text.splitlines()]
    names = (_included(line, each) for line in lines for each in DIALECTS.values())
    return tuple(dict.fromkeys(filter(None, names)))


def _included(line: str, dialect: Dialect) -> str:
    """The name of the volume that a line includes; empty if it includes none."""
    before, after = dialect.include.strip().split("{name}")
    name = line.removeprefix(before).removesuffix(after)
    return name if is_volume(name, dialect) and name != line else ""


def is_volume(name: str, dialect: Dialect) -> bool:
    """Whether a file of that name is one that an export makes beside the main one."""
    year = name.removeprefix(VOLUME).removesuffix(dialect.suffix)
    known = year == UNDATED or (len(year) == 4 and year.isascii() and year.isdigit())
    return known and name == f"{VOLUME}{year}{dialect.suffix}"
