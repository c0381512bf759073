"""The part of the main screen that puts a rule into its file, and takes a draft out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from tui.messages import Filing, RuleMoved, RuleSaved, RulesRead
from tui.ruling import put_in, same, saved, taken_out
from tui.screens.ruling import RulingScreen
from tui.threads import work
from tui.verdicts import Task

if TYPE_CHECKING:
    from parsers.workbench.rule_block import Block


class FilingScreen(RulingScreen):
    """Saves what is written; the last draft that was filed can be taken out again."""

    _is_saving = False
    """Whether a rule is on its way into its file."""
    _is_new = False
    """Whether a rule was saved, and the rule files are to be read when it was tried."""
    _filing: Filing | None = None
    """The last draft that was filed, as long as nothing else has been done since."""
    _is_filed = False
    """Whether it is in its file."""
    _is_heard = False
    """Whether its rules have come into force."""

    # --- saving ----------------------------------------------------------------------

    def action_save_rule(self) -> None:
        """Put the rule into its file."""
        block = self._block
        if block is None:
            self.say("no rule is written: gE opens that of the entry")
        elif block.locked:
            self.say(block.locked)
        elif not self._is_written:
            self.say("nothing was changed")
        else:
            if not self.is_tried:
                self.prove_now()
            self._is_saving = True
            self.save_rule(block, self.rule_pane.text)

    @work(thread=True, group="save")
    def save_rule(self, block: Block, text: str) -> None:
        """Write the file anew, unless somebody else has changed it."""
        self.post_message(saved(block, text))

    @on(RuleSaved)
    def _rule_saved(self, message: RuleSaved) -> None:
        """Go on from what is in the file now."""
        self._is_saving = False
        self.say(message.told)
        if message.difference:
            self._page("Changed meanwhile by another program", message.difference)
        if message.is_saved:
            self._filing, self._is_filed = message.filing, message.filing is not None
            self._is_new = self._is_ahead = True
            self._is_heard = False
        if self._block is not None and message.block is not None:
            is_touched = not same(self.rule_pane.text, message.text)
            keeps = is_touched or bool(message.difference)
            is_tried = self.is_tried
            self.open_rule(message.block, self.rule_pane.text if keeps else None)
            if message.difference:
                self.prove_now()
            elif is_tried and not keeps:
                self.load_saved()
            if message.filing is not None and not keeps:
                # The next key may be the one that takes it out again.
                self.watch_pane()
        else:
            self.load_saved()

    def load_saved(self) -> None:
        """Read the rule files; first the text that is seen, for this would hold it up."""
        if self._is_new and (self.is_tried or not self.is_ruling):
            self._is_new = False
            self.load_rules()

    def watch_rules(self) -> None:
        """Read the rule files again if one has changed, but not ahead of the above."""
        if not (self.is_ruling and (self._is_saving or self._is_new)):
            super().watch_rules()

    # --- taking a draft out again ----------------------------------------------------

    def undo(self) -> None:
        """Take the last draft out of its file, if that is the last step."""
        if self._filing is not None and self._is_filed:
            self.move(self._filing, is_in=False)
        else:
            super().undo()

    def redo(self) -> None:
        """Put it in again, if it was taken out last."""
        if self._filing is not None and not self._is_filed:
            self.move(self._filing, is_in=True)
        else:
            super().redo()

    @work(thread=True, group="save")
    def move(self, filing: Filing, *, is_in: bool) -> None:
        """Put the draft into its file again, or take it out."""
        self.post_message(put_in(filing) if is_in else taken_out(filing))

    @on(RuleMoved)
    def _rule_moved(self, message: RuleMoved) -> None:
        """Read the rule files as they are now."""
        self.say(message.told)
        if not message.is_moved:
            self._filing = None
            return
        self._is_filed, self._is_heard = not self._is_filed, False
        if self.is_ruling:
            self.close_rule()
        self.load_rules()

    def hand_in(self, task: Task) -> None:
        """Have something written down; then the last step is no draft."""
        if task.decides:
            self._filing = None
        super().hand_in(task)

    @property
    def is_filing(self) -> bool:
        """Whether the rules that were read are a draft's own: `u` takes that out."""
        return self._filing is not None

    @on(RulesRead)
    def _rules_for_filing(self, message: RulesRead) -> None:
        """Other rules than those with the draft, or without it: that is a later step."""
        self._is_ahead = False
        if message.rules.is_new and message.rules.engine is not None:
            if self._is_heard:
                self._filing = None
            self._is_heard = True
