from __future__ import annotations

import json
from pathlib import Path

import pytest
from decision_samples import store
from project_samples import shown, small

from tui.cli import main
from tui.cli.exits import Exit

__all__ = ["small"]

Captured = pytest.CaptureFixture[str]

SLIP = (
    "TEHRAN- Iran's exports to France rose 28 percent to $722 million in 2016 from $592 "
    "million in 2015.\n"
)
FITS = SLIP.replace("28 percent", "22 percent")
RIVAL = "PARIS- Iran exported goods worth $650 million to France in 2016.\n"


@pytest.fixture(autouse=True)
def somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds a project file of the place where pytest was started."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    return folder


def test_articles_that_add_up_are_no_problem(articles: Path, capsys: Captured) -> None:
    (articles / "a.txt").write_text(FITS, encoding="utf-8")

    code = main(["check", str(articles)])

    out, err = capsys.readouterr()
    assert (code, out) == (Exit.OK, "")
    assert "change: holds: 1, fails: 0, cannot tell: 0" in err.splitlines()


def test_a_change_that_does_not_fit_is_shown_with_its_sentence(
    articles: Path, capsys: Captured
) -> None:
    (articles / "a.txt").write_text(SLIP, encoding="utf-8")

    code = main(["check", str(articles)])

    assert code == Exit.PROBLEMS
    assert capsys.readouterr().out == (
        "change: 722,000,000 against 592,000,000 USD = +22.0 %, stated +28 %: the amounts"
        " do not bear it out\n"
        "  28 percent (a.txt:1): export IRN -> FRA 2016\n"
        "  $722 million (a.txt:1): export IRN -> FRA 2016\n"
        "  $592 million (a.txt:1): export IRN -> FRA 2015\n"
        "    TEHRAN- Iran's exports to France rose 28 percent to $722 million in 2016"
        " from $592 million in 2015.\n"
    )


def test_a_conflict_is_shown_with_both_sentences(
    articles: Path, capsys: Captured
) -> None:
    (articles / "a.txt").write_text(FITS, encoding="utf-8")
    (articles / "b.txt").write_text("\n\n" + RIVAL, encoding="utf-8")

    code = main(["check", str(articles)])

    out, err = capsys.readouterr()
    assert code == Exit.PROBLEMS
    assert "  $722 million (a.txt:1): export IRN -> FRA 2016\n" in out
    assert "  $650 million (b.txt:3): export IRN -> FRA 2016\n" in out
    assert "    PARIS- Iran exported goods worth $650 million" in out
    assert "conflicts: 1 (in one sentence: 0), failures: 0" in err.splitlines()


def test_the_order_of_paths_changes_nothing(articles: Path, capsys: Captured) -> None:
    one, two = articles / "a.txt", articles / "b.txt"
    one.write_text(SLIP, encoding="utf-8")
    two.write_text(RIVAL, encoding="utf-8")

    main(["check", str(one), str(two)])
    first = capsys.readouterr()
    main(["check", str(two), str(one)])

    assert capsys.readouterr() == first


def test_json_has_counts_and_the_offsets_of_each_figure(
    articles: Path, capsys: Captured
) -> None:
    (articles / "a.txt").write_text(SLIP, encoding="utf-8")
    (articles / "b.txt").write_text(RIVAL, encoding="utf-8")

    main(["check", str(articles), "--format", "json"])

    found = json.loads(capsys.readouterr().out)
    (failure,), (conflict,) = found["failures"], found["conflicts"]
    figures = {f["text"]: f for f in failure["figures"]}
    assert (found["roles"]["counted"], found["roles"]["conflict"]) == (2, 1)
    assert found["checks"]["change"] == {"holds": 0, "fails": 1, "cannot tell": 0}
    assert figures.keys() == {"28 percent", "$722 million", "$592 million"}
    assert all(SLIP[f["start"] : f["end"]] == text for text, f in figures.items())
    assert {f["article"] for f in conflict["figures"]} == {"a.txt", "b.txt"}


def test_a_long_sentence_is_cut_around_the_figure(
    articles: Path, capsys: Captured
) -> None:
    text = RIVAL.replace("in 2016.", f"in 2016, which is {'very ' * 200}much.")
    (articles / "a.txt").write_text(FITS, encoding="utf-8")
    (articles / "b.txt").write_text(text, encoding="utf-8")

    main(["check", str(articles)])

    (quoted,) = [x for x in capsys.readouterr().out.splitlines() if "very" in x]
    assert quoted.startswith("    PARIS- Iran exported goods worth $650 million")
    assert quoted.endswith("…")
    assert len(quoted) < 400


def test_what_an_article_says_has_no_power_over_the_terminal(
    articles: Path, capsys: Captured
) -> None:
    evil = SLIP.replace("Iran's", "\x1b[2J\u202eIran's")
    (articles / "a.txt").write_text(evil, encoding="utf-8")

    main(["check", str(articles)])

    out, err = capsys.readouterr()
    assert "\x1b" not in out + err
    assert "\u202e" not in out + err
    assert "28 percent" in out


def test_a_folder_without_articles_has_nothing_to_check(
    articles: Path, capsys: Captured
) -> None:
    code = main(["check", str(articles)])

    assert code == Exit.OK
    assert capsys.readouterr().out == ""


def test_a_path_that_is_not_there_is_a_mistake(capsys: Captured) -> None:
    assert main(["check", "nowhere"]) == Exit.USAGE
    assert "skipped nowhere" in capsys.readouterr().err


def test_rules_that_are_broken_are_told(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("newsledger: rules/1\nrulse: []\n", encoding="utf-8")

    assert main(["check", "--rules", str(path)]) == Exit.USAGE
    assert "no rule can be used" in capsys.readouterr().err


def test_without_a_path_the_packaged_articles_are_checked(capsys: Captured) -> None:
    code = main(["check"])

    assert code == Exit.OK
    assert "articles: 5" in capsys.readouterr().err


@pytest.fixture
def rivals(small: Path) -> Path:
    """A project in which two sentences contradict each other."""
    with (small / "articles" / "story.txt").open("a", encoding="utf-8") as stream:
        stream.write("Iran's exports to Iraq reached $6 million in 2019.\n")
    return small


def test_what_people_rejected_contradicts_nothing(
    rivals: Path, capsys: Captured
) -> None:
    before = main(["check"])
    store(rivals / "decisions.jsonl").reject(shown(rivals)[0])

    after = main(["check"])

    assert (before, after) == (Exit.PROBLEMS, Exit.OK)
    assert "conflicts: 0 (in one sentence: 0)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("expression", "code"),
    [("partner:IRQ", Exit.PROBLEMS), ("amount:5e6", Exit.OK)],
)
def test_only_what_an_expression_chooses_is_compared(
    rivals: Path, expression: str, code: Exit
) -> None:
    assert main(["check", "--where", expression]) == code
