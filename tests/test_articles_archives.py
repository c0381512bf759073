"""Archives of articles: tar, zip and WARC, good ones and those that mean harm."""

from __future__ import annotations

import gzip
import io
import json
import struct
import sys
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

import pyarrow
import pytest
from archive_samples import answer, page, record, tar, zipped
from packs import engine_of
from pyarrow import parquet

from parsers.articles import LIMIT, Found, find, read
from parsers.articles.forms import archives as desk
from parsers.articles.forms.archives import BATCH
from parsers.articles.forms.provenance import LOG, Fetched
from parsers.articles.forms.warc import Warc
from parsers.articles.refusals import MissingExtraError
from parsers.model import Article, Entry, Reading, Skipped
from parsers.pipeline import read_all as read_with

SALE = "Iran exported goods worth $1.45 billion to Iraq."
LATER = "The two countries plan to raise it to $20 billion by 2021, said the minister."
PAGE = page(f"{SALE}\n{LATER}", "Exports to Iraq", "2020-03-20")
ODD_NAMES = (
    *("../../etc/passwd", "/etc/passwd", "a\nb.txt", "\x1b[31m.txt", "[/]", "-rf"),
    *("a" * 300, "C:\\x.txt", "\u202ebidi"),
)
MAKERS: dict[str, Callable[[Path, dict[str, bytes]], Path]] = {
    "news.tar": lambda path, members: tar(path, members),
    "news.tar.gz": lambda path, members: tar(path, members, "w:gz"),
    "news.tar.bz2": lambda path, members: tar(path, members, "w:bz2"),
    "news.txz": lambda path, members: tar(path, members, "w:xz"),
    "news.zip": zipped,
}

archives = pytest.mark.parametrize("name", MAKERS)
two = pytest.mark.parametrize("name", ["news.tar", "news.zip"])


def read_all(path: Path, limit: int = LIMIT) -> list[Article | Skipped]:
    return [i if isinstance(i, Skipped) else read(i, limit) for i in find([path])]


def told(path: Path, limit: int = LIMIT) -> list[str]:
    """The text of each article, or the reason why there is none."""
    items = read_all(path, limit)
    return [i.text if isinstance(i, Article) else i.reason for i in items]


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


# --- tar and zip -----------------------------------------------------------------------


@archives
def test_a_member_is_read_as_what_its_name_says(tmp_path: Path, name: str) -> None:
    mail = b"Subject: Up\nDate: Fri, 20 Mar 2020 08:00:00 +0330\n\nA mail."
    members = {"a/2020-03-20-up.txt": SALE.encode(), "b.html": PAGE, "c.eml": mail}

    text, web, post = read_all(MAKERS[name](tmp_path / name, members))

    assert isinstance(text, Article)
    assert isinstance(web, Article)
    assert isinstance(post, Article)
    assert (text.name, text.text, text.date) == (f"{name}/1", SALE, "2020-03-20")
    assert (web.title, web.date) == ("Exports to Iraq", "2020-03-20")
    assert (post.title, post.text) == ("Up", "A mail.")


@two
def test_names_of_members_lead_nowhere(tmp_path: Path, name: str) -> None:
    path = MAKERS[name](tmp_path / name, dict.fromkeys(ODD_NAMES, b"Text."))

    items = read_all(path)

    assert [item.name for item in items] == [
        f"{name}/{number}" for number in range(1, len(ODD_NAMES) + 1)
    ]
    assert {item.text for item in items if isinstance(item, Article)} == {"Text."}
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == [name]


@two
def test_folders_and_hidden_names_are_passed_over(tmp_path: Path, name: str) -> None:
    members = {".a": b"a", "__MACOSX/._b": b"b", ".git/c": b"c", "./d.txt": b"d"}

    assert told(MAKERS[name](tmp_path / name, members)) == ["d"]


@two
def test_what_holds_several_is_not_opened_in_an_archive(
    tmp_path: Path, name: str
) -> None:
    members = {"a.zip": b"PK", "b.jsonl": b"{}", "c.xml": b"<rss version='2.0'>"}

    assert told(MAKERS[name](tmp_path / name, members)) == [
        "it holds several articles: a.zip",
        "it holds several articles: b.jsonl",
        "it holds several articles: c.xml",
    ]


