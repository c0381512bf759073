"""How long 20,000 accepted entries take to be exported, beside hledger that reads them.

    python tests/bench/bench_export.py

Prints milliseconds of CPU time for each format, those of `hledger stats` on the journal, and their
ratio. The goal is three seconds, and no more than hledger takes.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "bench")]

from ledger_samples import IRAQ, reading  # noqa: E402
from results import tell  # noqa: E402

from parsers.ledger import BINARY, FORMATS  # noqa: E402
from parsers.ledger.seal import sealed  # noqa: E402
from parsers.ledger.volumes import DIALECTS, volumes  # noqa: E402
from parsers.model import Entry, Period, Reading  # noqa: E402
from parsers.pipeline import collect_seldom  # noqa: E402

ENTRIES = 20_000
IN_ARTICLE = 3
MOST_SECONDS = 3
GOAL = 1.5
RUNS = 3


def made() -> list[Reading]:
    """As many entries as people accept in years, three in an article."""
    random.seed(7)
    entries = [_entry(number) for number in range(ENTRIES)]
    return [
        reading(*entries[at : at + IN_ARTICLE], name=entries[at].article)
        for at in range(0, ENTRIES, IN_ARTICLE)
    ]


def _entry(number: int) -> Entry:
    assert IRAQ.value is not None
    year = random.randrange(2001, 2021)
    month = f"{year}-{random.randrange(1, 13):02}"
    return replace(
        IRAQ,
        id=f"nl-{number:012x}",
        article=f"{number // IN_ARTICLE:05}.txt",
        reporter=random.choice(("IRN", "RUS", "CHN")),
        partner=random.choice(("IRQ", "TUR", "IND", "WLD")),
        commodity=random.choice((None, "wheat", "crude oil", "non-oil goods")),
        period=Period.of(random.choice((str(year), month))),
        value=replace(IRAQ.value, amount=Decimal(random.randrange(10**10))),
        quote=f"Iran has exported commodities valued at $1.45 billion {'x' * 120}",
    )


def milliseconds(work: Callable[[], object]) -> float:
    """The best time of some runs, as the processor counts it: others may be at work."""
    times = []
    for _ in range(RUNS):
        start = _spent()
        work()
        times.append(_spent() - start)
    return min(times) * 1000


def _spent() -> float:
    """Seconds of this process, and of those that it started."""
    return sum(os.times()[:4])


def main() -> int:
    """Measure, and answer whether every goal was met."""
    readings = made()
    collect_seldom()  # as every command that reads articles
    words = {entry.id: "accepted" for each in readings for entry in each.entries}
    times = {"journal, by year": milliseconds(lambda: _volumes(readings, words))}
    for name, write in FORMATS.items():
        if name != "table":
            times[name] = milliseconds(lambda w=write: _text(w, readings, words))  # type: ignore[misc]
    for name, pack in BINARY.items():
        times[name] = milliseconds(lambda p=pack: p(readings, verdicts=words))  # type: ignore[misc]
    with tempfile.NamedTemporaryFile("w", suffix=".journal", encoding="utf-8") as file:
        file.writelines(FORMATS["journal"](readings, verdicts=words))
        file.flush()
        anchor = milliseconds(lambda: _stats(file.name))
    for name, took in times.items():
        tell(f"{ENTRIES:,} entries as {name}", took, anchor, GOAL)
    slow = [name for name, took in times.items() if took > MOST_SECONDS * 1000]
    print(f"slower than {MOST_SECONDS} s: {', '.join(slow) or 'none'}")
    return bool(slow)


def _text(write, readings, words) -> str:  # type: ignore[no-untyped-def]
    return sealed("".join(write(readings, verdicts=words)), ";", "1")


def _volumes(readings: list[Reading], words: dict[str, str]) -> None:
    for volume in volumes(readings, DIALECTS["journal"], words):
        sealed(volume.text, ";", "1")


def _stats(path: str) -> None:
    subprocess.run(
        ["hledger", "-f", path, "stats"], check=True, stdout=subprocess.DEVNULL
    )


if __name__ == "__main__":
    sys.exit(main())
