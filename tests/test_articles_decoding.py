from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.articles.decoding import Decoded, canonical, decode, without_surrogates

EACH = 300
ACCENTS = (
    "Türkiye\u2019s",
    "“quoted”",
    "café",
    "£5 million",
    "Österreich",
    "2\u20133 t",
    "€7",
)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"))


def half_and_half(text: str) -> bytes:
    middle = len(text) // 2
    return text[:middle].encode() + text[middle:].encode("cp1252")


ENCODERS: dict[str, tuple[Callable[[str], bytes], bool]] = {
    "cp1252": (lambda text: text.encode("cp1252"), True),
    "half and half": (half_and_half, True),
    "utf-16": (lambda text: text.encode("utf-16"), False),
    "utf-16-le": (lambda text: text.encode("utf-16-le"), False),
    "utf-16-be": (lambda text: text.encode("utf-16-be"), False),
    "utf-8-sig": (lambda text: text.encode("utf-8-sig"), False),
    "utf-32": (lambda text: text.encode("utf-32"), False),
}


@pytest.fixture(scope="module")
def articles(shared: Path) -> list[str]:
    """300 texts that cp1252 can write: annotated articles, and shuffles of them."""
    paths = sorted(shared.joinpath("gold/articles").glob("*.txt"))
    texts = [path.read_text("utf-8") for path in paths]
    texts = [text.encode("cp1252", "ignore").decode("cp1252") for text in texts]
    chance = random.Random(11)
    while len(texts) < EACH:
        words = chance.choice(texts).split(" ")
        for _ in range(5):
            words.insert(chance.randrange(len(words)), chance.choice(ACCENTS))
        texts.append(" ".join(words))
    return texts[:EACH]


@pytest.mark.parametrize("encoding", ENCODERS)
def test_a_reencoded_article_is_read_exactly_and_flagged_when_guessed(
    encoding: str, articles: list[str]
) -> None:
    encode, mixed = ENCODERS[encoding]
    for text in articles:
        decoded = decode(encode(text))

        assert decoded is not None
        assert decoded.text == text
        assert decoded.repaired == (mixed and encode(text) != text.encode())
        assert "\ufffd" not in decoded.text


@given(TEXT)
def test_utf_8_is_read_as_python_reads_it(text: str) -> None:
    data = text.removeprefix("\ufeff").encode()

    assert decode(data) == Decoded(canonical(data.decode()), "utf-8", False)


@given(st.binary(max_size=400))
def test_no_bytes_are_replaced_silently(data: bytes) -> None:
    decoded = decode(data)

    if decoded is not None and not decoded.repaired:
        codec = decoded.encoding.split(" ")[0]
        assert decoded.text.count("\ufffd") == data.decode(codec).count("\ufffd")


@given(st.binary(max_size=400))
def test_what_is_read_can_always_be_written(data: bytes) -> None:
    decoded = decode(data)

    if decoded is not None:
        decoded.text.encode("utf-8")
        assert "\r" not in decoded.text


@given(st.text(alphabet="a\r\n", max_size=40))
def test_canonical_text_is_what_python_reads_in_text_mode(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "line-ends.txt"
    path.write_bytes(text.encode())

    assert canonical(text) == path.read_text("utf-8")


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(b"Iran exported 5 tons." * 50, mtime=1),
        random.Random(1).randbytes(2000),
        b"\x00" * 5000,
        b"\x7fELF\x02\x01\x01" + b"\x00" * 9 + b"\x03\x00>\x00\x01" + b"\xff" * 50,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff",
        b"\x01\x02\x03\x04\x05\xff\xfe\x06" * 30,
        b"text" + b"\x00" * 40 + b"text" * 20,
        b"\xff\xfe" + b"\x00" * 200,
    ],
)
def test_binary_files_are_not_text(data: bytes) -> None:
    assert decode(data) is None


@pytest.mark.parametrize(
    ("data", "text", "encoding", "repaired"),
    [
        (b"", "", "utf-8", False),
        (b"war. \x00 \x1a\nIran" + b"." * 99, "war. \x00 \x1a\nIran" + "." * 99, "", 0),
        (b"\xef\xbb\xbfIran", "Iran", "utf-8 (BOM)", False),
        (b"\xef\xbb\xbfcaf\xe9", "caf\xe9", "utf-8/cp1252 mixed", True),
        (b"\xff\xfeI\x00r\x00a", "Ir\ufffd", "utf-16-le (BOM)", True),
        (b"\xff\xfeI\x00\x00\xd8r\x00", "I\ufffdr", "utf-16-le (BOM)", True),
        (b"\xff\xfe\x00\x00I\x00\x00\x00", "I", "utf-32-le (BOM)", False),
        (b"\x81\x8d caf\xe9 \x93x\x94", "\ufffd\ufffd café “x”", "", True),
        (b"\xed\xa0\x80", "í\xa0€", "utf-8/cp1252 mixed", True),
        (b"a\r\r\nb\rc\r\nd", "a\n\nb\nc\nd", "utf-8", False),
    ],
)
def test_odd_bytes_are_read_in_one_known_way(
    data: bytes, text: str, encoding: str, repaired: bool
) -> None:
    decoded = decode(data)

    assert decoded is not None
    assert (decoded.text, decoded.repaired) == (text, repaired)
    assert decoded.encoding == (encoding or decoded.encoding)


def test_surrogates_become_replacement_characters() -> None:
    assert without_surrogates("a\ud800b\udcff") == "a\ufffdb\ufffd"
