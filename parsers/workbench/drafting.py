"""Drafting a rule from a sentence and the figures in it that a person marked.

What the sentence says is read with the rules at hand, so that the draft speaks their
language; where they find no flow, a trial rule gives them one and they do the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.model import Span
from parsers.pipeline import RuleSet
from parsers.workbench.draft import DraftRule
from parsers.workbench.explain import Explainer
from parsers.workbench.explanation import Explanation, Told
from parsers.workbench.marking import Marked
from parsers.workbench.names import PackNames
from parsers.workbench.outline import Role, Sketch
from parsers.workbench.roles import WORDS, core_of, loose_places, roles_of
from parsers.workbench.subject import DraftError, Subject, subject_of
from parsers.workbench.target import Target
from parsers.workbench.trial import Drafted, Trial

_PRIORITY = 55
"""Above what most rules have."""
_TOP = 100
_WORD = re.compile(r"[a-z]+")
_NO_WORDS = re.compile(r"\{[^}]*\}|\\.")
_MOST_WORDS = 3
"""Of the name of a draft."""


class NoFlowError(DraftError):
    """The sentence does not tell what flows; a wish can."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person wants of the draft, beyond the sentence."""

    id: str | None = None
    priority: int | None = None
    sets: tuple[tuple[str, str], ...] = ()
    """Fields to fix, in place of those found in the sentence."""
    captures: tuple[tuple[str, str], ...] = ()
    """(field, words) of the sentence that tell a field."""


class Drafter:
    """Drafts rules that go to one place."""

    def __init__(self, rules: RuleSet, target: Target) -> None:
        """Take the rules in force, and where the draft is to go.

        Raises:
            DraftError: If none of the rules can be used.
        """
        if rules.engine is None:
            raise DraftError("no rule can be used")
        self.engine = rules.engine
        """What runs the rules without any draft."""
        self._trial = Trial(rules, rules.engine, target)
        self._names = PackNames(rules.engine.program.pack)

    def draft(self, marked: Marked, wishes: Wishes) -> Drafted:
        """A rule that reads the marked figures, with its example.

        Raises:
            DraftError: If the figures cannot be told, or no rule can get them.
            RuleTextError: If the target has no place for it.
        """
        subject = subject_of(marked, self.engine)
        sketch = Sketch(subject.tagged, self._names, subject.figures)
        plan = DraftRule(
            id=wishes.id or "draft",
            priority=_TOP,
            pattern="",
            sets=wishes.sets,
            words="",
            text=marked.text,
            comparison=self._compares(subject.explained[0]),
        )
        told = self._told(subject, sketch, plan)
        asked = _asked(wishes, subject)
        rule, loose = self._outlined(subject, sketch, plan, told, asked, marked.extent)
        priority = wishes.priority
        if priority is None:
            priority = self._priority(subject.explained)
        name = wishes.id or self._free_id(rule, subject)
        return self._trial.tried(
            replace(rule, id=name, priority=priority), subject, loose
        )

    def _told(
        self, subject: Subject, sketch: Sketch, plan: DraftRule
    ) -> tuple[Told, ...]:
        """What the rules read of the figure, with a flow given to it if they find none."""
        given = dict(plan.sets).get("flow")
        found = subject.explained[0]
        if found.entry is not None and given in (None, found.entry.flow):
            return found.told
        at = [subject.tagged.offset_of(index) for index in subject.figures]
        start, end, roles = min(at), max(at) + 1, list[Role]()
        if given is None:
            flow = self._flow_near(subject, start)
            roles = [Role("flow", flow, flow + 1)]
            start, end = min(start, flow), max(end, flow + 1)
        trial = replace(plan, pattern=sketch.pattern(start, end, roles))
        engine = self._trial.loaded(trial)
        (tried,) = Explainer(engine).explain(subject.article, found.figure.span)
        return tried.told

    def _flow_near(self, subject: Subject, figure: int) -> int:
        """Where the word for a flow stands that is nearest to a figure."""
        text, tagged = subject.tagged.text, subject.tagged
        found = [
            at
            for at in range(len(text))
            for atom in tagged.atoms_in(at, at + 1)
            if self._names.tells_flow(atom.type)
        ]
        if not found:
            raise NoFlowError(
                "no word of the sentence tells what flows; say it: --set flow=export"
            )
        return min(found, key=lambda at: abs(at - figure))

    def _outlined(
        self,
        subject: Subject,
        sketch: Sketch,
        plan: DraftRule,
        told: tuple[Told, ...],
        asked: tuple[tuple[str, Span], ...],
        extent: Span | None,
    ) -> tuple[DraftRule, tuple[str, ...]]:
        """The plan with its pattern and what that cannot tell, and the loose places."""
        fixed = {name for name, _value in plan.sets}
        found = roles_of(told, asked, sketch, self._names)
        found = tuple(role for role in found if role.field not in fixed)
        start, end = core_of(subject, found)
        if extent is not None and (stretch := sketch.stretch(extent)) is not None:
            start, end = stretch
        roles = tuple(
            role
            for role in found
            if start <= role.start and role.end <= end and role.kind != WORDS
        )
        flow = next((one.value for one in told if one.name == "flow"), None)
        sets = plan.sets
        if flow is not None and not {"flow"} & (fixed | {r.field for r in roles}):
            sets = (("flow", flow), *sets)
        rule = replace(
            plan,
            pattern=sketch.pattern(start, end, roles),
            sets=sets,
            words=subject.tagged.span(start, end).of(subject.article.text),
        )
        places = self.engine.program.pack.places
        return rule, loose_places(subject, (start, end), roles, places)

    def _compares(self, explained: Explanation) -> bool:
        """Whether the rule that has the figure now says that it is compared with."""
        winner = explained.winner
        rules = self.engine.program.pack.rules
        return winner is not None and any(
            rule.id == winner.rule and rule.comparison for rule in rules
        )

    def _priority(self, explained: Sequence[Explanation]) -> int:
        """Enough to win against the rule that has the figure now."""
        won = [e.winner.priority + 1 for e in explained if e.winner is not None]
        return min(_TOP, max([_PRIORITY, *won]))

    def _free_id(self, rule: DraftRule, subject: Subject) -> str:
        """A name of the words that the pattern keeps, which no rule has."""
        folded = subject.article.folded
        forms = (
            folded[atom.start : atom.end]
            for atom in subject.tagged.atoms
            if self._names.tells_flow(atom.type)
        )
        flows = [
            word
            for form in forms
            if form in rule.words
            for word in _WORD.findall(form.lower())
        ]
        kept = _WORD.findall(_NO_WORDS.sub(" ", rule.pattern))
        words = dict.fromkeys(w for w in (*flows, *kept) if len(w) > 1)
        name = "-".join([*words][:_MOST_WORDS]) or "draft"
        taken = {other.id for other in self.engine.program.pack.rules}
        numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
        return next(n for n in (name, *numbered) if n not in taken)


def _asked(wishes: Wishes, subject: Subject) -> tuple[tuple[str, Span], ...]:
    """Where the words stand that a person says to tell a field."""
    text = subject.article.text
    found = []
    for field, words in wishes.captures:
        at = text.find(words)
        if at < 0 or not words:
            raise DraftError(f"'{words}' is not in the sentence")
        found.append((field, Span(at, at + len(words))))
    return tuple(found)
