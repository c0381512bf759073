"""Projects to work in, with two entries each."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs import SMALL

from parsers.model import Reading
from parsers.pipeline import load_rules, read_all
from parsers.store import Seen
from tui.cli import main
from tui.cli.exits import Exit

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> Path:
    """A new project, which is the current folder."""
    folder = tmp_path / "project"
    assert main(["init", str(folder)]) == Exit.OK
    monkeypatch.chdir(folder)
    capsys.readouterr()
    return folder


STORY = """\
Iran's exports to Iraq reached $5 million in 2019.
Iran's exports to China reached $7 million in 2020.
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with rules that are read at once, which is the current folder."""
    folder = tmp_path / "small"
    for name, text in (
        ("newsledger.toml", 'articles = ["articles"]\nrules = ["rules"]\n'),
        ("rules/mine.yaml", SMALL),
        ("articles/story.txt", STORY),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def shown(project: Path) -> list[Seen]:
    """What the entries of the project show."""
    rules = load_rules([project / "rules" / "mine.yaml"])
    assert rules.engine is not None
    readings = read_all([project / "articles"], rules.engine, 10**6)
    return [
        Seen.of(entry, rules.digest)
        for reading in readings
        if isinstance(reading, Reading)
        for entry in reading.entries
    ]
