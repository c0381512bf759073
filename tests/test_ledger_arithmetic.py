from __future__ import annotations

import gc
import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_samples import entries as any_entries
from ledger_samples import figure, numbered

from parsers.ledger.arithmetic import arithmetic
from parsers.ledger.book import Book
from parsers.ledger.findings import Finding
from parsers.ledger.lines import Line
from parsers.ledger.roles import roles
from parsers.ledger.statements import Statement
from parsers.model import Entry, Origin, Quantity, Span

LAST, THIS = "2019", "2020"
FROM_HERE = (("period", Origin("slot")),)


def found(*figures: Statement, check: str) -> list[Finding]:
    """What one kind of check comes to, in the order of the text."""
    placed = [
        replace(f, measure=replace(f.measure, span=Span(n, n + 1)))
        for n, f in enumerate(numbered(*figures))
    ]
    return [f for f in arithmetic(roles(placed)) if f.check == check]


def outcome(*figures: Statement, check: str) -> tuple[str, str]:
    (finding,) = found(*figures, check=check)
    return finding.outcome, finding.why


# --- changes ---------------------------------------------------------------------------

RISE = figure("105 %", THIS)
NOW, BEFORE = figure("$800 m", THIS), figure("$390 m", LAST)


def test_the_sum_of_a_change_is_shown() -> None:
    (finding,) = found(RISE, NOW, BEFORE, check="change")

    assert (finding.outcome, finding.sum) == (
        "holds",
        "800,000,000 against 390,000,000 USD = +105.1 %, stated +105 %",
    )


@pytest.mark.parametrize(
    "stated",
    ["105 %", "105.1 %", "104 %", "108 %"],
    ids=["rounded", "exact", "cut off", "in the rounding of the amounts"],
)
def test_a_change_holds_within_what_is_rounded(stated: str) -> None:
    assert outcome(figure(stated, THIS), NOW, BEFORE, check="change")[0] == "holds"


@pytest.mark.parametrize("stated", ["20 %", "-20 %", "120 %", "-105 %"])
def test_a_change_fails_that_the_amounts_do_not_bear_out(stated: str) -> None:
    assert outcome(figure(stated, THIS), NOW, BEFORE, check="change")[0] == "fails"


def test_a_fall_is_a_fall() -> None:
    fall = figure("-25 %", THIS)
    now, before = figure("$300 m", THIS), figure("$400 m", LAST)

    assert outcome(fall, now, before, check="change")[0] == "holds"


def test_a_year_of_another_calendar_drifts_by_a_day() -> None:
    now = "2020-03-20/2020-06-20"
    figures = (
        figure("105 %", now),
        figure("$800 m", now),
        figure("$390 m", "2019-03-21/2019-06-21"),
    )

    assert outcome(*figures, check="change")[0] == "holds"


WRONG = figure("20 %", THIS)
NO_CHANGE_TO_TELL = {
    "its year is not told": (figure("20 %", "XXXX"), NOW, BEFORE),
    "its time and the year before have no amounts": (WRONG, NOW),
    "a month may be compared with the month before": (
        figure("20 %", "2020-07"),
        figure("$800 m", "2020-07"),
        figure("$390 m", "2019-07"),
    ),
    "the amounts are not told together": (WRONG, NOW, replace(BEFORE, sentence=9)),
    "more than two amounts are told beside it": (
        WRONG,
        NOW,
        BEFORE,
        figure("$100 m", "2018"),
    ),
    "it may be the change of another amount": (
        WRONG,
        NOW,
        replace(BEFORE, sentence=1),
        replace(figure("$700 m", THIS), sentence=2),
    ),
    "it may be a change from another amount": (
        WRONG,
        NOW,
        replace(BEFORE, sentence=1),
        replace(figure("$300 m", LAST), sentence=2),
    ),
    "it fits with the two periods the other way round": (
        figure("-51 %", THIS),
        figure("$800 m", THIS),
        figure("$390 m", LAST),
    ),
}


@pytest.mark.parametrize(
    ("why", "figures"), NO_CHANGE_TO_TELL.items(), ids=NO_CHANGE_TO_TELL
)
def test_of_a_change_nothing_can_be_told(
    why: str, figures: tuple[Statement, ...]
) -> None:
    assert outcome(*figures, check="change") == ("cannot tell", why)


def test_a_change_may_be_of_the_other_measure() -> None:
    both = replace(WRONG.entry, value=NOW.entry.value, quantity=QUANTITY)

    figures = (replace(WRONG, entry=both), NOW, BEFORE)

    why = "it may be the change of the other measure"
    assert outcome(*figures, check="change") == ("cannot tell", why)


