"""What one process reads, and comparisons of it with what others read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import corpus  # noqa: F401 - it tells where the program is
from results import tell

from parsers.articles import LIMIT
from parsers.engine import Engine
from parsers.ledger.intervals import days
from parsers.ledger.jsonl import line
from parsers.ledger.parquet import ALONE, Row
from parsers.model import Entry, Reading
from parsers.pipeline import read_all

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Expected:
    """What one process reads in a folder of articles."""

    articles: Path
    lines: bytes
    """As `extract --format jsonl` prints them."""
    rows: Rows

    @classmethod
    def of(cls, articles: Path, rules: Engine) -> Expected:
        """Read all articles of a folder, in this process."""
        entries = list(entries_of([articles], rules))
        lines = "".join(map(line, entries)).encode()
        return cls(articles, lines, sorted(map(row, entries), key=repr))


class Judge:
    """Prints whether what should be the same is, and counts what is not."""

    def __init__(self) -> None:
        self.compared = 0
        self.different = 0

    def tell(self, what: str, same: bool, more: str) -> None:
        """Print one comparison."""
        self.compared += 1
        self.different += not same
        print(f"{what:<34}{'same' if same else 'DIFFERENT':<10}{more}", flush=True)

    def sum_up(self, what: str) -> None:
        """Tell how many of all comparisons failed."""
        tell(what, self.different, self.compared, 0, unit="runs")


def row(entry: Entry) -> tuple[Any, ...]:
    """The entry as the row of a shard."""
    told = Row(entry, days(entry.period), {})
    return tuple(column.value(told) for column in ALONE)


def rows(output: Path) -> Rows:
    """All rows of a folder of shards, sorted."""
    from pyarrow import parquet

    tables = (parquet.read_table(file) for file in output.glob("*.parquet"))
    found = (tuple(each.values()) for table in tables for each in table.to_pylist())
    return sorted(found, key=repr)


def entries_of(paths: Sequence[Path], rules: Engine) -> Iterator[Entry]:
    """The entries that one process reads, this one."""
    for reading in read_all(paths, rules, LIMIT):
        if isinstance(reading, Reading):
            yield from reading.entries
