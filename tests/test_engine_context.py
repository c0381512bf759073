"""What references stand for, and which country an article is about."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from packs import FIGURE_RULE, FRAGMENTS, HEAD, WORDS, engine_of
from shipped import shipped_engine

from parsers.articles import article_from_text
from parsers.model import Entry, Head, Origin

REFERENCES = """
references:
  pair: {to: pair, pattern: 'the two countries|bilateral'}
  that-land: {to: partner, pattern: 'that country|the neighbor'}
  this-land: {to: subject, pattern: 'this country|it'}
"""
SLOTS = """
slots:
  flow: {pick: nearest, look: [{pattern: '{flow:flow}', in: [sentence]}]}
  parties:
    look:
      - {pattern: '{reporter:country}(?:''s)? {flow}', in: [cue]}
      - {pattern: '(?:to|from|with) {partner:country}', in: [sentence]}
      - {pattern: '{pair:@pair}', in: [sentence]}
      - {pattern: '{partner:@that-land}', in: [sentence]}
      - {pattern: '{reporter:@this-land}', in: [sentence]}
  reporter: {default: home}
"""
PACK = HEAD + WORDS + FRAGMENTS + REFERENCES + SLOTS + FIGURE_RULE


def entries(
    folder: Path, text: str, title: str | None = None, pack: str = PACK
) -> list[Entry]:
    article = article_from_text("a.txt", text)
    article = replace(article, find_head=partial(Head, title))
    return list(engine_of(folder, pack).read(article).entries)


def parties(entry: Entry) -> tuple[str | None, str | None]:
    return entry.reporter, entry.partner


def origin(entry: Entry, field: str) -> Origin:
    return dict(entry.origins)[field]


def test_the_two_countries_are_those_of_the_last_entry(tmp_path: Path) -> None:
    text = "Iraq's trade with China was $5. The two countries had trade of $6."

    found = entries(tmp_path, text)

    assert parties(found[1]) == ("IRQ", "CHN")


def test_the_two_countries_are_those_named_in_the_sentence(tmp_path: Path) -> None:
    text = "Iran and China met, and the two countries had trade of $6."

    (entry,) = entries(tmp_path, text)

    assert parties(entry) == ("IRN", "CHN")
    assert origin(entry, "partner").how == "reference"
    span = origin(entry, "partner").span
    assert span is not None
    assert span.of(text) == "China"


def test_the_two_countries_are_those_named_shortly_before(tmp_path: Path) -> None:
    text = "Ties of Iran and China grew. It rained. Bilateral trade was $6."

    (entry,) = entries(tmp_path, text)

    assert parties(entry) == ("IRN", "CHN")


def test_what_was_said_long_ago_is_forgotten(tmp_path: Path) -> None:
    text = (
        f"Ties of Iraq and China grew. {'One day passed. ' * 6}Bilateral trade was $6."
    )

    (entry,) = entries(tmp_path, text)

    assert entry.partner is None


def test_with_one_country_named_the_home_is_the_other(tmp_path: Path) -> None:
    past = "Iran is large. " + "One day passed. " * 6

    text = f"{past}A minister of China came. Bilateral trade was $6."
    (entry,) = entries(tmp_path, text)

    assert parties(entry) == ("IRN", "CHN")
    assert origin(entry, "reporter") == Origin("home")


def test_that_country_is_the_last_named_that_is_not_the_reporter(
    tmp_path: Path,
) -> None:
    text = "Iran's exports to Iraq grew. Iran's exports to that country were $6."

    (entry,) = entries(tmp_path, text)

    assert parties(entry) == ("IRN", "IRQ")


def test_a_reference_can_be_answered_by_the_headline(tmp_path: Path) -> None:
    text = "Iran's exports to that country were $6."

    (entry,) = entries(tmp_path, text, title="Business with China blooms")

    assert entry.partner == "CHN"
    assert origin(entry, "partner") == Origin("headline")


def test_this_country_is_the_last_one_named(tmp_path: Path) -> None:
    text = "China is large and this country had imports of $6."

    (entry,) = entries(tmp_path, text)

    assert entry.reporter == "CHN"


def test_it_is_the_reporter_of_the_entry_before(tmp_path: Path) -> None:
    text = "China's exports were $5. It had imports of $6."

    found = entries(tmp_path, text)

    assert [entry.reporter for entry in found] == ["CHN", "CHN"]
    assert origin(found[1], "reporter").how == "reference"


def test_what_a_reference_cannot_answer_stays_empty(tmp_path: Path) -> None:
    (entry,) = entries(tmp_path, "Exports to that country were $6.")

    assert entry.partner is None


def test_an_article_is_about_the_home_where_that_is_named(tmp_path: Path) -> None:
    text = "China, China and China; Iran too. Exports were $6."

    assert entries(tmp_path, text)[0].reporter == "IRN"


def test_an_article_is_about_the_country_that_is_named_most(tmp_path: Path) -> None:
    text = "China and Iraq and again China met. Exports were $6."

    assert entries(tmp_path, text)[0].reporter == "CHN"


def test_the_headline_counts_for_more(tmp_path: Path) -> None:
    text = "China and Iraq and again China met. Exports were $6."

    (entry,) = entries(tmp_path, text, title="News of Iraq")

    assert entry.reporter == "IRQ"


def test_an_article_that_names_nobody_is_about_the_home(tmp_path: Path) -> None:
    (entry,) = entries(tmp_path, "Exports were $6.")

    assert (entry.reporter, origin(entry, "reporter").how) == ("IRN", "home")


def test_a_pack_without_a_home_has_none(tmp_path: Path) -> None:
    pack = PACK.replace(", home: IRN", "")

    (entry,) = entries(tmp_path, "Exports were $6.", pack=pack)

    assert entry.reporter is None


def test_the_home_is_not_its_own_partner(tmp_path: Path) -> None:
    (entry,) = entries(tmp_path, "Exports to Iran were $6, says China.")

    assert parties(entry) == ("CHN", "IRN")


@pytest.mark.parametrize("text", ["It was $6 of trade.", "Bilateral trade was $6."])
def test_a_reference_in_the_first_sentence_does_no_harm(
    tmp_path: Path, text: str
) -> None:
    assert len(entries(tmp_path, text)) == 1


def test_it_is_the_reporter_told_before_in_the_sentence(tmp_path: Path) -> None:
    text = "China's trade with Iraq was $5 and it had exports of $6."

    found = entries(tmp_path, text)

    assert [entry.reporter for entry in found] == ["CHN", "CHN"]


def test_it_is_not_the_customer_of_the_country_the_article_is_about(
    tmp_path: Path,
) -> None:
    text = "Iran met them. Iraq's imports from Iran were $5. It had exports of $6."

    found = entries(tmp_path, text)

    assert parties(found[0]) == ("IRQ", "IRN")
    assert found[1].reporter == "IRN"


def test_it_is_the_customer_where_the_same_flow_is_told(tmp_path: Path) -> None:
    text = "Iran met them. Iraq's imports from Iran were $5. It had imports of $6."

    assert entries(tmp_path, text)[1].reporter == "IRQ"


def test_what_follows_after_is_no_subject(tmp_path: Path) -> None:
    text = "China, the largest after Iraq, said it had exports of $6."

    (entry,) = entries(tmp_path, text)

    assert entry.reporter == "CHN"


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        (
            "Iran's exports were $9 in January-May 2017. They were $8 of exports in "
            "January-May last year. Iran's imports in the mentioned period were $7.",
            ["2017-01/2017-05", "2016-01/2016-05", "2017-01/2017-05"],
        ),
        (
            "Iran's trade is told for May 2017.\n\nExports in the said month were $9.",
            ["2017-05"],
        ),
        (
            "Iran's exports were $9 in the past Iranian calendar year (ended on March "
            "20, 2017). In its preceding year, Iran's exports were $8.",
            ["2016-03-20/2017-03-20", "2015-03-21/2016-03-19"],
        ),
    ],
)
def test_a_period_that_points_back_is_told_by_the_one_reported_on(
    text: str, periods: list[str]
) -> None:
    found = shipped_engine().read(article_from_text("a.txt", text)).entries

    assert [entry.period and entry.period.edtf for entry in found] == periods


def test_what_a_figure_is_compared_with_lies_a_year_before(tmp_path: Path) -> None:
    text = "In the first half of 2017, Iran's exports rose to $9 from $8."

    found = shipped_engine().read(article_from_text("a.txt", text)).entries

    periods = {entry.value.text: entry.period for entry in found if entry.value}
    assert {text: p and p.edtf for text, p in periods.items()} == {
        "$9": "2017-01/2017-06",
        "$8": "2016-01/2016-06",
    }


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("Norway's trade deficit was 430 million crowns in June.", "NOK"),
        ("Trade of Denmark with Norway: Danish exports were 5 million crowns.", "DKK"),
        ("Sweden's exports to Denmark, Swedish papers say, were 5 crowns.", "SEK"),
        ("Kuwait's exports were 5 million dinars; Kuwaiti imports fell.", "KWD"),
        ("Canada's exports reached 5 million dollars, Canadian papers say.", "USD"),
        ("Oman's exports, Omani papers say, reached 5 million rials.", "IRR"),
    ],
)
def test_a_currency_that_countries_share_is_that_of_the_country_named_most(
    text: str, currency: str
) -> None:
    entry = shipped_engine().read(article_from_text("a.txt", text)).entries[0]

    assert entry.value is not None
    assert entry.value.currency == currency
