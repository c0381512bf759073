"""Headlines are packed, and come out as they were."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from parsers.query import folded
from tui.headlines import Headlines

ROWS = 3
titles = st.text(st.sampled_from("aBz İßσΣςŉ\u0345é") | st.characters(), max_size=20)
steps = st.lists(st.tuples(st.integers(0, ROWS - 1), st.none() | titles), max_size=8)


@given(steps)
@example([(0, "Iran Exports Gas"), (0, "IRAN exports gas"), (0, None)])
def test_the_last_headline_of_a_row_comes_out(
    told: list[tuple[int, str | None]],
) -> None:
    headlines, last = Headlines(), dict[int, str | None]()
    for _ in range(ROWS):
        headlines.append()
    for row, headline in told:
        headlines.keep(row, headline, "A.txt")
        last[row] = headline

    for row in range(ROWS):
        assert headlines[row] == (last.get(row) or None)
        expected = folded(last[row] or "A.txt") if row in last else None
        assert headlines.folded[row] == expected


def test_a_headline_that_is_kept_again_takes_no_more_room() -> None:
    headlines = Headlines()
    headlines.append()
    headlines.keep(0, "Iran Exports Gas", "a.txt")
    size = len(headlines._capitals)

    headlines.keep(0, "Iran exports gas", "a.txt")

    assert headlines[0] == "Iran exports gas"
    assert len(headlines._capitals) == size
