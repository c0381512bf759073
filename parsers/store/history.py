"""What one person did, step by step, and what of it can be undone and redone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias

from parsers.store.decisions import Decision

Step: TypeAlias = tuple[Decision, ...]
"""What was decided at one moment, and so is undone at once."""


@dataclass(frozen=True, slots=True)
class Undone:
    """A step that was taken back."""

    step: Step
    by: str
    """Id of the decision that undid it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A step to undo or to redo."""

    step: Step
    of: tuple[str, ...]
    """Ids of the decisions that the undo, or the redo, has to put out of force."""


@dataclass(frozen=True, slots=True)
class History:
    """Two stacks; the last of each is next."""

    done: tuple[Step, ...] = ()
    undone: tuple[Undone, ...] = ()

    @property
    def undoable(self) -> Turn | None:
        """What an undo would do; None if there is nothing to undo."""
        if not self.done:
            return None
        return Turn(self.done[-1], tuple(decision.id for decision in self.done[-1]))

    @property
    def redoable(self) -> Turn | None:
        """What a redo would do; None if there is nothing to redo."""
        return (
            Turn(self.undone[-1].step, (self.undone[-1].by,)) if self.undone else None
        )


def history(decisions: Iterable[Decision], author: str) -> History:
    """The history of one author, from all decisions in any order."""
    own = sorted((d for d in decisions if d.by == author), key=attrgetter("order"))
    done: list[Step] = []
    undone: list[Undone] = []
    for _at, group in groupby(own, key=attrgetter("at")):
        step = tuple(group)
        match step[0].verb:
            case "undo":
                _undo(step[0], done, undone)
            case "redo":
                _redo(step[0], done, undone)
            case _:
                done.append(step)
                undone.clear()
    return History(tuple(done), tuple(undone))


def _undo(decision: Decision, done: list[Step], undone: list[Undone]) -> None:
    """Move the step that a line undoes; a merge may have put others on top of it."""
    taken = set(decision.of)
    for index in reversed(range(len(done))):
        if any(one.id in taken for one in done[index]):
            undone.append(Undone(done.pop(index), decision.id))
            return


def _redo(decision: Decision, done: list[Step], undone: list[Undone]) -> None:
    for index in reversed(range(len(undone))):
        if undone[index].by in decision.of:
            done.append(undone.pop(index).step)
            return
