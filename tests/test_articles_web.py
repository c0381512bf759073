"""Feeds and web pages: what strangers write, read by the libraries of others."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from parsers.articles import LIMIT, Found, find, read
from parsers.articles.forms import feeds, pages
from parsers.articles.forms.provenance import Fetched
from parsers.articles.refusals import MissingExtraError
from parsers.model import Article, Skipped

SALE = "Iran exported goods worth $1.45 billion to Iraq."
LATER = "The two countries plan to raise it to $20 billion by 2021, said the minister."


def read_all(folder: Path, name: str, data: str | bytes) -> list[Article | Skipped]:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return [i if isinstance(i, Skipped) else read(i, LIMIT) for i in find([path])]


def told(folder: Path, name: str, data: str | bytes) -> Article:
    (article,) = read_all(folder, name, data)
    assert isinstance(article, Article), article
    return article


def refused(folder: Path, name: str, data: str | bytes) -> str:
    (skipped,) = read_all(folder, name, data)
    assert isinstance(skipped, Skipped), skipped
    return skipped.reason


def rss(*items: str, before: str = "") -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    space = 'xmlns:c="http://purl.org/rss/1.0/modules/content/"'
    return f'{before}<rss version="2.0" {space}><channel>{inner}</channel></rss>'


def described(text: str) -> str:
    return f"<description>{text}</description>"


# --- feeds -----------------------------------------------------------------------------


def test_an_entry_of_rss_tells_text_title_day_and_address(tmp_path: Path) -> None:
    article = told(
        tmp_path,
        "news.rss",
        rss(
            "<title>AT&amp;amp;T up</title><link>https://example.org/1</link>"
            "<pubDate>Fri, 20 Mar 2020 23:30:00 -0330</pubDate>"
            f"{described('short')}<c:encoded><![CDATA[<p>{SALE}</p><p>More"
            "<script>alert(1)</script></p>]]></c:encoded>"
        ),
    )

    assert (article.name, article.title) == ("news.rss/1", "AT&T up")
    assert (article.text, article.date) == (f"{SALE}\nMore", "2020-03-20")
    assert article.url == "https://example.org/1"


def test_an_entry_of_atom_tells_the_same(tmp_path: Path) -> None:
    article = told(
        tmp_path,
        "news.atom",
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Up</title>'
        '<updated>2020-03-20T00:00:00Z</updated><link href="https://example.org/1"/>'
        '<summary>s</summary><content type="xhtml">'
        f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{SALE}</p></div></content>'
        "</entry></feed>",
    )

    assert (article.title, article.text) == ("Up", SALE)
    assert (article.date, article.url) == ("2020-03-20", "https://example.org/1")


def test_entries_are_counted_and_one_without_text_is_skipped(tmp_path: Path) -> None:
    data = rss(described("One."), "<title>None</title>", described("Three."))

    first, second, third = read_all(tmp_path, "news.rss", data)

    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert (third.name, third.text) == ("news.rss/3", "Three.")
    assert second == Skipped("news.rss/2", second.path, "an entry without text")


def test_a_feed_that_is_torn_says_so_behind_its_entries(tmp_path: Path) -> None:
    data = rss(described(SALE), described("lost"))[:-60]

    first, *_, last = read_all(tmp_path, "news.rss", data)

    assert isinstance(first, Article)
    assert isinstance(last, Skipped)
    assert last.reason == "the feed is torn or no good XML: there may be more in it"


@pytest.mark.parametrize(
    ("data", "is_feed"),
    [
        (rss(described(SALE)), True),
        ('<?xml version="1.0"?>\n<!-- x --><rdf:RDF xmlns="x">', True),
        (rss(described(SALE)).encode("utf-16"), True),
        ("<report><feeds>Iran</feeds></report>", False),
        ("", False),
    ],
)
def test_an_xml_file_is_a_feed_if_it_begins_like_one(
    tmp_path: Path, data: str | bytes, is_feed: bool
) -> None:
    encodings = {
        "of a feed" in item.encoding
        if isinstance(item, Article)
        else "feed" in item.reason
        for item in read_all(tmp_path, "a.xml", data)
    }

    assert encodings in ({is_feed}, set() if is_feed else None)


@pytest.mark.parametrize(
    ("before", "after"),
    [("", rss(described(SALE))), (rss(described(SALE)), "")],
)
def test_an_xml_file_that_becomes_a_feed_or_none_has_changed(
    tmp_path: Path, before: str, after: str
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(before)
    (found,) = find([path])
    path.write_text(after)

    assert isinstance(found, Found)
    item = read(found)

    assert isinstance(item, Skipped)
    assert item.reason == "the file has changed since it was listed"


def test_a_feed_that_has_grown_is_read_anew(tmp_path: Path) -> None:
    read_all(tmp_path, "news.rss", rss(described("One.")))

    found = read_all(tmp_path, "news.rss", rss(described("New."), described("One.")))

    assert [item.text for item in found if isinstance(item, Article)] == [
        "New.",
        "One.",
    ]


def test_an_entry_that_has_gone_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "news.rss"
    path.write_text(rss(described("One."), described("Two.")))
    _, second = find([path])
    path.write_text(rss(described("One.")))

    assert not isinstance(second, Skipped)
    found = read(second)

    assert isinstance(found, Skipped)
    assert found.reason == "the file has changed since it was listed"


ENTITY = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file://{}">]>'


def test_an_entity_of_a_feed_opens_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    before = ENTITY.format(tmp_path / "secret")

    texts = read_all(tmp_path, "news.rss", rss(described("x&a;y"), before=before))

    assert not any("secret" in item.text for item in texts if isinstance(item, Article))


def test_entities_that_hold_each_other_many_times_fill_no_text(tmp_path: Path) -> None:
    told = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    before = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "laugh">{told}]>'

    texts = read_all(tmp_path, "news.rss", rss(described("x&a11;y"), before=before))

    assert sum(len(i.text) for i in texts if isinstance(i, Article)) < 1_000


def test_a_page_that_is_nested_very_deep_is_read_or_refused(tmp_path: Path) -> None:
    deep = f"<html><body>{'<b>' * 200_000}{SALE}"

    (found,) = read_all(tmp_path, "a.html", deep)

    assert isinstance(found, Skipped) or len(found.text) < LIMIT


def test_an_xml_file_that_is_no_feed_any_more_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(rss(described(SALE)))
    (found,) = find([path])
    path.write_text("<report/>")

    assert not isinstance(found, Skipped)
    assert read(found) == Skipped(
        "a.xml/1", bytes(path) + b"/1", "the file has changed since it was listed"
    )


@pytest.mark.parametrize(
    "data",
    ["", " \n", "http://127.0.0.1:1/feed", "/etc/hostname", "<html></html>", "\0" * 99],
)
def test_what_is_no_feed_is_skipped_and_never_fetched(
    tmp_path: Path, data: str
) -> None:
    assert refused(tmp_path, "news.rss", data) == "no feed that can be read"


def test_a_feed_has_a_limit(tmp_path: Path) -> None:
    reason = refused(tmp_path, "news.rss", b" " * (feeds.LARGEST + 1))

    assert reason == "larger than 5 MiB"


# --- pages -----------------------------------------------------------------------------


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


ARTICLE = page(
    f"<nav><a href=/>Home</a></nav><article><h1>Exports up</h1><p>{SALE}</p>"
    f"<p>{LATER}</p></article><footer>Copyright 1999</footer>"
    '<script>document.write("evil")</script>',
    "<title>Exports up - News</title><link rel=canonical href=https://example.org/1>"
    '<meta property="article:published_time" content="2020-03-20T10:00:00Z">',
)


def test_a_page_tells_its_article_and_nothing_around_it(tmp_path: Path) -> None:
    article = told(tmp_path, "a.html", ARTICLE)

    assert article.text == f"Exports up\n{SALE}\n{LATER}"
    assert (article.date, article.url) == ("2020-03-20", "https://example.org/1")
    assert article.title is not None
    assert article.title.startswith("Exports up")
    assert "by trafilatura" in article.encoding


@pytest.mark.parametrize(
    ("declared", "data"),
    [
        ("<meta charset=windows-1256>", LATER.replace("it", "\u0627").encode("cp1256")),
        ("<meta charset=utf-8>", LATER.replace("it", "\u0627").encode()),
        ("", LATER.replace("it", "\u0627").encode()),
    ],
)
def test_the_charset_that_a_page_declares_is_believed(
    tmp_path: Path, declared: str, data: bytes
) -> None:
    before, _, after = page(f"<p>{SALE}</p><p>X</p>", declared).partition("X")

    article = told(tmp_path, "a.htm", before.encode() + data + after.encode())

    assert LATER.replace("it", "\u0627") in article.text


def test_a_day_that_a_page_only_speaks_of_is_not_its_own(tmp_path: Path) -> None:
    body = f"<p>{SALE} That was on March 20, 2018.</p><p>{LATER}</p>© 2019 News"

    assert told(tmp_path, "a.html", page(body)).date is None


@pytest.mark.parametrize(
    "data", ["", "Iran", page(""), "<div>" * 5000, "<" * 5000, "\0" * 99, "<!--" * 999]
)
def test_a_page_without_an_article_is_skipped(tmp_path: Path, data: str) -> None:
    assert refused(tmp_path, "a.html", data) in (
        "no article in the page",
        "binary, not text",
    )


def test_a_page_has_a_limit_below_that_of_text(tmp_path: Path) -> None:
    reason = refused(tmp_path, "a.html", b" " * (5 * 2**20 + 1))

    assert reason == "larger than 5 MiB"


# --- the extra -------------------------------------------------------------------------


@pytest.mark.parametrize("library", ["feedparser", "trafilatura"])
def test_a_library_that_is_missing_is_named_with_its_extra(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(MissingExtraError) as missing:
        list(feeds.entries(b"x") if library == "feedparser" else pages.told(b"x"))

    assert missing.value.reason == f"needs {library}: pip install 'newsledger[web]'"


def test_the_program_itself_imports_none_of_the_libraries(tmp_path: Path) -> None:
    read_all(tmp_path, "a.html", ARTICLE)
    read_all(tmp_path, "a.rss", rss(described(SALE)))

    assert not {"feedparser", "trafilatura", "lxml"} & set(sys.modules)


def test_a_pipe_that_is_called_like_a_feed_does_not_block(tmp_path: Path) -> None:
    for name in ("a.xml", "a.rss", "a.html", "a.mbox"):
        os.mkfifo(tmp_path / name)

    found = [i if isinstance(i, Skipped) else read(i) for i in find([tmp_path])]

    assert {item.reason for item in found if isinstance(item, Skipped)} == {
        "not a regular file"
    }


@pytest.mark.parametrize(
    "log",
    [
        b"[" * 100_000,
        b'{"file": "page.html", "url": 5}',
        b'{"url": "javascript:alert(1)", "via": [], "fetched": "", "peer": "", "size": 0,'
        b' "headers": {"content-type": "charset=zip"}, "sha256": "", "file": "page.html"}',
    ],
    ids=["deep", "of numbers", "hostile"],
)
def test_a_log_beside_a_page_that_means_harm_takes_no_text_from_it(
    log: bytes, tmp_path: Path
) -> None:
    (tmp_path / ".fetched.jsonl").write_bytes(log)

    article = told(tmp_path, "page.html", ARTICLE)

    assert article.text == f"Exports up\n{SALE}\n{LATER}"
    assert article.url in (None, "https://example.org/1")


def test_a_pipe_in_the_place_of_a_log_holds_nobody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".fetched.jsonl")

    assert told(tmp_path, "page.html", ARTICLE).url == "https://example.org/1"


@pytest.mark.parametrize(
    ("time", "day"),
    [
        ("2020-03-21T01:02:03Z", "2020-03-21"),
        ("2020-03-21", "2020-03-21"),
        ("2020", None),
        ("2020-03", None),
        ("2020-03-21 or so", None),
        ("٢٠٢٠-03-21", None),
    ],
)
def test_a_page_was_fetched_on_a_day_or_nobody_knows_when(
    time: str, day: str | None, tmp_path: Path
) -> None:
    line = Fetched("https://example.org/1", (), time, "", (), "", 0, "page.html").line
    (tmp_path / ".fetched.jsonl").write_text(line)

    assert told(tmp_path, "page.html", ARTICLE).fetched == day
