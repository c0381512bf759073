"""Archives of articles, made by hand: members of tar and zip, records of WARC."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path


def page(text: str, title: str = "", day: str = "", charset: str = "utf-8") -> bytes:
    """A web page with an article, a paragraph for each line, and what stands around."""
    told = f'<meta property="article:published_time" content="{day}">' if day else ""
    lines = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line)
    return (
        f"<html><head><title>{escape(title)}</title>{told}</head><body>"
        f"<nav><a href='/'>Home</a></nav><article><h1>{escape(title)}</h1>{lines}"
        "</article><footer>Imprint</footer></body></html>"
    ).encode(charset)


def answer(
    body: bytes,
    url: str = "https://example.org/1",
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    more: str = "",
) -> bytes:
    """What a crawler keeps of the answer of a server."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n"
    return record("response", head.encode() + body, url)


def record(kind: str, block: bytes, url: str = "https://example.org/1") -> bytes:
    """One record of WARC."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2020-03-21T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def tar(path: Path, members: Mapping[str, bytes], mode: str = "w") -> Path:
    """A tar archive."""
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    """A zip archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path
