"""Addresses, the files that are called after them, and what robots.txt says of them."""

from __future__ import annotations

import ipaddress
from pathlib import PurePosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parsers.fetching.addresses import Address, may_be_asked, parse
from parsers.fetching.names import file_name
from parsers.fetching.refusals import NotFetchedError
from parsers.fetching.robots import robots


def parsed(typed: str) -> Address | None:
    try:
        return parse(typed)
    except NotFetchedError:
        return None


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a#b", "https://example.org/a"),
        ("http://example.org.:8080/?q=1", "http://example.org:8080/?q=1"),
        ("https://bücher.example/ü?ä=%20 ", "https://xn--bcher-kva.example/%C3%BC?%C3%A4=%20"),
        ("https://example.org/a/./b/../../../c/..", "https://example.org/"),
        ("https://example.org//a//b", "https://example.org//a//b"),
        ("https://example.org/a b\r\nHost: c", "https://example.org/a%20bHost:%20c"),
        ("http://[2001:DB8:0::1]/", "http://[2001:db8::1]/"),
    ],
)  # fmt: skip
def test_an_address_is_written_in_one_way(typed: str, written: str) -> None:
    assert str(parse(typed)) == written


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "example.org/news",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http:///a",
        "http://user@example.org/",
        "http://user:word@example.org/",
        "http://example.org:0/",
        "http://example.org:99999/",
        "http://example.org:x/",
        "http://ex%61mple.org/",
        "http://exa mple.org/",
        "http://-.example/",
        "http://a..b/",
        "http://../",
        "http://[::1/",
        "http://[fe80::1%25eth0]/",
        "http://" + "a" * 64 + ".org/",
        "http://example.org/" + "a" * 2000,
    ],
)
def test_what_is_no_address_of_the_web_is_refused(typed: str) -> None:
    with pytest.raises(NotFetchedError):
        parse(typed)


ADDRESSES = st.builds(
    "{}://{}{}".format,
    st.sampled_from(["http", "https"]),
    st.sampled_from(["example.org", "[::1]:80", "1.2.3.4:8080", "ü.example"]),
    st.text(max_size=80).map(lambda text: f"/{text}"),
)


@given(ADDRESSES)
@example("http://example.org/%2e%2e/\udcff?a?b")
def test_an_address_that_was_written_is_read_as_the_same(typed: str) -> None:
    address = parsed(typed)

    assert address is None or parse(str(address)) == address
    assert address is None or str(address).isascii()


@given(st.text())
def test_any_text_is_an_address_or_refused(typed: str) -> None:
    address = parsed(typed)

    assert address is None or address.leads_to("/").target == "/"


@given(ADDRESSES, ADDRESSES)
def test_a_file_lies_in_the_folder_of_its_server_and_has_a_name_of_its_own(
    typed: str, other: str
) -> None:
    one, two = parsed(typed), parsed(other)
    if one is None or two is None:
        return

    name = PurePosixPath(file_name(one))

    assert len(name.parts) == 2
    assert all(part[0].isalnum() and len(part.encode()) < 200 for part in name.parts)
    assert name.name.isprintable()
    assert (one == two) == (file_name(one) == file_name(two))


@pytest.mark.parametrize("port", ["", ":8080"])
def test_a_server_with_the_longest_name_has_a_folder_and_each_port_files_of_its_own(
    port: str,
) -> None:
    host = ".".join(["a" * 62] * 4)
    one, two = parsed(f"http://{host}{port}/"), parsed(f"http://{host}:81/")
    assert one is not None
    assert two is not None

    folder, name = file_name(one).split("/")

    assert len(folder) <= 255
    assert name != file_name(two).split("/")[1]


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("64:ff9b::5db8:d822", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::7f00:1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("2002:7f00:1::", False),
        ("2001:0:4136:e378:8000:63bf:80ff:fffe", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("fd00::1", False),
        ("ff02::1", False),
    ],
)
def test_only_public_numbers_may_be_asked(number: str, public: bool) -> None:
    assert may_be_asked(number, ()) is public


def test_a_network_of_the_settings_may_be_asked_and_no_other() -> None:
    networks = [ipaddress.ip_network("10.1.0.0/16")]

    assert may_be_asked("10.1.2.3", networks)
    assert may_be_asked("::ffff:10.1.2.3", networks)
    assert not may_be_asked("10.2.0.1", networks)


OURS = "User-agent: other\nDisallow: /\n\nUser-agent: NewsLedger/1\n"


@pytest.mark.parametrize(
    ("text", "target", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        (OURS + "Allow: /", "/a", True),
        (OURS + "Disallow: /a", "/ab", False),
        (OURS + "User-agent: third\nDisallow: /a", "/a", False),
        (OURS + "Disallow: /b\n\nUser-agent: *\nDisallow: /a", "/a", True),
        (OURS + "Disallow: /b\nUser-agent: *\nDisallow: /\nUser-agent: newsledger\nDisallow: /c", "/c", False),
        ("User-agent: newsledgers\nDisallow: /", "/a", True),
        ("Disallow: /\nUser-agent: *\nAllow: /", "/a", True),
        ("user-AGENT : * # all\n disallow : /a # b\r\n", "/a", False),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /\nAllow: /p", "/page", True),
        ("User-agent: *\nAllow: /p\nDisallow: /page", "/page", False),
        ("User-agent: *\nDisallow: /page\nAllow: /page", "/page", True),
        ("User-agent: *\nDisallow: /*.php", "/a/b.php?c", False),
        ("User-agent: *\nDisallow: /*.php$", "/a/b.php?c", True),
        ("User-agent: *\nDisallow: /*.php$", "/a/b.php", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /a*ba$", "/aba", False),
        ("User-agent: *\nDisallow: /ab*ba$", "/aba", True),
        ("User-agent: *\nDisallow: *print=", "/a?print=1", False),
        ("User-agent: *\nDisallow: /\u00fc", "/%c3%bc", False),
        ("User-agent: *\nDisallow: /%61", "/a", False),
        ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
        ("User-agent: *\nDisallow: /A", "/a", True),
    ],
)  # fmt: skip
def test_robots_txt_is_read_as_its_standard_says(
    text: str, target: str, allowed: bool
) -> None:
    assert robots(text.encode()).allow(target) is allowed


@pytest.mark.parametrize(
    ("told", "delay"), [("7", 7), ("0.5", 0.5), ("x", 0), ("-1", 0), ("1e9", 0)]
)
def test_robots_txt_tells_a_pause(told: str, delay: float) -> None:
    assert robots(f"User-agent: *\nCrawl-delay: {told}".encode()).delay == delay


@given(st.binary())
def test_any_bytes_are_a_robots_txt(data: bytes) -> None:
    assert robots(data).allow("/") in (True, False)


def test_a_pattern_of_a_stranger_does_not_take_for_ever() -> None:
    text = f"User-agent: *\nDisallow: /{'*a' * 100_000}b"

    assert robots(text.encode()).allow("/" + "a" * 1999)
