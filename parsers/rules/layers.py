"""The files of a pack laid over one another: names defined once, patches applied.

A file defines what no file before it defines, and changes what they do under `patch`.
Patches apply in the order of the files. What they put in keeps its place, so that a
problem with it leads to the file that it was written in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from parsers.rules.changes import ChangeSource, PatchSource, PatternsSource
from parsers.rules.patching import Patcher
from parsers.rules.problems import Problem, nearest, problem_at
from parsers.rules.rule_file import RuleFile
from parsers.rules.shape import ClausesSource
from parsers.rules.strict_yaml import Scalar

KINDS = {
    "vocabularies": "vocabulary",
    "references": "reference",
    "fragments": "fragment",
    "masks": "mask",
    "slots": "slot",
    "rules": "rule",
    "filters": "filter",
}
"""Fields of a file that hold items with names -> what messages call such an item."""
SINGLE = {"cue": "cue", "follow_up": "follow_up", "splitting": "clauses"}
"""Fields of a file of which a pack has one -> how files spell them."""


def laid(files: Iterable[RuleFile]) -> tuple[list[RuleFile], list[Problem]]:
    """The files with each name defined once and all patches applied.

    Args:
        files: Those that are extended before those that extend.
    """
    layers = _Layers()
    for file in files:
        layers.lay(file)
    return layers.files, layers.problems


def name_of(item: Any) -> Scalar | None:
    """What patches call an item; None where it has no name."""
    name: Scalar | None = getattr(item, "name", None) or getattr(item, "id", None)
    return name


class _Layers:
    """The files so far, lowest first."""

    def __init__(self) -> None:
        self.files: list[RuleFile] = []
        self.problems: list[Problem] = []
        self._patcher = Patcher(self.problems)
        self._home: dict[tuple[str, str], tuple[int, Scalar]] = {}
        """(field of a file, name) -> the file that defines it, and where."""

    def lay(self, file: RuleFile) -> None:
        """Put a file on top of those so far: patch them, then take what it defines."""
        if file.patch is not None:
            self._patch(file.patch)
        number = len(self.files)
        own: dict[str, Any] = {
            field: tuple(
                i for i in getattr(file, field) if self._is_new(field, i, number)
            )
            for field in KINDS
        }
        for field in SINGLE:
            held = getattr(file, field)
            if held and not self._is_only(field, held, number):
                own[field] = None if isinstance(held, ClausesSource) else ()
        self.files.append(replace(file, patch=None, **own))

    def _is_new(self, field: str, item: Any, number: int) -> bool:
        """Whether no file before defines an item of that name."""
        name = name_of(item)
        if name is None:
            return True
        home, first = self._home.setdefault((field, name.value), (number, name))
        if home == number:
            return True
        title = f"{KINDS[field]} '{name.value}' is defined in {first.path} already"
        help = f"change it under 'patch: {field}:', or give this one another name"
        self.problems.append(problem_at("R314", name, title, _ONCE, help))
        return False

    def _is_only(
        self, field: str, held: Sequence[Scalar] | ClausesSource, number: int
    ) -> bool:
        """Whether no file before has what a pack has one of."""
        key, place = SINGLE[field], _first(held)
        home, first = self._home.setdefault((field, key), (number, place))
        if home == number:
            return True
        title = f"{first.path} has {key} already"
        help = f"change it under 'patch: {key}:'"
        self.problems.append(problem_at("R314", place, title, _ONCE, help))
        return False

    def _patch(self, patch: PatchSource) -> None:
        """Apply a patch to the files so far."""
        for field in KINDS:
            for change in getattr(patch, field):
                self._change(field, change)
        for field in SINGLE:
            if getattr(patch, field) is not None:
                self._change_only(field, getattr(patch, field))

    def _change(self, field: str, change: ChangeSource) -> None:
        home = self._home.get((field, change.name.value))
        if home is None:
            self.problems.append(self._unknown(field, change.name))
            return
        items = tuple(
            self._patcher.patched(item, change)
            if _is_called(item, change.name)
            else item
            for item in getattr(self.files[home[0]], field)
        )
        self._replace(home[0], field, items)

    def _change_only(self, field: str, change: PatternsSource | ClausesSource) -> None:
        """Change what a pack has one of."""
        key = SINGLE[field]
        home = self._home.get((field, key))
        if home is None:
            title = f"no file before this one has {key}"
            help = f"write '{key}:' without 'patch:'"
            place = _first_of_change(change)
            self.problems.append(problem_at("R313", place, title, _BEFORE, help))
            return
        made: Any = change
        if isinstance(change, PatternsSource):
            held = getattr(self.files[home[0]], field)
            made = self._patcher.alternatives(held, change, key)
        self._replace(home[0], field, made)

    def _replace(self, number: int, field: str, value: Any) -> None:
        changed: dict[str, Any] = {field: value}
        self.files[number] = replace(self.files[number], **changed)

    def _unknown(self, field: str, name: Scalar) -> Problem:
        """Why there is nothing of that name to change."""
        kind = KINDS[field]
        if any(name.value == left.value for f in self.files for left in f.left_out):
            title = f"{kind} '{name.value}' is broken, so there is nothing to change"
            reason = "its own problem is told above or below"
            return problem_at("R306", name, title, reason)
        known = [called for where, called in self._home if where == field]
        others = [where for where, called in self._home if called == name.value]
        near = nearest(name.value, known)
        help = f"did you mean '{near}'?" if near else None
        if others:
            help = f"'{name.value}' stands under '{others[0]}:' there"
        title = f"no file before this one has a {kind} called '{name.value}'"
        return problem_at("R313", name, title, _BEFORE, help)


_ONCE = "what another file defines is changed, not defined anew"
_BEFORE = "a patch changes what it finds in the files that this one extends"


def _is_called(item: Any, name: Scalar) -> bool:
    own = name_of(item)
    return own is not None and own.value == name.value


def _first(held: Sequence[Scalar] | ClausesSource) -> Scalar:
    return held.split if isinstance(held, ClausesSource) else held[0]


def _first_of_change(change: PatternsSource | ClausesSource) -> Scalar:
    if isinstance(change, ClausesSource):
        return change.split
    return next(iter((*change.patterns, *change.add, *change.remove)))
