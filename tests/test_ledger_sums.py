"""Real tools take the books without a word, and add up what our own report does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from journal_samples import HOSTILE, PLAIN, SEEDS, VALUE, number
from ledger_books import CHECKING, PAGES, SUMMED, Books, by_report, serve
from ledger_samples import reading
from ledger_tools import missing
from sampled_articles import annotated, seeds
from shipped import shipped_engine

from parsers.ledger.bookkeeping import USUAL, Bookkeeping
from parsers.model import Period, Reading

TOOLS = [pytest.param(tool, marks=missing(tool)) for tool in SUMMED]
KEEPINGS = {
    "contradictions held back": Bookkeeping(conflicts="hold"),
    "dated by the start": Bookkeeping(entry_date="period-start"),
}


@pytest.fixture(params=["samples", "seeds", "gold"], scope="module")
def read(request: pytest.FixtureRequest) -> Sequence[Reading]:
    if request.param == "samples":
        return [reading(*SEEDS)]
    if request.param == "seeds":
        return list(map(shipped_engine().read, seeds()))
    shared: Path = request.getfixturevalue("shared")
    return list(map(shipped_engine().read, annotated(shared)))


@pytest.fixture(scope="module")
def books(read: Sequence[Reading], tmp_path_factory: pytest.TempPathFactory) -> Books:
    return Books.of(read, tmp_path_factory.mktemp("books"))


@pytest.mark.parametrize("tool", TOOLS)
def test_the_strictest_check_of_a_tool_has_nothing_to_say(
    tool: str, books: Books
) -> None:
    assert CHECKING[tool](books) == ""


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_adds_up_what_the_report_does(
    tool: str, books: Books, read: Sequence[Reading]
) -> None:
    expected = by_report(read)

    assert expected
    assert SUMMED[tool](books) == expected


@pytest.mark.parametrize("keeping", KEEPINGS.values(), ids=KEEPINGS)
@pytest.mark.parametrize("tool", TOOLS)
def test_it_does_so_however_the_books_are_kept(
    tool: str, keeping: Bookkeeping, tmp_path: Path
) -> None:
    spring = replace(PLAIN, id=number("spring"), period=Period("2018-04", "2019-03"))
    rival = replace(PLAIN, id=number("rival"), value=replace(VALUE, amount=Decimal(1)))
    read = [reading(*SEEDS, rival, replace(spring, commodity="wheat"))]

    found = SUMMED[tool](Books.of(read, tmp_path, keeping))

    assert found == by_report(read, keeping)
    assert found != by_report(read, USUAL)


@missing("fava")
def test_fava_shows_every_page_and_finds_no_error(
    books: Books, read: Sequence[Reading]
) -> None:
    served = serve(books)

    assert served.pages == dict.fromkeys(PAGES, 200)
    assert served.errors == []
    assert served.claims == sum(len(each.entries) for each in read)


@missing("fava")
def test_fava_finds_no_error_in_hostile_claims(tmp_path: Path) -> None:
    served = serve(Books.of([reading(*HOSTILE)], tmp_path))

    assert (served.errors, served.claims) == ([], len(HOSTILE))
