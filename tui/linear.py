"""An article with its entries in line: text that needs no screen to be read."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.model import Article, Entry, Reading
from tui.display import display, one_line
from tui.rows import counts_of
from tui.wording import figure_line


def linear(reading: Reading) -> Iterator[str]:
    """The lines: what the article is, its text with notes, how its figures stand.

    No line is cut or filled, and nothing but text is in them: they can be read aloud,
    mailed, piped, and shown at any width.
    """
    yield one_line(head(reading.article))
    yield ""
    yield from _noted(reading).split("\n")
    yield ""
    yield counts_of(reading).words


def head(article: Article) -> str:
    """Name, day and headline of an article in one line."""
    return "  ".join(filter(None, (article.name, article.date, article.title)))


def _noted(reading: Reading) -> str:
    """The text with a note in brackets after each figure."""
    text = display(reading.article.text)
    parts: list[str] = []
    done = 0
    for end, note in sorted(_notes(reading), key=lambda pair: pair[0]):
        parts += (text[done:end], f" [{note}]")
        done = end
    return "".join((*parts, text[done:])).rstrip("\n")


def _notes(reading: Reading) -> Iterator[tuple[int, str]]:
    """Where each figure ends, and what to say there.

    An entry has the number of its row in the ledger; it is told at its first figure,
    and only named at the others.
    """
    rows = {entry.id: row for row, entry in enumerate(reading.entries, start=1)}
    entries: dict[str, Entry] = {entry.id: entry for entry in reading.entries}
    told: set[str] = set()
    for figure in reading.figures:
        entry = entries.get(figure.entry or "")
        line = one_line(figure_line(figure, entry))
        if entry is None:
            yield figure.span.end, line
        elif entry.id in told:
            yield figure.span.end, str(rows[entry.id])
        else:
            told.add(entry.id)
            yield figure.span.end, f"{rows[entry.id]} {line}"
