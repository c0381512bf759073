from __future__ import annotations

import os
import shutil
import sqlite3
from itertools import count
from pathlib import Path

import pytest
from archive_samples import page
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from index_samples import LIMIT, OPEN, STORY, Indexed
from packs import SMALL, engine_of
from several import FORMS, several

from parsers.articles.forms.provenance import LOG, Fetched
from parsers.engine import Engine
from parsers.indexing.database import (
    PAGE,
    VERSION,
    IndexBusyError,
    IndexFaultError,
    NoIndexError,
    index_file,
    reading,
    writing,
)
from parsers.indexing.state import state_of, totals_of
from parsers.indexing.update import Step, worthwhile
from parsers.ledger.jsonl import jsonl
from parsers.model import Reading, Skipped
from parsers.parallel import CHUNK
from parsers.pipeline import read_all

OTHER_RULES = SMALL.replace("home: IRN", "home: IRQ")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_of(tmp_path_factory.mktemp("rules"))


@pytest.fixture
def indexed(tmp_path: Path, engine: Engine) -> Indexed:
    """A project with three articles and no index yet."""
    made = Indexed(tmp_path / "project", engine)
    made.write("a.txt", STORY)
    made.write("b/b.txt", f"{STORY} {OPEN}")
    made.write("c.txt", "Nothing was sold.")
    return made


def fresh(indexed: Indexed, engine: Engine | None = None) -> object:
    """What an index holds that is made in one go."""
    index_file(indexed.project).unlink(missing_ok=True)
    indexed.update(engine=engine)
    return indexed.rows()


# --- what it holds ---------------------------------------------------------------------


def test_the_index_holds_the_entries_as_they_are_exported(indexed: Indexed) -> None:
    readings = [
        result
        for result in read_all([indexed.articles], indexed.engine, LIMIT)
        if isinstance(result, Reading)
    ]

    indexed.update()

    with reading(indexed.project) as connection:
        lines = connection.execute(
            "SELECT line FROM entries JOIN articles ON articles.id = article"
            " ORDER BY path, position"
        ).fetchall()
    entries = (entry for reading in readings for entry in reading.entries)
    assert [line for (line,) in lines] == list(jsonl(entries))
    assert lines


def test_the_index_holds_open_figures_with_their_characters(indexed: Indexed) -> None:
    indexed.update()

    with reading(indexed.project) as connection:
        rows = connection.execute(
            "SELECT f.kind, f.text, substr(t.text, f.first + 1, f.last - f.first)"
            " FROM open_figures AS f JOIN texts AS t ON t.rowid = f.article"
        ).fetchall()
    assert rows == [("value", "$70 million", "$70 million")]


def test_the_index_accounts_for_every_figure(indexed: Indexed) -> None:
    indexed.update()

    with reading(indexed.project) as connection:
        totals = totals_of(connection)
    assert (totals.articles, totals.entries) == (3, 2)
    assert (totals.booked, totals.masked, totals.open) == (4, 0, 1)


def test_the_number_of_processes_makes_no_difference(indexed: Indexed) -> None:
    for number in range(2 * CHUNK):
        indexed.write(f"many/{number}.txt", f"{STORY} It was number {number}.")
    expected = fresh(indexed)
    index_file(indexed.project).unlink()

    indexed.update(jobs=2)

    assert indexed.rows() == expected


def test_a_file_that_can_not_be_read_is_told_and_left_out(indexed: Indexed) -> None:
    (indexed.articles / "b.bin").write_bytes(bytes(range(256)))
    steps: list[Step] = []

    survey = indexed.update(said=steps.append)

    (skipped,) = (step.skipped for step in steps if step.skipped)
    assert skipped.name == "b.bin"
    assert survey.to_read == len(steps) == 4
    assert indexed.names() == ["a.txt", "b/b.txt", "c.txt"]


