"""The packaged rules are without fault, and each part of them earns its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from typing import TypeVar

import pytest
from shipped import shipped_engine, shipped_pack, shipped_rules

from parsers.engine import Engine, Program
from parsers.engine.examples import test_pack as run_examples
from parsers.engine.tagger import Tagger
from parsers.model import Span
from parsers.rules.pack import Example, Rule

T = TypeVar("T")

RULES = shipped_pack().rules
TAGGED = sorted(shipped_pack().tagged)
MASKS = range(len(shipped_pack().masks))
LOOKS = [(s.name, n) for s in shipped_pack().slots for n in range(len(s.looks))]
INHERITED = [(s.name, n) for s in shipped_pack().slots for n in range(len(s.inherit))]
DEFAULTS = [s.name for s in shipped_pack().slots if s.default not in (None, "actual")]
"""A status that nothing tells is actual anyway; the pack only says so."""
ONLY_NAMES = "a name that holds the name of a country"
"""A mask that is there to have its vocabularies tagged: hiding them does no more."""


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


# Each part in turn is taken out of the loaded rules, and the examples are run again.
# Nothing is compiled anew: a program finds no less when a part of it is not asked.


@pytest.mark.parametrize("rule", RULES, ids=by_id)
def test_an_example_of_a_rule_fails_without_it(rule: Rule) -> None:
    program = shipped_engine().program
    rest = changed(
        rules=tuple(r for r in program.rules if r.rule is not rule),
        self_cued=tuple(r for r in program.self_cued if r.rule is not rule),
    )

    assert any_fails(rest, [(rule, example) for example in rule.examples])


@pytest.mark.parametrize("number", MASKS)
def test_an_example_fails_without_a_mask(number: int) -> None:
    masks = shipped_engine().program.masks
    if masks[number].mask.reason == ONLY_NAMES:
        return

    assert any_fails(changed(masks=without(masks, number)))


@pytest.mark.parametrize(("slot", "number"), LOOKS)
def test_an_example_fails_without_a_look(slot: str, number: int) -> None:
    slots = shipped_engine().program.slots
    rest = tuple(
        replace(s, looks=without(s.looks, number)) if s.slot.name == slot else s
        for s in slots
    )

    assert any_fails(changed(slots=rest))


@pytest.mark.parametrize(("slot", "number"), INHERITED)
def test_an_example_fails_without_an_inheritance(slot: str, number: int) -> None:
    slots = shipped_engine().program.slots
    rest = tuple(
        replace(s, inherit=without(s.inherit, number)) if s.slot.name == slot else s
        for s in slots
    )

    assert any_fails(changed(slots=rest))


@pytest.mark.parametrize("slot", DEFAULTS)
def test_an_example_fails_without_a_default(slot: str) -> None:
    slots = shipped_engine().program.slots
    rest = tuple(
        replace(s, slot=replace(s.slot, default=None)) if s.slot.name == slot else s
        for s in slots
    )

    assert any_fails(changed(slots=rest))


@pytest.mark.parametrize("part", ["clause", "follow_up"])
def test_an_example_fails_without_what_joins_and_parts_sentences(part: str) -> None:
    assert any_fails(changed(**{part: None}))


@pytest.mark.parametrize("vocabulary", TAGGED)
def test_an_example_fails_without_a_vocabulary(vocabulary: str) -> None:
    pack = shipped_pack()
    untagged = replace(pack, tagged=pack.tagged - {vocabulary})

    assert any_fails(changed(tagger=Tagger(untagged)))


def changed(**parts: object) -> Program:
    """The loaded rules with some parts of them replaced."""
    program = copy(shipped_engine().program)
    for name, part in parts.items():
        assert hasattr(program, name)
        setattr(program, name, part)
    return program


def without(parts: tuple[T, ...], number: int) -> tuple[T, ...]:
    return parts[:number] + parts[number + 1 :]


def any_fails(
    program: Program, examples: Iterable[tuple[Rule, Example]] | None = None
) -> bool:
    """Whether some example is not read as it says; stops at the first such one."""
    if examples is None:
        examples = [(rule, example) for rule in RULES for example in rule.examples]
    return any(not is_read(program, rule, example) for rule, example in examples)


def is_read(program: Program, rule: Rule, example: Example) -> bool:
    one = copy(program)
    alone = replace(rule, examples=(example,))
    one.pack = replace(program.pack, rules=(alone,))
    return all(result.outcome == "ok" for result in run_examples(Engine(one)))


def test_no_two_rules_have_the_same_id() -> None:
    assert max(Counter(rule.id for rule in RULES).values()) == 1


@pytest.mark.parametrize("vocabulary", TAGGED)
def test_every_form_that_is_tagged_is_found(vocabulary: str) -> None:
    engine, pack = shipped_engine(), shipped_pack()
    forms = pack.vocabulary(vocabulary).forms

    lost = [form for form in forms if not found(engine, vocabulary, form)]

    assert lost == []


def found(engine: Engine, vocabulary: str, form: str) -> bool:
    atoms = engine.program.tagger.words(form, Span(0, len(form)))
    return any(atom.start == 0 and atom.end == len(form) for atom in atoms)
