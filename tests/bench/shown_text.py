"""What the screen shows of every article is its text, and what is lit its figures.

    python tests/bench/shown_text.py [--corpus FOLDER] [--jobs N]

Draws each article of the corpus in the widget of the browser, row by row, and selects
each of its figures in turn. What is drawn must be the text under a map of single
characters, made here anew; the cells of a figure must have the roles of its state, and
the reversed ones be those of the selected figure, no cell more or less. Then 500 texts
of characters that mean harm, with random places for figures. Ends with 1 where not.
"""

from __future__ import annotations

import asyncio
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random

from corpus import arguments, engine, everything, folder, in_processes

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from test_tui_article_view import Viewer  # noqa: E402

from parsers.articles import Found, article_from_text, read  # noqa: E402
from parsers.model import Article, Figure, Reading, Span  # noqa: E402
from tui.display import display  # noqa: E402
from tui.page import Page  # noqa: E402
from tui.widgets.article_view import ArticleView  # noqa: E402

SIZE = (80, 24)
NASTY = "ab $5.\n\t\r\x1b\x07\x00\x9b\u202e\u200b\u200c\u00a0[/]é\u0301漢🚢\ufeff\u2028"
"""Characters that a terminal, or a screen that counts cells, takes ill."""
TEXTS, LONGEST = 500, 400
SHOWN = 20
"""Faults of which the words are printed; the others are counted."""
MARKS = 3
"""Combining marks on one letter that are shown."""
KEPT = "\n\u200c\u200d"

Done = tuple[Counter[str], list[str]]
"""What was counted, and what is wrong."""


@cache
def may_stand(character: str) -> bool:
    """Whether a character may be shown as it is, by what Unicode says of it."""
    category = unicodedata.category(character)
    hidden = category in ("Cc", "Cf", "Cs", "Zl", "Zp")
    return character in KEPT or not hidden


def mapped_wrongly(text: str, shown: str) -> bool:
    """Whether a screen would show something else than the text, character by character."""
    if len(text) != len(shown):
        return True
    piled = 0
    for own, seen in zip(text, shown, strict=True) if text != shown else ():
        piled = piled + 1 if unicodedata.combining(own) else 0
        changed = own != seen
        if changed and may_stand(own) and piled <= MARKS and not is_odd(own):
            return True
        if not may_stand(seen):
            return True
    return False


def is_odd(character: str) -> bool:
    """Whether it is nothing that can be seen, though Unicode calls it another name."""
    return character in "\u180b\u180c\u180d\u180f" or (
        unicodedata.category(character) == "Cn"
    )


def faults(view: ArticleView, reading: Reading) -> Iterator[str]:
    """What is not as it must be in one article."""
    article = reading.article
    shown = display(article.text)
    if mapped_wrongly(article.text, shown):
        yield "the text is mapped wrongly"
    view.shown = Page(reading, shown, True)
    if drawn(view) != shown.replace("\n", ""):
        yield "another text is drawn"
    states = [
        (offset, role)
        for figure in reading.figures
        for offset in range(figure.span.start, figure.span.end)
        for role in (f"article--{figure.state}",)
        if shown[offset] != "\n"
    ]
    if sorted(states) != sorted(stated(view)):
        yield "other cells have the roles of figures"
    for index, figure in enumerate(reading.figures):
        view.shown = Page(reading, shown, True, index)
        cells = range(figure.span.start, figure.span.end)
        rows = range(
            max(0, view.layout_rows.row_of(figure.span.start) - 1),
            min(len(view.layout_rows), view.layout_rows.row_of(figure.span.end) + 2),
        )
        found = set(lit(view, rows))
        # A blank at the end of a row may have no cell.
        if not {o for o in cells if shown[o].strip()} <= found <= set(cells):
            yield f"{figure.text!r} at {figure.span} is lit wrongly"


def drawn(view: ArticleView) -> str:
    """The text of all rows, as they are drawn, without gutter and filling."""
    rows = []
    for row in range(len(view.layout_rows)):
        start, end = view.layout_rows.bounds(row)
        _gutter, *segments = view.render_line(row - view.scroll_offset.y)
        text = "".join(segment.text for segment in segments)
        length = len(view.layout_rows.text[start:end].rstrip("\n"))
        # Blanks at its end may have no cell.
        rows.append(text[:length].ljust(length))
        if text[length:].strip(" "):
            return f"more in row {row}"
    return "".join(rows)


def stated(view: ArticleView) -> Iterator[tuple[int, str]]:
    """Each character that has the role of a state, with that role."""
    for row in range(len(view.layout_rows)):
        offset, _ = view.layout_rows.bounds(row)
        for text, roles in view._runs(row):
            for role in roles:
                if role in ("article--booked", "article--open", "article--masked"):
                    yield from ((offset + n, role) for n in range(len(text)))
            offset += len(text)


def lit(view: ArticleView, rows: Sequence[int]) -> list[int]:
    """The characters of some rows that are drawn reversed."""
    found: list[int] = []
    for row in rows:
        offset, end = view.layout_rows.bounds(row)
        _gutter, *segments = view.render_line(row - view.scroll_offset.y)
        for segment in segments:
            reach = min(offset + len(segment.text), end)
            if segment.style and segment.style.reverse:
                found += range(offset, reach)
            offset = reach
    return found


def look(files: Sequence[Found]) -> Done:
    """Look at some files; made for a process of its own."""
    rules = engine()
    articles = (
        article for found in files if isinstance(article := read(found), Article)
    )
    return asyncio.run(seen([rules.read(article) for article in articles]))


async def seen(readings: Sequence[Reading]) -> Done:
    """What is counted and wrong when some readings are drawn."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    async with Viewer().run_test(size=SIZE) as pilot:
        view = pilot.app.query_one(ArticleView)
        for reading in readings:
            counts["articles"] += 1
            counts["figures"] += len(reading.figures)
            counts["characters"] += len(reading.article.text)
            counts["changed by the map"] += (
                display(reading.article.text) != reading.article.text
            )
            wrong += [f"{reading.article.name}: {x}" for x in faults(view, reading)]
    return counts, wrong


def nasty() -> list[Reading]:
    """Texts of harmful characters, each with a figure anywhere in it."""
    random = Random(0)
    readings = []
    for number in range(TEXTS):
        size = random.randint(1, LONGEST)
        article = article_from_text(str(number), "".join(random.choices(NASTY, k=size)))
        start = random.randrange(len(article.text))
        span = Span(start, random.randint(start + 1, len(article.text)))
        text = span.of(article.text)
        figure = Figure("value", span, text, "open", None, None)
        readings.append(Reading(article, (), (figure,)))
    return readings


def main() -> int:
    """Look at all and print what came of it; 1 where something is wrong."""
    parser = arguments(__doc__)
    parser.add_argument("--jobs", type=int, default=1, help="processes [1]")
    options = parser.parse_args()
    start = time.perf_counter()
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for counted, faults_found in in_processes(
        look, everything(folder(options.corpus)), options.jobs
    ):
        counts.update(counted)
        wrong += faults_found
    counted, faults_found = asyncio.run(seen(nasty()))
    wrong += faults_found
    counts["harmful texts"] = counted["articles"]
    for name, number in counts.items():
        print(f"{name:<24}{number:>14,}")
    print(f"{'wall seconds':<24}{time.perf_counter() - start:>14.1f}")
    print(f"{'wrong':<24}{len(wrong):>14,}")
    for fault in wrong[:SHOWN]:
        print(f"  {fault}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
