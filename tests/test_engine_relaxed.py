from __future__ import annotations

from functools import cache

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from phrases import trade_texts
from shipped import finder_patterns, shipped_engine, shipped_pack, tagged_texts

from parsers.articles.folding import fold
from parsers.engine.relaxed import (
    ANYTHING,
    MOST_SPELLED,
    Places,
    as_bytes,
    relaxed,
)
from parsers.engine.scanner import FIGURE_KINDS, figure_source
from parsers.engine.sieves import Sieve
from parsers.engine.syntax import is_tag
from parsers.engine.words import lowered
from parsers.model import Span

TAG = "\ue001"
OTHER = "\ue002"


def found_by(pattern: str, text: str) -> bool:
    """Whether the relaxed form of a pattern matches somewhere in a tagged text."""
    return 0 in Sieve(list(map(relaxed, [pattern]))).passing(lowered(text))


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("exports of", "Exports of oil", True),
        ("exports of", "exports to", False),
        ("exports? {2,3}of", "export of", True),
        (f"[{TAG}-{OTHER}] of", f"{OTHER} of", True),
        (f"[{TAG}-{OTHER}] of", "\ue003 of", False),
        (f"[^{TAG}]{{3}}of", f"{TAG}of", False),
        ("[^;]{0,9}of", "exports of", True),
        ("exports(?= of)", "exports to", False),
        ("(?:exports(?= of)|x)(?!s)", "exports of", True),
        ("exports(?= of) to", "exports to", True),
        ("(?<=oil )exports", "gas exports", False),
        ("(?<=oil )exports", "oil exports", True),
        ("gas (?<=oil )exports", "gas exports", True),
        ("[[:digit:]]+ tons", "5 tons", True),
        ("(?:sulphur){0<=e<=1}", "sulfhur", True),
        ("(?-i:[^A-Z])of", "xof", True),
        ("[~-\u0180]", "\u0131", True),
        ("s[^a-z]x", "s\u0131x", True),
        ("(?x: \xa0worth)", "worth", True),
        (r"\w+ of", f"{TAG} of", False),
        (r"\W of", f"{TAG} of", True),
        (r"caf\xe9 of", "caf\xe9 of", True),
        (r"\p{Lu}", "a", True),
        (r"(?P<x>a)(?P=x)", "b", True),
    ],
)
def test_the_relaxed_form_is_the_pattern_without_what_re2_does_not_know(
    pattern: str, text: str, matches: bool
) -> None:
    assert found_by(pattern, text) is matches


@pytest.mark.parametrize("pattern", [r"\p{Lu}+ exports", "(?<x>a)", "(a)(?(1)b|c)"])
def test_a_pattern_that_cannot_be_read_may_match_anywhere(pattern: str) -> None:
    assert relaxed(pattern) == ANYTHING


TAGGED = ("", f"[{TAG}{OTHER}]", f"(?:{TAG}|abc)", TAG, OTHER)
WRITTEN = r"""
    ab Abc (?:abc|cab) (?:abc)? é [ab] . (?:cab){1,2} a? (?=abc) (?!cab) \d [^a] \w [^\w]
    \s \S (?<=a) (?<!b) (?>ab|a) (?-i:c) [a-k] [^é] [^\W\d] [à-ü] \u0131 k [i-s] (?P<x>c)
    \W c*? [[:alpha:]] (?-i:[^A-Z]) [^a-z] [~-\u0180] a[\x80-\uffff] (?:ab){2,3}? a{0} [b\s]
"""
PIECES = (*TAGGED, " ", *WRITTEN.split())
patterns = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join)
LETTERS = "ab c ABC cab x é É ? 7 \u0665 \u017f \u212a \u0130 \u0131 k S _ \U0001f600"
LONGER = (TAG, OTHER, " ", "\n", *LETTERS.split())
texts = st.lists(st.sampled_from(LONGER), max_size=8).map("".join)


@settings(max_examples=300)
@given(patterns, texts)
def test_whatever_matches_passes_the_sieve(pattern: str, text: str) -> None:
    if regex.search(pattern, text, regex.IGNORECASE):
        assert found_by(pattern, text)


plain_texts = texts.map(lambda text: "".join(c for c in text if not is_tag(c)))


