"""`newsledger export`, as it is typed."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path

import pytest
from decision_samples import store
from project_samples import Captured, shown, small

from parsers.ledger.seal import is_intact
from tui.cli import main
from tui.cli.exits import Exit

__all__ = ["small"]


def export(form: str, *more: str) -> int:
    return main(["export", "--format", form, *more])


def decide(small: Path) -> None:
    """Accept the first entry, and say what the second is."""
    first, second = shown(small)
    book = store(small / "decisions.jsonl")
    book.accept(first)
    book.edit(second, "commodity", "cement")


def test_nothing_is_exported_that_nobody_accepted(
    small: Path, capsys: Captured
) -> None:
    assert export("jsonl") == Exit.OK

    printed = capsys.readouterr()
    assert printed.out == ""
    assert (
        "exported: 0 (accepted: 0, edited: 0), "
        "left out: stale: 0, undecided: 2, rejected: 0\n"
    ) in printed.err


def test_entries_are_exported_as_people_left_them(
    small: Path, capsys: Captured
) -> None:
    decide(small)

    export("jsonl")

    entries = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(e["commodity"], e["verdict"]) for e in entries] == [
        (None, "accepted"),
        ("cement", "edited"),
    ]


def test_with_all_an_entry_is_marked_by_whether_a_person_stands_for_it(
    small: Path, capsys: Captured
) -> None:
    first, second = shown(small)
    store(small / "decisions.jsonl").accept(first)

    export("journal", "--all")

    out = capsys.readouterr().out
    assert f" * ({first.entry}) " in out
    assert f" ! ({second.entry}) " in out


def test_what_was_rejected_is_never_exported(small: Path, capsys: Captured) -> None:
    first, second = shown(small)
    store(small / "decisions.jsonl").reject(first)

    export("csv", "--all")

    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["id"], row["verdict"]) for row in rows] == [
        (second.entry, "undecided")
    ]


def test_what_is_read_otherwise_now_is_left_out_and_told(
    small: Path, capsys: Captured
) -> None:
    decide(small)
    rules = small / "rules" / "mine.yaml"
    text = rules.read_text(encoding="utf-8")
    new = text.replace("default: actual", "default: forecast")
    rules.write_text(new, encoding="utf-8")

    export("beancount")

    printed = capsys.readouterr()
    assert "cement" not in printed.out
    assert "left out: stale: 2, " in printed.err


def test_a_line_on_top_moves_no_rejection_onto_another_article(
    small: Path, capsys: Captured
) -> None:
    news = small / "articles" / "news.jsonl"
    (small / "articles" / "story.txt").unlink()
    old, new = (
        json.dumps({"text": f"Iran's exports to {country} reached $5 million."}) + "\n"
        for country in ("Iraq", "China")
    )
    news.write_text(old, encoding="utf-8")
    (rejected,) = shown(small)
    store(small / "decisions.jsonl").reject(rejected)
    news.write_text(new + old, encoding="utf-8")

    export("jsonl", "--all")

    (entry,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (entry["partner"], entry["verdict"]) == ("CHN", "stale")
    assert entry["id"] == rejected.entry


def test_an_expression_chooses_among_entries_as_people_left_them(
    small: Path, capsys: Captured
) -> None:
    decide(small)

    export("csv", "--where", "commodity:cement or partner:RUS")

    printed = capsys.readouterr()
    (row,) = csv.DictReader(io.StringIO(printed.out))
    assert (row["commodity"], row["verdict"]) == ("cement", "edited")
    assert (
        "exported: 1 (accepted: 0, edited: 1), left out: "
        "stale: 0, undecided: 0, rejected: 0, not asked for: 1\n"
    ) in printed.err


def test_an_expression_asks_for_verdicts_and_filters_too(
    small: Path, capsys: Captured
) -> None:
    decide(small)
    with (small / "newsledger.toml").open("a", encoding="utf-8") as stream:
        stream.write('[filters]\nours = "verdict:accepted"\n')

    export("csv", "--all", "--where", "@ours")

    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["verdict"] == "accepted"


def test_an_expression_that_is_none_is_refused(small: Path, capsys: Captured) -> None:
    assert export("csv", "--where", "flwo:export") == Exit.USAGE

    assert "did you mean flow" in capsys.readouterr().err


def test_books_are_kept_as_the_settings_say(small: Path, capsys: Captured) -> None:
    with (small / "articles" / "story.txt").open("a", encoding="utf-8") as stream:
        stream.write("Iran's exports to Iraq reached $6 million in 2019.\n")
    with (small / "newsledger.toml").open("a", encoding="utf-8") as stream:
        stream.write(
            "conflicts = 'hold'\nentry_date = 'period-start'\n"
            "account_template = '{side}:{party}:{partner}:{good}'\n"
        )

    export("journal", "--all")
    main(["report", "--by", "year", "--reporter", "IRN", "--format", "csv"])

    book, _, table = capsys.readouterr().out.partition("year,flow")
    assert "\n2019-01-01=2019-12-31 ! (" in book
    assert "\n    Exports:IRN:CHN:All" in book
    assert book.count("\n    Memo:Conflict:Imports:IRQ:IRN:All:2019-12-31-") == 2
    assert [row.split(",")[:2] for row in table.splitlines()[1:]] == [
        ["2020", "export"]
    ]


def test_marks_come_back_however_the_books_are_kept(
    small: Path, capsys: Captured
) -> None:
    with (small / "newsledger.toml").open("a", encoding="utf-8") as stream:
        stream.write("entry_date = 'period-start'\n")
    export("journal", "--all", "-o", "trade.journal")
    book = small / "trade.journal"
    book.write_text(book.read_text("utf-8").replace(" ! (", " * ("), "utf-8")

    assert main(["pull", "trade.journal"]) == Exit.OK

    assert "accepted: 2, taken back: 0" in capsys.readouterr().err


def test_books_in_ascii_are_read_without_utf_8_and_give_marks_back(
    small: Path, capsys: Captured
) -> None:
    story = small / "articles" / "story.txt"
    text = "Café: \u201cIran's exports to Iraq reached $5 million in 2019.\u201d\n"
    story.write_text(text, "utf-8")
    export("journal", "--all", "--ascii", "-o", "trade.journal")
    book = (small / "trade.journal").read_text("utf-8")
    (small / "trade.journal").write_text(book.replace(" ! (", " * ("), "utf-8")

    assert book.isascii()
    assert is_intact(book)
    assert main(["pull", "trade.journal"]) == Exit.OK
    assert "accepted: 1, taken back: 0" in capsys.readouterr().err


def test_what_accounts_can_not_spell_is_named(small: Path, capsys: Captured) -> None:
    decide(small)
    book = store(small / "decisions.jsonl")
    book.edit(shown(small)[1], "commodity", "سیمان")

    export("csv")
    export("journal", "-o", "trade.journal")

    (told,) = re.findall("in accounts: (.*)", capsys.readouterr().err)
    code, name = told.split(" for ")
    assert name == "سیمان"
    assert f":{code}:" in (small / "trade.journal").read_text("utf-8")


def test_of_many_names_that_accounts_can_not_spell_some_are_counted(
    small: Path, capsys: Captured
) -> None:
    story = (small / "articles" / "story.txt").read_text("utf-8")
    for number in range(11):
        (small / "articles" / f"{number}.txt").write_text(f"{story}\n{number}", "utf-8")
    book = store(small / "decisions.jsonl")
    for number, entry in enumerate(shown(small)[:22]):
        book.edit(entry, "commodity", f"سیمان {number}")

    export("journal", "-o", "trade.journal")

    told = re.findall("in accounts(.*)", capsys.readouterr().err)
    assert len(told) == 21
    assert told[-1] == ", not named here: 2"


def test_targets_are_exported_as_a_budget(small: Path) -> None:
    first, _ = shown(small)
    store(small / "decisions.jsonl").edit(first, "status", "target")

    assert export("budget", "-o", "targets.journal") == Exit.OK

    budget = (small / "targets.journal").read_text("utf-8")
    assert is_intact(budget)
    assert "\n~ daily from 2019-12-31 to 2020-01-01\n" in budget


def test_only_books_are_written_in_ascii(small: Path, capsys: Captured) -> None:
    assert export("csv", "--ascii") == Exit.USAGE

    assert "--ascii is for books; csv is none" in capsys.readouterr().err


def test_the_same_project_gives_the_same_bytes_and_no_new_file(small: Path) -> None:
    decide(small)
    book = small / "trade.journal"

    export("journal", "-o", str(book))
    first = book.read_bytes(), book.stat().st_ino
    export("journal", "-o", str(book))

    assert (book.read_bytes(), book.stat().st_ino) == first
    assert is_intact(book.read_text(encoding="utf-8"))


@pytest.mark.parametrize("form", ["journal", "beancount", "csv", "jsonl"])
def test_a_file_that_was_changed_is_overwritten_by_force_alone(
    form: str, small: Path, capsys: Captured
) -> None:
    book = small / f"trade.{form}"
    assert export(form, "-o", str(book)) == Exit.OK
    decide(small)
    assert export(form, "-o", str(book)) == Exit.OK
    written = book.read_text(encoding="utf-8")
    changed = written.replace("cement", "sand")
    book.write_text(changed, encoding="utf-8")
    store(small / "decisions.jsonl").reject(shown(small)[0])

    assert export(form, "-o", str(book)) == Exit.USAGE
    assert "changed since it was exported" in capsys.readouterr().err
    assert book.read_text(encoding="utf-8") == changed
    assert export(form, "-o", str(book), "--force") == Exit.OK
    assert "sand" not in book.read_text(encoding="utf-8")


def test_a_journal_is_known_where_nobody_noted_it(small: Path) -> None:
    book = small / "trade.journal"
    export("journal", "-o", str(book))
    (small / ".newsledger" / "exports.json").write_text("{", encoding="utf-8")
    decide(small)

    assert export("journal", "-o", str(book)) == Exit.OK


def test_a_file_of_somebody_else_is_not_overwritten(
    small: Path, capsys: Captured
) -> None:
    (small / "mine.csv").write_text("id,what\n", encoding="utf-8")

    assert export("csv", "-o", "mine.csv") == Exit.USAGE
    assert (small / "mine.csv").read_text(encoding="utf-8") == "id,what\n"


def test_the_verdicts_are_never_written_over(small: Path, capsys: Captured) -> None:
    decide(small)
    before = (small / "decisions.jsonl").read_bytes()

    assert export("csv", "--force", "-o", "decisions.jsonl") == Exit.USAGE
    assert (small / "decisions.jsonl").read_bytes() == before


def test_a_folder_gets_a_file_for_each_year(small: Path) -> None:
    decide(small)

    export("journal", "-o", "books/")
    export("journal", "-o", "books")

    files = sorted(path.name for path in (small / "books").iterdir())
    assert files == ["claims-2019.journal", "claims-2020.journal", "main.journal"]


def test_a_year_that_has_no_claim_any_more_has_no_file(small: Path) -> None:
    decide(small)
    export("journal", "-o", "books/")
    store(small / "decisions.jsonl").reject(*shown(small))

    assert export("journal", "-o", "books/") == Exit.OK

    assert [path.name for path in (small / "books").iterdir()] == ["main.journal"]


def test_of_many_files_none_is_written_if_one_was_changed(small: Path) -> None:
    decide(small)
    export("journal", "-o", "books/")
    year, whole = small / "books/claims-2019.journal", small / "books/main.journal"
    before = whole.read_bytes()
    year.write_text(f"{year.read_text(encoding='utf-8')}; mine\n", encoding="utf-8")
    store(small / "decisions.jsonl").reject(*shown(small))

    assert export("journal", "-o", "books/") == Exit.USAGE
    assert whole.read_bytes() == before
    assert year.exists()
    assert export("journal", "-o", "books/", "--force") == Exit.OK
    assert whole.read_bytes() != before
    assert year.exists()


def test_force_removes_no_file_that_a_person_made(
    small: Path, capsys: Captured
) -> None:
    decide(small)
    export("journal", "-o", "books/")
    store(small / "decisions.jsonl").reject(shown(small)[0])
    mine = small / "books" / "claims-1999.journal"
    mine.write_text("; my own\n", encoding="utf-8")
    capsys.readouterr()

    assert export("journal", "-o", "books/", "--force") == Exit.OK

    assert mine.read_text(encoding="utf-8") == "; my own\n"
    assert not (small / "books" / "claims-2019.journal").exists()
    err = capsys.readouterr().err
    assert "left alone: books/claims-1999.journal: " in err
    assert "removed: books/claims-2019.journal: " in err


def test_a_device_is_written_to_and_not_noted(small: Path) -> None:
    assert export("csv", "-o", os.devnull) == Exit.OK

    note = small / ".newsledger" / "exports.json"
    assert json.loads(note.read_text(encoding="utf-8")) == {}


def test_only_books_go_to_a_folder(small: Path, capsys: Captured) -> None:
    assert export("csv", "-o", "table/") == Exit.USAGE
    assert "table/: it is a folder; csv is one file" in capsys.readouterr().err
    assert not (small / "table").exists()


def test_a_project_that_was_moved_knows_its_files(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export("csv", "-o", "trade.csv")
    decide(small)
    moved = small.rename(small.with_name("moved"))
    monkeypatch.chdir(moved)

    assert export("csv", "-o", "trade.csv") == Exit.OK


def test_an_edit_that_can_not_be_is_told(small: Path, capsys: Captured) -> None:
    decide(small)
    lines = (small / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
    edit = json.loads(lines[1])
    edit |= {"field": "value", "value": "\x1b[2Jlots"}
    del edit["id"]
    (small / "decisions.jsonl").write_text(
        f"{lines[0]}\n{json.dumps(edit)}\n", encoding="utf-8"
    )

    assert export("csv") == Exit.PROBLEMS
    err = capsys.readouterr().err
    assert "edit of value: must be an amount" in err
    assert "unusable: 1" in err
    assert "\x1b" not in err


def test_outside_of_a_project_there_is_nothing_to_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)

    assert export("csv") == Exit.USAGE
    assert "newsledger init DIR" in capsys.readouterr().err
