"""Running the examples that the rules of a pack carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Literal

from parsers.articles import article_from_text
from parsers.engine.reader import Engine
from parsers.model import Article, Change, Entry, Figure, Head, Measure, Money
from parsers.numbers import plain
from parsers.rules.pack import Example, Filter, Place, Rule

Outcome = Literal["ok", "missing", "noisy", "wrong", "todo"]
Expected = tuple[tuple[str, str], ...]

MASKED = "masked"
MEASURES = ("value", "quantity", "change")


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """What became of one example."""

    rule: str
    """The rule or filter whose example it is."""
    number: int
    """Which of its examples, from 1."""
    outcome: Outcome
    text: str
    detail: str
    """What was expected and what came; empty where all is well."""
    place: Place


def test_pack(engine: Engine) -> tuple[ExampleResult, ...]:
    """Run every example of every rule and filter, in the order of the pack."""
    pack = engine.program.pack
    owners: tuple[Rule | Filter, ...] = (*pack.rules, *pack.filters)
    return tuple(result for rule in owners for result in test_rule(engine, rule))


def test_rule(engine: Engine, rule: Rule | Filter) -> tuple[ExampleResult, ...]:
    """Run every example of one rule or filter."""
    return tuple(
        _result(engine, rule, number, example)
        for number, example in enumerate(rule.examples, start=1)
    )


def _result(
    engine: Engine, rule: Rule | Filter, number: int, example: Example
) -> ExampleResult:
    outcome, detail = _judge(engine, rule, example)
    if example.todo:
        outcome = "todo"
    return ExampleResult(rule.id, number, outcome, example.text, detail, example.place)


def _judge(
    engine: Engine, rule: Rule | Filter, example: Example
) -> tuple[Outcome, str]:
    article, begin = article_of(example)
    reading = engine.read(article)
    entries = [e for e in reading.entries if e.measures[0].span.start >= begin]
    figures = [f for f in reading.figures if f.span.start >= begin]
    if example.expected is None:
        return _judge_silence(rule, entries, figures)
    for expected in example.expected:
        outcome, detail = _judge_one(rule, dict(expected), entries, figures)
        if outcome != "ok":
            return outcome, detail
    return _judge_rule(rule, example.expected, entries, figures)


def _judge_silence(
    rule: Rule | Filter, entries: list[Entry], figures: list[Figure]
) -> tuple[Outcome, str]:
    """A rule must book nothing, a filter mask nothing."""
    if isinstance(rule, Filter):
        masked = [figure.text for figure in figures if figure.reason == rule.veto]
        return ("noisy", f"it masks {', '.join(masked)}") if masked else ("ok", "")
    own = [entry for entry in entries if entry.rule == rule.id]
    return ("noisy", f"it books {_names(own)}") if own else ("ok", "")


def _judge_rule(
    rule: Rule | Filter,
    expected: tuple[Expected, ...],
    entries: list[Entry],
    figures: list[Figure],
) -> tuple[Outcome, str]:
    """The rule itself must have had a hand in it."""
    if rule.veto is not None:
        held = any(figure.reason == rule.veto for figure in figures)
    else:
        held = any(entry.rule == rule.id for entry in entries)
    if held:
        return "ok", ""
    others = ", ".join(sorted({entry.rule for entry in entries})) or "no rule"
    return "wrong", f"the figures went to {others}"


def _judge_one(
    rule: Rule | Filter,
    expected: dict[str, str],
    entries: list[Entry],
    figures: list[Figure],
) -> tuple[Outcome, str]:
    if MASKED in expected:
        reasons = [figure.reason for figure in figures if figure.state == MASKED]
        if expected[MASKED] in reasons:
            return "ok", ""
        return "missing", f"masked figures: {reasons or 'none'}"
    candidates = [e for e in entries if _has_measures(e, expected)]
    if not candidates:
        return "missing", f"no entry has {_wanted(expected)}; got {_names(entries)}"
    wrong = [_differences(entry, expected) for entry in candidates]
    best = min(wrong, key=len)
    return ("wrong", "; ".join(best)) if best else ("ok", "")


def article_of(example: Example) -> tuple[Article, int]:
    """The article that an example stands for, and where its text begins in it."""
    context = f"{example.context} " if example.context else ""
    article = article_from_text("example", context + example.text)
    head = partial(Head, title=example.headline, date=example.date)
    article = replace(article, find_head=head)
    return article, len(context)


def matching(entries: Iterable[Entry], expected: Expected) -> list[Entry]:
    """The entries that say all that is expected of one; none say that one is masked."""
    wanted = dict(expected)
    if MASKED in wanted:
        return []
    return [
        entry
        for entry in entries
        if _has_measures(entry, wanted) and not _differences(entry, wanted)
    ]


def _has_measures(entry: Entry, expected: dict[str, str]) -> bool:
    return all(
        _same_measure(getattr(entry, name), expected[name])
        for name in MEASURES
        if name in expected
    )


def _same_measure(measure: Measure | None, expected: str) -> bool:
    if measure is None:
        return False
    number, _, unit = expected.partition(" ")
    try:
        wanted = Decimal(number)
    except InvalidOperation:
        return False
    if isinstance(measure, Change):
        return measure.percent == wanted
    own = measure.currency if isinstance(measure, Money) else measure.unit
    return measure.amount == wanted and own == unit


def _differences(entry: Entry, expected: dict[str, str]) -> list[str]:
    return [
        f"{name}: expected {wanted}, got {got}"
        for name, wanted in expected.items()
        if name not in MEASURES
        for got in [_field(entry, name)]
        if got != wanted
    ]


def _field(entry: Entry, name: str) -> str:
    value = getattr(entry, name)
    if value is None:
        return "none"
    return value.edtf if name == "period" else str(value)


def _wanted(expected: dict[str, str]) -> str:
    return " and ".join(f"{n} {expected[n]}" for n in MEASURES if n in expected)


def _names(entries: list[Entry]) -> str:
    return ", ".join(_name(entry) for entry in entries) or "nothing"


def _name(entry: Entry) -> str:
    amounts = []
    for measure in entry.measures:
        if isinstance(measure, Change):
            amounts.append(f"{plain(measure.percent)} %")
        elif isinstance(measure, Money):
            amounts.append(f"{plain(measure.amount)} {measure.currency}")
        else:
            amounts.append(f"{plain(measure.amount)} {measure.unit}")
    return f"{entry.flow} of {' and '.join(amounts)} ({entry.rule})"
