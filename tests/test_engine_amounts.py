from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import shipped_rules

from parsers.articles.folding import fold
from parsers.engine.amounts import LONGEST, Amount, Lexicon, amount_of
from parsers.engine.scanner import RawFigure, Scanner, carried
from parsers.numbers import plain

LEXICON = Lexicon(
    {
        "number": ((True, {"two": "2", "twenty": "20", "hundred": "100", "six": "6"}),),
        "scale": ((True, {"million": "1e6", "billion": "1e9"}),),
        "scale_to": ((True, {"million": "1e6", "billion": "1e9"}),),
        "currency": ((False, {"US$": "USD"}), (True, {"us dollars": "USD"})),
        "unit": ((True, {"tons": "tonne", "bcm": "1e9 cubic metre"}),),
        "multiple": ((True, {"halved": "-50"}),),
        "fraction": ((True, {"a third": "33.3"}),),
    }
)

# What an English reader makes of a spelling: amounts, a range with two dots, the unit.
MONEY = [
    ("$390 million", "390000000 USD"),
    ("US$500,000", "500000 USD"),
    ("U.S.$500,000", "500000 USD"),
    ("US $1.2 billion", "1200000000 USD"),
    ("USD 34.6 million", "34600000 USD"),
    ("USD 200", "200 USD"),
    ("200 USD", "200 USD"),
    ("34.6 million USD", "34600000 USD"),
    ("19.5-billion euro", "19500000000 EUR"),
    ("eight-billion-dlr", "8000000000 USD"),
    ("eight billion dlrs", "8000000000 USD"),
    ("4.5 billion U.S. Dlrs", "4500000000 USD"),
    ("4.5 billion U.S. dollars", "4500000000 USD"),
    ("4.5 billion US dollars", "4500000000 USD"),
    ("$5-6 million", "5000000..6000000 USD"),
    ("$5 - 6 million", "5000000..6000000 USD"),
    ("$5-$6 million", "5000000..6000000 USD"),
    ("$5 million-$6 million", "5000000..6000000 USD"),
    ("$900 million-$1.2 billion", "900000000..1200000000 USD"),
    ("$5 to $6 billion", "5000000000..6000000000 USD"),
    ("$5 to 6 billion", "5000000000..6000000000 USD"),
    ("5-6 million dollars", "5000000..6000000 USD"),
    ("$5 million to $6 million", "5000000 USD; 6000000 USD"),
    ("€3.345 billion", "3345000000 EUR"),
    ("€3.345bn", "3345000000 EUR"),
    ("£2.5m", "2500000 GBP"),
    ("$2.5M", "2500000 USD"),
    ("$2.5B", "2500000000 USD"),
    ("$2.5bn", "2500000000 USD"),
    ("$2.5 bln", "2500000000 USD"),
    ("$40k", "40000 USD"),
    ("$1.5 trillion", "1500000000000 USD"),
    ("$1.5tn", "1500000000000 USD"),
    ("$1,234,567", "1234567 USD"),
    ("$1,5", "1.5 USD"),
    ("$1,5 billion", "1500000000 USD"),
    ("$12,34 million", "12340000 USD"),
    ("$1,234,567.89", "1234567.89 USD"),
    ("$0.5 billion", "500000000 USD"),
    ("$ 5 billion", "5000000000 USD"),
    ("$5billion", "5000000000 USD"),
    ("$5-billion", "5000000000 USD"),
    ("a $5-billion deal", "5000000000 USD"),
    ("$5 Billion", "5000000000 USD"),
    ("$5 BILLION", "5000000000 USD"),
    ("half a million dollars", "500000 USD"),
    ("a million dollars", "1000000 USD"),
    ("A  billion dollars", "1000000000 USD"),
    ("half a billion euros", "500000000 EUR"),
    ("one billion dollars", "1000000000 USD"),
    ("twenty-three million dollars", "23000000 USD"),
    ("two hundred million dollars", "200000000 USD"),
    ("two hundred and five million dollars", "205000000 USD"),
    ("three and a half billion dollars", "3500000000 USD"),
    ("one and a half billion euros", "1500000000 EUR"),
    ("563 million euros", "563000000 EUR"),
    ("563 million Euros", "563000000 EUR"),
    ("563mln euros", "563000000 EUR"),
    ("536.8 trillion rials", "536800000000000 IRR"),
    ("40 billion tomans", "40000000000 IRT"),
    ("40 thousand billion tomans", "40000000000000 IRT"),
    ("6,200 billion rials", "6200000000000 IRR"),
    ("Rls. 40 billion", "40000000000 IRR"),
    ("rls 40b", "40000000000 IRR"),
    ("40 billion yen", "40000000000 JPY"),
    ("¥40 billion", "40000000000 JPY"),
    ("500 million yuan", "500000000 CNY"),
    ("500 million renminbi", "500000000 CNY"),
    ("2 billion Russian rubles", "2000000000 RUB"),
    ("2 bln roubles", "2000000000 RUB"),
    ("₹300 crore", "3000000000 INR"),
    ("Rs 300 crore", "3000000000 INR"),
    ("Rs. 5 lakh", "500000 INR"),
    ("300 crore rupees", "3000000000 INR"),
    ("AED 3 billion", "3000000000 AED"),
    ("3 billion dirhams", "3000000000 AED"),
    ("Dh3 billion", "3000000000 AED"),
    ("A$3 billion", "3000000000 AUD"),
    ("C$3 billion", "3000000000 CAD"),
    ("HK$3 billion", "3000000000 HKD"),
    ("3 billion Canadian dollars", "3000000000 CAD"),
    ("5 billion Swiss francs", "5000000000 CHF"),
    ("5 billion marks", "5000000000 DEM"),
    ("30 million pounds sterling", "30000000 GBP"),
    ("30 mln stg", "30000000 GBP"),
    ("2 billion won", "2000000000 KRW"),
    ("2 trillion South Korean won", "2000000000000 KRW"),
    ("3 billion Turkish liras", "3000000000 TRY"),
    ("10 million manats", "10000000 AZN"),
    ("EUR 20m", "20000000 EUR"),
    ("20 million EUR", "20000000 EUR"),
    ("20m EUR", "20000000 EUR"),
    ("100 Euros", "100 EUR"),
    ("5.8 billion Omani rials", "5800000000 OMR"),
    ("7 bln riyals", "7000000000 SAR"),
    ("nine dollars", "9 USD"),
    ("$5 million (€4.5 million)", "5000000 USD; 4500000 EUR"),
    ('"$5 million"', "5000000 USD"),
    ("over $5 million.", "5000000 USD"),
    ("$5 million,", "5000000 USD"),
    ("$3.571 billion for 2019, 2.1 billion for 2020", "3571000000 USD; 2100000000 USD"),
    (
        "1.17 billion dlrs in 1985, 1.01 billion in 1984",
        "1170000000 USD; 1010000000 USD",
    ),
    ("۳۹۰ million dollars", "390000000 USD"),
    ("$۳۹۰ million", "390000000 USD"),
    ("٣٩٠ million dollars", "390000000 USD"),
    ("$3 million", "3000000 USD"),
    ("12.5 million-dollar", "12500000 USD"),
    ("a 12-million-dollar contract", "12000000 USD"),
    ("one hundred thousand dollars", "100000 USD"),
    ("100,000 dollars", "100000 USD"),
    ("$5 per barrel", "5 USD"),
]
QUANTITIES = [
    ("1450 tons", "1450 tonne"),
    ("1,450 tons", "1450 tonne"),
    ("1.2 million tons", "1200000 tonne"),
    ("1.2 mln tonnes", "1200000 tonne"),
    ("1.2m tonnes", "1200000 tonne"),
    ("6.2 million metric tons", "6200000 tonne"),
    ("360,000 metric tonnes", "360000 tonne"),
    ("five million tons", "5000000 tonne"),
    ("half a million tons", "500000 tonne"),
    ("a thousand tons", "1000 tonne"),
    ("two hundred thousand tons", "200000 tonne"),
    ("5-6 million tons", "5000000..6000000 tonne"),
    ("500,000-ton cargo", "500000 tonne"),
    ("25-thousand-ton", "25000 tonne"),
    ("25 thousand tons", "25000 tonne"),
    ("700,000 barrels per day", "700000 barrel/day"),
    ("700,000 barrels a day", "700000 barrel/day"),
    ("700,000 bpd", "700000 barrel/day"),
    ("1.5 million bpd", "1500000 barrel/day"),
    ("1.5 million barrels of oil per day", "1500000 barrel/day"),
    ("1.5 mbpd", "1500000 barrel/day"),
    ("1.5 mb/d", "1500000 barrel/day"),
    ("1.5 mln b/d", "1500000 barrel/day"),
    ("two million barrels", "2000000 barrel"),
    ("2 million barrels of crude", "2000000 barrel"),
    ("30 bcm", "30000000000 cubic metre"),
    ("30 bcm of gas", "30000000000 cubic metre"),
    ("30 mcm", "30000000 cubic metre"),
    ("40 million cubic meters per day", "40000000 cubic metre/day"),
    ("40 million cubic meters of gas per day", "40000000 cubic metre/day"),
    ("3.2 billion cubic metres", "3200000000 cubic metre"),
    ("30 mcm per day", "30000000 cubic metre/day"),
    ("10 million liters", "10000000 litre"),
    ("10 million litres a day", "10000000 litre/day"),
    ("500 kg", "500 kg"),
    ("1,500 kilograms", "1500 kg"),
    ("70,075 passenger cars", "70075 unit"),
    ("70,075 vehicles", "70075 unit"),
    ("100,000 head of livestock", "100000 head"),
    ("200 MW", "200 MW"),
    ("200 megawatts of electricity", "200 MW"),
    ("1.5 GW", "1500 MW"),
    ("2,000 gigawatt-hours", "2000000000 kWh"),
    ("1 billion kilowatt hours", "1000000000 kWh"),
    ("500 kt", "500000 tonne"),
    ("1.5 million carats", "1500000 carat"),
    ("60,000 TEUs", "60000 TEU"),
    ("1.8 mln 60-kg bags", "1800000 bag"),
    ("1,450 short tons", "1315.417873 tonne"),
    ("three tons", "3 tonne"),
]
CHANGES = [
    ("42.7%", "42.7"),
    ("42.7 %", "42.7"),
    ("42.7 percent", "42.7"),
    ("42.7 per cent", "42.7"),
    ("42.7pct", "42.7"),
    ("2.3 pct", "2.3"),
    ("five pct", "5"),
    ("five percent", "5"),
    ("twenty percent", "20"),
    ("20-25 percent", "20..25"),
    ("a 20-percent rise", "20"),
    ("3 percentage points", "3"),
    ("half a percent", "0.5"),
    ("1,200%", "1200"),
    ("100 percent", "100"),
    ("0.5 percent", "0.5"),
    ("doubled", "100"),
    ("two-fold", "100"),
    ("twofold", "100"),
    ("two fold", "100"),
    ("tripled", "200"),
    ("threefold", "200"),
    ("tenfold", "900"),
    ("2.7 times", "170"),
    ("three times", "200"),
    ("three times as much", "200"),
    ("halved", "-50"),
    ("quadrupled", "300"),
]
NO_FIGURES = [
    "hundreds of millions of dollars",
    "millions of dollars",
    "billions of euros",
    "millions of tons",
    "several percent",
    "5,000",
    "in 2019",
    "10 am",
    "12 countries",
    "page 5 million",
]


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    rules = shipped_rules()
    assert rules.engine is not None
    return rules.engine.program.scanner


