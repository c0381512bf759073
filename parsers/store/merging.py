"""Taking in the decisions of others: what is new, and where people disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parsers.store.decisions import Decision
from parsers.store.lines import LineProblem
from parsers.store.verdicts import Verdicts


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry of which people said different things without knowing of each other."""

    entry: str
    decision: Decision
    """The later one, which is in force."""
    rivals: tuple[Decision, ...]
    """The others."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of the lines of another file."""

    new: int
    """Lines that were taken in."""
    known: int
    """Lines that were there already."""
    newer: int
    """Of the new ones, those that only a newer newsledger understands."""
    problems: tuple[LineProblem, ...]
    conflicts: tuple[Conflict, ...]
    """On the entries that the new lines are about."""


def conflicts(verdicts: Verdicts, entries: Iterable[str]) -> Iterator[Conflict]:
    """Where people disagree on some entries, in the order of their ids."""
    for entry in sorted(set(entries)):
        found = verdicts.named(entry)
        if found.decision is not None and found.rivals:
            yield Conflict(entry, found.decision, found.rivals)


def concerned(decisions: Iterable[Decision], verdicts: Verdicts) -> Iterator[str]:
    """The entries on which decisions bear, through what they take back as well."""
    waiting, seen = list(decisions), set[str]()
    while waiting:
        decision = waiting.pop()
        if decision.id in seen:
            continue
        seen.add(decision.id)
        if decision.seen is not None:
            yield decision.seen.entry
        known = (verdicts.decisions.get(own) for own in decision.of)
        waiting.extend(one for one in known if one is not None)
