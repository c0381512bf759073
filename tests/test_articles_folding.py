from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.articles.folding import fold

WRAPPED = """\
PHILIPPINE TRADE GAP WIDENS IN JANUARY-AUGUST
19-OCT-1987 02:30:11.36

The Philippines' trade deficit widened to
542 mln dlrs in the eight months to end-August from 159 mln
dlrs in the U.S.
market, the National Statistics Office said.

 It said exports rose:
- to Japan, by 3
mln dlrs
- to Iran

COUNTRY      1986     1987
JAPAN        3.58     3.18
 REUTER
"""


@given(
    st.text() | st.text(alphabet="a A.\n\r\t\u2019“—\xa0\u2028\ue000😀", max_size=300)
)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Sc"]), max_size=99))
def test_letters_and_currencies_are_left_alone(text: str) -> None:
    assert fold(text) == text


def test_the_digits_of_all_scripts_are_written_alike() -> None:
    digits = [c for c in map(chr, range(sys.maxunicode + 1)) if c.isdecimal()]

    assert [fold(digit) for digit in digits] == [str(int(digit)) for digit in digits]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("\u2019\u2018\u201a\u201b\u2032\u02bc\xb4`", "'" * 8),
        ("“”„‟″«»", '"' * 7),
        ("\u2013—\u2010\u2011\u2012―\u2212", "-" * 7),
        ("\xa0\u2009\u202f\u2003\u2007\u3000\t\x1a\0", " " * 9),
        ("\u2028\u2029", "\n\n"),
        ("\ue000\uf8ff\U000f0000\U0010fffd", "\ufffd" * 4),
        ("\xe9\u20ac\u0660", "\xe9\u20ac0"),
    ],
)
def test_there_is_one_way_to_write_a_quote_a_dash_and_a_blank(
    written: str, folded: str
) -> None:
    assert fold(written) == folded


def test_lines_of_a_wrapped_paragraph_become_one() -> None:
    folded = fold(WRAPPED)

    assert [line for line in folded.split("\n") if line] == [
        "PHILIPPINE TRADE GAP WIDENS IN JANUARY-AUGUST",
        "19-OCT-1987 02:30:11.36",
        "The Philippines' trade deficit widened to 542 mln dlrs in the eight months to"
        " end-August from 159 mln dlrs in the U.S. market, the National Statistics"
        " Office said.",
        " It said exports rose:",
        "- to Japan, by 3 mln dlrs",
        "- to Iran",
        "COUNTRY      1986     1987",
        "JAPAN        3.58     3.18",
        " REUTER",
    ]


def test_one_paragraph_a_line_stays_as_it_is() -> None:
    text = "Sanctions will not stop trade\nIran exports.\nIt imports.\niran.ru reports."

    assert fold(text) == text


def test_a_long_line_shows_that_a_text_is_not_wrapped() -> None:
    text = "Trade rises in the\nsecond quarter\n" + "word " * 30

    assert fold(text) == text.replace("\t", " ")


def test_every_line_break_of_the_seeds_is_kept() -> None:
    for seed in Path(__file__).parent.parent.joinpath("seeds").iterdir():
        text = seed.read_text("utf-8")

        assert fold(text).count("\n") == text.count("\n")


def test_every_annotated_newswire_article_is_seen_to_be_wrapped(shared: Path) -> None:
    for path in shared.joinpath("gold/articles").glob("reuters-*.txt"):
        text = path.read_text("utf-8")
        breaks = fold(text).strip("\n").count("\n")

        assert breaks < text.strip("\n").count("\n"), path.name


def test_a_sentence_without_end_is_cut_at_a_blank() -> None:
    folded = fold("word " * 2000)

    assert folded.replace("\n", " ") == "word " * 2000
    assert max(map(len, folded.split("\n"))) <= 4096


def test_prose_is_never_cut() -> None:
    text = "Iran exported 5 tons. " * 2000

    assert fold(text) == text
