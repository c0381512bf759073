"""The part of the main screen that hands things out: copies, files, texts for commands."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping

from textual.app import SuspendNotSupported
from textual.worker import get_current_worker

from parsers.model import Entry, Skipped
from tui.display import one_line
from tui.keys import Pane
from tui.page import Page
from tui.screens.keying import KeyingScreen
from tui.threads import work

NO_FIGURE = "no figure is selected: f goes to one"
"""What is said when an action needs one."""

_SENT: Mapping[Pane, str] = {
    "list": "rows",
    "article": "text",
    "ledger": "CSV",
    "entries": "entries",
}
"""What a pane sends to a command."""


class HandingScreen(KeyingScreen):
    """Copies, shows and sends what is open, and tells which way it went."""

    # --- copying ---------------------------------------------------------------------

    def action_yank_row(self) -> None:
        """Copy the entry as a transaction."""
        from tui.quoting import entry_text

        page = self.open_page()
        if page is not None and (entry := self.booked(page)) is not None:
            self.copy(entry_text(entry, page.reading))

    def action_yank_citation(self) -> None:
        """Copy what the article says, and where."""
        from tui.quoting import citation

        page = self.open_page()
        if page is None:
            return
        if page.figure is None:
            self.say(NO_FIGURE)
        else:
            self.copy(citation(page, page.figure))

    def action_yank_link(self) -> None:
        """Copy a link to the selected figure, or to the article."""
        from tui.quoting import link

        if (page := self.open_page()) is not None:
            self.copy(link(page))

    def action_yank_table(self) -> None:
        """Copy the ledger of the article."""
        from tui.quoting import table_text

        if (page := self.open_page()) is not None:
            self.copy(table_text(page.reading))

    def open_page(self) -> Page | None:
        """The article that is open; if there is none, that is said."""
        if isinstance(self.shown, Page):
            return self.shown
        self.say("no article is open")
        return None

    def booked(self, page: Page) -> Entry | None:
        """The entry that books the selected figure; if there is none, that is said."""
        if page.entry is None:
            self.say("no entry books this figure" if page.figure else NO_FIGURE)
        return page.entry

    @work(thread=True, exclusive=True, group="copy")
    def copy(self, text: str) -> None:
        """Copy, and tell the way."""
        from tui.clipboard import copy

        def terminal(text: str) -> None:
            self.app.call_from_thread(self.app.copy_to_clipboard, text)

        told = copy(text, terminal, os.environ)
        self.app.call_from_thread(self.say, told)

    # --- plain text ------------------------------------------------------------------

    def action_plain(self) -> None:
        """Show the text with its entries in line."""
        from tui.linear import head, linear

        page = self.open_page()
        if page is not None:
            self._page(head(page.reading.article), "\n".join(linear(page.reading)))

    def action_dump(self) -> None:
        """Put the text on the bare terminal, where the mouse selects."""
        page = self.open_page()
        if page is not None:
            lines = (page.text.rstrip("\n"), "", *_table(page), "", "Enter goes back.")
            self._lend(lambda: _wait_for_enter("\n".join(lines)))

    def _page(self, title: str, text: str) -> None:
        """Show a text over the whole screen."""
        from tui.screens.pager import PagerScreen

        self.app.push_screen(PagerScreen(title, text, self.actions))

    def _lend(self, use: Callable[[], str]) -> None:
        """Let something else have the terminal for a while, and tell what it says."""
        try:
            with self.app.suspend():
                told = use()
        except SuspendNotSupported:
            told = "this terminal can not be lent"
        self.refresh(layout=True)
        if told:
            self.say(told)

    # --- programs outside ------------------------------------------------------------

    def action_open_source(self) -> None:
        """Open the file of the article by the program that the person likes."""
        from parsers.articles import file_of

        shown = self.shown
        if shown is None:
            self.say("no article is open")
            return
        source = shown if isinstance(shown, Skipped) else shown.reading.article
        self.open_file(source.name, file_of(source.path))

    def action_edit_article(self) -> None:
        """Open the file of the article where the selected figure stands."""
        from parsers.articles import file_of

        page = self.open_page()
        if page is None:
            return
        article, figure = page.reading.article, page.figure
        path, line = file_of(article.path), 0
        # Other forms than plain text say so behind the encoding; a line is none of theirs.
        if figure is not None and "," not in article.encoding:
            line = article.text.count("\n", 0, figure.span.start) + 1
        self.open_file(article.name, path, line)

    def open_file(self, name: str, path: bytes, line: int = 0) -> None:
        """Open a file by the program that the person likes.

        Args:
            name: What it is called.
            path: Where it is.
            line: The line to go to; 0 for none.
        """
        from tui.outside import opener, show_file

        by = opener(os.environ)
        if not os.path.isfile(path):  # noqa: PTH113 - bytes, as the system spells them
            self.say(f"{one_line(name)} is no file")
        elif by is None:
            self.say("no program to open it: set $EDITOR")
        elif by.in_terminal:
            self._lend(lambda: show_file(by, path, line))
        else:
            self.say(show_file(by, path, line) or f"handed to {by.command[0]}")

    def action_pipe(self) -> None:
        """Ask for a command that what is in the pane is sent to."""
        if self.pane in ("list", "entries") or isinstance(self.shown, Page):
            self.command.open(_SENT[self.pane])

    def run_command(self) -> None:
        """Send what is in the pane to the command that was typed."""
        command = self.command.typed
        self.close_command()
        if command:
            self.say(f"{command} runs")
            self._ask(command, self._sent())

    def close_command(self) -> None:
        """The keys go back to the pane."""
        self.watch_pane()
        self.command.display = False

    def _sent(self) -> str:
        """What is in the pane, for a program."""
        from tui.book import book_line
        from tui.quoting import table_text

        if self.pane == "list":
            return "".join(self._listed())
        if self.pane == "entries":
            return "".join(book_line(each, self.rows) for each in self.entries.listed)
        if not isinstance(self.shown, Page):
            return ""
        reading = self.shown.reading
        return table_text(reading) if self.pane == "ledger" else reading.article.text

    def _listed(self) -> Iterator[str]:
        """The rows of the list: file, day, headline, booked, open, masked; by tabs."""
        rows = self.rows
        for row in self.listing.order:
            path, numbers = rows.items[row].path, rows.counts[row] or ("", "", "")
            known = (rows.date(row), rows.headlines[row])
            cells = (os.fsdecode(path), *known, *map(str, numbers))
            yield "\t".join(" ".join((cell or "").split()) for cell in cells) + "\n"

    @work(thread=True, exclusive=True, group="command")
    def _ask(self, command: str, text: str) -> None:
        """Run a command, and show its answer."""
        from tui.outside import ask

        worker = get_current_worker()
        answer = ask(command, text, lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            title = f"| {command}  ({answer.end})"
            said = answer.text or "It said nothing."
            self.app.call_from_thread(self._page, title, said)
            self.app.call_from_thread(self.say, answer.end)

    def action_how_to_quit(self) -> None:
        """Stop a command; else say how to quit, for the key means that elsewhere."""
        running = [w for w in self.workers if w.group == "command" and w.is_running]
        self.workers.cancel_group(self, "command")
        self.say("stopped" if running else "q goes back, Q quits")


def _table(page: Page) -> Iterator[str]:
    """The ledger of an article as lines that may be shown."""
    from parsers.ledger import FORMATS

    return (one_line(line.rstrip("\n")) for line in FORMATS["table"]([page.reading]))


def _wait_for_enter(text: str) -> str:
    """Print a text and wait; how it went is nothing to tell."""
    try:
        print(text)
        input()
    except (EOFError, KeyboardInterrupt):
        pass
    return ""
