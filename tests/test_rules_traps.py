"""Each trap with patterns that fall into it, and ones that nearly do."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs import SMALL, loaded

from parsers.rules.problems import Problem
from parsers.rules.traps import traps
from parsers.rules.usage import Usage

FRAGMENTS = r"""
fragments:
  open: '.*'
  walk: '(?:\w+ ){0,5}'
  tail: 'worth '
  loop: 'a{loop}'
"""


def found(folder: Path, text: str) -> list[Problem]:
    """The traps of a text that builds on the small pack."""
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    whole = f"newsledger: rules/1\nextends: small.yaml\n{text}"
    sources = loaded(folder, whole).sources
    return list(traps(Usage(sources, [sources[-1].path])))


def of_pattern(folder: Path, pattern: str) -> list[tuple[str, str]]:
    """The traps of a pattern, as that of a rule that may use the fragments."""
    quoted = pattern.replace("'", "''")
    text = f"{FRAGMENTS}rules:\n  - {{id: mine, pattern: '{quoted}'}}\n"
    problems = found(folder, text)
    lines = (folder / "rules.yaml").read_text(encoding="utf-8").split("\n")
    rule = next(n for n, line in enumerate(lines, 1) if "id: mine" in line)
    return [
        (p.code, lines[rule - 1][p.column - 1 : p.column - 1 + p.length])
        for p in problems
        if p.line == rule
    ]


@pytest.mark.parametrize(
    ("pattern", "trap"),
    [
        ("cost.*{value:money}", ("R507", ".*")),
        ("cost [^;]+{value:money}", ("R507", "[^;]+")),
        (r"cost [\w ]{3,}{value:money}", ("R507", r"[\w ]{3,}")),
        (r"cost (?:\w+ )*{value:money}", ("R507", r"(?:\w+ )*")),
        (r"cost (?:[\w-]+,? ?)+{value:money}", ("R507", r"(?:[\w-]+,? ?)+")),
    ],
)
def test_free_text_should_end(
    pattern: str, trap: tuple[str, str], tmp_path: Path
) -> None:
    assert trap in of_pattern(tmp_path, pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"cost [\w ]{1,60}{value:money}",
        "cost{gap:40}{value:money}",
        r"cost \w+ {value:money}",
        "cost +{value:money}",
        "(?:{country}, )+{value:money}",
        "(?:very )*big {value:money}",
        r"cost \.* {value:money}",
    ],
)
def test_text_that_ends_or_is_not_free_is_fine(pattern: str, tmp_path: Path) -> None:
    assert of_pattern(tmp_path, pattern) == []


@pytest.mark.parametrize(
    ("pattern", "trap"),
    [
        (r"cost:(?:\w+)+:{value:money}", ("R508", r"(?:\w+)+")),
        (r"cost:(?:\d+,?)*:{value:money}", ("R508", r"(?:\d+,?)*")),
        (r"cost:(?:\d+-?){1,30}:{value:money}", ("R508", r"(?:\d+-?){1,30}")),
        (r"cost:(?:a|(?:b*))+:{value:money}", ("R508", "(?:a|(?:b*))+")),
    ],
)
def test_what_repeats_itself_should_not_be_repeated(
    pattern: str, trap: tuple[str, str], tmp_path: Path
) -> None:
    assert trap in of_pattern(tmp_path, pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"cost:(?:\d+,)*:{value:money}",
        r"cost:(?:\d{1,3},?)*:{value:money}",
        r"cost:(?:\d++,?)*:{value:money}",
        r"cost:(?:\d+,?)*+:{value:money}",
        r"cost:(?:\d+,?)?:{value:money}",
        "cost:(?:a|b)+:{value:money}",
    ],
)
def test_a_repeat_in_a_repeat_is_fine_with_one_way_to_match(
    pattern: str, tmp_path: Path
) -> None:
    assert of_pattern(tmp_path, pattern) == []


@pytest.mark.parametrize(
    ("pattern", "underlined"),
    [
        ("(?:{value:money})?", "(?:{value:money})?"),
        ("{value:money}|(?:it)?", "(?:it)?"),
        ("a*b?", "a*b?"),
        ("(?={value:money})", "(?={value:money})"),
        ("{open}", "{open}"),
    ],
)
def test_a_pattern_should_match_something(
    pattern: str, underlined: str, tmp_path: Path
) -> None:
    assert ("R509", underlined) in of_pattern(tmp_path, pattern)


@pytest.mark.parametrize("pattern", ["(?:the )?{value:money}", "a*b", "{value:money}"])
def test_a_pattern_with_a_part_that_is_always_there_is_fine(
    pattern: str, tmp_path: Path
) -> None:
    assert of_pattern(tmp_path, pattern) == []


@pytest.mark.parametrize(
    ("pattern", "underlined"),
    [
        (r"(?:\w+ ){1,5}worth {value:money}", r"(?:\w+ ){1,5}"),
        (r"(?:\w+ ){0,5}worth {value:money}", r"(?:\w+ ){0,5}"),
        (r"(?:the )?(?:\w+ ){0,5}worth {value:money}", r"(?:\w+ ){0,5}"),
        ("{walk}worth {value:money}", "{walk}"),
        ("{gap:40} worth {value:money}", "{gap:40}"),
        (r"(?:cost|(?:\w+ ){2}) {value:money}", r"(?:cost|(?:\w+ ){2})"),
        (r"\w+ (?:\w+ ){0,2}worth {value:money}", r"(?:\w+ ){0,2}"),
    ],
)
def test_a_pattern_should_not_begin_with_free_text(
    pattern: str, underlined: str, tmp_path: Path
) -> None:
    assert ("R510", underlined) in of_pattern(tmp_path, pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"cost (?:\w+ ){1,5}{value:money}",
        r"{flow} (?:\w+ ){1,5}{value:money}",
        r"(?<={flow} )(?:\w+ ){0,3}{value:money}",
        r"\w+ worth {value:money}",
        "(?:the |a )?cost of {value:money}",
        "(?-i:[A-Z][a-z]+)(?: [A-Z]+){0,3} {value:money}",
    ],
)
def test_free_text_behind_something_else_is_fine(pattern: str, tmp_path: Path) -> None:
    assert of_pattern(tmp_path, pattern) == []


@pytest.mark.parametrize(
    ("pattern", "underlined"),
    [
        ("cost  {value:money}", " "),
        ("cost (?: of)? {value:money}", "(?: of)?"),
        ("cost (?:of )? {value:money}", " "),
        ("cost (?: of| in) {value:money}", "(?: of| in)"),
        ("{tail} {value:money}", " "),
        ("cost(?: of )+{value:money}", "(?: of )+"),
        ("cost(?: of| in)? (?: the)?{value:money}", "(?: the)?"),
    ],
)
def test_two_blanks_never_match(pattern: str, underlined: str, tmp_path: Path) -> None:
    assert ("R511", underlined) in of_pattern(tmp_path, pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "cost(?: of)? {value:money}",
        "cost (?:of )?{value:money}",
        "{tail}{value:money}",
        "cost(?: of)?(?: the)? {value:money}",
        "cost (?:of the )*{value:money}",
        "cost (?:[^;]{0,9} )?{value:money}",
        "cost[ -] ?{value:money}",
        "cost ?(?:the ?){1,2} {value:money}",
        "cost(?:,| {value:money})",
    ],
)
def test_one_blank_at_a_time_is_fine(pattern: str, tmp_path: Path) -> None:
    assert of_pattern(tmp_path, pattern) == []


def test_runs_of_blanks_are_no_trap_where_figures_are_found(tmp_path: Path) -> None:
    text = "fragments: {cost: {as: money, any: ['cost  {number:digits} (?: only)?']}}\n"

    assert found(tmp_path, text) == []


def test_a_line_break_below_a_bar_is_one_blank(tmp_path: Path) -> None:
    text = "rules:\n  - id: mine\n    pattern: |\n      cost of\n      {value:money}\n"

    assert found(tmp_path, text) == []


@pytest.mark.parametrize("flag", ["(?i)", "(?i:"])
def test_case_is_ignored_anyway(flag: str, tmp_path: Path) -> None:
    closing = ")" if flag.endswith(":") else ""

    traps = of_pattern(tmp_path, f"{flag}cost{closing} {{value:money}}")

    assert traps == [("R512", flag[:3])]


@pytest.mark.parametrize("start", ["(?-i:C)", "(?-i:C(?i:O))", r"\(?i:"])
def test_case_that_counts_is_asked_for(start: str, tmp_path: Path) -> None:
    assert of_pattern(tmp_path, f"{start}ost {{value:money}}") == []


def test_a_trap_in_a_fragment_is_shown_in_the_fragment(tmp_path: Path) -> None:
    text = "fragments:\n  open: 'a.*'\nrules: [{id: mine, pattern: '{value:money} {open}'}]\n"

    (trap,) = found(tmp_path, text)

    assert (trap.code, trap.line, trap.column, trap.length) == ("R507", 4, 11, 2)


def test_a_fragment_that_holds_itself_is_looked_into_once(tmp_path: Path) -> None:
    assert of_pattern(tmp_path, "{loop}{value:money}") == []


@pytest.mark.parametrize(
    "place",
    [
        "cue: 'a?'\n",
        "follow_up: ['b', 'a?']\n",
        "clauses: {split: 'a?'}\n",
        "masks: [{reason: r, pattern: 'a?'}]\n",
        "rules: [{id: r, pattern: '{figure}', requires: 'a?'}]\n",
        "rules: [{id: r, pattern: '{figure}', unless: 'a?'}]\n",
        "slots: {s: {look: [{pattern: 'a?', in: core}]}}\n",
        "slots: {s: {look: [{pattern: 'b', in: core, unless: 'a?'}]}}\n",
        "slots: {s: {look: [{pattern: 'b', in: core, not_after: 'a?'}]}}\n",
        "slots: {s: {inherit: [{from: figure, when: 'a?'}]}}\n",
        "slots: {s: {inherit: [{from: figure, unless: 'a?'}]}}\n",
        "fragments: {f: {as: period, any: 'a?'}}\n",
    ],
)
def test_every_pattern_of_a_file_is_looked_at(place: str, tmp_path: Path) -> None:
    assert [trap.code for trap in found(tmp_path, place)] == ["R509"]


def test_only_the_files_that_are_asked_about_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("newsledger: rules/1\ncue: 'a?'\n")
    sources = loaded(tmp_path, "newsledger: rules/1\nextends: other.yaml\n").sources

    assert list(traps(Usage(sources, [sources[-1].path]))) == []
    assert len(list(traps(Usage(sources, [file.path for file in sources])))) == 1
