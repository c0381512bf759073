from __future__ import annotations

from pathlib import Path

import pytest
import regex
from packs import (
    FIGURE_RULE,
    FRAGMENTS,
    HEAD,
    SLOTS,
    SMALL,
    WORDS,
    errors_of,
    loaded,
    pack_of,
)

from parsers.rules.pack import Pack, Pattern
from parsers.rules.problems import Problem


def rule(pattern: str, more: str = "") -> str:
    """A small pack with one rule of that pattern."""
    quoted = pattern.replace("'", "''")
    return f"{HEAD}{WORDS}{FRAGMENTS}{more}\nrules:\n  - id: one\n    pattern: '{quoted}'\n"


def expanded(folder: Path, pattern: str, more: str = "") -> tuple[Pattern, Pack]:
    pack = pack_of(folder, rule(pattern, more))
    return pack.rules[0].pattern, pack


def tag(pack: Pack, name: str, value: str | None = None) -> str:
    vocabulary = pack.vocabulary(name)
    return vocabulary.tags if value is None else vocabulary.tag(value)


def atom(pack: Pack, name: str) -> str:
    return next(atom.tag for atom in pack.atoms if atom.name == name)


def test_a_vocabulary_becomes_its_tags(tmp_path: Path) -> None:
    pattern, pack = expanded(tmp_path, "{flow} of {value:money}")

    money = atom(pack, "money")
    assert pattern.source == f"(?:[{tag(pack, 'flow')}]) of (?P<value>{money})"


def test_a_field_captures_under_its_name(tmp_path: Path) -> None:
    pattern, _pack = expanded(tmp_path, "{flow:flow} {value:money}")

    assert pattern.fields == ("flow", "value")
    assert set(regex.compile(pattern.source).groupindex) == {"flow", "value"}


def test_an_article_may_stand_before_a_form_where_the_vocabulary_says_so(
    tmp_path: Path,
) -> None:
    pattern, pack = expanded(tmp_path, "{country} {figure}")

    assert pattern.source.startswith(f"(?:(?:the )?[{tag(pack, 'country')}])")


def test_only_the_named_values_of_a_vocabulary_match(tmp_path: Path) -> None:
    pattern, pack = expanded(tmp_path, "{flow=export|import} {figure}")

    both = tag(pack, "flow", "export") + tag(pack, "flow", "import")
    assert pattern.source.startswith(f"(?:[{both}])")


def test_a_fragment_is_written_out_with_all_its_alternatives(tmp_path: Path) -> None:
    more = "  reach: ['stood at', 'reached']"
    pattern, _pack = expanded(tmp_path, "{reach} {figure}", more)

    assert pattern.source.startswith("(?:stood at|reached) ")


def test_a_phrase_does_not_begin_with_a_barred_word(tmp_path: Path) -> None:
    more = "  goods: {as: phrase, not: [it, them], any: ['[a-z]+']}"
    pattern, _pack = expanded(tmp_path, "{figure} of {commodity:goods}", more)

    assert "(?!(?:it|them)(?!\\w))[a-z]+" in pattern.source


def test_a_reference_captures_under_field_and_name(tmp_path: Path) -> None:
    more = "references: {that-land: {to: partner, pattern: 'that country'}}"
    pattern, pack = expanded(tmp_path, "{partner:@that-land} {figure}", more)

    assert "(?P<partner__that_land>that country)" in pattern.source
    assert pack.references[0].name == "that_land"


def test_a_gap_crosses_no_figure_and_no_semicolon(tmp_path: Path) -> None:
    pattern, pack = expanded(tmp_path, "{flow}{gap:40}{figure}")

    tags = "".join(atom(pack, name) for name in ("money", "quantity", "change"))
    assert f"[^;{tags}]{{0,40}}?" in pattern.source


def test_a_gap_may_bar_other_atoms_instead(tmp_path: Path) -> None:
    pattern, pack = expanded(tmp_path, "{flow}{gap:40,flow,money}{figure}")

    assert f"[^;{tag(pack, 'flow')}{atom(pack, 'money')}]{{0,40}}?" in pattern.source


def test_what_no_rule_asks_for_is_not_tagged(tmp_path: Path) -> None:
    _pattern, pack = expanded(tmp_path, "{flow} {figure}")

    assert pack.tagged == {"flow"}


def test_what_captures_a_reporter_or_partner_is_a_place(tmp_path: Path) -> None:
    _pattern, pack = expanded(tmp_path, "{reporter:country} {flow} {figure}")

    assert pack.places == {"country"}


