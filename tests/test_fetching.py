"""Fetching from servers on loopback, most of which mean harm."""

from __future__ import annotations

import gzip
import ipaddress
import json
import re
import socket
import ssl
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from web_server import ARTICLE, Client, Reply, Server, answer, feed, moved, running

from parsers.articles import LIMIT, find, read
from parsers.articles.forms.provenance import LOG, fetched_in
from parsers.fetching import Courtesy, Errand, Outcome, Shelf, Visitor
from parsers.fetching.exchange import Limits
from parsers.fetching.wire import _secure
from parsers.model import Article

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)
SOON = Limits(seconds=0.5, size=100_000)
"""Half a second is long for whoever answers, and short for whoever never does."""
AMPLE = Limits(seconds=60, size=100_000)
"""For a limit other than that of time, however busy the machine is."""


@pytest.fixture(scope="module")
def listening() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def server(listening: Server) -> Server:
    listening.replies.clear()
    listening.requests.clear()
    return listening


def fetch(
    folder: Path, *urls: str, limits: Limits = AMPLE, again: bool = False, **others: Any
) -> list[Outcome]:
    """What becomes of some addresses, in an errand of their own."""
    courtesy = Courtesy(0)
    visitor = Visitor(
        "newsledger", courtesy, **{"networks": LOOPBACK, **others}, limits=limits
    )
    return list(Errand(Shelf(folder), visitor, courtesy, again=again).run(urls))


def refused(folder: Path, *urls: str, limits: Limits = AMPLE, **others: Any) -> str:
    """Why the last of some addresses was not fetched, and nothing of it kept."""
    outcome = fetch(folder, *urls, limits=limits, **others)[-1]
    assert outcome.what == "skipped", outcome
    assert not list(folder.glob("*/*"))
    return outcome.reason


def whats(outcomes: Sequence[Outcome]) -> list[str]:
    return [outcome.what for outcome in outcomes]


# --- what is kept ------------------------------------------------------------------------


def test_a_page_is_kept_as_it_came(server: Server, tmp_path: Path) -> None:
    page = ARTICLE.replace("\n", "\r\n").encode("utf-16")
    url = server.serve("/2020/03/20/exports.html?id=1", answer(page))

    (outcome,) = fetch(tmp_path, url)

    assert outcome.what == "new"
    assert outcome.file is not None
    assert outcome.file.name.startswith("2020-03-20-exports-")
    assert outcome.file.read_bytes() == page


def test_the_log_tells_where_a_page_is_from(server: Server, tmp_path: Path) -> None:
    to = server.serve("/b", answer(ETag='"v1"', Set_Cookie="a=b"))
    url = server.serve("/a", moved("/b"))

    (outcome,) = fetch(tmp_path, url)

    (line,) = map(json.loads, (tmp_path / LOG).read_text().splitlines())
    assert (line["url"], line["via"], line["peer"]) == (to, [url], "127.0.0.1")
    assert line["headers"] == {
        "content-type": "text/html; charset=utf-8",
        "etag": '"v1"',
    }
    assert tmp_path / line["file"] == outcome.file
    assert line["size"] == len(ARTICLE.encode())


def test_an_article_tells_where_it_was_fetched_from(
    server: Server, tmp_path: Path
) -> None:
    claim = '<link rel="canonical" href="https://elsewhere.example/"></head>'
    url = server.serve("/a", answer(ARTICLE.replace("</head>", claim)))
    fetch(tmp_path, url)

    (found,) = find([tmp_path])
    article = read(found, LIMIT)  # type: ignore[arg-type]  # or it fails

    assert isinstance(article, Article)
    assert (article.url, article.title) == (url, "Exports to Iraq rise")
    assert article.date == "2020-03-20"
    (line,) = map(json.loads, (tmp_path / LOG).read_text().splitlines())
    assert article.fetched == line["fetched"][:10]


