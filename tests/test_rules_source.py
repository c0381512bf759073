"""Reading rule files: what is good of them, and all their problems."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rule_file_samples import GOOD, HEAD, HOSTILE, mutants

from parsers.resources import data_folder
from parsers.rules.loading import load
from parsers.rules.problems import Problem, as_json, render
from parsers.rules.rule_file import RuleFile
from parsers.rules.source import MOST_PROBLEMS, parse_source, texts_of


def read(text: str) -> tuple[RuleFile, list[Problem]]:
    """A file with the head that every file has."""
    file, problems = parse_source("x.yaml", HEAD + text.encode())
    assert file is not None
    return file, problems


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def rule(extra: str) -> str:
    """A file with one rule between two good ones; its first line is line 4."""
    good = "  - {{id: {}, pattern: 'a'}}\n"
    return f"rules:\n{good.format('one')}{extra}\n{good.format('three')}"


def test_a_good_file_is_read_whole() -> None:
    file, problems = parse_source("good.yaml", GOOD)

    assert problems == []
    assert file is not None
    assert file.path == "good.yaml"
    assert file.left_out == ()
    assert file.pack is not None
    assert (str(file.pack.home), file.pack.status) == ("IRN", "experimental")
    assert [str(path) for path in file.extends] == ["../vocabulary/places.yaml"]


def test_vocabularies_keep_every_form_as_written() -> None:
    file, _ = parse_source("good.yaml", GOOD)
    assert file is not None
    country, code = file.vocabularies

    assert (str(country.name), country.case, country.article) == (
        "country",
        "exact",
        "optional",
    )
    assert (code.case, code.article, code.guard) == ("fold", "none", "none")
    assert [(str(v), [str(f) for f in forms]) for v, forms in country.entries] == [
        ("NO", ["Norway", "NO"]),
        ("IRN", ["Iran", "Iranian"]),
    ]
    assert str(code.entries[0][1][0]) == "0101"


def test_a_fragment_is_a_pattern_a_list_or_a_mapping() -> None:
    file, _ = parse_source("good.yaml", GOOD)
    assert file is not None
    year, reach, money, goods = file.fragments

    assert [str(p) for p in year.patterns] == [r"(?:19|20)\d\d"]
    assert [str(p) for p in reach.patterns] == ["stood at", "reached"]
    assert (year.kind, money.kind, goods.kind) == (None, "money", "phrase")
    assert [str(word) for word in goods.barred] == ["it", "them"]


def test_slots_say_where_to_look_and_what_to_inherit() -> None:
    file, _ = parse_source("good.yaml", GOOD)
    assert file is not None
    (slot,) = file.slots
    first, second, third = slot.look

    assert slot.pick == "nearest"
    assert [str(scope) for scope in first.scopes] == ["clause", "sentence"]
    assert (first.within, first.handicap, second.handicap) == (40, 0, 5)
    assert [str(p) for p in second.patterns] == ["{year}", "then"]
    assert [(str(k), str(v)) for k, v in second.sets] == [("trend", "+")]
    assert (str(third.veto), str(third.unless), third.only) == (
        "long past",
        "now",
        "change",
    )
    assert [(item.source, item.within) for item in slot.inherit] == [
        ("sentence", None),
        ("figure", 2),
    ]


def test_rules_come_with_their_examples() -> None:
    file, _ = parse_source("good.yaml", GOOD)
    assert file is not None
    reached, other = file.rules

    assert (str(reached.id), reached.priority, reached.status) == ("reached", 70, "on")
    assert (other.priority, other.status, other.comparison) == (50, "off", True)
    right, wrong = reached.examples
    assert right.expected is not None
    assert [(str(k), str(v)) for k, v in right.expected[0]] == [
        ("flow", "export"),
        ("value", "5e9 USD"),
        ("change", "+42.7"),
    ]
    assert (wrong.expected, wrong.todo) == (None, True)
    assert other.examples[0].expected is not None
    assert len(other.examples[0].expected) == 2


def test_a_pattern_leads_back_to_its_characters() -> None:
    file, _ = parse_source("good.yaml", GOOD)
    assert file is not None
    pattern = file.rules[0].pattern

    line, column = pattern.position(pattern.value.index("reach"))

    assert GOOD.decode().split("\n")[line - 1][column - 1 :].startswith("reach} {fig")


@pytest.mark.parametrize(
    ("broken", "code", "line", "column", "said"),
    [
        ("  - {id: two, pattern: 'a', unles: 'b'}", "R201", 4, 29, "'unless'"),
        ("  - {id: two}", "R202", 4, 5, "no 'pattern'"),
        ("  - {pattern: 'a'}", "R202", 4, 5, "no 'id'"),
        ("  - two", "R203", 4, 5, "must be a mapping"),
        ("  - {}", "R204", 4, 5, "is empty"),
        ("  - {id: two, pattern: }", "R204", 4, 24, "'pattern' is empty"),
        ("  - {id: two, pattern: ''}", "R204", 4, 24, "'pattern' is empty"),
        ("  - {id: two, pattern: {figure: a}}", "R203", 4, 24, "single quotes"),
        ("  - {id: two, pattern: {figure}}", "R203", 4, 24, "single quotes"),
        ("  - {id: two, pattern: [a]}", "R203", 4, 24, "begins a YAML list"),
        ("  - {id: two, pattern: 'a', priority: 101}", "R207", 4, 39, "from 0 to 100"),
        ("  - {id: two, pattern: 'a', priority: -1}", "R207", 4, 39, "from 0 to 100"),
        ("  - {id: two, pattern: 'a', priority: high}", "R203", 4, 39, "whole number"),
        ("  - {id: two, pattern: 'a', priority: '7'}", "R203", 4, 39, "unquoted"),
        ("  - {id: two, pattern: 'a', priority: ٣}", "R203", 4, 39, "whole number"),
        (
            "  - {id: two, pattern: 'a', comparison: yes}",
            "R203",
            4,
            41,
            "true or false",
        ),
        ("  - {id: two, pattern: 'a', status: of}", "R205", 4, 37, "'off'"),
        ("  - {id: Two, pattern: 'a'}", "R206", 4, 10, "'Two' is no name"),
        ("  - {id: one, pattern: 'a'}", "R208", 4, 10, "line 3"),
        ("  - {id: two, pattern: 'a', set: {flo: export}}", "R205", 4, 35, "'flow'"),
        ("  - {id: two, pattern: 'a', set: {flow: [a]}}", "R203", 4, 41, "a list"),
        ("  - {id: two, pattern: 'a', set: {}}", "R204", 4, 34, "is empty"),
        ("  - {id: two, pattern: 'a', veto: x, y}", "R201", 4, 38, "comma"),
    ],
)
def test_a_broken_rule_is_left_out_alone(
    broken: str, code: str, line: int, column: int, said: str
) -> None:
    file, problems = read(rule(broken))

    assert [str(found.id) for found in file.rules] == ["one", "three"]
    (problem,) = problems
    assert (problem.code, problem.severity) == (code, "error")
    assert (problem.line, problem.column) == (line, column)
    assert said in f"{problem.title} {problem.reason} {problem.help}"


def test_all_problems_of_a_rule_are_told_at_once() -> None:
    _, problems = read(rule("  - {id: Two, patern: 'a', priority: 101, status: of}"))

    assert codes(problems) == ["R202", "R206", "R201", "R207", "R205"]


@pytest.mark.parametrize(
    "broken",
    [
        "expect: sometimes",
        "expect: {flow: export}, todo: maybe",
        "expect: {flwo: export}",
        "expect: []",
        "expect: [none]",
        "expect: none, date: yesterday",
        "todo: true",
    ],
)
def test_a_broken_example_leaves_its_rule(broken: str) -> None:
    good = "{text: b, expect: none}"
    text = (
        f"rules: [{{id: r, pattern: 'a', examples: [{{text: a, {broken}}}, {good}]}}]"
    )

    file, problems = read(text)

    assert len(problems) == 1
    assert [str(example.text) for example in file.rules[0].examples] == ["b"]


def test_a_broken_entry_leaves_its_vocabulary() -> None:
    file, problems = read(
        "vocabularies: {v: {entries: {A: [a, [b]], B: [], C: c, D: [d]}}}"
    )

    assert codes(problems) == ["R203", "R204", "R203"]
    assert [str(value) for value, _ in file.vocabularies[0].entries] == ["D"]


def test_a_broken_named_item_is_left_out_and_remembered() -> None:
    file, problems = read("fragments: {a: 'x', b: {ann: 'x'}, C: 'x', d: []}")

    assert codes(problems) == ["R202", "R201", "R206", "R204"]
    assert [str(item.name) for item in file.fragments] == ["a"]
    assert [str(name) for name in file.left_out] == ["b", "C", "d"]


def test_a_reference_needs_to_say_what_it_points_at() -> None:
    file, problems = read("references: {pair: 'both countries'}")

    assert file.references == ()
    assert codes(problems) == ["R203"]


def test_a_broken_look_leaves_its_slot() -> None:
    file, problems = read(
        "slots: {flow: {look: [{pattern: 'a', in: [clausse]}, {pattern: 'b', in: clause},"
        " {pattern: 'a', any: ['b'], in: clause}]}}"
    )

    assert codes(problems) == ["R205", "R104"]
    assert [str(look.patterns[0]) for look in file.slots[0].look] == ["b"]


def test_a_broken_part_leaves_the_file() -> None:
    file, problems = read(
        "pack: {id: X}\nmasks: none\nrulez: []\nrules: [{id: a, pattern: 'a'}]\n"
        "extends: [/etc/passwd]\nclauses: {split: }\n"
    )

    assert (file.pack, file.masks, file.extends, file.clauses) == (None, (), (), None)
    assert len(file.rules) == 1
    assert {problem.line for problem in problems} == {2, 3, 4, 6, 7}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('"a b"', "R209"),
        (">-\n      a", "R209"),
        ("a #b", "R210"),
        ("'a #b'", None),
        ("a#b", None),
        ("|\n      a", None),
    ],
)
def test_a_pattern_that_yaml_may_change_is_kept_with_a_warning(
    written: str, code: str | None
) -> None:
    file, problems = read(f"rules:\n  - id: a\n    pattern: {written}\n")

    assert len(file.rules) == 1
    assert codes(problems) == ([code] if code else [])
    assert {problem.severity for problem in problems} <= {"warning"}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_file_is_one_problem_with_its_place(name: str) -> None:
    data, code, line, column = HOSTILE[name]

    file, (problem,) = parse_source("x.yaml", data)

    assert file is None
    assert (problem.code, problem.line, problem.column) == (code, line, column)


def test_there_are_thirty_hostile_files_and_more() -> None:
    assert len(HOSTILE) >= 34


def test_a_flood_of_problems_is_counted_and_not_shown() -> None:
    text = "".join(f"k{number}: v\n" for number in range(MOST_PROBLEMS + 7))

    _, problems = read(text)

    assert len(problems) == MOST_PROBLEMS + 1
    assert [p.reason for p in problems if p.code == "R108"] == ["7 more are not shown"]


def test_mutants_of_a_good_file_never_raise() -> None:
    kept = 0
    for data in mutants(5_000):
        file, problems = parse_source("x.yaml", data)

        kept += file is not None
        assert file is not None or problems
        assert all(p.line >= 1 and p.column >= 1 for p in problems)
        if problems:
            assert render(problems, {"x.yaml": data.decode("utf-8", "replace")})
            assert as_json(problems)
    assert 500 < kept < 4_500


def test_what_is_no_file_is_a_problem_and_never_hangs(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    for path in (tmp_path / "none", tmp_path, tmp_path / "fifo", tmp_path / "a\0b"):
        loaded = load([path])

        (problem,) = loaded.problems
        assert loaded.pack is None
        assert problem.code == "R101"
        assert problem.reason


def test_the_texts_of_problems_are_those_of_their_files(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"newsledger: rules/1\nrulez: []\n")
    problems = load([path, tmp_path / "none"]).problems

    texts = texts_of(problems)

    assert texts == {str(path): "newsledger: rules/1\nrulez: []\n"}
    assert "2 | rulez: []" in render(problems, texts)


SHIPPED = sorted(
    path
    for name in ("rules", "vocabulary")
    for path in (data_folder("config") / name).glob("*.yaml")
)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_file_has_no_problem(path: Path) -> None:
    file, problems = parse_source(str(path), path.read_bytes())

    assert file is not None
    assert render(problems, texts_of(problems)) == ""