def test_a_text_with_a_nul_keeps_its_offsets(indexed: Indexed) -> None:
    indexed.write("a.txt", f"Nul:\0 {OPEN}")

    indexed.update()

    with reading(indexed.project) as connection:
        (text,) = connection.execute(
            "SELECT text FROM texts WHERE texts MATCH 'nul'"
        ).fetchone()
    assert text == f"Nul:  {OPEN}"


# --- files that hold several articles --------------------------------------------------


def write_several(indexed: Indexed, form: str, *texts: str) -> Path:
    """Write a file that holds a few articles, and nothing beside it."""
    shutil.rmtree(indexed.articles)
    indexed.articles.mkdir()
    return several(indexed.articles, form, texts)


@pytest.mark.parametrize("form", FORMS)
def test_the_articles_of_a_file_that_holds_several_are_indexed(
    indexed: Indexed, form: str
) -> None:
    skipped: list[Skipped | None] = []
    write_several(indexed, form, STORY, OPEN)

    first = indexed.update(said=lambda step: skipped.append(step.skipped))
    second = indexed.survey()

    with reading(indexed.project) as connection:
        totals = totals_of(connection)
    assert skipped == [None, None]
    assert indexed.names() == [f"news.{form}/1", f"news.{form}/2"]
    assert (totals.entries, totals.open) == (1, 1)
    assert (first.new, second.unchanged) == (2, 2)


def test_what_a_file_holds_no_longer_leaves(indexed: Indexed) -> None:
    write_several(indexed, "jsonl", STORY, OPEN)
    indexed.update()
    write_several(indexed, "jsonl", OPEN)

    survey = indexed.update()

    assert (survey.changed, survey.gone) == (1, 1)
    assert indexed.rows() == fresh(indexed)


def test_the_articles_of_a_file_that_is_broken_now_leave(indexed: Indexed) -> None:
    write_several(indexed, "rss", STORY, OPEN)
    indexed.update()
    indexed.write("news.rss", "torn")

    indexed.update()

    assert indexed.names() == []