def test_a_page_is_read_in_the_charset_that_its_server_told(
    server: Server, tmp_path: Path
) -> None:
    page = ARTICLE.replace("Iraq", "Ирак").encode("cp1251")
    kind = "text/html; charset=windows-1251"
    fetch(tmp_path, server.serve("/a", answer(page, Content_Type=kind)))

    (found,) = find([tmp_path])
    article = read(found, LIMIT)  # type: ignore[arg-type]  # or it fails

    assert isinstance(article, Article)
    assert "$1.45 billion to Ирак" in article.text


def test_git_leaves_pages_as_they_came(server: Server, tmp_path: Path) -> None:
    fetch(tmp_path, server.serve("/a", answer()))

    attributes = (tmp_path / ".gitattributes").read_text()

    assert "\n* -text\n" in attributes
    assert f"{LOG} merge=union" in attributes


def test_a_log_that_git_has_mixed_up_is_read(server: Server, tmp_path: Path) -> None:
    url = server.serve("/a", answer())
    fetch(tmp_path, url)
    log = tmp_path / LOG
    line = log.read_bytes()
    log.write_bytes(b"<<<<<<< ours\n" + line[:40] + b"\n[]\n" + line + line)

    assert {known.url for known in fetched_in(log.read_bytes())} == {url}
    assert whats(fetch(tmp_path, url)) == ["kept"]


# --- little ------------------------------------------------------------------------------


@pytest.mark.parametrize("size", ["1e999", "NaN", "[]", '"x"', "null"])
def test_a_line_of_a_log_that_is_none_is_passed_over(
    server: Server, tmp_path: Path, size: str
) -> None:
    fetch(tmp_path, server.serve("/a", answer()))
    (good,) = fetched_in((tmp_path / LOG).read_bytes())
    bad = good.line.replace(f'"size": {good.size}', f'"size": {size}')

    assert fetched_in((bad + good.line).encode()) == (good,)


def test_a_page_that_is_kept_is_not_asked_for(server: Server, tmp_path: Path) -> None:
    url = server.serve("/a", answer())

    assert whats([*fetch(tmp_path, url), *fetch(tmp_path, url)]) == ["new", "kept"]
    assert server.asked() == ["/a"]


def test_again_asks_whether_a_page_has_changed(server: Server, tmp_path: Path) -> None:
    url = server.serve("/a", answer(ETag='"v1"', Last_Modified="Fri"))
    fetch(tmp_path, url)
    server.serve("/a", b"HTTP/1.1 304 Not Modified\r\n\r\n")

    (outcome,) = fetch(tmp_path, url, again=True)

    assert outcome.what == "unchanged"
    asked = server.requests[-1].headers
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"v1"', "Fri")


def test_a_page_that_has_changed_takes_the_place_of_the_old(
    server: Server, tmp_path: Path
) -> None:
    url = server.serve("/a", answer())
    fetch(tmp_path, url)
    server.serve("/a", answer(ARTICLE + "\n"))

    (outcome,) = fetch(tmp_path, url, again=True)

    assert outcome.what == "changed"
    assert outcome.file is not None
    assert outcome.file.read_text() == ARTICLE + "\n"
    assert len((tmp_path / LOG).read_text().splitlines()) == 2


def test_a_page_that_a_person_changed_is_not_fetched_again(
    server: Server, tmp_path: Path
) -> None:
    url = server.serve("/a", answer())
    (kept,) = fetch(tmp_path, url)
    assert kept.file is not None
    kept.file.write_text("mine")

    (outcome,) = fetch(tmp_path, url, again=True)

    assert outcome.reason.endswith("was changed since it was fetched")
    assert kept.file.read_text() == "mine"


def test_a_page_that_a_person_changed_is_not_replaced_by_a_redirect_to_it(
    server: Server, tmp_path: Path
) -> None:
    (kept,) = fetch(tmp_path, server.serve("/a", answer()))
    assert kept.file is not None
    kept.file.write_text("mine")
    server.serve("/a", answer(ARTICLE + "\n"))

    (outcome,) = fetch(tmp_path, server.serve("/b", moved("/a")))

    assert outcome.what == "skipped"
    assert kept.file.read_text() == "mine"


