"""What the rules in force can tell of themselves, in the words of the browser.

The workbench is imported when somebody first asks: it takes longer than a frame.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tui.page import Page
from tui.reasons import Account

if TYPE_CHECKING:
    from parsers.engine import Program
    from parsers.model import Figure
    from parsers.rules.pack import Place
    from parsers.workbench.coverage import Coverage
    from parsers.workbench.explain import Explainer

_EXAMPLES = 1
"""Of each shape of open figures: where Enter goes."""


class Workings:
    """A compiled pack that is asked why. Keep it: what it compiles is kept with it."""

    def __init__(self, program: Program) -> None:
        self._program = program

    @cached_property
    def _explainer(self) -> Explainer:
        from parsers.engine import Engine
        from parsers.workbench.explain import Explainer

        return Explainer(Engine(self._program))

    def coverage(self) -> Coverage:
        """Counts what the rules do, as `newsledger rules coverage` does; nothing yet."""
        from parsers.workbench.coverage import Coverage

        return Coverage(self._program, _EXAMPLES)

    def rule_after(self, rule: str) -> str:
        """The rule that is written after another one, round the end."""
        ids = [program.rule.id for program in self._program.rules]
        return ids[(ids.index(rule) + 1) % len(ids)] if rule in ids else rule

    def place(self, rule: str) -> Place | None:
        """Where a rule is written; None if there is no such rule."""
        rules = (program.rule for program in self._program.rules)
        return next((r.pattern.place(0) for r in rules if r.id == rule), None)

    def home(self, rule: str) -> Place | None:
        """Where a rule begins, in the file that defines it; None if there is none."""
        rules = (program.rule for program in self._program.rules)
        return next((r.place for r in rules if r.id == rule), None)

    def place_words(self, rule: str) -> str:
        """The same in words; empty if there is no such rule."""
        from tui.explanation import place_words

        place = self.place(rule)
        return "" if place is None else place_words(place)

    def account(self, page: Page) -> Account | None:
        """Why the selected figure is what it is, as `newsledger rules explain` tells it."""
        from tui.explanation import reasons, state

        article, figure = page.reading.article, page.figure
        if figure is None:
            return None
        for one in self._explainer.explain(article, figure.span):
            if one.figure.span == figure.span:
                found = tuple(reasons(one, article.text))
                return Account(named(figure), state(one), found)
        return Account(named(figure), "the rules find no figure here any more")


def named(figure: Figure) -> str:
    """A figure and its kind."""
    return f"{figure.text} ({figure.kind})"
