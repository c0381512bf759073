"""Sieves, and those that ask the sieve of nearly the same patterns."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.engine.relaxed import relaxed
from parsers.engine.sieves import Sieve

WORDS = ("exports", "imports", "of oil", "oil", "tons?", "gas", "in [a-z]+", "rose", "")
forms = st.lists(st.sampled_from(WORDS), max_size=12)
TEXTS = ("exports of oil rose", "imports of gas in tons", "oil", "a ton", "")


def test_a_sieve_of_no_pattern_passes_none() -> None:
    assert not Sieve(list(map(relaxed, []))).passes("exports")


def test_a_sieve_numbers_its_patterns() -> None:
    sieve = Sieve(list(map(relaxed, ["exports", r"\p{Lu}", "imports", "x" * 10])))

    assert sieve.passing("imports") == {1, 2}


def test_a_pattern_too_large_for_re2_may_match_anywhere() -> None:
    assert Sieve(list(map(relaxed, ["x" * 100_000, "b"]))).passing("a") == {0}


def test_patterns_too_large_together_may_all_match_anywhere() -> None:
    large = [letter * 70_000 for letter in "xyz"]

    assert Sieve(list(map(relaxed, large))).passing("a") == {0, 1, 2}


@settings(max_examples=100)
@given(forms, st.lists(forms, min_size=1, max_size=3), st.booleans())
def test_a_sieve_that_is_turned_to_other_forms_passes_what_one_of_its_own_does(
    first: list[str], later: list[list[str]], rests: bool
) -> None:
    sieve = Sieve(first)
    for turn in later:
        sieve = sieve.turned_to(turn)
        if rests:
            sieve.rest()
        whole = Sieve(turn)

        assert [sieve.passing(text) for text in TEXTS] == [
            whole.passing(text) for text in TEXTS
        ]


MANY = [f"word{number}" for number in range(20)]


def test_a_sieve_of_nearly_the_same_forms_asks_the_first_one() -> None:
    first = Sieve(MANY)
    second = first.turned_to([*MANY[1:], "new"])
    third = second.turned_to([*MANY[2:], "newer"])

    assert second.base is first and third.base is first
    assert third.passing("word0 word5 new newer") == {MANY[2:].index("word5"), 18}


def test_a_sieve_of_other_forms_asks_none() -> None:
    assert Sieve(MANY).turned_to(MANY[:10]).base is None


def test_a_sieve_of_the_same_forms_is_the_sieve() -> None:
    sieve = Sieve(MANY)

    assert sieve.turned_to(tuple(MANY)) is sieve


def test_a_sieve_that_has_rested_asks_no_other() -> None:
    sieve = Sieve(MANY).turned_to([*MANY, "new"])

    sieve.rest()

    assert sieve.base is None and sieve.passing("new") == {len(MANY)}
