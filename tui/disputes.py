"""Disputes: figures that contradict others, and sums that fail, by the entries of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import blake2b

from parsers.ledger.arithmetic import arithmetic
from parsers.ledger.roles import roles
from parsers.ledger.statements import Statement, statements
from parsers.model import Entry, Measure, Reading
from tui.page import Dispute
from tui.wording import measure

MOST = 100_000
"""Figures that are compared while somebody browses; `newsledger check` takes any number."""


def figures_of(reading: Reading) -> tuple[Statement, ...]:
    """The figures of an article, as small as they can be and still be compared."""
    entries = tuple(map(_small, reading.entries))
    return tuple(statements(replace(reading, entries=entries)))


def _small(entry: Entry) -> Entry:
    """An entry without origins; a hash stands for its quotation, which is compared."""
    quote = entry.quote.encode("utf-8", "surrogatepass")
    return replace(entry, origins=(), quote=blake2b(quote, digest_size=8).hexdigest())


def disputes(figures: Iterable[Statement]) -> Mapping[str, tuple[Dispute, ...]]:
    """What is in dispute, by the ids of entries.

    Args:
        figures: Of all articles; of two with one id the first is compared.
    """
    once: dict[tuple[str, type[Measure]], Statement] = {}
    for figure in figures:
        once.setdefault((figure.entry.id, type(figure.measure)), figure)
    standings = roles(once.values())
    found: defaultdict[str, dict[Dispute, None]] = defaultdict(dict)
    for standing in standings:
        one, other = standing.statement, standing.other
        if standing.relation == "Conflict" and other is not None:
            found[one.entry.id][_against(other)] = None
            found[other.entry.id][_against(one)] = None
    for finding in arithmetic(standings):
        if finding.outcome == "fails":
            dispute = Dispute(finding.check, finding.sum, finding.why)
            for figure in finding.statements:
                found[figure.entry.id][dispute] = None
    return {entry: tuple(told) for entry, told in found.items()}


def _against(figure: Statement) -> Dispute:
    """What a figure is to the one that it contradicts."""
    return Dispute("conflict", measure(figure.measure), figure.words)
