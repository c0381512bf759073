"""The part of the main screen that takes one verdict on all the entries listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from textual.worker import get_current_worker

from parsers.model import Skipped
from tui.jumps import Place
from tui.orders import Listed
from tui.screens.answering import AnsweringScreen
from tui.threads import work
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
        said = self.rows.said
        sweep = Sweep(verb, tuple(one for one in entries if said(one[1]).is_to_decide))
        if not sweep.listed:
            self.say("every entry listed is decided")
        elif sweep != self._sweep:
            self._sweep = sweep
            self.say(f"{verb} {sweep.entries} undecided so far: the same key once more")
        else:
            self._sweep = None
            self.announce(f"{verb} {sweep.entries}…")
            self._gather(sweep)

    def _no_sweep(self) -> str:
        """Why nothing can be said of all that is listed; empty if it can."""
        if not self.clerk.has_project:
            return NO_PROJECT
        if self.pane != "entries":
            return "4 lists the entries of which this is said"
        if self.unread or not self.is_surveyed:
            return "not all articles are read yet"
        return ""

    @work(thread=True, exclusive=True, group="sweep")
    def _gather(self, sweep: Sweep) -> None:
        """Read the articles of the entries, and have it written down as one step."""
        worker = get_current_worker()
        seen: list[Seen] = []
        for one in self._seen(sweep.listed):
            if worker.is_cancelled:
                return
            seen.append(one)
        told = partial(_told, f"{sweep.verb}ed", len(sweep.listed) - len(seen))
        say = partial(_say, sweep.verb, tuple(seen))
        self.app.call_from_thread(self.hand_in, Task(say, told))

    def _seen(self, listed: Sequence[Listed]) -> Iterator[Seen]:
        """The entries as their articles have them: what is listed lacks the quotation.

        One that is read otherwise by now was never seen by the person.
        """
        from parsers.store import Claim, Seen

        in_order = sorted(listed, key=itemgetter(0))
        for row, group in groupby(in_order, key=itemgetter(0)):
            wanted = {entry.id: entry for _, entry in group}
            page = self.read_row(row)
            if isinstance(page, Skipped):
                continue
            for entry in page.reading.entries:
                known = wanted.get(entry.id)
                if known is not None and Claim.of(known) == Claim.of(entry):
                    yield Seen.of(entry, page.rules)

    def left(self, place: Place | None, action: str) -> None:
        """Any other key, and nothing is said of all entries."""
        super().left(place, action)
        if action not in _ACTIONS:
            self._sweep = None


def _say(verb: Verb, seen: tuple[Seen, ...], store: Store) -> tuple[Decision, ...]:
    """Say the same of all."""
    return store.accept(*seen) if verb == "accept" else store.reject(*seen)


def _told(verb: str, changed: int, decisions: tuple[Decision, ...]) -> str:
    """What became of it."""
    others = f", read otherwise by now: {changed:,}" if changed else ""
    if not decisions:
        return f"nothing is decided{others}"
    return f"{verb}: {len(decisions):,}{others}; u undoes it"
