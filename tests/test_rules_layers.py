from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packs import HEAD, SMALL, errors_of, loaded, reading_of
from rule_file_samples import PATCH, mutants

from parsers.engine import Engine, Program
from parsers.model import Reading
from parsers.rules.loading import load
from parsers.rules.pack import Look, Pack, Slot
from parsers.rules.problems import Problem

BASE = (
    SMALL
    + """\
  - id: told
    priority: 60
    pattern: '{flow:flow} of {figure}'
    unless: 'forecast'
    examples:
      - {text: "Iran's exports of $5 million.", expect: {flow: export}}
masks:
  - {id: prices, reason: a price, pattern: 'price of {money}'}
  - {reason: a wage, pattern: 'wage of {money}'}
cue: ['{flow}', 'customs']
follow_up: ['it']
clauses: {split: 'while'}
references: {land: {to: subject, pattern: 'the country'}}
filters:
  - {id: rumours, reason: a rumour, rules: told, pattern: 'rumours?'}
"""
).replace(
    "- {pattern: '(?:to|from|with) {partner:country}', in: [sentence]}",
    "- {id: toward, pattern: '(?:to|from|with) {partner:country}', in: [sentence]}",
)
"""A pack with something of each kind."""

TOP = HEAD.replace("small", "top") + "extends: base\n"
SENTENCE = "Iran's exports to Iraq reached $5 million in 2019."


def layered(folder: Path, *texts: str) -> tuple[Pack, tuple[Problem, ...]]:
    """The pack of some files over the base, each of which extends the one before."""
    (folder / "base.yaml").write_text(BASE, encoding="utf-8")
    paths = [folder / "base.yaml"]
    for number, text in enumerate(texts):
        path = folder / f"top{number}.yaml"
        path.write_text(TOP.replace("base", paths[-1].stem) + text, encoding="utf-8")
        paths.append(path)
    result = load(paths[-1:])
    assert result.pack is not None
    return result.pack, result.problems


def patched(folder: Path, *texts: str) -> Pack:
    """The pack of some patches of the base, with which nothing is wrong."""
    pack, problems = layered(folder, *(f"patch: {text}\n" for text in texts))
    assert errors_of(problems) == []
    return pack


def refusal(folder: Path, text: str) -> Problem:
    """The one problem of a file over the base."""
    _pack, problems = layered(folder, text)
    (problem,) = [p for p in problems if p.code not in ("R503", "R504")]
    return problem


def told(pack: Pack) -> object:
    return next(rule for rule in pack.rules if rule.id == "told")


def slot(pack: Pack, name: str) -> Slot:
    return next(slot for slot in pack.slots if slot.name == name)


def parties(pack: Pack) -> list[Look]:
    return list(slot(pack, "parties").looks)


def forms(pack: Pack, name: str) -> dict[str, str]:
    return dict(pack.vocabulary(name).forms)


def read(pack: Pack, text: str) -> Reading:
    program = Program(pack)
    assert program.errors == []
    return reading_of(Engine(program), text)


# Vocabularies


def test_a_patch_adds_forms_and_values_to_a_vocabulary(tmp_path: Path) -> None:
    pack = patched(
        tmp_path, "{vocabularies: {trend: {add: {'+': [Soared], '=': [flat]}}}}"
    )

    found = forms(pack, "trend")
    assert (found["rose"], found["soared"], found["flat"]) == ("+", "+", "=")
    assert pack.vocabulary("trend").values == ("+", "-", "=")


def test_a_patch_removes_forms_of_a_vocabulary(tmp_path: Path) -> None:
    pack = patched(tmp_path, "{vocabularies: {trend: {remove: [UP, fell]}}}")

    assert forms(pack, "trend") == {"rose": "+", "down": "-"}


def test_a_value_without_forms_is_no_value(tmp_path: Path) -> None:
    pack = patched(tmp_path, "{vocabularies: {country: {remove: China}}}")

    assert pack.vocabulary("country").values == ("IRN", "IRQ", "NLD")


def test_a_patch_removes_values_with_all_their_forms(tmp_path: Path) -> None:
    pack = patched(tmp_path, "{vocabularies: {country: {remove_values: [IRN, NLD]}}}")

    assert forms(pack, "country") == {"Iraq": "IRQ", "China": "CHN"}


