"""What hledger and ledger make of a journal."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from journal_samples import HOSTILE, SEEDS, entries, text_of
from ledger_samples import reading
from ledger_tools import missing, run

from parsers.ledger.accounts import Posting, postings
from parsers.ledger.bookkeeping import NO_DATE
from parsers.ledger.escaping import description, in_ascii, tag_value
from parsers.ledger.intervals import days
from parsers.ledger.roles import Standing, roles
from parsers.ledger.statements import statements
from parsers.ledger.transactions import RELATIONS
from parsers.model import Change, Entry
from parsers.numbers import plain

GOLDEN = Path(__file__).parent / "golden" / "journal" / "seeds.journal"
GUIDE = Path(__file__).parent.parent / "docs" / "journal.md"
WIDE = Context(prec=100)


@dataclass(frozen=True)
class Read:
    """A transaction as one of the tools understood it."""

    code: str
    day: str
    since: str | None
    cleared: bool
    description: str
    tags: dict[str, str]
    postings: list[tuple[str, Decimal, str, dict[str, str]]]


def read_with_hledger(path: Path) -> list[Read]:
    """What hledger prints as JSON; it rounds there to ten decimals."""
    text = run("hledger", "-f", path, "print", "-O", "json")
    return [
        Read(
            code=record["tcode"],
            day=record["tdate"],
            since=record["tdate2"],
            cleared={"Cleared": True, "Pending": False}[record["tstatus"]],
            description=record["tdescription"],
            tags=once(record["ttags"]),
            postings=[
                (
                    posting["paccount"],
                    Decimal(amount["aquantity"]["decimalMantissa"]).scaleb(
                        -amount["aquantity"]["decimalPlaces"], WIDE
                    ),
                    amount["acommodity"],
                    own(once(posting["ptags"])),
                )
                for posting in record["tpostings"]
                for amount in posting["pamount"]
            ],
        )
        for record in json.loads(text, parse_float=Decimal)
    ]


def read_with_ledger(path: Path) -> list[Read]:
    root = ElementTree.fromstring(run("ledger", "-f", path, "xml", "--empty"))
    return [
        Read(
            code=found.findtext("code", ""),
            day=found.findtext("date", "").replace("/", "-"),
            since=(found.findtext("aux-date") or "").replace("/", "-") or None,
            cleared={"cleared": True, "pending": False}[found.get("state", "")],
            description=found.findtext("payee", ""),
            tags=metadata(found),
            postings=[
                (
                    posting.findtext("account/name", ""),
                    Decimal(posting.findtext("post-amount/amount/quantity", "")),
                    posting.findtext("post-amount/amount/commodity/symbol", ""),
                    metadata(posting),
                )
                for posting in found.findall("postings/posting")
            ],
        )
        for found in root.iter("transaction")
    ]


def once(tags: Sequence[Sequence[str]]) -> dict[str, str]:
    assert len({key for key, _ in tags}) == len(tags)
    return {str(key): str(value) for key, value in tags}


def own(tags: dict[str, str]) -> dict[str, str]:
    """The tags of the posting itself, without the type of its account."""
    return {key: value for key, value in tags.items() if key != "type"}


def metadata(element: ElementTree.Element) -> dict[str, str]:
    assert not element.findall("metadata/tag")
    values = element.findall("metadata/value")
    return {value.get("key", ""): value.findtext("string", "") for value in values}


def all_expected(entries: Sequence[Entry]) -> dict[str, Read]:
    """What the tools have to read, by the ids of the entries."""
    figures = {
        (s.statement.entry.id, s.statement.measure): s for s in standings(entries)
    }
    return {
        entry.id: expected(entry, [figures[entry.id, m] for m in entry.measures])
        for entry in entries
    }


def standings(entries: Sequence[Entry]) -> Sequence[Standing]:
    return roles(statements(reading(*entries)))


def expected(entry: Entry, figures: Sequence[Standing]) -> Read:
    """What the tools have to read, as far as possible without the code under test."""
    span = days(entry.period)
    goods = entry.flow in ("export", "import")
    sides = (entry.reporter, entry.partner)
    exporter, importer = sides if entry.flow == "export" else sides[::-1]
    first, second = (exporter, importer) if goods else sides
    words = {
        "UUID": entry.id,
        "article": entry.article,
        "digest": entry.digest,
        "title": entry.title,
        "span": f"{entry.span.start}-{entry.span.end}",
        "rule": entry.rule,
        "flow": entry.flow,
        "status": entry.status,
        "reporter": entry.reporter,
        "partner": entry.partner,
        "exporter": exporter if goods else None,
        "importer": importer if goods else None,
        "commodity": entry.commodity,
        "period": entry.period and entry.period.edtf,
        "period-start": span and str(span[0]),
        "period-end": span and str(span[1]),
        "date-basis": "period" if span else "none",
        "qualifier": entry.qualifier,
        "attribution": entry.attribution,
        "quote": entry.quote,
    }
    payee = description(entry.attribution or "") or "unattributed"
    what = " and ".join(measure.text for measure in entry.measures)
    arrow = "->" if goods else "<->"
    note = (
        f"{first or 'XXX'} {arrow} {second or 'XXX'} {entry.commodity or 'All'}: {what}"
    )
    return Read(
        code=entry.id,
        day=str(span[1] if span else NO_DATE),
        since=str(span[0]) if span and span[0] != span[1] else None,
        cleared=False,
        description=f"{payee} | {description(note)}",
        tags={
            key: value
            for key, text in words.items()
            if (value := tag_value(text or ""))
        },
        postings=[
            (posting.account, posting.amount, posting.unit, citation(posting, figure))
            for figure in figures
            for posting in postings(entry, figure.statement.measure, figure.role)
        ],
    )


def citation(posting: Posting, figure: Standing) -> dict[str, str]:
    if posting.balances:
        return {}
    measure = figure.statement.measure
    tags = {"at": f"{measure.span.start}-{measure.span.end}"}
    high = measure.percent_to if isinstance(measure, Change) else measure.amount_to
    if high is not None:
        tags["high"] = f"{plain(high)} {posting.unit}"
    if figure.relation and figure.other:
        tags[RELATIONS[figure.relation]] = figure.other.entry.id
    return tags


READERS = [
    pytest.param(read_with_hledger, id="hledger", marks=missing("hledger")),
    pytest.param(read_with_ledger, id="ledger", marks=missing("ledger")),
]
CHECKS = [
    pytest.param(
        "hledger -f {} check --strict", id="hledger", marks=missing("hledger")
    ),
    pytest.param(
        "hledger -f {} check --strict ordereddates payees",
        id="hledger-more",
        marks=missing("hledger"),
    ),
    pytest.param(
        "ledger -f {} --strict --pedantic bal", id="ledger", marks=missing("ledger")
    ),
]


@pytest.fixture(scope="module")
def written(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Sequence[Entry]], Path]:
    folder = tmp_path_factory.mktemp("journal")

    def write(entries: Sequence[Entry]) -> Path:
        path = folder / "ledger.journal"
        path.write_text(text_of(entries), "utf-8", newline="\n")
        return path

    return write


@pytest.mark.parametrize("command", CHECKS)
@pytest.mark.parametrize(
    "entries", [SEEDS, HOSTILE, ()], ids=["seeds", "hostile", "none"]
)
def test_the_strictest_checks_pass(
    command: str, entries: Sequence[Entry], written: Callable[[Sequence[Entry]], Path]
) -> None:
    path = written(entries)

    run(*command.format(path).split(" "))


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("entries", [SEEDS, HOSTILE], ids=["seeds", "hostile"])
def test_a_tool_reads_back_what_was_booked(
    read: Callable[[Path], list[Read]],
    entries: Sequence[Entry],
    written: Callable[[Sequence[Entry]], Path],
) -> None:
    found = {transaction.code: transaction for transaction in read(written(entries))}

    assert found == all_expected(entries)


# Not shrunk: each step would run a program on dozens of transactions.
@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(batch=st.lists(entries(), min_size=20, max_size=40, unique_by=lambda e: e.id))
@pytest.mark.parametrize("read", READERS)
def test_a_tool_reads_back_whatever_is_booked(
    read: Callable[[Path], list[Read]],
    batch: list[Entry],
    written: Callable[[Sequence[Entry]], Path],
) -> None:
    path = written(batch)

    found = read(path)

    assert len(found) == len(batch)
    assert {f.code: f for f in found} == all_expected(batch)


@missing("hledger")
def test_hledger_reads_books_in_ascii_in_any_locale(tmp_path: Path) -> None:
    path = tmp_path / "ledger.journal"
    path.write_text(in_ascii(text_of(HOSTILE)), "ascii", newline="\n")

    done = subprocess.run(
        ["hledger", "-f", path, *["check", "--strict", "ordereddates", "payees"]],
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@missing("ledger")
def test_ledger_reads_books_in_ascii(tmp_path: Path) -> None:
    path = tmp_path / "ledger.journal"
    path.write_text(in_ascii(text_of(HOSTILE)), "ascii", newline="\n")

    found = read_with_ledger(path)

    assert {each.code for each in found} == {entry.id for entry in HOSTILE}
    assert len(found) == len(HOSTILE)


@missing("hledger")
def test_what_is_counted_is_the_sum_of_what_was_claimed(
    written: Callable[[Sequence[Entry]], Path],
) -> None:
    path = written(SEEDS)

    text = run("hledger", "-f", path, "bal", "-N", "-O", "csv", "^Imports:All:RUS:IRN$")

    assert text.splitlines()[1] == '"Imports:All:RUS:IRN","USD 1190000000"'


def examples() -> list[object]:
    """The commands of the guide, each with the lines that it shows of their output."""
    blocks = re.findall("```console\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    parts = [part for block in blocks for part in re.split(r"^\$ ", block, flags=re.M)]
    return [
        pytest.param(command, shown.splitlines(), marks=missing(command.split()[0]))
        for command, _, shown in (part.partition("\n") for part in parts if part)
    ]


@pytest.mark.parametrize(("command", "shown"), examples())
def test_a_command_of_the_guide_prints_what_the_guide_shows(
    command: str, shown: list[str], tmp_path: Path
) -> None:
    shutil.copy(GOLDEN, tmp_path / "ledger.journal")
    shutil.copy(GOLDEN.with_name("targets.journal"), tmp_path)

    printed = run(*shlex.split(command), folder=tmp_path)

    squeezed = {" ".join(line.split()) for line in printed.splitlines()}
    assert {" ".join(line.split()) for line in shown} <= squeezed