@two
def test_a_member_has_a_limit_and_is_not_read_beyond_it(
    tmp_path: Path, name: str
) -> None:
    members = {"bomb.txt": b" " * 50_000_000, "a.txt": b"A", "b.html": PAGE}

    assert told(MAKERS[name](tmp_path / name, members), 100) == [
        *("larger than 100 bytes", "A", "larger than 100 bytes"),
    ]


@two
def test_many_members_are_listed_a_few_at_a_time(tmp_path: Path, name: str) -> None:
    members = {f"{number}.txt": b"%d" % number for number in range(2 * BATCH + 5)}

    texts = told(MAKERS[name](tmp_path / name, members))

    assert texts == [str(number) for number in range(2 * BATCH + 5)]


@archives
def test_an_archive_that_is_opened_anew_is_listed_on_however_little_time_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    form = "zip" if name == "news.zip" else "tar"
    path = MAKERS[name](tmp_path / name, {f"{n}.txt": b"" for n in range(9)})
    question = json.dumps([form, str(path), None, 6]).encode()
    monkeypatch.setattr(desk, "_SECONDS", -1)

    answers = [list(desk.listed(question)) for _ in range(7)]

    assert answers[:6] == [[False]] * 6
    record, is_end = json.loads(json.dumps(answers[6]))
    assert (record[0], is_end) == (7, False)


@archives
def test_the_way_to_a_member_is_gone_a_piece_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    form = "zip" if name == "news.zip" else "tar"
    path = MAKERS[name](tmp_path / name, {f"{n}.txt": b"%d" % n for n in range(9)})
    (found, *_) = list(find([path]))[5:]
    assert isinstance(found, Found)
    assert found.record is not None
    question = json.dumps([form, str(path), None, found.record.at, 100]).encode()
    monkeypatch.setattr(desk, "_SECONDS", -1)
    monkeypatch.setattr("parsers.articles.forms.tar._STEP", tarfile.BLOCKSIZE)

    answers = (list(desk.member(question)) for _ in range(11))
    nearer = list(takewhile(lambda answer: not answer, answers))

    assert (5 < len(nearer) < 11) == (form == "tar")


@pytest.mark.parametrize("name", ["news.tar.gz", "news.txz"])
def test_a_member_deep_in_an_archive_can_be_asked_for_first(
    tmp_path: Path, name: str
) -> None:
    members = {"a.txt": bytes(2**22), "b.txt": SALE.encode()}
    *_, found = find([MAKERS[name](tmp_path / name, members)])

    assert isinstance(found, Found)
    article = read(found, LIMIT)

    assert isinstance(article, Article)
    assert article.text == SALE


@archives
def test_members_can_be_asked_for_in_any_order(tmp_path: Path, name: str) -> None:
    MAKERS[name](
        tmp_path / name, {f"{number}.txt": b"%d" % number for number in range(9)}
    )
    found = [item for item in find([tmp_path]) if isinstance(item, Found)]

    for at in (8, 0, 7, 1):
        article = read(found[at])

        assert isinstance(article, Article)
        assert article.text == str(at)


