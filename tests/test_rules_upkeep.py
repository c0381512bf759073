from __future__ import annotations

from pathlib import Path

import pytest
from packs import SMALL, loaded

from parsers.rules.problems import Problem
from parsers.rules.upkeep import schema_line, upkeep
from parsers.rules.usage import Usage


def found(folder: Path, text: str) -> list[Problem]:
    """What is to be tidied up in a text that builds on the small pack."""
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    whole = f"newsledger: rules/1\nextends: small.yaml\n{text}"
    sources = loaded(folder, whole).sources
    return list(upkeep(Usage(sources, [sources[-1].path])))


def of_code(code: str, folder: Path, text: str) -> list[Problem]:
    return [problem for problem in found(folder, text) if problem.code == code]


def titles(folder: Path, text: str) -> list[tuple[str, str]]:
    return [(problem.code, problem.title) for problem in found(folder, text)]


@pytest.mark.parametrize(
    ("defined", "told"),
    [
        ("fragments: {spare: x}", "fragment 'spare'"),
        ("vocabularies: {spare: {entries: {a: [x]}}}", "vocabulary 'spare'"),
        ("references: {spare: {to: pair, pattern: it}}", "reference 'spare'"),
        ("fragments: {spare: '{spare}'}", "fragment 'spare'"),
    ],
)
def test_what_nothing_uses_is_told(defined: str, told: str, tmp_path: Path) -> None:
    assert titles(tmp_path, defined) == [("R505", f"nothing uses the {told}")]


@pytest.mark.parametrize(
    "user",
    [
        "rules: [{id: mine, pattern: '{spare} {value:money}'}]",
        "rules: [{id: mine, status: off, pattern: '{spare} {value:money}'}]",
        "masks: [{reason: r, pattern: '{spare}'}]",
        "cue: '{gap:40,spare} x'",
        "slots: {s: {look: [{pattern: x, in: core, not_after: '{spare}'}]}}",
        "slots: {s: {inherit: [{from: figure, when: '{spare=a}'}]}}",
    ],
)
def test_what_any_pattern_names_is_used(user: str, tmp_path: Path) -> None:
    text = f"vocabularies: {{spare: {{entries: {{a: [x]}}}}}}\n{user}\n"

    assert titles(tmp_path, text) == []


def test_what_is_used_by_what_is_used_is_used(tmp_path: Path) -> None:
    text = (
        "fragments: {inner: x, outer: '{inner}', spare: y, figures: {as: period, any: z}}\n"
        "rules: [{id: mine, pattern: '{outer} {value:money}'}]\n"
    )

    assert titles(tmp_path, text) == [("R505", "nothing uses the fragment 'spare'")]


def test_forms_added_to_a_vocabulary_of_another_file_are_used(tmp_path: Path) -> None:
    assert titles(tmp_path, "vocabularies: {country: {entries: {SYR: [Syria]}}}") == []


def test_a_file_of_words_by_itself_is_not_expected_to_use_them(tmp_path: Path) -> None:
    text = "newsledger: rules/1\nvocabularies: {spare: {entries: {a: [x]}}}\n"
    sources = loaded(tmp_path, text).sources

    assert list(upkeep(Usage(sources, [file.path for file in sources]))) == []


def test_a_form_has_one_value(tmp_path: Path) -> None:
    text = "vocabularies:\n  land:\n    entries:\n      SYR: [Syria]\n      IRQ: [Basra, Syria]\n"

    (problem,) = of_code("R506", tmp_path, text)

    assert (problem.line, problem.column) == (7, 20)
    assert problem.title == "'Syria' stands for 'SYR' and for 'IRQ'"


