"""Reads articles for the browser: in its threads, one at a time, by the last good rules."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from parsers.errors import NewsledgerError
from parsers.model import Article, Entry, Reading, Skipped
from tui.display import display
from tui.gist import gist
from tui.library import Engine, Library, Rules
from tui.memory import give_back, keep_large_apart
from tui.page import Page
from tui.reasons import Account
from tui.rows import Known, counts_of, head_of
from tui.workings import Workings, named

if TYPE_CHECKING:
    from parsers.articles import Found
    from parsers.engine import Program
    from parsers.engine.traces import Touch, Trace
    from parsers.rules.pack import Place
    from parsers.rules.problems import Problem
    from tui.cover import Cover
    from tui.findings import Findings

BATCH = 2000
"""Files that are found before the list is told."""

_QUIET = 0.15
"""Seconds after a key in which nothing is read that nobody waits for."""

_MANY = 1_000
"""Articles whose reading takes memory that is worth to be given back."""
_MOST = 4_000
"""Articles after which it is given back though there are more."""


Made = TypeVar("Made")


class BreakdownError(NewsledgerError):
    """The engine broke down on something."""

    def __init__(self, error: Exception) -> None:
        super().__init__(f"internal error: {type(error).__name__}: {error}")


def whole(make: Callable[[], Made]) -> Made:
    """Make something by rules that nobody may have tried before.

    Raises:
        BreakdownError: If the engine breaks down on it.
        NewsledgerError: If it is refused.
    """
    try:
        return make()
    except NewsledgerError:
        raise
    except Exception as error:
        raise BreakdownError(error) from error


class _InForce(NamedTuple):
    """Rules that articles are read by."""

    engine: Engine | None
    """None as long as there are none."""
    digest: str
    program: Program | None
    """What the engine runs, where it can be asked why."""
    workings: Workings | None
    """What it can tell of itself."""


_NO_RULES = _InForce(None, "", None, None)


class Desk:
    """The library, with the rules that are in force."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._rules = _NO_RULES
        """Those in force."""
        self._former = _NO_RULES
        """Those that were in force before."""
        self.problems: tuple[Problem, ...] = ()
        """What is wrong with the rule files as they were read last."""
        self._reading = Lock()
        self._last_key = 0.0
        self._read = 0
        """Articles that were read since memory was given back."""

    def load_rules(self) -> Rules:
        """Read the rule files; as long as they are broken, the last good rules stay.

        If there are none yet, what is good in the files is better than nothing.
        """
        rules = self.library.load_rules()
        self.problems = rules.listed
        if rules.broken and self.has_rules:
            return replace(rules, engine=None)
        if rules.engine is None:
            return rules
        is_new = not rules.digest or rules.digest != self._rules.digest
        before, program = self._rules, rules.program
        if is_new:
            self._former = before
        workings = None if program is None else Workings(program)
        self._rules = _InForce(rules.engine, rules.digest, program, workings)
        return replace(rules, is_new=is_new, touch=_touch(before, self._rules))

    @property
    def has_rules(self) -> bool:
        """Whether any rules are in force."""
        return self._rules.engine is not None

    @property
    def has_former_rules(self) -> bool:
        """Whether other rules were in force before."""
        return self._former.engine is not None

    def swap_rules(self) -> Touch | None:
        """Let the rules that were in force before be so again, in turn with these.

        Returns:
            Which articles they may read otherwise; None: any.
        """
        self._rules, self._former = self._former, self._rules
        return _touch(self._former, self._rules)

    @property
    def can_explain(self) -> bool:
        """Whether the rules in force can be asked why."""
        return self._rules.workings is not None

    def find(self) -> Iterator[list[Found | Skipped]]:
        """What may be an article, in batches; the first is small, to be there soon."""
        keep_large_apart()
        found = self.library.find()
        size = BATCH // 10
        while batch := list(islice(found, size)):
            yield batch
            size = BATCH

    def open(self, item: Found | Skipped) -> Page | Skipped:
        """Take up an article; its rules have not read it yet."""
        article = item if isinstance(item, Skipped) else self.library.read(item)
        if isinstance(article, Skipped):
            return article
        return Page(Reading(article, (), ()), display(article.text), known=False)

    def read(self, page: Page) -> Page | Skipped:
        """Read an article by the rules in force; without any, it stays as it is.

        An article on which the engine breaks down is skipped like one that can not be
        read, with the reason: the others are still there to be read.
        """
        rules = self._rules
        if rules.engine is None:
            return page
        return self.read_by(page, rules.engine, rules.digest)

    def read_by(self, page: Page, engine: Engine, digest: str) -> Page | Skipped:
        """Read an article by some rules."""
        article = page.reading.article
        reading = self.by_rules(article, lambda: engine.read(article))
        if isinstance(reading, Skipped):
            return reading
        return Page(reading, page.text, known=True, rules=digest)

    def in_turn(self, make: Callable[[], Made]) -> Made:
        """Do something by rules, when nobody else does."""
        with self._reading:
            return make()

    def by_rules(self, article: Article, make: Callable[[], Made]) -> Made | Skipped:
        """One article at a time: the time of a rule is counted for the whole process."""
        try:
            return self.in_turn(lambda: whole(make))
        except NewsledgerError as error:
            return Skipped(article.name, article.path, str(error))

    def explain(self, page: Page, is_wanted: Callable[[], bool]) -> Account | None:
        """Why the selected figure is what it is, as `newsledger rules explain` tells it.

        Args:
            page: The article.
            is_wanted: Asked when its turn has come.

        Returns:
            None when it is not wanted any more, or there is nothing to be explained.
        """
        workings, article = self._rules.workings, page.reading.article
        if workings is None or page.figure is None:
            return None
        account = self.by_rules(
            article, lambda: workings.account(page) if is_wanted() else None
        )
        if isinstance(account, Skipped):
            return Account(named(page.figure), account.reason)
        return account

    def rule_home(self, rule: str) -> Place | None:
        """Where a rule begins, in the file that defines it; None if nobody knows."""
        workings = self._rules.workings
        return None if workings is None else workings.home(rule)

    def rule_place(self, rule: str) -> Place | None:
        """Where a rule is written; None if nobody knows."""
        workings = self._rules.workings
        return None if workings is None else workings.place(rule)

    def rule_after(self, rule: str) -> str:
        """The rule after another one; that one itself if nobody knows."""
        workings = self._rules.workings
        return rule if workings is None else workings.rule_after(rule)

    def cover(self) -> Cover | None:
        """An account of what the rules in force do, with no article read yet."""
        from tui.cover import Cover

        workings = self._rules.workings
        if workings is None:
            return None
        return Cover(workings.coverage(), workings.place_words)

    def read_into(self, cover: Cover, row: int, item: Found | Skipped) -> None:
        """Read the article of a row, and take it into an account."""
        article = item if isinstance(item, Skipped) else self.library.read(item)
        if not isinstance(article, Skipped):
            self.by_rules(article, lambda: cover.read(row, article))
        cover.rows.add(row)

    def found(self, cover: Cover, view: Callable[[Cover], Findings]) -> Findings:
        """What an account comes to; nothing is read into it meanwhile."""
        return self.in_turn(lambda: view(cover))

    def know(
        self,
        row: int,
        item: Found | Skipped,
        is_decided: Callable[[Entry], bool] = lambda _: False,
    ) -> Known:
        """What the list shows of a row, and what is compared of it.

        Args:
            row: The row.
            item: What was found.
            is_decided: Whether anything was said of an entry.
        """
        if not self.has_rules:
            return self.glance(row, item)
        article = item if isinstance(item, Skipped) else self.library.read(item)
        if isinstance(article, Skipped):
            return Known(row, None, None, article)
        self._count_read()
        made = self.by_rules(article, lambda: _traced(self._rules, article))
        if isinstance(made, Skipped):
            return Known(row, None, None, made)
        reading, trace = made
        head, counts = head_of(article), counts_of(reading)
        return Known(row, head, counts, None, *gist(reading, is_decided), trace)

    def glance(self, row: int, item: Found | Skipped) -> Known:
        """What an article tells of itself, without any rules."""
        article = item if isinstance(item, Skipped) else self.library.read(item)
        if isinstance(article, Skipped):
            return Known(row, None, None, article)
        return Known(row, head_of(article), None)

    def _count_read(self) -> None:
        """One more article is read; the program rests at times."""
        if self._read >= _MOST:
            self.rest()
        self._read += 1

    def rest(self) -> None:
        """Give back the memory that reading many articles has taken."""
        program = self._rules.program
        if program is not None and self._read >= _MANY:
            self._read = 0
            program.rest()
            give_back()

    def note_key(self) -> None:
        """A person is at work: what nobody waits for has to wait."""
        self._last_key = time.monotonic()

    def wait_for_quiet(self) -> None:
        """Return when no key has come for a moment."""
        while (rest := self._last_key + _QUIET - time.monotonic()) > 0:
            time.sleep(rest)


def _traced(rules: _InForce, article: Article) -> tuple[Reading, Trace | None]:
    """A reading, and what it was made from; None where the rules do not tell."""
    if rules.program is not None:
        from parsers.engine.traces import read_traced

        return read_traced(rules.program, article)
    assert rules.engine is not None
    return rules.engine.read(article), None


def _touch(before: _InForce, now: _InForce) -> Touch | None:
    """Which articles other rules may read otherwise; None: any."""
    if before.program is None or now.program is None:
        return None
    from parsers.engine.traces import Touch

    return Touch.between(before.program, now.program)
