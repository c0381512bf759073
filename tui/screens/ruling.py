"""The part of the main screen in which a rule is written beside the text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events, on
from textual.worker import get_current_worker

from parsers.errors import NewsledgerError
from tui.messages import RuleFound, RulesRead
from tui.remarks import Remark
from tui.screens.proving import ProvingScreen
from tui.session import NOWHERE, Session
from tui.threads import work
from tui.widgets.bars import KeyBar

if TYPE_CHECKING:
    from parsers.workbench.rule_block import Block

_WRITING = (("^s", "save"), ("Esc", "close"), ("S-Tab", "text"), ("^z", "undo"))
"""Keys of the rule, and what they do."""
_UNSAVED = "not saved: ^s saves it, Esc again drops it"
_OPEN = "not saved: ^s saves it, Esc drops it"
_LONGEST = 10_000
"""Characters of a rule that are kept from one start to the next."""


class RulingScreen(ProvingScreen):
    """Opens the rule of an entry, gives it the keys, and closes it again."""

    _left: Session = NOWHERE
    """What was left unsaved the last time, until its rule is opened."""

    # --- from one start to the next ------------------------------------------------------

    def start(self) -> None:
        """Say what was left unsaved."""
        super().start()
        self._left = self._kept
        if self._left.written:
            self.say(f"rule {self._left.rule} is not saved yet: gE at it goes on")

    def _session(self) -> Session:
        """Where the person is, and what is written of a rule that has a place."""
        block, rule, written = self._block, self._left.rule, self._left.written
        if block is not None and self._is_touched and not block.is_draft:
            rule, written = block.rule, self.rule_pane.text[:_LONGEST]
        return replace(super()._session(), rule=rule, written=written)

    def _left_of(self, block: Block) -> str | None:
        """What was left unsaved of a rule; from now on it is in the pane."""
        if self._left.rule != block.rule:
            return None
        left, self._left = self._left.written, NOWHERE
        return left or None

    # --- keys ----------------------------------------------------------------------------

    async def take(self, event: events.Key) -> bool:
        """Take a key; where a rule is written, nearly all of them are for its text."""
        editor = self.rule_pane.editor
        if self.focused is not editor:
            return await super().take(event)
        saves = next(a.keys for a in self.actions if a.id == "save_rule")
        if event.key == "escape":
            self.leave_rule()
        elif event.key in saves or (self.is_untouched_draft and event.key == "enter"):
            await self.perform("save_rule")
        elif event.key == "shift+tab":
            self.watch_pane()
        elif not editor.write(event):
            binding = self.active_bindings.get(event.key)
            if binding is None or binding.node is not editor:
                return await super().take(event)
            await self.app.run_action(binding.binding.action, editor)
        return True

    # --- opening and closing -------------------------------------------------------------

    def action_write_rule(self) -> None:
        """Open the rule of the entry beside the text."""
        if self.pane == "entries":
            self.say("Enter opens its article first")
            return
        if self._is_written:
            self.say(_OPEN)
            self._give_keys_to_rule()
            return
        entry = self.entry_at_cursor()
        if entry is not None:
            if self.pane == "list":
                self.pane = "article"
            self.workers.cancel_group(self, "draft")
            self.find_rule(entry.rule)

    @work(thread=True, exclusive=True, group="rule")
    def find_rule(self, rule: str, block: Block | None = None) -> None:
        """Find out what is edited to change a rule.

        Args:
            rule: The rule.
            block: What was edited until now, if the rule was changed elsewhere.
        """
        try:
            found = self.bench.block_again(block) if block else self.bench.block(rule)
            message = RuleFound(found, "", is_again=block is not None)
        except NewsledgerError as error:
            message = RuleFound(None, str(error), is_again=block is not None)
        if not get_current_worker().is_cancelled:
            self.post_message(message)

    @on(RuleFound)
    def _rule_found(self, message: RuleFound) -> None:
        """Show it; what was written meanwhile stays."""
        if message.block is None:
            self.say(message.problem)
        elif not message.is_again:
            self.open_rule(message.block, self._left_of(message.block))
            self._give_keys_to_rule()
        elif self._block is not None and not self._is_written:
            self.open_rule(message.block)

    def open_draft(self, block: Block, notes: tuple[Remark, ...]) -> None:
        """Show a rule that was drafted, and give it the keys."""
        self.open_rule(block)
        self._give_keys_to_rule()
        self.tell_of_draft(block, notes)

    def tell_of_draft(self, block: Block, notes: tuple[Remark, ...]) -> None:
        """Say more of a draft, if it is still there as it was made."""
        if self._block is block and not self._is_touched:
            self._notes = notes
            self._tell_rule()

    def _give_keys_to_rule(self) -> None:
        """What is typed is for the rule, which is in sight beside the text."""
        self._is_leaving = False
        self.end_zoom()
        self.pane = "article"
        self._mark_writing(True)
        self.set_focus(self.rule_pane.editor, scroll_visible=False)

    def watch_pane(self) -> None:
        """Give the pane the keys, and take them from the rule."""
        self._mark_writing(False)
        super().watch_pane()

    def _mark_writing(self, is_writing: bool) -> None:
        """Tell the style sheet, and below what keys do meanwhile."""
        self.set_class(is_writing, "-writing")
        if self.is_mounted:
            self.query_one(KeyBar).instead = _WRITING if is_writing else ()

    def leave_rule(self) -> None:
        """Close the pane; what is not saved is dropped when it is asked for again."""
        if self.may_drop_rule():
            if self.note == _UNSAVED:
                self.note = ""
            self.close_rule()

    def close_rule(self) -> None:
        """Close the pane, whatever was written."""
        self._stop_proving()
        self.workers.cancel_group(self, "hunt")
        known, self._block, self._known = self._known, None, None
        self.remove_class("-ruling")
        self.watch_pane()
        if known is not None:
            self._light(known)

    def may_drop_rule(self) -> bool:
        """Whether nothing that was written is lost; if it is, that is said once."""
        if not self._is_touched or (self._is_leaving and self.note == _UNSAVED):
            return True
        self._is_leaving = True
        self.say(_UNSAVED)
        return False

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click may give the rule the keys."""
        super().on_descendant_focus(event)
        self._mark_writing(self.focused is self.rule_pane.editor)

    @on(RulesRead)
    def _rules_for_rule(self, message: RulesRead) -> None:
        """Show the rule as it is now, if it was changed elsewhere and not here."""
        if self._block is not None and message.rules.is_new and not self._is_written:
            self.find_rule(self._block.rule, self._block)
