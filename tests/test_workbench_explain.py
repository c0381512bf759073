from __future__ import annotations

from pathlib import Path

import pytest
from packs import FRAGMENTS, HEAD, SLOTS, WORDS, engine_of
from shipped import shipped_engine

from parsers.articles import article_from_text
from parsers.engine import Engine
from parsers.model import Span
from parsers.resources import data_folder
from parsers.workbench.explain import Explainer
from parsers.workbench.explanation import Explanation

CUE = "\ncue: '{flow}'\nfollow_up: 'figure'\n"
MASKS = """
masks:
  - {reason: an office, pattern: '{flow} ministry'}
  - {reason: a price, pattern: '{money} a ton'}
"""
RULES = """
rules:
  - {id: figure, priority: 0, pattern: '{figure}'}
  - {id: reached, priority: 50, pattern: '{flow:flow} reached {value:money}'}
  - {id: amount, priority: 50, pattern: '{value:money}'}
  - {id: veto, priority: 80, veto: a loan, pattern: '{value:money} loan'}
  - {id: kept, priority: 90, requires: barter, pattern: '{value:money} swap'}
  - {id: barred, priority: 90, unless: denied, pattern: 'only {value:money}'}
"""
PACK = HEAD + WORDS + FRAGMENTS + SLOTS + CUE + MASKS + RULES


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return engine_of(tmp_path, PACK)


def explained(engine: Engine, text: str) -> tuple[Explanation, ...]:
    return Explainer(engine).explain(article_from_text("a.txt", text))


def one(engine: Engine, text: str) -> Explanation:
    """The explanation of the only figure of a text."""
    (explanation,) = explained(engine, text)
    return explanation


def readable(explanation: Explanation) -> str:
    return "".join(piece.text for piece in explanation.pieces)


def test_the_sentence_is_shown_as_the_rules_see_it(engine: Engine) -> None:
    found = one(engine, "The Netherlands\u2019 exports reached $5 million in 2019.")

    assert readable(found) == (
        "The {country:NLD}' {flow:export} reached {figure:money} in {period}."
    )


def test_pieces_cover_their_sentence_to_the_character(engine: Engine) -> None:
    text = "Iran's trade  ministry\nsaid exports reached $5 million a ton in 2019."
    found = one(engine, text)

    ends = [found.sentence.start, *(piece.span.end for piece in found.pieces)]
    assert [piece.span.start for piece in found.pieces] == ends[:-1]
    assert ends[-1] == found.sentence.end


def test_the_words_of_the_cue_are_told(engine: Engine) -> None:
    text = "Iran's exports reached $5 million."
    found = one(engine, text)

    assert found.cue.how == "cue"
    assert [span.of(text) for span in found.cue.spans] == ["exports"]


def test_a_follow_up_is_told_as_such(engine: Engine) -> None:
    text = "Iran's exports reached $5 million. The figure was $4 million."
    _first, second = explained(engine, text)

    assert second.cue.how == "follow-up"


def test_a_rule_that_tells_the_flow_is_a_cue_of_its_own(tmp_path: Path) -> None:
    rule = (
        "  - {id: sold, pattern: 'worth {value:money} were sold', set: {flow: export}}"
    )
    found = one(engine_of(tmp_path, PACK + rule), "Goods worth $5 million were sold.")

    assert (found.cue.how, found.cue.rule) == ("rule", "sold")


def test_a_mask_is_told_with_its_reason_and_its_text(engine: Engine) -> None:
    text = "The trade ministry said that exports reached $5 million."
    found = one(engine, text)

    assert [(m.reason, m.span.of(text)) for m in found.masks] == [
        ("an office", "trade ministry")
    ]


def test_a_masked_figure_has_no_contenders(engine: Engine) -> None:
    found = one(engine, "Iran's exports were sold at $5 a ton.")

    assert (found.figure.state, found.contenders) == ("masked", ())


@pytest.mark.parametrize(
    ("loser", "ranking"), [("amount", "fields"), ("figure", "priority")]
)
def test_a_loser_is_told_with_what_the_winner_has_over_it(
    engine: Engine, loser: str, ranking: str
) -> None:
    found = one(engine, "Iran's exports reached $5 million.")

    assert found.winner is not None
    assert found.winner.rule == "reached"
    assert [c.ranking for c in found.contenders if c.rule == loser] == [ranking]


