"""Places in articles, quoted: the line, and the sentence around some characters."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.articles import sentence_at
from parsers.model import Article, Span

MOST_AROUND = 200
"""Characters of the sentence that are quoted on either side."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Some characters of an article, in their sentence; every blank is one blank."""

    line: int
    """Counted from 1, as is the column."""
    column: int
    before: str
    """The sentence up to them, its beginning cut where that is far."""
    text: str
    after: str


def cite(article: Article, span: Span) -> Citation:
    """Quote the characters that the span covers."""
    text = article.text
    around = sentence_at(article.folded, span.start, span.end)
    first = max(around.start, span.start - MOST_AROUND)
    last = min(around.end, span.end + MOST_AROUND)
    return Citation(
        line=text.count("\n", 0, span.start) + 1,
        column=span.start - text.rfind("\n", 0, span.start),
        before=("…" if first > around.start else "")
        + _blanks(text[first : span.start]).lstrip(),
        text=_blanks(span.of(text)),
        after=_blanks(text[span.end : last]).rstrip()
        + ("…" if last < around.end else ""),
    )


def _blanks(text: str) -> str:
    """The text with one blank for each run of them, also at its ends."""
    inner = " ".join(text.split())
    before = " " if text[:1].isspace() else ""
    after = " " if inner and text[-1:].isspace() else ""
    return f"{before}{inner}{after}"
