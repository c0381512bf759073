from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.articles import LIMIT, Found, find, read
from parsers.model import Article, Skipped

HEAD = "Subject: Exports up\nDate: Fri, 20 Mar 2020 08:00:00 +0330\n"
SALE = "Iran exported goods worth $1.45 billion to Iraq."


def part(kind: str, text: str, more: str = "") -> str:
    return f"--x\nContent-Type: {kind}\n{more}\n{text}\n"


def mail(*parts: str, head: str = HEAD, kind: str = "mixed") -> str:
    return (
        f"{head}Content-Type: multipart/{kind}; boundary=x\n\n{''.join(parts)}--x--\n"
    )


def read_all(folder: Path, data: str | bytes, name: str) -> list[Article | Skipped]:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return [i if isinstance(i, Skipped) else read(i, LIMIT) for i in find([path])]


def told(folder: Path, data: str | bytes) -> Article:
    (article,) = read_all(folder, data, "a.eml")
    assert isinstance(article, Article), article
    return article


def refused(folder: Path, data: str | bytes) -> str:
    (skipped,) = read_all(folder, data, "a.eml")
    assert isinstance(skipped, Skipped), skipped
    return skipped.reason


# --- what a mail tells -----------------------------------------------------------------


def test_a_mail_tells_its_text_its_subject_and_its_day(tmp_path: Path) -> None:
    article = told(tmp_path, f"{HEAD}\n{SALE}\r\nMore.\n")

    assert (article.name, article.title) == ("a.eml", "Exports up")
    assert article.date == "2020-03-20"
    assert article.text == f"{SALE}\nMore.\n"


@pytest.mark.parametrize("kind", ["alternative", "mixed"])
def test_plain_text_is_preferred_to_html_and_attachments_are_passed_over(
    tmp_path: Path, kind: str
) -> None:
    attached = "Content-Disposition: attachment; filename=a.txt\n"
    data = mail(
        part("text/plain", "attached", attached),
        part("text/html", "<p>html"),
        part("text/plain", SALE),
        part("application/x-sh", "rm -rf /"),
        kind=kind,
    )

    assert told(tmp_path, data).text == SALE


def test_html_is_read_where_there_is_no_other_text(tmp_path: Path) -> None:
    page = (
        "<html><head><title>T</title><style>p{color:red}</style></head><body>"
        "<h1>Exports\n up</h1><p>Iran &amp; <b>Iraq</b>: $5<br>next<script>evil()</script>"
        "<table><tr><td>a</td><td>b</td></tr></table><p></body></html>"
    )

    article = told(tmp_path, mail(part("text/html; charset=utf-8", page)))

    assert article.text == "Exports up\nIran & Iraq: $5\nnext\na\nb"


@pytest.mark.parametrize(
    ("packed", "how"),
    [("caf=C3=A9 $5", "quoted-printable"), ("Y2Fmw6kgJDU=", "base64")],
)
def test_what_a_text_was_packed_in_is_undone(
    tmp_path: Path, packed: str, how: str
) -> None:
    data = mail(
        part("text/plain; charset=utf-8", packed, f"Content-Transfer-Encoding: {how}\n")
    )

    assert told(tmp_path, data).text == "café $5"


@pytest.mark.parametrize(
    ("charset", "data", "text", "repaired"),
    [
        ("iso-8859-1", b"\x80 5", "€ 5", False),
        ("windows-1256", b"\xc7", "\u0627", False),
        ("utf-8", b"caf\xe9", "café", True),
        ("us-ascii", "café".encode(), "café", False),
        ("no-such", "café".encode(), "café", False),
        ("unicode_escape", b"\\u0041", "\\u0041", False),
        ("zip", b"abc", "abc", False),
        ("utf-16", b"\xff\xfea\0", "a", False),
        ("gb2312", b"\xff\xff", "\ufffd\ufffd", True),
    ],
)
def test_the_charset_of_a_text_is_believed_as_far_as_it_can_be(
    tmp_path: Path, charset: str, data: bytes, text: str, repaired: bool
) -> None:
    head = f"{HEAD}Content-Type: text/plain; charset={charset}\n\n"

    article = told(tmp_path, head.encode() + data)

    assert (article.text, article.repaired) == (text, repaired)


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("=?utf-8?q?Iran=E2=80=99s?= exports", "Iran\u2019s exports"),
        ("=?utf-8?b?SXJhbg==?=\n =?utf-8?q?_up?=", "Iran up"),
        ("a\n  b", "a b"),
        ("=?utf-8?q?a=0Ab=1B]0;x?=", "a b\x1b]0;x"),
        ("=?nothing?q?a?=", "a"),
        ("café", "café"),
        ("(" * 5000, "(" * 300),
        ("", None),
    ],
)
def test_a_subject_is_one_line(tmp_path: Path, subject: str, title: str | None) -> None:
    assert told(tmp_path, f"Subject: {subject}\n\nText.").title == title