def edited(server: Server, folder: Path, *, forgotten: bool = False) -> Path:
    """A page that was fetched, then led elsewhere, and was changed by a person since."""
    url = server.serve("/a", answer())
    (kept,) = fetch(folder, url)
    server.serve("/b", answer(ARTICLE + "b"))
    server.serve("/a", moved("/b"))
    fetch(folder, url, again=True)
    assert kept.file is not None
    kept.file.write_text("mine")
    if forgotten:
        (folder / LOG).unlink()
    return kept.file


@pytest.mark.parametrize("forgotten", [False, True])
@pytest.mark.parametrize("now", [ARTICLE, ARTICLE + "b", ARTICLE + "c"])
def test_a_page_that_a_person_changed_is_not_replaced_when_it_is_back(
    server: Server, tmp_path: Path, now: str, *, forgotten: bool
) -> None:
    file = edited(server, tmp_path, forgotten=forgotten)

    (outcome,) = fetch(tmp_path, server.serve("/a", answer(now)), again=True)

    assert outcome.reason == f"{file} was changed since it was fetched"
    assert file.read_text() == "mine"


def test_a_page_that_leads_elsewhere_no_longer_is_kept_as_another_page(
    server: Server, tmp_path: Path
) -> None:
    server.serve("/b", answer())
    url = server.serve("/a", moved("/b"))
    fetch(tmp_path, url)

    outcomes = [
        outcome
        for _ in range(2)
        for outcome in fetch(tmp_path, server.serve("/a", answer()), again=True)
    ]

    assert whats(outcomes) == ["new", "unchanged"]
    assert all(each.file is not None and each.file.is_file() for each in outcomes)
    assert len(list(tmp_path.glob("*/*.html"))) == 2


def test_a_page_that_was_written_and_not_noted_is_fetched_again(
    server: Server, tmp_path: Path
) -> None:
    url = server.serve("/a", answer())
    (kept,) = fetch(tmp_path, url)
    (tmp_path / LOG).unlink()

    (outcome,) = fetch(tmp_path, url)

    assert outcome == kept
    assert fetched_in((tmp_path / LOG).read_bytes())[0].url == url


def test_a_page_that_was_thrown_away_comes_back_only_when_it_is_named(
    server: Server, tmp_path: Path
) -> None:
    page, news = server.serve("/a", answer()), server.serve("/feed", feed("/a"))
    kept = fetch(tmp_path, news)[-1]
    assert kept.file is not None
    kept.file.unlink()

    assert whats(fetch(tmp_path, news)) == ["feed", "kept"]
    assert whats(fetch(tmp_path, page)) == ["new"]


# --- feeds -------------------------------------------------------------------------------


def test_of_a_feed_the_pages_are_fetched(server: Server, tmp_path: Path) -> None:
    server.serve("/1", answer(ARTICLE + '<a href="/2">'))
    server.serve("/3", answer(ARTICLE))
    url = server.serve("/feed", feed("/1", "/3", "/1", "file:///etc/passwd"))

    outcomes = fetch(tmp_path, url)

    assert whats(outcomes) == ["feed", "skipped", "new", "new"]
    assert server.asked() == ["/feed", "/1", "/3"]


def test_a_feed_that_has_not_changed_is_asked_once_more_for_what_failed(
    server: Server, tmp_path: Path
) -> None:
    server.serve("/1", answer())
    url = server.serve(
        "/feed", feed("/1", "/2").replace(b"\r\n", b'\r\nETag: "f"\r\n', 1)
    )
    first = fetch(tmp_path, url)
    server.serve("/2", answer())

    def same(client: Client) -> None:
        assert client.request.headers["If-None-Match"] == '"f"'
        client.send(b"HTTP/1.1 304 Not Modified\r\n\r\n")

    server.serve("/feed", same)
    second, third = fetch(tmp_path, url), fetch(tmp_path, url)

    assert whats(first) == ["feed", "new", "skipped"]
    assert whats(second) == ["feed", "new"]
    assert whats(third) == ["feed"]


