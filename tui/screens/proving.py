"""The part of the main screen that tries a rule while it is written."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.timer import Timer
from textual.worker import get_current_worker

from parsers.errors import NewsledgerError
from parsers.model import Skipped
from tui.bench import Bench
from tui.display import one_line
from tui.messages import Proved
from tui.page import Page, follow
from tui.remarks import Remark, effect, of_examples, of_problems, of_refusal, slow
from tui.ruling import same
from tui.screens.searching import SearchingScreen
from tui.threads import work
from tui.widgets.rule_pane import RulePane

if TYPE_CHECKING:
    from parsers.store import Seen
    from parsers.workbench.rule_block import Block
    from tui.commandline import Command

_REST = 0.08
"""Seconds without a key after which the rule is tried."""
_KEYS = "^s saves, Esc closes"
_FIRST = "save or drop the rule first: what is shown is what it would make"


class ProvingScreen(SearchingScreen):
    """Holds the rule that is written, lights the text by it, and says how it stands."""

    _block: Block | None = None
    """The rule in its file; None when the pane is closed."""
    _known: Page | None = None
    """The open article as the rules in force read it."""
    _place = ""
    """Where that is, in words."""
    _proof_of = ""
    """What of it is to be tried."""
    _tried = ""
    """What of it was tried last."""
    is_good = True
    """Whether that could be tried."""
    _is_ahead = False
    """Whether it is in its file, but the rule files have not been read since."""
    _state = ""
    """What is said first of it."""
    _remarks: tuple[Remark, ...] = ()
    """What there is to say of its lines."""
    _examples: tuple[Remark, ...] = ()
    """What there was to say of its examples when they were last tried."""
    _notes: tuple[Remark, ...] = ()
    """What there is to say of a draft that nobody has changed."""
    _proving: Timer | None = None
    _is_leaving = False
    """Whether what was written is dropped when that is asked for again."""

    @property
    def is_ruling(self) -> bool:
        """Whether the pane is open."""
        return self._block is not None

    @property
    def _is_written(self) -> bool:
        """Whether something was written that is not in the file."""
        block = self._block
        return block is not None and (block.is_draft or self._is_touched)

    @property
    def _is_touched(self) -> bool:
        """Whether the text is another one than when it was opened."""
        block = self._block
        return block is not None and not same(self.rule_pane.text, block.text)

    @property
    def is_untouched_draft(self) -> bool:
        """Whether it is a draft, just as it was made."""
        block = self._block
        return block is not None and block.is_draft and not self._is_touched

    @property
    def is_tried(self) -> bool:
        """Whether it is known what the rule does as it is written."""
        return self._tried == self.rule_pane.text

    @cached_property
    def bench(self) -> Bench:
        """Where rules are tried."""
        return Bench(self.desk)

    # --- what it has not made yet ----------------------------------------------------------

    def looked_at(self) -> tuple[Page, Seen] | None:
        """The entry at the cursor; none where it is what an unsaved rule would make."""
        return super().looked_at() if self._shows_the_ledger() else None

    def write_shown(self, command: Command, page: Page) -> None:
        """Write the entries of the open article, unless an unsaved rule made them."""
        if self._shows_the_ledger():
            super().write_shown(command, page)

    def _shows_the_ledger(self) -> bool:
        """Whether what is shown is what the rules in force make; else that is said."""
        if self._is_written:
            self.say(_FIRST)
        return not self._is_written

    # --- how it stands -------------------------------------------------------------------

    def open_rule(self, block: Block, text: str | None = None) -> None:
        """Show a rule.

        Args:
            block: The rule in its file.
            text: What is written of it; without it, what is in the file.
        """
        self.workers.cancel_group(self, "hunt")
        was_open = self._block is not None
        if not was_open:
            self.warm_up(self.shown)
        self._block, self._is_leaving, self._notes = block, False, ()
        if isinstance(self.shown, Page) and self._known is None:
            self._known = self.shown
        self.rule_pane.open(text or block.text, bool(block.locked))
        self.rule_pane.border_title = Content(one_line(self._head(block)))
        self._place = self._state = _place(block)
        self.add_class("-ruling")
        # What was just saved is tried already, or will soon have been.
        is_proved = was_open and self._proof_of == self.rule_pane.text
        if not is_proved:
            self._remarks = self._examples = ()
            self.prove_now()
        self._tell_rule()

    def _head(self, block: Block) -> str:
        """What stands above the rule."""
        if block.is_draft:
            keys = "^s" if self._is_touched else "Enter"
            return f"Draft {block.rule}  {keys} saves, Esc drops"
        return f"Rule {block.rule}  {'Esc closes' if block.locked else _KEYS}"

    def _tell_rule(self) -> None:
        """Say how the rule stands."""
        told = (*self._remarks, *self._examples, *self._notes)
        self.rule_pane.tell(self._state, told)

    # --- trying it -----------------------------------------------------------------------

    @on(RulePane.Changed)
    def _rule_changed(self) -> None:
        """Try the rule when no key has come for a moment."""
        self._is_leaving = False
        block = self._block
        if block is None or self.rule_pane.text == self._proof_of:
            return
        if self._notes and self._is_touched:
            self._notes = ()
            self.workers.cancel_group(self, "hunt")
            self.rule_pane.border_title = Content(one_line(self._head(block)))
        self._stop_proving()
        self._proving = self.set_timer(_REST, self.prove_now)

    def _stop_proving(self) -> None:
        """What was written before is of no interest."""
        if self._proving is not None:
            self._proving.stop()
        self.workers.cancel_group(self, "proof")

    def prove_now(self) -> None:
        """Read the open article by the rule as it is written."""
        self._stop_proving()
        if self._block is not None and self._known is not None:
            self._proof_of = self.rule_pane.text
            self.prove(self._block, self._proof_of, self.row, self._known)

    @work(thread=True, exclusive=True, group="proof")
    def prove(self, block: Block, text: str, row: int, page: Page) -> None:
        """Find out what a text of a rule does, first in the article, then by examples."""
        is_idle = block.fresh and not block.is_draft and same(text, block.text)
        if block.locked or is_idle:
            self.post_message(Proved(text, row, page, (), is_good=True, examples=()))
            return
        try:
            block.check(text)
        except NewsledgerError as error:
            refused = (of_refusal(error, block),)
            self.post_message(Proved(text, row, page, refused, is_good=False))
            return
        worker = get_current_worker()
        proof = self.bench.proof(
            page, block, text, is_wanted=lambda: not worker.is_cancelled
        )
        if proof is None:
            return
        remarks = tuple(
            of_problems(proof.rules.listed, block, text, self.desk.problems)
        )
        if isinstance(proof.page, Page):
            remarks += tuple(slow(proof.page.reading.overruns, block))
        is_good = not any(one.is_error for one in remarks)
        self.post_message(Proved(text, row, proof.page, remarks, is_good))
        if is_good:
            wanted = lambda: not worker.is_cancelled  # noqa: E731
            results = self.bench.examples(proof.rules, block.rule, wanted)
            examples = tuple(of_examples(results, block))
            self.post_message(Proved(text, row, proof.page, remarks, is_good, examples))

    @on(Proved)
    def _proved(self, message: Proved) -> None:
        """Light the text by the rule; where it is broken, what was lit last stays."""
        known = self._known
        if self._block is None or known is None or message.text != self.rule_pane.text:
            return
        self._tried, self.is_good = message.text, message.is_good
        self.call_after_refresh(self.load_saved)
        is_saved = not self._is_written
        state = self._place if is_saved else "not saved"
        if message.is_good and message.row == self.row:
            page = message.page
            if isinstance(page, Skipped):
                state = page.reason
            else:
                # What was written and taken back leaves no trace.
                self._light(known if is_saved and not self._is_ahead else page)
                if not is_saved:
                    done = effect(known.reading.entries, page.reading.entries)
                    state = f"not saved: {done} here"
        self._state, self._remarks = state, message.remarks
        if message.examples is not None:
            self._examples = message.examples
        elif not message.is_good:
            self._examples = ()
        self._tell_rule()

    def load_saved(self) -> None:
        """Read the rule files, if it was saved and could wait until it was tried."""

    def _light(self, page: Page) -> None:
        """Show the open article as the rule reads it; the cursor stays where it is."""
        shown = self.shown
        if isinstance(shown, Page) and shown.reading is not page.reading:
            at = follow(shown.figure, page.reading.figures)
            super()._show(self.row, replace(page, selected=at))

    def _show(self, row: int, shown: Page | Skipped) -> None:
        """Another article is open, or other rules have read it: try the rule on that."""
        super()._show(row, shown)
        if self._block is not None and isinstance(shown, Page):
            self._known = shown
            self.prove_now()


def _place(block: Block) -> str:
    """Where a rule stands, in words."""
    from parsers.rules.loading import label

    name = label(block.path)
    if block.locked:
        return f"{name}:{block.first + 1}, read only: {block.locked}"
    if block.is_draft:
        return f"a new rule for {name}"
    patched = block.where[0] == "patch"
    return f"a patch in {name}" if patched else f"{name}:{block.first + 1}"
