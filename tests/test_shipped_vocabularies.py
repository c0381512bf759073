"""What each vocabulary of the packaged rules must find, and what it must leave alone."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from shipped import shipped_engine, shipped_pack

from parsers.articles.folding import fold
from parsers.engine.scanner import carried
from parsers.model import Span
from parsers.numbers import plain


class Table(NamedTuple):
    """Texts for one vocabulary."""

    found: tuple[tuple[str, str, str], ...]
    """Text, the form in it, the value."""
    left: tuple[str, ...]
    """Texts that hold something like a form of it, and none."""


TAGGED = {
    "country": Table(
        (
            ("goods of the Netherlands", "Netherlands", "NLD"),
            ("U.S. wheat", "U.S.", "USA"),
            ("Turkish steel", "Turkish", "TUR"),
            ("talks with Tehran", "Tehran", "IRN"),
        ),
        ("turkey and chad", "polish the china", "tell us", "the Iranica", "in Persian"),
    ),
    "group": Table(
        (
            ("sold to the EU", "EU", "EU"),
            (
                "the Persian Gulf Cooperation Council",
                "Persian Gulf Cooperation Council",
                "GCC",
            ),
            ("an OPEC member", "OPEC", "OPEC"),
        ),
        ("the eu-like", "opec", "an EUR", "OPECs"),
    ),
    "group_word": Table(
        (
            (
                "neighboring countries",
                "neighboring countries",
                "XX:neighboring countries",
            ),
            ("the world", "the world", "WLD"),
        ),
        ("a neighbor", "worldly", "the country", "countries"),
    ),
    "region": Table(
        (
            ("in the Persian Gulf", "Persian Gulf", "water"),
            ("the Sea of Oman", "Sea of Oman", "water"),
        ),
        ("a gulf", "Oman", "the sea"),
    ),
    "name": Table(
        (
            ("the Japan Times", "Japan Times", "paper"),
            ("the Korea Herald", "Korea Herald", "paper"),
        ),
        ("Japan at times", "a Japan Timesheet", "Korea"),
    ),
    "unit": Table(
        (
            ("tons of oil", "tons", "tonne"),
            ("barrels per day", "barrels per day", "barrel/day"),
            ("cubic meters", "cubic meters", "cubic metre"),
        ),
        ("a tonsure", "tonic", "a megabarrel", "daily"),
    ),
    "flow": Table(
        (
            ("the exports", "exports", "export"),
            ("Imported goods", "Imported", "import"),
            ("a trade exchange", "trade exchange", "trade"),
        ),
        ("an exporter", "an importer", "important", "a trader", "exportable"),
    ),
    "balance": Table(
        (
            ("a trade surplus", "trade surplus", "+"),
            ("the trade deficit", "trade deficit", "-"),
            ("a negative trade balance", "negative trade balance", "-"),
        ),
        ("balanced", "a balance sheet", "deficiency", "the gap"),
    ),
    "receipt": Table(
        (("it received wheat", "received", "import"),),
        ("their receipts grew",),
    ),
    "moved": Table(
        (("it sold oil", "sold", "export"), ("they bought oil", "bought", "import")),
        ("a soldier", "a salesman", "a buyer", "boughten"),
    ),
    "other": Table(
        (
            ("steel production", "production", "production"),
            ("a loan of", "loan", "credit"),
            ("the price of", "price", "price"),
        ),
        ("a productive", "loaner", "priceless", "a product"),
    ),
    "trend": Table(
        (
            ("a sharp rise", "rise", "+"),
            ("it fell", "fell", "-"),
            ("negative growth", "negative growth", "-"),
        ),
        ("arise", "a fellow", "upset", "downtown", "growths"),
    ),
    "hedge": Table(
        (
            ("about half", "about", "approx"),
            ("more than that", "more than", "over"),
            ("less than that", "less than", "under"),
        ),
        ("a nearby", "someone", "overall", "moreover"),
    ),
    "versus": Table(
        (
            ("compared with May", "compared with", "versus"),
            ("vs. May", "vs.", "versus"),
        ),
        ("comparable", "compare", "thank", "in comparison"),
    ),
    "pace": Table(
        (
            ("up 5 percent year-on-year", "year-on-year", "yearly"),
            ("a fall month on month", "month on month", "monthly"),
        ),
        ("one year on", "on monthly terms", "every month", "the year-over"),
    ),
    "intent": Table(
        (
            ("it plans to", "plans", "target"),
            ("it is expected to", "expected", "forecast"),
            ("it could be", "could", "potential"),
        ),
        ("a planner", "unexpected", "candid", "couldst", "goalkeeper"),
    ),
    "bourse": Table(
        (
            ("the Iran Mercantile Exchange", "Iran Mercantile Exchange", "bourse"),
            ("on the stock market", "stock market", "bourse"),
        ),
        ("an exchange", "the market", "mercantile goods", "stocks"),
    ),
    "capacity": Table(
        (
            ("the capacity to sell", "capacity", "potential"),
            ("other Capacities", "Capacities", "potential"),
        ),
        ("capacitor", "incapacity", "capacious"),
    ),
    "neighbors": Table(
        (
            ("the two neighboring countries", "two neighboring countries", "pair"),
            ("both neighbouring countries", "both neighbouring countries", "pair"),
        ),
        ("neighboring countries", "two neighboring provinces", "two countries"),
    ),
}
"""Vocabularies that are tagged in sentences."""

PARTS = {
    "currency_symbol": Table(
        (("$5", "$5", "5 USD"), ("€5", "€5", "5 EUR"), ("Rs. 5", "Rs. 5", "5 INR")),
        ("£", "X5", "ARs 5", "rm 5"),
    ),
    "currency_code": Table(
        (
            ("USD 5", "USD 5", "5 USD"),
            ("5 AED", "5 AED", "5 AED"),
            ("IRR5", "IRR5", "5 IRR"),
        ),
        ("usd5", "XUSD 5", "ALL 5", "5 TOP"),
    ),
    "currency": Table(
        (
            ("5 dollars", "5 dollars", "5 USD"),
            ("5 Tomans", "5 Tomans", "5 IRT"),
            ("5 yen", "5 yen", "5 JPY"),
        ),
        ("5 dollarized", "5 dollies", "a dollar", "yen"),
    ),
    "short_unit": Table(
        (("500kg", "500kg", "500 kg"), ("9.4bcm", "9.4bcm", "9400000000 cubic metre")),
        ("500kgs2", "1.45mt", "22m3", "kg5"),
    ),
    "scaled_unit": Table(
        (
            ("5 bcm", "5 bcm", "5000000000 cubic metre"),
            ("5 kilotons", "5 kilotons", "5000 tonne"),
            ("5 GWh", "5 GWh", "5000000 kWh"),
        ),
        ("5 bcms", "bcm", "5 tcmx"),
    ),
    "scale": Table(
        (
            ("$5 million", "$5 million", "5000000 USD"),
            ("$5bn", "$5bn", "5000000000 USD"),
            ("₹5 lakh", "₹5 lakh", "500000 INR"),
            ("5 hundred tons", "5 hundred tons", "500 tonne"),
        ),
        ("5 millionaires", "5 billionth", "millions"),
    ),
    "number": Table(
        (
            ("three tons", "three tons", "3 tonne"),
            ("half a ton", "half a ton", "0.5 tonne"),
            ("ninety tons", "ninety tons", "90 tonne"),
        ),
        ("often tons", "threes tons", "someone tons", "a ton"),
    ),
    "multiple": Table(
        (
            ("it doubled", "doubled", "100"),
            ("it was halved", "halved", "-50"),
            ("a three-fold rise", "three-fold", "200"),
        ),
        ("a doubler", "redoubled", "double-digit", "manifold"),
    ),
    "fraction": Table(
        (
            ("fell by a third", "a third", "33.3"),
            ("up one fifth", "one fifth", "20"),
            ("fell by half", "half", "50"),
        ),
        ("a third country", "fell by a thirdhand", "half of it", "by a quarterly"),
    ),
}
"""Vocabularies of the parts of a figure; the value is the figure's."""

