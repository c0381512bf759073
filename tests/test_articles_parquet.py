from __future__ import annotations

import json
import os
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import date, datetime, timezone
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from parsers.articles import LIMIT, Found, find, read
from parsers.articles.forms import deputy
from parsers.articles.forms.deputy import Deputy, Limits
from parsers.articles.forms.parquet import BATCH, LARGEST, rows
from parsers.articles.forms.told import Told
from parsers.articles.refusals import MissingExtraError
from parsers.model import Article, Skipped

SALE = "Iran exported goods worth $1.45 billion to Iraq."


def written(folder: Path, columns: dict[str, Any], **options: Any) -> Path:
    path = folder / "news.parquet"
    parquet.write_table(pyarrow.table(columns), path, **options)
    return path


def same(text: str, number: int) -> pyarrow.DictionaryArray:
    """A text so many times, which takes the place of one."""
    return pyarrow.DictionaryArray.from_arrays([0] * number, [text])


def read_all(path: Path, limit: int = LIMIT) -> list[Article | Skipped]:
    return [i if isinstance(i, Skipped) else read(i, limit) for i in find([path])]


def refused(path: Path, limit: int = LIMIT) -> str:
    (skipped,) = read_all(path, limit)
    assert isinstance(skipped, Skipped), skipped
    return skipped.reason


def test_a_row_tells_text_title_day_and_address(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        {
            "id": [7],
            "Text": [f"{SALE}\r\nMore."],
            "title": ["Up"],
            "publish_date": ["2020-03-20"],
            "url": ["https://example.org/1"],
        },
    )

    (article,) = read_all(path)

    assert isinstance(article, Article)
    assert (article.name, article.title) == ("news.parquet/1", "Up")
    assert (article.text, article.date) == (f"{SALE}\nMore.", "2020-03-20")
    assert article.url == "https://example.org/1"


@pytest.mark.parametrize(
    "day",
    [
        pyarrow.array([date(2020, 3, 20)]),
        pyarrow.array([datetime(2020, 3, 20, 8)]),
        pyarrow.array([1584662400123456789], pyarrow.timestamp("ns")),
        pyarrow.array([datetime(2020, 3, 20, 8, tzinfo=timezone.utc)]),
        pyarrow.array([1584662400]),
        pyarrow.array(["2020-03-20"]).dictionary_encode(),
    ],
    ids=lambda day: str(day.type),
)
def test_a_column_of_days_may_be_of_any_type(tmp_path: Path, day: object) -> None:
    (article,) = read_all(written(tmp_path, {"text": [SALE], "date": day}))

    assert isinstance(article, Article)
    assert article.date == "2020-03-20"


@pytest.mark.parametrize("number", [1, BATCH - 1, BATCH, BATCH + 1, 3 * BATCH + 5])
@pytest.mark.parametrize("group", [1, 7, BATCH, 1000])
def test_every_row_is_read_whatever_the_groups_are(
    tmp_path: Path, number: int, group: int
) -> None:
    texts = [f"Article {at}." for at in range(number)]

    found = read_all(written(tmp_path, {"text": texts}, row_group_size=group))

    assert [item.text for item in found if isinstance(item, Article)] == texts
    assert found[-1].name == f"news.parquet/{number}"


def test_rows_can_be_asked_for_in_any_order(tmp_path: Path) -> None:
    texts = [f"Article {at}." for at in range(5 * BATCH)]
    path = written(tmp_path, {"text": texts}, row_group_size=100)
    found = [item for item in find([path]) if isinstance(item, Found)]

    for at in (300, 0, 299, 64, 63, 310, 5):
        article = read(found[at])

        assert isinstance(article, Article)
        assert article.text == texts[at]


def test_a_row_without_text_is_skipped(tmp_path: Path) -> None:
    first, second = read_all(written(tmp_path, {"text": [None, SALE]}))

    assert isinstance(first, Skipped)
    assert first.reason.startswith("no text in text, body, ")
    assert isinstance(second, Article)


def test_a_row_has_a_limit(tmp_path: Path) -> None:
    first, second = read_all(written(tmp_path, {"text": ["é" * 51, "é" * 50]}), 100)

    assert isinstance(first, Skipped)
    assert first.reason == "larger than 100 bytes"
    assert isinstance(second, Article)


