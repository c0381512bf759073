from __future__ import annotations

from pathlib import Path

import pytest
from packs import FIGURE_RULE, FRAGMENTS, HEAD, SLOTS, WORDS, engine_of

from parsers.engine.examples import ExampleResult
from parsers.engine.examples import test_pack as run_examples

MASKS = "masks: [{reason: a price, pattern: '{figure} per ton'}]\n"
RULE = "  - id: told\n    pattern: '{flow:flow} of {figure}'\n    examples:\n"
VETO = (
    "  - id: debt\n    veto: a debt\n    pattern: 'debt of {figure}'\n    examples:\n"
)


def run(folder: Path, example: str, rule: str = RULE) -> ExampleResult:
    rules = FIGURE_RULE + rule + f"      - {example}\n"
    pack = HEAD + WORDS + FRAGMENTS + MASKS + SLOTS + rules
    (result,) = run_examples(engine_of(folder, pack))
    return result


@pytest.mark.parametrize(
    ("example", "outcome"),
    [
        ("{text: 'exports of $5 million', expect: {value: 5e6 USD}}", "ok"),
        ("{text: 'exports of $5 million', expect: {value: 5000000 USD}}", "ok"),
        ("{text: 'exports of 5 tons', expect: {quantity: 5 tonne}}", "ok"),
        ("{text: 'exports of 5%', expect: {change: '+5'}}", "ok"),
        ("{text: 'exports of $5', expect: {flow: export, value: 5 USD}}", "ok"),
        ("{text: 'exports of $5', expect: {flow: export}}", "ok"),
        ("{text: 'exports of $5 in 2019', expect: {period: '2019'}}", "ok"),
        ("{text: 'exports of $5', expect: {partner: none}}", "ok"),
        ("{text: 'a tower of $5', expect: none}", "ok"),
        ("{text: 'exports were $5', expect: none}", "ok"),
        (
            "{text: 'exports of $5 or $6', expect: [{value: 5 USD}, {value: 6 USD}]}",
            "ok",
        ),
        ("{text: 'exports of $5', expect: {value: 6 USD}}", "missing"),
        ("{text: 'exports of $5', expect: {value: 5 EUR}}", "missing"),
        ("{text: 'exports of $5', expect: {quantity: 5 USD}}", "missing"),
        ("{text: 'exports of $5', expect: {value: much}}", "missing"),
        ("{text: 'exports of $5', expect: {flow: import, value: 5 USD}}", "wrong"),
        ("{text: 'exports of $5', expect: {period: '2019'}}", "wrong"),
        ("{text: 'exports were $5', expect: {value: 5 USD}}", "wrong"),
        ("{text: 'exports of $5', expect: none}", "noisy"),
        ("{text: 'exports of $5', expect: {value: 6 USD}, todo: true}", "todo"),
        (
            "{text: 'exports of $5, $6 per ton', expect: [{value: 5 USD}, {masked: a price}]}",
            "ok",
        ),
        (
            "{text: 'exports of $5, $6 per ton', expect: [{value: 5 USD}, {masked: why}]}",
            "missing",
        ),
    ],
)
def test_an_example_is_judged(tmp_path: Path, example: str, outcome: str) -> None:
    result = run(tmp_path, example)

    assert result.outcome == outcome
    assert (result.rule, result.number) == ("told", 1)


def test_a_result_tells_what_was_expected_and_what_came(tmp_path: Path) -> None:
    result = run(tmp_path, "{text: 'exports of $5', expect: {flow: import}}")

    assert result.detail == "flow: expected import, got export"


def test_a_missing_result_tells_what_there_is(tmp_path: Path) -> None:
    result = run(tmp_path, "{text: 'exports of $5', expect: {value: 6 USD}}")

    assert result.detail == ("no entry has value 6 USD; got export of 5 USD (told)")


def test_a_rule_must_have_had_a_hand_in_its_example(tmp_path: Path) -> None:
    result = run(tmp_path, "{text: 'exports were $5', expect: {value: 5 USD}}")

    assert result.detail == "the figures went to figure"


def test_a_veto_is_shown_by_its_reason(tmp_path: Path) -> None:
    good = run(tmp_path, "{text: 'debt of $5', expect: [{masked: a debt}]}", VETO)
    bad = run(tmp_path, "{text: 'exports of $5', expect: [{value: 5 USD}]}", VETO)

    assert (good.outcome, bad.outcome) == ("ok", "wrong")


def test_context_is_read_but_not_judged(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        "{context: 'Exports of $9 were told.', text: 'a tower of $5', expect: none}",
    )

    assert result.outcome == "ok"


def test_a_result_leads_to_its_example(tmp_path: Path) -> None:
    result = run(tmp_path, "{text: 'exports of $5', expect: {value: 5 USD}}")

    line = (tmp_path / "rules.yaml").read_text().splitlines()[result.place.line - 1]
    assert line[result.place.column - 1 :].startswith("'exports of $5'")


@pytest.mark.parametrize(
    ("example", "outcome"),
    [
        ("{text: 'exports of $5 in transit', expect: {masked: transit}}", "ok"),
        ("{text: 'exports of $5', expect: none}", "ok"),
        ("{text: 'exports of $5 in transit', expect: none}", "noisy"),
        ("{text: 'exports of $5', expect: {masked: transit}}", "missing"),
    ],
)
def test_a_filter_is_judged_by_what_it_masks(
    tmp_path: Path, example: str, outcome: str
) -> None:
    rule = (
        "filters:\n  - id: transit\n    reason: transit\n    rules: figure\n"
        "    pattern: 'transit'\n    examples:\n"
    )

    assert run(tmp_path, example, rule).outcome == outcome
