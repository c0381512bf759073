from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packs import SMALL, engine_of, reading_of

from parsers.settings import rule_files
from parsers.workbench.fields import FIELDS, words
from parsers.workbench.golden import (
    DONE,
    Judgement,
    Verdict,
    golden_folders,
    judge,
    judge_all,
)
from parsers.workbench.golden_file import (
    HEADER,
    USUAL,
    Expected,
    golden_text,
    read_golden,
)

TEXT = "Iran's exports to Iraq were $5 in 2019. Imports were $6. A tower was $7."
FIVE = (
    "- {figure: $5, flow: export, reporter: IRN, partner: IRQ, period: '2019', "
    "value: 5 USD}\n"
)
SIX = "- {figure: $6, flow: import, reporter: IRN, value: 6 USD}\n"


def golden(entries: str) -> tuple[Expected, ...]:
    data = f"newsledger: golden/1\nentries:\n{entries}".encode()
    expected, problems = read_golden("a.yaml", data)
    assert problems == []
    return expected


def judged(
    folder: Path, entries: str | None, text: str = TEXT, rules: str = SMALL
) -> Verdict:
    expected = None if entries is None else golden(entries)
    return judge(reading_of(engine_of(folder, rules), text), folder / "a", expected)


def outcomes(verdict: Verdict) -> list[tuple[str, str]]:
    return [(item.figure, item.outcome) for item in verdict.judgements]


def only(verdict: Verdict) -> Judgement:
    (found,) = (item for item in verdict.judgements if item.outcome != "ok")
    return found


# --- files -----------------------------------------------------------------------------


def test_a_golden_file_is_made_for_people_and_diffs(tmp_path: Path) -> None:
    accepted = judged(tmp_path, None).accepted

    assert accepted == HEADER + (
        "newsledger: golden/1\n"
        "entries:\n"
        "- figure: $5\n"
        "  flow: export\n"
        "  reporter: IRN\n"
        "  partner: IRQ\n"
        "  period: '2019'\n"
        "  value: 5 USD\n"
        "- figure: $6\n"
        "  flow: import\n"
        "  reporter: IRN\n"
        "  value: 6 USD\n"
    )


def test_an_article_without_entries_has_a_golden_file(tmp_path: Path) -> None:
    accepted = judged(tmp_path, None, "It rained.").accepted

    assert accepted == f"{HEADER}newsledger: golden/1\nentries: none\n"
    assert read_golden("a", accepted.encode()) == ((), [])


WORDS = st.text(min_size=1).map(words).filter(bool)
NUMBERS = st.integers(-(10**15), 10**15)
TEXTS = {
    **dict.fromkeys(FIELDS, WORDS),
    "flow": st.sampled_from(["export", "balance"]),
    "status": st.sampled_from(["actual", "forecast"]),
    "value": NUMBERS.map("{} USD".format),
    "quantity": st.just("5 to 7.5 cubic metre"),
    "change": NUMBERS.map("{:+} %".format).filter(lambda t: t != "+0 %"),
}


@st.composite
def expectations(draw: st.DrawFn) -> Expected:
    """Anything that a golden file can hold."""
    figure, nth, todo = draw(WORDS), draw(st.integers(1, 9)), draw(st.booleans())
    chosen = draw(st.sets(st.sampled_from(FIELDS))) | {"flow", "status"}
    says = tuple((name, draw(TEXTS[name])) for name in FIELDS if name in chosen)
    return Expected(figure, nth, says if draw(st.booleans()) else (), todo)


@given(st.lists(expectations(), min_size=1))
def test_what_is_written_is_read_again(items: list[Expected]) -> None:
    found, problems = read_golden("a.yaml", golden_text(items).encode())

    assert problems == []
    assert [(f.figure, f.nth, f.says, f.todo) for f in found] == [
        (item.figure, item.nth, item.says, item.todo) for item in items
    ]


