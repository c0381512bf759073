from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from decision_samples import entry, seen, store

from parsers.query import NOTHING_SAID, Said
from parsers.store import Sayings


def test_what_nobody_spoke_of_is_undecided(tmp_path: Path) -> None:
    sayings = Sayings(store(tmp_path / "decisions.jsonl").verdicts)

    assert sayings(entry()) == NOTHING_SAID


def test_verdict_and_tags_are_told_also_without_a_quotation(tmp_path: Path) -> None:
    ada = store(tmp_path / "decisions.jsonl")
    ada.accept(seen())
    ada.tag(seen(), "Check")

    said = Sayings(ada.verdicts)(replace(entry(), quote=""))

    assert said == Said(("accepted",), ("check",))


def test_a_stale_verdict_says_so(tmp_path: Path) -> None:
    ada = store(tmp_path / "decisions.jsonl")
    ada.accept(seen())

    assert Sayings(ada.verdicts)(entry(partner="SYR")).verdict == ("accepted", "stale")


def test_what_was_told_is_renewed_for_the_entries_decided_on(tmp_path: Path) -> None:
    ada = store(tmp_path / "decisions.jsonl")
    ada.accept(seen())
    sayings = Sayings(ada.verdicts)
    assert sayings(entry()).verdict == ("accepted",)

    rejected = ada.reject(seen())
    sayings.renew(ada.verdicts, rejected)

    assert sayings(entry()).verdict == ("rejected",)


def test_all_is_renewed_where_nobody_knows_what_is_new(tmp_path: Path) -> None:
    ada = store(tmp_path / "decisions.jsonl")
    ada.accept(seen())
    sayings = Sayings(ada.verdicts)
    assert sayings(entry()).verdict == ("accepted",)

    ada.take_back(seen())
    sayings.renew(ada.verdicts, ())

    assert sayings(entry()) == NOTHING_SAID
