"""Files that no command writes over."""

from __future__ import annotations

from pathlib import Path

import pytest
from decision_samples import store
from project_samples import Captured, shown, small

from tui.cli import main
from tui.cli.exits import Exit

__all__ = ["small"]

WRITERS = (
    ("extract", "--format", "jsonl"),
    ("report", "--format", "csv"),
    ("verdicts", "export"),
)


@pytest.mark.parametrize(
    "command", [*WRITERS, ("export", "--format", "csv", "--force")], ids=" ".join
)
@pytest.mark.parametrize("decided", [True, False])
def test_no_output_takes_the_place_of_the_verdicts(
    command: tuple[str, ...], decided: bool, small: Path, capsys: Captured
) -> None:
    verdicts = small / "decisions.jsonl"
    if decided:
        store(verdicts).accept(*shown(small))
    before = verdicts.read_bytes() if decided else None

    assert main([*command, "-o", "articles/../decisions.jsonl"]) == Exit.USAGE

    assert "the verdicts themselves are kept there" in capsys.readouterr().err
    assert (verdicts.read_bytes() if verdicts.exists() else None) == before


@pytest.mark.parametrize("command", WRITERS, ids=" ".join)
def test_no_output_takes_the_place_of_books_with_marks_of_a_person(
    command: tuple[str, ...], small: Path, capsys: Captured
) -> None:
    book = small / "trade.journal"
    main(["export", "--format", "journal", "--all", "-o", str(book)])
    assert main([*command, "-o", str(book)]) == Exit.OK
    main(["export", "--format", "journal", "--all", "--force", "-o", str(book)])
    edited = book.read_text(encoding="utf-8").replace(" ! (", " * (")
    book.write_text(edited, encoding="utf-8")

    assert main([*command, "-o", str(book)]) == Exit.USAGE

    assert "`newsledger pull` reads their verdicts" in capsys.readouterr().err
    assert book.read_text(encoding="utf-8") == edited
