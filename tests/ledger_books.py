"""Books on disk, and what hledger, ledger, beancount and fava make of them."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from pathlib import Path

from ledger_tools import run

from parsers.ledger.beancount import BEANCOUNT, BILLIONS
from parsers.ledger.bookkeeping import USUAL, Bookkeeping
from parsers.ledger.journal import JOURNAL
from parsers.ledger.pivot import DIMENSIONS
from parsers.ledger.report import report
from parsers.ledger.roles import roles
from parsers.ledger.statements import statements
from parsers.model import Reading

COUNTED = "^(Exports|Imports|Turnover)"
WIDE = Context(prec=100)

Key = tuple[str, str, str, str, str, str]
"""Reporter, partner, flow, commodity, year, unit."""
Sums = dict[Key, Decimal]

SUMMING = """
import json, re, sys
from collections import defaultdict
from beancount import loader
from beancount.core.data import Transaction
from beancount.core.inventory import Inventory
entries, errors, _ = loader.load_file(sys.argv[1])
assert not errors, errors
found = defaultdict(Inventory)
for entry in entries:
    if isinstance(entry, Transaction):
        for posting in entry.postings:
            if re.match(sys.argv[2], posting.account):
                found[posting.account, entry.date.year].add_position(posting)
print(json.dumps([[account, str(year), position.units.currency, str(position.units.number)]
                  for (account, year), held in found.items() for position in held]))
"""
SERVING = """
import json, sys
from fava.application import create_app
client = create_app([sys.argv[1]]).test_client()
front = client.get("/").location.split("/")[1]
answers = {page: client.get(f"/{front}/{page}") for page in sys.argv[2:]}
errors = client.get(f"/{front}/api/errors").get_json()["data"]
journal = client.get(f"/{front}/api/journal").get_json()["data"]
print(json.dumps({
    "pages": {page: answer.status_code for page, answer in answers.items()},
    "errors": errors,
    "claims": sum(entry["t"] == "Transaction" for entry in journal),
}))
"""
PAGES = (
    *("income_statement/", "balance_sheet/", "trial_balance/", "journal/", "query/"),
    *("holdings/", "commodities/", "statistics/", "editor/", "options/", "errors/"),
    *("api/income_statement", "api/balance_sheet", "api/trial_balance"),
)
"""Of fava; what its pages show comes from the last three."""


@dataclass(frozen=True)
class Books:
    """The same claims for all tools."""

    journal: Path
    beancount: Path

    @classmethod
    def of(
        cls, read: Sequence[Reading], folder: Path, keeping: Bookkeeping = USUAL
    ) -> Books:
        """Write the books of some articles."""
        books = cls(folder / "ledger.journal", folder / "ledger.beancount")
        for path, dialect in ((books.journal, JOURNAL), (books.beancount, BEANCOUNT)):
            text = "".join(dialect.written(read, keeping=keeping))
            path.write_text(text, "utf-8", newline="\n")
        return books


@dataclass(frozen=True)
class Served:
    """What fava answers."""

    pages: Mapping[str, int]
    """The status of each page."""
    errors: Sequence[object]
    claims: int
    """Transactions in its journal."""


def check_with_hledger(books: Books) -> str:
    checks = ("check", "--strict", "ordereddates", "payees")
    return run("hledger", "-f", books.journal, *checks)


def check_with_ledger(books: Books) -> str:
    run("ledger", "-f", books.journal, "--strict", "--pedantic", "bal")
    return ""


def check_with_beancount(books: Books) -> str:
    checking = ("-m", "beancount.scripts.check", "--no-cache")
    return run(sys.executable, *checking, books.beancount)


def serve(books: Books) -> Served:
    """Ask fava for every page, through the application that it serves."""
    told = json.loads(run(sys.executable, "-c", SERVING, books.beancount, *PAGES))
    return Served(told["pages"], told["errors"], told["claims"])


def by_hledger(books: Books) -> Sums:
    balance = ("bal", "--flat", "-N", "-Y", "--layout", "bare", "-O", "csv")
    printed = run("hledger", "-f", books.journal, *balance, COUNTED)
    head, *rows = csv.reader(io.StringIO(printed))
    return added(
        (account, year[:4], unit, Decimal(amount))
        for account, unit, *amounts in rows
        for year, amount in zip(head[2:], amounts, strict=True)
    )


def by_ledger(books: Books) -> Sums:
    form = "%(format_date(date, '%Y'))|%(account)|%(scrub(amount))@\n"
    yearly = ("reg", "--yearly", "--format", form, f"/{COUNTED}/")
    printed = run("ledger", "-f", books.journal, *yearly)
    rows = (row.split("|") for row in printed.split("@\n") if row)
    return added(
        (account, year, unit, Decimal(number.replace(",", "")))
        for year, account, amounts in rows
        for unit, number in map(str.split, amounts.splitlines())
    )


def by_beancount(books: Books) -> Sums:
    rows = json.loads(run(sys.executable, "-c", SUMMING, books.beancount, COUNTED))
    return added(
        (
            account,
            year,
            unit.removesuffix(".BN"),
            Decimal(amount).scaleb(BILLIONS.get(unit.removesuffix(".BN"), 0), WIDE),
        )
        for account, year, unit, amount in rows
    )


def added(rows: Iterable[tuple[str, str, str, Decimal]]) -> Sums:
    """The sums of accounts, as a report calls them.

    Args:
        rows: Account, year, unit and amount; exports are negative.
    """
    found: Sums = {}
    for account, year, unit, amount in rows:
        root, good, *parties = account.split(":")
        flow = {"Exports": "export", "Imports": "import", "Turnover": "trade"}[root]
        sides = [tuple(parties)]
        if root == "Turnover":
            one, two = parties[0].split("-")
            sides = [(one, two), (two, one)]
        for reporter, partner in sides:
            key = (reporter, partner, flow, good.casefold(), year, unit)
            sign = -1 if root == "Exports" else 1
            found[key] = found.get(key, Decimal(0)) + sign * amount
    return {key: amount for key, amount in found.items() if amount}


def by_report(read: Sequence[Reading], keeping: Bookkeeping = USUAL) -> Sums:
    """Our own sums."""
    figures = (statement for each in read for statement in statements(each))
    standings = roles(figures, keeping.conflicts)
    made = report(standings, DIMENSIONS, keeping=keeping)
    return {(*each.group, each.unit): each.amount for each in made.sums}  # type: ignore[misc]


CHECKING: Mapping[str, Callable[[Books], str]] = {
    "hledger": check_with_hledger,
    "ledger": check_with_ledger,
    "beancount": check_with_beancount,
}
"""The strictest check of each tool; what it says, apart from balances."""
SUMMED: Mapping[str, Callable[[Books], Sums]] = {
    "hledger": by_hledger,
    "ledger": by_ledger,
    "beancount": by_beancount,
}