@archives
def test_a_torn_archive_tells_so(tmp_path: Path, name: str) -> None:
    data = MAKERS[name](
        tmp_path / name, {"a": b"A" * 9999, "b": SALE.encode()}
    ).read_bytes()

    *_, last = read_all(written(tmp_path / f"torn-{name}", data[: len(data) // 3]))

    assert isinstance(last, Skipped)
    assert "archive" in last.reason


@archives
def test_what_is_no_archive_is_skipped_once(tmp_path: Path, name: str) -> None:
    for data in (b"", b"hello", bytes(range(256)) * 9):
        (reason,) = told(written(tmp_path / name, data))

        assert reason.endswith("archive that can be read")


def test_links_and_devices_in_a_tar_are_not_followed(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for kind in (
            tarfile.SYMTYPE,
            tarfile.LNKTYPE,
            tarfile.FIFOTYPE,
            tarfile.CHRTYPE,
        ):
            info = tarfile.TarInfo("x")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)

    assert told(tmp_path / "a.tar") == [
        *(["a link, not followed: x"] * 2),
        *(["not a regular file: x"] * 2),
    ]


def test_a_tar_with_a_size_below_zero_does_not_lead_back(tmp_path: Path) -> None:
    info = tarfile.TarInfo("x")
    block = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    block[124:136] = b"\xff" * 10 + struct.pack(">h", -1024)
    block[148:156] = b"%06o\0 " % tarfile.calc_chksums(block)[0]  # type: ignore[attr-defined]
    first = tar(tmp_path / "a.tar", {"a": b"A", "b": b"B"}).read_bytes()

    items = told(written(tmp_path / "b.tar", first[:2048] + bytes(block)))

    assert items[:2] == ["A", "B"]
    assert len(items) <= 4


def test_a_link_in_a_zip_is_not_followed(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("x")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")

    assert told(tmp_path / "a.zip") == ["a link, not followed: x"]


def test_a_zip_that_lies_about_its_members_is_not_believed(tmp_path: Path) -> None:
    data = zipped(tmp_path / "a.zip", {"a": b"A" * 1000}).read_bytes()
    size = struct.pack("<I", 1000)

    few = told(written(tmp_path / "b.zip", data.replace(size, struct.pack("<I", 9))))
    locked = bytearray(data)
    locked[6] |= 1
    locked[data.index(b"PK\1\2") + 8] |= 1

    assert few == ["the archive is torn or broken: a"]
    assert told(written(tmp_path / "c.zip", bytes(locked))) == ["it is encrypted: a"]


# --- WARC ------------------------------------------------------------------------------


def test_a_page_in_a_warc_tells_text_title_day_and_address(tmp_path: Path) -> None:
    info = record("warcinfo", b"software: x")
    data = info + answer(PAGE, "https://example.org/7")

    for name in ("news.warc", "news.warc.gz"):
        whole = data
        if name.endswith("gz"):
            whole = gzip.compress(info) + gzip.compress(data[len(info) :])
        (article,) = read_all(written(tmp_path / name, whole))

        assert isinstance(article, Article), article
        assert (article.name, article.title) == (f"{name}/1", "Exports to Iraq")
        assert (article.url, article.date) == ("https://example.org/7", "2020-03-20")
        assert article.fetched == "2020-03-21"
        assert SALE in article.text


def test_only_pages_that_a_server_answered_with_are_articles(tmp_path: Path) -> None:
    records = (
        record("request", b"GET / HTTP/1.1\r\n\r\n"),
        answer(PAGE, status="404 Not Found"),
        answer(b"", status="301 Moved", more="Location: /\r\n"),
        answer(b"{}", kind="application/json"),
        answer(b"\x89PNG", kind="image/png"),
        record("response", b"no HTTP at all"),
        answer(PAGE),
    )

    (article,) = read_all(written(tmp_path / "a.warc", b"".join(records)))

    assert article.name == "a.warc/1"


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8"])
def test_the_charset_that_the_server_told_goes_before_that_of_the_page(
    tmp_path: Path, charset: str
) -> None:
    body = page(f"Café: {SALE} {LATER}", charset=charset)
    body = body.replace(b"<head>", b'<head><meta charset="koi8-r">')
    kind = f"text/html; charset={charset}"

    (text,) = told(written(tmp_path / "a.warc", answer(body, kind=kind)))

    assert "Café" in text


@pytest.mark.parametrize(
    ("server", "says", "written_in"),
    [
        ("windows-1256", "", "windows-1256"),
        ("windows-1256", "utf-8", "windows-1256"),
        ("utf-8", "windows-1256", "windows-1256"),
        ("utf-8", "koi8-r", "utf-8"),
        ("utf-16-le", "", "utf-16-le"),
        ("nonsense", "windows-1256", "windows-1256"),
        ("hex", "windows-1256", "windows-1256"),
    ],
)
def test_the_charset_of_a_page_is_the_same_in_an_archive_and_beside_a_log(
    tmp_path: Path, server: str, says: str, written_in: str
) -> None:
    text = f"متن خبر: {SALE} {LATER}"
    meta = f'<head><meta charset="{says}">' if says else "<head>"
    body = page(text).decode().replace("<head>", meta).encode(written_in)
    kind = f"text/html; charset={server}"
    headers = (("content-type", kind),)
    line = Fetched("https://example.org/1", (), "", "", headers, "", 0, "a.html").line
    (tmp_path / LOG).write_text(line)

    in_archive = told(written(tmp_path / "a.warc", answer(body, kind=kind)))
    beside_log = told(written(tmp_path / "a.html", body))

    assert in_archive == beside_log == [text]


def test_a_page_that_was_sent_packed_is_unpacked_up_to_its_limit(
    tmp_path: Path,
) -> None:
    packed = "Content-Encoding: gzip\r\n"
    bomb = gzip.compress(b" " * 50_000_000)
    records = (
        answer(gzip.compress(PAGE), more=packed),
        answer(bomb, more=packed),
        answer(b"no gzip", more=packed),
    )

    first, second, third = told(written(tmp_path / "a.warc", b"".join(records)))

    assert SALE in first
    assert second == "larger than 16 MiB"
    assert third in ("the page is torn or broken", "no article in the page")


def test_a_warc_that_is_torn_or_none_tells_so(tmp_path: Path) -> None:
    torn = written(tmp_path / "a.warc", answer(PAGE) + answer(PAGE)[:-99])
    none = written(tmp_path / "b.warc", b"hello" * 100)
    one_piece = written(tmp_path / "c.warc.gz", gzip.compress(answer(PAGE) * 3))

    assert told(torn)[1] == "the file is torn in this page"
    for _ in "twice":
        assert told(none)[0].startswith("no WARC that can be read: ")
    assert told(one_piece)[-1].startswith("compressed as one piece")


def test_without_the_library_the_reason_names_the_extra(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)

    with pytest.raises(MissingExtraError, match=r"fastwarc: pip install .*\[warc\]"):
        Warc(io.BytesIO())


# --- all of them -----------------------------------------------------------------------


def test_the_same_texts_come_to_the_same_entries_in_whatever_they_lie(
    tmp_path: Path,
) -> None:
    pages = {
        f"{number:02}.html": page(
            f"Iran's exports to Iraq reached ${number + 1} million in 2019, he said.\n"
            f"{SALE}\n{LATER}",
            f"Exports number {number} to Iraq",
            f"2020-03-{number + 1:02}",
        )
        for number in range(12)
    }
    (tmp_path / "folder").mkdir()
    for name, data in pages.items():
        (tmp_path / "folder" / name).write_bytes(data)
    articles = [i for i in read_all(tmp_path / "folder") if isinstance(i, Article)]
    columns = {
        "text": [article.text for article in articles],
        "title": [article.title for article in articles],
        "date": [article.date for article in articles],
    }
    parquet.write_table(pyarrow.table(columns), tmp_path / "a.parquet")
    tar(tmp_path / "a.tar.gz", pages, "w:gz")
    zipped(tmp_path / "a.zip", pages)
    records = (gzip.compress(answer(data)) for data in pages.values())
    written(tmp_path / "a.warc.gz", b"".join(records))

    engine = engine_of(tmp_path)
    entries = {
        name: [
            bare(entry)
            for reading in read_with([tmp_path / name], engine, LIMIT)
            if isinstance(reading, Reading)
            for entry in reading.entries
        ]
        for name in ("folder", "a.parquet", "a.tar.gz", "a.zip", "a.warc.gz")
    }

    assert len(entries["folder"]) >= len(pages)
    assert all(each == entries["folder"] for each in entries.values())


def bare(entry: Entry) -> Entry:
    """The entry without the name of its article, and the id which is made of that."""
    return replace(entry, id="", article="")
