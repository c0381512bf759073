"""Counts what comes back of hostile texts, of cells that could be formulas, and of money.

    python tests/bench/round_trip.py

Each of 41 hostile texts stands in every text of an entry in turn; hledger, ledger and
beancount have to read all of them back as they went in. No cell of a CSV file may be run by a
spreadsheet. Of 99,999 amounts of the form `$1.23 million` each has to be read from its
sentence, and come back from every text format, to the last digit. It ends with 1 where
anything is lost.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from journal_samples import (  # noqa: E402 - found by the line above
    FIELDS,
    MEASURED,
    PLAIN,
    VALUE,
    hostile,
    text_of,
)
from ledger_samples import reading  # noqa: E402
from shipped import figures_in  # noqa: E402
from test_ledger_beancount import expected as expected_by_beancount  # noqa: E402
from test_ledger_beancount import read_back, shape  # noqa: E402
from test_ledger_journal_tools import (  # noqa: E402
    Read,
    all_expected,
    read_with_hledger,
    read_with_ledger,
)
from test_ledger_sheet import DANGEROUS, HARMLESS, is_formula  # noqa: E402

from parsers.ledger import FORMATS  # noqa: E402
from parsers.ledger.transactions import transactions  # noqa: E402
from parsers.model import Entry  # noqa: E402
from parsers.spreadsheet import row  # noqa: E402

AMOUNTS = range(1, 100_000)
"""Hundredths of a million."""
TOGETHER = 1_000
"""Sentences of one text."""


def claims(text: str) -> list[Entry]:
    """The text in each place of an entry."""
    fields = (*FIELDS, "rule", "quote", "words", "currency", "unit")
    return [hostile(text, field) for field in fields]


def by_journal(read: Callable[[Path], list[Read]], folder: Path) -> int:
    """How many texts a tool reads back from a journal."""
    path = folder / "ledger.journal"
    return sum(_returned(read, path, claims(text)) for text in MEASURED)


def _returned(
    read: Callable[[Path], list[Read]], path: Path, told: Sequence[Entry]
) -> bool:
    path.write_text(text_of(told), "utf-8", newline="\n")
    found = read(path)
    by_id = {transaction.code: transaction for transaction in found}
    return len(found) == len(told) and by_id == all_expected(told)


def by_beancount(folder: Path) -> int:
    """How many texts beancount reads back."""
    good = 0
    for text in MEASURED:
        told = [reading(*claims(text))]
        found = read_back("".join(FORMATS["beancount"](told)), folder)
        good += shape(found["transactions"]) == expected_by_beancount(
            transactions(told)
        )
    return good


def formulas() -> int:
    """How many cells of a CSV file a spreadsheet would run."""
    text = "".join(map(row, zip((*DANGEROUS, *HARMLESS), strict=True)))
    return sum(is_formula(cell) for (cell,) in csv.reader(io.StringIO(text, "")))


def exact_when_read() -> int:
    """How many amounts of money are read from their sentences as they stand there."""
    good = 0
    for first in range(AMOUNTS.start, AMOUNTS.stop, TOGETHER):
        some = range(first, min(first + TOGETHER, AMOUNTS.stop))
        text = "\n".join(
            f"It sold ${n // 100}.{n % 100:02} million of oil." for n in some
        )
        found = [figure.amount.low for figure in figures_in(text)]
        good += sum(
            have == want for have, want in zip(found, map(_amount, some), strict=True)
        )
    return good


def exact_when_written() -> Iterator[tuple[str, int]]:
    """By format, how many amounts of money come back as they went in."""
    entries = [
        replace(
            PLAIN,
            id=f"nl-{number:012x}",
            partner=None,
            value=replace(VALUE, amount=_amount(number)),
        )
        for number in AMOUNTS
    ]
    for form, amounts in WRITTEN.items():
        found = amounts("".join(FORMATS[form]([reading(*entries)])))
        yield form, sum(found.get(each.id) == each.value.amount for each in entries)  # type: ignore[union-attr]


def _amount(number: int) -> Decimal:
    return Decimal(number) * 10_000


def _of_json(text: str) -> dict[str, Decimal]:
    records = map(json.loads, text.splitlines())
    return {each["id"]: Decimal(each["value"]["amount"]) for each in records}


def _of_sheet(text: str) -> dict[str, Decimal]:
    records = csv.DictReader(io.StringIO(text, ""))
    return {each["id"]: Decimal(each["amount"]) for each in records}


def _of_books(text: str) -> dict[str, Decimal]:
    found = re.finditer(r"(nl-[0-9a-f]{12})\b(?:(?!\n\n)[^@])*? ([\d.]+) USD", text)
    return {match[1]: Decimal(match[2]) for match in found}


WRITTEN: dict[str, Callable[[str], dict[str, Decimal]]] = {
    "jsonl": _of_json,
    "csv": _of_sheet,
    "journal": _of_books,
    "beancount": _of_books,
}


def counts() -> Iterator[tuple[str, int, int]]:
    """What is counted, how many are good, and of how many."""
    texts = len(MEASURED)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        yield "texts back from hledger", by_journal(read_with_hledger, folder), texts
        yield "texts back from ledger", by_journal(read_with_ledger, folder), texts
        yield "texts back from beancount", by_beancount(folder), texts
    cells = len(DANGEROUS) + len(HARMLESS)
    yield "cells that are no formula", cells - formulas(), cells
    yield "amounts of money read", exact_when_read(), len(AMOUNTS)
    for form, good in exact_when_written():
        yield f"amounts of money in {form}", good, len(AMOUNTS)


def main() -> int:
    """Count, print, and answer whether anything was lost."""
    lost = False
    for what, good, many in counts():
        print(f"{what:<32}{good:>8,} of {many:>7,}{'' if good == many else '  LOST'}")
        lost = lost or good != many
    return lost


if __name__ == "__main__":
    sys.exit(main())
