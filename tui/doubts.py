"""Doubts about the figures of all articles: which contradict others or do not add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.model import Entry, Measure
from tui.page import Page
from tui.wording import Field, measure

if TYPE_CHECKING:
    from parsers.ledger.audit import Doubt
    from parsers.ledger.statements import Statement
    from parsers.store import Verdicts


class Doubts:
    """All doubts, found by the entry that they are about."""

    def __init__(self, doubts: Iterable[Doubt] = ()) -> None:
        self._by_entry: defaultdict[str, list[Doubt]] = defaultdict(list)
        for doubt in doubts:
            self._by_entry[doubt.figure.entry.id].append(doubt)

    def concern(self, entry: Entry) -> bool:
        """Whether a figure of an entry is in doubt."""
        return entry.id in self._by_entry

    def about(self, entries: Iterable[Entry]) -> tuple[Doubt, ...]:
        """The doubts about the figures of some entries, in their order."""
        return tuple(d for e in entries for d in self._by_entry.get(e.id, ()))


def doubts_about(
    figures: Iterable[Statement], verdicts: Verdicts | None = None
) -> Doubts:
    """What is in doubt when all is compared, as `newsledger check` compares it.

    Args:
        figures: The figures of all articles.
        verdicts: What people decided: what they rejected is left out, what they edited
            is compared as they left it.
    """
    from parsers.ledger.audit import audit

    left = figures if verdicts is None else _as_left(figures, verdicts)
    return Doubts(audit(left).doubts)


def _as_left(figures: Iterable[Statement], verdicts: Verdicts) -> Iterator[Statement]:
    """The figures as people left them."""
    from parsers.store import EditError
    from parsers.store.settled import CERTAIN, settled

    for figure in figures:
        if not verdicts.concerns(figure.entry):
            yield figure
            continue
        try:
            entry, word = settled(figure.entry, verdicts)
        except EditError:
            yield figure
            continue
        told = _same_kind(figure.measure, entry)
        if word != "rejected" and told is not None:
            accepted = word in CERTAIN
            yield replace(figure, entry=entry, measure=told, accepted=accepted)


def _same_kind(figure: Measure, entry: Entry) -> Measure | None:
    """The measure of an entry that is of the same kind as another one, if it has one."""
    same = (one for one in entry.measures if type(one) is type(figure))
    return next(same, None)


# --- in words ----------------------------------------------------------------------------


def doubt_counts(doubts: Iterable[Doubt]) -> tuple[int, int]:
    """How many figures others contradict, and how many do not add up."""
    places: dict[bool, set[object]] = {True: set(), False: set()}
    for doubt in doubts:
        places[doubt.failure is None].add(doubt.place)
    return len(places[True]), len(places[False])


def doubts_in_words(page: Page) -> str:
    """Why the selected figure is in doubt, in short: `conflict: $722 million (a.txt:1)`."""
    first, *others = map(_in_short, page.here) if page.here else ("",)
    return f"{first}  +{len(others)}" if others else first


def _in_short(doubt: Doubt) -> str:
    if doubt.failure is not None:
        return f"{doubt.failure.check}: {doubt.failure.sum}"
    other = doubt.others[0]
    is_here = other.entry.article == doubt.figure.entry.article
    return f"conflict: {f'{other.measure.text} (line {other.line})' if is_here else other.words}"


def doubt_fields(page: Page) -> Iterator[Field]:
    """Why the selected figure is in doubt."""
    for doubt in page.here:
        if doubt.failure is not None:
            yield Field("sum fails", doubt.failure.sum, doubt.failure.why)
            continue
        for other in doubt.others:
            yield Field("conflict", measure(other.measure), other.words)