def test_a_file_may_be_larger_than_each_of_its_articles_may(indexed: Indexed) -> None:
    path = write_several(indexed, "jsonl", *["long " * (LIMIT // 10)] * 3)
    assert path.stat().st_size > LIMIT
    steps: list[Step] = []

    survey = indexed.update(said=steps.append)

    assert survey.size == steps[-1].size == path.stat().st_size
    assert indexed.survey().to_read == 0


def log(file: str, charset: str) -> str:
    """A log that tells of one page in which charset its server said that it is."""
    headers = (("content-type", f"text/html; charset={charset}"),)
    url, at = "https://example.org/a", "2026-11-29T13:30:00Z"
    return Fetched(url, (), at, "192.0.2.1", headers, "", 0, file).line


# --- what costs a look, and what is read -----------------------------------------------


def test_what_has_not_changed_is_not_read(indexed: Indexed) -> None:
    first = indexed.update()

    second = indexed.survey()

    assert (first.new, first.changed, first.unchanged) == (3, 0, 0)
    assert (second.new, second.changed, second.unchanged) == (0, 0, 3)


def test_a_change_of_the_same_size_at_the_same_time_is_noticed(
    indexed: Indexed,
) -> None:
    path = indexed.articles / "a.txt"
    times = path.stat()
    indexed.update()

    path.write_text(STORY.replace("Iraq", "Iran"), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    assert indexed.survey().changed == 1


@pytest.mark.parametrize(
    "changed", ["Subject: Trade\nDate: 21 Mar 2020", "Subject: Oil\nDate: 20 Mar 2020"]
)
def test_a_change_beside_the_text_is_noticed(indexed: Indexed, changed: str) -> None:
    indexed.write("a.eml", f"Subject: Trade\nDate: 20 Mar 2020\n\n{STORY}")
    indexed.update()
    before = indexed.rows()
    indexed.write("a.eml", f"{changed}\n\n{STORY}")

    indexed.update()

    assert indexed.rows() == fresh(indexed) != before


def test_what_the_log_of_a_page_tells_later_is_noticed(indexed: Indexed) -> None:
    body = page(f"{STORY}\nمتن " * 3, "خبر", charset="windows-1256")
    (indexed.articles / "web").mkdir()
    (indexed.articles / "web/a.html").write_bytes(body)
    indexed.update()
    (indexed.articles / LOG).write_text(log("web/a.html", "windows-1256"))

    survey = indexed.update()

    assert survey.changed == 1
    assert "متن" in str(indexed.rows())
    assert indexed.survey().to_read == 0


def test_a_file_that_is_only_touched_is_read_once_and_stays(indexed: Indexed) -> None:
    indexed.update()
    before = indexed.rows()
    (indexed.articles / "a.txt").touch()

    touched = indexed.update()

    assert touched.changed == 1
    assert indexed.survey().to_read == 0
    assert [row[7:] for row in indexed.rows()] == [row[7:] for row in before]


def test_a_file_that_may_still_be_written_is_looked_at_again(
    indexed: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parsers.indexing.survey.UNSETTLED", 10**15)
    indexed.update()

    assert indexed.survey().changed == 3


def test_other_rules_read_every_article_anew(indexed: Indexed, tmp_path: Path) -> None:
    other = engine_of(tmp_path / "other", OTHER_RULES)
    indexed.update()

    survey = indexed.update(engine=other)

    assert survey.changed == 3
    assert indexed.rows() == fresh(indexed, other)


def test_another_program_reads_every_article_anew(
    indexed: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed.update()

    monkeypatch.setattr("parsers.making._program", lambda: "newer")

    assert indexed.survey().changed == 3


def test_an_article_that_has_gone_leaves(indexed: Indexed) -> None:
    indexed.update()
    shutil.rmtree(indexed.articles / "b")

    survey = indexed.update()

    assert survey.gone == 1
    assert indexed.rows() == fresh(indexed)


def test_an_article_that_can_not_be_read_any_more_leaves(indexed: Indexed) -> None:
    indexed.update()
    (indexed.articles / "a.txt").write_bytes(bytes(range(256)))

    indexed.update()

    assert indexed.names() == ["b/b.txt", "c.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look into every folder")
def test_what_lies_in_a_locked_folder_stays(indexed: Indexed) -> None:
    indexed.update()
    (indexed.articles / "b").chmod(0)

    survey = indexed.update()

    (indexed.articles / "b").chmod(0o700)
    assert survey.gone == 0


def test_the_index_holds_what_lies_below_the_paths(indexed: Indexed) -> None:
    indexed.update()

    survey = indexed.update(indexed.articles / "b")

    assert (survey.changed, survey.gone) == (1, 2)
    assert indexed.names() == ["b.txt"]


def test_a_path_that_is_not_there_is_told(indexed: Indexed) -> None:
    skipped: list[Skipped] = []

    indexed.update(indexed.project / "nowhere", skipped=skipped.append)

    assert [item.reason for item in skipped] == ["no such file or folder"]


def test_a_project_may_be_moved(indexed: Indexed, tmp_path: Path) -> None:
    indexed.update()

    moved = Indexed(indexed.project.rename(tmp_path / "moved"), indexed.engine)

    assert moved.survey().to_read == 0


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["write", "remove", "rename", "touch", "rules"]),
        st.sampled_from(["a.txt", "b/b.txt", "b.txt", "d/e/f.txt"]),
        st.sampled_from([STORY, OPEN, "", f"{OPEN}\n{STORY}"]),
    ),
    max_size=4,
)
numbers = count()


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(rounds=st.lists(EDITS, min_size=1, max_size=3))
def test_an_index_that_is_kept_up_is_the_one_that_is_made_anew(
    rounds: list[list[tuple[str, str, str]]], tmp_path: Path, engine: Engine
) -> None:
    indexed = Indexed(tmp_path / str(next(numbers)), engine)
    engines = [engine, engine_of(tmp_path / "other", OTHER_RULES)]
    indexed.write("a.txt", STORY)
    for edits in rounds:
        for what, name, text in edits:
            path = indexed.articles / name
            if what == "write":
                indexed.write(name, text)
            elif what == "rules":
                engines.reverse()
            elif path.exists() and what == "remove":
                path.unlink()
            elif path.exists() and what == "rename":
                path.rename(path.with_name("renamed.txt"))
            elif path.exists():
                path.touch()
        indexed.update(engine=engines[0])

    assert indexed.rows() == fresh(indexed, engines[0])


# --- stopping, and what is broken ------------------------------------------------------


def test_what_was_done_before_it_was_stopped_is_kept(
    indexed: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parsers.indexing.update.COMMIT_EVERY", 0)

    indexed.update(steps=2)
    rest = indexed.update()

    assert rest.new == 1
    assert indexed.rows() == fresh(indexed)


def test_an_index_knows_whether_it_is_complete(indexed: Indexed) -> None:
    def complete() -> bool | None:
        with reading(indexed.project) as connection:
            state = state_of(connection)
        return None if state is None else state.complete

    indexed.update(steps=2)
    stopped = complete()
    indexed.update()

    assert (stopped, complete()) == (False, True)


def test_an_article_is_held_whole_or_not_at_all(
    indexed: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("parsers.indexing.writer._put_figures", interrupt)

    with pytest.raises(KeyboardInterrupt):
        indexed.update()

    assert indexed.rows() == []


def test_readers_see_what_was_committed_while_it_is_written(indexed: Indexed) -> None:
    indexed.update()
    before = indexed.rows()

    with writing(indexed.project) as connection:
        connection.execute("BEGIN")
        connection.execute("DELETE FROM articles")

        assert indexed.rows() == before


def test_only_one_program_writes(indexed: Indexed) -> None:
    with (
        writing(indexed.project),
        pytest.raises(IndexBusyError, match="another newsledger"),
        writing(indexed.project),
    ):
        pass


@pytest.mark.parametrize("content", [b"", b"no database", bytes(5000)])
def test_what_is_no_index_is_made_anew(indexed: Indexed, content: bytes) -> None:
    file = index_file(indexed.project)
    file.parent.mkdir()
    file.write_bytes(content)

    indexed.update()

    assert len(indexed.names()) == 3


def test_an_index_of_another_version_is_made_anew(indexed: Indexed) -> None:
    indexed.update()
    connection = sqlite3.connect(index_file(indexed.project))
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()

    with pytest.raises(NoIndexError, match="of another version"):
        indexed.rows()
    assert indexed.update().new == 3


def test_an_index_that_is_broken_inside_is_told_as_such(indexed: Indexed) -> None:
    for number in range(50):
        indexed.write(f"{number}.txt", STORY)
    indexed.update()
    file = index_file(indexed.project)
    data = file.read_bytes()
    file.write_bytes(data[:PAGE] + b"\xff" * (len(data) - PAGE))

    with pytest.raises(IndexFaultError, match="delete it"):
        indexed.rows()
    with pytest.raises(IndexFaultError, match="delete it"):
        indexed.update()


def test_without_an_index_nobody_reads_one(tmp_path: Path) -> None:
    with (
        pytest.raises(NoIndexError, match="no index here yet"),
        reading(tmp_path),
    ):
        pass


def test_git_leaves_the_index_alone(indexed: Indexed) -> None:
    indexed.update()

    assert (indexed.project / ".newsledger/.gitignore").read_text() == "*\n"


def test_a_file_in_the_way_is_told(indexed: Indexed) -> None:
    (indexed.project / ".newsledger").touch()

    with pytest.raises(IndexFaultError, match="File exists"):
        indexed.update()


def test_no_more_processes_are_started_than_there_is_work_for() -> None:
    assert [worthwhile(4, size) for size in (0, 100, 1_000, 10_000)] == [1, 1, 1, 4]
