"""What the roles and the checks of the ledger are about: a figure, and where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from parsers.articles.sentences import sentences
from parsers.ledger.equivalents import equivalents
from parsers.model import Entry, Measure, Money, Reading


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure of an entry, as its article states it."""

    entry: Entry
    measure: Measure
    published: str | None = None
    """The day of the article as `YYYY-MM-DD`, if it tells one."""
    fetched: str | None = None
    """The day on which the article was fetched as `YYYY-MM-DD`, if a log tells it."""
    accepted: bool = False
    """Whether a person has accepted the entry."""
    line: int = 1
    """The line of the article in which the figure begins, counted from 1."""
    sentence: int = 0
    """The sentence of the article in which the figure begins, counted from 0."""
    equivalent: Money | None = field(default=None, compare=False)
    """The same amount in other money, if the article tells it again in brackets. That and
    the next depend on what else is taken of the article."""
    restates: str | None = field(default=None, compare=False)
    """The id of the entry whose value it tells again, in other money."""

    quoted: int | None = None
    """What stands for the quotation of an entry that lacks it, the same for equal ones."""

    @property
    def quotation(self) -> str | int:
        """What is the same for two figures that one sentence tells, or copies of it."""
        return self.entry.quote if self.quoted is None else self.quoted

    @property
    def words(self) -> str:
        """The figure in the words of the article, and which article that is."""
        return f"{self.measure.text} ({self.entry.article}:{self.line})"

    @property
    def citation(self) -> tuple[str, str | int, str]:
        """The same for two copies of one sentence in one article."""
        return self.entry.article, self.quotation, self.measure.text


def statements(
    reading: Reading, accepted: Container[str] = (), *, numbered: bool = True
) -> Iterator[Statement]:
    """Every figure that the entries of an article book, entry by entry.

    Args:
        reading: The article and its entries.
        accepted: Ids of the entries that a person has accepted.
        numbered: Whether to tell sentences apart, which takes time; only the checks of
            the arithmetic ask for them.
    """
    if not reading.entries:
        return
    article = reading.article
    spans = sentences(article.folded) if numbered else ()
    starts = [span.start for span in spans]
    pairs = tuple(equivalents(reading, accepted))
    added = {entry.id: other.value for entry, other in reversed(pairs)}
    restated = {other.id: entry.id for entry, other in pairs}
    for entry in reading.entries:
        for measure in entry.measures:
            at, is_money = measure.span.start, isinstance(measure, Money)
            yield Statement(
                entry=entry,
                measure=measure,
                published=article.date,
                fetched=article.fetched,
                accepted=entry.id in accepted,
                line=article.text.count("\n", 0, at) + 1,
                sentence=max(bisect_right(starts, at) - 1, 0),
                equivalent=added.get(entry.id) if is_money else None,
                restates=restated.get(entry.id) if is_money else None,
            )
