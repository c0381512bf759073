from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from packs import HEAD, pack_of
from phrases import trade_texts
from shipped import shipped_rules

from parsers.articles.folding import fold
from parsers.engine.amounts import Amount
from parsers.engine.scanner import (
    FIGURE_KINDS,
    RawFigure,
    Scanner,
    carried,
    figure_source,
    in_named_currency,
)
from parsers.rules.pack import Pack


@pytest.fixture
def scanner(tmp_path: Path) -> Scanner:
    return Scanner(pack_of(tmp_path))


@pytest.fixture(scope="module")
def shipped() -> Pack:
    rules = shipped_rules()
    assert rules.engine is not None
    return rules.engine.program.pack


@pytest.fixture(scope="module")
def shipped_scanner(shipped: Pack) -> Scanner:
    return Scanner(shipped)


@pytest.fixture(scope="module")
def plain_pattern(shipped: Pack) -> regex.Pattern[str]:
    atoms = [atom for atom in shipped.atoms if atom.kind in FIGURE_KINDS]
    return regex.compile(figure_source(atoms), regex.IGNORECASE)


def texts(scanner: Scanner, text: str) -> list[str]:
    return [text[f.start : f.end] for f in scanner.scan(text)]


def test_figures_come_in_the_order_of_the_text(scanner: Scanner) -> None:
    text = "up 20%, $5 million or two tons, doubled to 5-6: €3, 30 bcm"

    assert texts(scanner, text) == [
        "20%",
        "$5 million",
        "two tons",
        "doubled",
        "€3",
        "30 bcm",
    ]


@pytest.mark.parametrize(
    ("text", "kind", "low", "unit"),
    [
        ("for $5 million", "money", "5e6", "USD"),
        ("for two million tons", "quantity", "2e6", "tonne"),
        ("for 30 bcm", "quantity", "30e9", "cubic metre"),
        ("for 20%", "change", "20", None),
        ("for halved", "change", "-50", None),
    ],
)
def test_a_figure_knows_its_kind_and_amount(
    scanner: Scanner, text: str, kind: str, low: str, unit: str | None
) -> None:
    (figure,) = scanner.scan(text)

    assert figure.kind == kind
    assert (figure.amount.low, figure.amount.unit) == (Decimal(low), unit)


@pytest.mark.parametrize(
    "text", ["", "5", "1.5 2 3", "5million", "x5 tons", "1.5.5 tons", "in 2019", "$"]
)
def test_a_mere_number_is_no_figure(scanner: Scanner, text: str) -> None:
    assert [f for f in texts(scanner, text) if f == text] == []


@pytest.mark.parametrize("word", ["two tons", "Two tons", "TWO TONS", "doubled"])
def test_a_figure_in_words_is_found_at_the_start_of_a_text(
    scanner: Scanner, word: str
) -> None:
    assert texts(scanner, word) == [word]


@pytest.mark.parametrize("before", ["", " ", "\n", '"', "(", "of "])
@pytest.mark.parametrize("figure", ["$5", "20%", "five tons", "DOUBLED", "Halved"])
def test_what_opens_a_line_or_a_quotation_does_not_hide_a_figure(
    scanner: Scanner, before: str, figure: str
) -> None:
    assert texts(scanner, before + figure) == [figure]


@pytest.mark.parametrize("text", ["nontwo tons", "x-two tons", "outdoubled"])
def test_a_figure_in_words_does_not_begin_inside_a_word(
    scanner: Scanner, text: str
) -> None:
    assert texts(scanner, text) == []


def test_a_number_of_too_many_digits_is_no_figure(scanner: Scanner) -> None:
    assert scanner.scan("9" * 5_000 + " tons and $5")[-1].amount.low == 5


def test_a_pack_without_figures_finds_none(tmp_path: Path) -> None:
    scanner = Scanner(pack_of(tmp_path, HEAD))

    assert scanner.scan("$5 million, two tons, 20%") == []


@given(st.one_of(st.text(max_size=120), trade_texts()))
def test_the_scan_finds_what_a_plain_search_finds(
    shipped_scanner: Scanner, plain_pattern: regex.Pattern[str], text: str
) -> None:
    folded = fold(text)

    found = [(f.start, f.end) for f in shipped_scanner.scan(folded)]

    matches = list(plain_pattern.finditer(folded))
    if all(shipped_scanner.figure(match) is not None for match in matches):
        assert found == [match.span() for match in matches]


@given(st.text(max_size=200))
def test_figures_are_in_order_and_do_not_overlap(
    shipped_scanner: Scanner, text: str
) -> None:
    figures = shipped_scanner.scan(fold(text))

    ends = [0, *(figure.end for figure in figures)]
    assert all(f.start >= end for f, end in zip(figures, ends, strict=False))
    assert all(f.start < f.end <= len(text) for f in figures)


def raw(kind: str, low: int, unit: str | None = None) -> RawFigure:
    return RawFigure(0, 1, kind, Amount(Decimal(low), None, unit))


def test_a_bare_number_takes_the_unit_of_the_figure_before_it() -> None:
    figures = [raw("money", 1, "USD"), raw("bare", 2), raw("quantity", 3, "tonne")]

    assert [(f.kind, f.amount.unit) for f in carried(figures)] == [
        ("money", "USD"),
        ("money", "USD"),
        ("quantity", "tonne"),
    ]


def test_a_bare_number_takes_the_unit_behind_it_where_none_is_before() -> None:
    figures = [raw("change", 9), raw("bare", 2), raw("quantity", 3, "tonne")]

    assert [f.kind for f in carried(figures)] == ["change", "quantity", "quantity"]


def test_bare_numbers_hand_a_unit_on() -> None:
    figures = [raw("money", 1, "EUR"), raw("bare", 2), raw("bare", 3)]

    assert [f.amount.unit for f in carried(figures)] == ["EUR"] * 3


def test_bare_numbers_count_what_the_figure_before_them_counts() -> None:
    thousands = Amount(Decimal(17_000), None, "litre", factor=Decimal(1000))
    kilolitres = RawFigure(0, 1, "quantity", thousands)
    figures = [kilolitres, raw("bare", 18), raw("bare", 19)]

    amounts = [figure.amount.low for figure in carried(figures)]

    assert amounts == [17_000, 18_000, 19_000]


def test_a_bare_number_alone_is_left_out() -> None:
    assert carried([raw("bare", 2), raw("change", 9)]) == [raw("change", 9)]


def crowns(unit: str, *, abroad: bool = False) -> RawFigure:
    amount = Amount(Decimal(1), None, unit, short="crown", abroad=abroad)
    return RawFigure(0, 1, "money", amount)


def test_a_currency_called_by_its_country_is_meant_from_then_on() -> None:
    figures = [crowns("SEK"), crowns("DKK", abroad=True), crowns("SEK")]

    found = in_named_currency(figures, lambda _name: None)

    assert [figure.amount.unit for figure in found] == ["SEK", "DKK", "DKK"]


def test_what_a_currency_means_is_asked_once() -> None:
    asked: list[str] = []

    found = in_named_currency([crowns("SEK")] * 2, lambda name: asked.append(name))

    assert asked == ["crown"]
    assert [figure.amount.unit for figure in found] == ["SEK", "SEK"]
