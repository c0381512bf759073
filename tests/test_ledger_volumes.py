from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from journal_samples import HOSTILE, PLAIN, SEEDS, text_of
from ledger_samples import reading
from ledger_tools import missing, run

from parsers.ledger.dialect import Dialect
from parsers.ledger.volumes import DIALECTS, included, is_volume, volumes
from parsers.model import Entry


def written(folder: Path, form: str, entries: Sequence[Entry]) -> Path:
    """The books in a folder; the file that includes the others."""
    main, *rest = volumes([reading(*entries)], DIALECTS[form])
    for volume in (main, *rest):
        (folder / volume.name).write_text(volume.text, "utf-8", newline="\n")
    return folder / main.name


def test_each_year_has_a_file_and_so_has_what_is_undated() -> None:
    main, *parts = volumes([reading(*SEEDS)], DIALECTS["journal"])

    names = [f"claims-{year}.journal" for year in ("undated", 2019, 2020, 2021, 2022)]
    assert [part.name for part in parts] == names
    assert main.text.endswith("".join(f"include {name}\n" for name in names))


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_a_main_file_tells_which_volumes_it_includes(dialect: Dialect) -> None:
    main, *parts = volumes([reading(*SEEDS)], dialect)

    assert included(main.text) == tuple(part.name for part in parts)


@pytest.mark.parametrize(
    "line",
    [
        "; include claims-2019.journal",
        "include ../claims-2019.journal",
        "include mine.journal",
        "claims-2019.journal",
        'include "claims-2019.journal"',
    ],
)
def test_what_no_export_wrote_includes_no_volume(line: str) -> None:
    assert included(f"{line}\n") == ()


def test_the_volumes_hold_what_the_one_file_holds() -> None:
    main, *parts = volumes([reading(*SEEDS)], DIALECTS["journal"], {PLAIN.id: "edited"})

    blocks = {b for part in parts for b in part.text.split("\n\n")[1:]}
    single = text_of(SEEDS, verdicts={PLAIN.id: "edited"}).split("\n\n")
    assert {b.strip("\n") for b in blocks} == {
        b.strip("\n") for b in single if "UUID:" in b
    }
    assert main.text.startswith(single[0])


def test_the_order_of_entries_is_no_matter() -> None:
    backwards = volumes([reading(*reversed(SEEDS))], DIALECTS["journal"])

    assert backwards == volumes([reading(*SEEDS)], DIALECTS["journal"])


@missing("hledger")
@missing("ledger")
@pytest.mark.parametrize(
    "batch", [SEEDS, HOSTILE, ()], ids=["seeds", "hostile", "none"]
)
def test_hledger_and_ledger_take_the_volumes_as_strict(
    batch: Sequence[Entry], tmp_path: Path
) -> None:
    main = written(tmp_path, "journal", batch)
    single = tmp_path / "single.journal"
    single.write_text(text_of(batch), "utf-8", newline="\n")

    for tool in ("hledger", "ledger"):
        sums = [run(tool, "-f", path, "bal", "--flat") for path in (main, single)]
        assert sums[0] == sums[1]
    run("hledger", "-f", main, "check", "--strict", "ordereddates", "payees")
    run("ledger", "-f", main, "--strict", "--pedantic", "bal")


@missing("beancount")
@pytest.mark.parametrize("batch", [SEEDS, HOSTILE], ids=["seeds", "hostile"])
def test_beancount_takes_the_volumes(batch: Sequence[Entry], tmp_path: Path) -> None:
    main = written(tmp_path, "beancount", batch)

    module = "beancount.scripts.check"
    assert run(sys.executable, "-m", module, "--no-cache", main) == ""


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("claims-2019.journal", True),
        ("claims-undated.journal", True),
        ("claims-2019.beancount", False),
        ("claims-mine.journal", False),
        ("claims-.journal", False),
        ("main.journal", False),
        ("claims-٢٠١٩.journal", False),
    ],
)
def test_a_volume_is_known_by_its_name(name: str, is_one: bool) -> None:
    assert is_volume(name, DIALECTS["journal"]) == is_one