def test_who_stops_gets_the_rest_of_a_feed_the_next_time(
    server: Server, tmp_path: Path
) -> None:
    for page in ("/1", "/2"):
        server.serve(page, answer())
    url = server.serve("/feed", feed("/1", "/2"))
    courtesy = Courtesy(0)
    visitor = Visitor("newsledger", courtesy, LOOPBACK)
    for outcome in Errand(Shelf(tmp_path), visitor, courtesy).run([url]):
        if outcome.what == "new":
            break  # as Ctrl+C does

    assert whats(fetch(tmp_path, url)) == ["feed", "kept", "new"]


@pytest.mark.parametrize("told", ["text/html", "application/xhtml+xml", ""])
def test_a_page_with_tags_of_feeds_is_a_page(
    server: Server, tmp_path: Path, told: str
) -> None:
    page = ARTICLE.replace("<head>", "<head><!-- <rdf:RDF > -->")
    url = server.serve("/a", answer(page, Content_Type=told))

    assert whats(fetch(tmp_path, url)) == ["new"]


def test_a_feed_that_its_server_takes_for_a_page_is_a_feed(
    server: Server, tmp_path: Path
) -> None:
    news = feed("/1").replace(b"application/rss+xml", b"text/html")
    server.serve("/1", answer())

    assert whats(fetch(tmp_path, server.serve("/feed", news))) == ["feed", "new"]


def test_a_feed_that_a_feed_tells_of_is_not_fetched(
    server: Server, tmp_path: Path
) -> None:
    server.serve("/2", feed("/3"))

    reason = refused(tmp_path, server.serve("/1", feed("/2")))

    assert reason == "a feed, and only pages of feeds are fetched"


# --- politely ----------------------------------------------------------------------------


def test_what_robots_txt_forbids_is_not_asked_for(
    server: Server, tmp_path: Path
) -> None:
    server.serve("/robots.txt", answer("User-agent: *\nDisallow: /private"))
    server.serve("/private/a", answer())
    url = server.serve("/a", moved("/open/../private/a"))

    assert refused(tmp_path, url) == "its robots.txt does not allow it"
    assert server.asked() == ["/a"]


@pytest.mark.parametrize("status", ["500 Oh", "503 No", "302 Found"])
def test_without_a_robots_txt_that_can_be_read_nothing_is_asked(
    server: Server, tmp_path: Path, status: str
) -> None:
    server.serve("/robots.txt", answer("", status, Location="/robots.txt"))

    assert refused(tmp_path, server.serve("/a", answer())).endswith("(robots.txt)")
    assert server.asked() == []


def test_a_server_that_is_busy_is_left_alone(server: Server, tmp_path: Path) -> None:
    urls = [
        server.serve(f"/{n}", answer("", "429 Slow down \x1b[2J")) for n in range(9)
    ]

    reason = refused(tmp_path, *urls)

    assert reason == "left alone for now: the server answers 429 Too Many Requests"
    assert server.asked() == ["/0"]


def test_a_server_that_fails_three_times_is_left_alone(
    server: Server, tmp_path: Path
) -> None:
    urls = [server.serve(f"/{n}", b"SMTP ready\r\n") for n in range(9)]

    reason = refused(tmp_path, *urls)

    assert reason == "left alone for now: it does not answer as HTTP wants it"
    assert len(server.asked()) == 3


def test_who_leads_to_a_server_that_is_busy_is_asked_on(
    server: Server, tmp_path: Path
) -> None:
    busy = server.serve("/busy", answer("", "429 Slow down"))
    away = [
        server.serve(f"/{n}", moved(busy.replace("127.0.0.1", "localhost")))
        for n in range(4)
    ]
    good = server.serve("/good", answer())

    outcomes = fetch(tmp_path, *away, good)

    assert [each.reason.partition(":")[0] for each in outcomes] == [
        "the server answers 429 Too Many Requests",
        *["left alone for now"] * 3,
        "",
    ]
    assert server.asked().count("/busy") == 1


def test_servers_are_asked_in_turn_with_a_pause_for_each() -> None:
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    courtesy = Courtesy(2, lambda: now[0], sleep)
    courtesy.slow_down("slow.example", 10**6)
    for host in ("a.example", "slow.example", "a.example", "slow.example"):
        with courtesy.turn(host):
            now[0] += 1

    assert slept == [1, 58]
    assert courtesy.due("a.example") < courtesy.due("slow.example")


