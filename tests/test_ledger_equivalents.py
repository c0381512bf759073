from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from journal_samples import PLAIN, number
from ledger_books import CHECKING, SUMMED, Books, by_report
from ledger_samples import reading
from ledger_tools import missing, run

from parsers.ledger.dialect import Dialect
from parsers.ledger.equivalents import equivalents
from parsers.ledger.returned import Returned, returned
from parsers.ledger.roles import roles
from parsers.ledger.statements import statements
from parsers.ledger.volumes import DIALECTS
from parsers.model import Entry, Money, Reading, Span

FIGURE = re.compile(r"\d+ (EUR|USD|IRR)")


def told(text: str, **fields: object) -> Reading:
    """An article with an entry for each amount such as `7 EUR`.

    Args:
        text: Its text.
        fields: Of the last entry.
    """
    entries = [
        replace(PLAIN, id=number(f"{found[0]} {at}"), value=_money(found))
        for at, found in enumerate(FIGURE.finditer(text))
    ]
    entries[-1] = replace(entries[-1], **fields)  # type: ignore[arg-type]
    empty = reading(*entries)
    return replace(empty, article=replace(empty.article, text=text, folded=text))


def _money(found: re.Match[str]) -> Money:
    amount, currency = found[0].split()
    return Money(Decimal(amount), currency, Span(*found.span()), found[0])


def pairs(read: Reading) -> list[tuple[str, str]]:
    return [(words(one), words(two)) for one, two in equivalents(read)]


def words(entry: Entry) -> str:
    return entry.value.text if entry.value else ""


RIALS = "exports of 536800000000000 IRR (about 12128000000 USD) in 2019"


@pytest.mark.parametrize(
    "between",
    [
        *(" (", "(", " [", "\n(", " (about ", " (Nearly ", " (more than "),
        *(" ( equal to some ", " (or roughly the equivalent of ", " (an estimated "),
    ],
)
def test_an_amount_in_a_bracket_behind_another_is_its_equivalent(between: str) -> None:
    assert pairs(told(f"5 EUR{between}6 USD)")) == [("5 EUR", "6 USD")]


@pytest.mark.parametrize(
    "text",
    [
        "5 EUR and 6 USD",
        "5 EUR (up from 4 to 6 USD)",
        "5 EUR (a third of them for 6 USD)",
        "5 EUR (plus 6 USD) for cars",
        "5 EUR (excluding 6 USD for oil)",
        "5 EUR (of which 6 USD in cash)",
        "5 EUR (6 USD higher)",
        "5 EUR (6 USD a ton)",
        "5 EUR (6 USD",
        "5 EUR (4 EUR)",
        "(5 EUR) 6 USD",
        "5 EUR",
    ],
)
def test_any_other_amount_is_one_of_its_own(text: str) -> None:
    assert pairs(told(text)) == []


@pytest.mark.parametrize(
    "text",
    ["5 EUR (6 USD, 7 IRR)", "5 EUR (6 USD or about 7 IRR)", "5 EUR [6 USD (7 IRR)]"],
)
def test_all_amounts_of_a_bracket_tell_the_one_before_it(text: str) -> None:
    assert pairs(told(text)) == [("5 EUR", "6 USD"), ("5 EUR", "7 IRR")]


@pytest.mark.parametrize(
    "text",
    ["5 EUR (6 USD), 7 IRR", "5 EUR (6 USD, and 7 IRR)", "5 EUR (6 USD; plus 7 IRR)"],
)
def test_what_is_added_is_no_equivalent(text: str) -> None:
    assert pairs(told(text)) == [("5 EUR", "6 USD")]


def test_an_amount_that_is_told_three_times_counts_once_at_the_first_price() -> None:
    read = told("5 EUR (6 USD, 7 IRR)")

    first, second, third = roles(statements(read))

    assert first.role == "Counted"
    assert (second.role, third.role) == ("Equivalent", "Equivalent")
    assert first.statement.equivalent == second.statement.measure


@pytest.mark.parametrize(
    "fields",
    [{"partner": "IRQ"}, {"flow": "import"}, {"period": None}, {"status": "target"}],
    ids=str,
)
def test_an_equivalent_tells_of_the_same(fields: dict[str, object]) -> None:
    assert pairs(told("5 EUR (6 USD)", **fields)) == []


def test_of_an_amount_and_its_equivalent_the_amount_counts() -> None:
    first, second = roles(statements(told("5 EUR (6 USD)")))

    assert (first.role, second.role) == ("Counted", "Equivalent")
    assert second.other == first.statement
    assert second.why == "it tells 5 EUR (000.txt:1) in other money"


