"""Harmful text in every widget of the browser: it is seen, and nothing of it has power.

    python tests/bench/hostile_widgets.py

Each of 33 payloads is shown by each widget; each of 1,114,112 code points is sent through
the sanitiser; and text that looks like markup stands in nine places where foreign text
comes from, in a browser that is walked through. Counts what must not be: characters that
a terminal obeys, text that moves others, payloads that are not seen, actions on a click.
Ends with 1 where there is any.
"""

from __future__ import annotations

import asyncio
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from decision_samples import entry, store  # noqa: E402
from payloads import DANGER, PAYLOADS  # noqa: E402
from textual.app import App, ComposeResult  # noqa: E402
from textual.filter import LineFilter  # noqa: E402
from textual.widget import Widget  # noqa: E402
from textual.widgets import Input  # noqa: E402
from tui_driver import Browser, browsing  # noqa: E402
from tui_library import FakeEngine, MemoryLibrary  # noqa: E402

import tui  # noqa: E402
from parsers.articles import Found, article_from_text  # noqa: E402
from parsers.model import Article, Figure, Reading, Span  # noqa: E402
from tui.display import display  # noqa: E402
from tui.findings import Finding, Findings  # noqa: E402
from tui.items import Items  # noqa: E402
from tui.keys import ACTIONS  # noqa: E402
from tui.library import Rules  # noqa: E402
from tui.listing import Listing  # noqa: E402
from tui.orders import FOUND  # noqa: E402
from tui.page import Page  # noqa: E402
from tui.reasons import Account, Reason  # noqa: E402
from tui.remarks import Remark  # noqa: E402
from tui.rows import Rows  # noqa: E402
from tui.totals import Total  # noqa: E402
from tui.wall import Wall  # noqa: E402
from tui.widgets.article_list import ArticleList  # noqa: E402
from tui.widgets.article_view import ArticleView  # noqa: E402
from tui.widgets.bars import EntryBar, KeyBar, StatusBar  # noqa: E402
from tui.widgets.command_prompt import CommandPrompt  # noqa: E402
from tui.widgets.completing_prompt import CompletingPrompt, Question  # noqa: E402
from tui.widgets.entries_table import EntriesTable  # noqa: E402
from tui.widgets.entry_detail import EntryDetail  # noqa: E402
from tui.widgets.findings_list import FindingsList  # noqa: E402
from tui.widgets.ledger_table import LedgerTable  # noqa: E402
from tui.widgets.next_keys import NextKeys  # noqa: E402
from tui.widgets.reasons_pane import ReasonsPane  # noqa: E402
from tui.widgets.rule_pane import RulePane  # noqa: E402
from tui.widgets.search_prompt import SearchPrompt  # noqa: E402
from tui.widgets.text_pane import TextPane  # noqa: E402
from tui.widgets.totals_table import TotalsTable  # noqa: E402

ROW = 6
"""Rows of the screen for each widget."""
RECOGNISED = 3
"""Letters by which a payload is known where there is room for few."""
MARKUP = "[/] [b]x[/b] [@click=app.quit]go[/] [link=http://e.example]"
SOURCES = (
    *("article text", "headline", "file name", "rule id", "mask reason"),
    *("rule problem", "tag", "saved filter", "searched words"),
)


def letters(text: str) -> str:
    """What is left of a text however its other characters are shown."""
    return re.sub(r"[^!-~]+", "", text)


class Stand(App[None]):
    """One of each widget, below one another."""

    CSS_PATH = Path(tui.__file__).with_name("app.tcss")
    CSS = f"Stand > Screen > * {{ height: {ROW}; display: block; }}"

    def __init__(self) -> None:
        super().__init__()
        self.rows = Rows()
        self.wall = Wall()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """As in the program."""
        return [*super().get_line_filters(), self.wall]

    def compose(self) -> ComposeResult:
        yield from (ArticleView(), LedgerTable(), EntryDetail(), EntryBar())
        yield from (StatusBar(), KeyBar(ACTIONS), ArticleList(self.rows))
        yield from (EntriesTable(self.rows), TotalsTable(), FindingsList(), NextKeys())
        yield from (ReasonsPane(), RulePane(), TextPane("", ""), SearchPrompt())
        yield from (CommandPrompt(), CompletingPrompt())

    def show(self, text: str) -> None:
        """Show a text in all of them."""
        article = article_from_text(text, text)
        span = Span(0, len(article.text))
        told = replace(entry(), commodity=text, rule=text, article=text, reporter=text)
        assert told.value is not None
        told = replace(told, value=replace(told.value, text=text, span=span))
        figure = Figure("value", span, article.text, "booked", None, told.id)
        reading = Reading(article, (told,), (figure,))
        page = Page(reading, display(article.text), True, 0)
        self.query_one(ArticleView).shown = page
        self.query_one(LedgerTable).shown = page
        self.query_one(EntryDetail).shown = page
        self.query_one(EntryBar).shown = page
        self.query_one(StatusBar).notices = (text,)
        self.query_one(KeyBar).instead = ((text[:4], text),)
        self.rows.items = Items()
        self.rows.extend([Found(text, b"")])
        self.query_one(ArticleList).show(Listing(range(1)))
        self.query_one(EntriesTable).show([(0, told)], FOUND, "", "")
        self.query_one(TotalsTable).show(
            [Total(text, 1, ((text, Decimal(1)),))], "flow"
        )
        finding = Finding("1", text, text, text, text)
        self.query_one(FindingsList).show(Findings("", (finding,)))
        self.query_one(NextKeys).choices = ((text[:4], text),)
        self.query_one(ReasonsPane).show(Account(text, text, (Reason("x", text),)))
        self.query_one(RulePane).open(text, locked=False)
        self.query_one(RulePane).tell(text, [Remark(text, 1)])
        self.query_one(TextPane).text = text
        self.query_one(SearchPrompt).open()
        self.query_one(SearchPrompt).query_one(Input).value = text
        self.query_one(CommandPrompt).open(text)
        question = Question(text, text, lambda: None, lambda: None)
        self.query_one(CompletingPrompt).open(question, text)


