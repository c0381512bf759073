"""How fast the browser is, beside the smallest program that Textual can run.

    python tests/bench/bench_browser.py [FOLDER]

Starts both on a pseudo terminal and prints milliseconds and their ratio. With a folder of
many articles it measures the list, and its longest article beside a short one, too.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path
from statistics import median
from types import TracebackType

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bench")]

from results import tell  # noqa: E402

SEEDS = ROOT / "seeds"
MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    count = 0
    def compose(self):
        yield Static("Articles")
    def on_key(self, event):
        self.count += 1
        self.query_one(Static).update(f"Articles {self.count}")
Minimal().run()
"""
BROWSER = """
import sys
from tui.cli import main
sys.exit(main(sys.argv[1:]))
"""
DOWN, HOME, END = b"\x1b[B", b"\x1b[H", b"\x1b[F"
ROWS, COLUMNS = 36, 120


class Terminal:
    """A program on a pseudo terminal, and the time its output takes."""

    def __init__(self, code: str, *arguments: str) -> None:
        command = [sys.executable, "-c", code, *arguments]
        # Away from the settings and the session of whoever measures.
        self.home = tempfile.mkdtemp()
        environment = {
            **os.environ,
            "HOME": self.home,
            "XDG_CONFIG_HOME": self.home,
            "XDG_STATE_HOME": self.home,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "PYTHONPATH": str(ROOT),
        }
        # An installed program is compiled; so is this one, after the first run.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self.start = time.perf_counter()
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.chdir(self.home)
            os.execvpe(command[0], command, environment)
        size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, size)
        self.output = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.descriptor)
        shutil.rmtree(self.home)

    def pump(self, seconds: float) -> bool:
        """Read what comes within some seconds; whether anything came."""
        if not select.select([self.descriptor], [], [], seconds)[0]:
            return False
        data = os.read(self.descriptor, 1 << 16)
        if b"\x1b[?2026$p" in data:
            os.write(self.descriptor, b"\x1b[?2026;2$y")
        self.output += data
        return True

    def until(self, marker: str, limit: float = 60) -> float:
        """Milliseconds from the start until the screen shows a word."""
        end = time.perf_counter() + limit
        while marker.encode() not in self.output:
            self.pump(0.2)
            if time.perf_counter() > end:
                raise TimeoutError(f"{marker!r} never came")
        return (time.perf_counter() - self.start) * 1000

    def settle(self, quiet: float = 0.5) -> None:
        """Wait until nothing has come for a while."""
        while self.pump(quiet):
            pass
        self.output = b""

    def key(self, key: bytes, quiet: float = 0.05) -> float:
        """Milliseconds from a key to the last byte of its answer."""
        self.output = b""
        start = last = time.perf_counter()
        os.write(self.descriptor, key)
        while self.pump(quiet if self.output else 3):
            last = time.perf_counter()
        return (last - start) * 1000

    def memory(self) -> float:
        """Megabytes that the program holds."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        line = next(row for row in status.splitlines() if row.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


def first_paint(runs: int = 9) -> None:
    """From the start to the first frame."""
    ours, theirs, text = [], [], []
    for _ in range(runs):
        with Terminal(MINIMAL) as terminal:
            theirs.append(terminal.until("Articles"))
        with Terminal(BROWSER, str(SEEDS)) as terminal:
            ours.append(terminal.until("Articles"))
            text.append(terminal.until("TEHRAN"))
    tell("first paint (median)", median(ours), median(theirs), 1.6)
    tell("first paint (best)", min(ours), min(theirs), 1.6)
    tell("text of the first article (median)", median(text), median(theirs), 2.5)


def long_list(folder: Path) -> None:
    """A list of many articles."""
    painted, plain = [], []
    for _ in range(5):
        with Terminal(MINIMAL) as terminal:
            plain.append(terminal.until("Articles"))
        with Terminal(BROWSER, str(folder)) as terminal:
            painted.append(terminal.until("Articles"))
    tell(
        "first paint of many articles (median)",
        *(median(painted), median(plain), 2),
        near=1.45,
        mark="G6",
    )
    count = f"{sum(len(files) for _, _, files in os.walk(folder)):,}"
    with Terminal(MINIMAL) as terminal:
        terminal.until("Articles")
        terminal.settle()
        floor = median(terminal.key(b"x") for _ in range(40))
        bare = terminal.memory()
    with Terminal(BROWSER, str(folder)) as terminal:
        listed = terminal.until(count)
        print(
            f"{'all ' + count + ' articles in the list':<44}{listed:>9.1f}{1000:>9.1f} ms"
        )
        loading = [terminal.key(DOWN) for _ in range(10)]
        tell("key down while the rules load (median)", median(loading), floor, 20)
        terminal.until("counted ")
        tell(
            "memory, all articles listed",
            terminal.memory(),
            bare,
            2,
            unit="MB",
            near=1.5,
            mark="G12",
        )
        busy = sorted(terminal.key(DOWN) for _ in range(100))
        terminal.key(b"4", 0.3)
        moved = [terminal.key(DOWN) for _ in range(40)]
        tell("key down in the ledger of all (worst)", max(moved), floor, 40)
        terminal.key(b"s", 0.3)
        terminal.key(b"i", 0.3)
        moved = [terminal.key(DOWN) for _ in range(40)]
        tell("the same, sorted and added up (worst)", max(moved), floor, 40)
        terminal.key(b"1", 0.3)
        terminal.key(b"&", 0.3)
        typed = [terminal.key(bytes([key])) for key in b"iraq flow:export"]
        tell("letter of a filter (worst)", max(typed), floor, 40)
        terminal.key(b"\x1b", 0.5)
        terminal.settle(2.0)
        down = sorted(terminal.key(DOWN) for _ in range(100))
        tell("key down (median)", median(down), floor, 2, near=1, mark="G7")
        tell(
            "key down while counting (p90) / at rest",
            busy[89],
            down[89],
            3,
            near=1.6,
            mark="G9",
        )
        tell("the longest wait for it / 100 ms", busy[-1], 100, 1, mark="G9")
        ends = [terminal.key(key) for key in (END, HOME) * 10]
        tell("keys Home and End (median)", median(ends), floor, 10)
        tell(
            "memory, all articles read",
            terminal.memory(),
            bare,
            3,
            unit="MB",
            mark="G12",
        )


def long_article(folder: Path) -> None:
    """The longest article beside a short one, with figures in both."""
    files = [Path(top) / name for top, _, names in os.walk(folder) for name in names]
    longest = max(files, key=lambda path: path.stat().st_size)
    short = next(
        path
        for path in sorted(files, key=lambda path: abs(path.stat().st_size - 5000))
        if path.read_bytes().count(b" million") > 4
    )
    with tempfile.TemporaryDirectory() as place:
        for name, path in zip("abcd", (short, short, longest, short), strict=True):
            shutil.copy(path, Path(place, f"{name}.txt"))
        with Terminal(BROWSER, place) as terminal:
            terminal.until("Articles")
            terminal.settle(1.5)
            terminal.key(b"2")
            openings: tuple[list[float], ...] = ([], [], [])
            for _ in range(5):
                for times in openings:
                    times.append(terminal.key(b"J", 0.3))
                for _ in openings:
                    terminal.key(b"K", 0.3)
            small, large = median(openings[0]), median(openings[1])
            tell(
                "open the longest file, rules and all",
                large,
                small,
                3,
                near=1.5,
                mark="G8",
            )
            terminal.key(b"J", 0.3)
            steps = median(terminal.key(b"f", 0.1) for _ in range(4))
            terminal.key(b"J", 0.3)
            jumps = median(terminal.key(b"f", 0.1) for _ in range(4))
            tell("light another figure in it", jumps, steps, 3)


async def article_view() -> None:
    """A text of 1.1 MB with 5,000 figures beside one of 5 kB, both already read."""
    from textual.app import App, ComposeResult

    from parsers.articles import article_from_text
    from parsers.model import Figure, Reading, Span
    from tui.page import Page, Shown
    from tui.widgets.article_view import ArticleView

    def page(size: int, figures: int, shift: int) -> Page:
        text = ("word " * (size // 5))[:size]
        starts = range(shift, size - 20, size // figures)
        spans = [Span(start, start + 9) for start in starts]
        lit = tuple(Figure("value", s, s.of(text), "open", None, None) for s in spans)
        return Page(Reading(article_from_text(f"{size}", text), (), lit), text, True)

    class Viewer(App[None]):
        def compose(self) -> ComposeResult:
            yield ArticleView()

    async def show(shown: Shown) -> float:
        start = time.perf_counter()
        view.shown = shown
        await pilot.pause()
        return (time.perf_counter() - start) * 1000

    app = Viewer()
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        view = app.query_one(ArticleView)
        times: dict[str, list[float]] = {}
        for _ in range(7):
            for name, size, figures in (
                ("small", 5_000, 50),
                ("large", 1_100_000, 5_000),
            ):
                for what, shift in (("show", 0), ("relight", 7)):
                    shown = page(size, figures, shift)
                    times.setdefault(f"{what} {name}", []).append(await show(shown))
    for what in ("show", "relight"):
        small, large = (median(times[f"{what} {name}"]) for name in ("small", "large"))
        tell(f"{what} a read text of 1.1 MB", large, small, 3, near=1.5, mark="G8")


async def list_of(rows: int) -> float:
    """Milliseconds that the key down takes in a list of so many articles."""
    from textual.app import App, ComposeResult

    from parsers.articles import Found
    from tui.listing import Listing
    from tui.rows import Rows
    from tui.widgets.article_list import ArticleList

    known = Rows()
    known.extend(Found(f"{n:06}.txt", b"") for n in range(rows))

    class Viewer(App[None]):
        def compose(self) -> ComposeResult:
            yield ArticleList(known)

    async with Viewer().run_test(size=(COLUMNS, ROWS)) as pilot:
        view = pilot.app.query_one(ArticleList)
        view.show(Listing(range(rows)))
        times = []
        for _ in range(60):
            start = time.perf_counter()
            view.move(1)
            await pilot.pause()
            times.append((time.perf_counter() - start) * 1000)
    return median(times)


async def long_lists() -> None:
    """The list itself, with many rows and with few."""
    await list_of(1_000)  # to be warm
    few, many = await list_of(1_000), await list_of(300_000)
    tell("key down, 300,000 rows / 1,000", many, few, 1.3, near=1, mark="G7")


def wrapping() -> None:
    """Ten times the text, ten times the time: no text is wrapped in quadratic time."""
    from tui.layout import wrap

    def milliseconds(text: str) -> float:
        start = time.perf_counter()
        wrap(text, 80)
        return (time.perf_counter() - start) * 1000

    for unit in ("word ", "x", " ", "\n", "漢", "a\u0301"):
        short, long = ((unit * length)[:length] for length in (100_000, 1_000_000))
        slow = min(milliseconds(long) for _ in range(3))
        fast = min(milliseconds(short) for _ in range(3))
        tell(f"wrap 1 MB of {unit!r} beside 0.1 MB", slow, fast, 20)


def main() -> None:
    """Measure all that can be measured here."""
    print(f"{'':<44}{'ours':>9}{'anchor':>9}")
    first_paint()
    asyncio.run(article_view())
    asyncio.run(long_lists())
    wrapping()
    if len(sys.argv) > 1:
        long_list(Path(sys.argv[1]))
        long_article(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