@pytest.mark.parametrize(
    ("data", "title"),
    [
        ("newsledger: golden/2\nentries: none", "'newsledger' cannot be 'golden/2'"),
        ("entries: none", "the file has no 'newsledger'"),
        ("newsledger: golden/1", "the file has no 'entries'"),
        ("[]", "the file is no golden file"),
        ("newsledger: golden/1\nentries: [{flow: export}]", "has no 'figure'"),
        ("newsledger: golden/1\nentries: [{figure: $5}]", "has no 'flow'"),
        (
            "newsledger: golden/1\nentries: [{figure: $5, flow: export, valeu: 5 USD}]",
            "has no key called 'valeu'",
        ),
        (
            "newsledger: golden/1\nentries: [{figure: $5, flow: export, value: much}]",
            "'much' is no number with its unit",
        ),
    ],
)
def test_what_is_wrong_with_a_golden_file_is_told(data: str, title: str) -> None:
    _expected, problems = read_golden("a.yaml", data.encode())

    assert title in problems[0].title
    assert problems[0].path == "a.yaml"


def test_a_number_may_be_written_as_in_rule_files() -> None:
    (item,) = golden("- {figure: $5, flow: export, value: 1.2e9 USD, change: '+42.70'}")

    assert dict(item.says) == {
        **dict([USUAL]),
        "flow": "export",
        "value": "1200000000 USD",
        "change": "+42.7 %",
    }


# --- judging ---------------------------------------------------------------------------


def test_an_article_that_is_read_as_expected_passes(tmp_path: Path) -> None:
    verdict = judged(tmp_path, FIVE + SIX)

    assert outcomes(verdict) == [("$5", "ok"), ("$6", "ok")]
    assert verdict.passes
    assert verdict.accepted is None


def test_the_order_of_the_entries_does_not_matter(tmp_path: Path) -> None:
    assert judged(tmp_path, SIX + FIVE).accepted is None


def test_an_entry_that_nobody_expects_is_noisy(tmp_path: Path) -> None:
    verdict = judged(tmp_path, FIVE)

    found = only(verdict)
    assert (found.figure, found.outcome) == ("$6", "noisy")
    assert "flow import" in found.detail
    assert not verdict.passes


def test_an_entry_that_is_not_there_is_missing(tmp_path: Path) -> None:
    found = only(judged(tmp_path, FIVE + SIX + "- {figure: $7, flow: export}\n"))

    assert (found.outcome, found.detail) == ("missing", "no entry, the figure is open")
    assert found.place.line == 5


def test_a_figure_that_is_not_there_is_missing(tmp_path: Path) -> None:
    found = only(judged(tmp_path, FIVE + SIX + "- {figure: $8, flow: export}\n"))

    assert (found.outcome, found.citation) == ("missing", None)


def test_an_entry_that_says_something_else_is_wrong(tmp_path: Path) -> None:
    found = only(judged(tmp_path, FIVE.replace("'2019'", "'2018'") + SIX))

    assert (found.outcome, found.detail) == (
        "wrong",
        "period: expected 2018, got 2019",
    )


def test_a_field_that_is_not_named_must_be_empty(tmp_path: Path) -> None:
    found = only(judged(tmp_path, FIVE.replace("partner: IRQ, ", "") + SIX))

    assert found.detail == "partner: expected none, got IRQ"


def test_figures_with_the_same_words_are_told_apart(tmp_path: Path) -> None:
    text = "A tower was $5. Imports were $5."
    good = "- {figure: $5, nth: 2, flow: import, reporter: IRN, value: 5 USD}\n"

    assert judged(tmp_path, good, text).passes
    assert not judged(tmp_path, good.replace("nth: 2", "nth: 1"), text).passes


def test_what_is_known_not_to_work_does_not_fail(tmp_path: Path) -> None:
    todo = "- {figure: $7, flow: export, todo: true}\n"
    verdict = judged(tmp_path, FIVE + SIX + todo)

    assert only(verdict).outcome == "todo"
    assert verdict.passes
    assert verdict.accepted is None


def test_an_entry_that_should_not_be_there_can_be_known(tmp_path: Path) -> None:
    verdict = judged(tmp_path, FIVE + "- {figure: $6, flow: none, todo: true}\n")

    assert only(verdict).outcome == "todo"
    assert verdict.accepted is None


