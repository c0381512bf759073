from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.indexing.terms import (
    LONGEST,
    MOST_TERMS,
    SearchError,
    Term,
    expression_of,
    terms_of,
)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("iraq", [Term("iraq")]),
        ("  iraq\tiran ", [Term("iraq"), Term("iran")]),
        ('"natural gas" iran', [Term("natural gas"), Term("iran")]),
        ("“natural gas”", [Term("natural gas")]),
        ('"natural gas', [Term("natural gas")]),
        ('iran"natural gas"iraq', [Term("iran"), Term("natural gas"), Term("iraq")]),
        ("export*", [Term("export", begins=True)]),
        ('"export*"', [Term("export*")]),
        ("iraq iraq", [Term("iraq")]),
        ("iraq - & !", [Term("iraq")]),
        ("U.S. $5", [Term("U.S."), Term("$5")]),
        ("گندم", [Term("گندم")]),
    ],
)
def test_words_and_phrases_are_told_apart(typed: str, terms: list[Term]) -> None:
    assert list(terms_of(typed)) == terms


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "no letter and no digit"),
        ('"" * "', "no letter and no digit"),
        ("x" * (LONGEST + 1), "longer than"),
        (" ".join(map(str, range(MOST_TERMS + 1))), "more than 50 words"),
    ],
)
def test_what_can_not_be_looked_for_is_told(typed: str, reason: str) -> None:
    with pytest.raises(SearchError, match=reason):
        terms_of(typed)


@pytest.fixture(scope="module")
def texts() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5 (title, text)")
    connection.execute("INSERT INTO texts VALUES ('', 'not or and near a b text x')")
    return connection


@pytest.mark.parametrize(
    "typed",
    [
        "a AND OR NOT b",
        "NEAR(a b, 2)",
        "-a ^b a:b title:a {title text}:a",
        "(a",
        "a) b",
        "a'b; DROP TABLE texts; --",
        'a""b',
        "a\0b",
        "\udcff a",
        "a" * LONGEST,
        "*a*",
        "a + b",
        "ab́ \ue000 ㊙ ²",
    ],
)
def test_no_query_is_an_error_of_the_search(
    typed: str, texts: sqlite3.Connection
) -> None:
    texts.execute("SELECT * FROM texts WHERE texts MATCH ?", (expression_of(terms_of(typed)),)).fetchall()  # fmt: skip


@given(st.text(st.characters(), max_size=40))
def test_whatever_is_typed_is_searched_for_or_refused(typed: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5 (title, text)")
    connection.execute("INSERT INTO texts VALUES ('', 'a b c')")
    try:
        expression = expression_of(terms_of(typed))
    except SearchError:
        return

    connection.execute("SELECT * FROM texts WHERE texts MATCH ?", (expression,))
    connection.close()


def test_an_operator_is_only_a_word(texts: sqlite3.Connection) -> None:
    query = "SELECT count(*) FROM texts WHERE texts MATCH ?"

    counts = [
        texts.execute(query, (expression_of(terms_of(typed)),)).fetchone()[0]
        for typed in ("not near", "a NOT b", "text:x", "a OR zebra")
    ]

    assert counts == [1, 1, 1, 0]
