"""Trying a drafted rule among the others: what it reads, and whom it harms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from parsers.engine import Engine
from parsers.engine.examples import ExampleResult, test_pack, test_rule
from parsers.pipeline import RuleSet
from parsers.rules.problems import Problem, render
from parsers.workbench.draft import DraftRule, expected_of
from parsers.workbench.explain import Explainer
from parsers.workbench.subject import DraftError, Subject
from parsers.workbench.target import Target

_NO_EXAMPLE = "R504"
"""The warning that a rule has no examples, which a trial need not have."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A rule that was tried, and what it does to the others."""

    rule: DraftRule
    rules: RuleSet
    """The rules with the draft among them."""
    loose: tuple[str, ...]
    """Places in its pattern that are not captured as any field."""
    harmed: tuple[ExampleResult, ...]
    """Examples of other rules that fail since, and did not before."""


class Trial:
    """Loads drafts of one target among the rules in force."""

    def __init__(self, rules: RuleSet, engine: Engine, target: Target) -> None:
        """Take the rules in force, what runs them, and where a draft is to go."""
        self._engine = engine
        self._target = target
        self._known = {_sign(problem) for problem in rules.problems}

    def tried(
        self, rule: DraftRule, subject: Subject, loose: tuple[str, ...]
    ) -> Drafted:
        """The rule with what it reads, after it has shown that it reads it.

        Args:
            rule: A rule without its expectations.
            subject: What it was drafted from.
            loose: Places in its pattern that no field has.

        Raises:
            DraftError: If it is not good, or does not get the figures.
        """
        engine = self.loaded(rule)
        rule = replace(rule, expected=tuple(_expected(engine, rule, subject)))
        if not rule.expected:
            raise DraftError(_refused(engine, rule, subject))
        rules = self._target.rules(rule)
        engine = self._good(rule, rules)
        own = next(r for r in engine.program.pack.rules if r.id == rule.id)
        for result in test_rule(engine, own):
            if result.outcome != "ok":
                raise DraftError(f"the draft fails its example: {result.detail}")
        return Drafted(rule, rules, loose, tuple(self._harmed(engine)))

    def loaded(self, rule: DraftRule) -> Engine:
        """The rules with a rule that has no example yet.

        Raises:
            DraftError: If it is not good.
        """
        return self._good(rule, self._target.rules(rule), but=_NO_EXAMPLE)

    def _good(self, rule: DraftRule, rules: RuleSet, but: str = "") -> Engine:
        """The engine of rules, if the draft is among them and brings no problem.

        Raises:
            DraftError: If it does, other than one of the code `but`.
        """
        brought = [
            problem
            for problem in rules.problems
            if problem.code != but and _sign(problem) not in self._known
        ]
        engine = rules.engine
        if brought or engine is None:
            text = render(brought, {})
            raise DraftError(f"the drafted rule {rule.pattern} is not good:\n{text}")
        return engine

    @cached_property
    def _failing(self) -> frozenset[tuple[str, int]]:
        """(rule, number) of the examples that fail without any draft."""
        results = test_pack(self._engine)
        return frozenset((r.rule, r.number) for r in results if r.outcome != "ok")

    def _harmed(self, engine: Engine) -> Iterator[ExampleResult]:
        for result in test_pack(engine):
            fails = result.outcome not in ("ok", "todo")
            if fails and (result.rule, result.number) not in self._failing:
                yield result


def _sign(problem: Problem) -> tuple[str, str, str]:
    """What a problem says, wherever it stands now."""
    return problem.code, problem.title, problem.reason


def _expected(
    engine: Engine, rule: DraftRule, subject: Subject
) -> Iterator[tuple[tuple[str, str], ...]]:
    """What the draft reads in its sentence, entry by entry."""
    spans = [explanation.figure.span for explanation in subject.explained]
    for entry in engine.read(subject.article).entries:
        measured = any(measure.span in spans for measure in entry.measures)
        if measured and entry.rule == rule.id:
            yield expected_of(entry)


def _refused(engine: Engine, rule: DraftRule, subject: Subject) -> str:
    """Why the draft has not got its figure."""
    span = subject.explained[0].figure.span
    (found,) = Explainer(engine).explain(subject.article, span)
    figure = f"'{found.figure.text}'"
    if found.figure.state == "masked":
        return f"the drafted rule cannot book {figure}: {found.figure.reason}"
    if found.winner is not None and found.winner.rule != rule.id:
        other = f"rule {found.winner.rule} has priority {found.winner.priority}"
        return f"the drafted rule does not get {figure}: {other}"
    if found.entry is not None:
        others = (m.text for m in found.entry.measures if m.span != span)
        names = " and ".join(f"'{text}'" for text in others)
        return f"{figure} joins the entry of {names}: put brackets around all of them"
    return f"the drafted rule does not read {figure}: {rule.pattern}"
