from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packs import FIGURE_RULE, FRAGMENTS, HEAD, SLOTS, WORDS, pack_of
from phrases import trade_texts
from shipped import shipped_rules

from parsers.articles.folding import fold
from parsers.engine.scanner import Scanner
from parsers.engine.tagger import Tagged, Tagger
from parsers.engine.words import lowered
from parsers.model import Span
from parsers.rules.pack import MASK_TAG, Pack

EVERYTHING = "  - {id: all, pattern: '{country}{flow}{trend}{figure}'}\n"


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return pack_of(
        tmp_path, HEAD + WORDS + FRAGMENTS + SLOTS + FIGURE_RULE + EVERYTHING
    )


@pytest.fixture(scope="module")
def shipped() -> tuple[Scanner, Tagger]:
    rules = shipped_rules()
    assert rules.engine is not None
    return rules.engine.program.scanner, rules.engine.program.tagger


def tagged(pack: Pack, text: str) -> Tagged:
    return tag(Scanner(pack), Tagger(pack), text)


def tag(scanner: Scanner, tagger: Tagger, text: str) -> Tagged:
    span = Span(0, len(text))
    atoms = [*tagger.periods(text, span), *tagger.words(text, span)]
    return tagger.join(text, span, atoms, list(enumerate(scanner.scan(text))))


def atoms(pack: Pack, text: str) -> list[tuple[str, str, str]]:
    """(type, value, text) of each atom."""
    return [
        (atom.type, atom.value, text[atom.start : atom.end])
        for atom in tagged(pack, text).atoms
        if atom.type
    ]


def test_every_atom_becomes_one_character(pack: Pack) -> None:
    text = "Iran's exports to Iraq rose to $5 million in 2019."

    sentence = tagged(pack, text)

    kinds = {atom.kind: atom.tag for atom in pack.atoms}
    country, flow, trend = map(pack.vocabulary, ("country", "flow", "trend"))
    assert sentence.text == (
        f"{country.tag('IRN')}'s {flow.tag('export')} to {country.tag('IRQ')} "
        f"{trend.tag('+')} to {kinds['money']} in {kinds['period']}."
    )


def test_forms_of_exact_case_match_in_their_case_only(pack: Pack) -> None:
    assert atoms(pack, "Iran iran IRAN") == [("country", "IRN", "Iran")]


def test_forms_that_fold_match_in_any_case(pack: Pack) -> None:
    values = [value for _type, value, _text in atoms(pack, "EXPORTS Imported trade")]

    assert values == ["export", "import", "trade"]


def test_the_longest_form_is_taken(pack: Pack) -> None:
    assert atoms(pack, "the Islamic Republic of Iran") == [
        ("country", "IRN", "Islamic Republic of Iran")
    ]


@pytest.mark.parametrize("text", ["Iranians", "reexports", "tradeoff", "fellow"])
def test_a_form_is_a_whole_word(pack: Pack, text: str) -> None:
    assert atoms(pack, text) == []


def test_blanks_between_the_words_of_a_form_may_be_many(pack: Pack) -> None:
    text = "Islamic   Republic of  Iran"

    assert atoms(pack, text) == [("country", "IRN", text)]


def test_runs_of_blanks_become_one(pack: Pack) -> None:
    assert tagged(pack, "a   b  c d").text == "a b c d"


def test_a_figure_wins_over_every_other_atom(pack: Pack) -> None:
    found = atoms(pack, "20 tons in last year, doubled")

    assert [kind for kind, _value, _text in found] == ["quantity", "period", "change"]


def test_a_period_wins_over_a_form_of_the_same_length(tmp_path: Path) -> None:
    words = WORDS + "  edge: {entries: {x: [last year]}}\n"
    rule = "  - {id: all, pattern: '{edge} {figure}'}\n"
    pack = pack_of(tmp_path, HEAD + words + FRAGMENTS + SLOTS + FIGURE_RULE + rule)

    assert atoms(pack, "in last year")[0][0] == "period"


def test_a_period_is_found_right_behind_what_could_begin_one(tmp_path: Path) -> None:
    periods = r"  period: {as: period, any: ['(?=y)\[?year 2019']}"
    pack = pack_of(tmp_path, HEAD + "fragments:\n" + periods + "\n")
    text = "the [year 2019]"

    found = Tagger(pack).periods(text, Span(0, len(text)))

    assert [text[a.start : a.end] for a in found] == ["year 2019"]