def test_a_server_is_told_who_asks_and_nothing_else(
    server: Server, tmp_path: Path
) -> None:
    server.serve("/b", answer())
    fetch(
        tmp_path,
        server.serve("/a", moved("/b").replace(b"\r\n", b"\r\nSet-Cookie: a=b\r\n", 1)),
    )

    asked = server.requests[-1].headers

    assert asked["User-Agent"] == "newsledger"
    assert set(asked) == {
        "Host",
        "User-Agent",
        "Accept",
        "Accept-Encoding",
        "Connection",
    }


# --- hostile servers ---------------------------------------------------------------------

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BOMB = gzip.compress(b"<p>" + bytes(10**7))


def packed(data: bytes, coding: str = "gzip") -> bytes:
    return answer(data, Content_Encoding=coding)


def endless(begin: bytes, more: bytes) -> Reply:
    """An answer that never comes to an end."""

    def reply(client: Client) -> None:
        client.send(begin)
        client.pour(more)

    return reply


HARM: dict[str, tuple[Reply, str]] = {
    "endless body": (endless(HEAD + b"\r\n", b"x" * 65536), "larger"),
    "endless headers": (endless(HEAD, b"X: " + b"x" * 997 + b"\r\n"), "does not answer|headers"),
    "one endless header": (endless(HEAD + b"X: ", b"x" * 999), "does not answer|headers"),
    "endless wait": (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "headers"),
    "endless chunks": (endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1;aaaaaaaaa\r\nx\r\n"), "larger"),
    "endless trailers": (endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n", b"X: y\r\n"), "larger"),
    "endless empty members": (endless(HEAD + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"")), "larger"),
    "bomb": (packed(BOMB), "larger"),
    "two bombs": (packed(gzip.compress(b"<p>") + BOMB), "larger"),
    "bomb in a bomb": (packed(gzip.compress(BOMB), "gzip, gzip"), "not asked for"),
    "another coding": (packed(b"x", "br"), "not asked for"),
    "torn gzip": (packed(gzip.compress(ARTICLE.encode())[:-9]), "torn"),
    "no gzip": (packed(b"<p>not packed"), "broken"),
    "too short": (answer(Content_Length="999"), "ends before"),
    "said to be too long": (answer(Content_Length=str(10**15)), "larger"),
    "chunk below zero": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nabc\r\n", "does not answer"),
    "torn chunk": (HEAD + b"Transfer-Encoding: chunked\r\n\r\nff\r\nabc", "does not answer"),
    "picture": (answer(b"\x89PNG", Content_Type="image/png"), "no page and no feed: image/png"),
    "hidden picture": (answer(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "binary"),
    "xml": (answer("<?xml version='1.0'?><a/>", Content_Type="text/xml"), "no page"),
    "nothing": (answer(b" "), "an empty page"),
    "no answer": (b"", "does not answer|connection"),
    "no http": (b"220 mail.example ESMTP\r\n", "does not answer"),
    "no place": (answer("", "302 Found"), "redirects to itself"),
    "circle": (moved("/harm#x"), "redirects to itself"),
    "old news": (b"HTTP/1.1 304 Not Modified\r\n\r\n", "answers 304"),
    "part": (answer("", "206 Partial"), "answers 206 Partial Content"),
    "unknown status": (answer("", "299 \x1b]0;x\x07"), "answers 299$"),
}  # fmt: skip


@pytest.mark.parametrize("harm", HARM)
def test_a_server_that_means_harm_does_none(
    server: Server, tmp_path: Path, harm: str
) -> None:
    reply, why = HARM[harm]

    reason = refused(tmp_path, server.serve("/harm", reply))

    assert re.search(why, reason), reason


@pytest.mark.parametrize(
    "begin",
    [b"", HEAD, HEAD + b"\r\n", HEAD + b"Content-Encoding: gzip\r\n\r\n" + BOMB[:9]],
    ids=["status", "headers", "body", "packed body"],
)
def test_a_server_that_lets_bytes_drip_is_left_in_time(
    server: Server, tmp_path: Path, begin: bytes
) -> None:
    def drip(client: Client) -> None:
        client.send(begin)
        client.drip(b"H")

    reason = refused(tmp_path, server.serve("/a", drip), limits=SOON)

    assert reason.endswith("it takes more than 0.5 s")


@pytest.mark.parametrize(
    "to",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:169.254.169.254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://10.0.0.1/",
        "//192.168.0.1/",
        "http://user:word@127.0.0.1/",
        "http://[fe80::1]/",
        "http://\x00/",
        "javascript:alert(1)",
        "http://" + "a" * 3000,
    ],
)
def test_a_redirect_is_checked_like_what_a_person_names(
    server: Server, tmp_path: Path, to: str
) -> None:
    url = server.serve("/a", moved(to))

    refused(tmp_path, url)

    assert server.asked() == ["/a"]


def test_redirects_are_followed_five_times(server: Server, tmp_path: Path) -> None:
    for n in range(6):
        server.serve(f"/{n}", moved(f"/{n + 1}"))
    server.serve("/6", answer())

    assert refused(tmp_path, server.url("/0")) == "more than 5 redirects"
    assert whats(fetch(tmp_path, server.url("/1"))) == ["new"]


# --- whom it asks ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0", "localhost"],
)
def test_loopback_is_not_asked_however_it_is_spelt(
    server: Server, tmp_path: Path, host: str
) -> None:
    url = f"http://{host}:{server.port}/"

    reason = refused(tmp_path, url, networks=())

    assert reason.endswith("a private address; `fetch_networks` can allow it")
    assert server.requests == []


