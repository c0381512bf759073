"""How the fields of an entry are found around its figure."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs import (
    FIGURE_RULE,
    FRAGMENTS,
    HEAD,
    SLOTS,
    WORDS,
    engine_of,
    reading_of,
)

from parsers.model import Entry, Origin, Reading

FLOW = "slots:\n  flow: {look: [{pattern: '{flow:flow}', in: [clause, sentence]}]}\n"
PLACE = "  reporter: {look: [{pattern: '{reporter:country}', in: [%s]%s}]}\n"


def read(folder: Path, slots: str, text: str, rest: str = "") -> Reading:
    pack = HEAD + WORDS + FRAGMENTS + slots + rest + FIGURE_RULE
    return reading_of(engine_of(folder, pack), text)


def only(reading: Reading) -> Entry:
    (entry,) = reading.entries
    return entry


def how(entry: Entry, field: str) -> Origin:
    return dict(entry.origins)[field]


@pytest.mark.parametrize(
    ("scope", "reporter"),
    [
        ("before", "IRN"),
        ("after", "CHN"),
        ("clause", "IRQ"),
        ("clause-before", "IRQ"),
        ("clause-after", "CHN"),
        ("sentence", "IRQ"),
        ("next", "CHN"),
        ("core", None),
    ],
)
def test_a_scope_is_where_a_look_looks(
    tmp_path: Path, scope: str, reporter: str | None
) -> None:
    text = "Iran; exports of Iraq were $5 in a port of China; Netherlands."
    slots = FLOW + PLACE % (scope, "")
    if scope == "before":
        text = "Iran's exports were $5; Iraq and China."

    reading = read(tmp_path, slots, text, "clauses: {split: ';'}\n")

    assert only(reading).reporter == reporter


def test_a_look_into_the_headline_tells_so(tmp_path: Path) -> None:
    slots = FLOW + PLACE % ("headline", "")
    text = "China trades\n\nExports reached $5 million."

    entry = only(read(tmp_path, slots, text))

    assert entry.title is None or entry.reporter in ("CHN", None)
    if entry.reporter:
        assert how(entry, "reporter").how == "headline"


def test_a_look_into_the_lead_finds_the_first_sentence(tmp_path: Path) -> None:
    slots = FLOW + PLACE % ("lead", "")

    entry = only(read(tmp_path, slots, "China trades. It rained. Exports reached $5."))

    assert entry.reporter == "CHN"
    assert how(entry, "reporter").span is not None


def test_the_first_scope_that_has_it_wins(tmp_path: Path) -> None:
    slots = FLOW + PLACE % ("after, before", "")

    entry = only(read(tmp_path, slots, "Iran's exports were $5 to China."))

    assert entry.reporter == "CHN"


def test_the_nearest_find_of_a_scope_wins(tmp_path: Path) -> None:
    slots = FLOW + PLACE % ("sentence", "")

    entry = only(read(tmp_path, slots, "Iran and China saw exports of $5, not Iraq."))

    assert entry.reporter == "IRQ"


def test_what_lies_too_far_is_not_found(tmp_path: Path) -> None:
    near = FLOW + PLACE % ("sentence", ", within: 10")
    text = "Iran 1234567890 exports of $5."

    assert only(read(tmp_path, near, text)).reporter is None


def test_unless_bars_a_look(tmp_path: Path) -> None:
    slots = FLOW + PLACE % ("sentence", ", unless: 'said'")

    assert only(read(tmp_path, slots, "Iran said exports were $5.")).reporter is None
    assert only(read(tmp_path, slots, "Iran's exports were $5.")).reporter == "IRN"


def test_a_find_right_after_the_bar_does_not_count(tmp_path: Path) -> None:
    slots = FLOW + PLACE % ("before", ", not_after: 'to (?:the )?'")

    entry = only(read(tmp_path, slots, "Iran's exports to Iraq were $5."))

    assert entry.reporter == "IRN"


def test_a_look_may_be_for_one_kind_of_figure(tmp_path: Path) -> None:
    slots = FLOW + PLACE % ("sentence", ", only: change")

    money, change = read(
        tmp_path,
        slots,
        "Iran's exports were $5; imports rose 20%.",
        "clauses: {split: ';'}\n",
    ).entries

    assert (money.reporter, change.reporter) == (None, "IRN")


def test_a_look_may_need_a_value_of_another_field(tmp_path: Path) -> None:
    slots = FLOW + PLACE % ("sentence", ", if: {flow: import}")

    assert only(read(tmp_path, slots, "Iran's exports were $5.")).reporter is None
    assert only(read(tmp_path, slots, "Iran's imports were $5.")).reporter == "IRN"


def test_a_look_sets_fixed_values_with_the_span_of_the_find(tmp_path: Path) -> None:
    slots = (
        FLOW
        + "  status: {look: [{pattern: 'planned', in: [sentence], set: {status: target}}]}\n"
    )
    text = "The planned exports were $5."

    entry = only(read(tmp_path, slots, text))

    assert entry.status == "target"
    span = how(entry, "status").span
    assert span is not None
    assert span.of(text) == "planned"


def test_a_veto_makes_the_figure_no_trade_figure(tmp_path: Path) -> None:
    slots = "slots:\n  flow:\n    pick: nearest\n    look:\n      - {pattern: '{flow:flow}', in: [sentence]}\n      - {pattern: 'output', in: [sentence], veto: output}\n"

    reading = read(tmp_path, slots, "Beside exports, the output reached $5.")

    assert reading.entries == ()
    assert [(f.state, f.reason) for f in reading.figures] == [("masked", "output")]


def test_a_nearer_flow_word_beats_the_veto(tmp_path: Path) -> None:
    slots = "slots:\n  flow:\n    pick: nearest\n    look:\n      - {pattern: '{flow:flow}', in: [sentence]}\n      - {pattern: 'output', in: [sentence], veto: output}\n"

    assert only(read(tmp_path, slots, "Of the output, exports reached $5."))


def test_a_handicap_makes_a_find_count_as_farther(tmp_path: Path) -> None:
    slots = "slots:\n  flow:\n    pick: nearest\n    look:\n      - {pattern: '{flow=export}s?', in: [sentence], set: {flow: export}, handicap: 90}\n      - {pattern: '{flow:flow=import}', in: [sentence]}\n"
    slots = slots.replace("{flow=export}s?", "{flow=export}")

    entry = only(read(tmp_path, slots, "Imports that beat the exports were $5."))

    assert entry.flow == "import"


def test_a_figure_without_a_flow_stays_open(tmp_path: Path) -> None:
    reading = read(tmp_path, FLOW, "The tower cost $5.")

    assert reading.entries == ()
    assert [figure.state for figure in reading.figures] == ["open"]


def test_a_default_is_marked_as_set(tmp_path: Path) -> None:
    entry = only(read(tmp_path, FLOW + "  partner: {default: WLD}\n", "Exports: $5."))

    assert (entry.partner, how(entry, "partner")) == ("WLD", Origin("set"))


def test_the_home_of_the_pack_is_marked_as_home(tmp_path: Path) -> None:
    entry = only(read(tmp_path, FLOW + "  reporter: {default: home}\n", "Exports: $5."))

    assert (entry.reporter, how(entry, "reporter")) == ("IRN", Origin("home"))


def test_a_list_of_partners_is_one_party(tmp_path: Path) -> None:
    slots = (
        FLOW + "  partner: {look: [{pattern: 'to {partner:lands}', in: [sentence]}]}\n"
    )
    lands = "  lands: '{country}(?:(?:, | and ){country})*'\n"
    pack = HEAD + WORDS + FRAGMENTS + lands + slots + FIGURE_RULE

    reading = reading_of(
        engine_of(tmp_path, pack), "Exports to Iraq, China and Iraq: $5."
    )

    assert only(reading).partner == "XX:CHN+IRQ"


def test_no_party_trades_with_itself(tmp_path: Path) -> None:
    slots = (
        FLOW
        + PLACE % ("before", "")
        + "  partner: {look: [{pattern: 'to {partner:country}', in: [sentence]}]}\n"
    )

    entry = only(read(tmp_path, slots, "Iran's exports to Iran were $5."))

    assert entry.reporter != entry.partner


def test_a_field_is_inherited_from_the_figure_before(tmp_path: Path) -> None:
    slots = FLOW + PLACE % ("before", ", within: 30")
    slots = slots.replace(
        "in: [before], within: 30}]", "in: [before], within: 30}], inherit: [figure]"
    )
    text = "Iran's exports were $5 and, as officials of the customs say, imports $6."

    first, second = read(tmp_path, slots, text).entries

    assert second.reporter == first.reporter == "IRN"
    assert how(second, "reporter").how == "inherited"
    assert how(second, "reporter").span == how(first, "reporter").span


@pytest.mark.parametrize(("between", "reporter"), [("", "IRN"), ("It rained. ", None)])
def test_a_field_is_inherited_over_so_many_sentences(
    tmp_path: Path, between: str, reporter: str | None
) -> None:
    slots = FLOW + PLACE % ("sentence", "")
    slots = slots.replace("}]}", "}], inherit: [{from: sentence, within: 1}]}").replace(
        "{look: [{pattern: '{flow:flow}', in: [clause, sentence]}], inherit: [{from: sentence, within: 1}]}",
        "{look: [{pattern: '{flow:flow}', in: [clause, sentence]}]}",
    )
    text = f"Iran's exports were $5. {between}The imports were $6."

    assert read(tmp_path, slots, text).entries[1].reporter == reporter


@pytest.mark.parametrize(
    ("condition", "reporter"), [("when: 'this'", None), ("unless: 'imports?'", "IRN")]
)
def test_a_condition_bars_the_inheritance(
    tmp_path: Path, condition: str, reporter: str | None
) -> None:
    slots = FLOW + (
        "  reporter: {look: [{pattern: '{reporter:country}', in: [sentence]}], "
        f"inherit: [{{from: sentence, {condition}}}]}}\n"
    )

    second = read(tmp_path, slots, "Iran's exports were $5. The trade was $6.").entries[
        1
    ]

    assert second.reporter == reporter


def test_what_a_rule_captures_is_not_overwritten(tmp_path: Path) -> None:
    rule = "  - {id: told, pattern: '{figure} of {flow:flow}'}\n"
    pack = HEAD + WORDS + FRAGMENTS + FLOW + FIGURE_RULE + rule

    entry = only(reading_of(engine_of(tmp_path, pack), "Imports: $5 of exports."))

    assert entry.flow == "export"
    assert how(entry, "flow").how == "pattern"


def test_what_a_rule_sets_is_not_overwritten(tmp_path: Path) -> None:
    rule = "  - {id: told, set: {flow: balance}, pattern: 'gap of {figure}'}\n"
    pack = HEAD + WORDS + FRAGMENTS + FLOW + FIGURE_RULE + rule

    entry = only(reading_of(engine_of(tmp_path, pack), "Exports, a gap of $5."))

    assert (entry.flow, how(entry, "flow")) == ("balance", Origin("set"))


def test_what_a_rule_that_sets_the_flow_matched_is_its_cue(tmp_path: Path) -> None:
    rule = (
        "  - {id: sold, priority: 9, set: {flow: export}, "
        "pattern: 'sold by {country} for {figure}'}\n"
    )
    slots = SLOTS.replace(
        "look:\n      - {pattern: '{reporter",
        "look:\n      - {pattern: 'by {reporter:country}', in: [cue]}\n"
        "      - {pattern: '{reporter",
    )
    engine = engine_of(tmp_path, HEAD + WORDS + FRAGMENTS + slots + FIGURE_RULE + rule)

    (entry,) = reading_of(engine, "Oil was sold by Iraq for $5.").entries

    assert (entry.flow, entry.reporter) == ("export", "IRQ")


def test_a_rule_is_a_cue_only_with_what_it_requires(tmp_path: Path) -> None:
    rule = (
        "  - {id: sold, priority: 9, set: {flow: export}, requires: 'abroad', "
        "pattern: 'sold for {figure}'}\n"
    )
    cue = "cue: '{flow}'\n"
    pack = HEAD + WORDS + FRAGMENTS + cue + SLOTS + FIGURE_RULE + rule
    engine = engine_of(tmp_path, pack)

    here = reading_of(engine, "Iraq's oil was sold for $5.").entries
    abroad = reading_of(engine, "Abroad Iraq's oil was sold for $5.").entries

    assert (len(here), len(abroad)) == (0, 1)
