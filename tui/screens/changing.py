"""The part of the main screen that tells what a change of the rules does, and undoes it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import on

from tui.delta import Delta
from tui.messages import Decided, RowsLearned, RulesRead
from tui.screens.covering import CoveringScreen
from tui.screens.finding import FindingScreen

if TYPE_CHECKING:
    from parsers.rules.pack import Place
    from tui.findings import Target
    from tui.rows import Known

_NO_CHANGE = "the rules have not changed since the start"


class ChangingScreen(CoveringScreen):
    """Compares what the rules in force read with what those before them read."""

    _delta: Delta | None = None
    """What the last change of the rules did so far; None before the first."""
    _changes: FindingScreen | None = None
    """The screen on which that is shown."""
    _is_last: bool = False
    """Whether nothing was decided since the rules have changed."""
    _is_back: bool = False
    """Whether the rules before are in force again, whatever the files say."""

    _fault: Place | None = None
    """Where the first mistake in the rule files is, if there is one."""

    @on(RulesRead)
    def _compare_anew(self, message: RulesRead) -> None:
        """Begin to compare, if there is anything to compare with."""
        self._fault = message.rules.fault
        if message.rules.engine is None or not self.desk.has_former_rules:
            return
        self._is_last, self._is_back = True, False
        # The other screens hear of it after this one.
        self._begin(f"rules r{self.rules_read + 1}")

    def _begin(self, rules: str) -> None:
        """Compare what is read from now on."""
        self._delta = Delta(rules)
        self._show_changes()
        self.tell()

    def learn(self, known: Known) -> None:
        """Take in what became known of a row, and compare it with what was known."""
        before = self.rows.candidates[known.row].entries
        super().learn(known)
        delta, unread = self._delta, known.counts is None
        if delta is not None and before is not None and not unread:
            delta.add(known.row, before, known.entries)

    def lasting_notices(self) -> Iterator[str]:
        """What there is to say as long as it is true."""
        yield from super().lasting_notices()
        if self._delta is not None and self._delta.words:
            yield f"{self._delta.words}  D shows"
        if self._is_back:
            yield "rules of before; ^r takes the files again"

    # --- the changes, one by one ---------------------------------------------------------

    def action_delta(self) -> None:
        """List what the last change of the rules did."""
        if self._delta is None:
            self.say(_NO_CHANGE)
            return
        names = [item.name for item in self.rows.items]
        self._changes = FindingScreen(self._delta.findings(names), None, self.actions)
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
            names = [item.name for item in self.rows.items]
            self._changes.show(self._delta.findings(names))

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
            self.open_file(place.path, os.fsencode(place.path), place.line)

    # --- back to the rules before --------------------------------------------------------

    @on(Decided)
    def _something_decided(self, message: Decided) -> None:
        """The last step is a verdict now."""
        if message.filed.decisions:
            self._is_last = False

    def action_undo(self) -> None:
        """Go back to the rules before, if their change is the last step; else a verdict."""
        if self._is_last:
            self._turn_rules("rules of before", is_back=True)
        else:
            super().action_undo()

    def action_redo(self) -> None:
        """Take the rules of the files again, if those before are in force; else a verdict."""
        if self._is_back:
            self._turn_rules("rules of the files", is_back=False)
        else:
            super().action_redo()

    def _turn_rules(self, told: str, *, is_back: bool) -> None:
        """Let the other rules of the last two come into force; no file is touched."""
        self.desk.swap_rules()
        self._is_last, self._is_back = not is_back, is_back
        self.count_again()
        self._begin(told)
        self.say(told)
