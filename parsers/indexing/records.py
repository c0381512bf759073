"""What the index is told of one article, made where the article is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple, TypeAlias

from parsers.articles import Found, read
from parsers.engine import Engine
from parsers.ledger.jsonl import line
from parsers.model import Article, Figure, Reading, Skipped
from parsers.parallel import Plan
from parsers.pipeline import read_articles


class Task(NamedTuple):
    """An article that is to be read for the index."""

    found: Found
    size: int
    """Bytes of it, by and large."""
    known: str | None
    """The contents that the index has of it already, by the same name and rules; None for nothing."""


@dataclass(frozen=True, slots=True)
class Record:
    """All that the index holds of an article, but where it lies."""

    title: str | None
    date: str | None
    digest: str
    contents: str
    """A digest of all that its file tells, where `digest` is one of the text alone."""
    text: str
    entries: tuple[tuple[str, str], ...]
    """Ids, and the lines that `extract --format jsonl` prints."""
    booked: int
    masked: int
    open: tuple[Figure, ...]
    overruns: tuple[str, ...]
    """Ids of rules that were stopped."""


@dataclass(frozen=True, slots=True)
class Same:
    """That an article is what the index has of it, though its file was written anew."""


Outcome: TypeAlias = Record | Same | Skipped


@dataclass(frozen=True, slots=True)
class Recording(Plan):
    """What makes records of articles, here and in other processes."""

    def __call__(self) -> Callable[[Sequence[Task]], list[Outcome]]:
        """What makes records of a chunk of articles."""
        return self.recorder(self.engine())

    def recorder(self, engine: Engine) -> Callable[[Sequence[Task]], list[Outcome]]:
        """The same with an engine that is there already."""
        return lambda chunk: list(_records(chunk, engine, self.size_limit))


def _records(
    chunk: Sequence[Task], engine: Engine, size_limit: int
) -> Iterator[Outcome]:
    """What becomes of each file."""
    items = [_read(task, size_limit) for task in chunk]
    results = read_articles((i for i in items if not isinstance(i, Same)), engine)
    for item in items:
        if isinstance(item, Same):
            yield item
        else:
            result = next(results)
            yield _record(result) if isinstance(result, Reading) else result


def _read(task: Task, size_limit: int) -> Article | Skipped | Same:
    article = read(task.found, size_limit)
    if task.known is None or isinstance(article, Skipped):
        return article
    return Same() if _contents(article) == task.known else article


def _contents(article: Article) -> str:
    told = (article.digest, article.title, article.date, article.url)
    return blake2b(repr(told).encode(), digest_size=16).hexdigest()


def _record(reading: Reading) -> Record:
    article, figures = reading.article, reading.figures
    return Record(
        title=article.title,
        date=article.date,
        digest=article.digest,
        contents=_contents(article),
        text=article.text,
        entries=tuple((entry.id, line(entry)) for entry in reading.entries),
        booked=sum(figure.state == "booked" for figure in figures),
        masked=sum(figure.state == "masked" for figure in figures),
        open=tuple(figure for figure in figures if figure.state == "open"),
        overruns=tuple(overrun.rule for overrun in reading.overruns),
    )
