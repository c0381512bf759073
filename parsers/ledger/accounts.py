"""Where a claim is booked: on which day, in which role, between which accounts.

A claim is a movement of goods between two accounts, and what may be added lies under
`Exports`, `Imports` and `Turnover`. Every other figure has a role that says why it may
not, and lies under `Memo:<Role>:` in an account of its own.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from parsers.ledger.escaping import code, component
from parsers.model import Change, Entry, Measure, Money, Period, Quantity, Status

Role = Literal[
    "Target", "Forecast", "Potential", "Change", "Rate", "Undated", "Aggregate"
]
"""Why a figure may not be added to others."""

PLANS: dict[Status, Role] = {
    "target": "Target",
    "forecast": "Forecast",
    "potential": "Potential",
}
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
YEARS = range(1700, 2101)
"""One wrong year would give every yearly report hundreds of columns."""


_EDTF = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
)


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of a transaction: an amount that an account takes or gives."""

    account: str
    amount: Decimal
    unit: str
    cites: Measure | None = None
    """The figure that the article states; None on the leg that balances it."""


def days(period: Period | None) -> tuple[date, date] | None:
    """First and last day of a period; None where its years are not told.

    A period that is no stretch of the calendar, or outside the years that a ledger may
    have, is as good as none.
    """
    if period is None:
        return None
    try:
        first, last = _day(period.first, last=False), _day(period.last, last=True)
    except ValueError:
        return None
    if first > last or first.year not in YEARS or last.year not in YEARS:
        return None
    return first, last


def _day(edtf: str, *, last: bool) -> date:
    """The first or last day of a `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
    parts = _EDTF.fullmatch(edtf)
    if parts is None:
        raise ValueError(edtf)
    year = int(parts["year"])
    month = int(parts["month"] or (12 if last else 1))
    day = int(parts["day"] or (monthrange(year, month)[1] if last else 1))
    return date(year, month, day)


def role_of(entry: Entry, measure: Measure) -> Role | None:
    """Why the figure may not be added, as far as its entry alone tells.

    None for a figure that counts, and for a balance, which has accounts of its own.
    """
    if entry.status != "actual":
        return PLANS[entry.status]
    if isinstance(measure, Change):
        return "Change"
    if isinstance(measure, Quantity) and "/" in measure.unit:
        return "Rate"
    if days(entry.period) is None:
        return "Undated"
    if not (is_country(entry.reporter) and is_country(entry.partner)):
        return "Aggregate"
    return None


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
    entry: Entry, measure: Measure, role: Role | None
) -> tuple[Posting, Posting]:
    """The two postings of a figure: the one that cites it, and the one that balances."""
    takes, gives = _accounts(entry, measure, role)
    low, _ = bounds(measure)
    unit = unit_of(measure)
    # `-low` would round to the 28 digits of the decimal context.
    return Posting(takes, low, unit, measure), Posting(gives, low.copy_negate(), unit)


def bounds(measure: Measure) -> tuple[Decimal, Decimal | None]:
    """The amount, and the upper end of a range."""
    if isinstance(measure, Change):
        return measure.percent, measure.percent_to
    return measure.amount, measure.amount_to


def unit_of(measure: Measure) -> str:
    """The commodity symbol: letters only, at least two, one for each unit."""
    match measure:
        case Money(currency=currency):
            plain = len(currency) == 3 and currency.isascii() and currency.isalpha()
            return currency if plain and currency.isupper() else code(currency)
        case Quantity(unit=unit) if unit in UNITS:
            return UNITS[unit]
        case Quantity(unit=unit):
            # Longer than three letters, so that it cannot be taken for a currency.
            plain = 3 < len(unit) <= 20 and unit.isascii() and unit.isalpha()
            return unit.upper() if plain and unit.islower() else code(unit)
        case Change():
            return PERCENT


def _accounts(entry: Entry, measure: Measure, role: Role | None) -> tuple[str, str]:
    """The account that takes the amount of a figure, and the one that gives it."""
    if is_movement(entry) and not isinstance(measure, Change):
        takes, gives = _imports(entry), _exports(entry)
        return _placed(takes, entry, role), _placed(gives, entry, role)
    takes = _placed(_path(entry), entry, role)
    if isinstance(measure, Change):
        return takes, "Contra:Change"
    return takes, "Contra:Turnover" if entry.flow == "trade" else "Contra:Balance"


def _placed(path: str, entry: Entry, role: Role | None) -> str:
    """The account itself if it counts, else one below `Memo` for this entry alone."""
    if role is None and entry.flow != "balance":
        return path
    why = "Memo" if role is None else f"Memo:{role}"
    span = days(entry.period)
    when = "XXXX" if span is None else span[1].isoformat()
    return f"{why}:{path}:{when}-{entry.id.removeprefix('nl-')}"


def _path(entry: Entry) -> str:
    """The account in the terms of the flow, as the article words it."""
    match entry.flow:
        case "export":
            return _exports(entry)
        case "import":
            return _imports(entry)
        case "trade":
            pair = sorted((_party(entry.reporter), _party(entry.partner)))
            return f"Turnover:{_good(entry)}:{'-'.join(pair)}"
        case "balance":
            sides = f"{_party(entry.reporter)}:{_party(entry.partner)}"
            return f"Balance:{_good(entry)}:{sides}"


def _exports(entry: Entry) -> str:
    exporter, importer = map(_party, parties(entry))
    return f"Exports:{_good(entry)}:{exporter}:{importer}"


def _imports(entry: Entry) -> str:
    exporter, importer = map(_party, parties(entry))
    return f"Imports:{_good(entry)}:{importer}:{exporter}"


def _good(entry: Entry) -> str:
    """`All` where no good is named: it is not below any other good, nor above."""
    return component(entry.commodity) if entry.commodity else "All"


def _party(party: str | None) -> str:
    return component(party) if party else "XXX"
