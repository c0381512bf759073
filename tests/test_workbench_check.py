"""What only a whole check can tell, on packs that nearly pass and ones that do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs import FIGURE_RULE, FRAGMENTS, HEAD, SLOTS, SMALL, WORDS, engine_of, loaded
from shipped import shipped_engine, shipped_files

from parsers.engine import Engine
from parsers.engine.examples import article_of
from parsers.rules.problems import Problem
from parsers.rules.usage import Usage
from parsers.workbench.check import check
from parsers.workbench.cost import costly, gateless
from parsers.workbench.hidden import hidden
from parsers.workbench.probe import Probe
from parsers.workbench.trials import Trials

TIMED = ("R606", "R607")
"""No test asserts a time that something may have disturbed."""


def paths_of(engine: Engine) -> set[str]:
    return {rule.place.path for rule in engine.program.pack.rules}


def sentences_of(engine: Engine) -> tuple[str, ...]:
    return tuple(
        sentence.text
        for rule in engine.program.pack.rules
        for example in rule.examples
        for sentence in engine.begin(article_of(example)[0]).tagged_sentences()
    )


def checked(folder: Path, text: str) -> list[Problem]:
    file = folder / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    return list(check([file]).rules.problems)


@pytest.fixture(scope="module")
def of_shipped() -> tuple[Problem, ...]:
    return check(shipped_files()).rules.problems


def test_the_packaged_rules_pass(of_shipped: tuple[Problem, ...]) -> None:
    assert [problem for problem in of_shipped if problem.code not in TIMED] == []


def test_problems_of_loading_are_told_once(tmp_path: Path) -> None:
    text = f"{SMALL}  - {{id: a, pattern: '{{figur}}'}}\n"

    codes = [problem.code for problem in checked(tmp_path, text)]

    assert codes.count("R301") == 1
    assert codes.count("R504") == 1


def test_without_any_rule_the_rest_is_told(tmp_path: Path) -> None:
    text = "newsledger: rules/1\nmasks: [{reason: r, pattern: 'a.*b'}]\n"

    assert [problem.code for problem in checked(tmp_path, text)] == ["R507"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = check([tmp_path / "gone.yaml"])

    assert [problem.code for problem in result.rules.problems] == ["R101"]


EXTENDING = "newsledger: rules/1\nextends: trade-en\n"


def test_files_that_ship_along_are_not_told_of_to_those_who_extend_them(
    tmp_path: Path,
) -> None:
    # Nothing else reads the vocabulary `beyond`, which nobody uses then.
    text = f"{EXTENDING}patch: {{rules: {{exceeds: {{status: off}}}}}}\n"

    assert checked(tmp_path, text) == []


def with_example(rest: str) -> str:
    example = (
        f'{{text: "Iran exports: cost $5 million.", expect: {{flow: import}}{rest}}}'
    )
    rule = "  - id: cost\n    priority: 9\n    pattern: 'cost {value:money}'\n"
    return f"{SMALL}{rule}    examples: [{example}]\n"


def test_an_example_that_fails_is_an_error(tmp_path: Path) -> None:
    (problem,) = (p for p in checked(tmp_path, with_example("")) if p.code >= "R6")

    assert (problem.code, problem.severity) == ("R601", "error")
    assert problem.title == "example 1 of rule cost fails: wrong"
    assert problem.reason == "flow: expected import, got export"


def test_an_example_that_is_still_to_do_is_no_problem(tmp_path: Path) -> None:
    codes = [p.code for p in checked(tmp_path, with_example(", todo: true"))]

    assert [code for code in codes if code >= "R6"] == []


def trials(folder: Path, rules: str) -> Trials:
    text = HEAD + WORDS + FRAGMENTS + SLOTS + rules
    engine = engine_of(folder, text)
    return Trials(engine, loaded(folder, text).sources, paths_of(engine))


def example_of(text: str, expected: str) -> str:
    return (
        f"{FIGURE_RULE}    examples:\n      - {{text: {text!r}, expect: {expected}}}\n"
    )


def test_an_example_should_not_lean_on_the_home_country(tmp_path: Path) -> None:
    rules = example_of("Its exports reached $5 million.", "{reporter: IRN}")

    (problem,) = trials(tmp_path, rules).by_home_alone()

    assert (problem.code, problem.length) == ("R602", len("IRN"))
    assert problem.title == "the reporter of this example is only the home country"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iranian exports reached $5 million.", "{reporter: IRN}"),
        ("Its exports reached $5 million.", "{flow: export}"),
        ("Its exports reached $5 million.", "none"),
        ("Its exports reached $5 million.", "{reporter: IRQ}"),
    ],
)
def test_a_country_that_is_told_or_not_asked_for_is_fine(
    text: str, expected: str, tmp_path: Path
) -> None:
    assert list(trials(tmp_path, example_of(text, expected)).by_home_alone()) == []


def two_rules(first: int, second: int, pattern: str = "to {value:money}") -> str:
    return f"""
