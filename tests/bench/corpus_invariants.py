"""Reads every article of the corpus and checks what must be true of each.

    python tests/bench/corpus_invariants.py [--corpus FOLDER] [--jobs N]

No exception; each figure is booked, masked or open, and booked by an entry that is
there; every span covers the text that goes with it; no rule ran out of its time. It
ends with 1 where something is not so.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus import arguments, engine, everything, folder, in_processes, size_of

from parsers.articles import Found, read
from parsers.model import Reading, Skipped, Span

SHOWN = 20
"""Faults of which the words are printed; the others are counted."""


@dataclass(slots=True)
class Tally:
    """What was counted in some articles. Mutable: it grows by addition."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    overruns: list[str] = field(default_factory=list)
    seconds: float = 0.0
    """CPU time of reading and extraction, without start-up and checks."""

    def add(self, other: Tally) -> None:
        """Count what the other one counted, too."""
        self.counts.update(other.counts)
        self.faults += other.faults
        self.overruns += other.overruns
        self.seconds += other.seconds


def tally(files: Sequence[Found]) -> Tally:
    """Read some files and check them; made for a process of its own."""
    done, rules = Tally(), engine()
    for found in files:
        done.counts["bytes"] += size_of(found)
        start = time.process_time()
        try:
            article = read(found)
            outcome = article if isinstance(article, Skipped) else rules.read(article)
        except Exception as error:
            done.faults.append(f"{found.name}: {type(error).__name__}: {error}")
            continue
        finally:
            done.seconds += time.process_time() - start
        if isinstance(outcome, Skipped):
            done.counts["skipped"] += 1
            continue
        count(outcome, done)
        done.faults += [f"{found.name}: {fault}" for fault in faults(outcome)]
    return done


def count(reading: Reading, done: Tally) -> None:
    """Add what one article holds."""
    done.counts["articles"] += 1
    done.counts["figures"] += len(reading.figures)
    done.counts["entries"] += len(reading.entries)
    done.counts.update(f"figures {figure.state}" for figure in reading.figures)
    done.counts.update(f"entries {entry.flow}" for entry in reading.entries)
    done.counts.update(f"entries by {entry.rule}" for entry in reading.entries)
    done.counts["articles with entries"] += bool(reading.entries)
    done.overruns += [
        f"{reading.article.name}: {overrun.rule} at {overrun.span}"
        for overrun in reading.overruns
    ]


def faults(reading: Reading) -> Iterator[str]:
    """What is not as it must be in one article."""
    text = reading.article.text
    for span, words in quoted(reading):
        if span.of(text) != words:
            yield f"{span} is {span.of(text)!r}, not {words!r}"
    ids = {entry.id for entry in reading.entries}
    if len(ids) != len(reading.entries):
        yield "two entries have the same id"
    states = Counter(figure.state for figure in reading.figures)
    if states["booked"] + states["masked"] + states["open"] != len(reading.figures):
        yield f"states that do not add up: {dict(states)}"
    for figure in reading.figures:
        if (figure.entry in ids) is not (figure.state == "booked"):
            yield f"{figure.text!r} is {figure.state} by {figure.entry}"
        if (figure.reason is not None) is not (figure.state == "masked"):
            yield f"{figure.text!r} is {figure.state} for {figure.reason!r}"
    measures = sum(len(entry.measures) for entry in reading.entries)
    if measures != states["booked"]:
        yield f"{measures} measures, but {states['booked']} booked figures"
    yield from disordered([figure.span for figure in reading.figures])


def quoted(reading: Reading) -> Iterator[tuple[Span, str]]:
    """Every span of a reading with the text that should be there."""
    for figure in reading.figures:
        yield figure.span, figure.text
    for entry in reading.entries:
        yield entry.span, entry.quote
        for measure in entry.measures:
            yield measure.span, measure.text


def disordered(spans: Sequence[Span]) -> Iterator[str]:
    """Figures that overlap or are out of order."""
    for one, two in pairwise(spans):
        if one.end > two.start:
            yield f"{one} and {two} are not one behind the other"


def report(total: Tally, wall: float) -> Iterable[str]:
    """What to print of it all."""
    for name, number in sorted(total.counts.items()):
        yield f"{name:<36}{number:>14,}"
    megabytes = total.counts["bytes"] / 1e6
    yield f"{'CPU seconds':<36}{total.seconds:>14.1f}"
    yield f"{'MB/s of CPU':<36}{megabytes / total.seconds:>14.2f}"
    yield f"{'wall seconds':<36}{wall:>14.1f}"
    yield f"{'overruns':<36}{len(total.overruns):>14,}"
    yield from (f"  {line}" for line in total.overruns)
    yield f"{'faults':<36}{len(total.faults):>14,}"
    yield from (f"  {line}" for line in total.faults[:SHOWN])


def main() -> int:
    """Check and print; 1 where something is wrong."""
    parser = arguments(__doc__)
    parser.add_argument("--jobs", type=int, default=1, help="processes [1]")
    options = parser.parse_args()
    files = everything(folder(options.corpus))
    total, start = Tally(), time.perf_counter()
    for part in in_processes(tally, files, options.jobs):
        total.add(part)
    print("\n".join(report(total, time.perf_counter() - start)))
    return 1 if total.faults or total.overruns else 0


if __name__ == "__main__":
    sys.exit(main())