PERIODS = Table(
    (
        ("in January 2020", "January 2020", ""),
        ("in the first quarter of 2020", "the first quarter of 2020", ""),
        ("the month of Mehr", "the month of Mehr", ""),
        ("in the same period", "the same period", ""),
        ("by the end of the year", "the end of the year", ""),
        ("Q1", "Q1", ""),
    ),
    ("they may march", "Mayor", "firstly", "Mehran", "the likeness", "Qom", "yearling"),
)
"""The words of time, which make expressions of time."""


@pytest.mark.parametrize(
    ("vocabulary", "text", "form", "value"),
    [(name, *row) for name, table in TAGGED.items() for row in table.found],
)
def test_a_form_is_tagged(vocabulary: str, text: str, form: str, value: str) -> None:
    assert tagged(vocabulary, text) == [(value, form)]


@pytest.mark.parametrize(
    ("vocabulary", "text"),
    [(name, text) for name, table in TAGGED.items() for text in table.left],
)
def test_what_only_looks_like_a_form_is_not_tagged(vocabulary: str, text: str) -> None:
    assert tagged(vocabulary, text) == []


@pytest.mark.parametrize(
    ("text", "form", "value"), [row for table in PARTS.values() for row in table.found]
)
def test_a_form_makes_a_figure(text: str, form: str, value: str) -> None:
    assert figures(text) == [(form, value)]


@pytest.mark.parametrize(
    "text", [text for table in PARTS.values() for text in table.left]
)
def test_what_only_looks_like_a_form_makes_no_figure(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(("text", "form", "_value"), PERIODS.found)
def test_words_of_time_make_a_period(text: str, form: str, _value: str) -> None:
    assert periods(text) == [form]


@pytest.mark.parametrize("text", PERIODS.left)
def test_what_only_looks_like_a_word_of_time_makes_no_period(text: str) -> None:
    assert periods(text) == []


def test_every_vocabulary_has_such_texts() -> None:
    names = {vocabulary.name for vocabulary in shipped_pack().vocabularies}

    assert {*TAGGED, *PARTS, "time_word"} == names
    assert set(TAGGED) == shipped_pack().tagged
    tables = (*TAGGED.values(), *PARTS.values(), PERIODS)
    assert all(table.found and table.left for table in tables)


def tagged(vocabulary: str, text: str) -> list[tuple[str, str]]:
    """Value and words of each form of a vocabulary in a text."""
    atoms = shipped_engine().program.tagger.words(text, Span(0, len(text)))
    return [(a.value, text[a.start : a.end]) for a in atoms if a.type == vocabulary]


def figures(text: str) -> list[tuple[str, str]]:
    """Words and amount of each figure in a text."""
    folded = fold(text)
    found = carried(shipped_engine().program.scanner.scan(folded))
    return [
        (text[f.start : f.end], f"{plain(f.amount.low)} {f.amount.unit or ''}".strip())
        for f in found
    ]


def periods(text: str) -> list[str]:
    """The expressions of time in a text."""
    atoms = shipped_engine().program.tagger.periods(text, Span(0, len(text)))
    return [text[atom.start : atom.end] for atom in atoms]
