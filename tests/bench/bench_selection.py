"""How fast a filter chooses, beside the barest loop over the same titles.

    python tests/bench/bench_selection.py

Makes 33,660 articles with 50,000 entries and prints milliseconds and their ratio.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "bench")]

from ledger_samples import IRAQ  # noqa: E402
from results import tell  # noqa: E402

from parsers.articles import Found  # noqa: E402
from parsers.model import Entry, Money, Period  # noqa: E402
from parsers.query import parse  # noqa: E402
from tui.orders import Order  # noqa: E402
from tui.rows import Counts, Head, Known, Rows  # noqa: E402
from tui.selection import Selection  # noqa: E402
from tui.totals import totals  # noqa: E402

ARTICLES, ENTRIES = 33_660, 50_000
_WORDS = [
    "iran",
    "iraq",
    "oil",
    "gas",
    "trade",
    "talks",
    "meet",
    "exports",
    "visit",
    "minister",
    "says",
    "russia",
]


def made() -> Rows:
    """As many articles and entries as a newspaper has in twenty years."""
    random.seed(7)
    rows = Rows()
    rows.extend(Found(f"{n:05}.txt", b"") for n in range(ARTICLES))
    for row in range(ARTICLES):
        title = " ".join(random.choices(_WORDS, k=8)).title()
        count = ENTRIES * (row + 1) // ARTICLES - ENTRIES * row // ARTICLES
        entries = tuple(_entry() for _ in range(count))
        head = Head(title, f"20{row % 20 + 1:02}-01-02")
        rows.learn(Known(row, head, Counts(count, row % 3, 0), None, entries))
    return rows


def _entry() -> Entry:
    money = IRAQ.value or Money(Decimal(0), "USD", IRAQ.span, "")
    amount = Decimal(random.randrange(10**10))
    currency = random.choice(("USD", "USD", "USD", "EUR", "IRR"))
    year = str(random.randrange(2001, 2021))
    return replace(
        IRAQ,
        flow=random.choice(("export", "import")),
        partner=random.choice(("IRQ", "RUS", "CHN", None)),
        period=Period(year, year),
        value=replace(money, amount=amount, currency=currency),
    )


def milliseconds(work: Callable[[], object]) -> float:
    """The median time of some runs, as the processor counts it: others may be at work."""
    times = []
    for _ in range(9):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return median(times)


def main() -> None:
    """Measure every step between a key and the list."""
    rows = made()
    gc.freeze()  # as the browser does with what stays
    titles = [title or "" for title in rows.headlines.folded]
    bare = milliseconds(lambda: [title for title in titles if "iraq" in title])
    selection = Selection(rows)

    def choose(text: str) -> None:
        selection.choose(parse(text))
        selection.listing()

    def sort(name: str) -> None:
        selection.sort(Order(name, True))
        selection.listing()

    print(f"{'':<44}{'ours':>9}{'bare':>9}")
    for text, goal in (
        ("iraq", 8),
        ("iraq -oil gas", 16),
        ("reporter:IRN amount>1e9", 40),
        ("iraq flow:export period:2019", 40),
    ):
        tell(f"choose {text}", milliseconds(lambda t=text: choose(t)), bare, goal)  # type: ignore[misc]
    choose("")
    for name in ("title", "date", "amount"):
        tell(f"sort the list by {name}", milliseconds(lambda n=name: sort(n)), bare, 80)  # type: ignore[misc]
        took = milliseconds(selection.listing)
        tell("the same, when little has changed", took, bare, 20)
    selection.sort(Order("found"))
    listing = selection.listing()
    for name in ("found", "amount", "period"):
        selection.entries_order = Order(name, True)
        took = milliseconds(selection.survey(listing).entries)
        tell(f"ledger of {ENTRIES:,} entries by {name}", took, bare, 100)
    listed = selection.survey(listing).entries()
    took = milliseconds(lambda: totals(listed, "partner"))
    tell("totals by partner", took, bare, 60)


if __name__ == "__main__":
    main()