QUANTITY = Quantity(Decimal(5), "tonne", Span(9, 10), "5 tonne")


def test_a_change_that_fails_is_not_blamed_for_amounts_of_another_change() -> None:
    findings = found(RISE, WRONG, NOW, BEFORE, check="change")

    assert [(f.outcome, f.why) for f in findings] == [
        ("holds", "the amounts bear it out"),
        ("cannot tell", "the amounts bear out another change"),
    ]


def test_nor_for_those_of_another_change_with_the_two_periods_exchanged() -> None:
    fall, rise = figure("-25 %", THIS), replace(figure("85 %", "2018"), sentence=1)
    now, before = figure("$238 m", THIS), replace(figure("$440 m", LAST), sentence=1)

    findings = found(fall, rise, now, before, check="change")

    assert ("cannot tell", "the amounts bear out another change") in [
        (finding.outcome, finding.why) for finding in findings
    ]
    assert "fails" not in {finding.outcome for finding in findings}


def test_an_amount_told_for_two_times_was_misread_once() -> None:
    again = replace(figure("$390 m", "2015"), sentence=5)

    why = "an article tells one of the amounts for another time too"
    assert outcome(WRONG, NOW, BEFORE, again, check="change") == ("cannot tell", why)


ELSEWHERE = figure("$390 m", LAST, article="z.txt")


@pytest.mark.parametrize(
    ("change", "expected"),
    [(RISE, "holds"), (WRONG, "fails")],
    ids=["fits", "does not"],
)
def test_the_year_before_is_looked_up_in_other_articles(
    change: Statement, expected: str
) -> None:
    assert outcome(change, NOW, ELSEWHERE, check="change")[0] == expected


def test_an_amount_of_another_article_may_have_been_revised_since() -> None:
    why = "the amount of another article may have been revised since"
    told = figure("112 %", THIS), replace(NOW, sentence=1)

    revised = outcome(*told, replace(ELSEWHERE, sentence=1), check="change")
    told_here = outcome(*told, replace(BEFORE, sentence=1), check="change")

    assert revised == ("cannot tell", why)
    assert told_here[0] == "fails"


def test_a_disputed_amount_of_another_article_proves_nothing() -> None:
    rival = figure("$500 m", LAST, article="y.txt")

    why = "its time and the year before have no amounts"
    assert outcome(WRONG, NOW, ELSEWHERE, rival, check="change") == ("cannot tell", why)


def test_an_amount_that_another_article_tells_of_two_times_proves_nothing() -> None:
    again = figure("$390 m", "2015", article="z.txt")

    why = "an article tells one of the amounts for another time too"
    assert outcome(WRONG, NOW, ELSEWHERE, again, check="change") == ("cannot tell", why)


def test_what_others_tell_of_trade_with_the_world_proves_nothing() -> None:
    figures = [
        replace(f, entry=replace(f.entry, partner="WLD"))
        for f in (WRONG, NOW, ELSEWHERE)
    ]

    assert outcome(*figures, check="change")[0] == "cannot tell"


# --- trade and balance -----------------------------------------------------------------

EXPORTS = figure("$16.3 bn", origins=FROM_HERE)
IMPORTS = figure("$12.9 bn", flow="import", origins=FROM_HERE)
TRADE = figure("$29.2 bn", flow="trade", origins=FROM_HERE)
LESS = figure("$28 bn", flow="trade", origins=FROM_HERE)
SURPLUS = figure("$3.4 bn", flow="balance", origins=FROM_HERE)


def test_the_sum_of_a_trade_is_shown() -> None:
    (finding,) = found(TRADE, EXPORTS, IMPORTS, check="trade")

    assert (finding.outcome, finding.sum) == (
        "holds",
        "16,300,000,000 + 12,900,000,000 = 29,200,000,000 USD, stated 29,200,000,000",
    )


def test_a_trade_fails_that_is_not_exports_and_imports() -> None:
    assert outcome(LESS, EXPORTS, IMPORTS, check="trade")[0] == "fails"


def test_the_imports_of_the_other_country_are_exports_too() -> None:
    mirrored = figure("$16.3 bn", flow="import", reporter="RUS", partner="IRN")

    assert outcome(TRADE, mirrored, IMPORTS, check="trade")[0] == "holds"


BACK = figure("$12.9 bn", flow="import", article="z.txt")