def test_a_form_that_is_removed_and_added_moves(tmp_path: Path) -> None:
    text = "{vocabularies: {country: {remove: Iraq, add: {SYR: [Iraq]}}}}"

    assert forms(patched(tmp_path, text), "country")["Iraq"] == "SYR"


def test_a_patch_changes_keys_of_a_vocabulary(tmp_path: Path) -> None:
    text = "{vocabularies: {country: {case: fold, guard: left, unset: article}}}"

    country = patched(tmp_path, text).vocabulary("country")

    assert (country.fold, country.guard, country.article) == (True, "left", False)
    assert country.forms["iraq"] == "IRQ"


def test_a_patch_can_give_a_vocabulary_all_its_entries_anew(tmp_path: Path) -> None:
    text = "{vocabularies: {trend: {entries: {'+': [more]}}}}"

    assert forms(patched(tmp_path, text), "trend") == {"more": "+"}


def test_what_a_patch_adds_is_read(tmp_path: Path) -> None:
    pack = patched(tmp_path, "{vocabularies: {country: {add: {IRQ: [Baghdad]}}}}")

    (entry,) = read(pack, SENTENCE.replace("Iraq", "Baghdad")).entries
    assert entry.partner == "IRQ"


WORDS = st.text("abcdefgh", min_size=4, max_size=7)


@given(more=st.dictionaries(WORDS, st.sampled_from(["+", "-", "="]), min_size=1))
def test_adding_forms_and_removing_them_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, more: dict[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("layers")
    values = {value: [w for w in more if more[w] == value] for value in more.values()}
    add = ", ".join(f"'{value}': [{', '.join(ws)}]" for value, ws in values.items())

    pack = patched(
        folder,
        f"{{vocabularies: {{trend: {{add: {{{add}}}}}}}}}",
        f"{{vocabularies: {{trend: {{remove: [{', '.join(more)}]}}}}}}",
    )

    before, _ = layered(folder)
    assert pack.vocabulary("trend") == before.vocabulary("trend")
    assert [r.pattern.source for r in pack.rules] == [
        r.pattern.source for r in before.rules
    ]


# Fragments, references, cue, clauses, masks


def test_a_patch_replaces_a_fragment(tmp_path: Path) -> None:
    pack = patched(tmp_path, "{fragments: {figure: '{value:money}'}}")

    assert pack.rules[0].pattern.fields == ("value",)


def test_a_patch_adds_and_removes_alternatives(tmp_path: Path) -> None:
    text = "{fragments: {figure: {add: '{value:bare}', remove: '{change:change}'}}}"

    pack = patched(tmp_path, text)

    tags = {atom.name: atom.tag for atom in pack.atoms}
    assert pack.rules[0].pattern.source == (
        f"(?:(?P<value>{tags['money']})|(?P<quantity>{tags['quantity']})"
        f"|(?P<value>{tags['bare']}))"
    )


def test_a_patch_can_take_a_kind_from_a_fragment(tmp_path: Path) -> None:
    pack = patched(tmp_path, "{fragments: {bare: {unset: as}}}")

    assert "bare" not in {atom.name for atom in pack.atoms}


def test_a_patch_changes_a_reference(tmp_path: Path) -> None:
    pack = patched(tmp_path, "{references: {land: {to: partner}}}")

    assert [reference.to for reference in pack.references] == ["partner"]


@pytest.mark.parametrize(
    ("patch", "cue"),
    [
        ("{cue: 'ports?'}", "ports?"),
        ("{cue: {add: 'ports?'}}", "{flow}|customs|ports?"),
        ("{cue: {remove: 'customs'}}", "{flow}"),
    ],
)
def test_a_patch_changes_the_cue(tmp_path: Path, patch: str, cue: str) -> None:
    pack = patched(tmp_path, patch)

    tags = pack.vocabulary("flow").tags
    assert pack.cue is not None
    assert pack.cue.source == cue.replace("{flow}", f"(?:[{tags}])")


def test_a_patch_changes_follow_up_and_clauses(tmp_path: Path) -> None:
    pack = patched(tmp_path, "{follow_up: {add: this}, clauses: {split: but}}")

    assert pack.follow_up is not None
    assert pack.clause is not None
    assert (pack.follow_up.source, pack.clause.source) == ("it|this", "but")


@pytest.mark.parametrize(
    ("patch", "reasons"),
    [
        ("{masks: {prices: {status: off}}}", ["a wage"]),
        ("{masks: {prices: {reason: a cost}}}", ["a cost", "a wage"]),
    ],
)
def test_a_patch_changes_a_mask(tmp_path: Path, patch: str, reasons: list[str]) -> None:
    assert [mask.reason for mask in patched(tmp_path, patch).masks] == reasons


# Slots


def test_a_patch_changes_keys_of_a_slot(tmp_path: Path) -> None:
    pack = patched(
        tmp_path, "{slots: {status: {default: target}, flow: {unset: pick}}}"
    )

    assert slot(pack, "status").default == "target"
    assert not slot(pack, "flow").nearest


def test_a_patch_adds_looks_before_one_and_behind_all(tmp_path: Path) -> None:
    first = "{pattern: 'for {partner:country}', in: sentence}"
    last = "{pattern: 'of {partner:country}', in: sentence}"
    text = f"{{slots: {{parties: {{before: {{toward: [{first}]}}, add: [{last}]}}}}}}"

    found = [look.pattern.source for look in parties(patched(tmp_path, text))]

    assert [source[:4] for source in found[1:]] == ["for ", "(?:t", "of ("]


def test_a_patch_removes_a_look(tmp_path: Path) -> None:
    pack = patched(tmp_path, "{slots: {parties: {remove: toward}}}")

    assert len(parties(pack)) == 1


def test_a_patch_changes_a_look(tmp_path: Path) -> None:
    text = "{slots: {parties: {change: {toward: {within: 7, in: clause}}}}}"

    look = parties(patched(tmp_path, text))[1]

    assert (look.within, look.scopes) == (7, ("clause",))
    assert "partner" in look.pattern.fields


# Rules


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ("priority: 95", "priority", 95),
        ("unset: priority", "priority", 50),
        ("unset: unless", "unless", None),
        ("comparison: true", "comparison", True),
        ("veto: told already", "veto", "told already"),
        ("set: {status: target}", "sets", (("status", "target"),)),
        ("unset: examples", "examples", ()),
    ],
)
def test_a_patch_changes_any_key_of_a_rule(
    tmp_path: Path, change: str, field: str, value: object
) -> None:
    pack = patched(tmp_path, f"{{rules: {{told: {{{change}}}}}}}")

    assert getattr(told(pack), field) == value


