"""Exports and imports against what an article makes of them: their sum, their balance.

A trade or a balance is checked against the exports and imports of its article that have
its parties, goods and time. It fails only if they are told together, with no other
figures for them, and none of them fits into another sum: then a period was misread.
What its article does not tell is looked up in others; that can bear it out, and no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple, TypeAlias

from parsers.ledger.book import Book, Leaf
from parsers.ledger.findings import Check, Finding, Outcome, shown
from parsers.ledger.lines import CLOSE, Line, nearest, spread
from parsers.ledger.rounding import Band, ends
from parsers.numbers import grouped

_Flow: TypeAlias = tuple[str, str | None, str | None, str]
"""Kind of flow, both parties, unit."""


class Sum(NamedTuple):
    """A trade or a balance, with exports and imports that it may be made of."""

    whole: Line
    exports: Line
    imports: Line

    @property
    def fits(self) -> bool:
        """Whether they add up, as far as they are rounded."""
        exports, imports, whole = self.exports.band, self.imports.band, self.whole.band
        if self.whole.cell.flow == "trade":
            return exports.plus(imports).meets(whole)
        # Papers tell a deficit with its sign and without.
        balance = exports.minus(imports)
        return balance.meets(whole) or balance.meets(Band(-whole.high, -whole.low))

    @property
    def is_of_one_time(self) -> bool:
        """Whether all three tell of the same goods and period."""
        return len({(line.cell.good, line.period) for line in self}) == 1

    @property
    def is_possible(self) -> bool:
        """Whether no part is greater than the whole that it is a part of."""
        whole = self.whole
        parts = (self.exports, self.imports)
        sums = whole.cell.flow == "trade"
        return not sums or all(part.band.low <= whole.band.high for part in parts)

    @property
    def has_balance_for_part(self) -> bool:
        """Whether it adds up if one part is what the other exceeds the missing one by."""
        parts = self.exports.band, self.imports.band
        return any(
            total.meets(self.whole.band)
            for part, other in (parts, parts[::-1])
            for total in (other.plus(other).minus(part), other.plus(other).plus(part))
        )


def sums(leaf: Leaf, book: Book) -> Iterator[Finding]:
    """One finding for each trade and each balance that an article tells."""
    article = _Article(leaf.amounts)
    for whole in leaf.amounts:
        if whole.cell.flow != "movement":
            yield _finding(whole, article, book)


class _Article:
    """The amounts of one article, by their flow."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._flows: defaultdict[_Flow, list[Line]] = defaultdict(list)
        for line in lines:
            cell = line.cell
            self._flows[cell.flow, cell.one, cell.two, cell.unit].append(line)

    def sums(self, whole: Line) -> Iterator[Sum]:
        """The whole with exports and imports of its parties, whatever their time."""
        one, two = whole.statement.entry.reporter, whole.statement.entry.partner
        exports = self._flows["movement", one, two, whole.cell.unit]
        imports = self._flows["movement", two, one, whole.cell.unit]
        parts = product(nearest(whole, exports), nearest(whole, imports))
        return (Sum(whole, out, back) for out, back in parts)

    def wholes(self, whole: Line) -> Iterator[Line]:
        """Trade and balances of the parties of a whole, itself among them."""
        one, two = whole.cell.one, whole.cell.two
        for flow in ("trade", "balance"):
            for a, b in ((one, two), (two, one)):
                yield from nearest(whole, self._flows[flow, a, b, whole.cell.unit])


def _finding(whole: Line, article: _Article, book: Book) -> Finding:
    candidates = [total for total in article.sums(whole) if total.is_of_one_time]
    candidates.sort(key=lambda total: (not total.fits, spread(total)))
    if not candidates:
        return _by_others(whole, book)
    first = candidates[0]
    if first.fits:
        return _told(first, "holds", "exports and imports add up to it")
    doubt = _unclear(first, book) or _misread(first, article, book)
    if doubt:
        return _told(first, "cannot tell", doubt)
    return _told(first, "fails", "exports and imports do not add up to it")


def _by_others(whole: Line, book: Book) -> Finding:
    """The finding by exports and imports of which other articles tell at least one."""
    candidates = list(_with_others(whole, book))
    if not candidates:
        why = "its exports or its imports are not told"
        return Finding(_check(whole), "cannot tell", "", why, (whole.statement,))
    for total in candidates:
        if total.fits:
            return _told(total, "holds", "what other articles tell adds up to it")
    why = "what other articles tell may be another statistic"
    return _told(candidates[0], "cannot tell", why)


def _with_others(whole: Line, book: Book) -> Iterator[Sum]:
    one, two = whole.statement.entry.reporter, whole.statement.entry.partner
    good = whole.cell.good
    exports = book.at_its_time(whole, ("movement", one, two, good))
    imports = book.at_its_time(whole, ("movement", two, one, good))
    for out, back in product(exports, imports):
        if out.cell.unit == back.cell.unit == whole.cell.unit:
            yield Sum(whole, out, back)


def _unclear(total: Sum, book: Book) -> str | None:
    """Why the figures may not belong to one another."""
    if total.whole.when is None:
        return "its year is not told"
    if spread(total) > CLOSE:
        return "the amounts are not told together"
    if any(_borrows_period(part, total.whole) for part in total):
        return "the period of an amount is that of an earlier sentence"
    if any(map(book.is_disputed_in_article, total)):
        return "several amounts can be meant"
    return None


def _misread(total: Sum, article: _Article, book: Book) -> str | None:
    """What hints at a figure that the rules took for what it is not."""
    if not total.is_possible:
        return "a part is greater than the whole"
    if total.has_balance_for_part:
        return "it fits if one of the amounts is the balance"
    if any(map(book.is_told_for_another_time, total)):
        return "the article tells one of the amounts for another time too"
    wholes = article.wholes(total.whole)
    fitting = (other for whole in wholes for other in article.sums(whole) if other.fits)
    if any(not set(map(id, total)).isdisjoint(map(id, other)) for other in fitting):
        return "one of the amounts fits into another sum"
    return None


def _borrows_period(part: Line, whole: Line) -> bool:
    """Whether a part in another sentence than the whole tells no period of its own."""
    origins = dict(part.statement.entry.origins)
    told = "period" in origins and origins["period"].how in ("slot", "pattern")
    return part.sentence != whole.sentence and not told


def _told(total: Sum, outcome: Outcome, why: str) -> Finding:
    """A finding with its sum."""
    is_trade = total.whole.cell.flow == "trade"
    whole, exports, imports = (line.statement for line in total)
    sign = "+" if is_trade else "-"
    out, back = ends(exports.measure)[0], ends(imports.measure)[0]
    made = grouped(out + back if is_trade else out - back)
    text = (
        f"{shown(exports)} {sign} {shown(imports)} = {made} {total.whole.cell.unit}, "
        f"stated {shown(whole)}"
    )
    figures = (whole, exports, imports)
    return Finding(_check(total.whole), outcome, text, why, figures)


def _check(whole: Line) -> Check:
    return "trade" if whole.cell.flow == "trade" else "balance"
