"""The gist of what rules read: what is kept of it for tens of thousands of articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from parsers.model import Entry, How, Origin, Period, Reading, Span

if TYPE_CHECKING:
    from parsers.ledger.statements import Statement

_REMEMBERED = 1 << 10
"""Values that are shared by all that have them."""
_NOWHERE = Span(0, 0)

Origins = tuple[tuple[str, Origin], ...]


class Gist(NamedTuple):
    """What is kept of the entries of an article."""

    entries: tuple[Entry, ...]
    figures: tuple[Statement, ...]
    """Those of the entries, to be compared with those of other articles."""


NOTHING = Gist((), ())
"""The gist of most articles: they tell of no trade."""


def gist(reading: Reading, is_decided: Callable[[Entry], bool]) -> Gist:
    """The entries of an article, without what only its text is shown with.

    They lack headline and place. Of where their fields come from they tell only how that
    of the period did, for checks ask for it; their sentence they tell only where somebody
    has decided on it. What many have is shared.

    Args:
        reading: The article and its entries.
        is_decided: Whether anything was said of an entry.
    """
    if not reading.entries:
        return NOTHING
    from parsers.ledger.statements import statements

    kept = {entry.id: _light(entry, is_decided(entry)) for entry in reading.entries}
    figures = [
        replace(
            figure,
            entry=kept[figure.entry.id],
            quoted=hash(figure.entry.quote),
        )
        for figure in statements(reading)
    ]
    return Gist(tuple(kept.values()), tuple(figures))


def _light(entry: Entry, is_decided: bool) -> Entry:
    period = entry.period
    return replace(
        entry,
        title=None,
        period=None if period is None else _period(period.first, period.last),
        span=_NOWHERE,
        quote=entry.quote if is_decided else "",
        origins=_asked(entry.origins),
    )


def _asked(origins: Iterable[tuple[str, Origin]]) -> Origins:
    """What checks ask of where fields come from."""
    return next((_of_period(o.how) for name, o in origins if name == "period"), ())


@lru_cache(_REMEMBERED)
def _of_period(how: How) -> Origins:
    return (("period", Origin(how)),)


@lru_cache(_REMEMBERED)
def _period(first: str, last: str) -> Period:
    return Period(first, last)
