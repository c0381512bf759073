"""Compares the entries of articles as web pages, in whatever form these lie.

    python tests/bench/same_forms.py [--corpus FOLDER] [--pages N]

Articles of the corpus are made web pages in a folder, in tar, zip, WARC, Parquet and JSON
Lines: all of them must have the same entries. It ends with 1 where some differ.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from comparison import Judge, entries_of
from corpus import ROOT, arguments, engine, folder, shuffled

sys.path.insert(0, str(ROOT / "tests"))

from archive_samples import answer, page, tar, zipped

from parsers.articles import Found, find, read
from parsers.engine import Engine
from parsers.model import Article, Entry
from parsers.pipeline import collect_seldom


def bare(entries: Iterable[Entry]) -> list[Entry]:
    """Entries without the name of their article, and the id which is made of that."""
    return [replace(entry, id="", article="") for entry in entries]


def forms(articles: Sequence[Found], rules: Engine, place: Path, judge: Judge) -> None:
    """Read articles as web pages in whatever they lie."""
    pages = dict(page_of(found) for found in articles)
    top = place / "pages"
    top.mkdir()
    for name, data in pages.items():
        (top / name).write_bytes(data)
    expected = bare(entries_of([top], rules))
    texts = bare(entries_of([Path(os.fsdecode(f.path)) for f in articles], rules))
    print(
        f"{len(pages)} articles, {len(texts)} entries, {len(expected)} of their pages"
    )
    for name, write in writers(top, pages).items():
        write(place / name)
        start = time.process_time()
        found = bare(entries_of([place / name], rules))
        taken = time.process_time() - start
        judge.tell(name, found == expected, f"{taken:7.1f} s of CPU of this process")


def page_of(found: Found) -> tuple[str, bytes]:
    """A web page with an article, and a name for it."""
    article = read(found)
    assert isinstance(article, Article), article
    name = f"{found.name.replace('/', '-').removesuffix('.txt')}.html"
    return name, page(article.text, article.title or "", article.date or "")


def writers(top: Path, pages: dict[str, bytes]) -> dict[str, Callable[[Path], object]]:
    """What writes the same articles in each form, by names of files."""
    import pyarrow
    from pyarrow import parquet

    def records() -> list[dict[str, str | None]]:
        read_all_of = (read(found) for found in find([top]) if isinstance(found, Found))
        return [
            {"text": each.text, "title": each.title, "date": each.date}
            for each in read_all_of
            if isinstance(each, Article)
        ]

    ordered = dict(sorted(pages.items()))
    return {
        "pages.tar.gz": lambda path: tar(path, ordered, "w:gz"),
        "pages.zip": lambda path: zipped(path, ordered),
        "pages.warc.gz": lambda path: path.write_bytes(
            b"".join(gzip.compress(answer(data)) for data in ordered.values())
        ),
        "pages.parquet": lambda path: parquet.write_table(
            pyarrow.Table.from_pylist(records()), path
        ),
        "pages.jsonl": lambda path: path.write_text(
            "\n".join(map(json.dumps, records()))
        ),
    }


def main() -> int:
    """Compare and print; 1 where something is not the same."""
    parser = arguments(__doc__)
    parser.add_argument("--pages", type=int, default=500, help="articles [500]")
    options = parser.parse_args()
    rules, judge = engine(), Judge()
    collect_seldom()
    chosen = shuffled(folder(options.corpus), options.seed)[: options.pages]
    with tempfile.TemporaryDirectory() as place:
        forms(chosen, rules, Path(place), judge)
    judge.sum_up("forms with other entries / all")
    return 1 if judge.different else 0


if __name__ == "__main__":
    sys.exit(main())
