"""Entries taken as people left them: those of some articles that were asked for."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from parsers.ledger.statements import Statement, statements
from parsers.ledger.transactions import CLEARED
from parsers.model import Reading
from parsers.pipeline import read_all
from parsers.query import parse
from parsers.store import Verdicts
from parsers.store.settled import Selection
from tui.cli.loading import loaded
from tui.cli.progress import Progress
from tui.cli.tally import NAMED, Tally


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries were asked for."""

    paths: Sequence[Path]
    """Articles and folders; those of the settings when empty."""
    rules: Sequence[Path]
    """Rule files and folders; those of the settings when empty."""
    where: str
    """An expression that chooses among the entries; an empty one chooses all."""
    everything: bool
    """Whether entries go on that nobody accepted."""

    @classmethod
    def typed(cls, args: Namespace, *, everything: bool) -> Wanted:
        """What was typed.

        Args:
            args: Of the command.
            everything: Whether entries go on that nobody accepted.
        """
        return cls(args.paths, args.rules, args.where, everything)


class Taking:
    """Reads the articles and takes the entries, and accounts for all of them."""

    def __init__(self, wanted: Wanted, verdicts: Verdicts) -> None:
        """Make ready what reads and chooses.

        Args:
            wanted: What was asked for.
            verdicts: What people decided.

        Raises:
            QueryError: If the expression can not be understood.
            NoRuleError: If the rule files hold no rule that can be used.
            NewsledgerError: If the settings can not be read.
        """
        self.settings, self._engine, self.broken = loaded(wanted.rules)
        query = parse(wanted.where, self.settings.saved)
        self.selection = Selection(verdicts, everything=wanted.everything, query=query)
        self.tally = Tally()
        self._wanted = wanted

    def readings(self, progress: Progress) -> Iterator[Reading]:
        """The articles, each with the entries that are taken."""
        settings = self.settings
        sources = self._wanted.paths or settings.articles
        results = read_all(sources, self._engine, settings.size_limit)
        return map(self.selection.of, self.tally.readings(results, progress))

    def figures(self, progress: Progress) -> Iterator[Statement]:
        """The figures of those entries, each with whether a person stands for it."""
        words = self.selection.words
        for reading in self.readings(progress):
            ids = {entry.id for entry in reading.entries}
            yield from statements(reading, {i for i in ids if words[i] in CLEARED})

    @property
    def is_flawed(self) -> bool:
        """Whether rules or edits had to be left out."""
        return bool(self.broken or self.selection.unusable)

    def left_out(self) -> Iterator[str]:
        """Lines that name entries whose edits can not be."""
        for entry, error in self.selection.unusable[:NAMED]:
            yield f"left out {entry.id} ({entry.article}): edit of {error}"