rules:
  - id: rose
    priority: {first}
    pattern: 'rose to {{value:money}}'
    examples:
      - {{text: "Iran's exports rose to $5 million.", expect: {{flow: export}}}}
  - id: to
    priority: {second}
    pattern: '{pattern}'
"""


def test_rules_of_one_priority_should_not_want_one_figure(tmp_path: Path) -> None:
    (problem,) = trials(tmp_path, two_rules(50, 50)).rivals()

    assert (problem.code, problem.used_by) == ("R603", ("rose", "to"))
    assert problem.title == "rules to and rose want the same figure"
    assert problem.reason == (
        "both have priority 50; of '$5 million' in an example of rose, rose gets it, for"
        " it begins earlier"
    )


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("rose {gap:3}{value:money}", "rose gets it, for its name comes first"),
        (
            "{flow:flow} rose to {value:money}",
            "to gets it, for it captures more fields",
        ),
    ],
)
def test_it_is_told_why_a_rule_wins(pattern: str, why: str, tmp_path: Path) -> None:
    (problem,) = trials(tmp_path, two_rules(50, 50, pattern)).rivals()

    assert problem.reason.endswith(why)


@pytest.mark.parametrize(
    "rules",
    [
        two_rules(50, 51),
        two_rules(50, 50, "fell to {value:money}"),
        two_rules(50, 50).replace("expect: {flow: export}", "expect: none"),
    ],
)
def test_rules_that_do_not_meet_as_equals_are_fine(rules: str, tmp_path: Path) -> None:
    assert list(trials(tmp_path, rules).rivals()) == []


def masked(folder: Path, masks: str) -> list[str]:
    """What the masks hide, by a pack whose second file is looked at."""
    small = HEAD + WORDS + FRAGMENTS + SLOTS + FIGURE_RULE
    (folder / "small.yaml").write_text(small, encoding="utf-8")
    text = f"newsledger: rules/1\nextends: small.yaml\n{masks}"
    sources = loaded(folder, text).sources
    program = engine_of(folder, text).program
    return [p.title for p in hidden(program, Usage(sources, [sources[-1].path]))]


def test_a_mask_should_not_hide_what_slots_ask_for(tmp_path: Path) -> None:
    masks = "masks: [{reason: r, pattern: '{country}|x'}]\n"

    assert masked(tmp_path, masks) == ["every form of {country} is masked"]


def test_a_mask_may_hide_one_value_of_those_that_are_asked_for(tmp_path: Path) -> None:
    masks = "masks: [{reason: r, pattern: '{flow=trade}'}]\n"

    assert masked(tmp_path, masks) == ["every 'trade' of {flow} is masked"]


@pytest.mark.parametrize("pattern", ["{country} {flow}", "{unit}", "(?:free ){flow}"])
def test_a_mask_may_hide_more_than_a_word_or_what_nobody_wants(
    pattern: str, tmp_path: Path
) -> None:
    assert masked(tmp_path, f"masks: [{{reason: r, pattern: '{pattern}'}}]\n") == []


def test_who_asks_for_what_a_mask_of_another_file_hides_is_told(tmp_path: Path) -> None:
    mask = "masks: [{reason: offices, pattern: '{unit}'}]\n"
    (tmp_path / "masks.yaml").write_text(f"{SMALL}{mask}", encoding="utf-8")
    rule = "rules: [{id: a, pattern: '{unit=barrel} {value:money}'}]\n"
    text = f"newsledger: rules/1\nextends: masks.yaml\n{rule}"
    sources = loaded(tmp_path, text).sources
    program = engine_of(tmp_path, text).program

    (problem,) = hidden(program, Usage(sources, [sources[-1].path]))

    assert (problem.code, problem.line) == ("R604", 3)
    assert problem.reason == "the mask 'offices' hides it, and masks come first"


def with_rule(pattern: str) -> str:
    return f"{SMALL}  - {{id: mine, pattern: '{pattern}'}}\n"


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:\w+ ){2,5}\w+",
        r"[a-z]+ [a-z]+",
        r"cost {value:money}(?|a|b)",
    ],
)
def test_a_pattern_that_needs_nothing_is_told(pattern: str, tmp_path: Path) -> None:
    engine = engine_of(tmp_path, with_rule(pattern))

    (problem,) = gateless(engine.program, paths_of(engine))

    assert problem.code == "R605"
    assert problem.title == "a pattern of rule mine is tried on every sentence"


@pytest.mark.parametrize(
    "pattern", [r"(?:\w+ ){2,5}worth", "{value:money}", r"\w+ {country}", r"\d+", "a?"]
)
def test_a_pattern_that_needs_a_word_a_sign_or_a_tag_is_fine(
    pattern: str, tmp_path: Path
) -> None:
    engine = engine_of(tmp_path, with_rule(pattern))

    assert list(gateless(engine.program, paths_of(engine))) == []


SAMPLE = ("the \ue001 of it and so on, as they say, is what it is and no more ",) * 20
DEAR = r"{value:money}|(?:\w+,? ?){2,12};"


def test_a_pattern_that_takes_a_hundred_times_as_long_is_told(tmp_path: Path) -> None:
    others = "".join(
        f"  - {{id: r{n}, pattern: '{{value:money}} {words}'}}\n"
        for n, words in enumerate(("of", "of it", "of it and", "of it and so"))
    )
    engine = engine_of(tmp_path, with_rule(DEAR) + others)

    (problem,) = costly(engine.program, paths_of(engine), SAMPLE)

    assert problem.code == "R606"
    assert problem.title.startswith("a pattern of rule mine takes ")


def test_of_few_patterns_none_is_called_dear(tmp_path: Path) -> None:
    text = HEAD + WORDS + FRAGMENTS + f"rules: [{{id: mine, pattern: '{DEAR}'}}]\n"
    engine = engine_of(tmp_path, text)

    assert list(costly(engine.program, paths_of(engine), SAMPLE)) == []


def probed(folder: Path, text: str) -> list[str]:
    """What the patterns of a text do not get through."""
    engine = engine_of(folder, text)
    sentences = sentences_of(engine)
    probe = Probe(engine.program, paths_of(engine), sentences, ())
    return [problem.title.partition(" takes ")[0] for problem in probe.problems()]


@pytest.mark.parametrize(
    "pattern",
    [
        r"(\w+ ?)+:",
        r"(\w+ ?)+: {value:money}",
        "(a|aa)+$",
        r"{value:money} (?:a|aa)+(?! b)",
        "{value:money} (?:a|b|ab)*c",
        r"{value:money} (?:\w+[ -]?){1,30} {country}",
    ],
)
def test_a_pattern_with_very_many_ways_is_told(pattern: str, tmp_path: Path) -> None:
    assert probed(tmp_path, with_rule(pattern)) == ["rule mine"]


@pytest.mark.parametrize(
    "pattern",
    [
        r"{value:money} (?:\w+ )+: x",
        "a+$",
        "{value:money} (?:a|b)*c",
        r"{value:money} (?:[\w-]+,? ){0,5}{country}",
    ],
)
def test_a_pattern_with_one_way_is_fine(pattern: str, tmp_path: Path) -> None:
    assert probed(tmp_path, with_rule(pattern)) == []


def test_patterns_that_look_back_are_probed(tmp_path: Path) -> None:
    slot = "  bad: {look: [{pattern: x, in: core, not_after: 'x(?: ?\\w+)+'}]}\n"

    text = SMALL.replace("slots:\n", f"slots:\n{slot}")

    assert probed(tmp_path, text) == ["slot bad"]


@pytest.mark.parametrize("kind", ["money", "period"])
def test_patterns_of_figures_and_periods_are_probed(kind: str, tmp_path: Path) -> None:
    number = "{number:lots}" if kind == "money" else "{lots}"
    bad = (
        f"  lots: '(?:\\d+,?)+'\n  bad: {{as: {kind}, any: ['{number} x(?! each)']}}\n"
    )

    text = SMALL.replace("fragments:\n", f"fragments:\n{bad}")

    assert probed(tmp_path, text) == ["fragment bad"]


def test_patterns_of_files_that_are_not_looked_at_are_not_probed(
    tmp_path: Path,
) -> None:
    engine = engine_of(tmp_path, with_rule("(a|aa)+$"))

    assert list(Probe(engine.program, set(), (), ()).problems()) == []


def idle(folder: Path, allowed: str) -> list[tuple[str, str]]:
    pattern = "pattern: '{value:money}.*x'"
    text = f"{SMALL}  - {{id: mine, {pattern}, allow: {{{allowed}: a reason}}}}\n"
    return [(p.code, p.title) for p in checked(folder, text) if p.code == "R515"]


def test_what_is_allowed_in_vain_is_told(tmp_path: Path) -> None:
    title = "R513 is allowed here and does not come"

    assert idle(tmp_path, "R513") == [("R515", title)]


@pytest.mark.parametrize("code", ["R507", "R504", "R606"])
def test_what_is_allowed_and_comes_or_may_come_is_fine(
    code: str, tmp_path: Path
) -> None:
    assert idle(tmp_path, code) == []


def test_the_packaged_sentences_are_what_rules_see() -> None:
    sentences = sentences_of(shipped_engine())

    assert len(sentences) > 20
    assert any("\ue001" in sentence for sentence in sentences)
