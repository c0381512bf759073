"""From finished drafts to entries, and from figures to their states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from hashlib import blake2b
from typing import cast

from parsers.engine.drafts import Draft
from parsers.engine.scanner import RawFigure
from parsers.model import (
    Article,
    Change,
    Entry,
    Figure,
    Flow,
    Kind,
    Money,
    Period,
    Quantity,
    Span,
    State,
    Status,
)

MEASURES: dict[str, Kind] = {
    "money": "value",
    "quantity": "quantity",
    "change": "change",
}
SHARED = ("flow", "reporter", "partner", "period", "status")
HELPERS = ("trend", "sign")


def joined(drafts: Sequence[Draft], figures: Sequence[RawFigure]) -> list[Draft]:
    """Neighbours that say the same of one flow become one entry.

    "80 million tons worth $24.5 billion, a rise of 17 percent" is one claim with three
    measures. Two drafts of one sentence join when all they share is equal and neither
    has a measure of a kind that the other has.
    """
    done: list[Draft] = []
    for draft in drafts:
        last = done[-1] if done else None
        if last is not None and _same_claim(last, draft, figures):
            last.figures.extend(draft.figures)
            last.end = draft.end
            for name, filled in draft.fields.items():
                last.fields.setdefault(name, filled)
        else:
            done.append(draft)
    return done


def _same_claim(one: Draft, two: Draft, figures: Sequence[RawFigure]) -> bool:
    if one.tagged is not two.tagged or one.rule.comparison or two.rule.comparison:
        return False
    kinds = [figures[index].kind for index in (*one.figures, *two.figures)]
    if len(set(kinds)) != len(kinds) or one.value("flow") == "balance":
        return False
    goods = {one.value("commodity"), two.value("commodity")} - {None}
    return len(goods) < 2 and all(one.value(f) == two.value(f) for f in SHARED)


def entry_of(
    draft: Draft, figures: Sequence[RawFigure], article: Article, number: int
) -> Entry:
    """The entry that a finished draft makes.

    Args:
        draft: A draft with a flow.
        figures: All figures of the article.
        article: Where it was read.
        number: Which occurrence of its primary figure's text this is, from 1.
    """
    begin, end = draft.tagged.begin, draft.tagged.end
    measures = [_measure(index, draft, figures, article) for index in draft.figures]
    period = draft.value("period")
    return Entry(
        id=entry_id(article.name, primary(draft, figures).of(article.text), number),
        article=article.name,
        title=article.title,
        digest=article.digest,
        flow=cast(Flow, draft.value("flow")),
        reporter=draft.value("reporter"),
        partner=draft.value("partner"),
        commodity=draft.value("commodity"),
        period=None if period is None else Period.of(period),
        status=cast(Status, draft.value("status") or "actual"),
        qualifier=draft.value("qualifier"),
        attribution=draft.value("attribution"),
        value=next((m for m in measures if isinstance(m, Money)), None),
        quantity=next((m for m in measures if isinstance(m, Quantity)), None),
        change=next((m for m in measures if isinstance(m, Change)), None),
        rule=draft.rule.id,
        span=Span(begin, end),
        quote=article.text[begin:end],
        origins=tuple(
            (name, filled.origin)
            for name, filled in sorted(draft.fields.items())
            if name not in HELPERS
        ),
    )


def primary(draft: Draft, figures: Sequence[RawFigure]) -> Span:
    """Where the figure that names the entry stands: its value, else what comes first."""
    order = {"money": 0, "quantity": 1, "change": 2}
    first = min(draft.figures, key=lambda index: (order[figures[index].kind], index))
    return Span(figures[first].start, figures[first].end)


def entry_id(article: str, figure: str, number: int) -> str:
    """The id of an entry: article, text of its primary figure, and its occurrence.

    Neither the rule nor any offset takes part, so that a verdict outlives both.
    """
    identity = "\x1f".join((article, " ".join(figure.split()), str(number)))
    return f"nl-{blake2b(identity.encode(), digest_size=6).hexdigest()}"


def occurrences(figures: Sequence[RawFigure | Span], text: str) -> list[int]:
    """For each figure, how many with the same words stand up to it, itself counted."""
    seen: Counter[str] = Counter()
    numbers = []
    for figure in figures:
        words = " ".join(text[figure.start : figure.end].split())
        seen[words] += 1
        numbers.append(seen[words])
    return numbers


def _measure(
    index: int, draft: Draft, figures: Sequence[RawFigure], article: Article
) -> Money | Quantity | Change:
    figure = figures[index]
    span = Span(figure.start, figure.end)
    text, amount = span.of(article.text), figure.amount
    if figure.kind == "change":
        sign = 1 if amount.signed or draft.value("trend") != "-" else -1
        return Change(
            sign * amount.low,
            span,
            text,
            None if amount.high is None else sign * amount.high,
        )
    deficit = draft.value("flow") == "balance" and draft.value("sign") == "-"
    sign = -1 if deficit else 1
    low: Decimal = sign * amount.low
    high = None if amount.high is None else sign * amount.high
    if figure.kind == "money":
        return Money(low, amount.unit or "XXX", span, text, high)
    return Quantity(low, amount.unit or "unit", span, text, high)


def figure_of(
    raw: RawFigure, text: str, reason: str | None, entry: str | None
) -> Figure:
    """A figure with what became of it."""
    span = Span(raw.start, raw.end)
    state: State = "booked" if entry else "masked" if reason else "open"
    shown = None if entry else reason
    return Figure(MEASURES[raw.kind], span, span.of(text), state, shown, entry)