def test_a_patch_turns_a_rule_off(tmp_path: Path) -> None:
    pack = patched(tmp_path, "{rules: {told: {status: off}}}")

    assert [rule.id for rule in pack.rules] == ["figure"]


def test_examples_of_a_patch_come_behind_those_of_the_rule(tmp_path: Path) -> None:
    example = '{text: "imports of $5", expect: none}'

    pack = patched(tmp_path, f"{{rules: {{told: {{examples: [{example}]}}}}}}")

    assert [e.text for e in pack.rules[1].examples] == [
        "Iran's exports of $5 million.",
        "imports of $5",
    ]


def test_patches_apply_in_the_order_of_the_files(tmp_path: Path) -> None:
    pack = patched(
        tmp_path,
        "{rules: {told: {priority: 70, veto: first}}}",
        "{rules: {told: {priority: 80}}}",
    )

    assert (pack.rules[1].priority, pack.rules[1].veto) == (80, "first")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "patch: {rules: {told: {priority: 60}}}\n",
        "patch: {vocabularies: {trend: {case: fold}}}\n",
        "patch: {masks: {prices: {status: on}}}\n",
        "patch: {slots: {flow: {pick: nearest}}}\n",
    ],
)
def test_to_say_what_is_so_changes_nothing(tmp_path: Path, text: str) -> None:
    pack, problems = layered(tmp_path, text)
    base, _ = layered(tmp_path)

    assert errors_of(problems) == []
    same = ("vocabularies", "atoms", "masks", "cue", "slots", "rules", "filters")
    assert [getattr(pack, n) for n in same] == [getattr(base, n) for n in same]


# Places


def test_a_pattern_of_a_patch_leads_to_the_file_of_the_patch(tmp_path: Path) -> None:
    text = "patch:\n  rules:\n    told: {pattern: '{flow:flow} (worth|of {figure}'}\n"

    problem = refusal(tmp_path, text)

    assert problem.code == "R308"
    assert problem.path.endswith("top0.yaml")
    assert (problem.line, problem.column) == (6, 34)


