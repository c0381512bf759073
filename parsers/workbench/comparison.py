"""What two rule packs make of the same articles, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from parsers.articles import find
from parsers.engine import Engine
from parsers.engine.traces import Touch, read_traced
from parsers.model import Article, Entry, Figure, Reading, Skipped, Span, State
from parsers.pipeline import read_files
from parsers.workbench.fields import Difference, differences, said


@dataclass(frozen=True, slots=True)
class Condition:
    """What became of a figure."""

    state: State
    reason: str | None
    """Why it is masked; None otherwise."""


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that came, went, or says something else now."""

    before: Entry | None
    """None of an entry that was gained."""
    after: Entry | None
    """None of an entry that was lost."""
    fields: tuple[Difference, ...]
    """What a changed entry says differently; empty otherwise."""

    @property
    def kind(self) -> Literal["gained", "lost", "changed"]:
        """What happened to it."""
        if self.before is None:
            return "gained"
        return "lost" if self.after is None else "changed"

    @property
    def entry(self) -> Entry:
        """The entry as it is now, or as it was last."""
        entry = self.after or self.before
        assert entry is not None
        return entry

    @property
    def span(self) -> Span:
        """Where its first figure stands."""
        return self.entry.measures[0].span


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure of which something else became."""

    span: Span
    before: Condition | None
    """None where that pack finds no figure."""
    after: Condition | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One article, read by two packs."""

    before: Reading
    after: Reading
    entries: tuple[EntryChange, ...]
    """In the order of the text, as are the figures."""
    figures: tuple[FigureChange, ...]

    @property
    def article(self) -> Article:
        """The article."""
        return self.after.article

    @property
    def differs(self) -> bool:
        """Whether the packs read it differently."""
        return bool(self.entries or self.figures)


def compare_all(
    paths: Iterable[Path], before: Engine, after: Engine, size_limit: int
) -> Iterator[Comparison | Skipped]:
    """Read every article below the paths with both packs.

    Where the change of the rules touches nothing, reading once is enough.

    Args:
        paths: Articles and folders of them.
        before: The rules as they were.
        after: The rules as they are now.
        size_limit: Files of more bytes are skipped.
    """
    touch = Touch.between(before.program, after.program)
    for article in read_files(find(paths), size_limit):
        if isinstance(article, Skipped):
            yield article
            continue
        old, trace = read_traced(before.program, article)
        is_touched = touch is None or touch.reaches(trace)
        yield compare(old, after.read(article) if is_touched else old)


def compare(before: Reading, after: Reading) -> Comparison:
    """Two readings of one article, compared; an entry is known by its id."""
    entries = entry_changes(before.entries, after.entries)
    were, are = ({f.span: _condition(f) for f in r.figures} for r in (before, after))
    figures = [
        FigureChange(span, were.get(span), are.get(span))
        for span in sorted({*were, *are})
        if were.get(span) != are.get(span)
    ]
    return Comparison(before, after, entries, tuple(figures))


def entry_changes(
    before: Iterable[Entry], after: Iterable[Entry]
) -> tuple[EntryChange, ...]:
    """How the entries of one article differ, in the order of the text."""
    old, new = ({entry.id: entry for entry in entries} for entries in (before, after))
    changes = [
        change
        for id in dict.fromkeys([*old, *new])
        if (change := _entry_change(old.get(id), new.get(id)))
    ]
    return tuple(sorted(changes, key=lambda change: (change.span, change.entry.id)))


def _entry_change(before: Entry | None, after: Entry | None) -> EntryChange | None:
    """How the one became the other; None where they say the same."""
    if before is None or after is None:
        return EntryChange(before, after, ())
    fields = differences(said(before), said(after))
    return EntryChange(before, after, fields) if fields else None


def _condition(figure: Figure) -> Condition:
    return Condition(figure.state, figure.reason)
