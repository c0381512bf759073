from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packs import SMALL
from shipped import shipped_files, shipped_rules

from parsers.workbench.draft import DraftRule, yaml_of
from parsers.workbench.drafting import Drafter, Wishes
from parsers.workbench.marking import marked
from parsers.workbench.subject import DraftError
from parsers.workbench.target import Target
from parsers.workbench.trial import Drafted

ANY_WORDS = st.text(
    "abc '\"{}[]()|\\*+?.:#;,-0123456789$%&!\u2019\u00e9\ue000\ue005", max_size=25
)


@cache
def drafted(sentence: str, wishes: Wishes | None = None) -> Drafted:
    rules = shipped_rules()
    assert rules.engine is not None
    drafter = Drafter(rules, Target(shipped_files()))
    return drafter.draft(marked(sentence, rules.engine), wishes or Wishes())


def draft(sentence: str, wishes: Wishes | None = None) -> DraftRule:
    return drafted(sentence, wishes).rule


def pattern(sentence: str) -> str:
    return draft(sentence).pattern


HEDGED = "(?:{qualifier:hedge} )?"
URGED = "Iran shipped [350,000 tons] of urea to India in 2023."


def test_atoms_become_names_and_the_words_between_them_stay() -> None:
    assert pattern(URGED) == (
        f"{{reporter:country}} {{flow:moved}} {HEDGED}{{figure}} of {{commodity:goods}}"
        " to {partner:country}"
    )


def test_the_example_holds_what_the_draft_reads() -> None:
    rule = draft(URGED)

    assert rule.text == "Iran shipped 350,000 tons of urea to India in 2023."
    assert rule.expected == (
        (
            ("flow", "export"),
            ("reporter", "IRN"),
            ("partner", "IND"),
            ("commodity", "urea"),
            ("period", "2023"),
            ("quantity", "350000 tonne"),
        ),
    )


def test_a_qualifier_before_the_figure_is_allowed_for_once() -> None:
    assert pattern("Iran exported about [5,000 tons] of steel to Iraq.") == pattern(
        "Iran exported [5,000 tons] of steel to Iraq."
    )


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        (
            "Iran's exports reportedly reached [5,000 tons].",
            "{flow:flow}{gap:20} reached ",
        ),
        (
            "Iran exported, as was told to us by him, [5,000 tons].",
            "{flow:flow}{gap:50} ",
        ),
        ("Iran's exports (in 3 lots.) were [5 tons].", r" \(in [\d.,]+ lots\.\) "),
        (
            "The United States exported to the Netherlands [5 tons].",
            "to {partner:country}",
        ),
        (
            "Iran's exports to India and China were [$3 billion].",
            "to {partner:places} ",
        ),
        ("Iran's exports rose [20 percent].", "{trend:trend}"),
        (
            "Iran's exports to Iraq were [5 tons], and not $9.",
            "to {partner:country} were",
        ),
        (
            "Iran's exports rose from $4, he said, to [$9].",
            "from {money}, he said, to ",
        ),
        ("Iran's exports in 2023 were [5 tons].", "in {period:period} were"),
    ],
)
def test_what_another_sentence_has_otherwise_is_left_open(
    sentence: str, part: str
) -> None:
    assert part in pattern(sentence)


def test_several_figures_are_captured_by_their_kinds() -> None:
    rule = draft("Iran exported [5,000 tons] of steel worth [$9 million] to Iraq.")

    assert "{quantity:quantity}" in rule.pattern
    assert "{value:money}" in rule.pattern
    assert len(rule.expected) == 1


def test_figures_of_one_kind_are_entries_of_their_own() -> None:
    rule = draft("Iran exported [5,000 tons] to Iraq and [6,000 tons] to India.")

    assert [dict(entry)["quantity"] for entry in rule.expected] == [
        "5000 tonne",
        "6000 tonne",
    ]


def test_the_only_figure_needs_no_mark() -> None:
    assert draft("Iran exported 5 tons of steel to Iraq.") == draft(
        "Iran exported [5 tons] of steel to Iraq."
    )


