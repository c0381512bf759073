"""Amounts are shortened and never rounded; every field tells where it comes from."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from tui_library import EXPORTS, FakeEngine

from parsers.articles import article_from_text
from parsers.model import Change, Money, Quantity, Skipped, Span
from tui.detail import rows
from tui.page import Page
from tui.table import GAP, columns
from tui.wording import amount, brief, fields, figure_state, measure, origin, parties

READING = FakeEngine().read(article_from_text("one.txt", EXPORTS))
ENTRY = READING.entries[0]
NOWHERE = Span(0, 1)
SCALES = {"k": 3, "M": 6, "bn": 9, "tn": 12}


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1450000000", "1.45bn"),
        ("800000000", "800M"),
        ("12345", "12,345"),
        ("6200000", "6.2M"),
        ("-11.60", "-11.6"),
        ("0", "0"),
        ("1234567891", "1,234,567,891"),
    ],
)
def test_an_amount_is_as_short_as_it_can_be_told(number: str, text: str) -> None:
    assert amount(Decimal(number)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_no_amount_is_rounded(number: Decimal) -> None:
    text = amount(number).replace(",", "")
    name = text.lstrip("-0123456789.")
    digits = text[: len(text) - len(name)]

    with localcontext(Context(prec=400)):
        assert Decimal(digits).scaleb(SCALES.get(name, 0)) == number


def test_measures_have_their_units() -> None:
    money = Money(Decimal(5), "USD", NOWHERE, "", Decimal(7))
    assert measure(money) == "USD 5 to 7"
    assert measure(Quantity(Decimal(5000000), "tonne", NOWHERE, "")) == "5M tonne"
    assert measure(Change(Decimal(105), NOWHERE, "")) == "+105 %"
    assert measure(Change(Decimal("-11.6"), NOWHERE, "")) == "-11.6 %"


def test_goods_go_along_the_arrow() -> None:
    assert parties(ENTRY) == "IRN→RUS"


def test_every_field_with_a_value_is_told_once() -> None:
    labels = [field.label for field in fields(ENTRY, EXPORTS)]

    assert labels == [
        "flow",
        "reporter",
        "partner",
        "period",
        "status",
        "value",
        "rule",
        "id",
    ]


def test_an_origin_quotes_the_words() -> None:
    origins = dict(ENTRY.origins)

    assert origin(origins["flow"], EXPORTS) == "pattern, 'export'"
    assert origin(origins["reporter"], EXPORTS) == "home of the paper"


def test_a_figure_tells_its_state_and_the_reason() -> None:
    masked, booked, *_ = READING.figures

    assert figure_state(masked) == "masked: a share, not trade"
    assert figure_state(booked) == "booked: one entry books it"


def test_an_entry_fits_in_one_line() -> None:
    assert brief(ENTRY) == "export IRN->RUS USD 800,000,000 2020"


@pytest.mark.parametrize("room", range(1, 120))
def test_the_columns_fit_and_no_measure_is_lost(room: int) -> None:
    chosen = columns(READING.entries, room)

    names = {column.name for column in chosen}
    assert "parties" in names
    assert names >= {"value", "quantity"} or "figures" in names
    if room > 30:
        assert sum(column.width + GAP for column in chosen) - GAP <= room


def test_the_period_goes_before_a_column_for_each_kind_of_number() -> None:
    widths = (len("IRN→RUS"), len("period"), len("USD 260bn"), len("6.2M tonne"))
    room = sum(widths) + GAP * (len(widths) - 1)

    names = [[c.name for c in columns(READING.entries, r)] for r in (room - 1, room)]

    assert names[0] == ["flow", "parties", "period", "figures"]
    assert names[1] == ["parties", "period", "value", "quantity"]


@pytest.mark.parametrize("width", [20, 36, 60, 100])
@pytest.mark.parametrize("selected", [None, 0, 1, 3])
def test_the_detail_fits_its_pane(width: int, selected: int | None) -> None:
    page = Page(READING, EXPORTS, known=True, selected=selected)

    for runs in rows(page, width):
        assert cell_len("".join(text for text, _roles in runs)) <= width


def test_a_hostile_name_is_shown_harmlessly() -> None:
    shown = Skipped("\x1b]0;x\x07[/].txt", b"", "[/] \x1b")

    text = "".join(text for runs in rows(shown, 60) for text, _roles in runs)

    assert "\x1b" not in text
    assert "[/].txt" in text
