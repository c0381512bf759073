"""How soon the text is lit by a rule that is saved, beside loading all rules anew.

    python tests/bench/bench_rule_edits.py [COUNT] [SEED]

Writes a rule of a project of the shipped rules in the pane of the browser, COUNT times
(1,000), a third of them broken, saves each, and waits for the open article to be lit by
it. Counts what must not be: an exit, a cursor or a scroll that moved, an article that is
not lit as the saved file reads it.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from results import tell  # noqa: E402
from rule_edits import Edit, edits  # noqa: E402
from tui_driver import Browser, browsing  # noqa: E402

from parsers.pipeline import load_rules  # noqa: E402
from parsers.project import init  # noqa: E402
from tui.library import PathsLibrary  # noqa: E402

RULE = "taken-in"
GOAL = 150.0
"""Milliseconds from the key to the text that is lit."""
CHECKED = 25
"""Of so many edits, one is compared with the file loaded anew."""


@dataclass
class Tally:
    """What came of the edits."""

    times: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    """Milliseconds of CPU of all threads: what other work on the machine adds is little."""
    broken: int = 0
    lit: int = 0
    refused: int = 0
    moved: int = 0
    wrong: int = 0


async def save(browser: Browser, rules: Path, edit: Edit, tally: Tally) -> None:
    """Write an edit and save it at once; the clock runs from the key."""
    screen = browser.screen
    article, before = screen.article, browser.page
    place = article.scroll_offset, before.figure and before.figure.span
    screen.rule_pane.editor.load_text(edit.text)
    start, used = time.perf_counter(), time.process_time()
    browser.app.simulate_key("ctrl+s")
    await browser.until(lambda: screen.is_tried)
    painted = asyncio.Event()
    screen.call_after_refresh(painted.set)
    await painted.wait()
    tally.times.append((time.perf_counter() - start) * 1000)
    tally.cpu.append((time.process_time() - used) * 1000)
    is_good = screen.is_good
    page = browser.page
    now = article.scroll_offset, page.figure and page.figure.span
    tally.moved += now != place
    tally.broken += not is_good
    tally.lit += is_good
    await browser.settle()
    tally.refused += edit.text.rstrip() not in dedented(rules.read_text())
    if is_good and len(tally.times) % CHECKED == 1:
        engine = load_rules([rules]).engine
        assert engine is not None
        anew = engine.read(page.reading.article)
        tally.wrong += anew.entries != browser.page.reading.entries


def dedented(text: str) -> str:
    """A rule file with its rules at the margin."""
    return "\n".join(line.removeprefix("  ") for line in text.split("\n"))


async def run(count: int, seed: int, tally: Tally) -> None:
    """All edits, in one browser."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        init(folder)
        rules = folder / "rules" / "mine.yaml"
        texts = sorted((ROOT / "seeds").glob("*.txt"))
        article = folder / "articles" / "example.txt"
        long = "\n\n".join(path.read_text(encoding="utf-8") for path in texts[:3])
        article.write_text(article.read_text(encoding="utf-8") + "\n" + long)
        library = PathsLibrary((article,), (rules,), 2**24)
        async with browsing(library) as browser:
            while browser.page.entry is None or browser.page.entry.rule != RULE:
                await browser.press("f")
            await browser.press("g E")
            await browser.until(lambda: browser.screen.is_ruling)
            text = browser.screen.rule_pane.text
            for edit in edits(text, count, seed):
                await save(browser, rules, edit, tally)


def main() -> None:
    """Run all edits and print what came of them."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    tally = Tally()
    # As the program does, so that threads do not keep the screen waiting.
    sys.setswitchinterval(0.001)
    used = time.process_time()
    load_rules([ROOT / "config" / "rules" / "trade-en.yaml"])
    anew = (time.process_time() - used) * 1000
    asyncio.run(run(count, seed, tally))
    times = tally.times
    soon = sum(one <= GOAL for one in times)
    print(
        f"{len(times):,} edits saved: {tally.lit:,} lit, {tally.broken:,} broken and told"
        f" ({tally.refused:,} of them no YAML, not written)"
    )
    print(f"cursor or scroll moved: {tally.moved}   lit wrongly: {tally.wrong}")
    last = quantiles(times, n=20)[-1]
    print(
        f"milliseconds: median {median(times):.0f}, 95 of 100 below {last:.0f}, at most"
        f" {max(times):.0f}; within {GOAL:.0f}: {soon:,} of {len(times):,}"
    )
    what = "a saved rule lights the text (CPU)"
    tell(what, median(tally.cpu), anew, 0.1)
    tell("95 of 100 do so / 150 ms (CPU)", quantiles(tally.cpu, n=20)[-1], GOAL, 1)
    sys.exit(1 if tally.moved or tally.wrong else 0)


if __name__ == "__main__":
    main()
