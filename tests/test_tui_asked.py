"""A row answers expressions as the article that was read in it."""

from __future__ import annotations

from ledger_samples import IRAQ, reading

from parsers.articles import Found
from parsers.query import FIELDS, candidate_of
from tui.gist import gist
from tui.rows import Known, Rows, counts_of, head_of


def test_a_row_tells_what_its_article_does() -> None:
    told = reading(IRAQ, title="Gas for Iraq")
    rows = Rows()
    rows.extend(Found(name, b"") for name in ("other.txt", told.article.name))
    known = gist(told, lambda _: False)
    rows.learn(Known(1, head_of(told.article), counts_of(told), None, *known))

    _, row = rows.all_asked()

    candidate = candidate_of(told)
    for field in FIELDS.values():
        if field.of_article is not None:
            assert field.of_article(row) == field.of_article(candidate)


def test_of_a_row_that_was_not_read_only_the_name_is_known() -> None:
    rows = Rows()
    rows.extend([Found("a.txt", b"")])

    row = rows.asked(0)

    assert (row.title, row.date, row.figures, row.entries) == (None,) * 4
    assert row.file == "a.txt"
