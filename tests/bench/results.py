"""The one form in which a benchmark tells a ratio: as a line, and for the table of all."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

VARIABLE = "NEWSLEDGER_RESULTS"
"""Names the file that takes the measures of a script, when it is one of many."""
WORSE = 1.25
"""Times the last ratio from which on a measure is said to be worse: less is noise."""
Last = Mapping[str, float]
"""The ratios of the last run that was checked in, by script and measure."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What something of ours takes beside something that is as it must be."""

    what: str
    ours: float
    anchor: float
    unit: str = "ms"
    goal: float | None = None
    """The largest ratio that is good enough; None where there is none to reach."""
    near: float | None = None
    """The ratio from which on there is little left to gain."""
    mark: str = ""
    """What plans call the goal: `G3`."""

    @property
    def ratio(self) -> float:
        """Ours in units of the anchor."""
        return self.ours / self.anchor

    @property
    def verdict(self) -> str:
        """Whether the ratio is good enough."""
        if self.goal is None:
            return ""
        if self.ratio > self.goal:
            return "MISSED"
        return "near the limit" if self.near and self.ratio <= self.near else "ok"

    @property
    def line(self) -> str:
        """The measure as one line of text."""
        verdict = "" if self.goal is None else f"  <= {self.goal}x {self.verdict}"
        return (
            f"{self.what:<44}{self.ours:>9.1f}{self.anchor:>9.1f} {self.unit}"
            f"{self.ratio:>7.2f}x{verdict}"
        )


def tell(
    what: str,
    ours: float,
    anchor: float,
    goal: float | None = None,
    *,
    unit: str = "ms",
    near: float | None = None,
    mark: str = "",
) -> None:
    """Print a measure, and put it into the table of all if there is to be one."""
    measure = Measure(what, ours, anchor, unit, goal, near, mark)
    print(measure.line, flush=True)
    if place := os.environ.get(VARIABLE):
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(measure)) + "\n")


def told(place: Path) -> list[Measure]:
    """The measures that a script put into a file."""
    if not place.exists():
        return []
    lines = place.read_text(encoding="utf-8").splitlines()
    return [Measure(**json.loads(line)) for line in lines]


Results = Sequence[tuple[str, Measure]]
"""Measures, each with the script that told it."""


def table(results: Results, last: Last) -> Iterator[str]:
    """All measures as lines of Markdown, each beside the last one checked in."""
    yield "| script | goal | what | ours | anchor | ratio | at most | | last |"
    yield "|---|---|---|--:|--:|--:|--:|---|--:|"
    for script, m in results:
        goal = "" if m.goal is None else f"{m.goal:g}"
        before = last.get(key(script, m))
        ago = "" if before is None else f"{before:.2f}"
        change = " worse" if before is not None and m.ratio > before * WORSE else ""
        cells = (
            *(script, m.mark, m.what, f"{m.ours:,.1f} {m.unit}"),
            *(f"{m.anchor:,.1f} {m.unit}", f"{m.ratio:.2f}", goal),
            *(m.verdict, f"{ago}{change}"),
        )
        yield f"| {' | '.join(cells)} |"


def as_json(results: Results) -> str:
    """All measures, for programs and for the next run."""
    rows = [
        {
            "script": script,
            **asdict(m),
            "ratio": round(m.ratio, 4),
            "verdict": m.verdict,
        }
        for script, m in results
    ]
    return json.dumps(rows, indent=1, ensure_ascii=False) + "\n"


def from_json(text: str) -> Results:
    """What `as_json` wrote."""
    names = [field.name for field in fields(Measure)]
    return [
        (row["script"], Measure(**{name: row[name] for name in names}))
        for row in json.loads(text)
    ]


def ratios(results: Results) -> Last:
    """The ratios of some measures, as the next run compares with them."""
    return {key(script, m): m.ratio for script, m in results}


def merged(measured: Results, before: Results, run: Collection[str]) -> Results:
    """The measures of a run, and those from before of the scripts that it left out.

    Args:
        measured: What the scripts told that were run.
        before: What was checked in last.
        run: The names of those scripts; one may have told nothing.
    """
    kept = [row for row in before if row[0] not in run]
    return sorted([*kept, *measured], key=lambda row: row[0])


def key(script: str, measure: Measure) -> str:
    """What a measure is known by from one run to the next."""
    return f"{script}: {measure.what}"


def rows_in(document: str, run: Collection[str], measured: Sequence[str]) -> list[str]:
    """The rows that a document is to have, by script.

    Args:
        document: As it was checked in last; what it says of scripts that were not run
            stays as it is.
        run: The names of the scripts that were run.
        measured: Their rows.
    """
    inside = document.partition(BEGIN)[2].partition(END)[0]
    lines = [line for line in inside.splitlines() if line.startswith("| ")]
    kept = [line for line in lines[1:] if _script(line) not in run]
    return sorted([*kept, *measured], key=_script)


def _script(row: str) -> str:
    return row.split("|")[1].strip()


def replaced(document: str, lines: Iterable[str]) -> str:
    """A document with other lines between its two marks."""
    head, begin, rest = document.partition(BEGIN)
    _, end, tail = rest.partition(END)
    return "\n".join((f"{head}{begin}", *lines, f"{end}{tail}"))


BEGIN, END = "<!-- measured -->", "<!-- end -->"
