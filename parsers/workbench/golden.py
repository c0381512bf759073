"""Articles of the user with golden files: whether the rules still read them so.

Beside the rules lies a folder `golden`: below `articles` the articles, and below
`expected`, for each, the golden file of the same name with `.yaml` behind it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from parsers.articles import Found, find, read
from parsers.engine import Engine
from parsers.engine.assemble import occurrences
from parsers.engine.examples import Outcome
from parsers.model import Entry, Figure, Reading, Skipped
from parsers.rules.loading import label
from parsers.rules.pack import Place
from parsers.rules.problems import Problem
from parsers.rules.source import content, unreadable
from parsers.settings import GOLDEN_FOLDER
from parsers.workbench.citation import Citation, cite
from parsers.workbench.fields import Said, differences, said, words
from parsers.workbench.golden_file import Expected, golden_text, read_golden

ARTICLES = "articles"
EXPECTED = "expected"
SUFFIX = ".yaml"
PASSING = ("ok", "todo")
"""Outcomes that are no failure."""
DONE = "it is read right by now"
"""The detail of an item that is marked `todo` and need not be any more."""

Key = tuple[str, int]
"""The words of a figure, and its number among those with the same words."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of one expected entry, or of one that nobody expects."""

    article: str
    figure: str
    nth: int
    outcome: Outcome
    detail: str
    """What was expected and what came; empty where all is well."""
    place: Place
    """In the golden file; of an entry that nobody expects, in the article."""
    citation: Citation | None
    """None where the article has no such figure."""

    @property
    def settled(self) -> bool:
        """Whether a golden file may go on to say what it says of it."""
        return self.outcome in PASSING and self.detail != DONE


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one article fares against its golden file."""

    article: str
    golden: Path
    judgements: tuple[Judgement, ...]
    problems: tuple[Problem, ...]
    """Why the golden file, or its article, can not be used."""
    accepted: str | None
    """What the golden file must hold to agree; None where it agrees already, or where
    it is broken."""

    @property
    def passes(self) -> bool:
        """Whether all is as a person accepted it."""
        outcomes = (judgement.outcome for judgement in self.judgements)
        return not self.problems and all(outcome in PASSING for outcome in outcomes)


def golden_folders(rules: Iterable[Path]) -> tuple[Path, ...]:
    """The golden folders beside rule files, and in folders of them, that exist."""
    beside = (path if path.is_dir() else path.parent for path in rules)
    folders = dict.fromkeys(place / GOLDEN_FOLDER for place in beside)
    return tuple(folder for folder in folders if (folder / ARTICLES).is_dir())


def judge_all(
    folders: Iterable[Path], engine: Engine, size_limit: int
) -> Iterator[Verdict]:
    """Judge every article of the golden folders, and every golden file without one."""
    for folder in folders:
        articles, expected = folder / ARTICLES, folder / EXPECTED
        awaited = set(_files_below(expected))
        for found in find([articles]):
            below = os.fsdecode(found.path)[len(str(articles)) + 1 :]
            golden = expected / f"{below}{SUFFIX}"
            awaited.discard(golden)
            yield _judge(found, golden, engine, size_limit)
        for golden in sorted(awaited):
            name = str(golden.relative_to(expected)).removesuffix(SUFFIX)
            reason = f"there is no such article in {label(articles)}"
            help = "remove the one, or bring back the other"
            yield _unusable(name, golden, _problem(golden, reason, help))


def _files_below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob(f"*{SUFFIX}") if path.is_file())


def _judge(
    found: Found | Skipped, golden: Path, engine: Engine, size_limit: int
) -> Verdict:
    article = found if isinstance(found, Skipped) else read(found, size_limit)
    if isinstance(article, Skipped):
        reason = f"the article was not read: {article.reason}"
        return _unusable(article.name, golden, _problem(golden, reason))
    try:
        expected, problems = read_golden(label(golden), content(golden))
    except FileNotFoundError:
        expected, problems = None, []
    except (OSError, ValueError) as error:
        expected, problems = (), [unreadable(golden, error)]
    if problems:
        return _unusable(article.name, golden, *problems)
    return judge(engine.read(article), golden, expected)


def judge(
    reading: Reading, golden: Path, expected: tuple[Expected, ...] | None
) -> Verdict:
    """Judge a reading.

    Args:
        reading: What the rules make of the article.
        golden: Where its golden file lies or will lie.
        expected: What the golden file says; None where there is no such file.
    """
    trial = _Trial(reading, golden)
    judgements = tuple(trial.judgements(expected or ()))
    accepted = trial.accepted(expected or ())
    name = reading.article.name
    if expected is None:
        problems = (_problem(golden, "there is none yet", _ACCEPT),)
        return Verdict(name, golden, judgements, problems, golden_text(accepted))
    agrees = _essence(accepted) == _essence(expected)
    text = None if agrees else golden_text(accepted)
    return Verdict(name, golden, judgements, (), text)


class _Trial:
    """One article, its entries and figures found by their words."""

    def __init__(self, reading: Reading, golden: Path) -> None:
        self._reading = reading
        self._golden = label(golden)
        self._figures = _numbered(reading)
        by_place = {f.span: key for key, f in self._figures.items()}
        self._entries: Mapping[Key, Entry] = {
            by_place[entry.measures[0].span]: entry for entry in reading.entries
        }

    def judgements(self, expected: Iterable[Expected]) -> Iterator[Judgement]:
        """What became of each expected entry, and the entries that nobody expects."""
        named = set()
        for item in expected:
            key = (item.figure, item.nth)
            named.add(key)
            outcome, detail = self._outcome(item)
            if item.todo:
                outcome, detail = "todo", detail or DONE
            place = Place(self._golden, item.line, item.column)
            yield self._judgement(key, outcome, detail, place)
        for key, entry in self._entries.items():
            if key not in named:
                detail = f"nobody expects it: {_listed(said(entry))}"
                yield self._judgement(key, "noisy", detail, None)

    def accepted(self, expected: Iterable[Expected]) -> list[Expected]:
        """What the rules read, with what a person still wants of them.

        An item that is marked `todo` stays as it is until the rules read it so.
        """
        wanted = {(item.figure, item.nth): item for item in expected if item.todo}
        known = [*self._figures, *(key for key in wanted if key not in self._figures)]
        items = []
        for key in known:
            item = wanted.get(key)
            if item is not None and self._outcome(item)[0] != "ok":
                items.append(item)
            elif key in self._entries:
                items.append(Expected(*key, said(self._entries[key])))
        return items

    def _outcome(self, item: Expected) -> tuple[Outcome, str]:
        entry = self._entries.get((item.figure, item.nth))
        if entry is None:
            return ("missing", self._fate(item)) if item.says else ("ok", "")
        if not item.says:
            return "noisy", f"no entry is expected: {_listed(said(entry))}"
        wrong = differences(item.says, said(entry))
        return ("wrong" if wrong else "ok"), "; ".join(
            f"{d.field}: expected {d.before or 'none'}, got {d.after or 'none'}"
            for d in wrong
        )

    def _fate(self, item: Expected) -> str:
        """What became of a figure that should be the first of an entry."""
        figure = self._figures.get((item.figure, item.nth))
        if figure is None:
            return "the rules find no such figure in the article"
        if figure.state == "booked":
            return "the figure is booked by the entry of another figure"
        because = f" ({figure.reason})" if figure.reason else ""
        return f"no entry, the figure is {figure.state}{because}"

    def _judgement(
        self, key: Key, outcome: Outcome, detail: str, place: Place | None
    ) -> Judgement:
        article, figure = self._reading.article, self._figures.get(key)
        cited = None if figure is None else cite(article, figure.span)
        if place is None:
            assert cited is not None
            path = label(Path(os.fsdecode(article.path)))
            place = Place(path, cited.line, cited.column)
        return Judgement(article.name, *key, outcome, detail, place, cited)


def _numbered(reading: Reading) -> Mapping[Key, Figure]:
    """The figures of an article, each by its words and its number among the same."""
    numbers = occurrences([f.span for f in reading.figures], reading.article.text)
    return {
        (words(figure.text), number): figure
        for figure, number in zip(reading.figures, numbers, strict=True)
    }


def _essence(items: Iterable[Expected]) -> set[Expected]:
    """What they ask for, wherever it stands in its file."""
    return {replace(item, line=1, column=1) for item in items}


def _listed(says: Said) -> str:
    return ", ".join(f"{name} {text}" for name, text in says)


_ACCEPT = "`newsledger rules accept` writes it"


def _problem(path: Path, reason: str, help: str | None = None) -> Problem:
    title = "the golden file cannot be used"
    return Problem("R101", "error", label(path), 1, 1, 1, title, reason, help)


def _unusable(article: str, golden: Path, *problems: Problem) -> Verdict:
    return Verdict(article, golden, (), problems, None)