def test_no_entry_can_be_asked_for(tmp_path: Path) -> None:
    wanted = FIVE + "- {figure: $6, flow: none}\n- {figure: $7, flow: none}\n"

    assert outcomes(judged(tmp_path, wanted)) == [
        ("$5", "ok"),
        ("$6", "noisy"),
        ("$7", "ok"),
    ]


def test_what_works_by_now_is_told_and_accepted(tmp_path: Path) -> None:
    verdict = judged(tmp_path, FIVE + SIX.replace("}", ", todo: true}"))

    assert only(verdict).detail == DONE
    assert verdict.passes
    assert verdict.accepted is not None
    assert "todo" not in verdict.accepted


def test_what_is_accepted_agrees_and_keeps_what_is_still_wanted(tmp_path: Path) -> None:
    todo = "- {figure: $5, flow: import, todo: true}\n- {figure: $9, flow: export, todo: true}\n"
    accepted = judged(tmp_path, todo).accepted

    assert accepted is not None
    again = judged(tmp_path, accepted.partition("entries:\n")[2])
    assert again.accepted is None
    assert outcomes(again) == [("$5", "todo"), ("$6", "ok"), ("$9", "todo")]


# --- folders ---------------------------------------------------------------------------


def project(folder: Path) -> Path:
    """A folder with rules, two articles, and a golden file for one of them."""
    (folder / "golden" / "articles" / "2020").mkdir(parents=True)
    (folder / "golden" / "expected").mkdir()
    (folder / "rules.yaml").write_text(SMALL)
    (folder / "golden" / "articles" / "a.txt").write_text(TEXT)
    (folder / "golden" / "articles" / "2020" / "b.txt").write_text("It rained.")
    text = f"newsledger: golden/1\nentries:\n{FIVE}{SIX}"
    (folder / "golden" / "expected" / "a.txt.yaml").write_text(text)
    return folder


def all_judged(folder: Path) -> dict[str, Verdict]:
    found = judge_all(golden_folders([folder]), engine_of(folder), 1_000)
    return {verdict.article: verdict for verdict in found}


def test_golden_folders_lie_beside_rule_files_and_in_folders_of_them(
    tmp_path: Path,
) -> None:
    project(tmp_path)

    (folder,) = golden_folders([tmp_path / "rules.yaml", tmp_path])
    assert folder == tmp_path / "golden"
    assert golden_folders([tmp_path / "golden" / "articles"]) == ()


def test_golden_files_are_no_rule_files(tmp_path: Path) -> None:
    project(tmp_path)

    assert rule_files((tmp_path,)) == (tmp_path / "rules.yaml",)


def test_each_article_is_judged_by_the_file_of_its_name(tmp_path: Path) -> None:
    found = all_judged(project(tmp_path))

    assert set(found) == {"a.txt", "2020/b.txt"}
    assert found["a.txt"].passes
    assert found["2020/b.txt"].golden == (
        tmp_path / "golden" / "expected" / "2020" / "b.txt.yaml"
    )


def test_an_article_without_a_golden_file_fails_until_it_is_accepted(
    tmp_path: Path,
) -> None:
    verdict = all_judged(project(tmp_path))["2020/b.txt"]

    assert verdict.problems[0].reason == "there is none yet"
    assert not verdict.passes
    assert verdict.accepted is not None


def test_a_golden_file_without_an_article_is_told(tmp_path: Path) -> None:
    (project(tmp_path) / "golden" / "articles" / "a.txt").unlink()

    verdict = all_judged(tmp_path)["a.txt"]

    assert "no such article" in verdict.problems[0].reason
    assert verdict.accepted is None


def test_a_broken_golden_file_is_told_and_not_replaced(tmp_path: Path) -> None:
    file = project(tmp_path) / "golden" / "expected" / "a.txt.yaml"
    file.write_text("newsledger: golden/1\nentries: [{figure: $5}]\n")

    verdict = all_judged(tmp_path)["a.txt"]

    assert [problem.code for problem in verdict.problems] == ["R202"]
    assert verdict.accepted is None


def test_an_article_that_can_not_be_read_is_told(tmp_path: Path) -> None:
    (project(tmp_path) / "golden" / "articles" / "a.txt").write_text("x" * 2_000)

    verdict = all_judged(tmp_path)["a.txt"]

    assert "larger than" in verdict.problems[0].reason