def test_a_raw_pattern_holds_the_forms_with_their_guards_and_case(
    tmp_path: Path,
) -> None:
    pack = pack_of(tmp_path)

    source = next(a.pattern.source for a in pack.atoms if a.name == "quantity")
    assert "(?<!\\w)(?i:(?:barrels|ton(?:s)?))(?!\\w)" in source
    assert "(?i:(?:billion|m(?:illion)?))(?!\\w)" in source


def test_a_raw_pattern_tells_which_vocabularies_a_part_may_hold(
    tmp_path: Path,
) -> None:
    pack = pack_of(tmp_path)

    quantity = next(a for a in pack.atoms if a.name == "quantity")
    assert quantity.vocabularies["unit"] == ("unit", "scaled")


def test_a_blank_of_a_raw_pattern_is_one_or_more_outside_of_classes(
    tmp_path: Path,
) -> None:
    fragment = "  period: {as: period, any: ['last  year[ -]ago']}"
    pack = pack_of(tmp_path, f"{HEAD}fragments:\n{fragment}\n")

    assert pack.atoms[0].pattern.source == "last(?: +)year[ -]ago"


def test_a_line_break_of_a_tagged_pattern_is_a_blank(tmp_path: Path) -> None:
    text = rule("x").replace(
        "pattern: 'x'", "pattern: |\n      reached\n      {figure}"
    )

    source = pack_of(tmp_path, text).rules[0].pattern.source

    assert source.startswith("reached (?:")


def place_of(problem: Problem) -> tuple[int, int]:
    return problem.line, problem.column


def one_problem(folder: Path, text: str, code: str) -> Problem:
    (problem,) = errors_of(loaded(folder, text).problems)
    assert problem.code == code
    assert problem.severity == "error"
    return problem