# --- mails that mean harm --------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("Iran exported 5 tons.\n", "no mail: it has no headers"),
        ("", "no mail: it has no headers"),
        (bytes(range(256)) * 40, "no mail: it has no headers"),
        (f"{HEAD}\n \n", "a mail without text"),
        (f"{HEAD}Content-Type: application/pdf\n\n%PDF", "a mail without text"),
        (
            mail(part("text/plain", "x", "Content-Disposition: attachment\n")),
            "a mail w",
        ),
        (f"{HEAD}Content-Disposition: {'(' * 9999}\n\nx", "it is nested too deep"),
        (HEAD + "Content-Type: message/rfc822\n\n" * 3000, "it is nested too deep"),
    ],
)
def test_what_is_no_mail_to_read_is_skipped_with_a_reason(
    tmp_path: Path, data: str | bytes, reason: str
) -> None:
    assert refused(tmp_path, data).startswith(reason)


NAMES = (
    *("Subject", "Date", "MIME-Version", "Content-Type", "Content-Disposition"),
    "Content-Transfer-Encoding",
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(NAMES),
            st.text(
                st.sampled_from("a=?(\"\\;<>@,:*'%_qb64/ \t\xe9\0\n") | st.characters()
            ),
        ),
        min_size=1,
    ),
    st.binary(),
)
@settings(max_examples=60, deadline=None)
def test_any_headers_end_in_an_article_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory,
    headers: list[tuple[str, str]],
    body: bytes,
) -> None:
    head = "".join(f"{name}: {value}\n" for name, value in headers)
    data = head.encode("utf-8", "surrogatepass") + b"\n" + body

    (found,) = read_all(tmp_path_factory.mktemp("any"), data, "a.eml")

    assert isinstance(found, Article) or found.reason != "what reads it broke down"


# --- mailboxes -------------------------------------------------------------------------

MAIL = f"From ada@example.org Fri Mar 20 08:00:00 2020\n{HEAD}\n"


def test_a_mailbox_holds_mails(tmp_path: Path) -> None:
    box = f"{MAIL}{SALE}\n>From here on\nFrom Iraq\n\n{MAIL}\n\n{MAIL}{SALE}\n"

    first, second, third = read_all(tmp_path, box, "in.mbox")

    assert isinstance(first, Article)
    assert (first.name, first.title) == ("in.mbox/1", "Exports up")
    assert first.text == f"{SALE}\nFrom here on\nFrom Iraq\n\n"
    assert isinstance(second, Skipped)
    assert (second.name, second.reason) == ("in.mbox/2", "a mail without text")
    assert isinstance(third, Article)


def test_what_does_not_begin_like_a_mailbox_is_none(tmp_path: Path) -> None:
    (skipped,) = read_all(tmp_path, f"{HEAD}\n{SALE}\n", "in.mbox")

    assert isinstance(skipped, Skipped)
    assert skipped.reason == "no mailbox: its first line does not begin with From"


def test_a_mail_of_a_mailbox_has_a_limit_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "in.mbox"
    path.write_text(f"{MAIL}{'x' * 1000}\n\n{MAIL}{SALE}\n")

    first, second = (read(i, 500) for i in find([path]) if isinstance(i, Found))

    assert isinstance(first, Skipped)
    assert first.reason == "larger than 500 bytes"
    assert isinstance(second, Article)


def test_a_mailbox_that_was_changed_since_is_not_read_in_the_middle_of_a_mail(
    tmp_path: Path,
) -> None:
    path = tmp_path / "in.mbox"
    path.write_text(f"{MAIL}{SALE}\n\n{MAIL}{SALE}\n")
    _, second = find([path])
    path.write_text(f"{MAIL}{SALE * 2}\n\n{MAIL}{SALE}\n")

    assert isinstance(second, Found)
    found = read(second)

    assert isinstance(found, Skipped)
    assert found.reason == "the file has changed since it was listed"
