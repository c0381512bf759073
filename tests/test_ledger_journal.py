from __future__ import annotations

import os
import random
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journal_samples import PLAIN, SEEDS, VALUE, entries, text_of
from ledger_samples import published, reading

from parsers.ledger.bookkeeping import Bookkeeping
from parsers.ledger.volumes import DIALECTS
from parsers.model import Entry, Origin

STRING = r'"(?:[^"\\]|\\["\\])*"'
GOLDEN = Path(__file__).parent / "golden" / "journal" / "seeds.journal"


def test_the_same_entries_in_any_order_give_the_same_text() -> None:
    shuffled = list(SEEDS)
    random.Random(1).shuffle(shuffled)

    assert text_of([*shuffled, shuffled[0]]) == text_of(SEEDS)


def test_two_entries_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="share an id"):
        text_of([PLAIN, replace(PLAIN, partner="IRQ")])


def test_accepted_entries_are_cleared_and_all_others_pending() -> None:
    lines = text_of(SEEDS, verdicts={PLAIN.id: "accepted"}).splitlines()

    cleared = [line for line in lines if line[:1].isdigit() and " * (" in line]
    pending = [line for line in lines if line[:1].isdigit() and " ! (" in line]
    assert [PLAIN.id in line for line in cleared] == [True]
    assert len(pending) == len(SEEDS) - 1


def test_a_claim_without_a_known_period_is_dated_as_the_caller_says() -> None:
    text = text_of(
        [replace(PLAIN, period=None)], keeping=Bookkeeping(undated=date(2000, 1, 1))
    )

    assert f"\n2000-01-01 ! ({PLAIN.id})" in text
    assert "    ; date-basis: none\n" in text


def test_a_claim_without_a_known_period_is_dated_by_its_article() -> None:
    told = reading(replace(PLAIN, period=None))
    dated = replace(told, article=published(told.article, "2021-05-06"))

    text = "".join(DIALECTS["journal"].written([dated]))

    assert f"\n2021-05-06 ! ({PLAIN.id})" in text
    assert "    ; date-basis: published\n" in text
    assert "    Memo:Undated:Imports:All:RUS:IRN:XXXX-" in text


def test_where_an_article_tells_no_day_the_day_of_fetching_dates_its_claims() -> None:
    told = reading(replace(PLAIN, period=None))
    kept = replace(told, article=replace(told.article, fetched="2021-05-07"))

    text = "".join(DIALECTS["journal"].written([kept]))

    assert f"\n2021-05-07 ! ({PLAIN.id})" in text
    assert "    ; date-basis: retrieved\n" in text
    assert "    Memo:Undated:Imports:All:RUS:IRN:XXXX-" in text


def test_a_day_that_is_none_dates_no_claim() -> None:
    told = reading(replace(PLAIN, period=None))
    none = published(replace(told.article, fetched="2020-02-30"), "1399-05-06")

    text = "".join(DIALECTS["journal"].written([replace(told, article=none)]))

    assert "\n1970-01-01 ! (" in text


def test_a_period_from_elsewhere_in_the_article_is_told_apart() -> None:
    inherited = replace(PLAIN, origins=(("period", Origin("inherited")),))

    assert "    ; date-basis: context\n" in text_of([inherited])
    assert "    ; date-basis: period\n" in text_of([PLAIN])


def test_a_claim_can_be_dated_by_the_start_of_its_period() -> None:
    text = text_of(SEEDS, keeping=Bookkeeping(entry_date="period-start"))

    assert "\n2020-03-20=2020-06-20 ! (" in text
    assert (
        "; The date is the start of the claim's period, the second date its end.\n"
        in text
    )


def test_the_header_asks_for_accounts_as_they_are_called() -> None:
    by_country = Bookkeeping(account_template="{side}:{party}:{partner}:{good}")

    headers = text_of(SEEDS), text_of(SEEDS, keeping=by_country)

    assert ["Query ^Exports:All, never" in header for header in headers] == [
        True,
        False,
    ]
    assert "Query ^Exports:IRN:IRQ:All; a line above" in headers[1]


def test_amounts_keep_every_digit() -> None:
    exact = replace(VALUE, amount=Decimal("1234567890123456789012345678901234.5678"))

    text = text_of([replace(PLAIN, value=exact)])

    assert "  1234567890123456789012345678901234.5678 USD" in text
    assert " -1234567890123456789012345678901234.5678 USD" in text
    assert "\n  format USD 1,000.0000\n" in text


def test_the_journal_of_the_seeds_is_as_it_was() -> None:
    text = text_of(SEEDS, verdicts={PLAIN.id: "accepted"})
    if os.environ.get("UPDATE_GOLDENS"):
        GOLDEN.write_text(text, "utf-8", newline="\n")

    assert text == GOLDEN.read_text("utf-8")


LINES = {
    "journal": re.compile(
        r"; .*|;|account [A-Z][A-Za-z0-9:-]*|commodity [A-Z]{2,}|(?:tag|payee) \S.*|"
        r"  (?:format [A-Z]+ 1,000\.0*|; type: [A-Z])|"
        r"\d{4}-\d\d-\d\d(?:=\S+)? ! \(nl-[0-9a-f]{12}\) \S.* \| \S.*|"
        r"    ; [A-Za-z-]+: \S.*|      ; [a-z-]+: \S.*|"
        r"    [A-Z][A-Za-z0-9:-]* +-?[\d.]+ [A-Z]{2,}(?:  ; at: \d+-\d+)?"
    ),
    "beancount": re.compile(
        r';;.*|option "[a-z_]+" "[^"]*"|'
        r"\d{4}-\d\d-\d\d (?:commodity [A-Z.]{2,}|open [A-Z][A-Za-z0-9:-]*)|"
        rf"\d{{4}}-\d\d-\d\d ! {STRING} {STRING} \^nl-[0-9a-f]{{12}}(?: #[a-z]+)*|"
        rf"  [a-z-]+: (?:{STRING}|\d{{4}}-\d\d-\d\d)|    [a-z-]+: {STRING}|"
        r"  [A-Z][A-Za-z0-9:-]* +-?[\d.]+ [A-Z.]{2,}"
    ),
}
"""All that a line of the books may be."""


@settings(max_examples=40)
@given(st.lists(entries(), min_size=1, max_size=4, unique_by=lambda entry: entry.id))
@pytest.mark.parametrize("form", LINES)
def test_no_text_makes_a_line_of_its_own(form: str, some: list[Entry]) -> None:
    text = "".join(DIALECTS[form].written([reading(*some)]))

    lines = text.splitlines()
    assert lines == text.removesuffix("\n").split("\n")
    assert [line for line in lines if line and not LINES[form].fullmatch(line)] == []
    claims = [line for line in lines if re.match(r"\d.{9}(?:=\S+)? ! ", line)]
    assert len(claims) == len(some)
