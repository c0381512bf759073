"""One item after a patch: a vocabulary, a slot, a rule as another file changes it.

What a patch removes or changes must be there, and what it adds must not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from parsers.rules.changes import (
    ChangeSource,
    FilterChangeSource,
    FragmentChangeSource,
    PatternsSource,
    RuleChangeSource,
    SlotChangeSource,
    VocabularyChangeSource,
)
from parsers.rules.kinds import keys_of
from parsers.rules.problems import Problem, nearest, problem_at
from parsers.rules.shape import (
    FilterSource,
    FragmentSource,
    LookSource,
    RuleSource,
    SlotSource,
    VocabularySource,
)
from parsers.rules.strict_yaml import Scalar

Patterns = tuple[Scalar, ...]
Fold = Callable[[str], str]


class Patcher:
    """Applies changes to items, each as far as it is good."""

    def __init__(self, problems: list[Problem]) -> None:
        """Note in `problems` what is wrong with the changes."""
        self._problems = problems

    def patched(self, item: Any, change: ChangeSource) -> Any:
        """The item after the change."""
        made = _with_keys(item, change)
        match made, change:
            case VocabularySource(), VocabularyChangeSource():
                return self._vocabulary(made, change)
            case FragmentSource(), FragmentChangeSource():
                what = f"fragment '{made.name.value}'"
                patterns = self._listed(made.patterns, change.add, change.remove, what)
                return replace(made, patterns=patterns)
            case SlotSource(), SlotChangeSource():
                return replace(made, look=self._looks(made.look, change))
            case RuleSource(), RuleChangeSource():
                return replace(made, examples=(*made.examples, *change.examples))
            case FilterSource(), FilterChangeSource():
                return replace(made, examples=(*made.examples, *change.examples))
            case _:
                return made

    def alternatives(
        self, patterns: Patterns, change: PatternsSource, what: str
    ) -> Patterns:
        """The alternatives of the cue or the follow-up after the change."""
        whole = change.patterns or patterns
        return self._listed(whole, change.add, change.remove, f"the {what}")

    def _listed(
        self, items: Patterns, add: Patterns, remove: Patterns, what: str
    ) -> Patterns:
        """Alternatives without those to remove, and behind them those to add."""
        gone = self._found(remove, [_text(item) for item in items], "alternative")
        kept = [item for item in items if _text(item) not in gone]
        for item in add:
            if any(_text(item) == _text(other) for other in kept):
                self._problems.append(_idle(item))
            else:
                kept.append(item)
        if not kept:
            self._problems.append(_emptied(remove[0], what))
            return items
        return tuple(kept)

    def _found(
        self, names: Iterable[Scalar], known: Sequence[str], kind: str, fold: Fold = str
    ) -> set[str]:
        """Those of some names that are known, folded; each other one is a problem."""
        among = {fold(name) for name in known}
        found = set()
        for name in names:
            if fold(_text(name)) in among:
                found.add(fold(_text(name)))
            else:
                self._problems.append(_missing(name, kind, known))
        return found

    def _vocabulary(
        self, source: VocabularySource, change: VocabularyChangeSource
    ) -> VocabularySource:
        fold: Fold = str.lower if source.case == "fold" else str
        values = [value.value for value, _written in source.entries]
        forms = [f.value for _value, written in source.entries for f in written]
        gone = self._found(change.remove_values, values, "value")
        barred = self._found(change.remove, forms, "form", fold)
        entries = {
            value.value: (value, [f for f in written if fold(f.value) not in barred])
            for value, written in source.entries
            if value.value not in gone
        }
        self._add(entries, change, fold)
        left = tuple((value, tuple(kept)) for value, kept in entries.values() if kept)
        if not left:
            place = next(iter((*change.remove, *change.remove_values)))
            what = f"vocabulary '{source.name.value}'"
            self._problems.append(_emptied(place, what))
            return source
        return replace(source, entries=left)

    def _add(
        self,
        entries: dict[str, tuple[Scalar, list[Scalar]]],
        change: VocabularyChangeSource,
        fold: Fold,
    ) -> None:
        """Put the forms to add into the entries of a vocabulary."""
        owners = {
            fold(form.value): value.value
            for value, written in entries.values()
            for form in written
        }
        for value, more in change.add:
            _value, written = entries.setdefault(value.value, (value, []))
            for form in more:
                owner = owners.get(fold(form.value))
                if owner is None:
                    owners[fold(form.value)] = value.value
                    written.append(form)
                elif owner == value.value:
                    self._problems.append(_idle(form))
                else:
                    self._problems.append(_taken(form, owner))

    def _looks(
        self, looks: Sequence[LookSource], change: SlotChangeSource
    ) -> tuple[LookSource, ...]:
        """Looks after their own changes, some removed, some new among or behind them."""
        known = [look.id.value for look in looks if look.id is not None]
        gone = self._found(change.remove, known, "look")
        self._found((item.name for item in change.change), known, "look")
        self._found((name for name, _more in change.before), known, "look")
        changes = {item.name.value: item for item in change.change}
        before = {name.value: more for name, more in change.before}
        taken = set(known) - gone
        made: list[LookSource] = []
        for look in looks:
            name = "" if look.id is None else look.id.value
            made += self._new(before.get(name, ()), taken)
            if name not in gone:
                made.append(
                    _with_keys(look, changes[name]) if name in changes else look
                )
        return (*made, *self._new(change.add, taken))

    def _new(
        self, looks: Iterable[LookSource], taken: set[str]
    ) -> Iterator[LookSource]:
        """Looks whose names are not taken; they are from then on."""
        for look in looks:
            if look.id is not None and look.id.value in taken:
                self._problems.append(_idle(look.id))
                continue
            if look.id is not None:
                taken.add(look.id.value)
            yield look


def _with_keys(item: Any, change: ChangeSource) -> Any:
    """The item with the keys that the change gives, or sets back to their defaults."""
    keys = {name: key for key in keys_of(item.__class__) for name in key.names}
    unset = [keys[name.value] for name in change.unset]
    return replace(
        item, **{key.field: key.default for key in unset}, **dict(change.changes)
    )


def _text(pattern: Scalar) -> str:
    """Below a `|` the last line end is no part of the pattern."""
    return pattern.value.rstrip("\n")


def _missing(name: Scalar, kind: str, known: Iterable[str]) -> Problem:
    near = nearest(name.value, known)
    title = f"there is no {kind} '{_text(name)}'"
    reason = "what a patch removes or changes must be there"
    help = f"did you mean '{near}'?" if near else None
    return problem_at("R313", name, title, reason, help)


def _idle(item: Scalar) -> Problem:
    title = f"'{_text(item)}' is there already"
    reason = "to add it once more has no effect"
    return problem_at("R317", item, title, reason, severity="warning")


def _taken(form: Scalar, value: str) -> Problem:
    title = f"'{form.value}' is a form of {value}"
    reason = "a form stands for one value"
    help = "put it under 'remove' as well, and it moves"
    return problem_at("R316", form, title, reason, help)


def _emptied(place: Scalar, what: str) -> Problem:
    title = f"nothing would be left of {what}"
    reason = "a patch cannot take away all that can match"
    return problem_at("R315", place, title, reason)
