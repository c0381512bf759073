from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from packs import FIGURE_RULE, SMALL, engine_of
from shipped import shipped_engine

from parsers.articles import article_from_text
from parsers.engine import Engine
from parsers.pipeline import read_all
from parsers.resources import data_folder
from parsers.workbench import open_figures
from parsers.workbench.counting import Counted
from parsers.workbench.coverage import Coverage, CoverageReport
from parsers.workbench.open_figures import (
    HIDDEN,
    NO_CUE,
    NO_FLOW,
    OUT_OF_TIME,
    UNWANTED,
    OpenKind,
)

RULES = (
    SMALL.replace(FIGURE_RULE, "")
    + """
cue: '{flow}'
follow_up: 'figure'
masks:
  - {reason: a ministry, pattern: 'ministry of {flow}'}
  - {reason: a fine, pattern: 'fine of {money}'}
rules:
  - {id: amounts, priority: 0, pattern: '{value:money}|{quantity:quantity}'}
  - {id: reached, priority: 50, pattern: 'reached {value:money}'}
  - {id: beneath, priority: 40, pattern: 'reached {value:money}'}
  - {id: unused, priority: 40, pattern: 'amounted to {value:money}'}
  - {id: ransom, priority: 60, veto: a ransom, pattern: 'ransom {value:money}'}
"""
)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return engine_of(tmp_path, RULES)


def covered(engine: Engine, *texts: str, examples: int = 1) -> CoverageReport:
    """The coverage of some articles."""
    coverage = Coverage(engine.program, examples)
    for number, text in enumerate(texts):
        coverage.engine.read(article_from_text(f"{number}.txt", text))
    return coverage.report()


def kind(report: CoverageReport, name: str) -> OpenKind:
    """What is open in one kind of sentences."""
    (found,) = (kind for kind in report.open if kind.sentences == name)
    return found


def whys(kinds: Iterable[OpenKind]) -> list[tuple[str, str, int]]:
    return [(k.sentences, why.name, why.figures) for k in kinds for why in k.why]


def test_every_figure_is_counted_in_one_place(engine: Engine) -> None:
    report = covered(
        engine,
        "Iran's exports reached $5 million. Trade brought a fine of $3 million. "
        "Trade cost a ransom $2 million. The tower cost $4 million.",
    )

    assert (report.articles, report.entries, report.figures) == (1, 1, 4)
    assert report.booked == 1
    assert report.masked == (Counted("a fine", 1), Counted("a ransom", 1))
    assert [k.figures for k in report.open] == [0, 0, 1]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The tower cost $4 million.", ("none", NO_CUE, 1)),
        ("The trade fell 5 percent.", ("cue", UNWANTED, 1)),
        (
            "The ministry of trade paid $4 million.",
            ("cue", f"{HIDDEN}: a ministry", 1),
        ),
        (
            "Iran's exports reached $5 million. The figure was $4 million before.",
            ("follow-up", NO_FLOW, 1),
        ),
    ],
)
def test_an_open_figure_has_a_reason(
    engine: Engine, text: str, why: tuple[str, str, int]
) -> None:
    assert whys(covered(engine, text).open) == [why]


def test_a_figure_that_a_slow_rule_could_want_ran_out_of_time(tmp_path: Path) -> None:
    runaway = "  - {id: runaway, pattern: '(?:a|aa)+(?<!a)! reached {figure}'}\n"
    engine = engine_of(tmp_path, RULES + runaway)

    report = covered(engine, f"Trade, {'a' * 60}! reached 5 percent.")

    assert whys(report.open) == [("cue", OUT_OF_TIME, 1)]


def test_like_figures_fall_together_with_as_many_examples_as_asked_for(
    engine: Engine,
) -> None:
    report = covered(
        engine,
        "Iran met.\nThe tower cost $4 million.",
        "The tower has cost  $5 million,\nhe said.",
        "The tower is of $6 million.",
        examples=2,
    )

    (shape,) = kind(report, "none").shapes
    assert (shape.shape, shape.figures) == ("tower … {money}", 3)
    assert [(e.article, e.line, e.figure) for e in shape.examples] == [
        ("0.txt", 2, "$4 million"),
        ("1.txt", 1, "$5 million"),
    ]
    assert shape.examples[1].sentence == "The tower has cost $5 million, he said."


def test_a_long_sentence_is_shown_around_its_figure(engine: Engine) -> None:
    report = covered(engine, f"{'so ' * 300}it cost $4 million {'and ' * 300}on.")

    (example,) = kind(report, "none").shapes[0].examples
    assert "it cost $4 million and" in example.sentence
    assert len(example.sentence) <= open_figures.LONGEST + 2
    assert example.sentence[0] == example.sentence[-1] == "…"


def test_shapes_beyond_measure_are_counted_together(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_figures, "MOST_SHAPES", 4)
    often = ["The tower cost $4 million."] * 3
    words = ("bridge", "tunnel", "castle", "palace", "garden")
    seldom = [f"The {word} cost $4 million." for word in words]

    open_ = kind(covered(engine, *often, *seldom), "none")

    assert open_.shapes[0].shape == "tower … {money}"
    assert len(open_.shapes) <= 4
    assert open_.rare + sum(shape.figures for shape in open_.shapes) == open_.figures
    assert open_.figures == 8


def test_what_each_rule_does_is_told(engine: Engine) -> None:
    report = covered(
        engine,
        "Iran's exports reached $5 million.",
        "Iran's exports reached $6 million and 5 tons. Trade was $7 million.",
    )

    uses = {use.rule: use for use in report.rules}
    assert (uses["reached"].entries, uses["reached"].won) == (2, 2)
    assert (uses["amounts"].wanted, uses["amounts"].won) == (4, 2)
    assert (uses["beneath"].wanted, uses["beneath"].won) == (2, 0)
    assert uses["beneath"].lost_to == (Counted("reached", 2),)
    assert uses["reached"].always_with == ("beneath",)
    assert uses["unused"].wanted == 0
    assert report.rules[0].rule == "reached"


def test_the_fields_are_counted_by_origin(engine: Engine) -> None:
    report = covered(
        engine,
        "Iran's exports to Iraq reached $5 million in 2019. Iran's trade was $6 million.",
    )

    fields = {field.field: field for field in report.fields}
    assert fields["flow"].slot == 2
    assert (fields["partner"].slot, fields["partner"].none) == (1, 1)
    assert (fields["status"].set, fields["commodity"].none) == (2, 2)


def test_nothing_read_is_nothing_counted(engine: Engine) -> None:
    report = covered(engine)

    assert (report.articles, report.figures, report.booked) == (0, 0, 0)
    assert whys(report.open) == []


def test_the_report_does_not_depend_on_the_order_of_the_paths() -> None:
    paths = sorted(data_folder("seeds").iterdir())
    reports = []

    for order in (paths, paths[::-1]):
        coverage = Coverage(shipped_engine().program, 2)
        for _ in read_all(order, coverage.engine, 1 << 20):
            pass
        reports.append(coverage.report())

    assert reports[0] == reports[1]
    assert reports[0].figures > 0
