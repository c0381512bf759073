"""Which rule gets which figure."""

from __future__ import annotations

from pathlib import Path

from packs import FIGURE_RULE, FRAGMENTS, HEAD, SLOTS, WORDS, engine_of, reading_of

from parsers.model import Reading

EXTRA = "  words: '(?:[a-z]+ ){0,9}?'\n"
TEXT = (
    "Iran's exports reached $5 million but in all those years imports fell 20 percent."
)


def read(folder: Path, rules: str, text: str = TEXT, top: str = "") -> Reading:
    pack = HEAD + WORDS + FRAGMENTS + EXTRA + top + SLOTS + FIGURE_RULE + rules
    return reading_of(engine_of(folder, pack), text)


def rules_of(reading: Reading) -> list[str]:
    return [entry.rule for entry in reading.entries]


def test_the_rule_of_higher_priority_gets_the_figure(tmp_path: Path) -> None:
    rules = """\
  - {id: low, priority: 10, pattern: 'reached {figure}'}
  - {id: high, priority: 20, pattern: 'reached {figure}'}
"""
    assert rules_of(read(tmp_path, rules)) == ["high", "figure"]


def test_of_equal_rules_the_one_that_tells_more_gets_the_figure(
    tmp_path: Path,
) -> None:
    rules = """\
  - {id: a-less, pattern: 'reached {figure}'}
  - {id: more, pattern: '{flow:flow} reached {figure}'}
"""
    assert rules_of(read(tmp_path, rules)) == ["more", "figure"]


def test_of_rules_that_tell_as_much_the_earlier_match_gets_the_figure(
    tmp_path: Path,
) -> None:
    rules = """\
  - {id: late, pattern: 'reached {figure}'}
  - {id: soon, pattern: '{flow} reached {figure}'}
"""
    assert rules_of(read(tmp_path, rules)) == ["soon", "figure"]


def test_the_order_of_equal_rules_in_the_file_does_not_matter(tmp_path: Path) -> None:
    one = "  - {id: a, pattern: 'reached {figure}'}\n"
    two = "  - {id: b, pattern: 'reached {figure}'}\n"

    assert rules_of(read(tmp_path, one + two)) == rules_of(read(tmp_path, two + one))


def test_no_figure_is_booked_twice(tmp_path: Path) -> None:
    rules = """\
  - {id: both, priority: 30, pattern: '{value:money} but {words}{flow} {trend} {change:change}'}
  - {id: one, priority: 20, pattern: 'reached {figure}'}
"""
    reading = read(tmp_path, rules)

    assert rules_of(reading) == ["both"]
    assert [figure.state for figure in reading.figures] == ["booked", "booked"]


def test_a_rule_takes_the_figures_that_are_left(tmp_path: Path) -> None:
    rules = """\
  - {id: first, priority: 30, pattern: 'reached {figure}'}
  - {id: both, priority: 20, pattern: '{value:money} but {words}{flow} {trend} {change:change}'}
"""
    assert rules_of(read(tmp_path, rules)) == ["first", "both"]


def test_a_kind_that_comes_again_begins_a_new_entry(tmp_path: Path) -> None:
    rule = "  - {id: many, pattern: 'at {figure}(?: in {period:period})?(?: and {figure}(?: in {period:period})?)*'}\n"
    text = "Iran put exports at $5 million in 2019 and $8 million in 2020."

    reading = read(tmp_path, rule, text)

    assert rules_of(reading) == ["many", "many"]
    periods = [entry.period.edtf for entry in reading.entries if entry.period]
    assert periods == ["2019", "2020"]


def test_measures_of_different_kinds_make_one_entry(tmp_path: Path) -> None:
    rule = "  - {id: worth, pattern: '{quantity:quantity} worth {value:money}'}\n"

    reading = read(tmp_path, rule, "Iran's exports were 20 tons worth $5 million.")

    (entry,) = reading.entries
    assert [measure.text for measure in entry.measures] == ["$5 million", "20 tons"]


def test_a_rule_that_requires_words_needs_them_in_its_sentence(tmp_path: Path) -> None:
    rule = "  - {id: strict, requires: 'customs', pattern: 'reached {figure}'}\n"

    without = read(tmp_path, rule, "By customs. Iran's exports reached $5.")
    with_it = read(tmp_path, rule, "By customs, Iran's exports reached $5.")

    assert rules_of(without) == ["figure"]
    assert rules_of(with_it) == ["strict"]


def test_a_rule_with_unless_is_barred_by_it(tmp_path: Path) -> None:
    rule = "  - {id: shy, unless: 'customs', pattern: 'reached {figure}'}\n"

    barred = read(tmp_path, rule, "By customs, Iran's exports reached $5.")

    assert rules_of(barred) == ["figure"]
    assert rules_of(read(tmp_path, rule, "Iran's exports reached $5.")) == ["shy"]


def test_a_veto_masks_the_figure_with_its_reason(tmp_path: Path) -> None:
    rule = "  - {id: price, veto: 'a price', pattern: '{figure} per ton'}\n"

    reading = read(tmp_path, rule, "Iran's exports cost $5 per ton, up 20 percent.")

    first, second = reading.figures
    assert (first.state, first.reason, first.entry) == ("masked", "a price", None)
    assert second.state == "booked"


def test_a_mask_hides_its_figure_from_every_rule(tmp_path: Path) -> None:
    masks = "masks: [{reason: an office, pattern: 'fund of {figure}'}]\n"

    reading = read(tmp_path, "", "Iran's exports fund of $5 reached $6.", masks)

    assert [(f.text, f.state, f.reason) for f in reading.figures] == [
        ("$5", "masked", "an office"),
        ("$6", "booked", None),
    ]


def test_a_masked_word_is_no_flow(tmp_path: Path) -> None:
    masks = "masks: [{reason: an office, pattern: '{flow} bank'}]\n"

    reading = read(tmp_path, "", "The export bank of Iran has $5.", masks)

    assert reading.entries == ()
    assert [figure.state for figure in reading.figures] == ["open"]


def test_a_rule_does_not_match_inside_a_word(tmp_path: Path) -> None:
    rule = "  - {id: part, priority: 90, pattern: 'ached {figure}'}\n"

    assert rules_of(read(tmp_path, rule)) == ["figure", "figure"]