def test_what_the_module_regex_refuses_leads_there_too(tmp_path: Path) -> None:
    text = "patch:\n  rules:\n    told: {pattern: '{flow:flow} [z-a] {figure}'}\n"
    pack, _ = layered(tmp_path, text)

    (error,) = Program(pack).errors

    assert error.owner == "rule told"
    assert error.place.path.endswith("top0.yaml")
    assert error.place.line == 6


def test_a_patched_rule_stands_where_it_is_defined(tmp_path: Path) -> None:
    pack = patched(tmp_path, "{rules: {told: {priority: 7}}}")

    assert pack.rules[1].place.path.endswith("base.yaml")


def test_what_breaks_by_a_patch_is_told_where_it_stands(tmp_path: Path) -> None:
    problem = refusal(
        tmp_path,
        "patch: {vocabularies: {trend: {remove_values: ['-']}}}\n"
        "rules: [{id: fallen, pattern: '{trend=-} {figure}'}]\n",
    )

    assert (problem.code, problem.path[-9:]) == ("R304", "top0.yaml")


# Filters

FILTER = "filters: [{{id: transit, reason: transit, {0}, pattern: 'transit'}}]\n"


@pytest.mark.parametrize(
    "whom", ["rules: [figure]", "packs: small", "packs: top", "rules: [told, figure]"]
)
def test_a_filter_masks_the_figures_of_its_rules(tmp_path: Path, whom: str) -> None:
    pack, problems = layered(tmp_path, FILTER.format(whom))

    reading = read(pack, "In transit, " + SENTENCE)

    assert errors_of(problems) == []
    assert reading.entries == ()
    assert [figure.reason for figure in reading.figures] == ["transit"]


@pytest.mark.parametrize(
    ("whom", "text"),
    [("rules: told", "In transit, " + SENTENCE), ("rules: figure", SENTENCE)],
)
def test_a_filter_leaves_others_alone(tmp_path: Path, whom: str, text: str) -> None:
    pack, _ = layered(tmp_path, FILTER.format(whom))

    assert len(read(pack, text).entries) == 1


def test_the_filter_of_a_pack_is_not_for_what_extends_it(tmp_path: Path) -> None:
    rules = "rules: [{id: mine, priority: 90, pattern: 'reached {figure}'}]\n"
    pack, _ = layered(tmp_path, rules + FILTER.format("packs: small"))

    (entry,) = read(pack, "In transit, " + SENTENCE).entries
    assert entry.rule == "mine"


def test_a_filter_looks_where_and_for_what_it_is_told(tmp_path: Path) -> None:
    text = FILTER.format("rules: figure, in: after, within: 4, if: {flow: export}")
    pack, _ = layered(tmp_path, text)

    def masked(sentence: str) -> bool:
        return read(pack, sentence).figures[0].state == "masked"

    assert masked("Exports reached $5 million in transit.")
    assert not masked("Imports reached $5 million in transit.")
    assert not masked("Exports reached $5 million, some of it in transit.")


def test_nothing_is_inherited_from_what_a_filter_masks(tmp_path: Path) -> None:
    text = (
        FILTER.format("rules: figure")
        + "patch: {slots: {parties: {inherit: [sentence]}}}\n"
    )
    pack, _ = layered(tmp_path, text)

    reading = read(
        pack,
        "In transit, China's exports reached $5 million. Exports to Iraq hit $7 million.",
    )

    (entry,) = reading.entries
    assert dict(entry.origins)["reporter"].how == "home"


def test_a_patch_turns_a_filter_off(tmp_path: Path) -> None:
    assert patched(tmp_path, "{filters: {rumours: {status: off}}}").filters == ()


# Refusals