def test_the_winner_is_the_rule_of_the_entry_in_every_seed() -> None:
    for path in sorted(data_folder("seeds").iterdir()):
        text = path.read_text(encoding="utf-8")
        for found in explained(shipped_engine(), text):
            if found.entry is not None and len(found.entry.measures) == 1:
                assert found.winner is not None
                assert found.winner.rule == found.entry.rule


def test_explaining_changes_nothing_of_what_is_read() -> None:
    for path in sorted(data_folder("seeds").iterdir()):
        article = article_from_text(path.name, path.read_text(encoding="utf-8"))

        found = Explainer(shipped_engine()).explain(article)

        reading = shipped_engine().read(article)
        assert tuple(e.figure for e in found) == reading.figures


def test_a_rule_whose_requirement_is_missing_is_kept_out(engine: Engine) -> None:
    found = one(engine, "Iran's exports were a $5 million swap.")

    assert [c.rule for c in found.contenders if c.outcome == "requires"] == ["kept"]


def test_a_rule_is_kept_out_by_what_must_not_be_there(engine: Engine) -> None:
    text = "Iran denied that exports were only $5 million."
    found = one(engine, text)

    (barred,) = (c for c in found.contenders if c.outcome == "unless")
    assert barred.rule == "barred"
    assert barred.found is not None
    assert barred.found.of(text) == "denied"


def test_a_rule_that_vetoes_is_told(engine: Engine) -> None:
    found = one(engine, "Iran's exports had a $5 million loan.")

    assert found.veto is not None
    assert (found.veto.reason, found.veto.source.name) == ("a loan", "veto")


def test_a_look_that_vetoes_is_told_with_its_words() -> None:
    text = "Iran's top export partners: the tower cost $5 million."
    found = one(shipped_engine(), text)

    assert found.veto is not None
    assert (found.veto.source.name, found.veto.span.of(text)) == ("flow", "cost")


def test_a_filter_that_masks_is_told_with_its_words(tmp_path: Path) -> None:
    filters = "filters: [{id: f, reason: transit, rules: reached, pattern: 'transit'}]"
    text = "In transit, exports reached $5 million."
    found = one(engine_of(tmp_path, PACK + filters), text)

    assert found.veto is not None
    assert (found.veto.reason, found.veto.span.of(text)) == ("transit", "transit")
    assert (found.veto.source.kind, found.veto.source.name) == ("filter", "f")


