"""The part of the main screen that takes edits, notes and tags: words are typed for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

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
from tui.widgets.completing_prompt import Question

if TYPE_CHECKING:
    from parsers.store import Seen

_NOTE_HELP = "what is worth remembering of this entry"
_TAG_HELP = "a tag; -tag takes one off"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of an entry."""

    sign: str
    help: str
    judgement: Callable[[str, Seen], Judgement]
    """What an answer comes to; raises `EditError` if it can not be."""
    complete: Callable[[str, int], Completion] = lambda *_: NOTHING


class AnsweringScreen(AuditingScreen):
    """Asks for what is to be said of an entry."""

    def action_edit(self) -> None:
        """Ask for a field and its right value."""
        self._ask_for(_Asked("edit", EDIT_HELP, edited, self._complete_edit))

    def action_note(self) -> None:
        """Ask for a note."""
        self._ask_for(_Asked("note", _NOTE_HELP, noted))

    def action_tag(self) -> None:
        """Ask for a tag to put on the entry, or to take off."""
        complete = partial(self._complete_tag, sorted(set(self._known_tags())))
        self._ask_for(_Asked("tag", _TAG_HELP, tagged, complete))

    def _ask_for(self, asked: _Asked) -> None:
        """Ask something of the entry that is looked at, or that a walk leads to."""
        if not self.clerk.has_project:
            self.say(NO_PROJECT)
        elif self.is_under_way or self.looked_at() is not None:
            seen = self._before_the_eyes()
            self._put(asked, seen.entry if seen else "")

    def _put(self, asked: _Asked, entry: str, text: str = "") -> None:
        """Ask for words, with some to go on with.

        Args:
            asked: What is asked.
            entry: Id of the entry of which it is asked; empty if that is on its way.
            text: The words that are there already.
        """
        question = Question(
            asked.sign,
            asked.help,
            partial(self._give_answer, asked, entry),
            self.close_question,
            asked.complete,
            partial(self._tell_fault, asked),
        )
        self.question.open(question, text)

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

    def _tell_fault(self, asked: _Asked) -> None:
        """Tell what is wrong with an answer while it is typed."""
        seen, text = self._before_the_eyes(), self.question.text.strip()
        if seen is not None:
            self.question.tell("", _fault(asked, text, seen) if text else "")

    def _give_answer(self, asked: _Asked, entry: str) -> None:
        """Say of the entry what was typed; nothing, if nothing was."""
        text = self.question.text.strip()
        self.close_question()
        if text:
            self.when_there(partial(self._answer, asked, text, entry))

    def _answer(self, asked: _Asked, text: str, entry: str) -> None:
        """Say it of the entry that is looked at; what can not be said is asked again."""
        looked = self.looked_at()
        if looked is not None and entry in ("", looked[1].entry):
            fault = _fault(asked, text, looked[1])
            if not fault:
                self.judge(asked.judgement(text, looked[1]))
                return
            self.say(fault)
        elif looked is not None:
            self.say("another entry is selected now: Enter is for that one")
        self._put(asked, "", text)


def _fault(asked: _Asked, text: str, seen: Seen) -> str:
    """What is wrong with an answer; empty if it can be given."""
    from parsers.store import EditError

    try:
        asked.judgement(text, seen)
    except EditError as error:
        return str(error)
    return ""