def figures_in(scanner: Scanner, text: str) -> list[RawFigure]:
    return carried(scanner.scan(fold(f"Iran sold goods, {text} more")))


def shown(figure: RawFigure) -> str:
    amount = figure.amount
    upper = "" if amount.high is None else f"..{plain(amount.high)}"
    unit = f" {amount.unit}" if amount.unit else ""
    return f"{plain(amount.low)}{upper}{unit}"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (kind, text, expected)
        for kind, table in (
            ("money", MONEY),
            ("quantity", QUANTITIES),
            ("change", CHANGES),
        )
        for text, expected in table
    ],
)
def test_a_spelling_means_what_a_reader_takes_it_for(
    scanner: Scanner, kind: str, text: str, expected: str
) -> None:
    figures = figures_in(scanner, text)

    assert "; ".join(map(shown, figures)) == expected
    assert {figure.kind for figure in figures} == {kind}


@pytest.mark.parametrize("text", NO_FIGURES)
def test_what_states_no_amount_is_no_figure(scanner: Scanner, text: str) -> None:
    assert figures_in(scanner, text) == []


def test_a_number_is_multiplied_by_its_scale() -> None:
    parts = {"number": "1.45", "scale": "billion", "currency": "US$"}

    assert amount_of("money", parts, LEXICON) == Amount(Decimal("1.45e9"), None, "USD")


