from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.articles import Found, article_from_text, read
from parsers.model import Article

BODY = "\nIran exported 5 million tons of steel to Iraq last year.\n"


@pytest.mark.parametrize(
    ("file", "title"),
    [
        (
            "news_406386_Iran-s-4-month-exports-to-Indonesia-up-25-yr-yr.txt",
            "Iran's 4 month exports to Indonesia up 25 yr yr",
        ),
        ("news_1_S-Korea-s-Iran-crude-imports.txt", "S Korea's Iran crude imports"),
        ("news_2_Why-Iran-won-t-stop-trading.txt", "Why Iran won't stop trading"),
        ("2019-04-30-trade_with_Iraq grows.md", "trade with Iraq grows"),
        ("folder/Exports to Iraq.txt", "Exports to Iraq"),
        ("000_62733c11a71e9bf9.txt", None),
        ("reuters-05684.txt", None),
        ("notes.txt", None),
        ("x", None),
        ("", None),
    ],
)
def test_a_telling_file_name_gives_the_title(file: str, title: str | None) -> None:
    article = article_from_text(file, "It rose.")

    assert (article.title, article.title_span) == (title, None)


@pytest.mark.parametrize(
    "line",
    [
        "Russia: Western sanctions won\u2019t obstruct cooperation",
        "GRAIN SHIPMENTS TO THE USSR -- USDA",
        "TAIWAN PLANS TO CLOSE TRADE GAP WITH U.S.",
        "Will Iran export more?",
        "U.S.-Iran trade doubles",
    ],
)
def test_a_first_line_without_a_stop_is_the_title(line: str) -> None:
    article = article_from_text("a.txt", f"\n {line} {BODY}")

    assert article.title == line
    assert article.title_span is not None
    assert article.title_span.of(article.text) == line


@pytest.mark.parametrize(
    "line",
    [
        "Iran exported 5 tons.",
        "He said, “It rose.”",
        "TEHRAN \u2013 Iran exported",
        "SAO PAULO, April 3 - Exports of coffee",
        "SEOUL (Reuters) - Imports of oil",
        "SP/PA",
        "-01",
        "Trade rose. Imports",
        "Iran exported to Iraq, " * 9,
    ],
)
def test_a_first_line_that_is_text_is_no_title(line: str) -> None:
    assert article_from_text("a.txt", f"{line}{BODY}").title is None


def test_a_line_with_nothing_below_it_is_no_title() -> None:
    assert article_from_text("a.txt", "Trade with Iraq rises\n \n").title is None


def test_a_file_name_that_disagrees_shows_that_the_first_line_is_a_subtitle() -> None:
    text = f"Tehran urges international bodies to act{BODY}"

    article = article_from_text("news_1_Iran-blasts-Israeli-massacre.txt", text)

    assert article.title == "Iran blasts Israeli massacre"
    assert article.title_span is None


def test_the_fuller_line_is_the_title_when_the_file_name_agrees() -> None:
    text = f"Iran blasts “massacre” in Gaza Strip{BODY}"

    article = article_from_text("news_1_Iran-blasts-massacre-in.txt", text)

    assert article.title == "Iran blasts “massacre” in Gaza Strip"


@pytest.mark.parametrize(
    ("text", "day", "quoted"),
    [
        (" date 2019-04-30 By A. Kerimkhanov\n\nIran.", "2019-04-30", "2019-04-30"),
        (
            "PERU COFFEE\n24-APR-1987 09:11:48.08\n\nIt",
            "1987-04-24",
            "24-APR-1987",
        ),
        ("By Ali Rezai  Mon, 3 June 2019\nIran", "2019-06-03", "3 June 2019"),
        ("Monday, June 3, 2019\nIran", "2019-06-03", "June 3, 2019"),
        ("TEHRAN, Sept. 3, 2019 \u2013 Iran", "2019-09-03", "Sept. 3, 2019"),
        ("SAO PAULO, April 3 - Brazil", None, None),
        ("On 16 July 2018 Iran sued.", None, None),
        ("15 September 2013 was a holiday.", None, None),
        ("TEHRAN - Iran exported in May 2019.", None, None),
        (" date 2019-02-30 By A.", None, None),
        ("99-APR-1987 09:11:48.08\n", None, None),
        ("24-XYZ-1987 09:11:48.08\n", None, None),
        ("A.\n" * 5 + " date 2019-04-30\n", None, None),
    ],
)
def test_a_stamp_or_dateline_with_a_year_gives_the_day(
    text: str, day: str | None, quoted: str | None
) -> None:
    article = article_from_text("a.txt", text)

    assert article.date == day
    span = article.head.date_span
    assert (span.of(article.text) if span else None) == quoted


def test_a_file_name_may_give_the_day() -> None:
    article = article_from_text("2019-04-30-exports.txt", "Iran.")

    assert (article.date, article.head.date_span) == ("2019-04-30", None)


@given(st.text(alphabet="aA -.,\n(5'", max_size=80), st.text(max_size=30))
def test_the_spans_of_title_and_date_quote_the_text(text: str, name: str) -> None:
    article = article_from_text(name, text)

    if article.title_span:
        assert article.title_span.of(article.text) == article.title


def test_every_annotated_newswire_article_has_a_title_and_a_day(shared: Path) -> None:
    paths = sorted(shared.joinpath("gold/articles").glob("reuters-*.txt"))
    for path in paths:
        article = read(Found(path.name, bytes(path)))

        assert isinstance(article, Article)
        assert article.title == article.text.split("\n")[0]
        assert article.date is not None and article.date.startswith("1987-")
    assert len(paths) > 30
