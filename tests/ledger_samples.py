"""Entries to write out: one that a person can check, and a strategy for any."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from parsers.model import (
    Article,
    Change,
    Entry,
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


def reading(
    *entries: Entry, name: str = "004.txt", title: str | None = None
) -> Reading:
    """A reading of an article that nothing but its name and headline is known of."""
    article = Article(
        name, name.encode(), "", "", title, None, None, None, "utf-8", False
    )
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
