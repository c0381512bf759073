"""The audit: which figures are in doubt, and why."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ledger_samples import IRAQ

from parsers.ledger.audit import audit
from parsers.ledger.statements import Statement
from parsers.model import Entry, Money, Period, Span


def told(name: str, amount: int, **changes: object) -> Statement:
    """What an article tells of the exports to Iraq in 2019."""
    value = Money(Decimal(amount), "USD", Span(48, 61), f"${amount}")
    entry: Entry = replace(
        IRAQ,
        id=f"nl-{name}",
        article=name,
        quote=f"{name} says ${amount}",
        period=Period("2019", "2019"),
        value=value,
        quantity=None,
        **changes,  # type: ignore[arg-type]
    )
    return Statement(entry, value)


def test_both_figures_of_a_conflict_are_in_doubt() -> None:
    one, other = told("a.txt", 650), told("b.txt", 722)

    found = audit([one, other])

    assert {d.place for d in found.doubts} == {
        ("nl-a.txt", Span(48, 61)),
        ("nl-b.txt", Span(48, 61)),
    }
    assert {d.others for d in found.doubts} == {(one,), (other,)}


def test_figures_that_agree_are_not() -> None:
    assert not list(audit([told("a.txt", 650), told("b.txt", 650)]).doubts)


def test_of_a_sum_that_fails_the_whole_is_in_doubt() -> None:
    trade = told("a.txt", 999, flow="trade")
    exports = told("a.txt", 300)
    imports = told("a.txt", 200, flow="import")
    parts = [
        replace(
            one, entry=replace(one.entry, id=f"nl-{number}", quote=trade.entry.quote)
        )
        for number, one in enumerate((exports, imports))
    ]

    (doubt,) = audit([trade, *parts]).doubts

    assert doubt.figure == trade
    assert doubt.failure is not None
    assert doubt.failure.sum == "300 + 200 = 500 USD, stated 999"
