"""Decisions to keep: entries that people decide on, and lines of any kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from hypothesis import strategies as st
from ledger_samples import IRAQ

from parsers.model import KINDS, Entry, Span
from parsers.store import FIELDS, Claim, Decision, Seen, Store
from parsers.store.decisions import SAYING, TAKING

START = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
SEEN = Seen.of(IRAQ, "0123456789abcdef")


def entry(number: int = 0, **changes: object) -> Entry:
    """An entry of its own figure, with other values where asked for."""
    assert IRAQ.value is not None
    span = Span(100 * number + 48, 100 * number + 61)
    own = replace(IRAQ, id=f"nl-{number:012x}", value=replace(IRAQ.value, span=span))
    return replace(own, **changes)  # type: ignore[arg-type]


def seen(number: int = 0, **changes: object) -> Seen:
    """What stands before a person who looks at such an entry."""
    return Seen.of(entry(number, **changes), "0123456789abcdef")


def clock(start: datetime = START) -> Callable[[], datetime]:
    """A clock that goes on by a second each time it is looked at."""
    ticks = iter(range(10**9))
    return lambda: start + timedelta(seconds=next(ticks))


def store(path: Path, author: str = "Ada", start: datetime = START) -> Store:
    """A store with such a clock."""
    return Store(path, author, clock(start))


_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_claims = st.builds(
    Claim,
    **{name: st.none() | _texts for name in FIELDS},
)
_seen = st.builds(
    Seen,
    entry=_texts,
    article=_texts,
    digest=_texts,
    rules=_texts,
    rule=_texts,
    kind=st.sampled_from(KINDS),
    span=st.builds(Span, st.integers(0, 9**9), st.integers(0, 9**9)),
    text=_texts,
    quote=_texts,
    claim=_claims,
)
_ids = st.lists(st.from_regex(r"[0-9a-f]{16}", fullmatch=True), max_size=3).map(tuple)
_times = st.datetimes(
    datetime(2000, 1, 1), datetime(2199, 12, 31), timezones=st.just(timezone.utc)
)
_saying = st.sampled_from(SAYING).flatmap(
    lambda verb: st.builds(
        Decision,
        id=st.just(""),
        at=_times,
        by=_texts,
        verb=st.just(verb),
        seen=_seen,
        over=_ids,
        field=st.sampled_from(FIELDS) if verb == "edit" else st.none(),
        value=st.none() | _texts if verb == "edit" else st.none(),
        text=_texts if verb in ("note", "tag") else st.none(),
    )
)
_taking = st.builds(
    Decision,
    id=st.just(""),
    at=_times,
    by=_texts,
    verb=st.sampled_from(TAKING),
    of=_ids.filter(bool),
)
drafts: st.SearchStrategy[Decision] = _saying | _taking
"""Decisions before they have an id."""
