from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from packs import SMALL, loaded

from parsers.rules.allowances import allowances, told
from parsers.rules.problems import ALWAYS, CODES, LINTS, Problem
from parsers.rules.traps import traps
from parsers.rules.usage import Usage


def codes(folder: Path, text: str) -> list[str]:
    """The traps in a text that nobody allows."""
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    whole = f"newsledger: rules/1\nextends: small.yaml\n{text}"
    sources = loaded(folder, whole).sources
    found = traps(Usage(sources, [sources[-1].path]))
    return [problem.code for problem in told(found, allowances(sources))]


ALLOW = "allow: {R507: the text is short}"
OPEN = "pattern: '{value:money}.*x'"


@pytest.mark.parametrize(
    "text",
    [
        f"rules: [{{id: a, {OPEN}, {ALLOW}}}]",
        f"masks: [{{reason: r, {OPEN}, {ALLOW}}}]",
        f"slots: {{s: {{look: [{{{OPEN}, in: core, {ALLOW}}}]}}}}",
        f"slots: {{s: {{look: [{{{OPEN}, in: core}}], {ALLOW}}}}}",
        f"fragments: {{f: {{any: ['x.*x'], {ALLOW}}}}}",
        f"rules:\n  - id: a\n    {ALLOW}\n    pattern: |\n      {{value:money}}\n      .*x\n",
        f"pack: {{id: p, version: '1', language: en, {ALLOW}}}\nrules: [{{id: a, {OPEN}}}]",
    ],
)
def test_what_is_allowed_where_it_stands_is_not_told(text: str, tmp_path: Path) -> None:
    assert codes(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"rules: [{{id: a, {OPEN}}}, {{id: b, pattern: '{{figure}}', {ALLOW}}}]",
        f"rules: [{{id: a, {OPEN}, allow: {{R508: why not}}}}]",
        f"fragments: {{f: '.*x'}}\nrules: [{{id: a, pattern: '{{figure}}{{f}}', {ALLOW}}}]",
    ],
)
def test_what_is_allowed_elsewhere_is_told(text: str, tmp_path: Path) -> None:
    assert codes(tmp_path, text) == ["R507"]


LOOSE = "pattern: 'x (?:\\w+ )+y'"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"patch: {{rules: {{figure: {{{LOOSE}}}}}}}", ["R507"]),
        (f"patch: {{rules: {{figure: {{{LOOSE}, {ALLOW}}}}}}}", []),
        (f"filters: [{{id: f, reason: r, packs: [small], {LOOSE}}}]", ["R507"]),
        (f"filters: [{{id: f, reason: r, packs: [small], {LOOSE}, {ALLOW}}}]", []),
        (f"patch: {{slots: {{parties: {{add: [{{{LOOSE}, in: cue}}]}}}}}}", ["R507"]),
        (
            f"patch: {{slots: {{parties: {{add: [{{{LOOSE}, in: cue, {ALLOW}}}]}}}}}}",
            [],
        ),
    ],
)
def test_patches_and_filters_are_looked_at_and_may_allow(
    text: str, told: list[str], tmp_path: Path
) -> None:
    assert codes(tmp_path, text) == told


def test_a_warning_of_loading_can_be_allowed(tmp_path: Path) -> None:
    rule = "rules: [{id: a, pattern: '{value:money} x', allow: {R504: a sketch}}]"
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    text = f"newsledger: rules/1\nextends: small.yaml\n{rule}\n"

    problems = loaded(tmp_path, text).problems

    assert [p.code for p in problems if p.path.endswith("rules.yaml")] == []


def test_a_code_that_cannot_be_allowed_is_refused(tmp_path: Path) -> None:
    text = "newsledger: rules/1\nmasks: [{reason: r, pattern: x, allow: {R607: no}}]\n"

    (problem,) = loaded(tmp_path, text).problems

    assert problem.code == "R205"


def test_a_reason_is_needed(tmp_path: Path) -> None:
    text = "newsledger: rules/1\nmasks: [{reason: r, pattern: x, allow: {R507: ''}}]\n"

    (problem,) = loaded(tmp_path, text).problems

    assert problem.code == "R204"


def test_only_warnings_can_be_allowed() -> None:
    assert set(LINTS) < set(CODES)
    assert not set(LINTS) & set(ALWAYS)


def test_a_place_behind_the_value_is_elsewhere(tmp_path: Path) -> None:
    text = f"newsledger: rules/1\nmasks: [{{reason: r, pattern: 'ab', {ALLOW}}}]\n"
    (allowed,) = allowances(loaded(tmp_path, text).sources)
    inside = Problem("R507", "warning", allowed.code.path, 2, 31, 1, "", "")

    assert allowed.covers(inside)
    assert not allowed.covers(replace(inside, column=1))
    assert not allowed.covers(replace(inside, column=70))
    assert not allowed.covers(replace(inside, line=3))
