"""The arithmetic of articles: does what they state fit together?

Each check errs on the side of silence. It says that something fails only where the words
leave no other reading; else it cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from parsers.ledger.book import Book
from parsers.ledger.findings import CHECKS, Finding
from parsers.ledger.growth import changes
from parsers.ledger.parts import parts
from parsers.ledger.prices import Price, priced, prices
from parsers.ledger.roles import Standing
from parsers.ledger.sums import sums

_OF_ARTICLES = (changes, sums, parts)


def arithmetic(standings: Sequence[Standing]) -> tuple[Finding, ...]:
    """All findings, by check, article and place.

    Args:
        standings: Figures with their roles, as `roles` returns them.
    """
    return in_order(findings(standings))


def findings(standings: Sequence[Standing]) -> Iterator[Finding]:
    """The findings as they are made, article by article, prices last.

    A sentence that an article prints twice is checked once.

    Args:
        standings: Figures with their roles, as `roles` returns them.
    """
    book = Book(standings)
    told: list[Price] = []
    for leaf in book.leaves():
        checks = (check(leaf, book) for check in _OF_ARTICLES)
        yield from _once(chain.from_iterable(checks))
        told += priced(leaf)
    yield from _once(prices(told))


def in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by check, article and place."""
    return tuple(sorted(found, key=_place))


def _once(found: Iterable[Finding]) -> Iterator[Finding]:
    seen: set[tuple[object, ...]] = set()
    for finding in found:
        key = finding.check, finding.statements[0].citation, finding.sum
        if key not in seen:
            seen.add(key)
            yield finding


def _place(finding: Finding) -> tuple[int, str, int, str, str]:
    first = finding.statements[0]
    start = first.measure.span.start
    check = CHECKS.index(finding.check)
    return check, first.entry.article, start, first.entry.id, finding.sum
