"""The main screen: articles, text and ledger with one cursor."""

from __future__ import annotations

from textual import on

from tui.keys import EVERYWHERE, PANES, Pane
from tui.lines import LinePane
from tui.page import NO_SEARCH, Goal, Page, Walk, beyond, search
from tui.screens.drafting import DraftingScreen
from tui.screens.showing import RULES_PENDING
from tui.slots import lit
from tui.widgets.search_prompt import SearchPrompt


class BrowserScreen(DraftingScreen):
    """Does what the table of actions says: one method `action_<id>` for each.

    What has to do with places, with filters and orders, with verdicts, and what leaves
    the program, is in the screens it is made from.
    """

    # --- moving ----------------------------------------------------------------------

    @property
    def _moved(self) -> LinePane:
        """The widget that the moving keys move."""
        if self.focused in (self.problems, self.explanation):
            return self.problems if self.problems.has_focus else self.explanation
        return self.widget_of(self.pane)

    def action_down(self) -> None:
        """One row down."""
        self._moved.move(1)

    def action_up(self) -> None:
        """One row up."""
        self._moved.move(-1)

    @property
    def _paged(self) -> LinePane:
        """The widget that the paging keys move: in the ledger, it is the detail."""
        return self.detail if self._moved is self.table else self._moved

    def action_page_down(self) -> None:
        """One page down."""
        self._paged.page(1)

    def action_page_up(self) -> None:
        """One page up."""
        self._paged.page(-1)

    def action_half_down(self) -> None:
        """Half a page down."""
        self._paged.page(0.5)

    def action_half_up(self) -> None:
        """Half a page up."""
        self._paged.page(-0.5)

    def action_top(self) -> None:
        """To the first row."""
        self._moved.edge(last=False)

    def action_bottom(self) -> None:
        """To the last row."""
        self._moved.edge(last=True)

    def action_percent(self, number: str) -> None:
        """To the row that so many percent of all rows lie before."""
        self._moved.part(min(100, int(number)) / 100)

    # --- figures ---------------------------------------------------------------------

    def action_next_figure(self) -> None:
        """The next figure."""
        self._walk(1, "figure")

    def action_previous_figure(self) -> None:
        """The previous figure."""
        self._walk(-1, "figure")

    def action_next_open(self) -> None:
        """The next figure that is open or in doubt, or whose verdict is stale."""
        self._walk(1, "open")

    def action_previous_open(self) -> None:
        """The previous figure that is open or in doubt, or whose verdict is stale."""
        self._walk(-1, "open")

    def _walk(self, by: int, goal: Goal) -> None:
        """Go to the next figure of this article, else to one of another article."""
        if not self.desk.has_rules:
            self.say("no rules are in force" if self.rules_seen else RULES_PENDING)
            return
        if self.pane in ("list", "entries"):
            self.pane = "article"
        cursor = self.article_list.cursor
        if cursor != self.row:
            # The list has moved on and its article is not open yet: begin with that one.
            self.go_on(Walk(cursor, by, goal, including=True))
        elif (page := self._stepped(by, goal)) is not None:
            self.shown = page
        else:
            self.go_on(Walk(self.row, by, goal))

    def _stepped(self, by: int, goal: Goal) -> Page | None:
        """The open article at its next figure to stop at, if it has one."""
        if not isinstance(self.shown, Page):
            return None
        pages = beyond(self.shown, by)
        return next((page for page in pages if self.is_stop(goal, page)), None)

    # --- articles and panes ----------------------------------------------------------

    def action_next_article(self) -> None:
        """Open the next article."""
        self._open_beside(1)

    def action_previous_article(self) -> None:
        """Open the previous article."""
        self._open_beside(-1)

    def _open_beside(self, by: int) -> None:
        """Open the article some rows from the cursor of the list."""
        row = self.listing.beside(self.article_list.cursor, by)
        if row is None:
            self.say(
                "this is the last article" if by > 0 else "this is the first article"
            )
            return
        if self.pane == "entries":
            self.pane = "article"
        self.article_list.go_to(row)
        self.open_at_cursor()

    def action_enter(self) -> None:
        """From the list to the text, to the ledger, and back to the text; search."""
        if self.command.display:
            self.run_command()
            return
        if self.prompt.display:
            self._words_changed()
            self._close_prompt()
            return
        if self.question.display:
            self.question.enter()
            return
        if self.pane == "entries":
            self.open_entry()
            return
        if self.pane == "list":
            self.open_at_cursor()
        self.pane = "ledger" if self.pane == "article" else "article"

    def action_back(self) -> None:
        """Out of the problems, out of a pane, out of the program."""
        if self.problems.has_focus:
            self._close_problems()
        elif self.focused is self.explanation:
            self.leave_explanation()
        elif self.pane == "list":
            self.action_quit()
        elif self.pane == "entries":
            self.pane = "list"
        else:
            self.pane = PANES[PANES.index(self.pane) - 1]

    def action_next_pane(self) -> None:
        """The keys go to the next pane."""
        self._turn(1)

    def action_previous_pane(self) -> None:
        """The keys go to the previous pane."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        """Give the keys to another pane, round the end."""
        panes = PANES if self.pane in PANES else EVERYWHERE
        self.pane = panes[(panes.index(self.pane) + by) % len(panes)]

    def action_pane_list(self) -> None:
        """The keys go to the articles."""
        self._give_keys("list")

    def action_pane_article(self) -> None:
        """The keys go to the text."""
        self._give_keys("article")

    def action_pane_ledger(self) -> None:
        """The keys go to the ledger."""
        self._give_keys("ledger")

    def _give_keys(self, pane: Pane) -> None:
        """Give a pane the keys, also when something that lies beside it has them."""
        if pane == self.pane:
            self.watch_pane()
        self.pane = pane

    # --- search ----------------------------------------------------------------------

    def action_search(self) -> None:
        """Ask for the words."""
        if isinstance(self.shown, Page):
            if self.pane in ("list", "entries"):
                self.pane = "article"
            self.prompt.open()

    def action_search_word(self) -> None:
        """Search for the words of the field that is lit, or for the selected figure."""
        page = self.open_page()
        if page is None:
            return
        slot = lit(page)
        span = slot.span if slot else page.figure.span if page.figure else None
        if span is None:
            self.say("no words are selected: f goes to a figure")
            return
        if self.pane == "list":
            self.pane = "article"
        folded = page.reading.article.folded
        self.found = search(span.of(folded).lower(), folded, span.start)

    @on(SearchPrompt.Changed)
    def _words_changed(self) -> None:
        """Search from the first visible row on, as long as words are typed."""
        words = self.prompt.words
        if self.prompt.display and words != self.found.query:
            self._search_for(words)

    def _search_for(self, words: str) -> None:
        """Search from the first visible row on."""
        if isinstance(self.shown, Page):
            folded = self.shown.reading.article.folded
            self.found = search(words, folded, self.article.first_offset)

    def _close_prompt(self) -> None:
        """The keys go back to the pane; the hits stay."""
        self.watch_pane()
        self.prompt.display = False

    def action_next_hit(self) -> None:
        """The next hit."""
        self._turn_hit(1)

    def action_previous_hit(self) -> None:
        """The previous hit."""
        self._turn_hit(-1)

    def _turn_hit(self, by: int) -> None:
        """Go to another hit."""
        if not self.found.query:
            self.say("no search: / begins one")
        self.found = self.found.moved(by)

    def action_close(self) -> None:
        """Close what is open on top: a prompt, the explanation, problems, the search."""
        if self.command.display:
            self.close_command()
        elif self.prompt.display:
            self.found = NO_SEARCH
            self._close_prompt()
        elif self.question.display:
            self.question.leave()
        elif self.is_explaining:
            self.close_explanation()
        elif self.is_selecting:
            self.select_nothing()
        elif self.is_ruling:
            self.leave_rule()
        elif self.problems.display:
            self._close_problems()
        elif self.is_pointing:
            self.point_nowhere()
        elif self.found != NO_SEARCH:
            self.found = NO_SEARCH
        else:
            self.drop_filter()

    # --- the program -----------------------------------------------------------------

    def action_problems(self) -> None:
        """Show the problems of the rules, or close them."""
        if not self.problems.text:
            self.say("the rules have no problems")
        elif self.problems.has_focus:
            self._close_problems()
        else:
            self.show_problems(True)
            self.problems.focus(scroll_visible=False)

    def _close_problems(self) -> None:
        """The problems go, but not their number in the status."""
        self.show_problems(False)
        self.watch_pane()

    def action_theme(self) -> None:
        """Turn from dark to light, or back."""
        dark = self.app.current_theme.dark
        self.app.theme = "textual-light" if dark else "textual-dark"

    def action_help(self) -> None:
        """Show all actions and what the styles mean."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.actions), self._perform_chosen)

    async def _perform_chosen(self, action: str | None) -> None:
        """Do the action that was chosen in the help."""
        if action is not None:
            await self.perform(action)

    def action_palette(self) -> None:
        """Find an action by its name."""
        self.app.action_command_palette()

    def action_quit(self) -> None:
        """Leave the program."""
        if self.may_drop_rule() and self.may_leave_writing():
            self.app.exit()
