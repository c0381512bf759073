from __future__ import annotations

import os
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from journal_samples import PLAIN, SEEDS, VALUE, text_of

GOLDEN = Path(__file__).parent / "golden" / "journal" / "seeds.journal"


def test_the_same_entries_in_any_order_give_the_same_text() -> None:
    shuffled = list(SEEDS)
    random.Random(1).shuffle(shuffled)

    assert text_of([*shuffled, shuffled[0]]) == text_of(SEEDS)


def test_two_entries_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="share an id"):
        text_of([PLAIN, replace(PLAIN, partner="IRQ")])


def test_accepted_entries_are_cleared_and_all_others_pending() -> None:
    lines = text_of(SEEDS, accepted={PLAIN.id}).splitlines()

    cleared = [line for line in lines if line[:1].isdigit() and " * (" in line]
    pending = [line for line in lines if line[:1].isdigit() and " ! (" in line]
    assert [PLAIN.id in line for line in cleared] == [True]
    assert len(pending) == len(SEEDS) - 1


def test_a_claim_without_a_known_period_is_dated_as_the_caller_says() -> None:
    text = text_of([replace(PLAIN, period=None)], undated=date(2000, 1, 1))

    assert f"\n2000-01-01 ! ({PLAIN.id})" in text
    assert "    ; date-basis: none\n" in text


def test_amounts_keep_every_digit() -> None:
    exact = replace(VALUE, amount=Decimal("1234567890123456789012345678901234.5678"))

    text = text_of([replace(PLAIN, value=exact)])

    assert "  1234567890123456789012345678901234.5678 USD" in text
    assert " -1234567890123456789012345678901234.5678 USD" in text
    assert "\n  format USD 1,000.0000\n" in text


def test_the_journal_of_the_seeds_is_as_it_was() -> None:
    text = text_of(SEEDS, accepted={PLAIN.id})
    if os.environ.get("UPDATE_GOLDENS"):
        GOLDEN.write_text(text, "utf-8", newline="\n")

    assert text == GOLDEN.read_text("utf-8")
