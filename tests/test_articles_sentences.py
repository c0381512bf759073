from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.articles import sentence_at, sentences
from parsers.articles.folding import fold

# `|` marks where a sentence ends; `⏎` is a line break of the folded text.
TRICKY = [
    "Exports rose. |Imports fell.",
    "Did exports rose? |Yes! |They did.",
    "TEHRAN- Iran has exported goods worth $1.45 billion to Iraq.",
    "TEHRAN - Iran exported 1.17 million tons. |It earned $2.3b.",
    "It was worth $1.5b. |Iran sold the rest.",
    "The U.S. Treasury acted on the U.S. dollar.",
    "Sales went to the U.S. |The rest stayed in Iran.",
    "It trades with the U.S. |He said so on Monday.",
    "The U.S. Iran policy of the U.N. Security Council failed.",
    "The talks of the U.S. And Japan failed in the U.S. |And they went.",
    'He likes the U.S. "maximum pressure" campaign.',
    "Trade with the U.K. (and the U.A.E. too) fell.",
    "the (U.S.) Congress agreed.",
    "J. Smith and George W. Bush met A. Q. Khan.",
    "Dr. Rouhani met Mr. Putin, Mrs. May and Ms. Ashton.",
    "Gen. Qassem Soleimani and Lt. Gen. Kellogg met Prof. Nasr in St. Petersburg.",
    "Total Corp. Chief Executive Patrick Pouyanne came.",
    "They sold it to Daewoo Co. |The price was not told.",
    "Apple Inc. and Sony Ltd. |In 2019 they merged.",
    "It was Rls. 250 billion, not Rs. 4 million.",
    "See No. 5 of the list. |No. |That is wrong.",
    "On Jan. 3 and Sept. 25. |The talks go on.",
    "It rose in Dec. |Iran was glad.",
    "It ended in 2019. |The next year was better.",
    "It sold 9. |The rest was kept.",
    "Demands follow: 1. Israel leaves; 2. Syria stays.",
    "1. Exports rose by 5 percent.⏎|2. Imports fell.",
    "Wheat, barley, etc. |The list goes on.",
    "Oil, e.g. Brent, i.e. North Sea oil vs. WTI.",
    '"Trade rose." |Zarif was glad.',
    '"Trade rose," he said. |"It will rise again."',
    "He said 'it rose.' |She did not.",
    "(Trade rose.) |Then it fell.",
    "It rose ... and fell. |So it goes... |The end.",
    "At 4 p.m. Tuesday it rained. |It was 5 a.m. |He slept.",
    "It rose 3.5 pct. |Imports fell.",
    "it rose. but only a little",
    "No stop at the end",
    "A headline without a stop⏎|The text begins. |It goes on.",
    "It rose in Iran. |$5 billion came in. |5 million more followed.",
    "Trade with İzmir rose. |Çelik said so. |Économie ran it.",
    "It rose.   |It fell.  ",
    "It rose. |* Iran gained. |* Iraq lost.",
    "Visit www.irna.ir or mail a.b@c.ir. |Thanks.",
]

PIECES = st.lists(
    st.sampled_from(
        [
            *"aZ5.!?\"'()[ \n-$",
            ". The",
            "U.S. ",
            " Dr. ",
            " No. 7",
            "\n 1. Iran",
            'it." He ',
            ". " * 3,
            "word " * 90,
            "É",
            "\u3000",
        ]
    ),
    max_size=40,
).map("".join)


@pytest.mark.parametrize("marked", TRICKY)
def test_a_text_falls_into_the_sentences_that_a_reader_sees(marked: str) -> None:
    expected = [part.strip("⏎ ") for part in marked.split("|")]
    text = marked.replace("|", "").replace("⏎", "\n")

    assert [span.of(text) for span in sentences(text)] == expected


@given(PIECES)
def test_every_position_of_a_sentence_leads_to_that_sentence(text: str) -> None:
    for sentence in sentences(text):
        for at in {*range(sentence.start, sentence.end, 7), sentence.end - 1}:
            assert sentence_at(text, at, at + 1) == sentence


@given(st.text(alphabet="aA.!?\"')] \n5", max_size=60))
def test_the_sentence_at_a_place_is_the_same_in_any_jumble(text: str) -> None:
    for sentence in sentences(text):
        for at in range(sentence.start, sentence.end):
            assert sentence_at(text, at, at + 1) == sentence


@given(PIECES)
def test_sentences_cover_all_but_blanks_in_order_without_overlap(text: str) -> None:
    spans = list(sentences(text))
    rest = list(text)
    for span in spans:
        rest[span.start : span.end] = " " * (span.end - span.start)

    assert "".join(rest).strip() == ""
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)


@given(PIECES)
def test_a_line_break_always_ends_a_sentence(text: str) -> None:
    assert all("\n" not in span.of(text) for span in sentences(text))


def test_a_figure_is_not_torn_by_a_break_inside_it() -> None:
    text = "It cost 5. 3 billion in all. It was paid."
    start = text.index("5. 3 billion")

    sentence = sentence_at(text, start, start + len("5. 3 billion"))

    assert sentence.of(text) == "It cost 5. 3 billion in all."


def test_blank_text_has_no_sentence() -> None:
    assert list(sentences(" \n \n")) == []
    assert list(sentences("")) == []


@pytest.mark.parametrize(
    "unit",
    [
        "Iran exported 5 tons to the U.S. and ",
        "It rose by 5. ",
        '"." 5 ',
        "5",
        ". ",
        " ",
    ],
)
def test_every_figure_of_one_huge_line_gets_a_sentence_of_bounded_length(
    unit: str,
) -> None:
    folded = fold((unit * (2**20 // len(unit) + 1))[: 2**20])

    for at in range(0, len(folded), 400):
        sentence = sentence_at(folded, at, at + 1)

        assert sentence.end - sentence.start <= 4096


@settings(max_examples=30)
@given(st.sampled_from(["word ", "x", "no stop here, ", "U.S. "]), st.integers(1, 3))
def test_no_sentence_of_a_folded_text_is_much_longer_than_the_limit(
    unit: str, times: int
) -> None:
    folded = fold(unit * (times * 5000 // len(unit)))

    assert max(s.end - s.start for s in sentences(folded)) <= 4096
