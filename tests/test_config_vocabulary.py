"""The vocabularies of places, money, units and numbers that ship with the program."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

import pytest

from parsers.resources import data_folder
from parsers.rules import strict_yaml
from parsers.rules.strict_yaml import Mapping, Scalar, Sequence

FILES = ("places", "currencies", "units", "numbers")
KEYS = {"doc", "case", "article", "guard", "entries"}
CHOICES = {
    "case": {"exact", "fold"},
    "article": {"none", "optional"},
    "guard": {"word", "left", "right", "none"},
}
TOGETHER = (
    ("country", "group", "group_word", "region", "name"),
    ("currency_symbol", "currency_code"),
    ("currency", "unit", "scaled_unit", "scale"),
    ("scale", "number"),
    ("multiple", "fraction"),
)
"""Vocabularies that compete for the same characters."""
SHORT_FORMS_ALLOWED = ("scale", "currency_symbol")
GROUP_CODES = {
    *("EU", "EAEU", "ECO", "GCC", "ASEAN", "OPEC", "CIS", "D8", "SCO", "G7"),
    *("OECD", "LATAM", "AFRICA", "ASIA", "EUROPE", "WLD"),
}
UNITS = {
    *("tonne", "tonne/day", "kg", "gram", "barrel", "barrel/day", "gallon"),
    *("litre", "litre/day", "cubic metre", "cubic metre/day", "cubic foot"),
    *("cubic foot/day", "square metre", "hectare", "kWh", "MW", "head", "bushel"),
    *("bale", "bag", "quintal", "carat", "ounce", "unit", "TEU"),
}
ABBREVIATIONS = {"UAE", "USA", "UK", "US", "DPRK", "ROK", "KSA", "GDR", "IRI", "USSR"}
"""Names of states in capitals that people write; all others could be codes."""


class Vocabulary(NamedTuple):
    """One vocabulary as the file has it."""

    options: dict[str, str]
    entries: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def forms(self) -> list[tuple[str, str]]:
        """(form, value) in the order of the file, folded where case does not count."""
        fold = self.options.get("case") == "fold"
        return [
            (form.lower() if fold else form, value)
            for value, forms in self.entries
            for form in forms
        ]


@cache
def vocabularies() -> dict[str, Vocabulary]:
    found: dict[str, Vocabulary] = {}
    for name in FILES:
        root = _mapping(_load(name))
        assert set(root) == {"newsledger", "vocabularies"}
        for key, node in _mapping(root["vocabularies"]).items():
            assert key not in found, f"{key} stands in two files"
            found[key] = _vocabulary(node)
    return found


def _load(name: str) -> strict_yaml.Node:
    path = data_folder("config") / "vocabulary" / f"{name}.yaml"
    return strict_yaml.load(path.read_bytes())


def _mapping(node: strict_yaml.Node) -> dict[str, strict_yaml.Node]:
    assert isinstance(node, Mapping)
    return {key.value: value for key, value in node.items}


def _vocabulary(node: strict_yaml.Node) -> Vocabulary:
    fields = _mapping(node)
    options = {k: v.value for k, v in fields.items() if isinstance(v, Scalar)}
    entries = []
    for value, forms in _mapping(fields["entries"]).items():
        assert isinstance(forms, Sequence)
        assert all(isinstance(form, Scalar) for form in forms.items)
        entries.append((value, tuple(str(form) for form in forms.items)))
    return Vocabulary(options, tuple(entries))


def value_of(vocabulary: str, form: str) -> str | None:
    return dict(vocabularies()[vocabulary].forms).get(form)


def values(vocabulary: str) -> list[str]:
    return [value for value, _ in vocabularies()[vocabulary].entries]


NAMES = sorted(vocabularies())


@pytest.mark.parametrize("name", FILES)
def test_a_file_names_its_format_and_its_schema(name: str) -> None:
    path = data_folder("config") / "vocabulary" / f"{name}.yaml"

    first = path.read_text(encoding="utf-8").split("\n")[0]

    assert first == "# yaml-language-server: $schema=../rules.schema.json"
    assert str(_mapping(_load(name))["newsledger"]) == "rules/1"


@pytest.mark.parametrize("name", NAMES)
def test_a_vocabulary_says_what_it_is_and_only_what_is_known(name: str) -> None:
    options = vocabularies()[name].options

    assert options["doc"].strip()
    assert set(options) <= KEYS
    for option, choices in CHOICES.items():
        assert options.get(option, min(choices)) in choices


@pytest.mark.parametrize("name", NAMES)
def test_forms_are_written_as_folded_text_shows_them(name: str) -> None:
    for form, value in vocabularies()[name].forms:
        assert form == " ".join(form.split()), (form, value)
        assert not re.search("[\u2010-\u201f\u2032\u00a0\u00ad`\u00b4]", form), form


@pytest.mark.parametrize("name", NAMES)
def test_folded_vocabularies_hold_no_capitals(name: str) -> None:
    vocabulary = vocabularies()[name]
    written = [form for _, forms in vocabulary.entries for form in forms]

    if vocabulary.options.get("case") == "fold":
        assert [form for form in written if form != form.lower()] == []


@pytest.mark.parametrize("name", sorted(set(NAMES) - set(SHORT_FORMS_ALLOWED)))
def test_forms_are_longer_than_one_letter(name: str) -> None:
    assert [form for form, _ in vocabularies()[name].forms if len(form) < 2] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_value_has_at_least_one_form(name: str) -> None:
    assert all(forms for _, forms in vocabularies()[name].entries)


@pytest.mark.parametrize("together", TOGETHER, ids=" ".join)
def test_no_form_has_two_values(together: tuple[str, ...]) -> None:
    first: dict[str, str] = {}
    clashes = []

    for name in together:
        seen = set()
        for form, value in vocabularies()[name].forms:
            if form in seen or first.setdefault(form, value) != value:
                clashes.append((name, form, value, first[form]))
            seen.add(form)

    assert clashes == []


def test_no_word_in_any_case_is_also_the_name_of_a_place() -> None:
    words = {form for form, _ in vocabularies()["group_word"].forms}
    named = {
        form.lower()
        for name in ("country", "group", "region", "name")
        for form, _ in vocabularies()[name].forms
    }

    assert words & named == set()


def test_every_state_and_territory_has_its_code() -> None:
    codes = values("country")

    assert codes == sorted(codes)
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes)
    assert len(codes) == 249 + 5, "ISO 3166-1 has 249, and five are our own"


def test_no_code_of_a_state_is_one_of_its_forms() -> None:
    short = [
        form
        for form, _ in vocabularies()["country"].forms
        if re.fullmatch("[A-Z]{2,4}", form) and form not in ABBREVIATIONS
    ]

    assert short == []


def test_groups_have_a_known_code_or_say_that_they_have_none() -> None:
    codes = {*values("group"), *values("group_word")}

    unknown = {c for c in codes - GROUP_CODES if not re.fullmatch("XX:[a-z0-9 -]+", c)}

    assert unknown == set()
    assert GROUP_CODES - codes == set()


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("Islamic Republic", "IRN"),
        ("U.S.", "USA"),
        ("UAE", "ARE"),
        ("Emirati", "ARE"),
        ("S. Korea", "KOR"),
        ("West German", "DEU"),
        ("East German", "DDR"),
        ("Soviet", "SUN"),
        ("Dutch", "NLD"),
        ("Swiss", "CHE"),
        ("Indian", "IND"),
        ("Niger", "NER"),
        ("Nigerian", "NGA"),
        ("Dominican Republic", "DOM"),
        ("Dominica", "DMA"),
        ("Equatorial Guinea", "GNQ"),
        ("Papua New Guinea", "PNG"),
        ("Guinea", "GIN"),
        ("Türkiye", "TUR"),
        ("Turks and Caicos Islands", "TCA"),
        ("Norwegian", "NOR"),
        ("American", "USA"),
        ("French", "FRA"),
        ("Thai", "THA"),
        ("Zionist regime", "ISR"),
    ],
)
def test_names_that_other_lists_get_wrong_are_right(form: str, code: str) -> None:
    assert value_of("country", form) == code


@pytest.mark.parametrize(
    ("long", "short", "vocabulary"),
    [
        ("South Africa", "Africa", "country"),
        ("Central Asia", "Asia", "group"),
        ("Latin America", "America", "group"),
        ("Iraqi Kurdistan", "Iraqi", "group"),
        ("Persian Gulf states", "Persian Gulf", "group"),
        ("South China Sea", "China", "region"),
        ("East Azarbaijan", "Azarbaijan", "region"),
        ("Gulf of Oman", "Oman", "region"),
        ("New Mexico", "Mexico", "region"),
        ("Tehran Times", "Tehran", "name"),
        ("Central Bank of Iran", "Iran", "name"),
        ("Islamic Republic of Iran Customs Administration", "Iran", "name"),
    ],
)
def test_longer_names_keep_shorter_ones_from_being_read(
    long: str, short: str, vocabulary: str
) -> None:
    assert short in long
    assert value_of(vocabulary, long) is not None


def test_the_rest_of_the_world_is_a_partner_too() -> None:
    assert value_of("group_word", "the world") == "WLD"
    assert value_of("group_word", "neighboring countries") == "XX:neighboring countries"


def test_currencies_are_three_capitals() -> None:
    codes = {
        value
        for name in ("currency_symbol", "currency_code", "currency")
        for value in values(name)
    }

    assert {code for code in codes if not re.fullmatch("[A-Z]{3}", code)} == set()


def test_a_currency_code_stands_for_itself() -> None:
    assert all(form == value for form, value in vocabularies()["currency_code"].forms)


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("dollars", "USD"),
        ("rials", "IRR"),
        ("omani rials", "OMR"),
        ("riyals", "SAR"),
        ("tomans", "IRT"),
        ("lire", "ITL"),
        ("west german marks", "DEM"),
        ("crowns", "SEK"),
        ("rand", "ZAR"),
    ],
)
def test_words_of_money_mean_what_trade_news_means(form: str, code: str) -> None:
    assert value_of("currency", form) == code


def test_units_are_those_that_exports_know() -> None:
    assert set(values("unit")) == UNITS


def test_a_scaled_unit_is_a_factor_and_a_unit() -> None:
    for value in values("scaled_unit"):
        factor, _, unit = value.partition(" ")
        assert value[0].isdigit()
        assert Decimal(factor) > 0
        assert unit in UNITS


@pytest.mark.parametrize("name", ["scale", "number", "multiple", "fraction"])
def test_numbers_in_words_have_decimal_values(name: str) -> None:
    found = [Decimal(value) for value in values(name)]

    assert found == sorted(set(found)) or name == "fraction"
    assert all(number.is_finite() for number in found)


@pytest.mark.parametrize(
    ("name", "form", "value"),
    [
        ("scale", "quadrillion", "1e15"),
        ("number", "half a", "0.5"),
        ("multiple", "two-folded", "100"),
        ("multiple", "halved", "-50"),
        ("multiple", "tenfold", "900"),
        ("fraction", "a fifth", "20"),
        ("unit", "metric tonnes", "tonne"),
        ("unit", "bpd", "barrel/day"),
        ("unit", "passenger cars", "unit"),
        ("scaled_unit", "bcm", "1e9 cubic metre"),
    ],
)
def test_words_of_quantity_have_their_value(name: str, form: str, value: str) -> None:
    assert value_of(name, form) == value
