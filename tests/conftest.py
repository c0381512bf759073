"""Fixtures that more than one test file uses."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent


def pytest_configure() -> None:
    """A terminal of a test has the size that the test gives it.

    Readline names one to the programs of its process, and so to the workers of xdist.
    """
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)


# How fast a machine is, and what else it does, is no matter of a test.
settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of annotated articles and measurements that lies beside the project."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared folder with the annotated articles is not here")
    return folder


@pytest.fixture(autouse=True)
def private_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings of the person who runs it."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("CONFIG", "CACHE", "DATA", "STATE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)


@pytest.fixture(autouse=True, scope="module")
def thawed() -> Iterator[None]:
    """What the programs of some tests kept to their end is let go of after them.

    They keep it from the garbage collector, and a hundred of them run in one process.
    """
    yield
    gc.unfreeze()
    gc.collect()


@pytest.fixture(autouse=True)
def lean_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process that is started to read articles loads pytest as its main module."""
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", None, raising=False)
    monkeypatch.delattr(sys.modules["__main__"], "__file__", raising=False)
