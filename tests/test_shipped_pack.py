"""The packaged rules are without fault, and each rule earns its place."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from shipped import shipped_engine, shipped_pack, shipped_rules

from parsers.engine import Engine, Program
from parsers.engine.examples import ExampleResult
from parsers.engine.examples import test_pack as run_examples
from parsers.model import Span
from parsers.rules.pack import Rule

RULES = shipped_pack().rules


def by_id(rule: Rule) -> str:
    return rule.id


def test_it_loads_without_a_problem() -> None:
    assert shipped_rules().problems == ()


def test_none_of_its_patterns_is_left_out() -> None:
    program = shipped_engine().program

    assert program.errors == []
    assert len(program.rules) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=by_id)
def test_every_rule_has_an_example_that_must_match(rule: Rule) -> None:
    assert any(example.expected for example in rule.examples)


@pytest.mark.parametrize("rule", RULES, ids=by_id)
def test_every_rule_has_an_example_that_must_not_match(rule: Rule) -> None:
    assert any(example.expected is None for example in rule.examples)


def test_every_example_is_read_as_it_says() -> None:
    results = run_examples(shipped_engine())

    assert [r for r in results if r.outcome != "ok"] == []
    assert len(results) == sum(len(rule.examples) for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=by_id)
def test_an_example_fails_when_its_rule_is_gone(rule: Rule) -> None:
    """The examples of the rule are run by a pack in which it matches nothing."""
    never = replace(rule.pattern, source="(?!)", pieces=rule.pattern.pieces[:1])
    rules = [replace(r, pattern=never) if r is rule else r for r in RULES]
    engine = Engine(Program(replace(shipped_pack(), rules=tuple(rules))))

    assert any(result.outcome != "ok" for result in own(run_examples(engine), rule))


def own(results: tuple[ExampleResult, ...], rule: Rule) -> list[ExampleResult]:
    return [result for result in results if result.rule == rule.id]


def test_no_two_rules_have_the_same_id() -> None:
    assert max(Counter(rule.id for rule in RULES).values()) == 1


@pytest.mark.parametrize("vocabulary", sorted(shipped_pack().tagged))
def test_every_form_that_is_tagged_is_found(vocabulary: str) -> None:
    engine, pack = shipped_engine(), shipped_pack()
    forms = pack.vocabulary(vocabulary).forms

    lost = [form for form in forms if not found(engine, vocabulary, form)]

    assert lost == []


def found(engine: Engine, vocabulary: str, form: str) -> bool:
    atoms = engine.program.tagger.words(form, Span(0, len(form)))
    return any(atom.start == 0 and atom.end == len(form) for atom in atoms)
