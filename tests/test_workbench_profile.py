from __future__ import annotations

from pathlib import Path

import pytest
from packs import FIGURE_RULE, SMALL, engine_of, pack_of
from shipped import shipped_engine

from parsers.articles import article_from_text
from parsers.engine import Program
from parsers.engine.finders import Finder
from parsers.pipeline import read_all
from parsers.resources import data_folder
from parsers.workbench.profile import Cost, Profile, ProfileReport

LIMIT = 1 << 20
TEXT = "Iran's exports reached $5 million in 2019. The trade was 5 tons."

RULES = (
    SMALL.replace(FIGURE_RULE, "")
    + """
cue: '{flow}'
masks:
  - {reason: a fine, pattern: 'fine of {money}'}
rules:
  - {id: bottom, priority: 0, pattern: '{figure}'}
  - {id: reached, priority: 50, unless: 'denied', pattern: 'reached {value:money}'}
  - {id: twin, priority: 40, pattern: 'reached {value:money}'}
"""
)


def profiled(folder: Path, text: str, *articles: str) -> ProfileReport:
    """The profile of a pack on some articles."""
    profile = Profile(pack_of(folder, text))
    for number, article in enumerate(articles):
        profile.engine.read(article_from_text(f"{number}.txt", article))
    return profile.report()


def cost(report: ProfileReport, kind: str, name: str = "") -> Cost:
    """The cost of that name."""
    (found,) = (c for c in report.costs if (c.kind, c.name) == (kind, name))
    return found


def test_a_profiled_program_reads_the_same() -> None:
    engine = shipped_engine()
    profile = Profile(engine.program.pack)

    plain = list(read_all([data_folder("seeds")], engine, LIMIT))
    timed = list(read_all([data_folder("seeds")], profile.engine, LIMIT))

    assert timed == plain


def test_what_is_not_profiled_has_no_clock(tmp_path: Path) -> None:
    program = engine_of(tmp_path, RULES).program

    assert {type(rule.finder) for rule in program.rules} == {Finder}
    assert Program.finder_type is Finder


def test_a_rule_is_told_with_its_place_tries_hits_and_entries(tmp_path: Path) -> None:
    report = profiled(tmp_path, RULES, TEXT)

    reached = cost(report, "rule", "reached")
    assert (reached.tried, reached.hits, reached.entries) == (1, 1, 1)
    assert (reached.won, reached.lost, reached.timeouts) == (1, 0, 0)
    lines = (tmp_path / "rules.yaml").read_text(encoding="utf-8").splitlines()
    assert reached.path is not None
    assert Path(reached.path).name == "rules.yaml"
    assert reached.line is not None
    assert "id: reached" in lines[reached.line - 1]


def test_a_figure_that_a_stronger_rule_takes_is_lost(tmp_path: Path) -> None:
    report = profiled(tmp_path, RULES, TEXT)

    bottom = cost(report, "rule", "bottom")
    assert (bottom.won, bottom.lost, bottom.entries) == (1, 1, 1)


def test_a_pattern_that_stands_in_several_places_is_told_in_each(
    tmp_path: Path,
) -> None:
    report = profiled(tmp_path, RULES, TEXT)

    twin, reached = (cost(report, "rule", name) for name in ("twin", "reached"))
    assert (twin.tried, twin.hits) == (reached.tried, reached.hits) == (1, 1)
    assert (twin.won, twin.lost) == (0, 1)


def test_all_that_has_a_pattern_has_a_cost(tmp_path: Path) -> None:
    report = profiled(tmp_path, RULES, TEXT)

    kinds = {c.kind for c in report.costs}
    assert kinds == {"rule", "mask", "look", "cue", "all"}
    assert cost(report, "cue").hits == 2
    assert cost(report, "mask", "a fine").tried == 0
    assert cost(report, "all", "figures").hits == 2
    assert cost(report, "all", "periods").hits == 1


def test_the_dearest_comes_first_and_no_cost_is_below_nothing(tmp_path: Path) -> None:
    report = profiled(tmp_path, RULES, *[TEXT] * 20)

    spent = [c.ms for c in report.costs]
    assert spent == sorted(spent, reverse=True)
    assert spent[-1] >= 0
    assert sum(spent) <= report.ms


def test_the_whole_is_told_for_each_megabyte(tmp_path: Path) -> None:
    report = profiled(tmp_path, RULES, TEXT, "“é”")

    assert report.articles == 2
    assert report.bytes == len(TEXT) + len("“é”".encode())
    assert report.ms_per_mb == pytest.approx(report.ms / report.bytes * 1e6, rel=1e-3)


def test_nothing_read_has_no_pace(tmp_path: Path) -> None:
    assert profiled(tmp_path, RULES).ms_per_mb is None


def test_a_pattern_that_runs_out_of_its_time_is_counted(tmp_path: Path) -> None:
    runaway = "  - {id: runaway, pattern: '(?:a|aa)+(?<!a)! reached {figure}'}\n"

    report = profiled(
        tmp_path, RULES + runaway, f"Trade, {'a' * 60}! reached $5 million."
    )

    assert cost(report, "rule", "runaway").timeouts == 1
    assert cost(report, "rule", "bottom").timeouts == 0
