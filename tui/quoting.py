"""What is copied of an article: an entry, a citation, a link, the table."""

from __future__ import annotations

from parsers.articles import sentence_at
from parsers.ledger import FORMATS
from parsers.model import Article, Entry, Figure, Reading, Span
from tui.page import Page
from tui.permalink import Permalink

_SHORT = 8
"""Hex digits of a digest that a person can compare."""


def entry_text(entry: Entry, reading: Reading) -> str:
    """An entry as a transaction, to be put into a journal that has its declarations."""
    alone = Reading(reading.article, (entry,), reading.figures)
    *_, transaction = FORMATS["journal"]([alone])
    return transaction.strip("\n") + "\n"


def table_text(reading: Reading) -> str:
    """The entries of an article as comma-separated values."""
    return "".join(FORMATS["csv"]([reading]))


def citation(page: Page, figure: Figure) -> str:
    """What the article says around a figure, and where exactly it says so."""
    article = page.reading.article
    entry = page.entry
    span = entry.span if entry else _sentence(article, figure.span)
    quote = " ".join(span.of(article.text).split())
    facts = (
        article.heading,
        article.date,
        article.url,
        f"characters {span.start}-{span.end}",
        article.digest[:_SHORT],
    )
    return f"“{quote}” ({', '.join(filter(None, facts))})\n"


def link(page: Page) -> str:
    """A link to the selected figure, or to the article, that outlives file and rules."""
    span = page.figure.span if page.figure else None
    return str(Permalink(page.reading.article.digest, span))


def _sentence(article: Article, span: Span) -> Span:
    """The sentence that some characters stand in."""
    return sentence_at(article.folded, span.start, span.end)
