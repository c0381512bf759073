"""The part of the main screen that takes one verdict on all the entries listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from parsers.model import Entry
from tui.jumps import Place
from tui.orders import Listed
from tui.page import Page
from tui.screens.answering import AnsweringScreen
from tui.verdicts import NO_PROJECT, Task

if TYPE_CHECKING:
    from parsers.store import Decision, Seen, Store

Verb = Literal["accept", "reject"]

_ACTIONS = ("accept_listed", "reject_listed")


@dataclass(frozen=True, slots=True)
class Sweep:
    """What is to be said of many entries."""

    verb: Verb
    listed: tuple[Listed, ...]

    @property
    def entries(self) -> str:
        """How many they are: `312 entries`."""
        count = len(self.listed)
        return f"{count:,} {'entry' if count == 1 else 'entries'}"


class SweepingScreen(AnsweringScreen):
    """Says the same of all undecided entries listed, when it is asked to twice."""

    _sweep: Sweep | None = None
    """What is said if the same key comes next."""

    def action_accept_listed(self) -> None:
        """All the undecided entries listed are right."""
        self._ask_twice("accept")

    def action_reject_listed(self) -> None:
        """All the undecided entries listed are wrong."""
        self._ask_twice("reject")

    def _ask_twice(self, verb: Verb) -> None:
        """Say how many entries it is about; the second time, do it."""
        if problem := self._no_sweep():
            self.say(problem)
            return
        entries = self.entries.listed
        sweep = Sweep(verb, tuple(one for one in entries if self._is_open(one[1])))
        if not sweep.listed:
            self.say("every entry listed is decided")
        elif sweep != self._sweep:
            self._sweep = sweep
            self.say(f"the same key once more: {verb} {sweep.entries} undecided so far")
        else:
            self._sweep = None
            self.say(f"{verb} {sweep.entries}…")
            told = partial(_told, f"{verb}ed")
            self.hand_in(Task(lambda store: self._decide_all(store, sweep), told))

    def _no_sweep(self) -> str:
        """Why nothing can be said of all that is listed; empty if it can."""
        if not self.clerk.has_project:
            return NO_PROJECT
        if self.pane != "entries":
            return "4 lists the entries of which this is said"
        return "not all articles are read yet" if self.unread else ""

    def _is_open(self, entry: Entry) -> bool:
        """Whether it is still to be said if an entry is right."""
        verdict = self.rows.said(entry).verdict
        return "undecided" in verdict or "stale" in verdict

    def _decide_all(self, store: Store, sweep: Sweep) -> tuple[Decision, ...]:
        """Say it, as one step."""
        say = store.accept if sweep.verb == "accept" else store.reject
        return say(*self._seen(sweep.listed))

    def _seen(self, listed: Sequence[Listed]) -> Iterator[Seen]:
        """The entries as their articles have them: what is listed lacks the quotation."""
        from parsers.store import Seen

        in_order = sorted(listed, key=itemgetter(0))
        for row, group in groupby(in_order, key=itemgetter(0)):
            wanted = {entry.id for _, entry in group}
            page = self.read_row(row)
            if isinstance(page, Page):
                for entry in page.reading.entries:
                    if entry.id in wanted:
                        yield Seen.of(entry, page.rules)

    def left(self, place: Place | None, action: str) -> None:
        """Any other key, and nothing is said of all entries."""
        super().left(place, action)
        if action not in _ACTIONS:
            self._sweep = None


def _told(verb: str, decisions: tuple[Decision, ...]) -> str:
    """What became of it."""
    return (
        f"{verb}: {len(decisions):,}; u undoes it"
        if decisions
        else "nothing is decided"
    )
