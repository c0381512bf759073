from __future__ import annotations

import os
import random
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from journal_samples import EVIL, HOSTILE, PLAIN, SEEDS, VALUE, entries, number
from ledger_samples import reading
from ledger_tools import missing, run

from parsers.ledger.bookkeeping import Bookkeeping
from parsers.ledger.budget import budget
from parsers.model import Entry, Period, Quantity, Span

GOLDEN = Path(__file__).parent / "golden" / "journal" / "targets.journal"
GOAL = replace(PLAIN, status="target", period=Period("2021", "2021"))
LINE = re.compile(
    r"; \S.*|;|commodity [A-Z]{2,}|  format [A-Z]+ 1,000\.0*|account [A-Z][A-Za-z0-9:-]*|"
    r"~ daily from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d|    [A-Z][A-Za-z0-9:-]*  +-?[\d.]+ [A-Z]+"
)


def text_of(*told: Entry, keeping: Bookkeeping | None = None) -> str:
    return "".join(budget([reading(*told)], keeping=keeping or Bookkeeping()))


def goals(text: str) -> list[str]:
    """The first lines of the goals, with the accounts that take."""
    found = re.findall(r"^~ daily from (\S+) .*\n +(\S+) +(\S+ \S+)$", text, re.M)
    return [" ".join(goal) for goal in found]


def test_the_budget_of_the_seeds_is_as_it_was() -> None:
    text = text_of(*SEEDS)
    if os.environ.get("UPDATE_GOLDENS"):
        GOLDEN.write_text(text, "utf-8", newline="\n")

    assert text == GOLDEN.read_text("utf-8")


def test_a_goal_has_the_account_and_day_of_the_figure_that_reaches_it() -> None:
    assert goals(text_of(GOAL)) == ["2021-12-31 Imports:All:RUS:IRN 390000000 USD"]


def test_a_goal_is_kept_as_the_books_are() -> None:
    keeping = Bookkeeping(
        entry_date="period-start", account_template="{side}:{party}:{partner}:{good}"
    )

    text = text_of(GOAL, keeping=keeping)

    assert goals(text) == ["2021-01-01 Imports:RUS:IRN:All 390000000 USD"]


NO_GOALS = {
    "what happened": replace(GOAL, status="actual"),
    "a forecast": replace(GOAL, status="forecast"),
    "without a time": replace(GOAL, period=None),
    "with the world": replace(GOAL, partner="WLD"),
    "a balance": replace(GOAL, flow="balance"),
    "a rate": replace(
        GOAL,
        value=None,
        quantity=Quantity(Decimal(2), "barrel/day", Span(0, 1), "2 b/d"),
    ),
}


@pytest.mark.parametrize("entry", NO_GOALS.values(), ids=NO_GOALS)
def test_no_goal_is(entry: Entry) -> None:
    assert goals(text_of(entry)) == []


def test_of_targets_for_the_same_one_is_a_goal() -> None:
    rival = replace(GOAL, id=number("rival"), value=replace(VALUE, amount=Decimal(5)))
    part = replace(GOAL, id=number("part"), period=Period("2021-03", "2021-03"))

    assert len(goals(text_of(GOAL, rival, part))) == 1


def test_the_order_of_entries_is_no_matter() -> None:
    told = [
        replace(GOAL, id=number(str(n)), period=Period(str(2000 + n), str(2000 + n)))
        for n in range(9)
    ]
    shuffled = random.Random(2).sample(told, len(told))

    assert text_of(*shuffled) == text_of(*told)


TARGETS = tuple(
    replace(
        entry,
        status="target",
        period=Period(str(1700 + n % 400), str(1700 + n % 400)),
        reporter="IRN",
        partner="RUS",
        article=f"{n}{EVIL[n % len(EVIL)]}",
    )
    for n, entry in enumerate(HOSTILE)
)


@missing("hledger")
def test_hledger_takes_hostile_goals(tmp_path: Path) -> None:
    path = tmp_path / "targets.journal"
    text = text_of(*TARGETS)
    path.write_text(text, "utf-8", newline="\n")

    forecast = ("print", "--forecast=1700..2101", "-O", "csv")
    told = run("hledger", "-f", path, *forecast)
    checked = run("hledger", "-f", path, "check", "--strict")

    assert checked == ""
    assert len(re.findall(r'^"\d+","\d', told, re.M)) == 2 * len(goals(text))


@missing("ledger")
def test_ledger_takes_hostile_goals(tmp_path: Path) -> None:
    path = tmp_path / "targets.journal"
    path.write_text(text_of(*TARGETS), "utf-8", newline="\n")

    assert run("ledger", "-f", path, "--strict", "--pedantic", "bal") == ""


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.lists(entries(), min_size=1, max_size=4, unique_by=lambda entry: entry.id))
def test_no_text_makes_a_line_of_its_own(some: list[Entry]) -> None:
    text = text_of(*(replace(each, status="target") for each in some))

    lines = text.splitlines()
    assert lines == text.removesuffix("\n").split("\n")
    assert [line for line in lines if line and not LINE.fullmatch(line)] == []
