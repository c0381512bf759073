"""The store: one object through which decisions are read, made and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from threading import RLock

from parsers.articles.decoding import without_surrogates
from parsers.store.claims import checked
from parsers.store.decisions import DECIDING, Decision, Seen, Verb
from parsers.store.following import Follower
from parsers.store.history import History, Step, Turn, history
from parsers.store.lines import Line, LineProblem, parse, sign
from parsers.store.log import Held, Log, LogError
from parsers.store.merging import Merged, concerned, conflicts
from parsers.store.records import YEARS
from parsers.store.review import edited
from parsers.store.verdicts import Verdicts

LONGEST_TEXT = 20_000
"""Characters of a note that are kept."""
_TICK = timedelta(microseconds=1)
_NEVER = datetime(1, 1, 1, tzinfo=timezone.utc)
"""The time of a draft."""


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _order(line: Line) -> tuple[bool, tuple[datetime, str] | tuple[()], str]:
    own = line.decision
    return own is None, () if own is None else own.order, line.id


class Store:
    """The decisions of a project, in one file.

    Every call is synchronous, and may come from any thread. A call that decides returns
    when the decision is on the disk, and raises `LogError` when it is not; then nothing
    was decided. What is handed out never changes.
    """

    def __init__(
        self, path: Path, author: str = "", clock: Callable[[], datetime] = _now
    ) -> None:
        """Open the store; the file is made by the first decision.

        Args:
            path: The decisions file.
            author: Who decides.
            clock: Tells the time, in UTC.

        Raises:
            LogError: If there is a file and it can not be read.
        """
        self.path = path
        self.author = without_surrogates(author)
        self._clock = clock
        self._log = Log(path)
        self._follower = Follower()
        self._verdicts = self._follower.verdicts
        self._own: dict[str, Line] = {}
        """What was acknowledged to the one who has this store."""
        self._lock = RLock()
        self.refresh()

    # --- what is known -----------------------------------------------------------------

    @property
    def verdicts(self) -> Verdicts:
        """What everybody decided so far; never waits for a call that writes or reads."""
        return self._verdicts

    @property
    def problems(self) -> tuple[LineProblem, ...]:
        """The lines that are not what newsledger wrote."""
        with self._lock:
            return self._follower.problems

    @property
    def newer(self) -> int:
        """How many lines only a newer newsledger understands."""
        with self._lock:
            return len(self._follower.newer)

    @property
    def history(self) -> History:
        """What the author can undo and redo."""
        return history(self.verdicts.decisions.values(), self.author)

    @property
    def vanished(self) -> tuple[Decision, ...]:
        """What was decided through this store and stands in the file no more.

        Another program has written the file anew, such as an editor that had read it
        before. `restore` puts it back.
        """
        with self._lock:
            gone = [line for line in self._own.values() if not self._knows(line)]
        return tuple(line.decision for line in gone if line.decision is not None)

    def refresh(self) -> bool:
        """Read what other programs have written; whether there was anything.

        Raises:
            LogError: If the file can not be read.
        """
        with self._lock, self._log.reading() as held:
            return self._catch_up(held)

    def lines(self) -> list[str]:
        """All good lines of the file, each once and with its line end, for others.

        They are in the order of time; those that only a newer newsledger understands
        come last.

        Raises:
            LogError: If the file can not be read.
        """
        with self._lock, self._log.reading() as held:
            found = () if held is None else tuple(parse(held.content()))
        good = {line.id: line for line in found if isinstance(line, Line)}
        ordered = sorted(good.values(), key=_order)
        return [f"{line.raw.decode()}\n" for line in ordered]

    # --- deciding ----------------------------------------------------------------------

    def accept(self, *seen: Seen) -> tuple[Decision, ...]:
        """Say that entries are right as they stand, with the edits they have."""
        return self._say("accept", seen)

    def reject(self, *seen: Seen) -> tuple[Decision, ...]:
        """Say that entries are wrong: no such claim is made there."""
        return self._say("reject", seen)

    def edit(self, seen: Seen, field: str, value: str | None) -> tuple[Decision, ...]:
        """Say what a field of an entry should be, and that the rest is right.

        Args:
            seen: The entry.
            field: One of `FIELDS`.
            value: The right value; None or blank if the article does not tell it.

        Raises:
            EditError: If the field can not have that value, or it is the last figure
                that is left.
        """
        found = self.verdicts.about(seen)
        now = edited(found, seen.claim, seen.digest, seen.quote)
        right = checked(field, value, seen.claim, now)
        return self._say("edit", (seen,), field=field, value=right)

    def note(self, seen: Seen, text: str) -> tuple[Decision, ...]:
        """Add a note to an entry; a blank one says nothing."""
        return self._write_down("note", seen, text.strip())

    def tag(self, seen: Seen, tag: str) -> tuple[Decision, ...]:
        """Put a tag on an entry; a blank one, and one that it has, says nothing."""
        clean = " ".join(tag.split())
        has = any(one.text == clean for one in self.verdicts.about(seen).tags)
        return () if has else self._write_down("tag", seen, clean)

    def untag(self, seen: Seen, tag: str) -> tuple[Decision, ...]:
        """Take a tag off an entry."""
        clean = " ".join(tag.split())
        tags = self.verdicts.about(seen).tags
        return self.withdraw(*(one for one in tags if one.text == clean))

    def take_back(self, *seen: Seen) -> tuple[Decision, ...]:
        """Make entries undecided again: no verdict, no edits; notes and tags stay."""
        found = [self.verdicts.about(one) for one in seen]
        return self.withdraw(*(one for each in found for one in each.deciding))

    def withdraw(self, *decisions: Decision) -> tuple[Decision, ...]:
        """Put decisions out of force, such as notes, whoever made them."""
        ids = tuple(dict.fromkeys(one.id for one in decisions))

        draft = Decision("", _NEVER, self.author, "take-back", of=ids)
        return self._decide(lambda: self._signed([draft])) if ids else ()

    # --- undo and redo -----------------------------------------------------------------

    def undo(self) -> tuple[Decision, ...]:
        """Undo the last step of the author that is not undone; it may be years old.

        Returns:
            The decisions of that step; empty if there is none.
        """
        return self._turn("undo", lambda: self.history.undoable)

    def redo(self) -> tuple[Decision, ...]:
        """Do again what was undone last, if nothing was decided since.

        Returns:
            The decisions of that step; empty if there is none.
        """
        return self._turn("redo", lambda: self.history.redoable)

    def _turn(self, verb: Verb, next_turn: Callable[[], Turn | None]) -> Step:
        turned: Step = ()

        def line() -> list[Line]:
            nonlocal turned
            turn = next_turn()
            if turn is None:
                return []
            turned = turn.step
            return self._signed([Decision("", _NEVER, self.author, verb, of=turn.of)])

        with self._lock:
            self.refresh()
            if next_turn() is not None:  # a store with nothing to undo makes no file
                self._append(line)
        return turned

    # --- many at once ------------------------------------------------------------------

    def merge(self, data: bytes) -> Merged:
        """Take in the lines of another decisions file; those that are known stay as is.

        Raises:
            LogError: If they can not be saved; then none was taken in.
        """
        found = list(parse(data))
        theirs = {line.id: line for line in found if isinstance(line, Line)}

        def new() -> list[Line]:
            return [line for line in theirs.values() if not self._knows(line)]

        with self._lock:
            lines = self._append(new) if theirs else []
            verdicts = self.verdicts
        decisions = [line.decision for line in lines if line.decision is not None]
        return Merged(
            new=len(lines),
            known=len(theirs) - len(lines),
            newer=len(lines) - len(decisions),
            problems=tuple(x for x in found if isinstance(x, LineProblem)),
            conflicts=tuple(conflicts(verdicts, concerned(decisions, verdicts))),
        )

    def restore(self) -> tuple[Decision, ...]:
        """Put back what has vanished from the file."""
        return self._decide(
            lambda: [line for line in self._own.values() if not self._knows(line)]
        )

    # --- how a line is made ------------------------------------------------------------

    def _write_down(self, verb: Verb, seen: Seen, text: str) -> tuple[Decision, ...]:
        clean = without_surrogates(text)[:LONGEST_TEXT]
        return self._say(verb, (seen,), text=clean) if clean else ()

    def _say(
        self,
        verb: Verb,
        seen: Sequence[Seen],
        field: str | None = None,
        value: str | None = None,
        text: str | None = None,
    ) -> tuple[Decision, ...]:
        """Say the same of some entries, as one step."""
        # What others wrote a moment ago is not known to the one who decides: it is not
        # replaced, it is contradicted.
        known = self.verdicts
        drafts = [
            Decision(
                *("", _NEVER, self.author, verb, one),
                over=known.about(one).over if verb in DECIDING else (),
                field=field,
                value=value,
                text=text,
            )
            for one in dict.fromkeys(seen)
        ]
        return self._decide(lambda: self._signed(drafts)) if drafts else ()

    def _signed(self, drafts: Iterable[Decision]) -> list[Line]:
        """The lines of decisions that are made now."""
        at = self._moment()
        return [sign(replace(draft, at=at)) for draft in drafts]

    def _moment(self) -> datetime:
        """Now, and in any case later than all that is known, whatever the clocks say."""
        latest = self.verdicts.latest
        now = self._clock()
        moment = now if latest is None else max(now, latest + _TICK)
        if moment.year not in YEARS:
            raise LogError(self.path, f"it holds a decision of the year {moment.year}")
        return moment

    def _decide(self, lines: Callable[[], list[Line]]) -> tuple[Decision, ...]:
        written = self._append(lines)
        return tuple(line.decision for line in written if line.decision is not None)

    def _append(self, make: Callable[[], list[Line]]) -> list[Line]:
        """Append lines, which are made when all that others wrote is known."""
        with self._lock:
            while True:
                with self._log.writing() as held:
                    self._catch_up(held)
                    lines = make()
                    if not lines:
                        return lines
                    data = held.append(b"".join(line.raw + b"\n" for line in lines))
                    self._follower.appended(data, held)
                    self._verdicts = self._follower.verdicts
                    lasting = held.is_current()
                if lasting:  # else a new file has taken its place: say it again there
                    self._own.update((line.id, line) for line in lines)
                    return lines

    def _catch_up(self, held: Held | None) -> bool:
        changed = self._follower.catch_up(held)
        # Only now: while a file is read anew, less is known than before.
        self._verdicts = self._follower.verdicts
        return changed

    def _knows(self, line: Line) -> bool:
        return self._follower.knows(line.id)
