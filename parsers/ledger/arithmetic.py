"""The arithmetic of articles: does what they state fit together?

Each check errs on the side of silence. It says that something fails only where the words
leave no other reading; else it cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parsers.ledger.book import Book
from parsers.ledger.findings import CHECKS, Finding
from parsers.ledger.growth import changes
from parsers.ledger.parts import parts
from parsers.ledger.prices import prices
from parsers.ledger.roles import Standing
from parsers.ledger.sums import sums

_ALL = (changes, sums, parts, prices)


def arithmetic(standings: Sequence[Standing]) -> tuple[Finding, ...]:
    """All findings, by check, article and place.

    A sentence that an article prints twice is checked once.

    Args:
        standings: Figures with their roles, as `roles` returns them.
    """
    book = Book(standings)
    found = (finding for check in _ALL for finding in check(book))
    return tuple(sorted(_once(found), key=_place))


def _once(findings: Iterable[Finding]) -> Iterable[Finding]:
    seen: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        entry = finding.statements[0].entry
        text = finding.statements[0].measure.text
        key = finding.check, entry.article, entry.quote, text, finding.sum
        seen.setdefault(key, finding)
    return seen.values()


def _place(finding: Finding) -> tuple[int, str, int, str, str]:
    first = finding.statements[0]
    start = first.measure.span.start
    check = CHECKS.index(finding.check)
    return check, first.entry.article, start, first.entry.id, finding.sum
