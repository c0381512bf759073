"""The part of the main screen that has a command line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from parsers.errors import NewsledgerError
from parsers.model import Reading, Skipped
from tui.commandline import Command, CommandError, complete_command, read_command
from tui.completion import Completion
from tui.orders import Listed
from tui.page import Page
from tui.screens.sizing import SizingScreen
from tui.threads import work
from tui.widgets.completing_prompt import Question

if TYPE_CHECKING:
    from tui.writing import Writer

_GROUP = "write"
"""The workers that write files."""
_WRITING = "a file is being written: Q again leaves without it"
_HELP = "w FILE writes the entries: .csv .jsonl .journal …   Tab completes an action"


class CommandingScreen(SizingScreen):
    """Does what is typed: an action by its name, or writing entries to a file."""

    _writer: Writer | None = None
    _one_by_one = Lock()
    """One file after the other: all of them by the same writer."""
    _commands: tuple[str, ...] = ()
    """What was typed before, the oldest first."""

    def action_command_line(self) -> None:
        """Ask for a command."""
        asked = Question(
            ":",
            _HELP,
            self._run_line,
            self.close_question,
            self._complete_command,
            self._tell_command,
            self._commands,
        )
        self.question.open(asked)

    def _complete_command(self, text: str, cursor: int) -> Completion:
        """What can stand at the cursor of a command."""
        return complete_command(text, cursor, self.actions)

    def _tell_command(self) -> None:
        """Tell what is wrong with a command while it is typed."""
        text, fault = self.question.text, ""
        try:
            read_command(text, self.actions)
        except CommandError as error:
            fault = str(error)
        self.question.tell("", fault if text.strip() else "")

    def _run_line(self) -> None:
        """Do what was typed; what can not be done stays to be changed."""
        text = self.question.text.strip()
        if not text:
            self.close_question()
            return
        try:
            command = read_command(text, self.actions)
        except CommandError as error:
            self.say(str(error))
            return
        self.close_question()
        others = (one for one in self._commands if one != text)
        self._commands = (*others, text)
        if command.file:
            self._write(command)
        else:
            self.call_next(self.perform, command.action)

    # --- writing ---------------------------------------------------------------------

    def _write(self, command: Command) -> None:
        """Write the entries of the article, or all that are listed."""
        if self.pane in ("list", "entries"):
            listed = self.selection.survey(self.listing).entries()
            more = "" if not self.unread else "not all articles are read yet; "
            self.say(f"{more}{len(listed):,} entries are written…")
            self.write_entries(command, listed)
        elif isinstance(self.shown, Page):
            self.write_shown(command, self.shown)
        else:
            self.say("no article is open")

    def write_shown(self, command: Command, page: Page) -> None:
        """Write the entries of the open article."""
        entries = page.reading.entries
        self.write_entries(command, [(self.row, entry) for entry in entries])

    def may_leave_writing(self) -> bool:
        """Whether no file is being written; if one is, that is said once."""
        written = (w for w in self.workers if w.group == _GROUP and not w.is_finished)
        if not any(written) or self.note == _WRITING:
            return True
        self.say(_WRITING)
        return False

    @work(thread=True, group=_GROUP)
    def write_entries(self, command: Command, listed: list[Listed]) -> None:
        """Write entries as their articles have them, and people left them."""
        from parsers.store import Verdicts
        from tui.writing import Writer

        worker = get_current_worker()
        with self._one_by_one:
            self._writer = self._writer or Writer()
            readings: list[Reading] = []
            for reading in self._readings(listed):
                if worker.is_cancelled:
                    return
                readings.append(reading)
            verdicts = self.verdicts or Verdicts()
            try:
                path = Path(command.file).expanduser()
                told = self._writer.write(path, readings, verdicts)
            except (NewsledgerError, RuntimeError) as error:
                # The second: nobody has that name, so he has no home either.
                told = f"not written: {error}"
        self.app.call_from_thread(self.say, told)

    def _readings(self, listed: list[Listed]) -> Iterator[Reading]:
        """The articles of the entries, with these alone."""
        wanted: defaultdict[int, set[str]] = defaultdict(set)
        for row, entry in listed:
            wanted[row].add(entry.id)
        for row, ids in wanted.items():
            page = self.read_row(row)
            if not isinstance(page, Skipped):
                kept = (entry for entry in page.reading.entries if entry.id in ids)
                yield replace(page.reading, entries=tuple(kept))
