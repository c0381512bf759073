"""The part of the main screen that takes verdicts on entries."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from parsers.model import Entry, Skipped
from tui.answers import Judgement
from tui.desk import Desk
from tui.keys import Actions
from tui.messages import Decided, Walked
from tui.page import Goal, Page, Walk, beyond
from tui.screens.resuming import ResumingScreen
from tui.session import SessionFile
from tui.threads import work
from tui.verdicts import NO_PROJECT, Clerk, Filed, Task
from tui.watch import INTERVAL
from tui.wording import verdict_sign

if TYPE_CHECKING:
    from parsers.store import Decision, Sayings, Seen, Store, Verdicts

    Decisions = tuple[Decision, ...]

_OPENING = "the article is not open yet"


_ACCEPT = Judgement(lambda store, seen: store.accept(seen), "accepted", settles=True)
_REJECT = Judgement(lambda store, seen: store.reject(seen), "rejected", settles=True)
_TAKE_BACK = Judgement(
    lambda store, seen: store.take_back(seen),
    told="taken back",
    nothing="nothing was decided on it: u undoes the last step",
)


class JudgingScreen(ResumingScreen):
    """Hands what people decide to a clerk, and shows what he has on the disk."""

    def __init__(
        self,
        desk: Desk,
        actions: Actions,
        saved: Mapping[str, str],
        file: SessionFile | None,
        clerk: Clerk,
    ) -> None:
        super().__init__(desk, actions, saved, file)
        self.clerk = clerk
        self.verdicts: Verdicts | None = None
        """What was decided so far; None as long as that is not known."""
        self._sayings: Sayings | None = None
        self._judged: Counter[str] = Counter()
        """The entries on which something was decided that is not on the disk yet."""
        self._last: Judgement | None = None
        self._said = ""
        """What was said last of something that is on the disk."""
        self._held: deque[Callable[[], None]] = deque()
        """What is to be done at the entry that is on its way."""
        self._keeps_held = False
        """Whether what is done just now is no reason to forget that."""
        self._leading = 0
        """How many steps are being undone or done again, which lead to their entries."""

    def start(self) -> None:
        """Read what was decided, and what other programs add to it."""
        super().start()
        if self.clerk.has_project:
            self._catch_up()
            self.set_interval(INTERVAL, self._catch_up)

    def _catch_up(self) -> None:
        """Read what was decided elsewhere."""
        if self.clerk.is_idle:
            self.hand_in(Task(_refreshed, lambda _: "", decides=False))

    def hand_in(self, task: Task) -> None:
        """Have something written down."""
        self._judged[task.entry] += 1
        if self.clerk.file(task):
            self._write_down()

    @work(thread=True, group="verdicts")
    def _write_down(self) -> None:
        """Do what there is to be written down."""
        while (filed := self.clerk.work()) is not None:
            self.post_message(Decided(filed))

    @on(Decided)
    def _decided(self, message: Decided) -> None:
        """Show what is on the disk now; say it when something is not."""
        filed = message.filed
        self.clerk.heard(filed)
        self._judged.subtract([filed.task.entry])
        if filed.verdicts is not self.verdicts:
            self._know(filed)
            if isinstance(self.shown, Page):
                self.shown = self._reviewed(self.shown)
        if filed.task.leads:
            self._leading -= 1
            with self._keeping_held():
                self._lead_to(filed.decisions)
        # What a walk has to say of its end is news; that an entry is accepted is not.
        is_news = filed.error or filed.task.leads or self.note in ("", self._said)
        if filed.told and is_news:
            self.announce(filed.told)
        self._do_held()

    def announce(self, note: str) -> None:
        """Say something that the end of a task may take the place of."""
        self._said = note
        self.say(note)

    def finish(self) -> str:
        """Have the last things written down; what could not be saved, for the person."""
        return "\n".join(self.clerk.finish())

    # --- what was decided ------------------------------------------------------------

    def _know(self, filed: Filed) -> None:
        """More is known of what was decided."""
        from parsers.store import Sayings

        self.verdicts = filed.verdicts
        if filed.verdicts is None:
            return
        if self._sayings is None:
            self.rows.said = self._sayings = Sayings(filed.verdicts)
        self._sayings.renew(filed.verdicts, filed.decisions)
        self.entries.mark(partial(_sign, filed.verdicts))

    def is_decided(self, entry: Entry) -> bool:
        """Whether anything was said of an entry."""
        return self.verdicts is not None and self.verdicts.concerns(entry)

    def _reviewed(self, page: Page) -> Page:
        """An article with what was decided on its entries."""
        verdicts = self.verdicts
        if verdicts is None or not page.known:
            return page
        return replace(page, reviews=tuple(map(verdicts.of, page.reading.entries)))

    def _show(self, row: int, shown: Page | Skipped) -> None:
        """Show an article with what was decided on its entries."""
        super()._show(row, self._reviewed(shown) if isinstance(shown, Page) else shown)

    def read_row(self, row: int) -> Page | Skipped:
        """Read an article, and what was decided on its entries."""
        shown = super().read_row(row)
        return shown if isinstance(shown, Skipped) else self._reviewed(shown)

    def is_stop(self, goal: Goal, page: Page) -> bool:
        """Whether the selected figure is one to stop at."""
        if goal == "undecided":
            return self._is_undecided(page)
        return super().is_stop(goal, page) or (goal == "open" and self._is_stale(page))

    def may_stop(self, goal: Goal, row: int) -> bool:
        """Whether the article of a row may have a figure to stop at."""
        entries = self.rows.entries[row]
        if goal == "figure" or not entries or not self.rows.counts[row]:
            return super().may_stop(goal, row)
        found = map(self.rows.said, entries)
        if goal == "undecided":
            return any(one.is_to_decide for one in found)
        return super().may_stop(goal, row) or any(one.is_stale for one in found)

    def _is_stale(self, page: Page) -> bool:
        """Whether what was decided on the selected entry is not what it is now."""
        review = page.review
        return review is not None and bool(review.stale)

    def _is_undecided(self, page: Page) -> bool:
        """Whether it is still to be said if the selected entry is right."""
        entry, review = page.entry, page.review
        if entry is None or self._judged[entry.id] > 0:
            return False
        return review is None or review.is_to_decide

    # --- deciding --------------------------------------------------------------------

    def action_accept(self) -> None:
        """The entry is right."""
        self.when_there(partial(self.judge, _ACCEPT))

    def action_reject(self) -> None:
        """The entry is wrong."""
        self.when_there(partial(self.judge, _REJECT))

    def action_take_back(self) -> None:
        """Nothing is decided on the entry any more."""
        self.when_there(partial(self.judge, _TAKE_BACK))

    def action_repeat(self) -> None:
        """What was said last is true of this entry as well."""
        self.when_there(self._repeat)

    def _repeat(self) -> None:
        """Say it of this entry."""
        if self._last is None:
            self.say("no verdict to repeat: a accepts, x rejects")
        else:
            self.judge(self._last)

    def looked_at(self) -> tuple[Page, Seen] | None:
        """The open article and the entry at its cursor; if there is none, that is said."""
        from parsers.store import Seen

        page = self.open_page()
        if page is None:
            return None
        if self.article_list.cursor != self.row:
            self.say(_OPENING)
            return None
        entry = self.booked(page)
        if entry is None:
            return None
        if not self.article.display:
            # On a small screen, from the list: nobody decides on what is not in sight.
            self.pane = "article"
            self.say("this is the entry: once more")
            return None
        return page, Seen.of(entry, page.rules)

    def judge(self, judgement: Judgement) -> None:
        """Say something of the entry; go on to the next undecided one if that settles it."""
        looked = self.looked_at()
        if looked is None:
            return
        page, seen = looked
        told = partial(judgement.result, page.figure.text if page.figure else seen.text)
        self.hand_in(Task(lambda store: judgement.say(store, seen), told, seen.entry))
        if judgement is not _TAKE_BACK:
            self._last = judgement
        if judgement.settles:
            self._advance(page)

    def _advance(self, page: Page) -> None:
        """Go on to the next undecided entry, of this article or of another one."""
        undecided = filter(self._is_undecided, beyond(page, 1))
        if (there := next(undecided, None)) is not None:
            self.shown = there
        else:
            self.go_on(Walk(self.row, 1, "undecided"))

    # --- undo and redo ---------------------------------------------------------------

    def action_undo(self) -> None:
        """Undo the last step, in whatever article it was made, and go there."""
        self._in_turn(self.undo)

    def action_redo(self) -> None:
        """Do again what was undone last, and go there."""
        self._in_turn(self.redo)

    def _in_turn(self, do: Callable[[], None]) -> None:
        """Do something after what is held; at once if nothing is."""
        if self._held or self._leading:
            self._held.append(do)
        else:
            do()

    def undo(self) -> None:
        """Undo the last step."""
        self._turn_back(lambda store: store.undo(), "undone", "nothing to undo")

    def redo(self) -> None:
        """Do again what was undone last."""
        self._turn_back(lambda store: store.redo(), "done again", "nothing to redo")

    def _turn_back(
        self, turn: Callable[[Store], Decisions], told: str, nothing: str
    ) -> None:
        """Have a step undone or redone."""
        if not self.clerk.has_project:
            self.say(NO_PROJECT)
            return
        self.stop_walk()
        self._leading += 1

        def result(decisions: Decisions) -> str:
            return f"{told}: {_told(decisions)}" if decisions else nothing

        self.hand_in(Task(turn, result, leads=True))

    def _lead_to(self, decisions: Decisions) -> None:
        """Go to the entry on which something was decided, if it is listed."""
        seen = next((d.seen for d in decisions if d.seen is not None), None)
        if seen is None:
            return
        page = self.shown if isinstance(self.shown, Page) else None
        entry = page.row_of(seen.entry) if page else None
        if page is not None and entry is not None:
            self.shown = page.at_entry(entry)
            return
        for row in self.listing.order:
            if self.rows.items.names[row] == seen.article and row != self.row:
                self.open_at(row, seen.entry)
                return

    # --- keys that come while the entry they are for is still looked for --------------

    @property
    def is_under_way(self) -> bool:
        """Whether a walk, an undo or a jump leads to an entry that is not shown yet."""
        return self.walk is not None or self._leading > 0 or self.goal is not None

    def when_there(self, do: Callable[[], None]) -> None:
        """Do something at the entry that is on its way; at once if there is none."""
        if not self.clerk.has_project:
            self.say(NO_PROJECT)
        elif self.is_under_way:
            self._held.append(do)
        else:
            do()

    def arrived(self, walked: Walked) -> None:
        """Do what waits for the end of a walk; where it led nowhere, nobody asked for it."""
        if not walked.complete:
            self._held.clear()
        self._do_held()

    def opened(self) -> None:
        """Do what waits for an article that was opened for one of its entries."""
        super().opened()
        self._do_held()

    def _do_held(self) -> None:
        """Do one thing after the other, until one of them leads elsewhere."""
        with self._keeping_held():
            while self._held and not self.is_under_way:
                self._held.popleft()()

    @contextmanager
    def _keeping_held(self) -> Iterator[None]:
        """What is held waits for wherever this leads."""
        before, self._keeps_held = self._keeps_held, True
        try:
            yield
        finally:
            self._keeps_held = before

    def go_on(self, walk: Walk) -> None:
        """Walk on; what waits for another place is not done at the end of this way."""
        self._drop_held()
        super().go_on(walk)

    def stop_walk(self) -> None:
        """Forget what waits for the end of a walk that something else has ended."""
        super().stop_walk()
        self._drop_held()

    def _drop_held(self) -> None:
        """Say how much is not decided."""
        if self._held and not self._keeps_held:
            self.say(f"{len(self._held)} not decided: another key came before")
            self._held.clear()


def _sign(verdicts: Verdicts, entry: Entry) -> str:
    """The sign of what was decided on an entry, in a list of very many."""
    return verdict_sign(verdicts.of(entry)) if verdicts.concerns(entry) else " "


def _refreshed(store: Store) -> Decisions:
    """Nothing decided, but everything known."""
    store.refresh()
    return ()


_SAID = {"accept": "accepted", "reject": "rejected"}


def _told(decisions: Decisions) -> str:
    """A step in a few words."""
    first = decisions[0]
    said = _SAID.get(first.verb, first.verb)
    if len(decisions) > 1:
        return f"{said}, {len(decisions):,} entries"
    return f"{said} {first.seen.text}" if first.seen else said
