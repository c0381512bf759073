from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parsers.articles import article_from_text
from parsers.model import Span
from parsers.workbench.citation import MOST_AROUND, Citation, cite


def cited(text: str, quote: str) -> Citation:
    start = text.index(quote)
    return cite(article_from_text("a.txt", text), Span(start, start + len(quote)))


def test_a_citation_tells_line_column_and_sentence() -> None:
    citation = cited("Headline\n\nIt rained. Exports were $5 in all. So be it.", "$5")

    assert citation == Citation(3, 25, "Exports were ", "$5", " in all.")


def test_a_line_break_in_a_sentence_is_a_blank() -> None:
    citation = cited("Exports of\nfive\ntons were told.", "five\ntons")

    assert (citation.before, citation.text) == ("Exports of ", "five tons")


def test_a_sentence_without_end_is_cut() -> None:
    citation = cited("x" * 900 + " $5 " + "y" * 900, "$5")

    assert citation.before.startswith("…x")
    assert citation.after.endswith("y…")
    assert len(citation.before) + len(citation.after) == 2 * (MOST_AROUND + 1)


@given(st.text(max_size=80), st.text(min_size=1, max_size=9), st.text(max_size=80))
def test_any_characters_can_be_cited(before: str, quote: str, after: str) -> None:
    article = article_from_text("a.txt", before + quote + after)
    span = Span(min(len(before), len(article.text)), len(article.text))

    citation = cite(article, span)

    assert citation.line >= 1
    assert citation.column >= 1
    assert "\n" not in citation.before + citation.text + citation.after
