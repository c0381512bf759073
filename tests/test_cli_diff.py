from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from packs import SMALL

from tui.cli import main
from tui.cli.exits import Exit

Captured = pytest.CaptureFixture[str]

TEXT = "It rained.\nExports were $5 in 2019. Exports rose 5% per ton.\n"
MASK = "masks: [{reason: a price, pattern: '{figure} per ton'}]\n"
FACT = {
    "doc": "story.txt",
    "quote": "$5",
    "kind": "value",
    "amount": 5,
    "unit": "USD",
    "flow": "export",
    "reporter": "CHN",
    "partner": "WLD",
    "commodity": None,
    "period": "2019",
    "status": "actual",
}


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two packs and an article that they read differently."""
    place = tmp_path / "work"
    (place / "articles").mkdir(parents=True)
    monkeypatch.chdir(place)
    (place / "old.yaml").write_text(SMALL)
    (place / "new.yaml").write_text(SMALL.replace("home: IRN", "home: CHN") + MASK)
    (place / "articles" / "story.txt").write_text(TEXT)
    (place / "facts.jsonl").write_text(json.dumps(FACT))
    return place


def document(captured: Captured) -> dict[str, Any]:
    found = json.loads(captured.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_what_differs_is_told_with_its_sentence(capsys: Captured) -> None:
    code = main(["rules", "diff", "old.yaml", "new.yaml", "articles"])

    captured = capsys.readouterr()
    assert code == Exit.OK
    assert captured.out == (
        "story.txt\n"
        "  ~ line 2: Exports were ⟦$5⟧ in 2019.\n"
        "      reporter: IRN -> CHN\n"
        "  - line 2: Exports rose ⟦5%⟧ per ton.\n"
        "      export  IRN -> ?  5% [5 %]  (rule figure)\n"
        "      booked -> masked (a price)\n"
    )
    assert captured.err.endswith("+0 -1 ~1 of 2 entries, figures of another state: 1\n")


def test_the_same_rules_differ_in_nothing(capsys: Captured) -> None:
    code = main(["rules", "diff", "old.yaml", "old.yaml", "articles", "--exit-code"])

    captured = capsys.readouterr()
    assert (code, captured.out) == (Exit.OK, "")
    assert "+0 -0 ~0 of 2 entries" in captured.err


def test_differences_can_be_told_by_the_exit_code() -> None:
    assert main(
        ["rules", "diff", "old.yaml", "new.yaml", "articles", "--exit-code"]
    ) == (Exit.PROBLEMS)


def test_json_holds_both_entries_and_the_sum(capsys: Captured) -> None:
    main(["rules", "diff", "old.yaml", "new.yaml", "articles", "--format", "json"])

    found = document(capsys)
    (article,) = found["articles"]
    changed, lost = article["entries"]
    assert (changed["change"], lost["change"]) == ("changed", "lost")
    assert changed["fields"] == [{"field": "reporter", "before": "IRN", "after": "CHN"}]
    assert (changed["before"]["reporter"], changed["after"]["reporter"]) == (
        "IRN",
        "CHN",
    )
    assert TEXT[lost["start"] : lost["end"]] == lost["text"] == "5%"
    assert lost["after"] is None
    assert article["figures"][0]["after"] == {"state": "masked", "reason": "a price"}
    assert found["summary"] == {
        "gained": 0,
        "lost": 1,
        "changed": 1,
        "entries": 2,
        "figures": 1,
        "articles": 1,
    }
    assert found["scores"] is None


def test_json_of_no_difference_is_json(capsys: Captured) -> None:
    main(["rules", "diff", "old.yaml", "old.yaml", "articles", "--format", "json"])

    assert document(capsys)["articles"] == []


def test_facts_judge_both_rules(capsys: Captured) -> None:
    main(["rules", "diff", "old.yaml", "new.yaml", "--gold", "facts.jsonl"])

    out = capsys.readouterr().out
    assert "      fact won: figure -> full (export of CHN, WLD, 2019)\n" in out
    assert out.endswith(
        "\n"
        "articles with facts: 1, facts: 1 (won: 1, lost: 0)\n"
        "  figure  precision 0.500 -> 1.000  recall 1.000 -> 1.000  F1 0.667 -> 1.000\n"
        "  flow    precision 0.000 -> 1.000  recall 0.000 -> 1.000  F1 0.000 -> 1.000\n"
        "  full    precision 0.000 -> 1.000  recall 0.000 -> 1.000  F1 0.000 -> 1.000\n"
    )


def test_scores_can_be_had_as_json(capsys: Captured) -> None:
    arguments = ["--gold", "facts.jsonl", "--format", "json"]
    main(["rules", "diff", "old.yaml", "new.yaml", *arguments])

    found = document(capsys)
    assert found["scores"]["old"]["flow"]["f1"] == 0.0
    assert found["scores"]["new"]["flow"]["f1"] == 1.0
    assert found["articles"][0]["facts"][0]["after"] == "full"


def test_facts_that_can_not_be_judged_are_told(work: Path, capsys: Captured) -> None:
    facts = (
        {**FACT, "quote": "$7"},
        {**FACT, "doc": "gone.txt"},
    )
    (work / "facts.jsonl").write_text("\n".join(map(json.dumps, facts)))

    code = main(["rules", "diff", "old.yaml", "old.yaml", "--gold", "facts.jsonl"])

    err = capsys.readouterr().err
    assert code == Exit.PROBLEMS
    assert "line 1 of the facts: no '$7' number 1 in story.txt" in err
    assert "annotated, but not among the articles: gone.txt" in err


def test_wrong_facts_are_a_wrong_command(work: Path, capsys: Captured) -> None:
    (work / "facts.jsonl").write_text("{}")

    code = main(["rules", "diff", "old.yaml", "old.yaml", "--gold", "facts.jsonl"])

    assert code == Exit.USAGE
    assert "facts.jsonl:1: 'doc' must be a text" in capsys.readouterr().err


def test_without_a_usable_rule_nothing_is_compared(
    work: Path, capsys: Captured
) -> None:
    (work / "none.yaml").write_text("newsledger: rules/1\n")

    assert main(["rules", "diff", "none.yaml", "new.yaml", "articles"]) == Exit.USAGE
    assert "no rule of OLD can be used" in capsys.readouterr().err


def test_broken_rules_are_told_and_the_rest_is_compared(
    work: Path, capsys: Captured
) -> None:
    (work / "new.yaml").write_text(SMALL + "rulse: []\n")

    assert main(["rules", "diff", "old.yaml", "new.yaml", "articles"]) == Exit.PROBLEMS
    assert "new.yaml:" in capsys.readouterr().err


def test_an_article_in_the_place_of_rules_is_a_wrong_command(
    capsys: Captured,
) -> None:
    code = main(["rules", "diff", "old.yaml", "articles/story.txt"])

    assert code == Exit.USAGE
    assert "articles go after NEW" in capsys.readouterr().err


def test_no_control_character_reaches_the_terminal(
    work: Path, capsys: Captured
) -> None:
    hostile = "Exports\x1b[2J \x9b were $5 in 2019."
    (work / "articles" / "evil\x1b]0;x\x07.txt").write_text(hostile)

    main(["rules", "diff", "old.yaml", "new.yaml", "articles"])

    captured = capsys.readouterr()
    assert "evil" in captured.out
    assert not {"\x1b", "\x9b", "\x07"} & set(captured.out + captured.err)


# --- revisions -------------------------------------------------------------------------


@pytest.fixture
def committed(work: Path) -> None:
    """The packs, committed; then the new one is changed."""
    if shutil.which("git") is None:
        pytest.skip("git is missing")
    who = ("-c", "user.name=a", "-c", "user.email=a@b")
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        subprocess.run(["git", *who, *command], cwd=work, check=True)
    (work / "new.yaml").write_text(SMALL)


def test_rules_are_compared_with_those_of_a_revision(
    committed: None, capsys: Captured
) -> None:
    code = main(["rules", "diff", "@HEAD", "new.yaml", "articles"])

    assert code == Exit.OK
    assert "reporter: CHN -> IRN" in capsys.readouterr().out


def test_without_new_the_rules_of_the_settings_are_compared(
    committed: None, work: Path, capsys: Captured
) -> None:
    (work / "newsledger.toml").write_text('rules = ["new.yaml"]')

    main(["rules", "diff", "@HEAD", "--format", "json"])

    assert document(capsys)["summary"]["entries"] > 0


def test_the_rules_of_the_settings_are_compared_at_two_revisions(
    committed: None, work: Path, capsys: Captured
) -> None:
    (work / "newsledger.toml").write_text('rules = ["new.yaml"]')

    main(["rules", "diff", "@HEAD", "@HEAD", "articles"])

    assert "+0 -0 ~0 of 1 entries" in capsys.readouterr().err


def test_a_problem_at_a_revision_is_told_as_git_names_it(
    work: Path, committed: None, capsys: Captured
) -> None:
    (work / "old.yaml").write_text(SMALL + "rulse: []\n")
    subprocess.run(["git", "add", "-A"], cwd=work, check=True)
    who = ("-c", "user.name=a", "-c", "user.email=a@b")
    subprocess.run(["git", *who, "commit", "-qm", "second"], cwd=work, check=True)

    main(["rules", "diff", "@HEAD", "old.yaml", "articles"])

    assert "--> HEAD:old.yaml:" in capsys.readouterr().err


def test_no_such_revision_is_a_wrong_command(committed: None, capsys: Captured) -> None:
    assert main(["rules", "diff", "@nope", "new.yaml"]) == Exit.USAGE
    assert "revision 'nope': there is no such revision" in capsys.readouterr().err
