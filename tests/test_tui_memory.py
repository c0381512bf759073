"""Memory that was let go of is given back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui.memory import give_back, keep_large_apart

MEGABYTE = 1 << 20
PIECES = 40_000


def resident() -> float:
    """Megabytes that this process holds."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(n.split()[1]) for n in lines if n.startswith("VmRSS")) / 1024


@pytest.mark.skipif(sys.platform != "linux", reason="others need not be told")
def test_pieces_between_what_is_still_needed_are_given_back() -> None:
    pieces = [bytearray(1_000) for _ in range(PIECES)]
    needed = pieces[::50]
    before = resident()

    del pieces
    give_back()

    assert len(needed) == PIECES // 50
    assert resident() < before - PIECES * 1_000 / MEGABYTE / 2


LARGE = """
from test_tui_memory import MEGABYTE, keep_large_apart, resident

keep_large_apart()
larger = b"x" * (16 * MEGABYTE)
del larger
large = b"x" * (8 * MEGABYTE)
behind = [bytearray(1_000) for _ in range(200)]
before = resident()
del large
print(before - resident())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="others need not be told")
def test_a_large_piece_is_given_back_though_a_larger_one_was_before() -> None:
    # In a process of its own: in this one there may be room for it.
    paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    fresh = subprocess.run(
        [sys.executable, "-c", LARGE],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )

    assert float(fresh.stdout) > 4


def test_a_system_that_knows_no_such_wish_goes_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")

    keep_large_apart()
    give_back()