@pytest.mark.parametrize(
    ("trade", "expected"),
    [(TRADE, "holds"), (LESS, "cannot tell")],
    ids=["fits", "does not"],
)
def test_imports_that_an_article_does_not_tell_are_looked_up_in_others(
    trade: Statement, expected: str
) -> None:
    (finding,) = found(trade, EXPORTS, BACK, check="trade")

    assert finding.outcome == expected
    assert finding.sum.startswith(
        "16,300,000,000 + 12,900,000,000 = 29,200,000,000 USD"
    )


def test_exports_that_another_article_disputes_prove_nothing() -> None:
    rival = figure("$9 bn", flow="import", article="y.txt")

    why = "its exports or its imports are not told"
    assert outcome(TRADE, EXPORTS, BACK, rival, check="trade") == ("cannot tell", why)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("$3.4 bn", "holds"), ("$-3.4 bn", "holds"), ("$5 bn", "fails")],
)
def test_a_balance_is_exports_less_imports(stated: str, expected: str) -> None:
    balance = figure(stated, flow="balance", origins=FROM_HERE)

    assert outcome(balance, EXPORTS, IMPORTS, check="balance")[0] == expected


def at(period: str, *figures: Statement) -> tuple[Statement, ...]:
    return tuple(
        replace(f, entry=replace(f.entry, period=figure("$1", period).entry.period))
        for f in figures
    )


NO_TRADE_TO_TELL = {
    "its exports or its imports are not told": (LESS, EXPORTS),
    "its year is not told": at("XXXX-03/XXXX-05", LESS, EXPORTS, IMPORTS),
    "the amounts are not told together": (LESS, EXPORTS, replace(IMPORTS, sentence=4)),
    "the period of an amount is that of an earlier sentence": (
        LESS,
        EXPORTS,
        replace(IMPORTS, sentence=1, entry=replace(IMPORTS.entry, origins=())),
    ),
    "several amounts can be meant": (
        LESS,
        EXPORTS,
        IMPORTS,
        figure("$9 bn", flow="import", origins=FROM_HERE, sentence=2),
    ),
    "a part is greater than the whole": (
        figure("$2 bn", flow="trade", origins=FROM_HERE),
        EXPORTS,
        IMPORTS,
    ),
    "it fits if one of the amounts is the balance": (
        figure("$29.2 bn", flow="trade", origins=FROM_HERE),
        figure("$3.4 bn", origins=FROM_HERE),
        IMPORTS,
    ),
    "the article tells one of the amounts for another time too": (
        LESS,
        EXPORTS,
        IMPORTS,
        figure("$12.9 bn", "2015", flow="import", sentence=7),
    ),
    "one of the amounts fits into another sum": (
        LESS,
        EXPORTS,
        IMPORTS,
        figure("$29.2 bn", "2015", flow="trade", sentence=7),
    ),
}


@pytest.mark.parametrize(
    ("why", "figures"), NO_TRADE_TO_TELL.items(), ids=NO_TRADE_TO_TELL
)
def test_of_a_trade_nothing_can_be_told(
    why: str, figures: tuple[Statement, ...]
) -> None:
    findings = found(*figures, check="trade")

    assert (findings[0].outcome, findings[0].why) == ("cannot tell", why)


def test_an_open_year_can_be_borne_out() -> None:
    figures = at("XXXX-03/XXXX-05", TRADE, EXPORTS, IMPORTS)

    assert outcome(*figures, check="trade")[0] == "holds"


# --- parts -----------------------------------------------------------------------------

WORLD = figure("€400 m", flow="import", partner="WLD")
GERMANY = figure("€204 m", flow="import", partner="DEU")
ITALY = figure("€123 m", flow="import", partner="ITA")
FRANCE = figure("€149 m", flow="import", partner="FRA")


def test_countries_are_added_up() -> None:
    (finding,) = found(WORLD, GERMANY, ITALY, check="part")

    assert (finding.outcome, finding.sum) == (
        "holds",
        "204,000,000 + 123,000,000 = 327,000,000 EUR, of 400,000,000",
    )


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ((WORLD, GERMANY, ITALY, FRANCE), "fails"),
        ((WORLD, GERMANY, GERMANY, ITALY), "holds"),
        ((figure("$100 m", "2020-01/2020-03"), figure("$90 m", "2020")), "fails"),
        ((figure("$90 m", "2020-01/2020-03"), figure("$100 m", "2020")), "holds"),
        ((figure("$90 m", commodity="wheat"), figure("$100 m")), "holds"),
        ((figure("$100 m", commodity="wheat"), figure("$90 m")), "cannot tell"),
        (
            (
                figure("$100 m", "2020-01/2020-03", partner="WLD"),
                figure("$90 m", "2020", partner="WLD"),
            ),
            "cannot tell",
        ),
        (
            (
                figure("$100 m", "2020-01/2020-03"),
                figure("$90 m", "2020"),
                figure("$95 m", "2020", sentence=2),
            ),
            "cannot tell",
        ),
    ],
    ids=[
        "more than all",
        "one country twice",
        "a greater quarter",
        "a quarter",
        "goods",
        "more of some goods than of all",
        "a quarter of what a province may export",
        "two amounts for the year",
    ],
)
def test_a_whole_is_not_less_than_its_parts(
    figures: tuple[Statement, ...], expected: str
) -> None:
    assert found(*figures, check="part")[0].outcome == expected


