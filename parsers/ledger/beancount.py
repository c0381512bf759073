"""Plain-text accounting for beancount: what the journal books, in its accounts and units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Context, Decimal
from functools import lru_cache
from itertools import starmap

from parsers.ledger.bookkeeping import Bookkeeping
from parsers.ledger.dialect import Dialect, asking, counting
from parsers.ledger.escaping import code, quoted
from parsers.ledger.transactions import Line, Transaction
from parsers.model import Money
from parsers.numbers import plain

OPENED = date(1700, 1, 1)
"""When all accounts are opened: the first day that a claim can be about."""
DIGITS = Context(prec=28)
"""How exactly beancount reckons; two postings of more digits would not balance."""
BILLIONS = {"IRR": 9, "IRT": 9}
"""Currencies told in billions, as `IRR.BN`: bean-query can not print 10^12 of a unit."""
RESERVED = frozenset({"TRUE", "FALSE", "NULL"})
"""What beancount takes for something else than a unit."""
_DATES = frozenset({"period-start", "period-end"})
"""Tags that are written as dates."""

HEADER = """\
;; -*- mode: beancount -*-
;; Trade claims made by news articles. Written by newsledger; change flags alone, which
;; newsledger pull reads back. To use it from a file of yours, include it.
;;
;; Only Exports, Imports and Turnover hold figures that may be added. A figure that is told
;; twice counts once, and of a year and its first quarter the year counts. Under Memo lies
;; what must not be added, by the reason why, each in its own account.
;; {counting}
;; Exports is negative. {asking}
;;
;; The flag ! means that no person has accepted the claim yet, * that one has.
;; The date is the {dates} of the claim's period. Where the article leaves that open, it is
;; the day of the article, with date-basis "published"; or the day on which that was fetched,
;; with "retrieved"; without either {undated}, with "none".
;; Rials and tomans are told in billions, as IRR.BN and IRT.BN. Ask for sum(number) where
;; a sum comes to 10^12 and more, which bean-query can not print with its unit.
;;
;; bean-check FILE

option "title" "Trade claims"
"""
ROOTS = """\
option "name_income" "Exports"
option "name_expenses" "Imports"
option "name_assets" "Turnover"
option "name_liabilities" "Memo"
option "name_equity" "Contra"
"""
VOLUME = f"""\
;; -*- mode: beancount -*-
;; Trade claims of a part of the books, {{part}}. Written by newsledger;
;; main.beancount in the same folder opens the accounts.

{ROOTS}"""


def preamble(booked: Sequence[Transaction], keeping: Bookkeeping) -> str:
    """Header and options, then every unit and account."""
    lines = [line for each in booked for line in each.lines]
    postings = [line.posting for line in lines]
    money = sorted({_unit(line.posting.unit) for line in lines if _is_money(line)})
    units = sorted({_unit(posting.unit) for posting in postings})
    accounts = sorted({posting.account for posting in postings})
    opened = min(OPENED, keeping.undated)
    parts = (
        (f'option "operating_currency" "{unit}"\n' for unit in money),
        ("\n", *(f"{opened} commodity {unit}\n" for unit in units)),
        ("\n", *(f"{opened} open {account}\n" for account in accounts)),
    )
    header = HEADER.format(
        counting=counting(keeping),
        asking=asking(keeping),
        dates=keeping.entry_date.removeprefix("period-"),
        undated=keeping.undated,
    )
    return header + ROOTS + "".join(line for part in parts for line in part)


def block(transaction: Transaction) -> str:
    """A transaction with an empty line before it."""
    tags = filter(None, starmap(_tag, transaction.tags))
    return "\n".join(("", _head(transaction), *tags, *_postings(transaction), ""))


@lru_cache(maxsize=4096)
def _tag(key: str, text: str) -> str:
    """A tag on a line of its own; nothing for the id, which is the link."""
    if key == "UUID":
        return ""
    return f"  {key}: {text if key in _DATES else quoted(text)}"


def _head(transaction: Transaction) -> str:
    whys = dict.fromkeys(standing.role.lower() for standing in transaction.standings)
    named = "".join(f" #{why}" for why in whys if why != "counted")
    texts = f"{quoted(transaction.payee)} {quoted(transaction.summary)}"
    link = f"^{transaction.entry.id}"
    return f"{transaction.day} {transaction.mark} {texts} {link}{named}"


def _postings(transaction: Transaction) -> Iterator[str]:
    lines = transaction.lines
    amounts = [_number(line.posting.amount, line.posting.unit) for line in lines]
    account = max(len(line.posting.account) for line in lines)
    widest = max(map(len, amounts))
    for line, amount in zip(lines, amounts, strict=True):
        name, unit = line.posting.account, _unit(line.posting.unit)
        yield f"  {name:<{account}}  {amount:>{widest}} {unit}{_price(line)}"
        yield from (f"    {key}: {quoted(value)}" for key, value in line.tags)


def _is_money(line: Line) -> bool:
    return isinstance(line.standing.statement.measure, Money)


def _price(line: Line) -> str:
    if line.price is None:
        return ""
    amount, unit = line.price
    return f" @@ {_number(amount, unit)} {_unit(unit)}"


def _number(amount: Decimal, unit: str) -> str:
    """The amount in the unit that it is written in."""
    kept = DIGITS.plus(amount)
    if unit in BILLIONS:
        kept = kept.scaleb(-BILLIONS[unit], DIGITS)
    return plain(kept)


def _unit(unit: str) -> str:
    if unit in BILLIONS:
        return f"{unit}.BN"
    return code(unit) if unit in RESERVED else unit


BEANCOUNT = Dialect(
    suffix=".beancount",
    comment=";;",
    preamble=preamble,
    volume=VOLUME,
    include='include "{name}"\n',
    block=block,
)
