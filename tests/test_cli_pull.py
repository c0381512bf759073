"""`newsledger pull`, as it is typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from decision_samples import store
from project_samples import Captured, shown, small

from parsers.store import Store
from tui.cli import main
from tui.cli.exits import Exit

__all__ = ["small"]


def exported(small: Path, form: str = "journal", *more: str) -> Path:
    path = small / f"trade.{form}"
    assert main(["export", "--format", form, "--all", "-o", str(path), *more]) == 0
    return path


def edit(path: Path, pattern: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    changed = re.sub(pattern, new, text, flags=re.MULTILINE)
    assert changed != text
    path.write_text(changed, encoding="utf-8")


def marks(path: Path, new: str) -> None:
    """Give every claim that mark, and touch nothing else."""
    edit(path, r"^(\d{4}-\S+) [*!] ", rf"\g<1> {new} ")


def words(small: Path) -> list[str]:
    verdicts = Store(small / "decisions.jsonl").verdicts
    return [verdicts.about(seen).verdict for seen in shown(small)]


@pytest.mark.parametrize("form", ["journal", "beancount"])
def test_a_mark_accepts_and_another_takes_that_back(
    form: str, small: Path, capsys: Captured
) -> None:
    path = exported(small, form)
    marks(path, "*")
    capsys.readouterr()

    assert main(["pull", str(path)]) == Exit.OK

    printed = capsys.readouterr()
    assert words(small) == ["accepted", "accepted"]
    assert [line.split()[0] for line in printed.out.splitlines()] == ["accept"] * 2
    assert "accepted: 2, taken back: 0, rejected: 0, not taken: 0" in printed.err

    marks(exported(small, form), "!")
    main(["pull", str(path)])

    assert words(small) == ["undecided", "undecided"]
    assert "take back  nl-" in capsys.readouterr().out


def test_books_from_which_all_marks_were_taken_may_be_overwritten(small: Path) -> None:
    path = exported(small)
    marks(path, "*")

    assert main(["export", "--format", "journal", "-o", str(path)]) == Exit.USAGE
    main(["pull", str(path)])
    assert main(["export", "--format", "journal", "-o", str(path)]) == Exit.OK


def test_books_with_other_changes_may_not(small: Path) -> None:
    path = exported(small)
    marks(path, "*")
    edit(path, r"\Z", "; my thoughts\n")

    main(["pull", str(path)])

    assert words(small) == ["accepted", "accepted"]
    assert main(["export", "--format", "journal", "-o", str(path)]) == Exit.USAGE


def test_a_list_decides_nothing(small: Path, capsys: Captured) -> None:
    path = exported(small)
    marks(path, "*")
    capsys.readouterr()

    main(["pull", str(path), "--list"])

    printed = capsys.readouterr()
    assert words(small) == ["undecided", "undecided"]
    assert printed.out.count("accept ") == 2
    assert "not decided: accepted: 2" in printed.err


def test_what_is_pulled_is_one_step_to_undo(small: Path) -> None:
    path = exported(small)
    marks(path, "*")
    main(["pull", str(path)])
    (author,) = {
        d.by for d in Store(small / "decisions.jsonl").verdicts.decisions.values()
    }

    Store(small / "decisions.jsonl", author).undo()

    assert words(small) == ["undecided", "undecided"]


def test_a_changed_amount_is_told_and_not_taken(small: Path, capsys: Captured) -> None:
    path = exported(small)
    edit(path, r" 5000000 USD", " 6000000 USD")
    marks(path, "*")
    capsys.readouterr()

    assert main(["pull", str(path)]) == Exit.PROBLEMS

    (line,) = [x for x in capsys.readouterr().out.splitlines() if "not taken" in x]
    assert "Imports:All:IRQ:IRN: 6000000 USD, now 5000000 USD" in line
    assert words(small) == ["undecided", "accepted"]


def test_a_deleted_claim_is_rejected_only_if_that_is_said(
    small: Path, capsys: Captured
) -> None:
    path = exported(small)
    edit(path, r"^2019-(?:.+\n)+", "")

    assert main(["pull", str(path)]) == Exit.OK
    assert words(small) == ["undecided", "undecided"]
    assert "deleted: 1\nnothing is decided on what was" in capsys.readouterr().err

    main(["pull", str(path), "--reject-deleted"])
    assert words(small) == ["rejected", "undecided"]


def test_what_was_never_exported_is_not_deleted(small: Path, capsys: Captured) -> None:
    (small / "other.journal").write_text("; nothing\n", encoding="utf-8")

    assert main(["pull", "other.journal", "--reject-deleted"]) == Exit.USAGE
    assert "what it held is not noted here" in capsys.readouterr().err


def test_an_old_file_undoes_no_verdict_made_since(
    small: Path, capsys: Captured
) -> None:
    first, second = shown(small)
    path = exported(small)
    store(small / "decisions.jsonl").accept(first)
    store(small / "decisions.jsonl").reject(second)

    assert main(["pull", str(path)]) == Exit.OK
    assert words(small) == ["accepted", "rejected"]

    marks(path, "*")
    assert main(["pull", str(path)]) == Exit.PROBLEMS
    assert words(small) == ["accepted", "rejected"]
    assert "it was rejected since" in capsys.readouterr().out


def test_a_claim_that_nothing_tells_any_more_is_named(
    small: Path, capsys: Captured
) -> None:
    path = exported(small)
    marks(path, "*")
    (small / "articles" / "story.txt").write_text("Nothing.\n", encoding="utf-8")

    assert main(["pull", str(path)]) == Exit.PROBLEMS
    assert "no article tells it any more" in capsys.readouterr().out


def test_two_marks_for_one_claim_are_none(small: Path, capsys: Captured) -> None:
    path = exported(small)
    text = path.read_text(encoding="utf-8")
    marks(path, "*")
    with path.open("a", encoding="utf-8") as stream:
        stream.write(text)

    assert main(["pull", str(path)]) == Exit.PROBLEMS
    assert "with different marks" in capsys.readouterr().out
    assert words(small) == ["undecided", "undecided"]


def test_a_folder_of_books_is_pulled_as_one(small: Path) -> None:
    main(["export", "--format", "journal", "--all", "-o", "books/"])
    for path in (small / "books").glob("claims-*.journal"):
        marks(path, "*")

    assert main(["pull", "books"]) == Exit.OK
    assert words(small) == ["accepted", "accepted"]
    assert main(["export", "--format", "journal", "-o", "books/"]) == Exit.OK


@pytest.mark.parametrize("form", ["journal", "beancount"])
def test_a_main_file_is_pulled_with_the_years_that_it_includes(
    form: str, small: Path, capsys: Captured
) -> None:
    main(["export", "--format", form, "--all", "-o", "books/"])
    marks(small / "books" / f"claims-2019.{form}", "*")

    code = main(["pull", f"books/main.{form}", "--reject-deleted"])

    assert code == Exit.OK
    assert words(small) == ["accepted", "undecided"]
    assert main(["export", "--format", form, "-o", "books/"]) == Exit.OK


def test_the_articles_that_were_named_for_an_export_are_read_again(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    other = small / "more" / "other"
    other.mkdir(parents=True)
    (small / "articles" / "story.txt").rename(other / "told.txt")
    path = exported(small, "journal", "more")
    marks(path, "*")
    moved = small.rename(small.with_name("moved"))
    monkeypatch.chdir(moved / "articles")
    capsys.readouterr()

    assert main(["pull", "../trade.journal", "--list"]) == Exit.OK
    assert capsys.readouterr().out.count("other/told.txt") == 2
    assert main(["pull", "../trade.journal"]) == Exit.OK
    assert main(["pull", "../trade.journal"]) == Exit.OK


def test_books_without_any_claim_reject_nothing(small: Path, capsys: Captured) -> None:
    path = exported(small)
    edit(path, r"^\d{4}-(?:.+\n)+", "")

    assert main(["pull", str(path), "--reject-deleted"]) == Exit.USAGE
    assert "it holds no claim" in capsys.readouterr().err
    assert words(small) == ["undecided", "undecided"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"hello\n", "it holds no claim that newsledger exported"),
        (b"; a\n\xff\n", "line 2 is not UTF-8"),
        (None, "no such file"),
    ],
)
def test_what_holds_no_books_is_a_wrong_command(
    content: bytes | None, reason: str, small: Path, capsys: Captured
) -> None:
    if content is not None:
        (small / "x.journal").write_bytes(content)

    assert main(["pull", "x.journal"]) == Exit.USAGE
    assert reason in capsys.readouterr().err


def test_edited_books_have_no_power_over_the_terminal(
    small: Path, capsys: Captured
) -> None:
    path = exported(small)
    edit(path, r"partner: IRQ", "partner: \x1b[2J\u202e")
    marks(path, "*")

    main(["pull", str(path)])

    printed = capsys.readouterr()
    assert "not taken" in printed.out
    assert not {"\x1b", "\u202e"} & set(printed.out + printed.err)
