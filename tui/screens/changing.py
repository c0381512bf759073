"""The part of the main screen that tells what a change of the rules does, and undoes it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from textual import on

from tui.delta import Delta
from tui.messages import RowsLearned, RulesRead
from tui.screens.covering import CoveringScreen
from tui.screens.finding import FindingScreen
from tui.verdicts import Task

if TYPE_CHECKING:
    from parsers.rules.pack import Place
    from tui.findings import Target
    from tui.rows import Known

_NO_CHANGE = "the rules have not changed since all was read"


class ChangingScreen(CoveringScreen):
    """Compares what the rules in force read with what those before them read."""

    _delta: Delta | None = None
    """What the last change of the rules did so far; None before the first."""
    _changes: FindingScreen | None = None
    """The screen on which that is shown."""
    _last_step: Literal["verdict", "change", "back"] = "verdict"
    """The last step: a verdict, or a change of the rules, or the way back from one."""
    _is_back: bool = False
    """Whether the rules before are in force again, whatever the files say."""

    _fault: Place | None = None
    """Where the first mistake in the rule files is, if there is one."""

    @on(RulesRead)
    def _compare_anew(self, message: RulesRead) -> None:
        """Begin to compare, if there is anything to compare with."""
        rules = message.rules
        self._fault = rules.fault
        if rules.engine is not None:
            self._rules_of_the_files()
        if rules.engine is None or not rules.is_new or not self.desk.has_former_rules:
            if self.is_anew:
                # Articles may have changed: what they come to is no news of the rules.
                self._delta = None
            return
        self._last_step = "verdict" if self.is_filing else "change"
        # The other screens hear of it after this one.
        self._begin(f"rules r{self.rules_read + 1}")

    @property
    def is_filing(self) -> bool:
        """Whether the rules that were read are a step that is undone in another way."""
        return False

    def _rules_of_the_files(self) -> None:
        """What the files say is in force, so there is no way back to that."""
        if self._is_back:
            self._last_step, self._is_back = "verdict", False

    def _begin(self, rules: str) -> None:
        """Compare what is read from now on."""
        self._delta = Delta(rules, self.verdicts)
        self._show_changes()
        self.tell()

    def learn(self, known: Known) -> None:
        """Take in what became known of a row, and compare it with what was known."""
        before = self.rows.entries[known.row]
        is_first = self.rows.counts[known.row] is None and known.counts is not None
        super().learn(known)
        if self._delta is not None and before is not None and is_first:
            name = self._name_of(known.row)
            self._delta.add(known.row, name, before, known.entries)

    def keep(self, row: int) -> bool:
        """Take what is known of a row for what the new rules read."""
        is_news = super().keep(row)
        if is_news and self._delta is not None:
            entries = self.rows.entries[row] or ()
            self._delta.keep(self._name_of(row), entries)
        return is_news

    def lasting_notices(self) -> Iterator[str]:
        """What there is to say as long as it is true."""
        yield from super().lasting_notices()
        if self._delta is not None and self._delta.words:
            yield f"{self._delta.words}  D shows"
        if self._is_back:
            again = "^r takes" if self._last_step == "back" else "saving one takes"
            yield f"rules of before; {again} the files again"

    # --- the changes, one by one ---------------------------------------------------------

    def action_delta(self) -> None:
        """List what the last change of the rules did."""
        if self._delta is None:
            self.say(_NO_CHANGE)
            return
        found = self._delta.findings(self._name_of)
        self._changes = FindingScreen(found, None, self.actions)
        self.app.push_screen(self._changes, self._go_to_change)

    def _go_to_change(self, target: Target | None) -> None:
        """Go to what was chosen."""
        self._changes = None
        self.go_to_target(target)

    @on(RowsLearned)
    def _changes_known(self) -> None:
        """More was compared, when the other screens have heard of it as well."""
        if self._changes is not None:
            self.call_next(self._show_changes)

    def _show_changes(self) -> None:
        """Show what was compared meanwhile."""
        if self._changes is not None and self._delta is not None:
            self._changes.show(self._delta.findings(self._name_of))

    def _name_of(self, row: int) -> str:
        """What the article of a row is called."""
        return self.rows.items.names[row]

    # --- once more -----------------------------------------------------------------------

    def action_read_again(self) -> None:
        """Read the file of the open article once more."""
        if self.open_page() is not None:
            self.say("read again")
            self.read_file_again(self.row)

    def action_read_all_again(self) -> None:
        """Read the rule files once more, then all articles."""
        self.say("rules and articles are read again")
        self.is_anew = True
        self.load_rules()

    # --- from an entry to its rule -------------------------------------------------------

    def action_edit_rule(self) -> None:
        """Open the rule of an entry in an editor; a mistake in the files comes first."""
        place = self._fault
        if place is None:
            entry = self.entry_at_cursor()
            if entry is None:
                return
            place = self.desk.rule_place(entry.rule)
        if place is None:
            self.say("nobody knows where its rule is written")
        else:
            self.warm_up(self.shown)
            self.open_file(place.path, os.fsencode(place.path), place.line)

    # --- back to the rules before --------------------------------------------------------

    def hand_in(self, task: Task) -> None:
        """Have something written down; then the last step is no change of the rules."""
        if task.decides:
            self._last_step = "verdict"
        super().hand_in(task)

    def undo(self) -> None:
        """Go back to the rules before, if their change is the last step; else a verdict."""
        if self._last_step == "change":
            self._turn_rules("back", "rules of before")
        else:
            super().undo()

    def redo(self) -> None:
        """Take the rules of the files again, if that was undone last; else a verdict."""
        if self._last_step == "back":
            self._turn_rules("change", "rules of the files")
        else:
            super().redo()

    def _turn_rules(self, step: Literal["change", "back"], told: str) -> None:
        """Let the other rules of the last two come into force; no file is touched."""
        touch = self.desk.swap_rules()
        self._last_step, self._is_back = step, step == "back"
        self.count_again(touch)
        self._begin(told)
        self.say(told)
