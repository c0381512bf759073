from __future__ import annotations

from pathlib import Path

from packs import (
    FIGURE_RULE,
    FRAGMENTS,
    HEAD,
    SLOTS,
    SMALL,
    WORDS,
    engine_of,
    errors_of,
    loaded,
    pack_of,
    reading_of,
)

from parsers.pipeline import load_rules
from parsers.rules.pack import FIRST_TAG, LAST_TAG, MOST_VALUES, Pack

SENTENCE = "Iran's exports to Iraq reached $5 million in 2019."


def with_rules(rules: str) -> str:
    return HEAD + WORDS + FRAGMENTS + SLOTS + FIGURE_RULE + rules


def all_tags(pack: Pack) -> list[str]:
    tags = [atom.tag for atom in pack.atoms]
    for vocabulary in pack.vocabularies:
        tags += {vocabulary.tag(value) for value in vocabulary.values}
    return tags


def test_every_tag_stands_for_one_thing(tmp_path: Path) -> None:
    tags = all_tags(pack_of(tmp_path))

    assert len(tags) == len(set(tags))
    assert all(FIRST_TAG <= tag <= LAST_TAG for tag in tags)


def test_a_large_vocabulary_has_one_tag_for_all_its_values(tmp_path: Path) -> None:
    entries = "\n".join(f"      V{n}: [form{n}]" for n in range(MOST_VALUES + 1))
    text = f"{HEAD}vocabularies:\n  many:\n    entries:\n{entries}\n"

    vocabulary = pack_of(tmp_path, text).vocabulary("many")

    assert not vocabulary.per_value
    assert vocabulary.tag("V0") == vocabulary.tag(f"V{MOST_VALUES}")


def test_folded_forms_are_kept_in_lower_case(tmp_path: Path) -> None:
    text = f"{HEAD}vocabularies:\n  body: {{case: fold, entries: {{EU: [EU, Bloc]}}}}\n"

    vocabulary = pack_of(tmp_path, text).vocabulary("body")

    assert dict(vocabulary.forms) == {"eu": "EU", "bloc": "EU"}


def test_the_head_of_the_last_file_is_that_of_the_pack(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(SMALL, encoding="utf-8")
    head = HEAD.replace("small", "mine").replace("IRN", "IRQ")

    pack = pack_of(tmp_path, head + "extends: [base.yaml]\n")

    assert (pack.id, pack.home) == ("mine", "IRQ")
    assert len(pack.rules) == 1


def test_a_rule_that_is_off_is_left_out(tmp_path: Path) -> None:
    rules = "  - {id: quiet, status: off, pattern: '{figure}'}\n"

    pack = pack_of(tmp_path, with_rules(rules))

    assert [rule.id for rule in pack.rules] == ["figure"]


def test_a_slot_fills_what_its_looks_capture_and_set(tmp_path: Path) -> None:
    slots = {slot.name: slot for slot in pack_of(tmp_path).slots}

    assert set(slots["parties"].fields) == {"reporter", "partner"}
    assert slots["reporter"].fields == ("reporter",)
    assert slots["flow"].nearest
    assert not slots["parties"].nearest


def test_a_broken_rule_leaves_the_other_rules_in_force(tmp_path: Path) -> None:
    text = with_rules("  - {id: broken, priority: 90, pattern: '{figure} {nothing}'}\n")
    (tmp_path / "rules.yaml").write_text(text, encoding="utf-8")

    rules = load_rules([tmp_path / "rules.yaml"])

    assert [problem.code for problem in errors_of(rules.problems)] == ["R301"]
    assert rules.engine is not None
    (entry,) = reading_of(rules.engine, SENTENCE).entries
    assert entry.rule == "figure"


def test_a_broken_slot_leaves_the_other_slots_in_force(tmp_path: Path) -> None:
    text = with_rules("").replace("in {period:period}", "in {period:perod}")
    (tmp_path / "rules.yaml").write_text(text, encoding="utf-8")

    rules = load_rules([tmp_path / "rules.yaml"])

    assert rules.engine is not None
    (entry,) = reading_of(rules.engine, SENTENCE).entries
    assert (entry.flow, entry.period) == ("export", None)


def test_a_broken_figure_leaves_the_other_figures_in_force(tmp_path: Path) -> None:
    text = SMALL.replace("{unit:scaled}", "{unit:scald}")
    (tmp_path / "rules.yaml").write_text(text, encoding="utf-8")

    rules = load_rules([tmp_path / "rules.yaml"])

    assert rules.engine is not None
    texts = [f.text for f in reading_of(rules.engine, "exports of $5, 5 tons").figures]
    assert texts == ["$5"]


def test_examples_keep_what_they_expect_and_where_they_stand(tmp_path: Path) -> None:
    rules = """\
  - id: told
    pattern: '{flow:flow} of {figure}'
    examples:
      - {text: "exports of $5", context: "It rained.", expect: {value: 5 USD}}
      - {text: "a tower", expect: none, todo: true}
"""
    pack = pack_of(tmp_path, with_rules(rules))

    first, second = pack.rules[1].examples
    assert first.expected == ((("value", "5 USD"),),)
    assert (first.context, second.expected, second.todo) == ("It rained.", None, True)
    assert (tmp_path / "rules.yaml").read_text().splitlines()[
        first.place.line - 1
    ].index('"exports') == first.place.column - 1


def test_a_rule_tells_where_it_stands(tmp_path: Path) -> None:
    place = pack_of(tmp_path).rules[0].place

    line = SMALL.splitlines()[place.line - 1]
    assert line[place.column - 1 :] == "figure"
    assert str(place).endswith(f"rules.yaml:{place.line}:{place.column}")


def test_composing_twice_gives_equal_packs(tmp_path: Path) -> None:
    assert loaded(tmp_path, SMALL) == loaded(tmp_path, SMALL)


def test_a_pack_without_rules_reads_nothing(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(HEAD + WORDS, encoding="utf-8")

    rules = load_rules([tmp_path / "rules.yaml"])

    assert rules.engine is None


def test_without_a_cue_every_sentence_is_read(tmp_path: Path) -> None:
    engine = engine_of(tmp_path)

    assert len(reading_of(engine, "It rained. " + SENTENCE).entries) == 1


def test_with_a_cue_other_sentences_are_left_alone(tmp_path: Path) -> None:
    cued = with_rules("").replace("slots:", "cue: '{flow=import}|customs'\nslots:", 1)
    engine = engine_of(tmp_path, cued)

    assert reading_of(engine, SENTENCE).entries == ()
    assert len(reading_of(engine, f"By customs, {SENTENCE}").entries) == 1


def test_a_form_that_begins_with_a_sign_is_told_and_never_seen(tmp_path: Path) -> None:
    text = with_rules("").replace("[trade]", "[trade, '^', '^ up']")
    (tmp_path / "rules.yaml").write_text(text, encoding="utf-8")

    rules = load_rules([tmp_path / "rules.yaml"])

    told = [problem.title for problem in rules.problems if problem.code == "R502"]
    assert told == ["'^' is never a {flow}", "'^ up' is never a {flow}"]
    assert rules.engine is not None
    sentence = SENTENCE.replace("reached", "^ reached")
    assert reading_of(rules.engine, sentence).entries[0].flow == "export"
