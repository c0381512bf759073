"""Entries to write out: one that a person can check, and a strategy for any."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

from hypothesis import strategies as st

from parsers.ledger.statements import Statement
from parsers.model import (
    Article,
    Change,
    Entry,
    Head,
    Measure,
    Money,
    Origin,
    Period,
    Quantity,
    Reading,
    Span,
)

IRAQ = Entry(
    id="nl-46df03e86829",
    article="004.txt",
    title=None,
    digest="00ff",
    flow="export",
    reporter="IRN",
    partner="IRQ",
    commodity=None,
    period=Period("XXXX-03-20", "XXXX-06-20"),
    status="actual",
    qualifier=None,
    attribution="Hamid Hosseini",
    value=Money(Decimal("1.45E+9"), "USD", Span(48, 61), "$1.45 billion"),
    quantity=Quantity(Decimal(5_000_000), "tonne", Span(305, 322), "five million tons"),
    change=None,
    rule="goods-moved",
    span=Span(8, 150),
    quote="Iran has exported “goods”",
    origins=(
        ("period", Origin("headline")),
        ("reporter", Origin("pattern", Span(8, 12))),
    ),
)

BARE = replace(
    IRAQ, partner="RUS", period=None, value=None, quantity=None, attribution=None
)
"""Of what Iran sends to Russia, with no figure yet."""


def published(article: Article, date: str) -> Article:
    """The same article, of some day."""
    return replace(article, find_head=partial(Head, date=date))


def reading(
    *entries: Entry, name: str = "004.txt", title: str | None = None
) -> Reading:
    """A reading of an article that nothing but its name and headline is known of."""
    article = Article(name, name.encode(), "", "", "utf-8", False, partial(Head, title))
    return Reading(article, entries, ())


_texts = st.text(max_size=12)
_spans = st.builds(Span, st.integers(0, 9**9), st.integers(0, 9**9))
_amounts = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20
)
_maybe_amounts = st.none() | _amounts
_origins = st.builds(
    Origin, st.sampled_from(["pattern", "slot", "set"]), st.none() | _spans
)

entries = st.builds(
    Entry,
    id=_texts,
    article=_texts,
    title=st.none() | _texts,
    digest=_texts,
    flow=st.sampled_from(["export", "import", "trade", "balance"]),
    reporter=st.none() | _texts,
    partner=st.none() | _texts,
    commodity=st.none() | _texts,
    period=st.none()
    | st.builds(Period, st.just("2020"), st.sampled_from(["2020", "2021"])),
    status=st.sampled_from(["actual", "target", "forecast", "potential"]),
    qualifier=st.none() | _texts,
    attribution=st.none() | _texts,
    value=st.none()
    | st.builds(Money, _amounts, _texts, _spans, _texts, _maybe_amounts),
    quantity=st.none()
    | st.builds(Quantity, _amounts, _texts, _spans, _texts, _maybe_amounts),
    change=st.none() | st.builds(Change, _amounts, _spans, _texts, _maybe_amounts),
    rule=_texts,
    span=_spans,
    quote=_texts,
    origins=st.dictionaries(_texts, _origins, max_size=3).map(
        lambda d: tuple(sorted(d.items(), key=lambda kv: kv[0]))
    ),
)

NUMBERS = {"m": 10**6, "bn": 10**9, "k": 1000}


def figure(told: str, period: str | None = "2020", **fields: object) -> Statement:
    """A figure as an article states it: `$800 m`, `5 k tonne`, `€3 bn`, `105 %`.

    Args:
        told: The amount in the words of its article: sign or unit, number, scale.
        period: EDTF, or None.
        fields: Fields of its entry, or `published`, `accepted`, `line`, `sentence`.
    """
    own = {"published", "accepted", "line", "sentence"} & fields.keys()
    entry = replace(
        BARE,
        period=None if period is None else Period.of(period),
        quote=str(fields.pop("quote", f"sentence {fields.get('sentence', 0)}")),
        **{key: value for key, value in fields.items() if key not in own},  # type: ignore[arg-type]
    )
    measure = measured(told)
    kind = {Money: "value", Quantity: "quantity", Change: "change"}[type(measure)]
    entry = replace(entry, **{kind: measure})  # type: ignore[arg-type]
    return Statement(entry, measure, **{key: fields[key] for key in own})  # type: ignore[arg-type]


def measured(told: str) -> Measure:
    """The measure that some words state; a range is two numbers and `..`."""
    sign, rest = (told[0], told[1:]) if told[0] in "$€" else ("", told)
    number, *words = rest.split()
    scale = NUMBERS[words.pop(0)] if words and words[0] in NUMBERS else 1
    low, *high = (Decimal(n) * scale for n in number.replace(",", "").split(".."))
    upper = high[0] if high else None
    if words == ["%"]:
        return Change(low, Span(0, 1), told, upper)
    if sign:
        currency = {"$": "USD", "€": "EUR"}[sign]
        return Money(low, currency, Span(0, 1), told, upper)
    return Quantity(low, words[0], Span(0, 1), told, upper)


def numbered(*figures: Statement) -> list[Statement]:
    """The figures, each with an id of its own, in ascending order."""
    return [
        replace(figure, entry=replace(figure.entry, id=f"nl-{number:012x}"))
        for number, figure in enumerate(figures)
    ]