@pytest.mark.parametrize(
    ("text", "code", "title", "help"),
    [
        (
            "patch: {vocabularies: {contry: {add: {IRN: [Persia]}}}}",
            "R313",
            "no file before this one has a vocabulary called 'contry'",
            "did you mean 'country'?",
        ),
        (
            "patch: {rules: {tolt: {priority: 7}}}",
            "R313",
            "no file before this one has a rule called 'tolt'",
            "did you mean 'told'?",
        ),
        (
            "patch: {rules: {prices: {priority: 7}}}",
            "R313",
            "no file before this one has a rule called 'prices'",
            "'prices' stands under 'masks:' there",
        ),
        (
            "patch: {masks: {price: {status: off}}}",
            "R313",
            "no file before this one has a mask called 'price'",
            "did you mean 'prices'?",
        ),
        (
            "patch: {vocabularies: {trend: {remove: [ros]}}}",
            "R313",
            "there is no form 'ros'",
            "did you mean 'rose'?",
        ),
        (
            "patch: {vocabularies: {country: {remove_values: [NLX]}}}",
            "R313",
            "there is no value 'NLX'",
            "did you mean 'NLD'?",
        ),
        (
            "patch: {fragments: {figure: {remove: '{value:mony}'}}}",
            "R313",
            "there is no alternative '{value:mony}'",
            "did you mean '{value:money}'?",
        ),
        (
            "patch: {cue: {remove: custom}}",
            "R313",
            "there is no alternative 'custom'",
            "did you mean 'customs'?",
        ),
        (
            "patch: {slots: {parties: {remove: towards}}}",
            "R313",
            "there is no look 'towards'",
            "did you mean 'toward'?",
        ),
        (
            "patch: {slots: {parties: {change: {towards: {within: 3}}}}}",
            "R313",
            "there is no look 'towards'",
            "did you mean 'toward'?",
        ),
        (
            "patch: {slots: {flow: {before: {toward: [{pattern: x, in: core}]}}}}",
            "R313",
            "there is no look 'toward'",
            None,
        ),
        (
            "patch: {vocabularies: {trend: {remove_values: ['+', '-']}}}",
            "R315",
            "nothing would be left of vocabulary 'trend'",
            None,
        ),
        (
            "patch: {follow_up: {remove: 'it'}}",
            "R315",
            "nothing would be left of the follow_up",
            None,
        ),
        (
            "patch: {vocabularies: {country: {add: {SYR: [Iraq]}}}}",
            "R316",
            "'Iraq' is a form of IRQ",
            "put it under 'remove' as well, and it moves",
        ),
        (
            "patch: {vocabularies: {trend: {add: {'+': [Rose]}}}}",
            "R317",
            "'Rose' is there already",
            None,
        ),
        ("patch: {cue: {add: 'customs'}}", "R317", "'customs' is there already", None),
        (
            "patch: {slots: {parties: {add: [{id: toward, pattern: x, in: core}]}}}",
            "R317",
            "'toward' is there already",
            None,
        ),
        (
            "patch: {rules: {told: {prority: 7}}}",
            "R201",
            "'told' of 'rules' has no key called 'prority'",
            "did you mean 'priority'?",
        ),
        (
            "patch: {rules: {told: {unset: pattern}}}",
            "R205",
            "'unset' cannot be 'pattern'",
            "one of: doc, allow, status, priority, requires, unless, set, veto, comparison, examples",
        ),
        (
            "filters: [{id: f, reason: no, rules: [tolt], pattern: x}]",
            "R313",
            "no rule is called 'tolt'",
            "did you mean 'told'?",
        ),
        (
            "filters: [{id: f, reason: no, packs: [smal], pattern: x}]",
            "R313",
            "no pack is called 'smal'",
            "did you mean 'small'?",
        ),
        (
            "filters: [{id: f, reason: no, pattern: x}]",
            "R202",
            "filter 'f' is for no rule",
            "name them under 'rules', or all of a pack under 'packs'",
        ),
    ],
)
def test_what_is_wrong_with_a_patch_is_told(
    tmp_path: Path, text: str, code: str, title: str, help: str | None
) -> None:
    problem = refusal(tmp_path, text + "\n")

    assert (problem.code, problem.title, problem.help) == (code, title, help)
    assert (problem.path[-9:], problem.line) == ("top0.yaml", 4)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("vocabularies: {trend: {entries: {'+': [more]}}}", "vocabulary 'trend'"),
        ("fragments: {figure: '{value:money}'}", "fragment 'figure'"),
        ("references: {land: {to: pair, pattern: x}}", "reference 'land'"),
        ("masks: [{id: prices, reason: no, pattern: x}]", "mask 'prices'"),
        ("slots: {status: {default: target}}", "slot 'status'"),
        ("rules: [{id: told, pattern: '{figure}'}]", "rule 'told'"),
        (
            "filters: [{id: rumours, reason: no, rules: told, pattern: x}]",
            "filter 'rumours'",
        ),
    ],
)
def test_a_name_is_defined_once(tmp_path: Path, text: str, title: str) -> None:
    problem = refusal(tmp_path, text + "\n")

    assert problem.code == "R314"
    assert problem.title.startswith(f"{title} is defined in ")
    assert problem.title.endswith("base.yaml already")
    assert problem.help is not None
    assert problem.help.startswith("change it under 'patch: ")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("cue: 'x'", "cue"),
        ("follow_up: 'x'", "follow_up"),
        ("clauses: {split: x}", "clauses"),
    ],
)
def test_a_pack_has_one_cue_and_the_like(tmp_path: Path, text: str, key: str) -> None:
    problem = refusal(tmp_path, text + "\n")

    assert problem.code == "R314"
    assert problem.title.endswith(f"base.yaml has {key} already")
    assert problem.help == f"change it under 'patch: {key}:'"