def place_in(text: str, wanted: str) -> tuple[int, int]:
    """Line and column of a string that occurs once in the text."""
    assert text.count(wanted) == 1
    before = text[: text.index(wanted)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@pytest.mark.parametrize(
    ("pattern", "wanted", "code", "title", "advice"),
    [
        (
            "{reporter:contry} {figure}",
            "reporter:contry",
            "R301",
            "no vocabulary, fragment or reference is called 'contry'",
            "did you mean 'country'?",
        ),
        (
            "{flow} {figur}",
            "figur}",
            "R301",
            "no vocabulary, fragment or reference is called 'figur'",
            "did you mean 'figure'?",
        ),
        (
            "{partner:@country} {figure}",
            "partner:@country",
            "R301",
            "no vocabulary, fragment or reference is called '@country'",
            "did you mean 'country'?",
        ),
        (
            "{flow}{gap:9,flwo} {figure}",
            "gap:9,flwo",
            "R301",
            "no vocabulary, fragment or reference is called 'flwo'",
            "did you mean 'flow'?",
        ),
        (
            "{country:reporter} {figure}",
            "country:reporter",
            "R302",
            "'country' is not a field",
            "did you mean {reporter:country}?",
        ),
        (
            "{reportr:country} {figure}",
            "reportr:country",
            "R302",
            "'reportr' is not a field",
            "did you mean 'reporter'?",
        ),
        (
            "{number:money}",
            "number:money",
            "R302",
            "'number' is not a field",
            None,
        ),
        (
            "{flow=exprot} {figure}",
            "flow=exprot",
            "R304",
            "'flow' has no value 'exprot'",
            "did you mean 'export'?",
        ),
    ],
)
def test_a_wrong_name_is_a_problem_where_it_stands(
    tmp_path: Path, pattern: str, wanted: str, code: str, title: str, advice: str | None
) -> None:
    text = rule(pattern)

    problem = one_problem(tmp_path, text, code)

    assert place_of(problem) == place_in(text, wanted)
    assert problem.title == title
    assert advice is None or problem.help == advice


def test_a_wrong_name_inside_a_fragment_is_shown_in_the_fragment(
    tmp_path: Path,
) -> None:
    text = rule("{reach} {figure}", "  reach: ['stood', '{hedgy} at']")

    problem = one_problem(tmp_path, text, "R301")

    assert place_of(problem) == place_in(text, "hedgy} at")


def test_a_wrong_part_of_a_figure_is_a_problem_where_it_stands(tmp_path: Path) -> None:
    text = SMALL.replace("{currency:symbol}", "{currncy:symbol}")

    problem = one_problem(tmp_path, text, "R302")

    assert place_of(problem) == place_in(text, "currncy:symbol")
    assert problem.help == "did you mean 'currency'?"


def test_a_fragment_that_contains_itself_is_a_problem(tmp_path: Path) -> None:
    more = "  one: '{two} x'\n  two: '{three} y'\n  three: '{one} z'"
    text = rule("{one} {figure}", more)

    problem = one_problem(tmp_path, text, "R303")

    assert place_of(problem) == place_in(text, "one} z")
    assert problem.title == "fragment 'one' contains itself"
    assert problem.help == "one > two > three > one"


def test_a_reference_that_contains_itself_is_a_problem(tmp_path: Path) -> None:
    more = "references: {that: {to: partner, pattern: 'that {@that}'}}"

    problem = one_problem(tmp_path, rule("{partner:@that} {figure}", more), "R303")

    assert problem.title == "fragment '@that' contains itself"


def test_problems_of_several_rules_all_come_out(tmp_path: Path) -> None:
    text = rule("{flwo} {figure}") + (
        "  - {id: two, pattern: '{figur}'}\n  - {id: three, pattern: '{figure}'}\n"
    )

    result = loaded(tmp_path, text)

    assert [problem.code for problem in errors_of(result.problems)] == ["R301", "R301"]
    assert result.pack is not None
    assert [r.id for r in result.pack.rules] == ["three"]


def test_each_character_of_an_expansion_leads_to_where_it_was_written(
    tmp_path: Path,
) -> None:
    text = rule("up to {reach} {figure}", "  reach: ['stood at', 'reached']")
    pattern = pack_of(tmp_path, text).rules[0].pattern

    for word in ("up to", "stood at", "reached"):
        for index in range(len(word)):
            place = pattern.place(pattern.source.index(word) + index)
            line, column = place_in(text, word)
            assert (place.line, place.column) == (line, column + index)


def test_slots_and_masks_expand_as_rules_do(tmp_path: Path) -> None:
    masks = "masks: [{reason: an office, pattern: '{flow} minister'}]\n"
    pack = pack_of(tmp_path, HEAD + WORDS + FRAGMENTS + masks + SLOTS + FIGURE_RULE)

    flow = tag(pack, "flow")
    assert pack.masks[0].pattern.source == f"(?:[{flow}]) minister"
    assert pack.slots[0].looks[0].pattern.source == f"(?P<flow>[{flow}])"


@pytest.mark.parametrize(
    ("pattern", "wanted", "code"),
    [
        ("up (to {figure}", "(to", "R308"),
        ("up to) {figure}", ") {fig", "R308"),
        ("(?P<flow>up) {figure}", "(?P<flow", "R312"),
        ("up (?<x>up) {figure}", "(?<x", "R312"),
        ("{flow {figure}", "{flow {", "R311"),
        ("up {flow:} {figure}", "{flow:}", "R311"),
        ("{flow=} {figure}", "{flow=}", "R311"),
        ("up {Flow} {figure}", "{Flow}", "R311"),
        ("{flow:country} {figure}", "flow:country", "R309"),
        ("{status:flow} {figure}", "status:flow", "R309"),
        ("up \ue005 {figure}", "\ue005", "R307"),
        ("{symbol} {figure}", "symbol} {fig", "R305"),
        ("{scale} {figure}", "scale} {fig", "R305"),
        ("{big=V1} {figure}", "big=V1", "R310"),
    ],
)
def test_what_a_pattern_may_not_hold_is_a_problem_where_it_stands(
    tmp_path: Path, pattern: str, wanted: str, code: str
) -> None:
    entries = ", ".join(f"V{number}: [big{number}]" for number in range(40))
    big = f"  big: {{entries: {{{entries}}}}}\n"
    text = rule(pattern).replace("fragments:", f"{big}fragments:", 1)

    problem = one_problem(tmp_path, text, code)

    assert place_of(problem) == place_in(text, wanted)


def test_a_bracket_is_shown_in_the_fragment_it_stands_in(tmp_path: Path) -> None:
    text = rule("{reach} {figure}", "  reach: ['stood', 'up (to']")

    problem = one_problem(tmp_path, text, "R308")

    assert place_of(problem) == place_in(text, "(to")


def test_what_needs_a_broken_fragment_is_told_apart_from_a_misspelling(
    tmp_path: Path,
) -> None:
    text = rule("{reach} {figure}", "  reach: []")

    problems = errors_of(loaded(tmp_path, text).problems)

    assert [problem.code for problem in problems] == ["R204", "R306"]
    assert place_of(problems[1]) == place_in(text, "reach} {fig")


def test_a_fixed_value_that_its_field_cannot_have_is_a_problem(tmp_path: Path) -> None:
    text = rule("{figure}") + "    set: {status: nonsense}\n"

    problem = one_problem(tmp_path, text, "R309")

    assert place_of(problem) == place_in(text, "nonsense")