@pytest.mark.parametrize(
    ("case", "entries", "count"),
    [
        ("exact", "{SYR: [Syria], IRQ: [syria]}", 0),
        ("fold", "{SYR: [Syria], IRQ: [syria]}", 1),
        ("fold", "{SYR: [Syria, syria]}", 0),
    ],
)
def test_forms_are_compared_as_they_are_matched(
    case: str, entries: str, count: int, tmp_path: Path
) -> None:
    text = f"vocabularies: {{land: {{case: {case}, entries: {entries}}}}}"

    assert len(of_code("R506", tmp_path, text)) == count


def test_a_patch_may_change_the_value_of_a_form(tmp_path: Path) -> None:
    country = "{remove: Iraq, add: {SYR: [Iraq]}}"
    assert titles(tmp_path, f"patch: {{vocabularies: {{country: {country}}}}}") == []


def rules(*patterns: str) -> str:
    lines = (
        f"  - {{id: r{number}, pattern: '{pattern} {{value:money}}'}}"
        for number, pattern in enumerate(patterns, start=1)
    )
    return "\n".join(("rules:", *lines))


@pytest.mark.parametrize(
    ("patterns", "words"),
    [
        (("a record high of",) * 3, "a record high of"),
        (("so (?:about|around|over)",) * 3, "about|around|over"),
        (
            (
                "x (?:about|around|over)",
                "y (?:over|about|around)",
                "(?:around|over|about)",
            ),
            "about|around|over",
        ),
        (
            ("x (?:to a record high of)?", "A record high of", "a record high of y"),
            None,
        ),
    ],
)
def test_words_that_three_rules_repeat_are_told(
    patterns: tuple[str, ...], words: str | None, tmp_path: Path
) -> None:
    expected = [] if words is None else [("R513", f"3 rules write '{words}' out")]

    assert titles(tmp_path, rules(*patterns)) == expected


def test_who_repeats_words_is_told_at_the_last_of_them(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, rules(*("a record high of",) * 3))

    assert problem.used_by == ("r1", "r2", "r3")
    assert (problem.line, problem.column, problem.length) == (6, 24, 16)


@pytest.mark.parametrize(
    "patterns",
    [
        ("a record high of",) * 2,
        ("record high",) * 3,
        ("(?:about|over)",) * 3,
        ("(?:{country}|{flow}|to)",) * 3,
        (r"(?:\w|\d|-)",) * 3,
    ],
)
def test_less_may_be_repeated(patterns: tuple[str, ...], tmp_path: Path) -> None:
    assert titles(tmp_path, rules(*patterns)) == []


def test_a_rule_may_repeat_itself(tmp_path: Path) -> None:
    pattern = "a record high of|so a record high of|but a record high of"

    assert titles(tmp_path, rules(pattern)) == []


LINE = "# yaml-language-server: $schema="
BODY = "newsledger: rules/1\n"


@pytest.mark.parametrize("near", ["rules.schema.json", "../rules.schema.json"])
def test_a_schema_that_is_there_should_be_named(near: str, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / near).write_text("{}")

    (problem,) = schema_line(str(folder / "a.yaml"), BODY)

    assert (problem.code, problem.line, problem.column) == ("R514", 1, 1)
    assert problem.help == f"begin it with {LINE}{near}"
    assert list(schema_line(str(folder / "a.yaml"), f"{LINE}{near}\n{BODY}")) == []


def test_without_a_schema_no_line_is_missing(tmp_path: Path) -> None:
    assert list(schema_line(str(tmp_path / "a.yaml"), BODY)) == []


def test_a_schema_that_is_named_should_be_there(tmp_path: Path) -> None:
    text = f"# mine\n{LINE}gone.json\n{BODY}"

    (problem,) = schema_line(str(tmp_path / "a.yaml"), text)

    assert (problem.line, problem.column, problem.length) == (2, len(LINE) + 1, 9)


def test_a_schema_on_the_web_is_not_asked_for(tmp_path: Path) -> None:
    text = f"{LINE}https://example.org/s.json\n{BODY}"

    assert list(schema_line(str(tmp_path / "a.yaml"), text)) == []