def test_the_first_of_two_with_one_name_counts(tmp_path: Path) -> None:
    pack, _ = layered(tmp_path, "rules: [{id: told, priority: 9, pattern: x}]\n")

    assert [(rule.id, rule.priority) for rule in pack.rules][1] == ("told", 60)


@pytest.mark.parametrize(
    ("patch", "title"),
    [
        ("{cue: {add: x}}", "no file before this one has cue"),
        ("{clauses: {split: x}}", "no file before this one has clauses"),
    ],
)
def test_there_must_be_a_cue_to_patch(tmp_path: Path, patch: str, title: str) -> None:
    result = loaded(tmp_path, f"{SMALL}patch: {patch}\n")

    (problem,) = errors_of(result.problems)
    assert (problem.code, problem.title) == ("R313", title)


def test_a_patch_of_what_is_broken_says_so(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(
        "newsledger: rules/1\nrules: [{id: bad, pattern: [}], priority: x}]\n".replace(
            "[}]", "''"
        )
    )

    result = loaded(
        tmp_path, f"{HEAD}extends: bad\npatch: {{rules: {{bad: {{priority: 7}}}}}}\n"
    )

    assert [p.code for p in result.problems if p.path.endswith("rules.yaml")] == [
        "R306"
    ]


def test_a_broken_change_leaves_the_others_in_force(tmp_path: Path) -> None:
    text = "patch: {rules: {told: {priority: 7}, figure: {priority: x}}, slot: {}}\n"

    pack, problems = layered(tmp_path, text)

    assert [p.code for p in errors_of(problems)] == ["R203", "R201"]
    assert pack.rules[1].priority == 7


def test_a_file_cannot_patch_what_it_defines_itself(tmp_path: Path) -> None:
    result = loaded(tmp_path, SMALL + "patch: {rules: {figure: {priority: 7}}}\n")

    assert [problem.code for problem in errors_of(result.problems)] == ["R313"]


def test_a_patch_of_everything_is_good(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "top.yaml").write_bytes(PATCH)

    result = load([tmp_path / "top.yaml"])

    assert errors_of(result.problems) == []
    assert result.pack is not None
    assert Program(result.pack).errors == []


def test_a_broken_patch_leaves_the_pack_in_force(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    top = tmp_path / "top.yaml"

    for data in mutants(200, seed=7, whole=PATCH):
        top.write_bytes(data)
        result = load([tmp_path / "base.yaml", top])
        assert result.pack is not None
        assert result.pack.vocabularies


def test_a_filter_with_a_bad_pattern_is_left_out_alone(tmp_path: Path) -> None:
    text = FILTER.format("rules: figure").replace("'transit'", "'[z-a]'")
    pack, _ = layered(tmp_path, text)

    program = Program(pack)

    assert [error.owner for error in program.errors] == ["filter transit"]
    assert len(program.filters) == 1


def test_the_digest_changes_with_a_patch(tmp_path: Path) -> None:
    low = patched(tmp_path, "{rules: {told: {priority: 7}}}").digest
    high = patched(tmp_path, "{rules: {told: {priority: 8}}}").digest

    assert low != high
    assert patched(tmp_path, "{rules: {told: {priority: 7}}}").digest == low
