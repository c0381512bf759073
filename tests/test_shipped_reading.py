"""What the packaged rules make of a whole article, where no rule alone tells it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from shipped import shipped_engine

from parsers.articles import article_from_text
from parsers.model import Entry, Head


def entries(text: str, title: str | None = None) -> tuple[Entry, ...]:
    article = article_from_text("a.txt", text)
    return (
        shipped_engine().read(replace(article, find_head=partial(Head, title))).entries
    )


def test_a_sentence_that_is_printed_again_says_what_it_said() -> None:
    again = (
        "Value of the exports of carpets to the country reached $24 million in the"
        " first nine months of 2001."
    )

    first, second = entries(
        f"Iran's trade with Italy grew. {again} Talks with France ended. {again}"
    )

    assert (first.partner, first.period) == (second.partner, second.period)
    assert first.partner == "ITA"
    assert first.value and second.value and first.value.span != second.value.span


def test_dollars_are_those_that_the_article_has_named() -> None:
    first, second = entries(
        "Hong Kong's exports rose to 14.9 billion H.K. dlrs in April 1987. Its imports"
        " rose to 30.4 billion dlrs."
    )

    assert first.value and first.value.currency == "HKD"
    assert second.value and second.value.currency == "HKD"


def test_american_dollars_stay_american_beside_others() -> None:
    _, second = entries(
        "Hong Kong's exports rose to 14.9 billion H.K. dlrs in April 1987. Its imports"
        " rose to 3 billion U.S. dlrs."
    )

    assert second.value and second.value.currency == "USD"


def test_billions_take_the_currency_of_the_sentence_before() -> None:
    _, second = entries(
        "Taiwan's exports rose to 4.40 billion dlrs in March 1987. Imports were 2.73"
        " billion."
    )

    assert second.value and second.value.currency == "USD"
    assert second.flow == "import"


def test_a_headline_in_capitals_names_the_country_of_its_story() -> None:
    _, _, second = entries(
        "The trade deficit rose to 3.65 billion dlrs in 1986. Exports to Iran were 564"
        " mln dlrs. Total exports fell to 7.45 billion dlrs.",
        title="TURKEY TRADE DEFICIT WIDENS",
    )

    assert second.reporter == "TUR"


def test_what_happened_takes_no_time_from_a_plan() -> None:
    *_, last = entries(
        "Iran's exports to Iraq were $5 billion in 2018. Exports will hit $9 billion by"
        " 2025. Imports stood at $2 billion."
    )

    assert last.period and last.period.edtf == "2018"
