"""Articles that more than one test reads: seeds, annotated ones, a choice of a corpus."""

from __future__ import annotations

import json
import os
import tarfile
from collections.abc import Iterator
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from parsers.articles import Found, article_from_text, find, read
from parsers.articles.decoding import decode
from parsers.model import Article
from parsers.resources import data_folder

ONE_IN = 16
"""Of how many articles of the corpus one is taken; which one, its name tells."""


def seeds() -> list[Article]:
    """The five articles that come with the program."""
    return _articles(data_folder("seeds"))


def annotated(shared: Path) -> list[Article]:
    """The annotated articles, without those that are kept for the last check."""
    lines = (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    names = {json.loads(line)["doc"] for line in lines}
    return _articles(shared / "gold" / "articles", names)


def corpus(shared: Path, count: int) -> Iterator[Article]:
    """The same articles of the corpus each time, annotated ones left out.

    They come from the folder `NEWSLEDGER_CORPUS`, else from the packed corpus.
    """
    # Where no annotated ones are, none is left out.
    annotated = {path.name for path in (shared / "gold" / "articles").glob("*")}
    folder = os.environ.get("NEWSLEDGER_CORPUS")
    files = _unpacked(Path(folder)) if folder else _packed(shared)
    chosen = ((n, d) for n, d in files if n not in annotated)
    for name, data in islice(chosen, count):
        decoded = decode(data)
        if decoded is not None:
            yield article_from_text(name, decoded.text)


def _articles(folder: Path, names: set[str] | None = None) -> list[Article]:
    found = [f for f in find([folder]) if isinstance(f, Found)]
    wanted = [f for f in found if names is None or f.name in names]
    return [a for a in map(read, wanted) if isinstance(a, Article)]


def _unpacked(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.glob("*.txt")):
        if _is_chosen(path.name):
            yield path.name, path.read_bytes()


def _packed(shared: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(shared / "corpus" / "tehran-times.tar.xz", "r|xz") as archive:
        for member in archive:
            name = member.name.rpartition("/")[2]
            if member.isfile() and name.endswith(".txt") and _is_chosen(name):
                file = archive.extractfile(member)
                if file is not None:
                    yield name, file.read()


def _is_chosen(name: str) -> bool:
    digest = blake2b(name.encode("utf-8", "surrogateescape"), digest_size=4).digest()
    return int.from_bytes(digest, "big") % ONE_IN == 0
