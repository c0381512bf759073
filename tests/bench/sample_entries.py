"""Random booked entries with their sentences, to be judged by eye.

    python tests/bench/sample_entries.py [--samples N] [--seed S] [--exclude FOLDER]

Articles are read in random order until they hold many more entries than are wanted;
among those each has the same chance. A sentence that an article repeats is shown once.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from corpus import arguments, engine, folder, shuffled

from parsers.articles import Found, read
from parsers.engine.reader import Engine
from parsers.model import Article, Change, Entry, Measure, Skipped
from parsers.workbench.fields import ASIDES, WORDS
from tui.display import display

SPARE = 20
"""Entries to draw from for each one that is shown; neighbours are much alike."""

FIELDS = (*WORDS, *ASIDES)


def booked(files: list[Found], engine: Engine) -> Iterator[tuple[Article, Entry]]:
    """The entries of some files, each with its article."""
    for found in files:
        article = read(found)
        if not isinstance(article, Skipped):
            for entry in engine.read(article).entries:
                yield article, entry


def draw(
    entries: Iterator[tuple[Article, Entry]], count: int, seed: int
) -> list[tuple[Article, Entry]]:
    """That many of the entries; of those that say the same in the same words, one."""
    pool = list(islice(entries, count * SPARE))
    random.Random(seed).shuffle(pool)
    distinct = {
        (entry.quote, words(entry)): (article, entry) for article, entry in pool
    }
    return list(distinct.values())[:count]


def words(entry: Entry) -> tuple[str, ...]:
    """The figures of an entry as they stand in the article."""
    return tuple(measure.text for measure in entry.measures)


def described(number: int, article: Article, entry: Entry) -> Iterator[str]:
    """An entry as a person reads it."""
    yield f"[{number}] {article.name}  ({article.date or 'no date'})  rule {entry.rule}"
    yield f"    {display(' '.join(marked(entry).split()))}"
    for measure in entry.measures:
        yield f"    {amount(measure)}"
    origins = dict(entry.origins)
    for field in FIELDS:
        value = getattr(entry, field)
        if value is None:
            continue
        shown = value.edtf if field == "period" else value
        origin = origins.get(field)
        if origin is None:
            yield f"    {field:<12}{display(shown)}"
            continue
        from_words = f' "{origin.span.of(article.text)}"' if origin.span else ""
        yield f"    {field:<12}{display(shown)}  <- {origin.how}{display(from_words)}"
    yield ""


def marked(entry: Entry) -> str:
    """The sentence with its figures between brackets."""
    text, at = "", entry.span.start
    for measure in sorted(entry.measures, key=lambda measure: measure.span):
        start, end = measure.span.start, measure.span.end
        before = entry.quote[at - entry.span.start : start - entry.span.start]
        text += f"{before}[[{measure.text}]]"
        at = end
    return text + entry.quote[at - entry.span.start :]


def amount(measure: Measure) -> str:
    """A measure in one line."""
    if isinstance(measure, Change):
        return f"change      {measure.percent}{upper(measure.percent_to)} percent"
    unit = getattr(measure, "currency", None) or getattr(measure, "unit", "")
    kind = "quantity" if hasattr(measure, "unit") else "value"
    return f"{kind:<12}{measure.amount:f}{upper(measure.amount_to)} {unit}"


def upper(end: object) -> str:
    """The upper end of a range, if there is one."""
    return "" if end is None else f" to {end}"


def main() -> None:
    """Read and print."""
    parser = arguments(__doc__)
    parser.add_argument("--samples", type=int, default=40)
    parser.add_argument(
        "--exclude", type=Path, help="leave out articles named like the files in there"
    )
    options = parser.parse_args()
    hidden = set() if options.exclude is None else names(options.exclude)
    files = shuffled(folder(options.corpus), options.seed)
    wanted = [found for found in files if found.name.rpartition("/")[2] not in hidden]
    drawn = draw(booked(wanted, engine()), options.samples, options.seed)
    for number, (article, entry) in enumerate(drawn, start=1):
        print("\n".join(described(number, article, entry)))


def names(path: Path) -> set[str]:
    """The names of the files in a folder."""
    return {file.name for file in path.iterdir()}


if __name__ == "__main__":
    main()