def test_the_draft_wins_against_the_rule_that_wins_now() -> None:
    rule = draft("Trade was $3 billion, compared with [$2 billion] in 2016.")

    assert rule.priority == 61


def test_what_is_compared_with_stays_a_comparison() -> None:
    rule = draft("Trade was $3 billion, compared with [$2 billion] in 2016.")

    assert rule.comparison
    assert "comparison: true" in yaml_of(rule)


def test_a_name_that_is_taken_is_numbered(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "newsledger: rules/1\nrules:\n" + yaml_of(draft(URGED)), encoding="utf-8"
    )
    target = Target(shipped_files(), file)
    rules = target.present
    assert rules.engine is not None

    second = Drafter(rules, target).draft(marked(URGED, rules.engine), Wishes())

    assert second.rule.id == "shipped-of-to-2"


TAKEN = "Iraq took in Iranian cement worth [$90 million] in 2019."


def test_a_flow_that_no_word_tells_can_be_given() -> None:
    rule = draft(TAKEN, Wishes(sets=(("flow", "import"),)))

    assert rule.sets == (("flow", "import"),)
    assert dict(rule.expected[0])["flow"] == "import"


def test_a_place_without_a_field_is_told() -> None:
    assert drafted(TAKEN, Wishes(sets=(("flow", "import"),))).loose == ("Iranian",)


def test_words_can_be_captured_as_a_field() -> None:
    wishes = Wishes(sets=(("flow", "import"),), captures=(("partner", "Iranian"),))
    found = drafted(TAKEN, wishes)

    assert dict(found.rule.expected[0])["partner"] == "IRN"
    assert found.loose == ()


@pytest.mark.parametrize(
    ("sentence", "wishes", "reason"),
    [
        ("Iran exported steel.", Wishes(), "no figure"),
        ("Iran exported 5 tons for $9.", Wishes(), r"one of \[5 tons\], \[\$9\]"),
        (TAKEN, Wishes(), "--set flow=export"),
        ("Iran exported it at [$9] per ton.", Wishes(), "a price for each unit"),
        (
            "Iran exported [5 tons]. Iraq imported [6 tons].",
            Wishes(),
            "different sentences",
        ),
        (URGED, Wishes(captures=(("partner", "Iraq"),)), "'Iraq' is not in the"),
        (URGED, Wishes(id="figure"), "is defined in"),
        (URGED, Wishes(id="Not A Name"), "not good"),
        (URGED, Wishes(sets=(("flow", "plunder"),)), "plunder"),
        (
            "Trade was $3 billion, compared with [$2 billion] in 2016.",
            Wishes(priority=0),
            "rule compared has priority 60",
        ),
        ("Production cost [$5 million], and exports rose.", Wishes(), "no trade but"),
        ("Iran exported for $9 of it [5 tons].", Wishes(), r"joins the entry of '\$9'"),
    ],
)
def test_what_cannot_be_drafted_is_refused_with_the_reason(
    sentence: str, wishes: Wishes, reason: str
) -> None:
    with pytest.raises(DraftError, match=reason):
        draft(sentence, wishes)


def test_examples_that_fail_since_are_told() -> None:
    harmed = drafted("Iran's exports reached [$5 billion].").harmed

    assert ("figure", 1) in {(result.rule, result.number) for result in harmed}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack that is loaded in no time."""
    path = tmp_path_factory.mktemp("small") / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@given(ANY_WORDS, ANY_WORDS)
def test_a_draft_of_any_words_is_good_or_refused(
    small: Path, before: str, between: str
) -> None:
    target = Target([small])
    engine = target.present.engine
    assert engine is not None
    text = f"Iran's exports {before} to Iraq {between} reached [5 tons]"

    try:
        found = Drafter(target.present, target).draft(marked(text, engine), Wishes())
    except DraftError as error:
        assert "not good" not in error.reason
        return

    assert found.rule.expected
