"""What is allowed in a pack, and yet hardly meant: warnings.

They leave nothing out; each tells what will happen and what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.rules.expand import ITEM
from parsers.rules.pack import Pack, Rule
from parsers.rules.problems import Problem, problem_at
from parsers.rules.rule_file import RuleFile
from parsers.rules.shape import FilterSource, RuleSource, VocabularySource
from parsers.rules.strict_yaml import Scalar

FIGURES = ("value", "quantity", "change")

_WORD = re.compile(r"(?<![\\\w\]?*+)}|-])[A-Za-z]{3,}(?![\w?*+{\[(|-])")
"""A literal word of a pattern that is surely a whole word of the text."""


def lint(files: Sequence[RuleFile], pack: Pack) -> Iterator[Problem]:
    """The warnings of a composed pack."""
    forms = _tagged_forms(pack)
    rules = {rule.id: rule for rule in pack.rules}
    filters = {item.id for item in pack.filters}
    for file in files:
        for scalar in _tagged_patterns(file):
            yield from _hidden_words(scalar, forms)
        for vocabulary in file.vocabularies:
            if vocabulary.name.value in pack.tagged:
                yield from _signs(vocabulary)
        for rule in file.rules:
            if rule.id.value in rules:
                yield from _idle(rule, rules[rule.id.value])
                yield from _untested(rule, "rule")
        for item in file.filters:
            if item.id.value in filters:
                yield from _untested(item, "filter")


def _tagged_patterns(file: RuleFile) -> Iterator[Scalar]:
    """Patterns that run over tagged sentences."""
    for mask in file.masks:
        yield from mask.patterns
    for slot in file.slots:
        for look in slot.look:
            yield from look.patterns
    for rule in file.rules:
        yield rule.pattern
    for item in file.filters:
        yield from item.patterns


def _tagged_forms(pack: Pack) -> dict[str, tuple[str, str]]:
    """Form of one word -> (vocabulary, value), of all that the engine tags."""
    return {
        form: (vocabulary.name, value)
        for vocabulary in pack.vocabularies
        if vocabulary.name in pack.tagged and vocabulary.fold
        for form, value in vocabulary.forms.items()
        if form.isalpha()
    }


def _hidden_words(
    scalar: Scalar, forms: dict[str, tuple[str, str]]
) -> Iterator[Problem]:
    text = ITEM.sub(lambda item: "\ue000" * len(item[0]), scalar.value)
    for word in _WORD.finditer(text):
        found = forms.get(word[0].lower())
        if found is None:
            continue
        name, value = found
        line, column = scalar.position(word.start())
        yield Problem(
            "R501",
            "warning",
            scalar.path,
            line,
            column,
            len(word[0]),
            f"'{word[0]}' never stands in a sentence that rules see",
            f"it is a form of {{{name}}}, and such forms are tags there",
            f"write {{{name}}} or {{{name}={value}}}",
        )


def _signs(vocabulary: VocabularySource) -> Iterator[Problem]:
    """Forms that rules ask for and do not see."""
    for _value, forms in vocabulary.entries:
        for form in forms:
            if not re.match(r"\w", form.value):
                yield problem_at(
                    "R502",
                    form,
                    f"'{form.value}' is never a {{{vocabulary.name.value}}}",
                    "it begins with a sign, and rules see whole words",
                    "let it begin with a letter or digit, or write it in the patterns",
                )


def _idle(rule: RuleSource, made: Rule) -> Iterator[Problem]:
    if not set(FIGURES) & set(made.pattern.fields):
        yield problem_at(
            "R503",
            rule.id,
            f"rule '{rule.id.value}' captures no figure",
            "a rule books or vetoes the figures that its pattern captures",
            "put {figure}, {value:money}, {quantity:quantity} or {change:change} in it",
        )


def _untested(item: RuleSource | FilterSource, kind: str) -> Iterator[Problem]:
    if not item.examples:
        yield problem_at(
            "R504",
            item.id,
            f"{kind} '{item.id.value}' has no examples",
            "examples show what it is for, and tell when it stops working",
            "add one text that it must read and one that it must leave alone",
        )
