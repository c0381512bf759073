from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.articles import LIMIT, Found, file_of, find, read
from parsers.articles.forms.days import day_told
from parsers.model import Article, Skipped, Span

SALE = "Iran exported goods worth $1.45 billion to Iraq."


def written(folder: Path, *lines: str | bytes, name: str = "news.jsonl") -> Path:
    path = folder / name
    data = (line if isinstance(line, bytes) else line.encode() for line in lines)
    path.write_bytes(b"\n".join(data) + b"\n")
    return path


def read_all(*paths: Path | str, limit: int = LIMIT) -> list[Article | Skipped]:
    return [i if isinstance(i, Skipped) else read(i, limit) for i in find(paths)]


def told(folder: Path, **fields: Any) -> Article:
    (article,) = read_all(written(folder, json.dumps(fields)))
    assert isinstance(article, Article)
    return article


def refused(folder: Path, line: str | bytes, limit: int = LIMIT) -> str:
    (skipped,) = read_all(written(folder, line), limit=limit)
    assert isinstance(skipped, Skipped)
    assert skipped.name == "news.jsonl/1"
    return skipped.reason


# --- what a record tells ---------------------------------------------------------------


def test_a_record_tells_text_title_day_and_address(tmp_path: Path) -> None:
    article = told(
        tmp_path,
        title="Exports  up",
        text=f"{SALE}\r\nMore.",
        date="2020-03-20T08:00:00Z",
        url="https://example.org/a?b=1#c",
    )

    assert article.text == f"{SALE}\nMore."
    assert (article.title, article.title_span) == ("Exports up", None)
    assert (article.date, article.head.date_span) == ("2020-03-20", None)
    assert article.url == "https://example.org/a?b=1#c"
    assert not article.repaired


@pytest.mark.parametrize("name", ["articleBody", "article_body", "Content", "BODY"])
def test_a_field_is_known_by_its_usual_names(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, id=1, **{name: SALE}).text == SALE


def test_what_a_record_does_not_tell_its_text_may(tmp_path: Path) -> None:
    article = told(tmp_path, text=f"Iran's exports rise again\n2020-03-20\n{SALE}\n")

    assert article.title == "Iran's exports rise again"
    assert article.date == "2020-03-20"


def test_a_text_that_begins_with_its_title_holds_it(tmp_path: Path) -> None:
    article = told(tmp_path, title="Exports up", text=f"\nExports up\n{SALE}")

    assert article.title_span == Span(1, 11)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "https://a b", "https://\x1b]8;;x", "file:///etc/x", 5],
)
def test_what_is_no_address_of_the_web_is_not_taken_for_one(
    tmp_path: Path, url: object
) -> None:
    assert told(tmp_path, text=SALE, url=url).url is None


def test_half_a_pair_is_replaced_and_flagged(tmp_path: Path) -> None:
    article = told(tmp_path, text="5\ud800 tons", title="a\udfffb")

    assert (article.text, article.title) == ("5\ufffd tons", "a\ufffdb")
    assert article.repaired


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2020-03-20", "2020-03-20"),
        ("2020/03/20 10:00", "2020-03-20"),
        ("20200320T080000", "2020-03-20"),
        ("Fri, 20 Mar 2020 08:00:00 +0330", "2020-03-20"),
        ("March 20, 2020", "2020-03-20"),
        (1584662400, "2020-03-20"),
        (1584662400000, "2020-03-20"),
        ("2020-02-30", None),
        ("2020-03-201", None),
        ("yesterday", None),
        ("", None),
        (10**400, None),
        (float("nan"), None),
        (True, None),
        (["2020-03-20"], None),
        ("2020-03-20" + " " * 100, None),
    ],
)
def test_a_day_is_told_in_many_ways(date: object, day: str | None) -> None:
    assert day_told(date) == day


# --- lines and their numbers -----------------------------------------------------------


def test_an_article_is_named_by_its_line_whatever_the_others_hold(
    tmp_path: Path,
) -> None:
    good = json.dumps({"text": SALE})
    path = written(tmp_path, good, "", "  \t", "{", good, b"\xff\xfe\0{")

    found = read_all(path)

    assert [(item.name, type(item)) for item in found] == [
        ("news.jsonl/1", Article),
        ("news.jsonl/4", Skipped),
        ("news.jsonl/5", Article),
        ("news.jsonl/6", Skipped),
    ]
    assert found[2].path == bytes(path) + b"/5"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "no JSON: Expecting property name enclosed in double quotes (character 2)"),
        ("[1]", "no object of JSON"),
        ("null", "no object of JSON"),
        ('{"text": 5}', "no text in text, body, "),
        ('{"text": " "}', "no text in text, body, "),
        ('{"title": "T"}', "no text in text, body, "),
        ("[" * 100_000, "no JSON that can be read: it is too deep"),
        ('{"a":' * 100_000, "no JSON that can be read: it is too deep"),
        ('{"text": "a", "n": ' + "9" * 5000 + "}", "no JSON that can be read: a number"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "binary, not text"),
    ],
)  # fmt: skip
def test_a_bad_line_is_skipped_with_its_number_and_a_reason(
    tmp_path: Path, line: str | bytes, reason: str
) -> None:
    assert refused(tmp_path, line).startswith(f"line 1: {reason}")