def test_a_rate_of_a_month_may_be_above_that_of_its_year() -> None:
    month, year = figure("4 m barrel/day", "2020-01"), figure("3 m barrel/day")

    assert found(month, year, check="part") == []


# --- prices ----------------------------------------------------------------------------


def priced(value: str, quantity: str, good: str | None) -> list[Statement]:
    """Value and quantity of one entry."""
    entry = figure(value, commodity=good, quote=f"{value} {quantity}").entry
    entry = replace(entry, quantity=figure(quantity).entry.quantity)
    return [Statement(entry, measure) for measure in entry.measures]


def prices(*told: tuple[str, str], good: str | None = "wheat") -> list[str]:
    """The outcome of each price."""
    figures = [
        replace(one, entry=replace(one.entry, id=f"nl-{number}"))
        for number, (value, quantity) in enumerate(told)
        for one in priced(value, quantity, good)
    ]
    return [f.outcome for f in arithmetic(roles(figures)) if f.check == "price"]


USUAL = [(f"${n} m", "1 k tonne") for n in (1, 2, 3, 4, 5)]
MILLION_LOST = ("$3 m", "1.5 tonne")


def test_a_price_far_from_all_others_fails() -> None:
    assert sorted(prices(*USUAL, MILLION_LOST)) == ["fails", *["holds"] * 5]


def test_too_few_prices_make_no_range() -> None:
    assert prices(*USUAL[:3], MILLION_LOST) == ["cannot tell"] * 4


def test_copies_of_one_sentence_make_no_range() -> None:
    assert set(prices(*[USUAL[0]] * 6, MILLION_LOST)) == {"cannot tell"}


def test_goods_without_a_name_may_be_dearer() -> None:
    dear = ("$90 m", "1 k tonne")

    assert "fails" in prices(*USUAL, dear)
    assert "fails" not in prices(*USUAL, dear, good=None)
    assert "fails" in prices(*USUAL, MILLION_LOST, good=None)


def test_pieces_without_a_name_are_not_compared() -> None:
    pieces = [(value, "1 k unit") for value, _ in USUAL]

    assert set(prices(*pieces, ("$9 bn", "1 unit"), good=None)) == {"cannot tell"}


# --- all of them -----------------------------------------------------------------------


def test_a_sentence_printed_twice_is_checked_once() -> None:
    again = (replace(f, line=9, sentence=9) for f in (WRONG, NOW, BEFORE))

    assert len(found(WRONG, NOW, BEFORE, *again, check="change")) == 1


def test_the_order_of_the_articles_changes_nothing() -> None:
    figures = numbered(WRONG, NOW, BEFORE, LESS, EXPORTS, IMPORTS, WORLD, GERMANY)
    shuffled = list(figures)
    random.Random(1).shuffle(shuffled)

    assert arithmetic(roles(shuffled)) == arithmetic(roles(figures))


@given(st.lists(any_entries, max_size=8, unique_by=lambda entry: entry.id))
def test_any_entries_can_be_reckoned_with(some: list[Entry]) -> None:
    figures = [Statement(entry, m) for entry in some for m in entry.measures]

    for finding in arithmetic(roles(figures)):
        assert finding.why
        assert finding.statements


@pytest.mark.parametrize("power", [30, 400])
def test_absurd_amounts_are_reckoned_with(power: int) -> None:
    huge = f"{10**power:,}"
    figures = [(f"${huge}", "1 tonne"), *USUAL, ("$1", f"{huge} tonne")]

    assert prices(*figures).count("fails") == 2
    assert found(RISE, figure(f"${huge}", THIS), BEFORE, check="change")


def test_lines_are_made_of_one_article_after_the_other() -> None:
    articles = [
        replace(f, entry=replace(f.entry, id=f"{name} {n}", article=name))
        for name in "abc"
        for n, f in enumerate((RISE, NOW, BEFORE))
    ]

    for _ in Book(roles(articles)).leaves():
        assert sum(type(each) is Line for each in gc.get_objects()) <= 2 * 3