def test_a_name_is_looked_up_once_for_each_question(
    server: Server, tmp_path: Path
) -> None:
    """Whoever checks and whoever connects have the same answer of a lying server."""
    answers = []

    def lookup(host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        answers.append(host)
        number = "127.0.0.1" if len(answers) < 3 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port))]

    server.serve("/a", answer())

    (outcome,) = fetch(tmp_path, f"http://news.example:{server.port}/a", lookup=lookup)

    assert outcome.what == "new"
    assert answers == ["news.example"] * 2  # robots.txt and the page
    assert server.requests[-1].headers["Host"] == f"news.example:{server.port}"


def test_of_the_numbers_behind_a_name_only_those_are_asked_that_may_be(
    server: Server, tmp_path: Path
) -> None:
    def lookup(host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port))
            for number in ("10.0.0.1", "127.0.0.1")
        ]

    server.serve("/a", answer())

    (outcome,) = fetch(tmp_path, f"http://news.example:{server.port}/a", lookup=lookup)

    assert outcome.what == "new"


@pytest.fixture
def certified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ssl.SSLContext]:
    """What a server needs to prove that it is 127.0.0.1; nobody vouches for it yet."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    try:
        subprocess.run(
            [
                *("openssl", "req", "-x509", "-nodes", "-days", "1"),
                *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
                *("-subj", "/CN=news", "-addext", "subjectAltName=IP:127.0.0.1"),
                *("-keyout", str(key), "-out", str(certificate)),
            ],
            check=True,
            capture_output=True,
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("openssl makes no certificate here")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    _secure.cache_clear()
    yield context
    _secure.cache_clear()


def test_a_certificate_that_nobody_vouches_for_is_refused(
    certified: ssl.SSLContext, tmp_path: Path
) -> None:
    with running(certified) as server:
        url = server.serve("/a", answer()).replace("http:", "https:")
        reason = refused(tmp_path / "pages", url)

    assert reason == "its certificate: self-signed certificate (robots.txt)"
    assert server.requests == []


def test_a_certificate_has_to_be_that_of_the_host(
    certified: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    with running(certified) as server:
        url = server.serve("/a", answer()).replace("http:", "https:")
        good = fetch(tmp_path / "good", url)
        other = url.replace("127.0.0.1", "localhost")
        reason = refused(tmp_path / "bad", other)

    assert whats(good) == ["new"]
    assert "Hostname mismatch" in reason
