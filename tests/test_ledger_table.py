from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from ledger_samples import IRAQ, entries, reading

from parsers.ledger.table import table
from parsers.model import Change, Entry, Span


def test_a_row_says_what_the_text_says_and_what_it_comes_to() -> None:
    lines = list(table([reading(IRAQ, title="Exports to Iraq")]))

    assert lines == [
        "004.txt  Exports to Iraq\n",
        "  export  IRN -> IRQ  XXXX-03-20/XXXX-06-20  "
        "$1.45 billion [1,450,000,000 USD]; five million tons [5,000,000 tonne]\n",
    ]


def test_columns_stand_below_each_other() -> None:
    change = Change(Decimal("-0.5"), Span(0, 1), "half a percent")
    balance = replace(
        IRAQ, flow="balance", status="target", partner=None, change=change
    )

    _, first, second = table([reading(IRAQ, balance)])

    assert first.index("IRN") == second.index("IRN")
    assert first.index("$1.45") == second.index("$1.45")
    assert second.endswith("half a percent [-0.5 %]\n")


def test_the_arrow_shows_which_way_the_goods_go() -> None:
    _, exported, imported, traded = table(
        [reading(*(replace(IRAQ, flow=flow) for flow in ("export", "import", "trade")))]
    )

    assert "IRN -> IRQ" in exported
    assert "IRN <- IRQ" in imported
    assert "IRN <-> IRQ" in traded


def test_wide_characters_take_two_columns() -> None:
    rows = [replace(IRAQ, commodity=goods) for goods in ("石油", "oil!")]

    _, first, second = table([reading(*rows)])

    assert first.index("XXXX") + 2 == second.index("XXXX")


def test_an_article_without_entries_is_left_out() -> None:
    lines = list(table([reading(name="empty.txt"), reading(IRAQ)]))

    assert lines[0] == "004.txt\n"


def test_a_blank_line_parts_two_articles() -> None:
    lines = list(table([reading(IRAQ), reading(IRAQ, name="005.txt")]))

    assert lines[2] == "\n005.txt\n"


@given(entries)
def test_hostile_text_adds_no_line(entry: Entry) -> None:
    lines = list(table([reading(entry, name="a\nb", title="c\r\nd")]))

    assert len(lines) == 2
    assert all(line.count("\n") == 1 for line in lines)
