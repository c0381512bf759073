"""What can stand at the cursor of an expression."""

from __future__ import annotations

import pytest

from tui.completion import complete

CODES = {
    "reporter": {"IRN": 9, "IRQ": 2, "XX:South Ossetia": 1, "GONE": 0},
    "partner": {"IRQ": 20, "RUS": 3},
}
SAVED = ("big", "bare", "goals")


def offered(text: str) -> tuple[str, ...]:
    return complete(text, len(text), CODES, SAVED).options


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("", ()),
        ("iraq ", ()),
        ("re", ("reporter:",)),
        ("iraq -(PA", ("partner:", "party:")),
        ("am", ("amount>",)),
        ("flow:", ("export", "import", "trade", "balance")),
        ("flow:ex", ("export",)),
        ("status:target,f", ("forecast",)),
        ("reporter:", ("IRN", "IRQ", '"XX:South Ossetia"')),
        ("reporter:ir", ("IRN", "IRQ")),
        ('reporter:"xx', ('"XX:South Ossetia"',)),
        ("party:ir", ("IRQ", "IRN")),
        ("nothing:x", ()),
        ("@b", ("@big", "@bare")),
        ("iraq -@", ("@big", "@bare", "@goals")),
    ],
)
def test_what_is_begun_can_be_completed(text: str, options: tuple[str, ...]) -> None:
    assert offered(text) == options


def test_a_completion_takes_the_place_of_what_is_typed_up_to_the_cursor() -> None:
    found = complete("x flow:ex y", 9, CODES, SAVED)

    assert "x flow:ex y"[found.start : found.end] == "ex"
    assert found.options == ("export",)


def test_where_there_is_no_choice_it_is_said_what_to_type() -> None:
    found = complete("amount>", 7, CODES, SAVED)

    assert (found.options, found.help) == ((), "money: 1e9, 1.5bn")
