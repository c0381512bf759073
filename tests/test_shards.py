"""Shards: what they are, what is written of them, and what a process that ends costs."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from archive_samples import answer, page, tar
from packs import SMALL, engine_of
from poisoned_reader import Poisoned
from pyarrow import parquet

from parsers.articles import LIMIT
from parsers.articles.forms.provenance import LOG, Fetched
from parsers.engine import Engine
from parsers.ledger.parquet import ALONE, Row
from parsers.model import Skipped
from parsers.parallel import LOST, Reader
from parsers.pipeline import read_all
from parsers.shards import planning, processes
from parsers.shards.manifest import Manifest, kind_of
from parsers.shards.places import MissingLibraryError, folder, opened_system, place
from parsers.shards.planning import Part, Shard, plan
from parsers.shards.work import Done, Failed, Job, Outcome, work
from tui.cli import main
from tui.cli.exits import Exit

STORY = "Iran's exports to Iraq reached ${} million and {} tons in 2019, he said.\n"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_of(tmp_path_factory.mktemp("rules"))


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files of one article each, and others that hold several."""
    top = tmp_path_factory.mktemp("inputs")
    (top / "loose").mkdir()
    for number in range(30):
        (top / f"loose/{number:02}.txt").write_text(STORY.format(number, number))
    lines = (json.dumps({"text": STORY.format(n, 7)}) for n in range(9))
    (top / "news.jsonl").write_text("\n".join(lines))
    tar(top / "news.tar", {f"{n}.txt": STORY.format(n, 8).encode() for n in range(9)})
    body = page(STORY.format(5, 9) * 3, "Exports")
    (top / "news.warc.gz").write_bytes(gzip.compress(answer(body)))
    return top


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slices of ten files."""
    monkeypatch.setattr(planning, "SLICE", 10)


def job_of(engine: Engine, output: Path | str, reader: type[Reader] = Reader) -> Job:
    return Job.of(reader(engine.program.pack, LIMIT), "1.0", output)


def shards(*inputs: Path | str) -> list[Shard]:
    return [each for each in plan(inputs) if isinstance(each, Shard)]


def rows(output: Path) -> list[tuple[Any, ...]]:
    """All rows of a folder of shards, sorted."""
    tables = [parquet.read_table(file) for file in output.glob("*.parquet")]
    found = (tuple(row.values()) for table in tables for row in table.to_pylist())
    return sorted(found, key=repr)


def expected(engine: Engine, *inputs: Path) -> list[tuple[Any, ...]]:
    """The same of one process that reads all, without any shard."""
    from parsers.ledger.intervals import days

    found = (
        tuple(column.value(Row(entry, days(entry.period), {})) for column in ALONE)
        for reading in read_all(inputs, engine, LIMIT)
        if not isinstance(reading, Skipped)
        for entry in reading.entries
    )
    return sorted(found, key=repr)


def done(outcomes: Sequence[Outcome]) -> list[Manifest]:
    assert all(isinstance(each, Done) for each in outcomes), outcomes
    return [each.manifest for each in outcomes if isinstance(each, Done)]


# --- the plan --------------------------------------------------------------------------


def test_a_file_that_holds_several_is_a_shard_and_so_are_some_others_together(
    inputs: Path, few: None
) -> None:
    made = shards(inputs)

    names = [shard.name.rpartition("-")[0] for shard in made]
    assert sorted(names) == [
        *("articles-000001", "articles-000002", "articles-000003"),
        *("news.jsonl", "news.tar", "news.warc.gz"),
    ]
    assert made == shards(inputs)


def test_every_shard_is_in_one_part() -> None:
    taken = [
        [position for position in range(10) if Part(number, 3).takes(position)]
        for number in (1, 2, 3)
    ]

    assert sorted(chain.from_iterable(taken)) == list(range(10))


def test_names_of_shards_tell_files_with_one_name_apart_and_are_harmless(
    tmp_path: Path,
) -> None:
    for name in ("a/news.jsonl", "b/news.jsonl", "c/\x1b[31m ü'.jsonl"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("{}")

    names = [shard.name for shard in shards(tmp_path)]

    assert len(set(names)) == 3
    assert all(name.isascii() and name.isprintable() for name in names)
    assert not any(set("/\\ '") & set(name) for name in names)


@pytest.mark.parametrize("first", [".", "_", "a"])
def test_the_name_of_a_shard_is_never_one_that_is_hidden(
    tmp_path: Path, first: str
) -> None:
    for length in (70, 80, 90, 100):
        (tmp_path / f"{'b' * 9}{first * length}.jsonl").write_text("{}")

    names = [shard.name for shard in shards(tmp_path)]

    assert len(set(names)) == 4
    assert not any(name.startswith((".", "_")) for name in names)


# --- the work --------------------------------------------------------------------------


def test_shards_have_the_entries_that_one_process_has(
    inputs: Path, engine: Engine, tmp_path: Path, few: None
) -> None:
    manifests = done(
        [work(shard, job_of(engine, tmp_path)) for shard in shards(inputs)]
    )

    assert rows(tmp_path) == expected(engine, inputs)
    assert sum(each.articles for each in manifests) == 49
    assert sum(each.entries for each in manifests) == len(rows(tmp_path))


def test_a_manifest_accounts_for_every_figure_and_tells_what_was_read_with(
    inputs: Path, engine: Engine, tmp_path: Path
) -> None:
    (shard,) = shards(inputs / "news.jsonl")

    (manifest,) = done([work(shard, job_of(engine, tmp_path))])

    told = json.loads((tmp_path / f"{shard.name}.json").read_bytes())
    assert set(told["figures"]) == {"booked", "masked", "open"}
    assert sum(told["figures"].values()) == 18
    assert (told["pack"], told["version"]) == (engine.program.pack.digest, "1.0")
    assert Manifest.of((tmp_path / f"{shard.name}.json").read_bytes()) == manifest


def test_what_is_there_is_left_alone_until_something_differs(
    engine: Engine, tmp_path: Path
) -> None:
    source, output = tmp_path / "news.jsonl", tmp_path / "out"
    source.write_text(json.dumps({"text": STORY.format(5, 5)}))
    job = job_of(engine, output)

    def again(job: Job = job) -> bool:
        (shard,) = shards(source)
        outcome = work(shard, job)
        assert isinstance(outcome, Done)
        return outcome.is_new

    assert again()
    assert not again()
    (entries,) = output.glob("*.parquet")
    entries.write_bytes(b"torn")
    assert again()
    source.write_text(json.dumps({"text": STORY.format(15, 5)}))
    assert again()
    assert again(replace(job, reader=replace(job.reader, size_limit=LIMIT + 1)))
    next(output.glob("*.json")).write_text("{}")
    assert again()
    assert not again()


def test_what_the_log_of_a_page_tells_later_makes_a_shard_anew(
    engine: Engine, tmp_path: Path
) -> None:
    folder = tmp_path / "web"
    folder.mkdir()
    (folder / "a.html").write_bytes(page(STORY.format(5, 9) * 3, "Exports"))
    job = job_of(engine, tmp_path / "out")
    line = Fetched("https://example.org/a", (), "", "", (), "", 0, "a.html").line

    news = []
    for log in ("", line, line):
        (folder / LOG).write_text(log)
        (shard,) = shards(folder)
        outcome = work(shard, job)
        assert isinstance(outcome, Done)
        news.append(outcome.is_new)

    assert news == [True, True, False]


@pytest.mark.parametrize("size", ["1e999", "NaN", "[]", '"x"'])
def test_a_manifest_that_can_not_be_read_is_none(
    inputs: Path, engine: Engine, tmp_path: Path, size: str
) -> None:
    (shard,) = shards(inputs / "news.jsonl")
    (manifest,) = done([work(shard, job_of(engine, tmp_path))])

    torn = manifest.json.replace(b'"articles": 9', f'"articles": {size}'.encode())

    assert torn != manifest.json
    assert Manifest.of(torn) is None


def test_nothing_else_is_left_in_the_folder(
    inputs: Path, engine: Engine, tmp_path: Path
) -> None:
    (shard,) = shards(inputs / "news.tar")

    work(shard, job_of(engine, tmp_path))

    assert sorted(each.name for each in tmp_path.iterdir()) == [
        f"{shard.name}.json",
        f"{shard.name}.parquet",
    ]


def test_files_of_this_machine_are_read_where_they_lie(
    inputs: Path, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))

    manifests = done(
        [work(shard, job_of(engine, tmp_path)) for shard in shards(inputs / "loose")]
    )

    assert [manifest.articles for manifest in manifests] == [30]


def test_articles_that_can_not_be_read_are_counted_by_kind(
    engine: Engine, tmp_path: Path
) -> None:
    good = json.dumps({"text": STORY.format(5, 5)})
    (tmp_path / "a.jsonl").write_text(f"{good}\n{{torn\n[]\n{{also torn\n")
    (shard,) = shards(tmp_path / "a.jsonl")

    (manifest,) = done([work(shard, job_of(engine, tmp_path / "out"))])

    assert manifest.articles == 1
    assert dict(manifest.errors) == {"no JSON": 2, "no object of JSON": 1}
    assert manifest.skipped[1] == ("a.jsonl/3", "line 3: no object of JSON")


def test_a_shard_of_which_nothing_can_be_read_fails_alone_and_writes_nothing(
    engine: Engine, tmp_path: Path
) -> None:
    (tmp_path / "a.parquet").write_bytes(b"no Parquet")
    (shard,) = shards(tmp_path / "a.parquet")

    outcome = work(shard, job_of(engine, tmp_path / "out"))

    assert isinstance(outcome, Failed)
    assert "a.parquet: no Parquet that can be read" in outcome.reason
    assert list((tmp_path / "out").iterdir()) == []


def test_another_program_does_not_write(
    inputs: Path, engine: Engine, tmp_path: Path
) -> None:
    job = replace(job_of(engine, tmp_path), made_with="by another version")
    (shard,) = shards(inputs / "news.tar")

    outcome = work(shard, job)

    assert isinstance(outcome, Failed)
    assert "install one version" in outcome.reason


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("line 2: no JSON: Unterminated string (character 11)", "no JSON"),
        ("a link, not followed: x", "a link, not followed"),
        ("larger than 16 MiB", "larger than 16 MiB"),
        ("line 3: no object of JSON", "no object of JSON"),
    ],
)
def test_a_kind_of_reason_is_what_it_has_in_common(reason: str, kind: str) -> None:
    assert kind_of(reason) == kind


# --- URLs ------------------------------------------------------------------------------


def test_inputs_and_outputs_may_be_urls(
    inputs: Path, engine: Engine, tmp_path: Path
) -> None:
    system, _ = opened_system("memory://")
    system.put(f"{inputs}/", "/news/", recursive=True)
    job = job_of(engine, "memory://entries")

    made = shards("memory://news/")
    first = [work(shard, job) for shard in made]
    second = [work(shard, job) for shard in made]

    for name in folder("memory://entries").names():
        (tmp_path / name).write_bytes(system.cat_file(f"/entries/{name}"))
    assert rows(tmp_path) == expected(engine, inputs)
    assert all(isinstance(each, Done) and each.is_new for each in first)
    assert all(isinstance(each, Done) and not each.is_new for each in second)
    assert folder("memory://entries").names() == sorted(
        each.name for each in tmp_path.iterdir()
    )
    system.rm("/", recursive=True)


def test_a_url_may_stand_for_several_files_and_a_file_url_is_a_path(
    tmp_path: Path,
) -> None:
    system, _ = opened_system("memory://")
    for name in ("a.jsonl", "b.jsonl", "c.txt"):
        system.pipe(f"/glob/{name}", b"{}")

    names = [s.name for s in shards("memory://glob/*.jsonl", "memory://glob/none")]

    assert [name.rpartition("-")[0] for name in names] == ["a.jsonl", "b.jsonl"]
    assert place(f"file://{tmp_path}") == tmp_path
    system.rm("/glob", recursive=True)


def test_files_with_one_name_have_entries_with_ids_of_their_own(
    engine: Engine, tmp_path: Path
) -> None:
    system, _ = opened_system("memory://")
    line = json.dumps({"text": STORY.format(5, 7)}).encode()
    for name in "abc":
        system.pipe(f"/ids/{name}/03/news.jsonl", line)
    urls = [f"memory://ids/{name}/03/news.jsonl" for name in "abc"]

    made = [shards("memory://ids/*/03/news.jsonl"), shards(*urls)]

    for number, each in enumerate(made):
        assert len(each) == 3
        output = tmp_path / str(number)
        manifests = done([work(shard, job_of(engine, output)) for shard in each])
        assert [manifest.articles for manifest in manifests] == [1, 1, 1]
        tables = map(parquet.read_table, output.glob("*.parquet"))
        ids = [id_ for table in tables for id_ in table["id"].to_pylist()]
        assert len(set(ids)) == len(ids) > 2
    assert [shard.sources[0].name for shard in made[0]] == [
        f"{name}/03/news.jsonl" for name in "abc"
    ]
    system.rm("/ids", recursive=True)


def test_what_is_not_there_or_not_known_is_named() -> None:
    missing, unknown = plan(["memory://none/x.jsonl", "nonsense://x"])

    assert isinstance(missing, Skipped)
    assert isinstance(unknown, Skipped)
    assert unknown.name == "nonsense://x"


def test_a_path_needs_no_fsspec_and_a_url_names_it(
    monkeypatch: pytest.MonkeyPatch, inputs: Path
) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)

    assert shards(inputs)
    with pytest.raises(MissingLibraryError, match=r"fsspec: pip install .*\[dask\]"):
        shards("memory://news/")


# --- processes that end ----------------------------------------------------------------


@pytest.fixture
def poisoned(tmp_path: Path) -> Path:
    """Ten articles, of which one ends the process that reads it."""
    top = tmp_path / "inputs"
    top.mkdir()
    for number in range(9):
        (top / f"{number}.txt").write_text(STORY.format(number, number))
    (top / "poison.txt").write_text(STORY.format(1, 1))
    (top / "good.jsonl").write_text(json.dumps({"text": STORY.format(5, 5)}))
    return top


def assert_poison_is_one_error(outcomes: Sequence[Outcome]) -> None:
    manifests = {each.shard.partition("-")[0]: each for each in done(outcomes)}
    assert manifests["articles"].articles == 9
    assert manifests["articles"].skipped == (("poison.txt", LOST),)
    assert manifests["good.jsonl"].errors == ()


def test_an_article_that_ends_its_process_is_one_error(
    poisoned: Path, engine: Engine, tmp_path: Path
) -> None:
    job = job_of(engine, tmp_path / "out", Poisoned)

    outcomes = list(processes.outcomes(1, shards(poisoned), job))

    assert_poison_is_one_error(outcomes)


def test_an_article_that_ends_its_worker_is_one_error(
    poisoned: Path, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from parsers.shards import cluster

    once = {"distributed.scheduler.allowed-failures": 0}
    monkeypatch.setattr(cluster, "_SETTINGS", once)
    job = job_of(engine, tmp_path / "out", Poisoned)

    outcomes = list(cluster.outcomes(cluster.Cluster(None, 1), shards(poisoned), job))

    assert_poison_is_one_error(outcomes)


def test_a_worker_that_is_killed_costs_no_entry_and_doubles_none(
    inputs: Path, engine: Engine, tmp_path: Path, few: None
) -> None:
    from parsers.shards import cluster

    outcomes = cluster.outcomes(
        cluster.Cluster(None, 2), shards(inputs), job_of(engine, tmp_path)
    )
    first = next(outcomes)
    os.kill(workers()[0], signal.SIGKILL)
    rest = list(outcomes)

    assert len(done([first, *rest])) == 6
    assert rows(tmp_path) == expected(engine, inputs)


def workers() -> list[int]:
    """The processes of the workers of a cluster on this machine."""
    from distributed.client import default_client

    infos = default_client().scheduler_info()["workers"]
    assert infos
    return sorted(default_client().run(os.getpid).values())


# --- the command -----------------------------------------------------------------------


@pytest.fixture
def rules(tmp_path: Path) -> str:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    return str(tmp_path / "small.yaml")


def test_the_parts_of_a_job_are_the_whole_and_a_second_run_finds_it(
    inputs: Path, rules: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def part(which: str) -> str:
        target = str(tmp_path / "out")
        words = ["extract", str(inputs), "--rules", rules, "--output", target]
        assert main([*words, "--shard", which]) == Exit.OK
        return capsys.readouterr().err

    first, second, again = part("1/2"), part("2/2"), part("1/1")

    assert "shards: 2 (written: 2, there already: 0, failed: 0)" in first
    assert "shards: 2 (written: 2, there already: 0, failed: 0)" in second
    assert "shards: 4 (written: 0, there already: 4, failed: 0)" in again
    assert "articles: 49, " in again
    assert "of no shard" not in again


def test_files_of_an_earlier_run_and_shards_that_fail_are_named(
    rules: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/older.parquet").touch()
    (tmp_path / "bad.zip").write_bytes(b"no zip")
    target = str(tmp_path / "out")
    words = ["extract", str(tmp_path / "bad.zip"), "--rules", rules, "-o", target]

    code = main([*words, "--shard", "1/1"])

    said = capsys.readouterr().err
    assert code == Exit.PROBLEMS
    assert "failed bad.zip-" in said
    assert "no zip archive that can be read" in said
    assert "of no shard of this run: older.parquet" in said


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--shard", "1/1"], "shards need --output"),
        (["--shard", "0/3", "-o", "out"], "not a part such as 1/8: '0/3'"),
        (["--shard", "4/3", "-o", "out"], "not a part such as 1/8: '4/3'"),
        (["--cluster", "tcp://x:1"], "--cluster needs --engine dask"),
        (["--engine", "dask", "--shard", "1/1"], "two ways to do the same"),
        (["--engine", "dask", "-o", "out", "--where", "iran"], "without --where"),
        (["--engine", "dask", "--cluster", "x", "--jobs", "2"], "not for a cluster"),
        (["s3://bucket/news.warc.gz"], "is a URL: it needs --shard or --engine"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    options: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", *options]) == Exit.USAGE
    assert reason in capsys.readouterr().err


def test_a_cluster_that_is_not_there_is_told(
    rules: str, inputs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["extract", str(inputs), "--rules", rules, "-o", str(tmp_path / "out")]

    code = main([*words, "--engine", "dask", "--cluster", "nonsense://x"])

    assert code == Exit.USAGE
    assert "no Dask cluster at nonsense://x: " in capsys.readouterr().err
