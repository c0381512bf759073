"""JSON Lines: one entry a line, the contract that other programs read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

from parsers.ledger.transactions import Words
from parsers.model import Change, Entry, Measure, Money, Origin, Quantity, Span
from parsers.numbers import plain

Json = dict[str, object]


def jsonl(entries: Iterable[Entry], verdicts: Words | None = None) -> Iterator[str]:
    """The entries as lines, each with its line end.

    Args:
        entries: What is written.
        verdicts: What people decided, by the ids of entries; None if nobody was asked.
            If somebody was, each line ends with it.
    """
    for entry in entries:
        told = {} if verdicts is None else {"verdict": verdicts.get(entry.id)}
        yield _dumps({**record(entry), **told})


def line(entry: Entry) -> str:
    """The entry as one line of JSON."""
    return _dumps(record(entry))


def _dumps(told: Json) -> str:
    return json.dumps(told, ensure_ascii=False, allow_nan=False) + "\n"


def record(entry: Entry) -> Json:
    """The entry as an object for JSON, its keys in the order of the contract."""
    return {
        "id": entry.id,
        "article": entry.article,
        "title": entry.title,
        "digest": entry.digest,
        "flow": entry.flow,
        "reporter": entry.reporter,
        "partner": entry.partner,
        "commodity": entry.commodity,
        "period": entry.period.edtf if entry.period else None,
        "status": entry.status,
        "qualifier": entry.qualifier,
        "attribution": entry.attribution,
        "value": _measure(entry.value),
        "quantity": _measure(entry.quantity),
        "change": _measure(entry.change),
        "rule": entry.rule,
        **_offsets(entry.span),
        "quote": entry.quote,
        "origins": {name: _origin(origin) for name, origin in entry.origins},
    }


def _measure(measure: Measure | None) -> Json | None:
    if measure is None:
        return None
    return {**_amount(measure), **_offsets(measure.span), "text": measure.text}


def _amount(measure: Measure) -> Json:
    match measure:
        case Money():
            upper = _upper("amount_to", measure.amount_to)
            return {
                "amount": plain(measure.amount),
                **upper,
                "currency": measure.currency,
            }
        case Quantity():
            upper = _upper("amount_to", measure.amount_to)
            return {"amount": plain(measure.amount), **upper, "unit": measure.unit}
        case Change():
            upper = _upper("percent_to", measure.percent_to)
            return {"percent": plain(measure.percent), **upper}


def _upper(key: str, end: Decimal | None) -> Json:
    """The upper end of a range; a single amount has no such key."""
    return {} if end is None else {key: plain(end)}


def _offsets(span: Span | None) -> Json:
    return {"start": span and span.start, "end": span and span.end}


def _origin(origin: Origin) -> Json:
    return {"how": origin.how, **_offsets(origin.span)}
