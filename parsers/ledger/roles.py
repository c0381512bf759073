"""Which figures of a ledger count, and why the others do not.

A figure that is told twice, by one article or by many, counts once, and a first quarter
not beside its year. The first reason that applies is the role.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from parsers.ledger.accounts import Role, is_country
from parsers.ledger.cells import Cell, cell_of, is_named
from parsers.ledger.intervals import Interval, days, why_undated
from parsers.ledger.rivals import Relation, Rival, rivals
from parsers.ledger.rounding import ends
from parsers.ledger.statements import Statement
from parsers.model import Change, Entry, Measure, Money, Quantity, Status
from parsers.settings import Conflicts

PLANS: Mapping[Status, Role] = {
    "target": "Target",
    "forecast": "Forecast",
    "potential": "Potential",
}


class Standing(NamedTuple):
    """The role of one figure, and the reason."""

    statement: Statement
    role: Role
    why: str
    """The reason, as a clause."""
    relation: Relation | None = None
    """What it is to `other`. Aggregates are compared like figures that count; their role
    stays what it is."""
    other: Statement | None = None
    """The figure that it repeats, contradicts, lies within or overlaps."""

    @property
    def in_one_sentence(self) -> bool:
        """Whether the other figure is told by the same sentence.

        Hardly a writer contradicts himself in one breath: it may well be misread.
        """
        other = self.other
        return other is not None and self.statement.quotation == other.quotation


def roles(
    statements: Iterable[Statement], conflicts: Conflicts = "latest"
) -> tuple[Standing, ...]:
    """One standing for each figure, by article and place, whatever the order given.

    Args:
        statements: Figures; one that comes twice is taken once.
        conflicts: Whether of figures that contradict each other the latest counts, or,
            if nobody accepted one, none: `hold`.

    Raises:
        ValueError: If two different entries share an id.
    """
    standings: list[Standing] = []
    cells: defaultdict[Cell, list[tuple[Interval, Statement]]] = defaultdict(list)
    once = _once(statements)
    for statement in once.values():
        entry, measure = statement.entry, statement.measure
        role, why = own_role(entry, measure)
        when = days(entry.period)
        restates = statement.restates
        restated = once.get((restates, Money)) if restates else None
        if role == "Counted" and restated:
            standings.append(_equivalent(statement, restated))
        elif when and role in ("Counted", "Aggregate") and is_named(entry):
            cells[cell_of(entry, measure)].append((when, statement))
        else:
            standings.append(Standing(statement, role, why))
    for members in cells.values():
        hold = conflicts == "hold"
        standings.extend(map(_standing, rivals(members, hold=hold)))
    return tuple(sorted(standings, key=_place))


def conflicts(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """The figures that contradict another, the likeliest to be true first.

    Two sources differ by little; what is ten times as much is of another time, or goods,
    and was misread. What one sentence tells comes last, for the same reason. A sentence
    that an article prints twice contradicts another once, and two that contradict each
    other are one conflict.
    """
    pairs: dict[frozenset[tuple[str, str | int, str]], Standing] = {}
    for standing in standings:
        if standing.relation == "Conflict" and standing.other:
            figures = standing.statement, standing.other
            pairs.setdefault(frozenset(f.citation for f in figures), standing)
    return tuple(sorted(pairs.values(), key=_unlikeliness))


def _unlikeliness(
    conflict: Standing,
) -> tuple[bool, Decimal, tuple[str, int, str, str]]:
    return conflict.in_one_sentence, _gap(conflict), _place(conflict)


def _gap(conflict: Standing) -> Decimal:
    """How many times the smaller amount the greater one is."""
    figures = (conflict.statement, conflict.other)
    sizes = sorted(abs(ends(figure.measure)[0]) for figure in figures if figure)
    return sizes[-1] / sizes[0] if sizes[0] else Decimal("Infinity")


def own_role(entry: Entry, measure: Measure) -> tuple[Role, str]:
    """The role of a figure as far as its entry alone tells, and the reason."""
    if entry.status != "actual":
        return PLANS[entry.status], f"it is a {entry.status}, not an actual"
    if isinstance(measure, Change):
        return "Change", "a percentage is no amount"
    if isinstance(measure, Quantity) and "/" in measure.unit:
        return "Rate", f"{measure.unit} is a rate"
    if days(entry.period) is None:
        return "Undated", why_undated(entry.period)
    if why := _why_aggregate(entry):
        return "Aggregate", why
    return "Counted", "nothing speaks against it"


def _why_aggregate(entry: Entry) -> str | None:
    """Why a figure is not that of two countries; None if it is."""
    for party in (entry.reporter, entry.partner):
        if not is_country(party):
            return f"{party} is no single country" if party else "a party is not told"
    return None


def _equivalent(statement: Statement, restated: Statement) -> Standing:
    """The standing of a figure that tells another one in other money."""
    why = f"it tells {restated.words} in other money"
    return Standing(statement, "Equivalent", why, "Equivalent", restated)


def _once(
    statements: Iterable[Statement],
) -> Mapping[tuple[str, type[Measure]], Statement]:
    """Each figure once, by its entry and kind."""
    seen: dict[tuple[str, type[Measure]], Statement] = {}
    entries: dict[str, Entry] = {}
    for statement in statements:
        entry = statement.entry
        kept = entries.setdefault(entry.id, entry)
        key = entry.id, type(statement.measure)
        same = seen.setdefault(key, statement)
        if (kept is not entry and kept != entry) or same != statement:
            raise ValueError("two different entries share an id")
        if not (same.restates or same.equivalent):  # less may be known of its article
            seen[key] = statement
    return seen


def _standing(rival: Rival) -> Standing:
    """The standing of a figure beside its rivals."""
    statement = rival.statement
    if why := _why_aggregate(statement.entry):
        why = f"{why}; {rival.why}" if rival.relation else why
        return Standing(statement, "Aggregate", why, rival.relation, rival.other)
    return Standing(
        statement, rival.relation or "Counted", rival.why, rival.relation, rival.other
    )


def _place(standing: Standing) -> tuple[str, int, str, str]:
    statement = standing.statement
    start = statement.measure.span.start
    kind = type(statement.measure).__name__
    return statement.entry.article, start, statement.entry.id, kind