def test_an_equivalent_counts_where_the_amount_is_left_out() -> None:
    read = told("5 EUR (6 USD)")

    (alone,) = roles(statements(replace(read, entries=read.entries[1:])))

    assert alone.role == "Counted"


@pytest.mark.parametrize(
    ("accepted", "counted"),
    [((), 0), ((0,), 0), ((1,), 1), ((0, 1), 0), ((2,), 2), ((1, 2), 1)],
)
def test_what_a_person_accepted_goes_before_what_tells_the_same(
    accepted: tuple[int, ...], counted: int
) -> None:
    read = told("5 EUR (6 USD, 7 IRR)")
    ids = {read.entries[at].id for at in accepted}

    standings = roles(statements(read, ids))

    leads = standings[counted]
    assert [each.role for each in standings].count("Counted") == 1
    assert {each.other for each in standings} == {None, leads.statement}
    assert leads.role == "Counted"
    assert leads.statement.equivalent is not None


def test_an_article_can_come_twice_with_other_entries() -> None:
    read = told("5 EUR (6 USD)")
    less = replace(read, entries=read.entries[1:])

    figures = [*statements(read), *statements(less)]

    assert [each.role for each in roles(figures)] == ["Counted", "Equivalent"]
    assert roles(figures[::-1]) == roles(figures)


def test_a_target_stays_a_target() -> None:
    read = told("5 EUR (6 USD)")
    goals = tuple(replace(entry, status="target") for entry in read.entries)

    standings = roles(statements(replace(read, entries=goals)))

    assert {standing.role for standing in standings} == {"Target"}


def test_books_tell_the_equivalent_as_a_price() -> None:
    journal, beancount = (
        "".join(dialect.written([told(RIALS)])) for dialect in DIALECTS.values()
    )

    assert " -536800000000000 IRR (@@) 12128000000 USD\n" in journal
    assert " -536800 IRR.BN @@ 12128000000 USD\n" in beancount
    assert f"; equivalent-of: {told(RIALS).entries[0].id}\n" in journal


def test_what_is_nothing_has_no_price() -> None:
    assert "@@" not in "".join(DIALECTS["journal"].written([told("0 EUR (0 USD)")]))


def first_claim(dialect: Dialect, read: Reading) -> Returned:
    claims = returned("".join(dialect.written([read])))
    return next(claim for claim in claims if claim.id == read.entries[0].id)


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_a_price_is_no_difference_to_a_claim_without_one(dialect: Dialect) -> None:
    read = told(RIALS)

    priced = first_claim(dialect, read)
    bare = first_claim(dialect, replace(read, entries=read.entries[:1]))

    assert any("IRR" in said for _, said in priced.facts)
    assert list(priced.differences(bare)) == []


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_another_price_is_a_difference(dialect: Dialect) -> None:
    read = told("5 EUR (6 USD)")
    text = re.sub(r"(@@\)?) 6 USD", r"\1 7 USD", "".join(dialect.written([read])))

    claims = {claim.id: claim for claim in returned(text)}

    edited, found = claims[read.entries[0].id], first_claim(dialect, read)
    assert list(edited.differences(found)) == [
        ("Exports:All:IRN:RUS @@", "7 USD", "6 USD"),
        ("Imports:All:RUS:IRN @@", "7 USD", "6 USD"),
    ]


@pytest.mark.parametrize("tool", [pytest.param(t, marks=missing(t)) for t in SUMMED])
def test_tools_take_a_price_and_add_up_what_counts(tool: str, tmp_path: Path) -> None:
    read = [told(RIALS)]
    books = Books.of(read, tmp_path)

    assert CHECKING[tool](books) == ""
    assert SUMMED[tool](books) == by_report(read)


COSTS = {
    "hledger": ("bal", "-N", "-B", "^Imports"),
    "ledger": ("bal", "--flat", "--no-total", "-B", "^Imports"),
}


@pytest.mark.parametrize("tool", [pytest.param(t, marks=missing(t)) for t in COSTS])
def test_a_tool_tells_what_counts_in_other_money_and_not_twice(
    tool: str, tmp_path: Path
) -> None:
    books = Books.of([told(RIALS)], tmp_path)

    costs = run(tool, "-f", books.journal, *COSTS[tool])

    assert costs.split() == ["USD", "12,128,000,000", "Imports:All:RUS:IRN"]
