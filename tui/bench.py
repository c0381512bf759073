"""Rules on the bench of the browser: taken out of their files, tried, drafted.

All of it in threads; the workbench of the core is imported when it is first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from parsers.model import Skipped, Span
from tui.desk import BreakdownError, Desk, whole
from tui.library import Rules
from tui.page import Page

if TYPE_CHECKING:
    from parsers.articles import Found
    from parsers.engine.examples import ExampleResult
    from parsers.workbench.hits import Hits
    from parsers.workbench.rule_block import Block
    from tui.drafting import Draft


class Proof(NamedTuple):
    """What a change of the rules would make of an article."""

    rules: Rules
    page: Page | Skipped
    """As it was where there are no such rules."""


class Bench:
    """Tries rules beside those in force, one thing after the other."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._proving = Lock()

    def proof(
        self, page: Page, block: Block, text: str, is_wanted: Callable[[], bool]
    ) -> Proof | None:
        """An article by the rules as they would be if a rule were saved.

        Args:
            page: The article.
            block: The rule in its file.
            text: What it is to say.
            is_wanted: Asked when its turn has come.

        Returns:
            None when it is not wanted any more.
        """
        with self._proving:
            if not is_wanted():
                return None
            rules = self._desk.library.proof(block.path, block.filed(text).encode())
            if rules.engine is None or not is_wanted():
                return Proof(rules, page)
            return Proof(rules, self._desk.read_by(page, rules.engine, rules.digest))

    def examples(
        self, rules: Rules, rule: str, is_wanted: Callable[[], bool]
    ) -> Iterator[ExampleResult]:
        """What becomes of the examples of a rule, as long as somebody wants to know."""
        from parsers.engine import Engine
        from parsers.engine.examples import ExampleResult, test_rule

        if rules.program is None:
            return
        engine = Engine(rules.program)
        for tried in (r for r in rules.program.pack.rules if r.id == rule):
            for number, example in enumerate(tried.examples, start=1):
                if not is_wanted():
                    return
                # One at a time: others want to read meanwhile.
                one = replace(tried, examples=(example,))
                test = partial(whole, partial(test_rule, engine, one))
                try:
                    found = self._desk.in_turn(test)
                except BreakdownError as error:
                    told, text, place = str(error), example.text, example.place
                    found = (ExampleResult(rule, number, "wrong", text, told, place),)
                yield from (replace(result, number=number) for result in found)

    def draft(self, page: Page, spans: tuple[Span, ...], extent: Span | None) -> Draft:
        """Draft a rule for some figures of an article.

        Raises:
            NewsledgerError: If there is none, or no place for it, or the engine breaks
                down on it.
        """
        from tui.drafting import draft

        article = page.reading.article
        with self._proving:
            return whole(lambda: draft(self._desk.library, article, spans, extent))

    def hunt(self, draft: Draft, hits: Hits, item: Found | Skipped) -> None:
        """Look for what a draft does in one more article."""
        article = item if isinstance(item, Skipped) else self._desk.library.read(item)
        if not isinstance(article, Skipped):
            found = self._desk.by_rules(article, lambda: draft.hunter.hits(article))
            hits.add(() if isinstance(found, Skipped) else found)

    def block(self, rule: str) -> Block:
        """What a person edits to change a rule.

        Raises:
            RuleTextError: If nobody knows where it is, or it can not be taken out.
        """
        from parsers.workbench.rule_home import home_of
        from parsers.workbench.rule_text import RuleTextError

        place = self._desk.rule_home(rule)
        if place is None:
            raise RuleTextError(Path(rule), "nobody knows where it is written")
        return home_of(rule, Path(place.path), self._desk.library.rule_files)

    def block_again(self, block: Block) -> Block:
        """The same as it is in its file now.

        Raises:
            RuleTextError: If it is not there any more.
        """
        from parsers.workbench.rule_blocks import found_again
        from parsers.workbench.rule_text import text_of

        return found_again(block, text_of(block.path), is_own=False)
