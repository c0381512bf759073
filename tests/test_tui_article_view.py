"""What the screen shows of an article is its text: nothing dropped, nothing moved."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from tui_library import FakeEngine

import tui
from parsers.articles import Found, article_from_text, read
from parsers.model import Article, Figure, Reading, Span
from tui.display import display
from tui.page import Page
from tui.widgets.article_view import ArticleView

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))
GUTTER = 2
NASTY = st.text(
    st.sampled_from("ab $5.\n\t\x1b\x07\x9b\u202e\u200c\u00a0[/]é\u0301漢🚢"),
    max_size=400,
)


class Viewer(App[None]):
    """Only the article."""

    CSS_PATH = Path(tui.__file__).with_name("app.tcss")

    def compose(self) -> ComposeResult:
        yield ArticleView()


def drawn(view: ArticleView) -> tuple[str, list[str]]:
    """All rows as one text, and the stretches that are drawn reversed."""
    text, reversed_parts = "", [""]
    for row in range(len(view.layout_rows)):
        view.scroll_to_row(row)
        strip = view.render_line(row - view.scroll_offset.y)
        start, end = view.layout_rows.bounds(row)
        _gutter, *segments = strip
        rest = end - start
        for segment in segments:
            part = segment.text[:rest]
            rest -= len(part)
            text += part
            if segment.style and segment.style.reverse:
                reversed_parts[-1] += part
            elif reversed_parts[-1] and part.strip():
                reversed_parts.append("")
        text += "\n" if view.layout_rows.text[start:end].endswith("\n") else ""
    return text, reversed_parts


async def check(article: Article, spans: list[Span]) -> None:
    """Draw an article with each of some spans selected."""
    figures = tuple(
        Figure("value", s, s.of(article.text), "open", None, None) for s in spans
    )
    text = display(article.text)
    app = Viewer()
    async with app.run_test(size=(30, 12)):
        view = app.query_one(ArticleView)
        for selected in range(len(figures)):
            view.shown = Page(Reading(article, (), figures), text, True, selected)

            shown, reversed_parts = drawn(view)

            assert shown.replace(" ", "") == text.replace(" ", "")
            assert "".join("".join(reversed_parts).split()) == "".join(
                display(spans[selected].of(article.text)).split()
            )


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name)
async def test_the_text_of_a_seed_is_shown_and_its_figures_are_lit(seed: Path) -> None:
    article = read(Found(seed.name, bytes(seed)))
    assert isinstance(article, Article)
    figures = FakeEngine().read(article).figures

    await check(article, [figure.span for figure in figures])


@settings(max_examples=25)
@given(NASTY, st.data())
async def test_nasty_text_is_shown_and_lit_where_it_should_be(
    text: str, data: st.DataObject
) -> None:
    article = article_from_text("nasty", text or "x")
    length = len(article.text)
    start = data.draw(st.integers(0, length - 1))
    end = data.draw(st.integers(start + 1, length))

    await check(article, [Span(start, end)])
