"""Sums of reporter, partner, flow and year, as each tool adds them up and as we do."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from decimal import Context, Decimal
from pathlib import Path

import pytest
from journal_samples import SEEDS
from ledger_samples import reading
from ledger_tools import missing, run
from sampled_articles import annotated, seeds
from shipped import shipped_engine

from parsers.ledger.beancount import BILLIONS, beancount
from parsers.ledger.journal import journal
from parsers.ledger.pivot import DIMENSIONS, pivot, views
from parsers.ledger.roles import roles
from parsers.ledger.statements import statements
from parsers.model import Reading

COUNTED = "^(Exports|Imports|Turnover)"
WIDE = Context(prec=100)

Key = tuple[str, str, str, str, str, str]
"""Reporter, partner, flow, commodity, year, unit."""
Sums = dict[Key, Decimal]

BEANCOUNT = """
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


def by_hledger(read: Sequence[Reading], folder: Path) -> Sums:
    book = folder / "ledger.journal"
    book.write_text("".join(journal(read)), "utf-8", newline="\n")
    balance = ("bal", "--flat", "-N", "-Y", "--layout", "bare", "-O", "csv")
    head, *rows = csv.reader(io.StringIO(run("hledger", "-f", book, *balance, COUNTED)))
    return added(
        (account, year[:4], unit, Decimal(amount))
        for account, unit, *amounts in rows
        for year, amount in zip(head[2:], amounts, strict=True)
    )


def by_ledger(read: Sequence[Reading], folder: Path) -> Sums:
    book = folder / "ledger.journal"
    book.write_text("".join(journal(read)), "utf-8", newline="\n")
    form = "%(format_date(date, '%Y'))|%(account)|%(amount)@\n"
    printed = run(
        *("ledger", "-f", book, "reg", "--yearly", "--format", form, f"/{COUNTED}/")
    )
    rows = (row.split("|") for row in printed.split("@\n") if row)
    return added(
        (account, year, unit, Decimal(number.replace(",", "")))
        for year, account, amounts in rows
        for unit, number in map(str.split, amounts.splitlines())
    )


def by_beancount(read: Sequence[Reading], folder: Path) -> Sums:
    book = folder / "ledger.beancount"
    book.write_text("".join(beancount(read)), "utf-8", newline="\n")
    rows = json.loads(run(sys.executable, "-c", BEANCOUNT, book, COUNTED))
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


def by_report(read: Sequence[Reading]) -> Sums:
    figures = (statement for each in read for statement in statements(each))
    return {
        (*each.group, each.unit): each.amount  # type: ignore[misc]
        for each in pivot(views(roles(figures)), DIMENSIONS)
    }


TOOLS = [
    pytest.param(by_hledger, id="hledger", marks=missing("hledger")),
    pytest.param(by_ledger, id="ledger", marks=missing("ledger")),
    pytest.param(by_beancount, id="beancount", marks=missing("beancount")),
]


@pytest.fixture(params=["samples", "seeds", "gold"], scope="module")
def read(request: pytest.FixtureRequest) -> Sequence[Reading]:
    if request.param == "samples":
        return [reading(*SEEDS)]
    if request.param == "seeds":
        return list(map(shipped_engine().read, seeds()))
    shared: Path = request.getfixturevalue("shared")
    return list(map(shipped_engine().read, annotated(shared)))


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_adds_up_what_the_report_does(
    tool: Callable[[Sequence[Reading], Path], Sums],
    read: Sequence[Reading],
    tmp_path: Path,
) -> None:
    expected = by_report(read)

    assert expected
    assert tool(read, tmp_path) == expected
