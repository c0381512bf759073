from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from journal_samples import SEEDS, text_of

from parsers.ledger.seal import is_intact, sealed

TEXT = text_of(SEEDS)


def test_a_seal_is_the_second_line_and_the_first_stays() -> None:
    lines = sealed(TEXT, ";", "1.2").splitlines()

    assert lines[0] == TEXT.splitlines()[0]
    assert lines[1].startswith("; Sealed by newsledger 1.2, sha256 ")
    assert [lines[0], *lines[2:]] == TEXT.splitlines()


def test_what_was_sealed_is_intact() -> None:
    assert is_intact(sealed(TEXT, ";;", "1.2"))


def test_without_a_seal_nothing_is_intact() -> None:
    assert not is_intact(TEXT)


@given(st.integers(0, len(TEXT) - 1), st.sampled_from("x \n;\u202e"))
def test_every_change_breaks_the_seal(place: int, character: str) -> None:
    whole = sealed(TEXT, ";", "1")
    place += len(whole) - len(TEXT)
    changed = whole[:place] + character + whole[place + 1 :]

    assert is_intact(changed) == (changed == whole)
