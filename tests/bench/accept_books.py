"""Has real tools check the books of thousands of articles, and add them up.

    python tests/bench/accept_books.py [--corpus FOLDER] [--articles N] [--seed N]

All entries are exported, as with `--all`. hledger, ledger and beancount check the books as
strictly as they can, their sums by reporter, partner, flow, goods, year and unit are compared
with those of our own report, and fava is asked for its pages. It ends with 1 where anything is
not as it should be.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus import ROOT, arguments, engine, folder, shuffled

sys.path.insert(0, str(ROOT / "tests"))

from ledger_books import (
    CHECKING,
    PAGES,
    SUMMED,
    Books,
    by_report,
    serve,
)

from parsers.articles import Found, read
from parsers.ledger.roles import roles
from parsers.ledger.statements import statements
from parsers.model import Article, Reading

ARTICLES = 5_000


def readings(files: Sequence[Found]) -> Iterator[Reading]:
    """What the rules that ship along read."""
    rules = engine()
    for article in map(read, files):
        if isinstance(article, Article):
            yield rules.read(article)


def accepted(books: Books, told: Sequence[Reading]) -> Iterator[tuple[str, bool]]:
    """What each tool makes of the books, in a line, and whether it is right."""
    claims = sum(len(reading.entries) for reading in told)
    for tool, check in CHECKING.items():
        said = check(books)
        yield f"{tool} checks: {said or 'nothing to say'}", not said
    expected = by_report(told)
    for tool, summed in SUMMED.items():
        found = summed(books)
        same = sum(found.get(key) == amount for key, amount in expected.items())
        right = found == expected
        yield f"{tool} adds up: {same:,} of {len(expected):,} sums equal", right
    served = serve(books)
    good = sum(status == 200 for status in served.pages.values())
    yield f"fava pages: {good} of {len(PAGES)}", good == len(PAGES)
    yield f"fava errors: {len(served.errors)}", not served.errors
    yield f"fava claims: {served.claims:,} of {claims:,}", served.claims == claims


def main() -> int:
    """Export, ask, and answer whether all is right."""
    parser = arguments(__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES, help="[5000]")
    options = parser.parse_args()
    files = shuffled(folder(options.corpus), options.seed)[: options.articles]
    told = list(readings(files))
    standings = roles(each for reading in told for each in statements(reading))
    counted = sum(standing.role == "Counted" for standing in standings)
    entries = sum(len(reading.entries) for reading in told)
    print(f"articles: {len(told):,}, entries: {entries:,}")
    print(f"figures: {len(standings):,}, of which count: {counted:,}")
    all_right = True
    with tempfile.TemporaryDirectory() as place:
        books = Books.of(told, Path(place))
        for line, right in accepted(books, told):
            print(f"{line}{'' if right else '  WRONG'}")
            all_right = all_right and right
    return not all_right


if __name__ == "__main__":
    sys.exit(main())
