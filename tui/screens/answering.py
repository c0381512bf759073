"""The part of the main screen that takes edits, notes and tags: words are typed for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from tui.answers import (
    EDIT_HELP,
    Judgement,
    complete_edit,
    complete_tag,
    edited,
    noted,
    tagged,
)
from tui.completion import NOTHING, Completion
from tui.page import Page
from tui.screens.auditing import AuditingScreen
from tui.verdicts import NO_PROJECT
from tui.widgets.completing_prompt import CompletingPrompt, Question

if TYPE_CHECKING:
    from parsers.store import Seen

_NOTE_HELP = "what is worth remembering of this entry"
_TAG_HELP = "a tag; -tag takes one off"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of an entry."""

    question: Question
    judgement: Callable[[str, Seen], Judgement]
    """What an answer comes to; raises `EditError` if it can not be."""


class AnsweringScreen(AuditingScreen):
    """Asks for what is to be said of an entry."""

    _asked: _Asked | None = None
    """What is asked, or was asked last."""
    _asked_of: str = ""
    """Id of the entry of which it is asked; empty if that is still on its way."""

    def action_edit(self) -> None:
        """Ask for a field and its right value."""
        self._ask_for(_Asked(Question("edit", EDIT_HELP, self._complete_edit), edited))

    def action_note(self) -> None:
        """Ask for a note."""
        self._ask_for(_Asked(Question("note", _NOTE_HELP, lambda *_: NOTHING), noted))

    def action_tag(self) -> None:
        """Ask for a tag to put on the entry, or to take off."""
        complete = partial(self._complete_tag, sorted(set(self._known_tags())))
        self._ask_for(_Asked(Question("tag", _TAG_HELP, complete), tagged))

    def _ask_for(self, asked: _Asked) -> None:
        """Ask something of the entry that is looked at, or that a walk leads to."""
        if not self.clerk.has_project:
            self.say(NO_PROJECT)
        elif self.is_under_way or self.looked_at() is not None:
            seen = self._before_the_eyes()
            self._asked, self._asked_of = asked, seen.entry if seen else ""
            self.answer_prompt.open(asked.question)

    def _complete_edit(self, text: str, cursor: int) -> Completion:
        """What can stand at the cursor of an edit."""
        seen = self._before_the_eyes()
        if seen is None:
            return NOTHING
        return complete_edit(text, cursor, seen.claim, self.rows.codes)

    def _complete_tag(self, known: list[str], text: str, cursor: int) -> Completion:
        """What can stand at the cursor of a tag."""
        review = self.shown.review if isinstance(self.shown, Page) else None
        return complete_tag(text, cursor, review.tags if review else (), known)

    def _known_tags(self) -> Iterator[str]:
        """The tags of all entries."""
        verdicts = self.verdicts
        if verdicts is not None:
            for decision in verdicts.decisions.values():
                if decision.verb == "tag" and verdicts.in_force(decision):
                    yield decision.text or ""

    def _before_the_eyes(self) -> Seen | None:
        """The entry that is asked about; None as long as a walk leads to it."""
        from parsers.store import Seen

        page = self.shown
        if self.is_under_way or not isinstance(page, Page) or page.entry is None:
            return None
        return Seen.of(page.entry, page.rules)

    # --- the answer ------------------------------------------------------------------

    @on(CompletingPrompt.Changed)
    def _answer_changed(self) -> None:
        """Tell what is wrong with an answer while it is typed."""
        seen, text = self._before_the_eyes(), self.answer_prompt.text.strip()
        if self.answer_prompt.display and self._asked is not None and seen is not None:
            self.answer_prompt.tell("", _fault(self._asked, text, seen) if text else "")

    def give_answer(self) -> None:
        """Say of the entry what was typed; nothing, if nothing was."""
        text = self.answer_prompt.text.strip()
        self.close_answer()
        if text and self._asked is not None:
            self.when_there(partial(self._answer, self._asked, text, self._asked_of))

    def close_answer(self) -> None:
        """The keys go back to the pane."""
        self.watch_pane()
        self.answer_prompt.display = False

    def _answer(self, asked: _Asked, text: str, entry: str) -> None:
        """Say it of the entry that is looked at; what can not be said is asked again."""
        looked = self.looked_at()
        if looked is None:
            self._ask_again(asked, text)
        elif entry not in ("", looked[1].entry):
            self.say("another entry is selected now: Enter is for that one")
            self._ask_again(asked, text)
        elif fault := _fault(asked, text, looked[1]):
            self.say(fault)
            self._ask_again(asked, text)
        else:
            self.judge(asked.judgement(text, looked[1]))

    def _ask_again(self, asked: _Asked, text: str) -> None:
        """Let the person change what was typed."""
        self._asked, self._asked_of = asked, ""
        self.answer_prompt.open(asked.question, text)


def _fault(asked: _Asked, text: str, seen: Seen) -> str:
    """What is wrong with an answer; empty if it can be given."""
    from parsers.store import EditError

    try:
        asked.judgement(text, seen)
    except EditError as error:
        return str(error)
    return ""