def test_both_ends_of_a_range_share_the_scale_behind_them() -> None:
    parts = {"number": "5", "number_to": "6", "scale": "million", "currency": "US$"}

    amount = amount_of("money", parts, LEXICON)

    assert amount == Amount(Decimal("5e6"), Decimal("6e6"), "USD")


def test_each_end_of_a_range_may_have_its_own_scale() -> None:
    parts = {
        "number": "900",
        "scale": "million",
        "number_to": "1.2",
        "scale_to": "billion",
        "currency": "US$",
    }

    amount = amount_of("money", parts, LEXICON)

    assert amount == Amount(Decimal("900e6"), Decimal("1.2e9"), "USD")


def test_a_unit_may_carry_a_factor() -> None:
    amount = amount_of("quantity", {"number": "30", "unit": "bcm"}, LEXICON)

    assert amount == Amount(Decimal("30e9"), None, "cubic metre")


def test_a_form_is_known_whatever_its_case_and_blanks() -> None:
    assert LEXICON.value("currency", " US  Dollars ") == "USD"


def test_a_form_of_exact_case_is_known_in_its_case_only() -> None:
    assert LEXICON.value("currency", "us$") is None


@pytest.mark.parametrize(
    ("words", "number"),
    [("twenty-six", 26), ("two hundred and six", 206), ("hundred", 100)],
)
def test_number_words_add_up(words: str, number: int) -> None:
    amount = amount_of("quantity", {"number": words, "unit": "tons"}, LEXICON)

    assert amount is not None
    assert amount.low == number


