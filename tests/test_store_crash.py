"""No acknowledged decision is lost: kills, power cuts, full disks, two programs at once.

`NEWSLEDGER_CRASHES` sets how often each thing goes wrong; the tests print their counts.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT
from decision_samples import entry, seen, store

from parsers.store import LogError, Store
from parsers.store.lines import Line, parse

CRASHES = int(os.environ.get("NEWSLEDGER_CRASHES", "30"))
SECTOR = 512


def ids(path: Path) -> set[str]:
    """The ids of all good lines of a file."""
    return {x.id for x in parse(path.read_bytes()) if isinstance(x, Line)}


def in_child(work: Callable[[int], None]) -> tuple[int, int]:
    """Run something in a process of its own; its number, and where it acknowledges."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    code = 1
    try:
        work(writing)
        code = 0
    finally:
        os._exit(code)


def acknowledged(reading: int) -> list[str]:
    """All that a process acknowledged while it lived; 16 characters each."""
    with open(reading, "rb") as stream:
        data = stream.read()
    return [data[at : at + 16].decode() for at in range(0, len(data), 16)]


def deciding(path: Path, author: str) -> Callable[[int], None]:
    """Decide without end, and tell each decision as soon as it is acknowledged."""

    def work(writing: int) -> None:
        own = Store(path, author)
        number = 0
        while True:
            (decision,) = own.note(seen(number), "x" * (number % 1_000 + 1))
            os.write(writing, decision.id.encode())
            number += 1

    return work


