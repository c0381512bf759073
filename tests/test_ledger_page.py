"""A report as picture and as page: well-formed, cited, and without any power."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from journal_samples import EVIL, SEEDS
from ledger_samples import figure, numbered, reading

from parsers.ledger.chart import COLUMNS, LABEL, MARGIN, MOST, YEAR, chart
from parsers.ledger.page import page
from parsers.ledger.pivot import Scope
from parsers.ledger.report import Report, report
from parsers.ledger.roles import roles
from parsers.ledger.statements import Statement, statements
from parsers.model import Span

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "figure"),
    *("table", "thead", "tbody", "tr", "th", "td", "details", "summary", "ol", "li"),
    *("br", "q", "small", "mark", "svg", "text", "rect", "line"),
}
ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "scope", "class", "dir"),
    *("xmlns", "viewbox", "width", "height", "role", "aria-label", "font-family"),
    *("font-size", "fill", "x", "y", "x1", "x2", "y1", "y2", "stroke"),
    *("stroke-opacity", "text-anchor", "font-weight"),
}


class Outline(HTMLParser):
    """What a browser finds in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def made(figures: Sequence[Statement], scope: Scope = Scope()) -> Report:  # noqa: B008
    return report(roles(figures), ("reporter", "partner", "year"), scope)


SAMPLE = made(list(statements(reading(*SEEDS))))


def hostile() -> list[Statement]:
    """Figures that count, with hostile text wherever an article has a say."""
    return numbered(
        *(
            figure(
                "$5 m",
                str(1800 + number),
                **dict.fromkeys(("commodity", "attribution", "quote", "title"), text),
                article=text,
            )
            for number, text in enumerate(
                (*EVIL, "<script>alert(1)</script>", "</svg>")
            )
        )
    )


def test_a_chart_has_a_bar_for_each_year_of_a_series() -> None:
    root = ElementTree.fromstring(chart(SAMPLE.timeline))

    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert "export IRN → RUS 2020: 800,000,000 USD, 1 figure" in titles
    assert len(titles) == sum(len(series.years) for series in SAMPLE.timeline)


def test_the_highest_bar_is_the_greatest_amount_and_others_are_in_proportion() -> None:
    figures = numbered(figure("$10 m", "2019"), figure("$5 m", "2020"))

    root = ElementTree.fromstring(chart(made(figures).timeline))

    heights = [int(bar.attrib["height"]) for bar in root.iter(f"{SVG}rect")]
    assert heights[0] == 2 * heights[1]


def test_long_gaps_and_early_years_take_little_room() -> None:
    years = (1700, 1900, *range(2000, 2030))
    figures = numbered(*(figure("$5 m", str(year)) for year in years))

    root = ElementTree.fromstring(chart(made(figures).timeline))

    assert int(root.attrib["width"]) == 2 * MARGIN + LABEL + COLUMNS * YEAR
    assert "not drawn: years before 2010" in {t.text for t in root.iter(f"{SVG}text")}


def test_of_many_series_the_number_that_is_not_drawn_is_told() -> None:
    figures = [figure("$5 m", commodity=f"good {number}") for number in range(MOST + 3)]

    picture = chart(made(numbered(*figures)).timeline)

    assert ">not drawn: 3 groups<" in picture


def test_without_figures_there_is_a_chart_that_says_so() -> None:
    root = ElementTree.fromstring(chart(made([]).timeline))

    assert [text.text for text in root.iter(f"{SVG}text")] == ["no figure counts"]


def test_hostile_text_makes_a_well_formed_picture() -> None:
    root = ElementTree.fromstring(chart(made(hostile()).timeline))

    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= ALLOWED


@pytest.mark.parametrize("figures", [hostile(), []], ids=["hostile", "none"])
def test_a_page_holds_nothing_that_could_run_or_fetch(
    figures: list[Statement],
) -> None:
    text = "".join(page(made(figures)))

    outline = Outline(text)
    assert set(outline.tags) <= ALLOWED
    assert outline.attributes <= ATTRIBUTES
    assert outline.open == []
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text
    )


def test_a_browser_may_apply_the_style_of_the_page_and_nothing_else() -> None:
    text = "".join(page(SAMPLE))
    (style,) = re.findall("<style>(.*?)</style>", text, re.DOTALL)
    (policy,) = re.findall('Content-Security-Policy" content="(.*?)"', text)

    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'none'"
    )


def test_behind_each_amount_are_its_figures_with_their_sentences() -> None:
    text = "".join(page(SAMPLE, {SEEDS[0].id: "accepted"}))

    amounts = Outline(text).tags.count("details")
    assert amounts == len(SAMPLE.sums) + 2 * len(SAMPLE.balances)
    assert "<summary>390,000,000</summary>" in text
    assert SEEDS[0].quote.split("$")[0].strip() in text
    assert f"000.txt:1 · Kazem Jalali · accepted · {SEEDS[0].id}" in text


def test_the_figure_is_marked_in_its_sentence() -> None:
    told = figure("$5 m", quote="It sold  <b>$5 m</b> worth")
    at = replace(told.measure, span=Span(112, 116))
    entry = replace(told.entry, span=Span(100, 126), value=at)  # type: ignore[arg-type]

    text = "".join(page(made([Statement(entry, at)])))

    assert "It sold &lt;b&gt;<mark>$5 m</mark>&lt;/b&gt; worth</q>" in text


def test_the_scope_is_told() -> None:
    text = "".join(page(made([], Scope(reporter="IRN", unit="<USD>"))))

    assert "<p>Only reporter IRN, unit &lt;USD&gt;.</p>" in text
