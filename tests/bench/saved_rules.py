"""Rules that are saved: never torn, never over the edit of another, one line a change.

    python tests/bench/saved_rules.py

Kills a process 300 times while it saves a rule; lets somebody else change the file in
five ways, 200 times each, before it is saved; changes one value of each rule that ships
along, in a copy. Counts what must not be: files that are neither the old nor the new one,
edits that were written over, lines that changed without need, comments that went.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from difflib import ndiff
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from parsers.errors import NewsledgerError  # noqa: E402
from parsers.project import init  # noqa: E402
from parsers.workbench.rule_block import Block  # noqa: E402
from parsers.workbench.rule_blocks import rule_block  # noqa: E402
from tui.ruling import saved  # noqa: E402

KILLS, EDITS = 300, 200
RULE = "taken-in"


def block_of(path: Path, rule: str = RULE) -> Block:
    """A rule as it stands in its file."""
    return rule_block(path, path.read_bytes().decode(), rule)


def changed(block: Block, number: int) -> str:
    """The rule with another priority."""
    return block.text.replace("priority: 55", f"priority: {number}")


def kills(path: Path) -> tuple[int, int]:
    """How many kills there were while it was saved, and how many files were torn."""
    original = path.read_bytes()
    good = {original.replace(b"priority: 55", b"priority: %d" % n) for n in range(100)}
    random, torn = Random(0), 0
    for _ in range(KILLS):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            save_for_ever(path, writing)
        os.read(reading, 1)
        time.sleep(random.random() / 100)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)
        os.close(writing)
        torn += path.read_bytes() not in good
    for beside in path.parent.glob(".*.tmp"):
        beside.unlink()
    path.write_bytes(original)
    return KILLS, torn


def save_for_ever(path: Path, begun: int) -> None:
    """Save another priority, again and again, and tell when that has begun."""
    block = block_of(path)
    told = next(line for line in block.text.split("\n") if "priority" in line).strip()
    for number in range(10**9):
        text = block.text.replace(told, told := f"priority: {number % 100}")
        block = saved(block, text).block or block
        if not number:
            os.write(begun, b".")


def in_place(path: Path, number: int) -> None:
    """Other words in the same file, of another length."""
    path.write_bytes(path.read_bytes() + b"# %d\n" % number)


def same_size(path: Path, number: int) -> None:
    """Other words of the same length."""
    path.write_bytes(path.read_bytes().replace(b"made for", b"made %03d" % number))


def same_time(path: Path, number: int) -> None:
    """The same, with the times of the file put back, as `cp -p` does."""
    status = path.stat()
    same_size(path, number)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def replaced(path: Path, number: int) -> None:
    """Another file in its place, as most editors write."""
    beside = path.with_suffix(".new")
    beside.write_bytes(path.read_bytes())
    same_time(beside, number)
    beside.replace(path)


def line_ends(path: Path, number: int) -> None:
    """Another end of one line, which says the same."""
    lines = path.read_bytes().split(b"\n")
    lines[number % (len(lines) - 1)] += b"\r"
    path.write_bytes(b"\n".join(lines))


WAYS: tuple[Callable[[Path, int], None], ...] = (
    *(in_place, same_size, same_time, replaced),
    line_ends,
)


def edits(path: Path) -> tuple[int, int]:
    """How often somebody else changed the file first, and how often that was lost."""
    original, lost = path.read_bytes(), 0
    for way in WAYS:
        for number in range(EDITS):
            path.write_bytes(original)
            block = block_of(path)
            way(path, number)
            theirs = path.read_bytes()
            assert theirs != original, way
            done = saved(block, changed(block, 60))
            lost += done.is_saved or path.read_bytes() != theirs
    path.write_bytes(original)
    return len(WAYS) * EDITS, lost


def shipped() -> Iterator[Path]:
    """The rule files that ship along."""
    yield from sorted((ROOT / "config").rglob("*.yaml"))


def values(folder: Path) -> tuple[int, int, int]:
    """How many values were changed, in how many other lines, and comments that went."""
    count = others = comments = 0
    for source in shipped():
        path = folder / source.name
        original = source.read_bytes()
        for rule in rules_of(original.decode()):
            path.write_bytes(original)
            try:
                block = block_of(path, rule)
            except NewsledgerError:
                continue
            told = [x for x in block.text.split("\n") if x.startswith("  priority: ")]
            if not told or block.locked:
                continue
            text = block.text.replace(told[0], changed_number(told[0]), 1)
            assert saved(block, text).is_saved, rule
            now = path.read_bytes().decode()
            lines = [
                line
                for line in ndiff(original.decode().split("\n"), now.split("\n"))
                if line[:2] in ("+ ", "- ")
            ]
            count += 1
            others += len(lines) - 2
            comments += original.count(b"#") - path.read_bytes().count(b"#")
    return count, others, comments


def rules_of(text: str) -> list[str]:
    """The ids of rules that stand on lines of their own."""
    lines = (line.strip() for line in text.split("\n"))
    return [line.removeprefix("- id: ") for line in lines if line.startswith("- id: ")]


def changed_number(line: str) -> str:
    """A line with another number in it, and all else as it was."""
    number = line.split()[1]
    return line.replace(number, str(int(number) + 1), 1)


def main() -> int:
    """Do it all, and print the counts; 1 where something is wrong."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        init(folder)
        mine = folder / "rules" / "mine.yaml"
        killed, torn = kills(mine)
        print(f"kills while a rule is saved: {killed:,}, torn files: {torn}")
        edited, lost = edits(mine)
        ways = len(WAYS)
        print(f"edits from outside: {edited:,} of {ways} kinds, written over: {lost}")
        count, others, comments = values(folder)
    print(
        f"values changed: {count:,}, other lines changed: {others},"
        f" comments lost: {comments}"
    )
    return int(bool(torn or lost or others or comments or not count))


if __name__ == "__main__":
    sys.exit(main())
