"""Decisions as JSON objects, and back, with a reason for each that is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import TypeAlias, cast, get_args

from parsers.model import KINDS, Kind, Span
from parsers.store.claims import FIELDS, Claim
from parsers.store.decisions import SAYING, TAKING, Decision, Seen, Verb

Json: TypeAlias = dict[str, object]

YEARS = range(2000, 2200)
"""A decision of another year was made by a clock that is broken."""
VERBS: tuple[str, ...] = get_args(Verb)


def record_of(decision: Decision) -> Json:
    """The line of a decision but for its id; what does not apply is not there."""
    record: Json = {
        "at": moment(decision.at),
        "by": decision.by,
        "verdict": decision.verb,
    }
    if decision.seen is not None:
        record |= _seen_record(decision.seen)
    if decision.verb == "edit":
        record |= {"field": decision.field, "value": decision.value}
    if decision.text is not None:
        record[decision.verb] = decision.text
    if decision.over:
        record["over"] = list(decision.over)
    if decision.of:
        record["of"] = list(decision.of)
    return record


def _seen_record(seen: Seen) -> Json:
    claim = {k: v for k, v in seen.claim._asdict().items() if v is not None}
    return {
        "entry": seen.entry,
        "article": seen.article,
        "digest": seen.digest,
        "rules": seen.rules,
        "rule": seen.rule,
        "figure": {
            "kind": seen.kind,
            "text": seen.text,
            "start": seen.span.start,
            "end": seen.span.end,
        },
        "quote": seen.quote,
        "claim": claim,
    }


def moment(at: datetime) -> str:
    """A time as lines tell it: UTC, to the microsecond."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def decision_of(own: str, record: Json, *, proven: bool) -> Decision | None:
    """The decision that a line tells.

    Args:
        own: The id of the line.
        record: What the line holds.
        proven: Whether newsledger wrote it, this one or a newer one.

    Returns:
        None for a verdict that only a newer newsledger knows.

    Raises:
        ValueError: If a value can not be.
        TypeError: If a key is missing, or its value is of another type.
    """
    verb = _text(record, "verdict")
    if verb not in VERBS:
        if proven:
            return None
        near = get_close_matches(verb, VERBS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(VERBS)}"
        raise ValueError(f"no such verdict: {verb}; {hint}")
    return Decision(
        id=own,
        at=_moment(record),
        by=_text(record, "by"),
        verb=cast(Verb, verb),
        seen=_seen(record) if verb in SAYING else None,
        over=_texts(record, "over"),
        of=_texts(record, "of", needed=verb in TAKING),
        field=_choice(record, "field", FIELDS) if verb == "edit" else None,
        value=_maybe(record, "value") if verb == "edit" else None,
        text=_text(record, verb) if verb in ("note", "tag") else None,
    )


def _seen(record: Json) -> Seen:
    figure = _table(record, "figure")
    claim = _table(record, "claim")
    values = {name: _maybe(claim, name, where="claim.") for name in FIELDS}
    return Seen(
        entry=_text(record, "entry"),
        article=_text(record, "article"),
        digest=_text(record, "digest"),
        rules=_maybe(record, "rules") or "",
        rule=_maybe(record, "rule") or "",
        kind=cast(Kind, _choice(figure, "kind", KINDS, where="figure.")),
        span=Span(_count(figure, "start"), _count(figure, "end")),
        text=_text(figure, "text", where="figure."),
        quote=_maybe(record, "quote") or "",
        claim=Claim(**values),
    )


def _text(record: Mapping[str, object], key: str, where: str = "") -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise TypeError(f"{where}{key} is no text" if key in record else _lacks(key))
    value.encode()  # half a character can be written to no file
    return value


def _maybe(record: Mapping[str, object], key: str, where: str = "") -> str | None:
    return None if record.get(key) is None else _text(record, key, where)


def _choice(
    record: Mapping[str, object], key: str, known: tuple[str, ...], where: str = ""
) -> str:
    value = _text(record, key, where)
    if value not in known:
        raise ValueError(f"{where}{key} is none of {', '.join(known)}: {value}")
    return value


def _table(record: Json, key: str) -> Json:
    value = record.get(key)
    if not isinstance(value, dict):
        raise TypeError(f"{key} is no object" if key in record else _lacks(key))
    return cast(Json, value)


def _texts(record: Json, key: str, *, needed: bool = False) -> tuple[str, ...]:
    value = record.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise TypeError(f"{key} is no list of ids")
    if needed and not value:
        raise ValueError(_lacks(key))
    return tuple(value)


def _count(record: Json, key: str) -> int:
    value = record.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"figure.{key} is no offset")
    return value


def _lacks(key: str) -> str:
    return f"it lacks {key}"


def _moment(record: Json) -> datetime:
    text = _text(record, "at")
    try:
        # Python 3.10 does not know the letter Z.
        at = datetime.fromisoformat(text.removesuffix("Z") + "+00:00")
    except ValueError:
        raise ValueError(
            f"at is no time such as 2026-03-01T12:00:00Z: {text}"
        ) from None
    if at.year not in YEARS:
        raise ValueError(f"at can not be: {text}")
    return at
