"""Annotated facts: what a person found in articles, read from JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from parsers.errors import NewsledgerError
from parsers.model import Article, Span

KINDS = ("value", "quantity", "change", "share")
FLOWS = ("export", "import", "trade", "balance")
PERCENT = "percent"
"""The unit of changes and shares."""

Names = tuple[str | None, ...]
"""What was annotated, and then what would be as good."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What one figure of an article says, as a person understood it."""

    kind: str
    """`value`, `quantity`, `change`, or `share`, which no entry tells."""
    amount: Decimal
    """Of a change the percentage, signed."""
    amount_to: Decimal | None
    """The upper end of a range."""
    unit: str
    flow: str
    reporters: Names
    partners: Names
    commodities: Names
    periods: Names
    status: str
    quote: str
    """The figure as it stands in the text."""
    nth: int
    """Which occurrence of the quote it is, from 1."""
    lenient: bool
    """Whether it neither counts when found nor when missed."""
    line: int
    """Where it was written in the file of facts."""

    def place(self, article: Article) -> Span | None:
        """Where it stands in the article; None where the quote is not there."""
        start = -1
        for _ in range(self.nth):
            start = article.text.find(self.quote, start + 1)
            if start < 0:
                return None
        return Span(start, start + len(self.quote))


class FactsError(NewsledgerError):
    """A file of facts can not be used; `reasons` holds (line, why) for each fault."""

    def __init__(self, path: Path, reasons: tuple[tuple[int, str], ...]) -> None:
        super().__init__("\n".join(f"{path}:{line}: {why}" for line, why in reasons))
        self.path = path
        self.reasons = reasons


def read_facts(path: Path) -> Mapping[str, tuple[Fact, ...]]:
    """The facts of each annotated article, by the name of its file.

    An article in which a person found none has an empty tuple.

    Raises:
        FactsError: With every line that can not be used.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise FactsError(path, ((1, reason),)) from None
    found: dict[str, list[Fact]] = {}
    reasons: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = _record(line)
            facts = found.setdefault(_text(record, "doc"), [])
            if record.get("none") is not True:
                facts.append(_fact(record, number))
        except (ValueError, RecursionError) as error:
            reasons.append((number, str(error)))
    if reasons:
        raise FactsError(path, tuple(reasons))
    return {doc: tuple(facts) for doc, facts in found.items()}


def _record(line: str) -> Mapping[str, Any]:
    record = json.loads(line, parse_float=Decimal, parse_constant=_no_number)
    if not isinstance(record, dict):
        raise ValueError("it is no JSON object")
    return record


def _no_number(name: str) -> Decimal:
    raise ValueError(f"{name} is no number")


def _fact(record: Mapping[str, Any], line: int) -> Fact:
    kind = _option(record, "kind", KINDS)
    return Fact(
        kind=kind,
        amount=_number(record, "amount"),
        amount_to=_number(record, "amount_to") if record.get("amount_to") else None,
        unit=_text(record, "unit"),
        flow=_option(record, "flow", FLOWS),
        reporters=_names(record, "reporter"),
        partners=_names(record, "partner"),
        commodities=_names(record, "commodity"),
        periods=_names(record, "period"),
        status=_text(record, "status"),
        quote=_text(record, "quote"),
        nth=_nth(record),
        lenient=bool(record.get("optional")) or kind == "share",
        line=line,
    )


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str) or not value:
        raise ValueError(f"'{key}' must be a text")
    return value


def _option(record: Mapping[str, Any], key: str, options: Iterable[str]) -> str:
    value = _text(record, key)
    if value not in options:
        raise ValueError(f"'{key}' must be one of {', '.join(options)}")
    return value


def _number(record: Mapping[str, Any], key: str) -> Decimal:
    value = record.get(key)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError(f"'{key}' must be a number")
    return Decimal(value)


def _nth(record: Mapping[str, Any]) -> int:
    value = record.get("nth", 1)
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError("'nth' must be a whole number from 1")
    return value


def _names(record: Mapping[str, Any], key: str) -> Names:
    """The value of a key, and the alternatives that stand under `KEY_alt`."""
    others = record.get(f"{key}_alt") or []
    names = (record.get(key), *(others if isinstance(others, list) else [others]))
    if not all(name is None or isinstance(name, str) for name in names):
        raise ValueError(f"'{key}' and '{key}_alt' must hold texts or null")
    return names
