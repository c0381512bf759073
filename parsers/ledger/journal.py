"""Plain-text accounting: one journal that hledger and ledger both accept as strict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import starmap

from parsers.ledger.accounts import Posting
from parsers.ledger.bookkeeping import Bookkeeping
from parsers.ledger.dialect import Dialect, asking, counting
from parsers.ledger.escaping import description, tag_value
from parsers.ledger.transactions import TAGS, Line, Transaction
from parsers.numbers import plain
from parsers.settings import EntryDate

# ledger 3.3 reads some words of a comment as metadata: no brackets, no `word:` here.
HEADER = """\
; -*- ledger -*-
; Trade claims made by news articles. Written by newsledger; change marks alone, which
; newsledger pull reads back. To use it from a journal of yours, include it; hledger
; import would skip every claim that is older than one it has seen.
;
; Only ^Exports, ^Imports and ^Turnover hold figures that may be added. A figure that is
; told twice counts once, and of a year and its first quarter the year counts. Under Memo
; lies what must not be added, by the reason why, each in its own account.
; {counting}
; Exports is negative. {asking}
;
; The mark ! means that no person has accepted the claim yet, * that one has.
; The date is the {dates[0]} of the claim's period, the second date its {dates[1]}.
; Where the article leaves the period open, it is the day of the article, with the tag
; date-basis published; or the day on which that was fetched, with date-basis retrieved;
; without either it is {undated}, with date-basis none. Give yearly reports a begin date,
; such as -b 2015, to start them after that.
;
; hledger -f FILE check --strict ordereddates payees     in a UTF-8 locale,
;                          which export --ascii does without
; ledger -f FILE --strict --pedantic bal
"""
VOLUME = """\
; -*- ledger -*-
; Trade claims of a part of the books, {part}. Written by newsledger; main.journal in
; the same folder declares what is used here.
"""
_DATES: Mapping[EntryDate, tuple[str, str]] = {
    "period-end": ("end", "start"),
    "period-start": ("start", "end"),
}
"""What the date of a claim is, and what the second."""
ROOTS = (
    ("Exports", "R"),
    ("Imports", "X"),
    ("Turnover", "A"),
    ("Memo", "L"),
    ("Contra", "E"),
)


def preamble(booked: Sequence[Transaction], keeping: Bookkeeping) -> str:
    """Header, and the declarations that strict checking wants."""
    header = HEADER.format(
        counting=counting(keeping),
        asking=asking(keeping),
        dates=_DATES[keeping.entry_date],
        undated=keeping.undated,
    )
    return header + "".join(_declarations(booked))


def block(transaction: Transaction) -> str:
    """A transaction with an empty line before it."""
    tags = filter(None, starmap(_tag, transaction.tags))
    return "\n".join(("", _head(transaction), *tags, *_postings(transaction), ""))


@lru_cache(maxsize=4096)
def _tag(key: str, text: str) -> str:
    """A tag on a line of its own; nothing if no value is left of the text."""
    value = tag_value(text)
    return f"    ; {key}: {value}" if value else ""


def _declarations(booked: Iterable[Transaction]) -> Iterator[str]:
    """All that strict checking wants declared, one block for each kind."""
    postings = [line.posting for each in booked for line in each.lines]
    yield "\n" + "".join(commodities(postings))
    yield "\n" + "".join(f"account {root}\n  ; type: {kind}\n" for root, kind in ROOTS)
    yield "".join(accounts(postings))
    yield "\n" + "".join(f"tag {tag}\n" for tag in sorted(TAGS))
    payees = sorted({transaction.payee for transaction in booked})
    yield "\n" + "".join(f"payee {payee}\n" for payee in payees)


def accounts(postings: Iterable[Posting]) -> Iterator[str]:
    """The declarations of all accounts."""
    names = sorted({posting.account for posting in postings})
    return (f"account {name}\n" for name in names)


def commodities(postings: Iterable[Posting]) -> Iterator[str]:
    """A format for each unit, with all the decimals in use: with fewer, 0.5 shows as 0."""
    places: dict[str, int] = {}
    for _, amount, unit, balances in postings:
        if balances:
            continue
        whole = amount == amount.to_integral_value()
        decimals = 0 if whole else len(plain(amount).partition(".")[2])
        places[unit] = max(places.get(unit, 0), decimals)
    for unit, decimals in sorted(places.items()):
        yield f"commodity {unit}\n  format {unit} 1,000.{'0' * decimals}\n"


def _head(transaction: Transaction) -> str:
    second = f"={transaction.second_day}" if transaction.second_day else ""
    head = f"{transaction.day}{second} {transaction.mark} ({transaction.entry.id})"
    return f"{head} {transaction.payee} | {description(transaction.summary)}"


def _postings(transaction: Transaction) -> Iterator[str]:
    lines = transaction.lines
    amounts = [plain(line.posting.amount) for line in lines]
    account = max(len(line.posting.account) for line in lines)
    widest = max(map(len, amounts))
    for line, amount in zip(lines, amounts, strict=True):
        name, _, unit, balances = line.posting
        booked = f"    {name:<{account}}  {amount:>{widest}} {unit}{_price(line)}"
        yield booked if balances else f"{booked}{_citation(line)}"


def _price(line: Line) -> str:
    """A virtual one: ledger takes no other amount to be worth as much."""
    if line.price is None:
        return ""
    amount, unit = line.price
    return f" (@@) {plain(amount)} {unit}"


def _citation(line: Line) -> str:
    """The tags of a posting: the first on its line, each other on one of its own."""
    return "  ; " + "\n      ; ".join(f"{key}: {value}" for key, value in line.tags)


JOURNAL = Dialect(
    suffix=".journal",
    comment=";",
    preamble=preamble,
    volume=VOLUME,
    include="include {name}\n",
    block=block,
)