def shown_by(widget: Widget) -> str:
    """The text of the cells of a widget."""
    strips = widget.screen._compositor.render_strips()
    region = widget.region
    rows = strips[region.y : region.bottom]
    return "\n".join(row.crop(region.x, region.right).text for row in rows)


async def payloads() -> tuple[int, int, int]:
    """How many widgets showed payloads, how many were not seen, and how many had power."""
    unseen = power = 0
    app = Stand()
    async with app.run_test(size=(120, 17 * ROW)) as pilot:
        widgets = list(app.screen.children)
        for payload in PAYLOADS:
            app.show(payload.text)
            await pilot.pause()
            for widget in widgets:
                text = shown_by(widget)
                power += bool(DANGER.search(text.replace("\n", "")))
                wanted = letters(payload.text)[:RECOGNISED]
                if wanted not in letters(text):
                    unseen += 1
                    print(f"  {type(widget).__name__} does not show {payload.name}")
    return len(widgets), unseen, power


def code_points() -> tuple[int, int, int]:
    """How many code points there are, how many are moved, how many keep their power."""
    every = "".join(map(chr, range(0x110000)))
    shown = display(every)
    moved = len(every) != len(shown)
    power = sum(
        1
        for seen in shown
        if seen != "\n"
        and (unicodedata.category(seen) in ("Cc", "Cs") or DANGER.match(seen))
    )
    return len(every), int(moved), power


# --- markup -----------------------------------------------------------------------------


class Engine(FakeEngine):
    """Gives entries and masks names that look like markup."""

    def read(self, article: Article) -> Reading:
        reading = super().read(article)
        entries = tuple(replace(e, rule=f"{MARKUP} rule id") for e in reading.entries)
        figures = tuple(
            f._replace(reason=f"{MARKUP} mask reason") if f.reason else f
            for f in reading.figures
        )
        return replace(reading, entries=entries, figures=figures)


class Library(MemoryLibrary):
    """The same of a problem of the rules."""

    def load_rules(self) -> Rules:
        told = f"{MARKUP} rule problem"
        return replace(super().load_rules(), problems=1, text=told)


WALK = (
    *("2", "f", "f", "f", "exclamation_mark", "exclamation_mark", "4", "i", "1"),
    *("g ampersand", "escape", "G", "g g", "2", "f"),
)
"""What is pressed between two looks at the screen."""


def typed(text: str) -> Iterator[str]:
    """The keys of a text."""
    return ("space" if character == " " else character for character in text)


async def markup() -> tuple[int, int, int]:
    """How many places of text there are, how many are not seen, and actions on a click."""
    headline = f"{MARKUP} headline"
    text = (
        f"{headline}\n\nIran's trade fell 5 percent. {MARKUP} article text."
        " The exports reached $5 million."
    )
    articles = ((f"{MARKUP} file name", f"exports {MARKUP}"), ("b.txt", text))
    seen, actions = "", 0

    def look(browser: Browser) -> None:
        nonlocal seen, actions
        strips = browser.app.screen._compositor.render_strips()
        widgets = browser.app.screen.walk_children(Widget)
        seen += "\n".join(letters(shown_by(w)) for w in widgets if not w.children)
        metas = (style.meta for strip in strips for _, style, _ in strip if style)
        actions += sum("@click" in meta for meta in metas)

    with TemporaryDirectory() as place:
        own = partial(store, Path(place) / "decisions.jsonl")
        library = Library(articles, engine=Engine())
        filters = {f"{MARKUP} saved filter": "flow:export"}
        async with browsing(library, (200, 50), filters, own) as browser:
            look(browser)
            await browser.press("1", "J")
            for key in WALK:
                await browser.press(key)
                look(browser)
            await browser.press("f", "t", *typed(f"{MARKUP}tag"), "enter")
            look(browser)
            await browser.press("2", "slash", *typed(f"{MARKUP} searched words"))
            look(browser)
            crashed = browser.app.return_code is not None
    unseen = [one for one in SOURCES if letters(f"{MARKUP}{one}") not in seen]
    for one in unseen:
        print(f"  {one} is not seen")
    return len(SOURCES), len(unseen) + crashed, actions


def main() -> int:
    """Show all, and print the counts; 1 where something is wrong."""
    widgets, unseen, power = asyncio.run(payloads())
    print(
        f"payloads: {len(PAYLOADS)}, widgets: {widgets}, cases: {len(PAYLOADS) * widgets},"
        f" not seen: {unseen}, with power: {power}"
    )
    points, moved, kept = code_points()
    print(f"code points: {points:,}, moved: {moved}, with power: {kept}")
    sources, lost, actions = asyncio.run(markup())
    print(f"markup: places: {sources}, not seen: {lost}, actions: {actions}")
    return int(any((unseen, power, moved, kept, lost, actions)))


if __name__ == "__main__":
    sys.exit(main())
