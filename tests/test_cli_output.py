from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tui.cli.output import OutputError, output


def write(path: Path, text: str) -> None:
    with output(str(path)) as stream:
        stream.write(text)


def test_a_new_file_gets_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()

    write(tmp_path / "new", "a\n")

    assert (tmp_path / "new").read_bytes() == b"a\n"
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_file_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "private"
    path.touch(mode=0o600)

    write(path, "new")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("target")

    write(tmp_path / "link", "new")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "new"


def test_a_failure_leaves_the_old_content_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    path.write_text("old")

    with pytest.raises(KeyboardInterrupt), output(str(path)) as stream:
        stream.write("half")
        raise KeyboardInterrupt

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="it is a folder"):
        write(tmp_path, "x")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"gone/file: No such file"):
        write(tmp_path / "gone" / "file", "x")


def test_a_name_of_the_longest_kind_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("ü" * 127)

    write(path, "x")

    assert path.read_text() == "x"


def test_a_device_is_written_to_and_not_replaced() -> None:
    before = Path(os.devnull).stat()

    write(Path(os.devnull), "x")

    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
    assert Path(os.devnull).stat().st_ino == before.st_ino


def test_a_full_disk_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")

    with pytest.raises(OutputError, match=r"/dev/full: No space left"):
        write(Path("/dev/full"), "x")


def test_a_file_name_that_is_no_text_can_be_written_about(tmp_path: Path) -> None:
    write(tmp_path / "file", "\udcff")

    assert (tmp_path / "file").read_bytes() == rb"\udcff"


def test_standard_output_is_a_dash(capsys: pytest.CaptureFixture[str]) -> None:
    write(Path("-"), "data\n")

    assert capsys.readouterr().out == "data\n"
