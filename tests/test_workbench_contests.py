from __future__ import annotations

from parsers.workbench.contests import Contests


def contests(*wanting: tuple[str, ...]) -> Contests:
    """Contests for figures, each wanted by some rules, the strongest first."""
    counted = Contests()
    counted.add(wanting)
    return counted


def test_the_strongest_rule_wins_and_the_others_lose() -> None:
    counted = contests(("a", "b"), ("b",), ("a", "b", "c"))

    assert counted.wanted == {"a": 2, "b": 3, "c": 1}
    assert counted.won == {"a": 2, "b": 1}
    assert counted.lost == {"b": 2, "c": 1}


def test_a_rule_knows_to_whom_it_loses() -> None:
    counted = contests(("a", "c"), ("b", "c"), ("b", "a", "c"))

    assert counted.lost_to("c") == {"a": 1, "b": 2}
    assert counted.lost_to("a") == {"b": 1}


def test_a_companion_wants_every_figure_that_a_rule_wants() -> None:
    counted = contests(("a", "b"), ("b", "a"), ("b",), ("c",))

    assert counted.companions() == {"a": ("b",)}


def test_a_rule_that_wants_all_figures_is_no_companion() -> None:
    counted = contests(("a", "bottom"), ("b", "bottom"), ("bottom",))

    assert counted.companions() == {}


def test_two_rules_that_always_meet_are_companions_of_each_other() -> None:
    counted = contests(("a", "b", "bottom"), ("b", "a", "bottom"), ("bottom",))

    assert counted.companions() == {"a": ("b",), "b": ("a",)}
