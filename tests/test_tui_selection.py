"""What is listed, in which order, and what it comes to; without any screen."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_samples import IRAQ

from parsers.articles import Found
from parsers.model import Entry, Money, Period, Span
from parsers.query import parse
from tui.book import GAP, book_columns
from tui.listing import Listing
from tui.orders import ARTICLES, ENTRIES, FOUND, Order, arranged, following, named
from tui.rows import Counts, Head, Known, Rows
from tui.selection import Selection
from tui.totals import totals


def entry(amount: str, currency: str = "USD", **changes: object) -> Entry:
    value = Money(Decimal(amount), currency, Span(0, 1), "")
    plain = replace(IRAQ, quantity=None, period=Period("2019", "2019"), value=value)
    return replace(plain, **changes)  # type: ignore[arg-type]


OIL, GAS = entry("5e9"), entry("7e6", "EUR", flow="import", partner=None)
RIALS = entry("1e15", "IRR", period=Period("XXXX-03", "XXXX-03"))
HEADS = (Head("Oil of Iraq", "2019-01-01"), Head("gas", None), Head(None, "2020-01-01"))
BOOKED = ((OIL, entry("1e6")), (GAS,), (RIALS, OIL))


def read(rows: Rows, row: int) -> None:
    entries = BOOKED[row]
    counts = Counts(len(entries), row, 0)
    rows.learn(Known(row, HEADS[row], counts, None, entries))


@pytest.fixture
def rows() -> Rows:
    """Three articles, of which nothing is known."""
    rows = Rows()
    rows.extend(Found(f"{name}.txt", b"") for name in "cab")
    return rows


@pytest.fixture
def known(rows: Rows) -> Rows:
    """Three articles that have been read."""
    for row in range(3):
        read(rows, row)
    return rows


def listed(selection: Selection) -> list[int]:
    return list(selection.listing().order)


# --- filter --------------------------------------------------------------------------


def test_the_list_fills_while_articles_become_known(rows: Rows) -> None:
    selection = Selection(rows)
    selection.choose(parse("flow:export"))
    assert (listed(selection), selection.unknown) == ([], [0, 1, 2])

    for row in (2, 1):
        read(rows, row)
        selection.learned([row])

    assert (listed(selection), selection.unknown) == ([2], [0])
    assert selection.excludes(1)
    assert not selection.excludes(0)


def test_a_title_decides_before_the_rules_have_read_the_article(rows: Rows) -> None:
    selection = Selection(rows)
    selection.choose(parse("iraq flow:export"))
    rows.learn(Known(1, HEADS[1], None))
    selection.learned([1])

    assert selection.unknown == [0, 2]


def test_articles_that_are_found_later_are_asked_too(known: Rows) -> None:
    selection = Selection(known)
    selection.choose(parse("flow:import"))
    known.extend([Found("d.txt", b"")])
    selection.added()

    assert (listed(selection), selection.unknown) == ([1], [3])


def test_what_old_rules_read_is_listed_until_the_new_ones_have_read_it(
    known: Rows,
) -> None:
    selection = Selection(known)
    selection.choose(parse("flow:import"))
    known.forget_counts()

    assert known.counts == [None] * 3
    assert listed(selection) == [1]


# --- order ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "descending", "order"),
    [
        ("found", False, [0, 1, 2]),
        ("found", True, [2, 1, 0]),
        ("title", False, [2, 1, 0]),
        ("date", True, [2, 0, 1]),
        ("date", False, [0, 2, 1]),
        ("figures", True, [2, 0, 1]),
        ("open", True, [2, 1, 0]),
        ("amount", True, [0, 2, 1]),
    ],
)
def test_articles_are_sorted(
    known: Rows, name: str, descending: bool, order: list[int]
) -> None:
    selection = Selection(known)
    selection.sort(Order(name, descending))

    assert listed(selection) == order


def test_a_row_that_becomes_known_finds_its_place(rows: Rows) -> None:
    selection = Selection(rows)
    selection.sort(Order("date"))
    before = listed(selection)
    read(rows, 2)
    selection.learned([2])

    assert (before, listed(selection)) == ([0, 1, 2], [2, 0, 1])


def entries(rows: Rows, order: Order, text: str = "") -> list[Entry]:
    selection = Selection(rows)
    selection.choose(parse(text))
    selection.entries_order = order
    return [entry for _, entry in selection.survey(selection.listing()).entries()]


def test_the_ledger_holds_the_entries_that_are_chosen(known: Rows) -> None:
    assert entries(known, FOUND, "amount>1e9 currency:USD") == [OIL, OIL]


@pytest.mark.parametrize("descending", [False, True])
def test_amounts_of_different_currencies_are_never_compared(
    known: Rows, descending: bool
) -> None:
    found = entries(known, Order("amount", descending))

    assert [e.value.currency for e in found if e.value] == [
        *["USD"] * 3,
        "EUR",
        "IRR",
    ]
    amounts = [e.value.amount for e in found[:3] if e.value]
    assert amounts == sorted(amounts, reverse=descending)


def test_what_is_not_told_comes_last_whatever_the_way(known: Rows) -> None:
    for descending in (False, True):
        assert entries(known, Order("partner", descending))[-1] == GAS
        assert entries(known, Order("period", descending))[-1] == RIALS


@pytest.mark.parametrize("orders", [ARTICLES, ENTRIES])
def test_every_order_can_be_reached_and_used(
    known: Rows, orders: tuple[Order, ...]
) -> None:
    order, seen = FOUND, []
    for _ in orders:
        order = following(orders, order)
        seen.append(order)
        selection = Selection(known)
        if orders is ARTICLES:
            selection.sort(order)
            assert sorted(listed(selection)) == [0, 1, 2]
        else:
            assert len(entries(known, order)) == 5

    assert set(seen) == set(orders)


def test_an_order_of_another_version_is_none() -> None:
    assert named(ARTICLES, "colour", True) == FOUND


@given(st.lists(st.none() | st.tuples(st.integers(0, 2), st.integers(0, 5))))
def test_sorting_keeps_ranks_together_and_loses_nothing(
    keys: list[tuple[int, int] | None],
) -> None:
    items = list(range(len(keys)))

    up, down = (arranged(items, keys, way) for way in (False, True))

    assert sorted(up) == sorted(down) == items
    shown = [key for key in map(keys.__getitem__, up) if key is not None]
    assert shown == sorted(shown)
    assert [k and k[0] for k in map(keys.__getitem__, down)] == [
        k and k[0] for k in map(keys.__getitem__, up)
    ]


# --- the way through a listing -------------------------------------------------------


@given(st.sets(st.integers(0, 20)), st.integers(0, 20), st.sampled_from([1, -1]))
def test_walking_meets_every_row_beyond_and_no_other(
    rows: set[int], start: int, by: int
) -> None:
    listing = Listing(sorted(rows))

    beyond = [row for row in sorted(rows)[::by] if (row - start) * by > 0]

    assert list(listing.around(start, by)) == beyond
    at = [start] if start in rows else []
    assert list(listing.around(start, by, including=True)) == at + beyond


def test_the_nearest_row_takes_the_place_of_one_that_is_not_listed() -> None:
    listing = Listing([2, 5, 9])

    assert [listing.nearest(row) for row in (0, 2, 3, 8, 12)] == [2, 2, 5, 9, 9]
    assert Listing([]).nearest(3) is None


def test_the_row_beside_follows_the_order_of_the_list() -> None:
    listing = Listing([9, 2, 5], ascending=False)

    assert listing.beside(2, 1) == 5
    assert listing.beside(2, -1) == 9
    assert listing.beside(5, 1) is None
    assert listing.beside(4, 1) == 9


# --- totals --------------------------------------------------------------------------


def test_each_currency_has_a_sum_of_its_own() -> None:
    entries = [(0, OIL), (0, GAS), (1, entry("1e6")), (1, RIALS)]

    (exports, imports) = totals(entries, "flow")

    assert (exports.group, exports.entries) == ("export", 3)
    assert exports.sums == (("USD", Decimal("5.001e9")), ("IRR", Decimal("1e15")))
    assert imports.sums == (("EUR", Decimal("7e6")),)
    assert exports.shown == "USD 5.001bn  IRR 1000tn"


def test_years_stand_in_their_order_and_what_is_not_told_behind_them() -> None:
    years = totals([(0, RIALS), (0, RIALS), (0, OIL)], "year")

    assert [total.group for total in years] == ["2019", "not told"]


def test_months_are_those_of_the_articles_in_their_order() -> None:
    days = {0: "2019-05-02", 1: "2018-11-30", 2: "2019-05-31", 3: ""}

    found = totals([(row, OIL) for row in days], "month", lambda row: days[row])

    assert [(total.group, total.entries) for total in found] == [
        ("2018-11", 1),
        ("2019-05", 2),
        ("not told", 1),
    ]


def test_a_group_without_amounts_is_counted_all_the_same() -> None:
    (total,) = totals([(0, replace(OIL, value=None))], "reporter")

    assert (total.group, total.entries, total.shown) == ("IRN", 1, "")


# --- columns -------------------------------------------------------------------------


@given(st.integers(0, 250))
def test_the_columns_of_the_ledger_fit_where_there_is_room_for_any(room: int) -> None:
    columns = book_columns(room)

    assert {"parties"} < {column.name for column in columns}
    taken = sum(column.width + GAP for column in columns) - GAP
    assert taken <= max(room, 25)


def test_a_small_screen_shows_parties_period_and_figures() -> None:
    assert [column.name for column in book_columns(37)] == [
        "parties",
        "period",
        "figures",
    ]


@pytest.mark.parametrize("room", [58, 100, 118, 200])
def test_where_there_is_room_a_period_is_shown_whole(room: int) -> None:
    widths = {column.name: column.width for column in book_columns(room)}

    assert widths["period"] == len("2020-03-20/2020-06-20")