@pytest.mark.parametrize("columns", [{"n": [1]}, {}])
def test_a_file_without_a_column_of_text_is_skipped(
    tmp_path: Path, columns: dict[str, Any]
) -> None:
    assert refused(written(tmp_path, columns)).startswith("no column of text: text, ")


def test_a_file_without_rows_has_no_articles(tmp_path: Path) -> None:
    empty = pyarrow.array([], pyarrow.string())

    assert read_all(written(tmp_path, {"text": empty})) == []


def test_a_file_that_was_changed_since_is_not_taken_for_the_old_one(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, {"text": ["One.", "Two."]})
    _, second = find([path])
    written(tmp_path, {"text": ["One."]})

    assert isinstance(second, Found)
    found = read(second)

    assert isinstance(found, Skipped)
    assert found.reason == "the file has changed since it was listed"


# --- files that mean harm --------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" * 99, b"Iran", b"\0" * 999])
def test_what_is_no_parquet_is_skipped(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "news.parquet"
    path.write_bytes(data)

    assert refused(path).startswith("no Parquet that can be read: ")


def test_a_small_file_with_huge_texts_does_not_take_all_memory(tmp_path: Path) -> None:
    texts = same("a" * 2**23, BATCH)
    path = written(tmp_path, {"text": texts})
    reader = Deputy("parquet", Limits(memory=2**29))

    (item,) = reader.ask(json.dumps((str(path), 0, 0, BATCH)).encode())

    assert isinstance(item, Told)
    assert path.stat().st_size < 2**20
    reader.stop()


def test_the_rows_that_are_kept_do_not_take_all_memory(tmp_path: Path) -> None:
    texts = same("a" * 132_000, 10 * BATCH)
    path = written(tmp_path, {"text": texts})
    tracemalloc.start()

    count = sum(1 for _ in find([path]))
    held, _ = tracemalloc.get_traced_memory()

    tracemalloc.stop()
    assert count == 10 * BATCH
    assert held < 24 * 2**20


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What reads Parquet has no more memory than a few rows of some MiB take."""
    reader = Deputy("parquet", Limits(memory=2**28))
    monkeypatch.setitem(deputy._deputies, "parquet", reader)
    yield
    reader.stop()


@pytest.mark.usefixtures("small")
def test_rows_that_take_too_much_memory_together_are_read_one_by_one(
    tmp_path: Path,
) -> None:
    texts = same("a" * 2**22, BATCH)
    path = written(tmp_path, {"text": texts}, store_schema=False)

    for found in islice(find([path]), 3):
        assert isinstance(found, Found)
        assert isinstance(read(found), Article)


@pytest.mark.usefixtures("small")
def test_a_row_that_takes_all_memory_costs_no_other_group(tmp_path: Path) -> None:
    texts = ["One.", "a" * 2**27, "Three.", "Four.", "Five."]
    path = written(tmp_path, {"text": texts}, row_group_size=3)

    *_, second, third, fourth, fifth = read_all(path)

    for lost in (second, third):
        assert isinstance(lost, Skipped)
        assert lost.reason == "reading it takes too much memory"
    assert isinstance(fourth, Article)
    assert isinstance(fifth, Article)


def test_a_row_that_is_too_large_is_skipped_alone(tmp_path: Path) -> None:
    texts = [SALE, "a" * (LARGEST + 1), SALE]

    first, second, third = read_all(written(tmp_path, {"text": texts}), 2 * LARGEST)

    assert isinstance(first, Article)
    assert isinstance(second, Skipped)
    assert second.reason == "larger than 16 MiB"
    assert isinstance(third, Article)


@given(st.lists(st.tuples(st.integers(0, 2**16), st.integers(0, 255)), max_size=8))
@settings(max_examples=25, deadline=None)
def test_any_damage_ends_in_articles_or_reasons(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    path = written(tmp_path_factory.mktemp("any"), {"text": [SALE] * 9})
    data = bytearray(path.read_bytes())
    for at, value in changes:
        data[at % len(data)] = value
    path.write_bytes(data)

    for item in read_all(path):
        assert isinstance(item, Article) or item.reason


def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.parquet")

    assert refused(tmp_path / "a.parquet") == "not a regular file"


def test_a_library_that_is_missing_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(MissingExtraError) as missing:
        list(rows(b"x"))

    assert missing.value.reason == "needs pyarrow: pip install 'newsledger[parquet]'"
