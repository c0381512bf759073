"""From files to readings: rules made ready once, articles read one at a time."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from threading import Lock

from parsers.articles import Found, find, read
from parsers.engine import Engine, PatternError, Program
from parsers.model import Article, Reading, Skipped
from parsers.rules import LoadedPack, Problem, Unsaved, load
from parsers.rules.problems import as_json, render
from parsers.rules.source import texts_of

BAD_PATTERN = "R401"

SELDOM = 50_000
"""New objects after which the garbage collector looks for cycles among them."""

AHEAD = 256
"""Articles that are begun before the first of them is finished."""
MOST_AHEAD = 1_000_000
"""Characters of them, by and large."""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules made ready as far as they are good, and all that is wrong with them."""

    engine: Engine | None
    """None when the files hold no rule that can be used."""
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]
    """Every file that was read or should have been, to be watched."""
    loaded: LoadedPack | None = None
    """What they were made ready from."""

    @property
    def broken(self) -> bool:
        """Whether something had to be left out; a warning leaves out nothing."""
        return any(problem.severity == "error" for problem in self.problems)

    @property
    def digest(self) -> str:
        """What the pack in force is known by; empty when there is none."""
        return "" if self.engine is None else self.engine.program.pack.digest

    @property
    def text(self) -> str:
        """The problems as a person reads them, with the lines they are in."""
        return render(self.problems, texts_of(self.problems))

    @property
    def json(self) -> str:
        """The problems as a program reads them."""
        return as_json(self.problems)


def load_rules(
    paths: Iterable[Path],
    unsaved: Unsaved | None = None,
    former: RuleSet | None = None,
) -> RuleSet:
    """Load rule files and what they extend, and compile what is good in them.

    Args:
        paths: The files.
        unsaved: Taken in place of the file of that name, which need not exist.
        former: What was loaded before: what has not changed since is taken from it, and
            where nothing has, it is returned.
    """
    loaded = load(paths, unsaved, None if former is None else former.loaded)
    if former is not None and loaded is former.loaded:
        return former
    return made_ready(loaded, former)


class Loader:
    """Loads the same rule files again and again; what has not changed is not made anew.

    A rule is tried before it is saved, and most often just once: what was made of it then
    is what its file holds.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        """Take the files; none is read yet."""
        self._paths = tuple(paths)
        self._last: RuleSet | None = None
        self._loading = Lock()

    def load(self) -> RuleSet:
        """The rules as the files hold them now."""
        return self.proof(None)

    def proof(self, unsaved: Unsaved | None) -> RuleSet:
        """The rules as they would be if a file were saved."""
        # Who comes second finds what the first one has made.
        with self._loading:
            rules = load_rules(self._paths, unsaved, self._last)
            if rules.engine is not None:
                self._last = rules
        return rules


def made_ready(loaded: LoadedPack, former: RuleSet | None = None) -> RuleSet:
    """Compile what is good in a pack, what has not changed taken from a former one."""
    if loaded.pack is None:
        return RuleSet(None, loaded.problems, loaded.files)
    known = None if former is None else former.engine
    program = Program(loaded.pack, None if known is None else known.program)
    engine = Engine(program) if program.rules else None
    refused = map(_problem, program.errors)
    return RuleSet(engine, (*loaded.problems, *refused), loaded.files, loaded)


def collect_seldom() -> None:
    """Let the garbage collector look at new things only, and not at each few hundred.

    What has been loaded stays to the end, and an article makes thousands of small
    values and hardly a cycle.
    """
    gc.freeze()
    gc.set_threshold(SELDOM)


def read_all(
    paths: Iterable[Path], engine: Engine, size_limit: int
) -> Iterator[Reading | Skipped]:
    """Read every article below the paths.

    Only a few articles are in memory at a time. The order depends on where the files
    lie, never on the order of the paths or of a folder.

    Args:
        paths: Articles and folders of them.
        engine: The rules.
        size_limit: Files of more bytes are skipped.
    """
    return read_found(find(paths), engine, size_limit)


def read_found(
    items: Iterable[Found | Skipped], engine: Engine, size_limit: int
) -> Iterator[Reading | Skipped]:
    """Read files that were found, in their order."""
    return read_articles(read_files(items, size_limit), engine)


def read_files(
    items: Iterable[Found | Skipped], size_limit: int
) -> Iterator[Article | Skipped]:
    """The articles in files that were found, not read by any rule yet."""
    for item in items:
        yield item if isinstance(item, Skipped) else read(item, size_limit)


def read_articles(
    articles: Iterable[Article | Skipped], engine: Engine
) -> Iterator[Reading | Skipped]:
    """Read articles with the rules, in their order."""
    for batch in _batches(articles):
        begun = [
            item if isinstance(item, Skipped) else engine.begin(item) for item in batch
        ]
        steps = [item.steps for item in begun if not isinstance(item, Skipped)]
        deque(zip_longest(*steps), maxlen=0)
        for item in begun:
            yield item if isinstance(item, Skipped) else item.reading()


def _batches(
    articles: Iterable[Article | Skipped],
) -> Iterator[list[Article | Skipped]]:
    """A few articles at a time.

    Each step of reading is taken in all of them before the next, so that it finds its
    code and its tables in the cache of the processor. That saves a third of the whole.
    """
    batch: list[Article | Skipped] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += 0 if isinstance(article, Skipped) else len(article.text)
        if len(batch) == AHEAD or size > MOST_AHEAD:
            yield batch
            batch, size = [], 0
    yield batch


def _problem(error: PatternError) -> Problem:
    """A pattern that the engine refuses, as the rules tell their other problems."""
    return Problem(
        code=BAD_PATTERN,
        severity="error",
        path=error.place.path,
        line=error.place.line,
        column=error.place.column,
        length=1,
        title=f"the pattern of {error.owner} can not be used",
        reason=error.reason,
    )
