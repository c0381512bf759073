"""Manifests: what was read in a shard, what was not, and with which rules."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from parsers.model import Entry, Reading, Skipped, State

SCHEMA = 1
NAMED = 20
"""How many articles that could not be read are named; of more, only the number is told."""
_KINDS = 50
"""Kinds of errors that are told apart."""
_OTHERS = "others"
_NO_MANIFEST = (
    *(ValueError, LookupError, TypeError, AttributeError),
    *(OverflowError, RecursionError),
)
"""What reading breaks down with on a file that is none."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What became of a shard."""

    shard: str
    identity: str
    """What it was made of and with; a shard is made anew when that differs."""
    pack: str
    """The digest of the rules."""
    version: str
    """Of the program."""
    articles: int
    entries: int
    figures: tuple[tuple[State, int], ...]
    errors: tuple[tuple[str, int], ...]
    """Articles that could not be read, by kind of reason."""
    skipped: tuple[tuple[str, str], ...]
    """The first of them, by name, each with its reason."""
    overruns: tuple[tuple[str, int], ...]
    """Rules that ran out of time, and in how many sentences."""
    size: int
    """Bytes of the file of entries."""

    @property
    def json(self) -> bytes:
        """It as a file."""
        told = {
            "manifest": SCHEMA,
            "shard": self.shard,
            "identity": self.identity,
            "pack": self.pack,
            "version": self.version,
            "articles": self.articles,
            "entries": self.entries,
            "figures": dict(self.figures),
            "errors": dict(self.errors),
            "skipped": [{"name": n, "reason": r} for n, r in self.skipped],
            "overruns": dict(self.overruns),
            "bytes": self.size,
        }
        return (json.dumps(told, indent=1) + "\n").encode()

    @classmethod
    def of(cls, data: bytes) -> Manifest | None:
        """The manifest in a file; None if that holds none that can be read."""
        try:
            told = json.loads(data)
            if told["manifest"] != SCHEMA:
                return None
            return cls(
                shard=str(told["shard"]),
                identity=str(told["identity"]),
                pack=str(told["pack"]),
                version=str(told["version"]),
                articles=int(told["articles"]),
                entries=int(told["entries"]),
                figures=tuple(told["figures"].items()),
                errors=tuple(told["errors"].items()),
                skipped=tuple(
                    (each["name"], each["reason"]) for each in told["skipped"]
                ),
                overruns=tuple(told["overruns"].items()),
                size=int(told["bytes"]),
            )
        except _NO_MANIFEST:
            return None


@dataclass(slots=True)
class Count:
    """Counts what becomes of articles, one after the other."""

    articles: int = 0
    entries: int = 0
    figures: Counter[State] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    overruns: Counter[str] = field(default_factory=Counter)

    def entries_of(self, results: Iterable[Reading | Skipped]) -> Iterator[Entry]:
        """The entries of what could be read; all is counted on the way."""
        for result in results:
            if isinstance(result, Skipped):
                self._skip(result)
                continue
            self.articles += 1
            self.entries += len(result.entries)
            self.figures.update(figure.state for figure in result.figures)
            self.overruns.update(overrun.rule for overrun in result.overruns)
            yield from result.entries

    def _skip(self, skipped: Skipped) -> None:
        kind = kind_of(skipped.reason)
        known = kind in self.errors or len(self.errors) < _KINDS
        self.errors[kind if known else _OTHERS] += 1
        if len(self.skipped) < NAMED:
            self.skipped.append((skipped.name, skipped.reason))


def kind_of(reason: str) -> str:
    """What a reason has in common with others: it without a line, a name, a detail."""
    place, colon, rest = reason.partition(": ")
    if colon and place.startswith("line "):
        place = rest.partition(": ")[0]
    return place
