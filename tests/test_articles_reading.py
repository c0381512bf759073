from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.articles import LIMIT, Found, article_from_text, read
from parsers.model import Article, Skipped

ROOT = Path(__file__).resolve().parent.parent


def read_path(path: Path, limit: int = LIMIT) -> Article | Skipped:
    return read(Found(path.name, bytes(path)), limit)


def digest_of(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.parametrize("seed", sorted(ROOT.joinpath("seeds").iterdir()), ids=str)
def test_a_seed_is_read_as_python_reads_it(seed: Path) -> None:
    article = read_path(seed)

    assert isinstance(article, Article)
    assert article.text == seed.read_text("utf-8")
    assert (article.encoding, article.repaired) == ("utf-8", False)
    assert len(article.folded) == len(article.text)


def test_annotated_articles_are_read_as_python_reads_them(shared: Path) -> None:
    for path in shared.joinpath("gold/articles").iterdir():
        article = read_path(path)

        assert isinstance(article, Article)
        assert article.text == path.read_text("utf-8")


def test_the_digest_is_that_of_the_canonical_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfcaf\xc3\xa9\r\n")

    article = read_path(path)

    assert isinstance(article, Article)
    assert article.digest == digest_of("café\n")


@pytest.mark.parametrize(("size", "is_read"), [(99, True), (100, True), (101, False)])
def test_the_limit_is_the_largest_size_that_is_read(
    tmp_path: Path, size: int, is_read: bool
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a" * size)

    article = read_path(path, limit=100)

    assert isinstance(article, Article) == is_read
    if isinstance(article, Skipped):
        assert article.reason == "larger than 100 bytes"


def test_a_file_that_claims_to_be_empty_is_read_to_its_end() -> None:
    article = read_path(Path("/proc/self/status"))

    assert isinstance(article, Article)
    assert article.text.startswith("Name:")


def test_the_limit_holds_for_a_file_that_claims_to_be_empty() -> None:
    article = read_path(Path("/proc/self/status"), limit=10)

    assert isinstance(article, Skipped)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("missing", "no such file or folder"),
        (".", "not a regular file"),
        ("/dev/null", "not a regular file"),
        ("n" * 300, "the path is too long"),
        ("a\0b", "not a possible file name"),
    ],
)
def test_what_can_not_be_read_is_skipped_with_a_reason(path: str, reason: str) -> None:
    assert read(Found("x", os.fsencode(path))) == Skipped(
        "x", os.fsencode(path), reason
    )


def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    before = open_descriptors()

    for path in (ROOT / "seeds", Path("/dev/null"), Path("/proc/self/status")):
        read_path(path)

    assert open_descriptors() == before


def test_a_file_that_changes_while_it_is_read_is_skipped_or_read_as_it_was_seen(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.txt"
    long = "Iran exported 5 tons.\n" * 9000
    done = threading.Event()

    def change() -> None:
        while not done.is_set():
            path.write_text(long)
            os.truncate(path, 7)

    path.write_text(long)
    writer = threading.Thread(target=change)
    writer.start()
    try:
        for _ in range(300):
            article = read_path(path)

            if isinstance(article, Article):
                assert article.digest == digest_of(article.text)
                assert len(article.text) <= len(long)
            else:
                assert article.reason == "binary, not text"  # zeros of a torn page
    finally:
        done.set()
        writer.join()


def test_text_of_no_file_has_a_name_and_canonical_text() -> None:
    article = article_from_text("example", "Iran\u2019s\r\nexports\r")

    assert (article.name, article.path) == ("example", b"")
    assert article.text == "Iran\u2019s\nexports\n"
    assert article.folded.startswith("Iran's")


def test_surrogates_in_a_text_are_replaced_and_flagged() -> None:
    article = article_from_text("example", "5\ud800 tons")

    assert article.text == "5\ufffd tons"
    assert article.repaired


@given(st.text())
def test_any_text_makes_an_article(text: str) -> None:
    article = article_from_text("example", text)

    assert len(article.folded) == len(article.text)
    assert "\r" not in article.text