def test_a_patched_pattern_is_told_where_the_patch_stands(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(PACK, encoding="utf-8")
    patch = "patch: {rules: {reached: {pattern: '{flow:flow} hit {value:money}'}}}\n"
    engine = engine_of(tmp_path, f"{HEAD}extends: base\n{patch}")

    found = one(engine, "Exports hit $5 million.")

    (won,) = (c for c in found.contenders if c.outcome == "won")
    assert won.rule == "reached"
    assert won.place.path.endswith("rules.yaml")


def test_each_field_of_an_entry_is_told_with_what_filled_it(engine: Engine) -> None:
    found = one(engine, "Iran's exports to Iraq reached $5 million in 2019.")

    by = {told.name: told.source and told.source.name for told in found.told}
    assert by == {
        "flow": "flow",
        "partner": "parties",
        "period": "period",
        "reporter": "parties",
        "status": "status",
    }


def test_a_field_that_a_look_filled_leads_to_the_line_of_the_look(
    engine: Engine, tmp_path: Path
) -> None:
    found = one(engine, "Iran's exports to Iraq reached $5 million in 2019.")

    (period,) = (told for told in found.told if told.name == "period")
    assert period.source is not None
    assert period.source.place is not None
    lines = (tmp_path / "rules.yaml").read_text(encoding="utf-8").splitlines()
    line = lines[period.source.place.line - 1]
    assert line[period.source.place.column - 1 :].startswith("in {period:period}")


def test_what_was_filled_of_neighbours_that_joined_is_told_of_each() -> None:
    text = "Iran exported 80 tons of steel worth $5 million to Iraq in 2019."
    one, two = explained(shipped_engine(), text)

    assert one.entry is two.entry
    assert one.told == two.told


def test_a_sentence_without_a_cue_is_why_a_figure_is_open(engine: Engine) -> None:
    found = one(engine, "The tower cost $5 million.")

    assert (found.because, found.cue.how) == ("no cue", "none")


def test_a_figure_that_no_rule_claims_is_open_for_that(tmp_path: Path) -> None:
    rules = "rules:\n  - {id: reached, pattern: '{flow:flow} reached {value:money}'}\n"
    small = engine_of(tmp_path, HEAD + WORDS + FRAGMENTS + SLOTS + CUE + rules)

    found = one(small, "Iran's exports touched $5 million.")

    assert found.because == "no rule"
    assert [(n.source.name, n.wanted) for n in found.near] == []


def test_what_came_nearest_tells_what_it_wanted_next(tmp_path: Path) -> None:
    rules = (
        "rules:\n  - {id: reached,"
        " pattern: '{reporter:country}''s {flow:flow} reached {value:money}'}\n"
    )
    small = engine_of(tmp_path, HEAD + WORDS + FRAGMENTS + SLOTS + CUE + rules)
    text = "Iran's exports touched $5 million."

    (near,) = one(small, text).near

    assert near.span.of(text) == "Iran's exports"
    assert near.wanted == "reached"
    assert [(name, span.of(text)) for name, span in near.captured] == [
        ("reporter", "Iran"),
        ("flow", "exports"),
    ]


def test_a_flow_word_too_far_off_is_why_nothing_tells_what_flows(
    tmp_path: Path,
) -> None:
    slots = SLOTS.replace("in: [clause, sentence]", "in: [clause, sentence], within: 9")
    small = engine_of(tmp_path, HEAD + WORDS + FRAGMENTS + slots + CUE + RULES)

    text = "Iran's exports stood, as he said in passing, at $5 million."
    found = one(small, text)

    assert found.because == "no flow"
    (missed,) = found.overlooked
    assert (missed.refusal, missed.distance, missed.within) == ("within", 34, 9)
    assert missed.span.of(text) == "exports"


def test_only_the_figures_asked_for_are_explained(engine: Engine) -> None:
    text = "Iran's exports reached $5 million. Iraq's imports reached $6 million."
    article = article_from_text("a.txt", text)

    (found,) = Explainer(engine).explain(article, Span(60, 61))

    assert found.figure.text == "$6 million"


def test_a_rule_that_ran_out_of_its_time_is_told(tmp_path: Path) -> None:
    runaway = "  - {id: runaway, pattern: '{value:money} (a|aa)+$'}\n"
    text = f"Iran's exports reached $5 million {'a' * 60}!"

    found = one(engine_of(tmp_path, PACK + runaway), text)

    assert found.stopped == ("runaway",)


def test_a_place_alone_is_not_near(tmp_path: Path) -> None:
    rules = (
        "rules:\n  - {id: reached,"
        " pattern: '{reporter:country}''s {flow:flow} reached {value:money}'}\n"
    )
    small = engine_of(tmp_path, HEAD + WORDS + FRAGMENTS + SLOTS + CUE + rules)

    assert one(small, "Iran's trip and its exports cost $5 million.").near == ()


def test_what_matches_on_another_figure_is_not_near(tmp_path: Path) -> None:
    rules = "rules:\n  - {id: traded, pattern: '{value:money} of goods {flow:flow}'}\n"
    small = engine_of(tmp_path, HEAD + WORDS + FRAGMENTS + SLOTS + CUE + rules)

    first, second = explained(small, "Trade: $5 million of goods, and $9 in tips.")

    assert [near.source.name for near in first.near] == ["traded"]
    assert second.near == ()


LONG = "Exports, of which nobody in the whole of the country had known a thing,"


@pytest.mark.parametrize(
    "told",
    ["reached $5 million.", "paid off a $5 million loan.", "cost $5 million a ton."],
)
def test_a_sentence_that_stands_again_is_explained_in_its_own_place(
    engine: Engine, told: str
) -> None:
    text = f"{LONG} {told}\nIt rained.\n{LONG} {told}"

    first, again = explained(engine, text)

    ahead = again.figure.span.start - first.figure.span.start
    assert ahead > 0
    assert readable(again) == readable(first)
    assert [(t.name, t.value, t.source) for t in again.told] == [
        (t.name, t.value, t.source) for t in first.told
    ]
    assert (again.veto is None) is (first.veto is None)
    if first.veto is not None and again.veto is not None:
        assert again.veto.reason == first.veto.reason
        assert again.veto.span.start - first.veto.span.start == ahead


def test_the_look_that_vetoes_a_sentence_that_stands_again_is_shown_there() -> None:
    traded = (
        "In a day of trading that the newspapers called lively, 613 million securities"
        " worth $29 million were traded in the hall of the exchange."
    )
    text = f"{traded}\nIt rained.\n{traded}"

    found = explained(shipped_engine(), text)

    first, again = (one.veto.span for one in found if one.veto is not None)
    assert first.end < text.index("It rained") < again.start
    assert text[again.start : again.end] == text[first.start : first.end]
