from __future__ import annotations

from dataclasses import replace

from ledger_samples import IRAQ, reading

from parsers.model import Figure, Overrun, Skipped, Span
from tui.cli.progress import Progress
from tui.cli.tally import NAMED, Tally

SPAN = Span(0, 1)


def figure(state: str) -> Figure:
    return Figure("value", SPAN, "$1", state, None, None)  # type: ignore[arg-type]


def test_everything_that_was_read_is_accounted_for() -> None:
    figures = tuple(map(figure, ["booked", "booked", "masked", "open"]))
    tally = Tally()

    tally.add(replace(reading(IRAQ), figures=figures))
    tally.add(reading())

    assert list(tally.summary()) == [
        "articles: 2, entries: 1, figures: 4 (booked: 2, masked: 1, open: 1)"
    ]


def test_readings_go_on_and_all_else_is_counted() -> None:
    tally, skipped = Tally(), Skipped("x.txt", b"x.txt", "empty")

    found = list(tally.readings([reading(IRAQ), skipped], Progress(live=False)))

    assert found == [reading(IRAQ)]
    assert next(tally.summary()) == "skipped x.txt: empty"


def test_what_ran_out_of_time_is_told_for_each_rule() -> None:
    overruns = tuple(Overrun(rule, SPAN) for rule in ("b", "a", "b"))
    tally = Tally()

    tally.add(replace(reading(), overruns=overruns))

    assert list(tally.summary())[:2] == [
        "out of time: rule a, sentences: 1",
        "out of time: rule b, sentences: 2",
    ]


def test_of_many_skipped_files_the_rest_is_counted() -> None:
    tally = Tally()

    for number in range(NAMED + 5):
        tally.add(Skipped(f"{number}", b"", "binary, not text"))

    lines = list(tally.summary())
    assert lines[0] == "skipped 0: binary, not text"
    assert lines[NAMED] == "skipped, not named here: 5"
    assert tally.nothing_usable


def test_an_empty_folder_is_no_failure() -> None:
    assert not Tally().nothing_usable
