from __future__ import annotations

from pathlib import Path

import pytest
from packs import SMALL, engine_of, reading_of

from parsers.workbench.fields import Difference, differences, said


@pytest.mark.parametrize(
    ("text", "field", "told"),
    [
        ("Iran's exports were $5 million.", "value", "5000000 USD"),
        ("Iran's exports were $5-7 million.", "value", "5000000 to 7000000 USD"),
        ("Iran's exports were 5 tons.", "quantity", "5 tonne"),
        ("Iran's exports doubled.", "change", "+100 %"),
        ("Iran's exports halved.", "change", "-50 %"),
        ("Iran's exports in 2019 were $5.", "period", "2019"),
    ],
)
def test_a_field_is_told_as_rule_files_write_it(
    tmp_path: Path, text: str, field: str, told: str
) -> None:
    (entry,) = reading_of(engine_of(tmp_path, SMALL), text).entries

    assert dict(said(entry))[field] == told


def test_an_empty_field_is_not_told(tmp_path: Path) -> None:
    (entry,) = reading_of(engine_of(tmp_path), "Exports were $5.").entries

    assert said(entry) == (
        ("flow", "export"),
        ("reporter", "IRN"),
        ("status", "actual"),
        ("value", "5 USD"),
    )


def test_only_what_differs_is_a_difference() -> None:
    before = (("flow", "export"), ("period", "2019"))
    after = (("flow", "export"), ("value", "5 USD"))

    assert differences(before, after) == (
        Difference("period", "2019", None),
        Difference("value", None, "5 USD"),
    )
