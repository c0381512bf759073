"""Folders for the time being: what is left of them, and what is not."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from parsers.shards.scratch import scratch

HOLDER = f"""
import sys
sys.path[:0] = {sys.path!r}
from parsers.shards.scratch import scratch
with scratch() as place:
    (place / "copy").write_text("x")
    print(place, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, of this process and of those that it starts."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def holder() -> Iterator[subprocess.Popen[str]]:
    """A process that has a folder until it is told to end."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER],
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        yield process
        process.kill()


def place_of(process: subprocess.Popen[str]) -> Path:
    assert process.stdout
    return Path(process.stdout.readline().strip())


def test_nothing_is_left_of_a_folder(temporary: Path) -> None:
    with scratch() as place:
        (place / "copy").write_text("x")
        assert list(place.iterdir()) == [place / "copy"]

    assert list(temporary.iterdir()) == []


def test_what_a_killed_process_left_goes_with_the_next_folder(
    holder: subprocess.Popen[str], temporary: Path
) -> None:
    left = place_of(holder)
    holder.kill()
    holder.wait()
    assert (left / "copy").exists()

    with scratch():
        assert not left.exists()

    assert list(temporary.iterdir()) == []


def test_what_a_process_has_is_left_alone(holder: subprocess.Popen[str]) -> None:
    held = place_of(holder)

    with scratch(), scratch():
        pass

    assert (held / "copy").exists()


def test_a_link_that_looks_like_a_folder_is_not_followed(
    temporary: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "kept").touch()
    (temporary / "newsledger-shard-x").symlink_to(elsewhere)

    with scratch():
        pass

    assert list(elsewhere.iterdir()) == [elsewhere / "kept"]