def test_bytes_that_are_not_utf_8_are_read_and_flagged(tmp_path: Path) -> None:
    (article,) = read_all(written(tmp_path, b'\xef\xbb\xbf{"text": "caf\xe9"}'))

    assert isinstance(article, Article)
    assert (article.text, article.repaired) == ("café", True)


@pytest.mark.parametrize(("more", "is_read"), [(0, True), (1, False)])
def test_the_limit_is_the_longest_line_that_is_read(
    tmp_path: Path, more: int, is_read: bool
) -> None:
    line = '{"text": "abc"}'
    path = written(tmp_path, line + " " * more, line)

    first, second = read_all(path, limit=len(line))

    assert isinstance(first, Article) == is_read
    assert isinstance(second, Article)
    if isinstance(first, Skipped):
        assert first.reason == "larger than 15 bytes"


def test_a_line_without_end_is_skipped_and_the_next_one_read(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    with path.open("r+b") as file:
        file.truncate(2**26)
        file.seek(0, os.SEEK_END)
        file.write(b'\n{"text": "next"}')

    first, second = read_all(path)

    assert isinstance(first, Skipped)
    assert first.reason == "larger than 16 MiB"
    assert isinstance(second, Article)


def test_a_file_that_was_changed_since_is_not_read_in_the_middle_of_a_line(
    tmp_path: Path,
) -> None:
    line = json.dumps({"text": SALE})
    path = written(tmp_path, line, line)
    _, second = find([path])
    written(tmp_path, json.dumps({"text": SALE * 2}), line)

    assert isinstance(second, Found)
    assert read(second) == Skipped(
        "news.jsonl/2",
        bytes(path) + b"/2",
        "the file has changed since it was listed",
    )


@pytest.mark.parametrize("name", ["fifo.jsonl", "folder.ndjson", "gone.jsonl"])
def test_what_is_no_file_is_skipped_or_walked(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "fifo.jsonl")
    (tmp_path / "folder.ndjson").mkdir()
    (tmp_path / "gone.jsonl").symlink_to("nowhere")

    reasons = {
        item.name: item.reason for item in find([tmp_path]) if isinstance(item, Skipped)
    }

    assert reasons == {
        "fifo.jsonl": "not a regular file",
        "gone.jsonl": "no such file or folder",
    }


@given(st.lists(st.text(), max_size=6))
@settings(max_examples=40)
def test_any_texts_come_out_as_they_went_in(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    lines = [json.dumps({"text": f"x{text}"}) for text in texts]

    found = read_all(written(tmp_path_factory.mktemp("any"), *lines))

    expected = [f"x{text}".replace("\r\n", "\n").replace("\r", "\n") for text in texts]
    assert [item.text for item in found if isinstance(item, Article)] == expected


@pytest.mark.parametrize("name", ["jsonl", "html", "a.jsonl.txt", "xml", ".txt"])
def test_a_name_without_the_suffix_is_that_of_plain_text(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text('{"text": "x"}')

    (article,) = read_all(name)

    assert isinstance(article, Article)
    assert article.text == '{"text": "x"}'


# --- paths -----------------------------------------------------------------------------


@pytest.fixture
def three(tmp_path: Path) -> Path:
    lines = (json.dumps({"text": f"Article {n}."}) for n in (1, 2, 3))
    return written(tmp_path, *lines)


def names(*paths: Path | str) -> list[str]:
    return [item.name for item in find(paths) if isinstance(item, Found)]


def test_one_article_of_a_file_can_be_asked_for(three: Path) -> None:
    (article,) = read_all(three / "2")

    assert isinstance(article, Article)
    assert (article.name, article.text) == ("news.jsonl/2", "Article 2.")


def test_an_article_is_found_once_however_often_it_is_asked_for(three: Path) -> None:
    whole = ["news.jsonl/1", "news.jsonl/2", "news.jsonl/3"]

    assert names(three / "3", three / "2", three / "2") == whole[1:]
    assert names(three / "3", three) == whole
    assert names(three / "3", three.parent) == whole


@pytest.mark.parametrize("number", ["4", "0", "02"])
def test_an_article_that_is_not_in_the_file_is_skipped(
    three: Path, number: str
) -> None:
    (skipped,) = read_all(three / number)

    assert isinstance(skipped, Skipped)
    assert skipped.reason == "no such article in the file"


def test_articles_of_files_with_one_name_are_told_apart(tmp_path: Path) -> None:
    paths = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        paths.append(written(tmp_path / folder, json.dumps({"text": SALE})))

    assert names(*paths) == ["news.jsonl/1", "two/news.jsonl/1"]
    assert names(*(path / "1" for path in paths)) == names(*paths)


def test_the_file_of_an_article_is_the_one_that_can_be_opened(three: Path) -> None:
    other = three.parent / "7"
    other.write_text("text")

    assert file_of(bytes(three / "2")) == bytes(three)
    assert file_of(bytes(three)) == bytes(three)
    assert file_of(bytes(other)) == bytes(other)
