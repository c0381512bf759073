from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import shipped_engine

from parsers.workbench.marking import marked


def marks(text: str) -> tuple[str, list[str]]:
    """The text without its marks, and the words that were marked."""
    found = marked(text, shipped_engine())
    return found.text, [span.of(found.text) for span in found.spans]


@pytest.mark.parametrize(
    ("text", "kept", "figures"),
    [
        ("Iran sold [5 tons].", "Iran sold 5 tons.", ["5 tons"]),
        ("[5 tons] for [$9].", "5 tons for $9.", ["5 tons", "$9"]),
        ("It [Iran] sold [5 tons].", "It [Iran] sold 5 tons.", ["5 tons"]),
        ("Iran sold [some 5 tons].", "Iran sold some 5 tons.", ["some 5 tons"]),
        ("Iran ] sold [5 tons].", "Iran ] sold 5 tons.", ["5 tons"]),
        ("Iran sold 5 tons.", "Iran sold 5 tons.", []),
        ("[[5 tons]]", "[5 tons]", ["5 tons"]),
    ],
)
def test_brackets_around_a_figure_are_marks_and_others_stay(
    text: str, kept: str, figures: list[str]
) -> None:
    assert marks(text) == (kept, figures)


@given(st.text("ab [](5$ tons", max_size=40))
def test_a_text_loses_nothing_but_its_marks(text: str) -> None:
    kept, _figures = marks(text)

    strip = str.maketrans("", "", "[]")
    assert kept.translate(strip) == text.translate(strip)