def test_a_killed_program_loses_no_acknowledged_decision(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    told: set[str] = set()
    torn = 0

    for round_ in range(CRASHES):
        child, reading = in_child(deciding(path, "Ada"))
        first = os.read(reading, 16)
        told.add(first.decode())
        _wait_a_moment(round_)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        told.update(acknowledged(reading))
        torn += not path.read_bytes().endswith(b"\n")

    lost = told - ids(path)
    print(
        f"kills: {CRASHES:,}, acknowledged: {len(told):,}, torn: {torn}, lost: {len(lost)}"
    )
    assert lost == set()
    assert {problem.trouble for problem in Store(path).problems} <= {"torn"}


def _wait_a_moment(seed: int) -> None:
    """Up to ten milliseconds, another time each time."""
    end = random.Random(seed).random() / 100
    subprocess.run(["sleep", str(end)], check=True)


def test_two_programs_at_once_lose_nothing_and_see_each_other(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"

    def work(author: str) -> Callable[[int], None]:
        def decide(writing: int) -> None:
            own = Store(path, author)
            for number in range(200):
                (decision,) = own.accept(seen(number))
                os.write(writing, decision.id.encode())
                while len({d.by for d in own.verdicts.decisions.values()}) < 2:
                    own.refresh()

        return decide

    children = [in_child(work(author)) for author in ("Ada", "Bob")]
    told = [acknowledged(reading) for _child, reading in children]
    codes = [os.waitpid(child, 0)[1] for child, _reading in children]

    assert codes == [0, 0]
    lines = list(parse(path.read_bytes()))
    assert [x for x in lines if not isinstance(x, Line)] == []
    print(f"programs: 2, acknowledged: {len(lines):,}")
    assert {own for each in told for own in each} == ids(path)
    assert len(ids(path)) == 400


# --- power cuts ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that reached the operating system, or the person who waits."""

    what: str
    data: bytes = b""


@pytest.fixture
def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Done]:
    """All writes, flushes and acknowledgements of some decisions, in their order."""
    done: list[Done] = []
    write, fsync = os.write, os.fsync

    def noted_write(handle: int, data: bytes) -> int:
        # In two parts: a disk may take in less than it was given.
        count = write(handle, bytes(data)[: max(1, len(data) // 2)])
        done.append(Done("write", bytes(data)[:count]))
        return count

    def noted_fsync(handle: int) -> None:
        fsync(handle)
        done.append(Done("flush"))

    monkeypatch.setattr(os, "write", noted_write)
    monkeypatch.setattr(os, "fsync", noted_fsync)
    own = store(tmp_path / "recorded.jsonl")
    for number in range(12):
        (decision,) = own.note(seen(number), "x" * (number * 150 + 1))
        done.append(Done("told", decision.id.encode()))
    monkeypatch.undo()
    return done


def test_a_power_cut_loses_no_acknowledged_decision(
    recorded: list[Done], tmp_path: Path
) -> None:
    lost = torn = 0

    for cut in range(CRASHES * 10):
        chance = random.Random(cut)
        path = tmp_path / "decisions.jsonl"
        told, content = _after_a_cut(
            recorded[: chance.randrange(len(recorded))], chance
        )
        path.write_bytes(content)
        own = store(path)
        torn += bool(own.problems)
        (decision,) = own.accept(seen())
        lost += len(({*told, decision.id}) - ids(path))
        assert {problem.trouble for problem in own.problems} <= {"torn"}

    print(f"power cuts: {CRASHES * 10:,}, torn lines: {torn}, lost: {lost}")
    assert lost == 0
    assert torn > 0


def _after_a_cut(done: list[Done], chance: random.Random) -> tuple[set[str], bytes]:
    """What was acknowledged before the power went, and what the disk holds after it.

    Of what was not flushed, any sector may be missing, and any part of the end.
    """
    told = {one.data.decode() for one in done if one.what == "told"}
    flushes = [at for at, one in enumerate(done) if one.what == "flush"]
    border = flushes[-1] if flushes else 0
    safe = b"".join(one.data for one in done[:border] if one.what == "write")
    loose = b"".join(one.data for one in done[border:] if one.what == "write")
    loose = loose[: chance.randint(0, len(loose))]
    content = bytearray(safe + loose)
    for start in range(0, len(content), SECTOR):
        if chance.random() < 0.3:
            for at in range(max(start, len(safe)), min(start + SECTOR, len(content))):
                content[at] = 0
    return told, bytes(content)


def test_a_decision_is_flushed_before_it_is_acknowledged(recorded: list[Done]) -> None:
    order = [one.what for one in recorded]

    for at in (at for at, what in enumerate(order) if what == "told"):
        assert order[at - 1] == "flush"


# --- full disks ------------------------------------------------------------------------


def test_a_file_that_may_not_grow_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"

    def work(writing: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        own = Store(path, "Ada")
        for number in range(40):
            try:
                (decision,) = own.note(seen(number), "x" * (number * 10 + 1))
            except LogError as error:
                os.write(writing, b"refused" + b" " * 9)
                assert "NOT saved: file too large" in str(error)
            else:
                os.write(writing, decision.id.encode())
        assert own.problems == ()
        os.write(writing, b"came to the end "[:16])

    child, reading = in_child(work)
    told = acknowledged(reading)
    os.waitpid(child, 0)

    assert told[-1] == "came to the end "
    refused = told.count("refused         ")
    assert refused > 0
    assert set(told) - {"refused         ", "came to the end "} == ids(path)
    assert len(list(parse(path.read_bytes()))) == len(told) - 1 - refused


FULL = """
import os, sys
from pathlib import Path
sys.path[:0] = {path!r}
from decision_samples import seen
from parsers.store import LogError, Store
from parsers.store.lines import Line, parse

path = Path({folder!r}) / "decisions.jsonl"
ballast = path.with_name("ballast")
runs = told = refused = lost = 0
for runs in range(1, {runs} + 1):
    path.unlink(missing_ok=True)
    own, acknowledged = Store(path, "Ada"), set()
    for number in range(200):
        try:
            (decision,) = own.note(seen(number), "x" * ((runs * 37 + number) % 900 + 1))
        except LogError as error:
            assert "NOT saved: no space left on device" in str(error), error
            refused += 1
            if refused % 3 == 0:
                break
        else:
            acknowledged.add(decision.id)
    lines = list(parse(path.read_bytes()))
    assert all(isinstance(line, Line) for line in lines), lines
    assert Store(path).problems == ()
    lost += len(acknowledged ^ {{line.id for line in lines}})
    told += len(acknowledged)
print(f"full disks: {{runs}}, acknowledged: {{told:,}}, refused: {{refused}}, lost: {{lost}}")
sys.exit(bool(lost) or not refused)
"""


def test_a_full_disk_keeps_what_was_acknowledged_and_tells_what_was_not(
    tmp_path: Path,
) -> None:
    mounting = ["unshare", "--mount", "--map-root-user", "sh", "-c"]
    mount = f"mount -t tmpfs -o size=64k tmpfs '{tmp_path}'"
    if (
        shutil.which("unshare") is None
        or subprocess.run(
            [*mounting, mount], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("no small file system can be mounted here")
    script = FULL.format(
        path=[str(ROOT), str(ROOT / "tests"), *sys.path],
        folder=str(tmp_path),
        runs=max(4, CRASHES // 10),
    )

    run = subprocess.run(
        [*mounting, f'{mount} && exec "$0" -c "$1"', sys.executable, script],
        capture_output=True,
        text=True,
        check=False,
    )

    print(run.stdout)
    assert run.returncode == 0, run.stderr


def test_a_folder_that_can_not_be_written_still_tells_its_verdicts() -> None:
    folder = Path(tempfile.mkdtemp())  # into that of pytest nobody else may look
    path = folder / "decisions.jsonl"
    store(path).accept(seen())
    path.chmod(0o444)
    folder.chmod(0o555)

    def work(writing: int) -> None:
        if os.getuid() == 0:
            os.setuid(65534)
        own = Store(path, "Bob")
        try:
            own.reject(seen())
        except LogError as error:
            os.write(writing, b"y" if "NOT saved: permission" in str(error) else b"n")
        os.write(writing, own.verdicts.of(entry()).verdict.encode())

    child, reading = in_child(work)
    told = "".join(acknowledged(reading))
    os.waitpid(child, 0)
    folder.chmod(0o755)
    shutil.rmtree(folder)

    assert told == "yaccepted"


# --- torn tails ------------------------------------------------------------------------


def test_a_torn_tail_of_any_length_costs_nothing_but_itself(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    own = store(path)
    (kept,) = own.accept(seen(0))
    begin = path.stat().st_size
    own.note(seen(1), "نفت\n\x00")
    whole = path.read_bytes()

    for end in range(begin, len(whole) + 1):
        path.write_bytes(whole[:end])
        again = store(path)
        (decision,) = again.reject(seen(2))

        lines = path.read_bytes().split(b"\n")
        good = [x for x in parse(path.read_bytes()) if isinstance(x, Line)]
        assert {kept.id, decision.id} <= {line.id for line in good}
        assert whole[:end].rstrip(b"\n").split(b"\n")[-1] in lines
        assert [p.trouble for p in again.problems] == (
            ["torn"] if begin < end < len(whole) - 1 else []
        )
        assert store(path).verdicts == again.verdicts
    print(f"torn tails: {len(whole) + 1 - begin}")
