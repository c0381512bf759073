from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from index_samples import Indexed
from packs import engine_of
from several import several

from parsers.articles import sentences
from parsers.articles.folding import fold
from parsers.engine import Engine
from parsers.indexing.database import reading
from parsers.indexing.search import Match, holds_any, search
from parsers.indexing.terms import terms_of

TEXT = """\
Iran sells gas to Turkey. Natural gas is sold.
Turkey sells Iran cars, and Iran buys them. Café Iraq.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_of(tmp_path_factory.mktemp("rules"))


@pytest.fixture
def indexed(tmp_path: Path, engine: Engine) -> Indexed:
    made = Indexed(tmp_path / "project", engine)
    made.write("b/b.txt", TEXT)
    made.write("a.txt", "Nothing is sold.")
    made.update()
    return made


def found(indexed: Indexed, query: str, *below: Path) -> list[Match]:
    """The articles that are found."""
    with reading(indexed.project) as connection:
        return list(search(connection, indexed.project, terms_of(query), below))


def said(indexed: Indexed, query: str) -> list[str]:
    """The sentences that are found, in one article, with brackets around matches."""
    (match,) = found(indexed, query)
    lines = []
    for passage in match.passages:
        line, at = "", passage.span.start
        for span in passage.matches:
            line += f"{match.text[at : span.start]}[{span.of(match.text)}]"
            at = span.end
        lines.append(line + match.text[at : passage.span.end])
    return lines


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("natural", ["[Natural] gas is sold."]),
        ("GAS", ["Iran sells [gas] to Turkey.", "Natural [gas] is sold."]),
        ('"natural gas"', ["[Natural gas] is sold."]),
        ("gas natural", ["[Natural] [gas] is sold."]),
        ("iran turkey gas", ["[Iran] sells [gas] to [Turkey]."]),
        ("natural cars", ["[Natural] gas is sold.", "Turkey sells Iran [cars], and Iran buys them."]),
        ("tur*", ["Iran sells gas to [Turkey].", "[Turkey] sells Iran cars, and Iran buys them."]),
        ("cafe", ["[Café] Iraq."]),
        ("turkey tur* iran", ["[Iran] sells gas to [Turkey].", "[Turkey] sells [Iran] cars, and [Iran] buys them."]),
        ('"them café"', ["Turkey sells Iran cars, and Iran buys [them. Café] Iraq."]),
    ],
)  # fmt: skip
def test_the_sentences_that_hold_most_are_told(
    query: str, lines: list[str], indexed: Indexed
) -> None:
    assert said(indexed, query) == lines


@pytest.mark.parametrize("query", ["zebra", "gas zebra", '"gas natural"', "turk"])
def test_an_article_has_to_hold_every_term(query: str, indexed: Indexed) -> None:
    assert found(indexed, query) == []


def test_line_and_column_are_those_of_the_first_match(indexed: Indexed) -> None:
    (match,) = found(indexed, "buys")

    (passage,) = match.passages
    line = TEXT.splitlines()[passage.line - 1]
    assert (passage.line, line[passage.column - 1 :][:4]) == (2, "buys")


def test_articles_come_in_the_order_of_their_paths(indexed: Indexed) -> None:
    assert [match.name for match in found(indexed, "sold")] == ["a.txt", "b/b.txt"]


def test_what_only_the_name_of_the_file_says_has_no_place(indexed: Indexed) -> None:
    indexed.write("news_7_Zebras-are-sold-in-Iran.txt", "They are striped.")
    indexed.update()

    (match,) = found(indexed, "zebras sold")

    assert match.title == "Zebras are sold in Iran"
    assert match.passages == ()


def test_paths_tell_where_to_look(indexed: Indexed, tmp_path: Path) -> None:
    linked = tmp_path / "link"
    linked.symlink_to(indexed.articles / "b")
    places = (
        [indexed.articles / "b"],
        [indexed.articles / "b/b.txt"],
        [linked],
        [indexed.articles / "a.txt", linked / "b.txt"],
        [indexed.articles / "b/"],
        [Path("/")],
        [indexed.articles / "b/b"],
        [tmp_path / "nowhere"],
    )

    counts = [len(found(indexed, "sold", *paths)) for paths in places]

    assert counts == [1, 1, 1, 2, 1, 2, 0, 0]


def test_whether_anything_is_indexed_at_a_path_is_known(indexed: Indexed) -> None:
    with reading(indexed.project) as connection:
        known = [
            holds_any(connection, indexed.project, [indexed.articles / name])
            for name in ("b", "b/b.txt", "c")
        ]

    assert known == [True, True, False]


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_text("Something is sold."),
        lambda path: path.unlink(),
        lambda path: os.utime(path, ns=(1, 1)),
    ],
    ids=["written", "removed", "touched"],
)
def test_an_article_that_was_changed_since_is_told(
    change: Callable[[Path], object], indexed: Indexed
) -> None:
    change(indexed.articles / "a.txt")

    assert [match.changed for match in found(indexed, "sold")] == [True, False]


def test_an_article_of_a_file_that_holds_several_is_changed_with_it(
    indexed: Indexed,
) -> None:
    path = several(indexed.articles, "jsonl", ["Rice is grown."])
    indexed.update()
    before = found(indexed, "rice")
    os.utime(path, ns=(1, 1))

    assert [match.changed for match in (*before, *found(indexed, "rice"))] == [
        False,
        True,
    ]


WORDS = st.lists(
    st.sampled_from(["iran", "Iran's", "gas.", "Gas", "\n", "“oil”", "é", "U.S."]),
    max_size=12,
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(WORDS, min_size=1, max_size=3))
def test_every_sentence_with_a_word_is_found_and_no_other(
    texts: Sequence[Sequence[str]],
    engine: Engine,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    indexed = Indexed(tmp_path_factory.mktemp("p"), engine)
    indexed.articles.mkdir()
    for number, words in enumerate(texts):
        indexed.write(f"{number}.txt", " ".join(words))
    indexed.update()

    matches = found(indexed, "gas")

    expected = {
        (f"{number}.txt", span.of(text))
        for number, words in enumerate(texts)
        for text in [" ".join(words)]
        for span in sentences(fold(text))
        if "gas" in span.of(text).lower()
    }
    passages = [(match, passage) for match in matches for passage in match.passages]
    assert {(m.name, p.span.of(m.text)) for m, p in passages} == expected
    assert all(
        span.of(match.text).lower() == "gas"
        for match, passage in passages
        for span in passage.matches
    )
