from __future__ import annotations

from pathlib import Path

import pytest
from packs import SMALL, engine_of

from parsers.articles.folding import fold
from parsers.engine import Program
from parsers.model import Span
from parsers.workbench.shapes import Shapes, nearest

HEDGED = (
    SMALL.replace(
        "vocabularies:\n",
        "vocabularies:\n  hedge: {case: fold, entries: {about: [about]}}\n",
    ).replace(
        "  status:\n",
        "  qualifier:\n    look: [{pattern: '{qualifier:hedge}', in: before}]\n  status:\n",
    )
    + "\ncue: '{flow}(?: of {trend})?'\n"
)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return engine_of(tmp_path, HEDGED).program


def shapes_of(program: Program, sentence: str, *, with_cue: bool = False) -> list[str]:
    """The shapes of the figures of a sentence."""
    shapes, folded = Shapes(program), fold(sentence)
    figures = list(enumerate(program.scanner.scan(folded)))
    plain = shapes.sentence(folded, Span(0, len(folded)), figures)
    cues = shapes.cues(plain) if with_cue else []
    return [
        shapes.shape(plain, index, nearest(cues, plain.offset_of(index)))
        for index, _ in figures
    ]


@pytest.mark.parametrize(
    ("sentence", "shape"),
    [
        ("The tower cost some $5 million in all.", "tower … {money}"),
        ("The price rose by 5 percent.", "{trend=+} … {change}"),
        ("It is $5 million that they wanted.", "{money} … wanted"),
        ("They wanted more. It is $5 million.", "{money}"),
        ("It was spent in Iran on $5 million.", "spent … {money}"),
        ("It was spent on about $5 million.", "spent … {money}"),
        ("Spent: $5 million.", "{money}"),
    ],
)
def test_a_shape_is_the_figure_and_the_nearest_word_that_tells_something(
    program: Program, sentence: str, shape: str
) -> None:
    assert shapes_of(program, sentence) == [shape]


@pytest.mark.parametrize(
    ("sentence", "shape"),
    [
        ("Exports stood at $5 million.", "{flow=export} … stood … {money}"),
        ("Worth $5 million were the exports.", "worth … {money} … {flow=export}"),
        ("The exports were $5 million.", "{flow=export} … {money}"),
        ("Imports of up to $5 million.", "{flow=import} … {trend=+} … {money}"),
        ("Imports are old, exports of $5 million new.", "{flow=export} … {money}"),
    ],
)
def test_the_nearest_cue_belongs_to_the_shape(
    program: Program, sentence: str, shape: str
) -> None:
    assert shapes_of(program, sentence, with_cue=True) == [shape]


def test_like_figures_of_one_sentence_have_shapes_of_their_own(
    program: Program,
) -> None:
    sentence = "The tower cost $5 million, the bridge took 20 tons."

    assert shapes_of(program, sentence) == ["tower … {money}", "bridge … {quantity}"]
