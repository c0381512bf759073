"""CPU time of a WARC from opening it to finished entries, against trafilatura alone.

    python tests/bench/bench_warc.py [--corpus FOLDER] [--pages N]

Articles are made pages of the weight that pages of newspapers have, about 100 KB: menus,
teasers, scripts and styles stand around each. trafilatura on the bytes of the same pages,
in one process and without any WARC, is what nobody can do without; all else is ours. The
time of deputies is counted in, their start is not: what a file with a single page takes is
taken off.
"""

from __future__ import annotations

import gzip
import random
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from corpus import ROOT, arguments, engine, folder, shuffled

sys.path.insert(0, str(ROOT / "tests"))

from archive_samples import answer, page

from parsers.articles import LIMIT, Found, find, read
from parsers.articles.forms.deputy import deputy
from parsers.articles.forms.pages import told
from parsers.model import Article
from parsers.pipeline import collect_seldom, read_all

TURNS = 3
WEIGHT = 100_000
"""Bytes of a page, by and large."""
WORDS = "trade export minister report market year energy official company region"


def used() -> float:
    """CPU seconds of this process, and of those that it started and that have ended."""
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def seconds(run: Callable[[], object]) -> float:
    """The best CPU seconds of a few calls, those of deputies included."""
    best = float("inf")
    for _ in range(TURNS):
        before = used()
        run()
        for form in ("listing", "member", "page"):
            deputy(form).stop()
        best = min(best, used() - before)
    return best


def heavy(data: bytes, chance: random.Random) -> bytes:
    """The page with as much around its article as newspapers put there."""
    words = WORDS.split()

    def line(length: int) -> str:
        return " ".join(chance.choices(words, k=length))

    links = "".join(
        f'<li class="item-{n}"><a href="/{n}/{line(1)}" title="{line(3)}">{line(4)}</a></li>'
        for n in range(150)
    )
    teasers = "".join(
        f'<div class="teaser"><h3><a href="/t{n}">{line(8)}</a></h3><p>{line(12)}</p></div>'
        for n in range(40)
    )
    around = f"<nav><ul>{links}</ul></nav><aside>{teasers}</aside>"
    rest = max(WEIGHT - len(data) - len(around), 0)
    script = f"<script>var state = '{line(rest // 8)}';</script>"
    return data.replace(b"<nav>", f"{script}{around}<nav>".encode(), 1)


def pages(articles: Path, seed: int, most: int) -> list[bytes]:
    """Some articles as web pages."""
    chance = random.Random(seed)
    found = (read(each) for each in shuffled(articles, seed)[:most])
    return [
        heavy(page(each.text, each.title or "", each.date or ""), chance)
        for each in found
        if isinstance(each, Article)
    ]


def listed(path: Path) -> list[Found]:
    """The pages of a WARC, none of which is read yet."""
    return [item for item in find([path]) if isinstance(item, Found)]


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("--pages", type=int, default=300, help="how many [300]")
    options = parser.parse_args()
    rules = engine()
    collect_seldom()
    made = pages(folder(options.corpus), options.seed, options.pages)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "pages.warc.gz"
        path.write_bytes(b"".join(gzip.compress(answer(data)) for data in made))
        size, packed = sum(map(len, made)), path.stat().st_size
        print(f"{len(made)} pages, {size / 1e6:.1f} MB, packed {packed / 1e6:.1f} MB")

        single = Path(place) / "single.warc.gz"
        single.write_bytes(gzip.compress(answer(made[0])))

        def each(run: Callable[[Path], object]) -> float:
            """Milliseconds a page."""
            taken = seconds(lambda: run(path)) - seconds(lambda: run(single))
            return taken / (len(made) - 1) * 1e3

        alone = seconds(lambda: [told(data) for data in made]) / len(made) * 1e3
        times = {
            "listing": each(listed),
            "listing and reading": each(lambda p: [read(item) for item in listed(p)]),
            "listing, reading, rules": each(
                lambda p: list(read_all([p], rules, LIMIT))
            ),
        }
        for what, ours in times.items():
            ratio = f"{ours / alone:>7.2f}x"
            print(f"{f'{what} / trafilatura':<44}{ours:>9.2f}{alone:>9.2f} ms{ratio}")


if __name__ == "__main__":
    main()