def test_a_shipped_period_is_found_inside_a_square_bracket(
    shipped: tuple[Scanner, Tagger],
) -> None:
    text = "in the last Iranian [calendar] year (ended on March 20)"

    found = shipped[1].periods(text, Span(0, len(text)))

    assert [text[a.start : a.end] for a in found] == [
        "calendar] year (ended on March 20)"
    ]


def test_a_tag_leads_back_to_its_characters(pack: Pack) -> None:
    text = "In 2019, Iran's  exports reached $5 million."
    sentence = tagged(pack, text)

    for atom in sentence.atoms:
        if atom.type:
            offset = sentence.text.index(atom.tag)
            assert sentence.atoms_in(offset, offset + 1) == [atom]
            assert sentence.span(offset, offset + 1) == Span(atom.start, atom.end)


def test_plain_characters_lead_back_to_themselves(pack: Pack) -> None:
    text = "Iran's  exports reached $5 million."
    sentence = tagged(pack, text)

    at = sentence.text.index("reached")
    assert sentence.span(at, at + len("reached")).of(text) == "reached"


@given(st.one_of(st.text(max_size=80), trade_texts()), st.data())
def test_the_way_back_is_in_order_and_covers_all(
    shipped: tuple[Scanner, Tagger], text: str, data: st.DataObject
) -> None:
    folded = fold(text)
    sentence = tag(*shipped, folded)
    size = len(sentence.text)
    start = data.draw(st.integers(0, size))
    end = data.draw(st.integers(start, size))

    whole = sentence.span(0, size)
    part = sentence.span(start, end)

    assert (whole.start, whole.end) == (0, len(folded))
    if start < end:
        assert 0 <= part.start < part.end <= len(folded)
    for offset in range(start, end):
        assert sentence.atoms_in(offset, offset + 1) or sentence.text[offset] in (
            folded[sentence.span(offset, offset + 1).start],
            " ",
        )


@given(trade_texts())
def test_atoms_do_not_overlap_and_no_figure_is_lost(
    shipped: tuple[Scanner, Tagger], text: str
) -> None:
    folded = fold(text)
    figures = shipped[0].scan(folded)

    sentence = tag(*shipped, folded)

    ends = [0, *(atom.end for atom in sentence.atoms)]
    assert all(a.start >= e for a, e in zip(sentence.atoms, ends, strict=False))
    numbers = [atom.figure for atom in sentence.atoms if atom.figure >= 0]
    assert numbers == list(range(len(figures)))


def test_what_is_masked_cannot_be_matched_but_keeps_its_place(pack: Pack) -> None:
    text = "Iran's trade reached $5."
    sentence = tagged(pack, text)
    size = len(sentence.text)

    sentence.mask(0, 3)

    assert sentence.text.startswith(MASK_TAG * 3)
    assert sentence.low.startswith(MASK_TAG * 3)
    assert len(sentence.text) == size
    assert sentence.span(0, 1).of(text) == "Iran"


def test_places_are_the_named_ones_in_the_order_of_the_text(pack: Pack) -> None:
    places = Tagger(pack).places("Iraq and China trade with Iraq")

    assert places == ["IRQ", "CHN", "IRQ"]


@given(st.text(max_size=40))
def test_lower_case_has_the_same_length(text: str) -> None:
    assert len(lowered(text)) == len(text)


def test_lower_case_is_that_of_a_pattern_that_ignores_case() -> None:
    assert lowered("\u0130RAN \u0131N A\u017fIA, \u212aOREA") == "iran in asia, korea"


def test_a_sentence_that_stands_again_is_tagged_as_if_it_were_new(pack: Pack) -> None:
    words = "Iran's  exports to Iraq rose by 5% to $5 million in 2019."
    text = f"{words} {words}"
    spans = Span(0, len(words)), Span(len(words) + 1, len(text))
    figures = list(enumerate(Scanner(pack).scan(text)))
    tagger = Tagger(pack)
    first, second = (
        tagger.join(
            text,
            span,
            [*tagger.periods(text, span), *tagger.words(text, span)],
            [item for item in figures if span.start <= item[1].start < span.end],
        )
        for span in spans
    )
    first.masked = {0: "a reason"}

    again = first.again(spans[1].start, 2)

    assert (again.atoms, again.text) == (second.atoms, second.text)
    assert again.span(0, len(again.text)) == spans[1]
    assert again.masked == {2: "a reason"}
