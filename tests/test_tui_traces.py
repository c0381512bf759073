"""Traces are packed, and tell what a change can touch as if they were not."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import shipped_engine

import tui.traces
from parsers.engine.program import Program
from parsers.engine.traces import Touch, Trace
from parsers.rules.difference import Difference
from tui.traces import Traces

ROWS = 4
texts = st.text("oil gas", max_size=8).map(str.encode)
asked = st.sampled_from([(), (0, 3, 0b01), (0, 3, 0b10), (2, 6, 0b11)]).map(
    lambda told: array("I", told).tobytes()
)
traces = st.builds(Trace, texts, texts, asked)
steps = st.lists(st.tuples(st.integers(0, ROWS - 1), st.none() | traces), max_size=12)


def touch_of(*patterns: str) -> Touch:
    program: Program = shipped_engine().program
    return Touch(Difference(patterns, ((1, ("il",)),), ("oil",)), program)


@pytest.mark.parametrize("patterns", [("gas",), ("",)])
@given(steps=steps, large=st.sampled_from([1, 10, 1000]))
def test_a_change_touches_the_rows_whose_last_trace_it_reaches(
    patterns: tuple[str, ...], steps: list[tuple[int, Trace | None]], large: int
) -> None:
    touch, last = touch_of(*patterns), dict[int, Trace]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tui.traces, "_LARGE", large)
        traces = Traces()
        for _ in range(ROWS):
            traces.append()
        for row, trace in steps:
            last.pop(row, None)
            if trace is None:
                traces.forget(row)
            else:
                traces.keep(row, trace)
                last[row] = trace

    untouched = {row for row, trace in last.items() if not touch.reaches(trace)}
    assert set(traces.untouched(touch)) == untouched


def test_a_block_of_which_nothing_is_left_is_let_go_of() -> None:
    traces = Traces()
    traces.append()
    size = 1 << 20

    for _ in range(20):
        traces.keep(0, Trace(b"x" * size, b""))

    assert sum(map(bool, traces._blocks)) == 1
