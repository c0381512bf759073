"""Why a figure is what it is, reason by reason, and how a pane lays reasons out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parsers.model import Span
from tui.display import one_line
from tui.layout import wrap
from tui.lines import Run

_LABEL = 12
_MARGIN = 1
_AROUND = 50
"""Characters before and behind what matched that are enough to know the place."""

Rows = Iterator[tuple[Run, ...]]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that led to the state of a figure."""

    label: str
    """What sort of thing; empty if it goes on with the one before."""
    words: str
    matched: Span | None = None
    """Which of the words a pattern matched, where they show how far it came."""
    note: str = ""
    """What is told below them."""


@dataclass(frozen=True, slots=True)
class Account:
    """All reasons of one figure."""

    figure: str
    """The figure and its kind."""
    state: str
    """What became of it."""
    reasons: tuple[Reason, ...] = ()


def rows(account: Account, width: int) -> Rows:
    """An account in rows of at most `width` cells, all of it harmless."""
    yield from _labelled("figure", account.figure, width, "reason--head")
    yield from _labelled("", account.state, width, "reason--head")
    for reason in account.reasons:
        if reason.matched is None:
            yield from _labelled(reason.label, reason.words, width, "reason--words")
            continue
        yield from _marked(reason, reason.matched, width)
        yield from _labelled("", reason.note, width, "reason--words")


def _labelled(label: str, words: str, width: int, role: str) -> Rows:
    """A label, and words beside it that keep their margin."""
    text = one_line(words)
    for number, (start, end) in enumerate(_bounds(text, width)):
        yield _label("" if number else label), (text[start:end].rstrip(), (role,))


def _marked(reason: Reason, matched: Span, width: int) -> Rows:
    """Words of which some matched: those are marked, of the others there may be less."""
    text = one_line(reason.words)
    first = max(0, matched.start - _AROUND)
    last = min(len(text), matched.end + _AROUND)
    before, behind = "…" * (first > 0), "…" * (last < len(text))
    start = len(before) + matched.start - first
    end = len(before) + matched.end - first
    text = before + text[first:last] + behind
    for number, (left, right) in enumerate(_bounds(text, width)):
        cuts = (left, *(min(max(cut, left), right) for cut in (start, end)), right)
        roles = ("reason--words", "reason--matched", "reason--words")
        runs = zip(cuts, cuts[1:], roles, strict=False)
        label = _label("" if number else reason.label)
        yield label, *((text[a:b], (role,)) for a, b, role in runs if a < b)


def _label(label: str) -> Run:
    return f"{' ' * _MARGIN}{one_line(label):<{_LABEL}}", ("reason--label",)


def _bounds(text: str, width: int) -> Iterable[tuple[int, int]]:
    """Where the rows of a text begin and end in what the labels leave of the width."""
    layout = wrap(text, max(1, width - _LABEL - _MARGIN))
    return (layout.bounds(row) for row in range(len(layout)))
