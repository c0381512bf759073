"""Stated changes against stated amounts: is 390 to 800 a rise of 105 percent?

A change is checked against the amount of its time and that of a year before. It holds if
any such pair bears it out. It fails only if nothing else can be meant: one amount stands
beside it, one of the year before is close by, and nothing hints at a period misread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product, starmap
from typing import NamedTuple

from parsers.ledger.accounts import is_country
from parsers.ledger.book import Book, Leaf
from parsers.ledger.findings import Finding, Outcome, decimals_of, percent, shown
from parsers.ledger.lines import CLOSE, Line, around, spread
from parsers.ledger.rounding import Band, ends

A_MONTH = 31
"""Days. What happens in a month may be compared with the month before."""
REVISED = Decimal("0.02")
"""By how much of an amount a statistic is often revised after a paper has told it."""
MOST_TOGETHER = 2
"""Amounts of one flow beside a change; among more, it may mean any two."""


class Pair(NamedTuple):
    """An amount, and that of the same time a year before; both are positive."""

    now: Line
    before: Line

    @property
    def rise(self) -> Band:
        """The change from one to the other, in percent."""
        now, before = self.now.band, self.before.band
        return Band(_rise(now.low, before.high), _rise(now.high, before.low))

    def bears_out(self, change: Line) -> bool:
        """Whether it rises by as much as the change says."""
        return self.rise.meets(change.band)

    def would_if_revised(self, change: Line) -> bool:
        """Whether it would if an amount of another article was revised since."""
        before = self.before.band
        wide = Band(before.low * (1 - REVISED), before.high * (1 + REVISED))
        revised = self._replace(before=replace(self.before, band=wide))
        elsewhere = any(line.article != change.article for line in self)
        return elsewhere and revised.bears_out(change)


def changes(leaf: Leaf, book: Book) -> Iterator[Finding]:
    """One finding for each change that an article tells."""
    return (_finding(change, book) for change in leaf.changes)


def _finding(change: Line, book: Book) -> Finding:
    if change.when is None:
        why = "its year is not told"
        return Finding("change", "cannot tell", "", why, (change.statement,))
    pairs = sorted(_pairs(change, book), key=lambda pair: _distance(change, pair))
    if not pairs:
        why = "its time and the year before have no amounts"
        return Finding("change", "cannot tell", "", why, (change.statement,))
    pair = next((pair for pair in pairs if pair.bears_out(change)), None)
    if pair:
        return _told("holds", change, pair, "the amounts bear it out")
    doubt = _doubt(change, pairs, book)
    if doubt:
        return _told("cannot tell", change, pairs[0], doubt)
    return _told("fails", change, pairs[0], "the amounts do not bear it out")


def _pairs(change: Line, book: Book) -> Iterator[Pair]:
    """Pairs that the change may be about, of its article or beyond dispute."""
    then = book.at_its_time(change, change.cell.of_any_unit)
    for pair in starmap(Pair, product(then, book.a_year_before(change))):
        alike = pair.now.cell == pair.before.cell
        if alike and pair.now.band.low > 0 and pair.before.band.low > 0:
            yield pair


def _distance(change: Line, pair: Pair) -> tuple[int, int]:
    """How far a pair is from the change: lines elsewhere, then sentences."""
    here = [line for line in pair if line.article == change.article]
    return len(pair) - len(here), spread((change, *here))


def _doubt(change: Line, pairs: Sequence[Pair], book: Book) -> str | None:
    """Why a change that no pair bears out may be right all the same."""
    return _unclear(change, pairs, book) or _misread(change, pairs[0], book)


def _unclear(change: Line, pairs: Sequence[Pair], book: Book) -> str | None:
    """Why the change may be about other amounts than those of the first pair."""
    now, before = pairs[0]
    entry = change.statement.entry
    beside = _beside(change, book)
    if change.when and change.when.length <= A_MONTH:
        return "a month may be compared with the month before"
    if now not in beside or not _together(change, pairs[0]):
        return "the amounts are not told together"
    if len(beside) > MOST_TOGETHER:
        return "more than two amounts are told beside it"
    if book.is_disputed_in_article(now):
        return "it may be the change of another amount"
    if book.is_disputed_in_article(before):
        return "it may be a change from another amount"
    if entry.value and entry.quantity and len({pair.now.cell for pair in pairs}) == 1:
        return "it may be the change of the other measure"
    return None


def _beside(change: Line, book: Book) -> list[Line]:
    """Amounts of the flow in the sentence of the change.

    Those of the sentences around it, if it has no amount of any flow.
    """
    lines = book.leaf(change.article).amounts
    near = around(change, lines, 0) or around(change, lines, 1)
    return [line for line in near if line.cell.of_any_unit == change.cell.of_any_unit]


def _together(change: Line, pair: Pair) -> bool:
    """Whether a pair belongs to a change: by place, or as all that is known.

    Of two countries all papers tell the same, of one country and the world they tell
    of provinces and branches too.
    """
    if pair.before.article == change.article:
        return spread((change, *pair)) <= CLOSE
    entry = change.statement.entry
    return is_country(entry.reporter) and is_country(entry.partner)


def _misread(change: Line, pair: Pair, book: Book) -> str | None:
    """What hints at a period, or a pair, that the rules misread, or at other statistics."""
    if pair.would_if_revised(change):
        return "the amount of another article may have been revised since"
    turned = Pair(pair.before, pair.now)
    if turned.bears_out(change):
        return "it fits with the two periods the other way round"
    if any(map(book.is_told_for_another_time, pair)):
        return "an article tells one of the amounts for another time too"
    told = book.leaf(change.article).changes
    others = [each for each in told if each.cell == change.cell]
    if any(each.bears_out(other) for each in (pair, turned) for other in others):
        return "the amounts bear out another change"
    return None


def _told(outcome: Outcome, change: Line, pair: Pair, why: str) -> Finding:
    """A finding with its sum."""
    now, before = pair.now.statement, pair.before.statement
    measure = change.statement.measure
    stated, _ = ends(measure)
    told = decimals_of(stated)
    rise = percent(_rise(ends(now.measure)[0], ends(before.measure)[0]), max(told, 1))
    amounts = f"{shown(now)} against {shown(before)} {pair.now.cell.unit}"
    total = f"{amounts} = {rise}, stated {percent(stated, told)}"
    return Finding("change", outcome, total, why, (change.statement, now, before))


def _rise(now: Decimal, before: Decimal) -> Decimal:
    return (now / before - 1) * 100