def test_so_many_times_is_a_change_less_the_whole() -> None:
    amount = amount_of("change", {"times": "2.7"}, LEXICON)

    assert amount == Amount(Decimal(170), None, None)


def test_a_multiple_tells_its_own_direction() -> None:
    amount = amount_of("change", {"multiple": "halved"}, LEXICON)

    assert amount == Amount(Decimal(-50), None, None, signed=True)


def test_a_fraction_leaves_the_direction_to_other_words() -> None:
    amount = amount_of("change", {"fraction": "a third"}, LEXICON)

    assert amount == Amount(Decimal("33.3"), None, None, signed=False)


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("money", {}),
        ("money", {"number": "many"}),
        ("money", {"number": "1.2.3"}),
        ("quantity", {"number": "9" * (LONGEST + 1), "unit": "tons"}),
        ("change", {"multiple": "unheard of"}),
        ("change", {}),
    ],
)
def test_parts_that_make_no_number_make_no_amount(
    kind: str, parts: dict[str, str | None]
) -> None:
    assert amount_of(kind, parts, LEXICON) is None


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_no_digit_of_an_amount_is_lost(whole: int, cents: int) -> None:
    parts = {"number": f"{whole:,}.{cents:02}", "currency": "US$"}

    amount = amount_of("money", parts, LEXICON)

    assert amount is not None
    assert amount.low == Decimal(whole) + Decimal(cents) / 100


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_number_in_plain_digits_is_the_same_number(number: Decimal) -> None:
    text = plain(number)

    assert Decimal(text) == number
    assert "E" not in text
