"""A file is replaced whole, and never when it is not what it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.replacing import ChangedError, replace_known


def test_a_file_keeps_its_mode_and_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real.yaml"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(real)

    replace_known(link, b"old", b"new")

    assert real.read_bytes() == b"new"
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert len([*tmp_path.iterdir()]) == 2


def test_a_file_that_was_changed_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(b"theirs")

    with pytest.raises(
        ChangedError, match=r"mine\.yaml was changed by another program"
    ):
        replace_known(path, b"old", b"mine")

    assert path.read_bytes() == b"theirs"
    assert [*tmp_path.iterdir()] == [path]


def test_a_file_that_is_gone_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        replace_known(tmp_path / "gone.yaml", b"old", b"new")

    assert [*tmp_path.iterdir()] == []
