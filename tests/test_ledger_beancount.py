"""What beancount makes of the file that is written for it, in a process of its own."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from journal_samples import HOSTILE, PLAIN, SEEDS, VALUE, entries
from ledger_samples import reading
from sampled_articles import annotated, seeds
from shipped import shipped_engine

from parsers.ledger.beancount import BEANCOUNT, BILLIONS, DIGITS
from parsers.ledger.escaping import quoted
from parsers.ledger.transactions import Transaction, transactions
from parsers.model import Entry, Reading

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("beancount") is None, reason="beancount is not installed"
)

READER = """
import json, sys
from beancount import loader
from beancount.core.data import Transaction
entries, errors, _ = loader.load_file(sys.argv[1])
own = ("filename", "lineno")
def told(meta):
    return {k: str(v) for k, v in (meta or {}).items() if k not in own and k[:2] != "__"}
print(json.dumps({
    "errors": [str(error) for error in errors],
    "kinds": sorted({type(e).__name__ for e in entries}),
    "transactions": [{
        "day": str(e.date), "flag": e.flag, "payee": e.payee, "narration": e.narration,
        "links": sorted(e.links), "tags": sorted(e.tags), "meta": told(e.meta),
        "postings": [[p.account, str(p.units.number), p.units.currency, told(p.meta)]
                     for p in e.postings],
    } for e in entries if isinstance(e, Transaction)],
}))
"""


def read_back(text: str, folder: Path) -> dict[str, list[dict[str, object]]]:
    """What beancount reads, if it finds no error."""
    path = folder / "ledger.beancount"
    path.write_text(text, encoding="utf-8", newline="\n")
    done = subprocess.run(
        [sys.executable, "-c", READER, str(path)],
        capture_output=True,
        timeout=60,
        check=True,
    )
    found: dict[str, list[dict[str, object]]] = json.loads(done.stdout)
    assert found["errors"] == []
    assert set(found["kinds"]) <= {"Commodity", "Open", "Transaction"}
    return found


def in_order(found: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return sorted(found, key=lambda each: str(each[0]))


def shape(found: Sequence[dict[str, object]]) -> list[tuple[object, ...]]:
    """By id: day, flag, what was told, and the amounts, as beancount read them."""
    return in_order(
        (
            transaction["links"],
            transaction["day"],
            transaction["flag"],
            transaction["payee"],
            transaction["narration"],
            transaction["meta"],
            [
                (account, Decimal(number), unit, sorted(meta.items()))
                for account, number, unit, meta in transaction["postings"]  # type: ignore[attr-defined]
            ],
        )
        for transaction in found
    )


def as_read(text: str) -> str:
    """The text as beancount has it: a string without its quotes and backslashes."""
    return re.sub(r"\\(.)", r"\1", quoted(text)[1:-1])


def expected(booked: Sequence[Transaction]) -> list[tuple[object, ...]]:
    return in_order(
        (
            [each.entry.id],
            str(each.day),
            each.mark,
            as_read(each.payee),
            as_read(each.summary),
            {key: as_read(text) for key, text in each.tags if key != "UUID"},
            [
                (
                    line.posting.account,
                    DIGITS.plus(line.posting.amount).scaleb(
                        -BILLIONS.get(line.posting.unit, 0), DIGITS
                    ),
                    f"{line.posting.unit}.BN"
                    if line.posting.unit in BILLIONS
                    else line.posting.unit,
                    sorted(line.tags),
                )
                for line in each.lines
            ],
        )
        for each in booked
    )


@pytest.mark.parametrize(
    "batch", [SEEDS, HOSTILE, ()], ids=["seeds", "hostile", "none"]
)
def test_beancount_reads_back_what_was_booked(
    batch: Sequence[Entry], tmp_path: Path
) -> None:
    found = read_back("".join(BEANCOUNT.written([reading(*batch)])), tmp_path)

    assert shape(found["transactions"]) == expected(transactions([reading(*batch)]))


@settings(
    max_examples=6,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(batch=st.lists(entries(), min_size=20, max_size=40, unique_by=lambda e: e.id))
def test_beancount_reads_back_whatever_is_booked(
    batch: list[Entry], tmp_path: Path
) -> None:
    found = read_back("".join(BEANCOUNT.written([reading(*batch)])), tmp_path)

    assert shape(found["transactions"]) == expected(transactions([reading(*batch)]))


def test_the_order_of_entries_is_no_matter() -> None:
    backwards = [reading(*reversed(SEEDS))]

    assert "".join(BEANCOUNT.written(backwards)) == "".join(
        BEANCOUNT.written([reading(*SEEDS)])
    )


def test_rials_are_told_in_billions() -> None:
    rials = replace(VALUE, amount=Decimal("536.8e12"), currency="IRR")

    text = "".join(BEANCOUNT.written([reading(replace(PLAIN, value=rials))]))

    assert "  536800 IRR.BN\n" in text
    assert 'option "operating_currency" "IRR.BN"\n' in text


def test_an_accepted_entry_has_the_flag_of_a_person() -> None:
    text = "".join(BEANCOUNT.written([reading(PLAIN)], verdicts={PLAIN.id: "accepted"}))

    assert f'\n2019-12-31 * "{PLAIN.attribution}" ' in text


def readings_of(kind: str, request: pytest.FixtureRequest) -> list[Reading]:
    engine = shipped_engine()
    if kind == "seeds":
        return list(map(engine.read, seeds()))
    return list(map(engine.read, annotated(request.getfixturevalue("shared"))))


@pytest.mark.parametrize("kind", ["seeds", "gold"])
def test_beancount_takes_what_real_articles_say(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    read = readings_of(kind, request)

    found = read_back("".join(BEANCOUNT.written(read)), tmp_path)

    assert shape(found["transactions"]) == expected(transactions(read))
