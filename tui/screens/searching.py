"""The part of the main screen that searches all articles, by the index of the project."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.worker import get_current_worker

from parsers.errors import NewsledgerError
from tui.desk import Desk
from tui.findings import Finding, Findings, Target
from tui.keys import Actions
from tui.messages import LookedUp
from tui.page import Page, search
from tui.screens.commanding import CommandingScreen
from tui.screens.finding import FindingScreen
from tui.session import SessionFile
from tui.threads import work
from tui.verdicts import Clerk
from tui.widgets.completing_prompt import Question

if TYPE_CHECKING:
    from parsers.indexing.search import Match

    LookUp = Callable[[str], Iterator[Match]]

_HELP = 'words  "a phrase"  begin*   of the index of the project'
_NO_INDEX = "this needs a project with an index: newsledger init DIR, newsledger index"
_MOST = 2_000
"""Sentences that are listed."""
_TELL = 0.3
"""Seconds between two tellings of what was found."""


class SearchingScreen(CommandingScreen):
    """Lists the sentences that hold what is looked for, and goes to one."""

    def __init__(
        self,
        desk: Desk,
        actions: Actions,
        saved: Mapping[str, str],
        file: SessionFile | None,
        clerk: Clerk,
        look_up: LookUp | None,
    ) -> None:
        super().__init__(desk, actions, saved, file, clerk)
        self._look_up = look_up
        self._words = ""
        """What was looked for last."""
        self._hits: FindingScreen | None = None
        """The screen on which it is shown."""
        self._last_hit: Target | None = None
        """Where the person went from there."""
        self._sought: tuple[Target, str] | None = None
        """The place that is gone to, and the words that stand there."""

    def action_search_all(self) -> None:
        """Ask for words to look for in all articles."""
        if self._look_up is None:
            self.say(_NO_INDEX)
        else:
            asked = Question(
                "in all articles", _HELP, self._search_all, self.close_question
            )
            self.question.open(asked, self._words)

    def _search_all(self) -> None:
        """Look for what was typed."""
        typed = self.question.text.strip()
        self.close_question()
        if not typed or self._look_up is None:
            return
        if typed != self._words:
            self._words, self._last_hit = typed, None
        self._hits = FindingScreen(Findings("Searching…"), self._last_hit, self.actions)
        self.app.push_screen(self._hits, self._go_to_hit)
        self._find(self._look_up, typed)

    @work(thread=True, exclusive=True, group="look up")
    def _find(self, look_up: LookUp, typed: str) -> None:
        """Look for it, and tell what was found by now."""
        worker = get_current_worker()
        rows = {
            os.path.abspath(item.path): row  # noqa: PTH100 - bytes
            for row, item in enumerate(self.rows.items)
        }
        found: list[Finding] = []
        told = 0.0
        try:
            for match in look_up(typed):
                row = rows.get(os.path.abspath(match.path))  # noqa: PTH100 - bytes
                found += _findings(match, row)
                if worker.is_cancelled:
                    return
                if len(found) >= _MOST:
                    break
                if time.monotonic() - told > _TELL:
                    told = time.monotonic()
                    self.post_message(LookedUp(typed, _listed(typed, found, "…")))
        except NewsledgerError as error:
            found = [Finding("", str(error))]
            self.post_message(LookedUp(typed, Findings(f"/{typed}", tuple(found))))
            return
        more = "+, add words" if len(found) >= _MOST else ""
        self.post_message(LookedUp(typed, _listed(typed, found, more)))

    @on(LookedUp)
    def _show_hits(self, message: LookedUp) -> None:
        """Show what was found."""
        if self._hits is not None and message.typed == self._words:
            self._hits.show(message.findings)

    def _go_to_hit(self, target: Target | None) -> None:
        """Go to a sentence; its words are those of the search in the article."""
        hits, self._hits = self._hits, None
        self.workers.cancel_group(self, "look up")
        if target is None or hits is None:
            return
        self._last_hit = target
        words = next((one.words for one in hits.found if one.target == target), "")
        self._sought = target, words
        self.go_to_target(target)

    def opened(self) -> None:
        """Show the words of the search in the article that was opened for them."""
        super().opened()
        sought, page = self._sought, self.shown
        if sought is None or not isinstance(page, Page) or sought[0].row != self.row:
            return
        self._sought = None
        target, words = sought
        start = target.at if isinstance(target.at, int) else 0
        self.found = search(words.lower(), page.reading.article.folded, start)


def _findings(match: Match, row: int | None) -> Iterator[Finding]:
    """The sentences of an article that hold what was looked for."""
    changed = "changed since it was indexed" if match.changed else ""
    listed = "" if row is not None else "not among the articles listed"
    note = "  ".join(filter(None, (match.date, changed, listed)))
    one = Finding("", match.title or match.name, note)
    for passage in match.passages:
        sentence = " ".join(passage.span.of(match.text).split())
        first = passage.matches[0]
        words = " ".join(first.of(match.text).split())
        target = None if row is None else Target(row, first.start)
        yield replace(one, example=sentence, words=words, target=target)
    if not match.passages:
        yield one if row is None else replace(one, target=Target(row, 0))


def _listed(typed: str, found: list[Finding], more: str) -> Findings:
    """What was found, with how much it is."""
    none = Finding("", "no article says that" if not more else "")
    title = f"/{typed}  {len(found):,}{more}   Enter goes there, Esc closes"
    return Findings(title, tuple(found) or (none,))
