"""Where a claim is booked: on which day, in which role, between which accounts.

A claim is a movement of goods between two accounts, and what may be added lies under
`Exports`, `Imports` and `Turnover`. Every other figure has a role that says why it may
not, and lies under `Memo:<Role>:` in an account of its own.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from parsers.ledger.bookkeeping import USUAL, Bookkeeping
from parsers.ledger.escaping import code, component
from parsers.ledger.intervals import days
from parsers.model import Change, Entry, Measure, Money, Quantity

Role = Literal[
    "Counted",
    "Target",
    "Forecast",
    "Potential",
    "Change",
    "Rate",
    "Undated",
    "Aggregate",
    "Equivalent",
    "Repeat",
    "Conflict",
    "Subperiod",
    "Overlap",
]
"""What a figure is in the ledger: counted, or why it may not be added to others."""

Side = Literal["Exports", "Imports", "Turnover", "Balance"]
"""The first part of an account, below `Memo` if it is no root."""

UNITS = {
    "kg": "KG",
    "tonne/day": "TPD",
    "barrel": "BBL",
    "barrel/day": "BPD",
    "litre/day": "LPD",
    "cubic metre": "CBM",
    "cubic metre/day": "CBMD",
    "cubic foot": "CFT",
    "cubic foot/day": "CFTD",
    "square metre": "SQM",
    "kWh": "KWH",
    "MW": "MW",
    "TEU": "TEU",
    "bag": "BAG",
    "unit": "PCS",
}
"""Units whose symbol is not just their name in capitals."""
PERCENT = "PCT"

GROUPS = frozenset({"WLD", "CIS", "ECO", "GCC", "SCO", "XXX"})
"""Parties that look like a country code and are none."""


class Posting(NamedTuple):
    """One line of a transaction: an amount that an account takes or gives."""

    account: str
    amount: Decimal
    unit: str
    balances: bool = False
    """Whether it only balances the one that the article states."""


@lru_cache(maxsize=4096)
def is_country(party: str | None) -> bool:
    """Whether the party is one country, by its ISO 3166-1 alpha-3 code."""
    if party is None or party in GROUPS:
        return False
    return len(party) == 3 and party.isascii() and party.isalpha() and party.isupper()


def is_movement(entry: Entry) -> bool:
    """Whether goods go one way, from an exporter to an importer."""
    return entry.flow in ("export", "import")


def parties(entry: Entry) -> tuple[str | None, str | None]:
    """Exporter and importer if goods go one way, else reporter and partner."""
    if entry.flow == "import":
        return entry.partner, entry.reporter
    return entry.reporter, entry.partner


def postings(
    entry: Entry, measure: Measure, role: Role, keeping: Bookkeeping = USUAL
) -> tuple[Posting, Posting]:
    """The two postings of a figure: the one that states it, and the one that balances."""
    takes, gives = _accounts(entry, measure, role, keeping)
    low, _ = bounds(measure)
    unit = unit_of(measure)
    # `-low` would round to the 28 digits of the decimal context.
    return Posting(takes, low, unit), Posting(gives, low.copy_negate(), unit, True)


def bounds(measure: Measure) -> tuple[Decimal, Decimal | None]:
    """The amount, and the upper end of a range."""
    if isinstance(measure, Change):
        return measure.percent, measure.percent_to
    return measure.amount, measure.amount_to


def unit_of(measure: Measure) -> str:
    """The commodity symbol: letters only, at least two, one for each unit."""
    match measure:
        case Money(currency=currency):
            return _of_currency(currency)
        case Quantity(unit=unit):
            return UNITS.get(unit) or _of_unit(unit)
        case Change():
            return PERCENT


@lru_cache(maxsize=4096)
def _of_currency(currency: str) -> str:
    plain = len(currency) == 3 and currency.isascii() and currency.isalpha()
    return currency if plain and currency.isupper() else code(currency)


@lru_cache(maxsize=4096)
def _of_unit(unit: str) -> str:
    # Longer than three letters, so that it cannot be taken for a currency.
    plain = 3 < len(unit) <= 20 and unit.isascii() and unit.isalpha()
    return unit.upper() if plain and unit.islower() else code(unit)


def _accounts(
    entry: Entry, measure: Measure, role: Role, keeping: Bookkeeping
) -> tuple[str, str]:
    """The account that takes the amount of a figure, and the one that gives it."""
    if is_movement(entry) and not isinstance(measure, Change):
        takes, gives = _imports(entry, keeping), _exports(entry, keeping)
        return _placed(takes, entry, role), _placed(gives, entry, role)
    takes = _placed(_path(entry, keeping), entry, role)
    if isinstance(measure, Change):
        return takes, "Contra:Change"
    return takes, "Contra:Turnover" if entry.flow == "trade" else "Contra:Balance"


def _placed(path: str, entry: Entry, role: Role) -> str:
    """The account itself if it counts, else one below `Memo` for this entry alone."""
    if role == "Counted" and entry.flow != "balance":
        return path
    why = "Memo" if role == "Counted" else f"Memo:{role}"
    span = days(entry.period)
    when = "XXXX" if span is None else span[1].isoformat()
    return f"{why}:{path}:{when}-{entry.id.removeprefix('nl-')}"


def counted_path(account: str) -> str:
    """The account that a figure would have if it counted."""
    root, *rest = account.split(":")
    if root != "Memo" or len(rest) < 2:
        return account
    return ":".join(rest[1 if rest[0] in get_args(Role) else 0 : -1])


def _path(entry: Entry, keeping: Bookkeeping) -> str:
    """The account in the terms of the flow, as the article words it."""
    match entry.flow:
        case "export":
            return _exports(entry, keeping)
        case "import":
            return _imports(entry, keeping)
        case "trade":
            side: Side = "Turnover"
        case "balance":
            side = "Balance"
    return _account(keeping, side, entry.commodity, entry.reporter, entry.partner)


def _exports(entry: Entry, keeping: Bookkeeping) -> str:
    exporter, importer = parties(entry)
    return _account(keeping, "Exports", entry.commodity, exporter, importer)


def _imports(entry: Entry, keeping: Bookkeeping) -> str:
    exporter, importer = parties(entry)
    return _account(keeping, "Imports", entry.commodity, importer, exporter)


@lru_cache(maxsize=4096)
def _account(
    keeping: Bookkeeping,
    side: Side,
    commodity: str | None,
    party: str | None,
    partner: str | None,
) -> str:
    """The account of a country and whom it trades with; of turnover, of both at once.

    `All` where no good is named: it is not below any other good, nor above.
    """
    names = [component(each) if each else "XXX" for each in (party, partner)]
    good = component(commodity) if commodity else "All"
    parts = {"side": side, "good": good}
    if side == "Turnover":
        return keeping.account({**parts, "party": "-".join(sorted(names))})
    return keeping.account({**parts, "party": names[0], "partner": names[1]})
