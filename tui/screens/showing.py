"""The part of the main screen that holds what is shown and hands it to the panes."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.getters import query_one
from textual.reactive import reactive, var
from textual.timer import Timer
from textual.widgets import Static

from parsers.model import Skipped, Span
from tui.desk import Desk
from tui.keys import EVERYWHERE, Actions, Pane
from tui.lines import LinePane
from tui.messages import (
    ArticleRead,
    ArticlesFound,
    RowsKept,
    RowsLearned,
    RulesRead,
    Walked,
)
from tui.page import NO_SEARCH, Goal, Page, Search, Shown, Walk, follow
from tui.rows import Known
from tui.screens.frame import Ground
from tui.screens.working import WorkingScreen
from tui.watch import INTERVAL
from tui.widgets.article_list import ArticleList
from tui.widgets.article_view import ArticleView
from tui.widgets.bars import EntryBar, KeyBar, StatusBar
from tui.widgets.command_prompt import CommandPrompt
from tui.widgets.completing_prompt import CompletingPrompt
from tui.widgets.entries_table import EntriesTable
from tui.widgets.entry_detail import EntryDetail
from tui.widgets.ledger_table import LedgerTable
from tui.widgets.next_keys import NextKeys
from tui.widgets.reasons_pane import ReasonsPane
from tui.widgets.rule_pane import RulePane
from tui.widgets.search_prompt import SearchPrompt
from tui.widgets.text_pane import TextPane
from tui.widgets.totals_table import TotalsTable
from tui.wording import counted

if TYPE_CHECKING:
    from parsers.engine.traces import Touch

_REST = 0.12
"""Seconds that the cursor of the list rests before its article is opened."""

_PATIENCE = 1.0
"""Seconds that the list has before the rules take their share of the machine."""

_LOOSE = 4_000
"""Rows among which garbage is looked for: it takes less than a key may."""

_NOTE = 5.0
"""Seconds that something said once stays."""


_GOALS: Mapping[Goal, str] = {
    "figure": "figure",
    "open": "figure to look at",
    "undecided": "undecided entry",
}
"""What a walk looks for, in words."""

RULES_PENDING = "the rules are still being read"

_PROBLEMS = ("Problems of the rules", "Esc closes, ! opens")


class ShowingScreen(WorkingScreen):
    """Owns what is shown; its panes are bound to that and send it their wishes."""

    shown: reactive[Shown] = reactive[Shown](None)
    """The article that is open, and its selected figure."""
    pane: reactive[Pane] = reactive[Pane]("list")
    """The pane that has the keys."""
    found: reactive[Search] = reactive(NO_SEARCH)
    """The search in the article."""
    stretch: reactive[Span | None] = reactive[Span | None](None)
    """What is selected of the text, between figures and words."""
    notices: reactive[tuple[str, ...]] = reactive(())
    """What the program has to say."""
    note: var[str] = var("")
    """What it says only for a moment."""

    article_list = query_one("#list", ArticleList)
    article = query_one("#article", ArticleView)
    table = query_one("#table", LedgerTable)
    detail = query_one("#detail", EntryDetail)
    problems = query_one("#problems", TextPane)
    explanation = query_one("#explanation", ReasonsPane)
    rule_pane = query_one("#rule", RulePane)
    prompt = query_one(SearchPrompt)
    command = query_one(CommandPrompt)
    question = query_one(CompletingPrompt)
    entries = query_one("#entries", EntriesTable)
    totals = query_one("#totals", TotalsTable)

    def __init__(self, desk: Desk, actions: Actions, saved: Mapping[str, str]) -> None:
        super().__init__(desk)
        self.actions = actions
        """The table of actions, with the keys that are in force."""
        self.saved = saved
        """The filters of the settings."""
        self.walk: Walk | None = None
        """The walk that is under way; the end of any other one is no news."""
        self.rules_seen = False
        """Whether the rule files have been read at least once."""
        self.is_anew = False
        """Whether all articles are to be read again when the rule files are read."""
        self._rules_wanted = False
        self._problems = 0
        self._opening: Timer | None = None
        self._forgetting: Timer | None = None
        self._loose = 0
        """Rows that were learned, and are looked through for garbage."""

    def compose(self) -> ComposeResult:
        """The panes and the bars."""
        bind = ShowingScreen
        with Ground(id="panes"):
            yield ArticleList(self.rows, id="list")
            article = ArticleView(id="article")
            yield article.data_bind(bind.shown, bind.stretch, search=bind.found)
            with Ground(id="ledger"):
                yield LedgerTable(id="table").data_bind(bind.shown)
                yield EntryDetail(id="detail").data_bind(bind.shown)
            yield RulePane(id="rule")
            with Ground(id="whole"):
                yield EntriesTable(self.rows, id="entries")
                yield TotalsTable(id="totals")
        yield TextPane(*_PROBLEMS, id="problems", classes="-closed")
        yield ReasonsPane(id="explanation", classes="-closed")
        yield EntryBar().data_bind(bind.shown)
        yield SearchPrompt()
        yield CompletingPrompt()
        yield CommandPrompt()
        yield StatusBar().data_bind(bind.shown, bind.notices)
        yield KeyBar(self.actions).data_bind(bind.pane)
        yield NextKeys()
        yield Static("needs 20 x 6 cells", id="tiny", markup=False)

    def on_mount(self) -> None:
        """Begin to work when the first frame is painted."""
        self.call_after_refresh(self.start)

    def start(self) -> None:
        """Find the articles; read the rules when they are found, or take too long."""
        self.find_articles()
        self.set_timer(_PATIENCE, self._load_first_rules)

    def _load_first_rules(self) -> None:
        """Read the rules for the first time, and watch them from now on."""
        if not self._rules_wanted:
            self._rules_wanted = True
            self.load_rules()
            self.set_interval(INTERVAL, self.watch_rules)

    # --- what the threads tell -------------------------------------------------------

    @on(ArticlesFound)
    def _articles_found(self, message: ArticlesFound) -> None:
        """The list grows; its first article is opened."""
        first = len(self.rows)
        self.rows.extend(message.items)
        self.rows.complete = message.complete
        self.selection.added()
        self.relist()
        self.open_found(first)
        if message.complete:
            self._load_first_rules()
            self.read_on()
        self.tell()

    def open_found(self, first: int) -> None:
        """Open the first article of all, when the rows from `first` on are new."""
        if not first and self.rows.items:
            self.open_row(0)

    def open_again(self) -> None:
        """Open the article that is not shown yet, for there are rules now."""
        if self.rows.items:
            self.open_row(self.article_list.cursor)

    def relist(self) -> None:
        """List what is to be listed now."""
        self.listing = self.selection.listing()
        self.article_list.show(self.listing)

    @on(RowsLearned)
    def _rows_learned(self, message: RowsLearned) -> None:
        """The list learns titles, dates and counts."""
        if message.rules == self.rules_read:
            for known in message.known:
                self.learn(known)
            self._list_learned([known.row for known in message.known])
            self._keep_garbage_apart(len(message.known))

    def _keep_garbage_apart(self, learned: int) -> None:
        """Never look for garbage among what was learned, for that stays to the end.

        To look through tens of thousands of entries again and again holds up the keys.
        What is painted meanwhile stays as well, so that is not done all the time.
        """
        self._loose += learned
        if self._loose >= _LOOSE:
            self._loose = 0
            gc.collect()
            gc.freeze()

    @on(RowsKept)
    def _rows_kept(self, message: RowsKept) -> None:
        """What the list knows of some rows is true by the new rules as well."""
        if message.rules == self.rules_read:
            self._list_learned([row for row in message.rows if self.keep(row)])

    def _list_learned(self, rows: list[int]) -> None:
        """Show what became known of some rows."""
        self.selection.learned(rows)
        if self.selection.is_plain:
            self.article_list.rows_learned(rows)
        else:
            self.relist()
        self.tell()

    def learn(self, known: Known) -> None:
        """Take in what became known of a row."""
        self.rows.learn(known)

    def keep(self, row: int) -> bool:
        """Take what is known of a row for what the new rules read; whether it is news."""
        return self.rows.keep(row)

    @on(RulesRead)
    def _rules_read(self, message: RulesRead) -> None:
        """New rules come into force, or the old ones stay and the problems are shown."""
        rules = message.rules
        self.rules_seen = True
        if self.note == RULES_PENDING:
            self.note = ""
        with self.app.batch_update():
            self._problems = rules.problems
            self.problems.text = rules.text
            self.show_problems(rules.problems > 0)
            is_to_count = rules.is_new or rules.touch is None
            if self.is_anew:
                self.count_again(None)
            elif rules.engine is not None and is_to_count:
                self.count_again(rules.touch)
            self.is_anew = False
            self.tell()

    def count_again(self, touch: Touch | None) -> None:
        """Read the open article by the new rules, then all others that they may touch."""
        self.rules_read += 1
        self.touch = touch
        self.rows.forget_counts()
        self.article_list.refresh()
        self.stop_walk()
        page, is_open = self.shown, self.article_list.cursor == self.row
        if isinstance(page, Page) and is_open and not self.is_anew:
            self.read_again(self.row, page)
        else:
            self.open_again()
        if self.rows.complete:
            self.read_on()

    def stop_walk(self) -> None:
        """A walk that is under way leads nowhere any more."""
        self.walk = None

    @on(ArticleRead)
    def _article_read(self, message: ArticleRead) -> None:
        """Show an article; one that was read again keeps its cursor."""
        old, new = self.shown, message.shown
        if isinstance(old, Page) and isinstance(new, Page) and same_text(old, new):
            new = replace(new, selected=follow(old.figure, new.reading.figures))
        self._show(message.row, self.placed(message.row, new))
        self.opened()

    def opened(self) -> None:
        """An article that somebody wanted to see is shown."""

    def placed(self, row: int, shown: Page | Skipped) -> Page | Skipped:
        """The article at the place where it is to be opened, if there is one."""
        return shown

    @on(Walked)
    def _walked(self, message: Walked) -> None:
        """Show the figure to which a walk led, or say that it ends here."""
        if message.walk != self.walk:
            return
        self.walk = None
        if message.reached is not None:
            row, page = message.reached
            with self.app.batch_update():
                self._show(row, page)
                self.article_list.go_to(row)
                self.show_selected()
            place = self.listing.place(row) or 0
            self.say(f"article {place + 1:,} of {len(self.listing):,}")
        if not message.complete:
            which = _GOALS[message.walk.goal]
            side = "after" if message.walk.by > 0 else "before"
            far = ", so far" if self.selection.unknown else ""
            self.say(f"no {which} {side}{far}")
        self.arrived(message)

    def arrived(self, walked: Walked) -> None:
        """A walk is over, and what it led to is shown."""

    def _show(self, row: int, shown: Page | Skipped) -> None:
        """Hand an article to the panes; a search belongs to the text it was made in."""
        with self.app.batch_update():
            if not same_text(self.shown, shown):
                self.found = NO_SEARCH
            self.row = row
            self.shown = shown

    # --- what the panes wish ---------------------------------------------------------

    @on(ArticleList.Moved)
    def list_moved(self) -> None:
        """Open the article on which the cursor rests."""
        self.stop_walk()
        if self._opening is not None:
            self._opening.stop()
        self._opening = self.set_timer(_REST, self.open_at_cursor)

    @on(ArticleList.Chosen)
    def open_at_cursor(self) -> None:
        """Open the article under the cursor of the list at once."""
        if self._opening is not None:
            self._opening.stop()
        self.stop_walk()
        if self.rows.items:
            self.open_row(self.article_list.cursor)

    @on(LedgerTable.Moved)
    def _entry_chosen(self, message: LedgerTable.Moved) -> None:
        """Select the first figure of an entry."""
        # A row that the cursor has left again must not call it back.
        if isinstance(self.shown, Page) and message.row == self.table.cursor:
            self.shown = self.shown.at_entry(message.row)

    @on(ArticleView.Pointed)
    def _figure_chosen(self, message: ArticleView.Pointed) -> None:
        """Select the figure that was clicked."""
        if isinstance(self.shown, Page):
            self.shown = self.shown.at_offset(message.offset)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The pane that a click gave the keys is the pane now."""
        # The news may be older than the keys that came since: only the focus is true.
        if event.widget is self.focused:
            for pane in EVERYWHERE:
                if event.widget is self.widget_of(pane):
                    self.pane = pane

    def show_selected(self) -> None:
        """Bring the selected figure into sight."""
        figure = self.shown.figure if isinstance(self.shown, Page) else None
        if figure is not None:
            self.article.reveal(figure.span)

    # --- panes -----------------------------------------------------------------------

    def watch_pane(self) -> None:
        """Give the pane the keys; small screens show no other one."""
        for pane in EVERYWHERE:
            self.set_class(pane == self.pane, f"-{pane}")
        if self.is_mounted:
            # Not `Widget.focus`: that waits, and the next key would go astray.
            self.set_focus(self.widget_of(self.pane), scroll_visible=False)

    def widget_of(self, pane: Pane) -> LinePane:
        """The widget that takes the keys of a pane."""
        widgets: dict[Pane, LinePane] = {
            "list": self.article_list,
            "article": self.article,
            "entries": self.entries,
        }
        return widgets.get(pane, self.table)

    def close_question(self) -> None:
        """The keys go back to the pane."""
        if self.question.display:
            self.watch_pane()
            self.question.display = False

    def show_problems(self, shown: bool) -> None:
        """Open the panel of problems, or close it."""
        self.problems.set_class(not shown, "-closed")

    # --- the status ------------------------------------------------------------------

    def say(self, note: str) -> None:
        """Say something for a moment."""
        self.note = note
        if self._forgetting is not None:
            self._forgetting.stop()
        self._forgetting = self.set_timer(_NOTE, self._forget)

    def _forget(self) -> None:
        """What was said for a moment is over."""
        self.note = ""

    def watch_note(self) -> None:
        """Say it, or fall silent."""
        self.tell()

    def watch_found(self) -> None:
        """Tell where the search stands."""
        self.tell()

    def tell(self) -> None:
        """Put together what there is to say, the most urgent first."""
        rows = self.rows
        done = rows.counted()
        counting = self.desk.has_rules and done < len(rows)
        parts = (
            self.note,
            *self.selected_notices(),
            self.found.notice,
            counted(self._problems, "rule problem", "  ! shows"),
            "" if rows.complete else "finding articles…",
            *self.lasting_notices(),
            f"counted {done:,}/{len(rows):,}" if counting else "",
            f"{rows.skipped:,} skipped" if rows.skipped else "",
        )
        self.notices = tuple(filter(None, parts))

    def selected_notices(self) -> Iterator[str]:
        """What there is to say of what is selected."""
        return iter(())

    def lasting_notices(self) -> Iterator[str]:
        """What there is to say as long as it is true."""
        if waiting := len(self.selection.unknown):
            yield f"filter: {waiting:,} not read yet"


def same_text(old: Shown, new: Shown) -> bool:
    """Whether two pages show the same text of the same article."""
    if not (isinstance(old, Page) and isinstance(new, Page)):
        return False
    one, other = old.reading.article, new.reading.article
    return one.name == other.name and one.digest == other.digest
