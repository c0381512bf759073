"""Patterns that do not compile, and patterns that never end."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs import (
    FIGURE_RULE,
    FRAGMENTS,
    HEAD,
    SLOTS,
    WORDS,
    errors_of,
    pack_of,
    reading_of,
)

from parsers.articles import article_from_text
from parsers.engine import Engine, Program
from parsers.pipeline import load_rules

SENTENCE = "Iran's exports to Iraq reached $5 million in 2019."
LONG_RUN = "Iran's exports " + "a" * 60 + "! reached $5 million in 2019."
RUNAWAY = (
    "  - {id: runaway, priority: 90, pattern: '(?:a|aa)+(?<!a)! reached {figure}'}\n"
)


def text_of(rules: str = "", fragments: str = "", top: str = "") -> str:
    return HEAD + WORDS + FRAGMENTS + fragments + top + SLOTS + FIGURE_RULE + rules


def place_in(text: str, wanted: str, offset: int = 0) -> tuple[int, int]:
    assert text.count(wanted) == 1
    before = text[: text.index(wanted)]
    return before.count("\n") + 1, len(before) - before.rfind("\n") + offset


@pytest.mark.parametrize(
    ("pattern", "wanted", "offset", "reason"),
    [
        ("up to {figure} [ab", "[ab", 3, "unterminated character set"),
        ("*up {figure}", "*up", 0, "nothing to repeat"),
        ("{figure} reached ** over", "** over", 1, "multiple repeat"),
        ("{figure} reached{3,1}x", "{3,1}", 0, "min repeat"),
        (r"{figure} (?P=up) to", "(?P=up)", 0, "group"),
    ],
)
def test_a_bad_pattern_is_an_error_near_where_it_is_bad(
    tmp_path: Path, pattern: str, wanted: str, offset: int, reason: str
) -> None:
    text = text_of(f"  - {{id: bad, pattern: '{pattern}'}}\n")

    (error,) = Program(pack_of(tmp_path, text)).errors

    line, column = place_in(text, wanted, offset)
    assert error.place.line == line
    assert abs(error.place.column - column) <= 6
    assert reason in error.reason
    assert error.owner == "rule bad"


def test_a_bad_fragment_is_an_error_in_the_fragment(tmp_path: Path) -> None:
    fragment = "  reach: ['stood at', 'reached ** over']\n"
    text = text_of("  - {id: bad, pattern: '{reach} {figure}'}\n", fragment)

    (error,) = Program(pack_of(tmp_path, text)).errors

    line, column = place_in(text, "reached **")
    assert error.place.line == line
    assert column <= error.place.column <= column + len("reached ** over")
    assert error.place.path.endswith("rules.yaml")


def test_what_is_written_in_one_place_is_shown_at_its_column(tmp_path: Path) -> None:
    text = text_of("  - {id: bad, pattern: '{figure} reached ** over'}\n")

    (error,) = Program(pack_of(tmp_path, text)).errors

    assert (error.place.line, error.place.column) == place_in(text, "* over")


@pytest.mark.parametrize(
    ("change", "owner"),
    [
        (("", "  - {id: bad, requires: 'a**b', pattern: '{figure}'}\n"), "rule bad"),
        (("", "  - {id: bad, unless: 'a**b', pattern: '{figure}'}\n"), "rule bad"),
        (("", "  - {id: bad, pattern: '[b {figure}'}\n"), "rule bad"),
    ],
)
def test_every_pattern_of_a_rule_counts(
    tmp_path: Path, change: tuple[str, str], owner: str
) -> None:
    program = Program(pack_of(tmp_path, text_of(change[1])))

    assert [error.owner for error in program.errors] == [owner]
    assert [rule.rule.id for rule in program.rules] == ["figure"]


def test_a_bad_mask_leaves_the_other_masks_in_force(tmp_path: Path) -> None:
    masks = (
        "masks:\n  - {reason: one, pattern: 'a**b'}\n"
        "  - {reason: an office, pattern: 'exports office'}\n"
    )
    program = Program(pack_of(tmp_path, text_of(top=masks)))

    assert [mask.mask.reason for mask in program.masks] == ["an office"]
    assert [error.owner for error in program.errors] == ["mask"]


def test_a_bad_slot_leaves_the_other_slots_in_force(tmp_path: Path) -> None:
    text = text_of().replace("in {period:period}", "in** {period:period}")

    program = Program(pack_of(tmp_path, text))

    assert "period" not in [slot.slot.name for slot in program.slots]
    (entry,) = reading_of(Engine(program), SENTENCE).entries
    assert (entry.flow, entry.period) == ("export", None)


@pytest.mark.parametrize(
    ("good", "bad", "owner"),
    [
        ("'last year'", "'last** year'", "fragment period"),
        ("{times:digits} times", "{times:digits} times**", "fragment change"),
    ],
)
def test_a_bad_figure_or_period_leaves_the_rest_in_force(
    tmp_path: Path, good: str, bad: str, owner: str
) -> None:
    text = text_of().replace(good, bad)
    assert text != text_of()

    program = Program(pack_of(tmp_path, text))

    assert [error.owner for error in program.errors] == [owner]
    (entry,) = reading_of(Engine(program), SENTENCE).entries
    assert entry.value is not None


def test_a_bad_pattern_is_told_with_file_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    text = text_of("  - {id: bad, pattern: '{figure} reached ** over'}\n")
    path.write_text(text, encoding="utf-8")

    rules = load_rules([path])

    (problem,) = errors_of(rules.problems)
    assert problem.code == "R401"
    assert problem.line == place_in(text, "reached ** over")[0]
    assert f"{path}:{problem.line}:{problem.column}" in rules.text
    assert "reached ** over" in rules.text
    assert rules.broken
    assert rules.engine is not None


def test_a_rule_that_never_ends_is_stopped_and_the_others_go_on(
    tmp_path: Path,
) -> None:
    engine = Engine(Program(pack_of(tmp_path, text_of(RUNAWAY))))

    reading = reading_of(engine, LONG_RUN)

    assert {overrun.rule for overrun in reading.overruns} == {"runaway"}
    assert [entry.rule for entry in reading.entries] == ["figure"]


def test_an_overrun_tells_the_sentence(tmp_path: Path) -> None:
    engine = Engine(Program(pack_of(tmp_path, text_of(RUNAWAY))))

    reading = reading_of(engine, f"It rained. {LONG_RUN} It rained.")

    (overrun,) = reading.overruns
    assert overrun.span.of(reading.article.text).startswith("Iran's exports aaa")


@pytest.mark.parametrize(
    "change",
    [
        ("pattern: 'in {period:period}'", "pattern: '(?:a|aa)+$|in {period:period}'"),
        ("rules:", "masks: [{reason: x, pattern: '(?:a|aa)+$'}]\nrules:"),
        ("rules:", "clauses: {split: '(?:a|aa)+$'}\nrules:"),
        (
            "{pattern: 'in {period:period}'",
            "{not_after: '(?:a|aa)+$', pattern: 'in {period:period}'",
        ),
    ],
)
def test_no_pattern_of_any_kind_runs_for_ever(
    tmp_path: Path, change: tuple[str, str]
) -> None:
    text = text_of().replace(*change)
    assert text != text_of()
    engine = Engine(Program(pack_of(tmp_path, text)))

    reading = reading_of(engine, LONG_RUN)

    assert [entry.flow for entry in reading.entries] == ["export"]


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("'{number:digits} {unit:scaled}'", r"'{number:digits}(?:a|aa)+{unit:scaled}'"),
        ("'last year'", r"'\d(?:a|aa)+x'"),
    ],
)
def test_a_figure_or_period_that_never_ends_is_stopped(
    tmp_path: Path, good: str, bad: str
) -> None:
    text = text_of().replace(good, bad)
    assert text != text_of()
    engine = Engine(Program(pack_of(tmp_path, text)))

    reading = reading_of(engine, f"Exports of 5{'a' * 60}! reached $5 million in 2019.")

    assert "$5 million" in [figure.text for figure in reading.figures]


def test_a_group_named_as_no_reference_does_not_break_the_reading(
    tmp_path: Path,
) -> None:
    """A person may write a named group by hand, with a name of any form."""
    rule = "  - {id: odd, priority: 90, pattern: '(?P<partner__nobody>reached) {figure}'}\n"
    path = tmp_path / "rules.yaml"
    path.write_text(text_of(rule), encoding="utf-8")

    rules = load_rules([path])

    assert rules.engine is not None
    assert len(reading_of(rules.engine, SENTENCE).entries) == 1


def test_a_recursive_figure_does_not_break_the_reading(tmp_path: Path) -> None:
    text = text_of().replace("'{number:digits} {unit:scaled}'", "'(?R)'")
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")

    rules = load_rules([path])

    assert rules.engine is None or reading_of(rules.engine, SENTENCE).figures


@pytest.mark.parametrize(
    "rule",
    [
        "{id: odd, priority: 90, pattern: '{figure}', set: {flow: nonsense}}",
        "{id: odd, priority: 90, pattern: '{flow:country}.{0,20} {figure}'}",
    ],
)
def test_no_rule_can_make_an_entry_of_an_unknown_flow(
    tmp_path: Path, rule: str
) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(text_of(f"  - {rule}\n"), encoding="utf-8")

    rules = load_rules([path])

    assert rules.engine is not None
    flows = {entry.flow for entry in reading_of(rules.engine, SENTENCE).entries}
    assert flows <= {"export", "import", "trade", "balance"}


def test_a_runaway_rule_is_given_up_after_a_few_sentences(tmp_path: Path) -> None:
    engine = Engine(Program(pack_of(tmp_path, text_of(RUNAWAY))))

    reading = reading_of(engine, f"{LONG_RUN}\n\n" * 20)

    assert len(reading.entries) == 20
    assert len(reading.overruns) < 10


def test_what_a_program_lets_go_of_is_made_anew_when_it_is_needed(
    tmp_path: Path,
) -> None:
    program = Program(pack_of(tmp_path, text_of()))
    article = article_from_text("a", SENTENCE)
    before = Engine(program).read(article)

    program.rest()

    assert before.entries
    assert Engine(program).read(article) == before