@settings(max_examples=300)
@given(patterns, plain_texts)
def test_every_match_begins_at_a_place(pattern: str, text: str) -> None:
    places, plain = Places(rf"(?<!\w)(?:{pattern})(?!\w)"), as_bytes(text)

    begun = {
        m.start()
        for m in regex.finditer(
            rf"(?<!\w)(?:{pattern})(?!\w)", text, regex.IGNORECASE, overlapped=True
        )
        if m.start() < m.end()
    }

    seen, at = set(), places.first(plain, 0)
    while at >= 0:
        seen.add(at)
        at = places.next(plain, at)
    assert begun <= seen


@given(texts)
def test_bytes_stand_where_their_characters_do(text: str) -> None:
    plain = as_bytes(text)

    assert len(plain) == len(text)
    assert all(
        chr(byte) == character
        for byte, character in zip(plain, text, strict=True)
        if character.isascii() and text.isascii()
    )


def test_no_place_lies_behind_the_end_of_a_text() -> None:
    places = Places("x?")

    assert places.first(b"", 0) == -1
    assert places.first(b"ab", 2) == -1
    assert places.next(b"ab", 0) == -1


@pytest.mark.parametrize("gap", ["[^;]{0,40}?", r"(?:\w{1,30} ){0,40}"])
def test_a_place_needs_what_ends_it_within_the_gap(gap: str) -> None:
    places = Places(rf"\d+{gap} tons")
    text = b"7 tons, " + b"7 boxes " * 500 + b"and tons"

    assert places.first(text, 0) == 0
    assert Places(r"\d+[^;]{0,40}? tons").first(text, 1) > len(text) - 60


FORMS = {TAG: ["Iran", "United States"], OTHER: ["oil"]}


@pytest.mark.parametrize(
    ("pattern", "text", "holds"),
    [
        (f"exports of {TAG}", "exports of the  United  States", False),
        (f"exports of {TAG}", "exports of  UNITED  states", True),
        (f"[{TAG}{OTHER}] exports", "oil exports", True),
        (f"[{TAG}{OTHER}] exports", "gas exports", False),
        ("\ue003 exports", "whatever exports", True),
        ("\ue003 exports", "exports", False),
        (r".\W exports", "of oil exports", True),
        ("oil[ -]exports", "oil  exports", True),
        (r"oil\sexports", "oil  exports", True),
        (f"of a[\x80-{OTHER}]", "of aoil", True),
    ],
)
def test_in_a_plain_sentence_tags_are_spelled_out(
    pattern: str, text: str, holds: bool
) -> None:
    assert Sieve([relaxed(pattern, FORMS.get)]).passes(lowered(text)) is holds


def test_too_many_spellings_are_any_text() -> None:
    many = {TAG: [f"word{number}" for number in range(MOST_SPELLED + 1)]}

    assert Sieve([relaxed(f"of {TAG}", many.get)]).passes("of anything")


@cache
def shipped_sieve() -> Sieve:
    return Sieve([relaxed(source) for source, _compiled in finder_patterns()])


@settings(max_examples=200)
@given(tagged_texts())
def test_whatever_a_shipped_pattern_matches_passes_the_sieve(text: str) -> None:
    passing = shipped_sieve().passing(lowered(text))

    for number, (source, compiled) in enumerate(finder_patterns()):
        if compiled.search(text) is not None:
            assert number in passing, source


@cache
def shipped_places() -> tuple[Places, regex.Pattern[str]]:
    atoms = [atom for atom in shipped_pack().atoms if atom.kind in FIGURE_KINDS]
    source = figure_source(atoms)
    return Places(source), regex.compile(source, regex.IGNORECASE)


@given(st.one_of(st.text(max_size=120), trade_texts()))
def test_every_figure_begins_at_a_place(text: str) -> None:
    folded = fold(text)
    places, pattern = shipped_places()
    plain = as_bytes(folded)

    for match in pattern.finditer(folded):
        assert places.first(plain, match.start()) == match.start()


@given(trade_texts())
def test_a_sentence_with_a_cue_may_cue(text: str) -> None:
    program, folded = shipped_engine().program, fold(text)
    span = Span(0, len(folded))
    words = program.tagger.words(folded, span)
    tagged = program.tagger.join(folded, span, words)

    assert program.cue is not None
    if program.cue.find(tagged.text, tagged.low):
        assert program.may_cue(folded)
