"""What is open in the browser, and where its one cursor stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from parsers.model import Entry, Figure, Reading, Skipped, Span

if TYPE_CHECKING:
    from parsers.ledger.audit import Doubt
    from parsers.store import Review

Goal = Literal["figure", "open", "undecided"]
"""What a way from figure to figure stops at: at all of them, at those that somebody has to
look at, or at those of entries of which nobody has said if they are right."""


@dataclass(frozen=True, slots=True)
class Page:
    """An article with its figures, and the figure that is selected."""

    reading: Reading
    text: str
    """The text as a screen may show it, character by character."""
    known: bool
    """Whether rules have read it; if not, it has no figures yet."""
    selected: int | None = None
    """Index of a figure."""
    rules: str = ""
    """Digest of the rules that have read it."""
    reviews: tuple[Review, ...] = ()
    """What was decided on each entry; empty as long as no verdicts are known."""
    doubts: tuple[Doubt, ...] = ()
    """What is known by now to contradict a figure of its entries, or not to add up."""
    slot: tuple[str, str] | None = None
    """The id of an entry and the name of a field that is lit, as long as it is selected."""

    @property
    def review(self) -> Review | None:
        """What was decided on the entry that books the selected figure."""
        row = self.entry_row
        return None if row is None or not self.reviews else self.reviews[row]

    @property
    def figure(self) -> Figure | None:
        """The selected figure."""
        return None if self.selected is None else self.reading.figures[self.selected]

    @property
    def entry(self) -> Entry | None:
        """The entry that books the selected figure."""
        row = self.entry_row
        return None if row is None else self.reading.entries[row]

    @property
    def entry_row(self) -> int | None:
        """Index of the entry that books the selected figure."""
        figure = self.figure
        if figure is None or figure.entry is None:
            return None
        return self.row_of(figure.entry)

    @property
    def here(self) -> tuple[Doubt, ...]:
        """The doubts about the selected figure."""
        figure = self.figure
        if figure is None:
            return ()
        places = figure.entry, figure.span
        return tuple(d for d in self.doubts if d.place == places)

    def row_of(self, entry: str) -> int | None:
        """Index of the entry of an id, if there is one."""
        ids = [one.id for one in self.reading.entries]
        return ids.index(entry) if entry in ids else None

    def at_entry(self, row: int) -> Page:
        """The same page with the first figure of an entry selected."""
        entry = self.reading.entries[row]
        for index, figure in enumerate(self.reading.figures):
            if figure.entry == entry.id:
                return replace(self, selected=index)
        return self

    def at_offset(self, offset: int) -> Page:
        """The same page with the figure at an offset selected, if there is one."""
        for index, figure in enumerate(self.reading.figures):
            if figure.span.start <= offset < figure.span.end:
                return replace(self, selected=index)
        return self


Shown = Page | Skipped | None
"""What the panes show: an article, why there is none, or nothing yet."""


@dataclass(frozen=True, slots=True)
class Walk:
    """A way from figure to figure that leads beyond an article."""

    row: int
    """The row of that article."""
    by: int
    """1 to the articles after it, -1 to those before."""
    goal: Goal
    including: bool = False
    """Whether it begins with that article itself."""
    steps: int = 1
    """How many stops it goes on."""


def beyond(page: Page, by: int) -> Iterator[Page]:
    """The page at each figure after the selected one, or before it with `by` -1.

    Where no figure is selected, that is before the first one and after the last.
    """
    count = len(page.reading.figures)
    beside = -1 if by > 0 else count
    start = beside if page.selected is None else page.selected
    for index in range(start + by, count if by > 0 else -1, by):
        yield replace(page, selected=index)


def follow(figure: Figure | None, figures: Sequence[Figure]) -> int | None:
    """Where a figure is after the rules have changed: itself, or the nearest one."""
    if not figures or figure is None:
        return None
    place = figure.span

    def distance(index: int) -> tuple[bool, bool, int]:
        other = figures[index].span
        apart = not other.overlaps(place)
        return other != place, apart, abs(other.start - place.start)

    return min(range(len(figures)), key=distance)


@dataclass(frozen=True, slots=True)
class Search:
    """A search in the article: what was asked and where it stands."""

    query: str
    hits: tuple[Span, ...] = ()
    current: int = 0

    @property
    def hit(self) -> Span | None:
        """The hit that the search stands on."""
        return self.hits[self.current] if self.hits else None

    @property
    def notice(self) -> str:
        """Where the search stands: `3/17 iraq`."""
        if not self.query:
            return ""
        if not self.hits:
            return f"no hit for {self.query}"
        return f"{self.current + 1}/{len(self.hits)} {self.query}"

    def moved(self, by: int) -> Search:
        """On to the next hit, round the end."""
        return replace(self, current=(self.current + by) % max(1, len(self.hits)))


NO_SEARCH = Search("")


def search(query: str, folded: str, start: int) -> Search:
    """All places of a text where a query stands, the current one at or after `start`.

    Small letters find capitals too, and a blank finds any run of blanks.
    """
    words = query.split()
    if not words:
        return NO_SEARCH
    flags = re.IGNORECASE if query == query.lower() else 0
    pattern = re.compile(r"\s+".join(map(re.escape, words)), flags)
    hits = tuple(Span(*match.span()) for match in pattern.finditer(folded))
    after = (i for i, hit in enumerate(hits) if hit.start >= start)
    return Search(query, hits, next(after, 0))
