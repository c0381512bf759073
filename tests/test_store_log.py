from __future__ import annotations

import fcntl
import os
import stat
import threading
import time
from pathlib import Path

import pytest

from parsers.store import log as log_module
from parsers.store.log import Log, LogError


def append(log: Log, lines: bytes) -> None:
    with log.writing() as held:
        held.append(lines)


def test_lines_are_added_behind_those_that_are_there(tmp_path: Path) -> None:
    log = Log(tmp_path / "log")

    append(log, b"one\n")
    append(log, b"two\nthree\n")

    assert log.path.read_bytes() == b"one\ntwo\nthree\n"


def test_a_torn_line_never_runs_into_the_next(tmp_path: Path) -> None:
    log = Log(tmp_path / "log")
    log.path.write_bytes(b"one\ntw")

    append(log, b"three\n")

    assert log.path.read_bytes() == b"one\ntw\nthree\n"


def test_a_file_that_is_not_there_is_no_error_to_a_reader(tmp_path: Path) -> None:
    with Log(tmp_path / "log").reading() as held:
        assert held is None


def test_writers_wait_for_each_other(tmp_path: Path) -> None:
    log = Log(tmp_path / "log")
    threads = [
        threading.Thread(target=append, args=(Log(log.path), b"%d\n" % number))
        for number in range(20)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(int, log.path.read_bytes().split())) == list(range(20))


def test_a_file_that_another_program_holds_for_ever_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_module, "PATIENCE", 0.05)
    path = tmp_path / "log"
    with path.open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)

        with pytest.raises(LogError, match="NOT saved: another program has held it"):
            append(Log(path), b"one\n")

    assert path.read_bytes() == b""


def test_a_file_that_took_the_place_of_the_old_one_is_written_to(
    tmp_path: Path,
) -> None:
    log = Log(tmp_path / "log")
    append(log, b"one\n")
    with log.writing() as held:
        (tmp_path / "new").write_bytes(b"")
        (tmp_path / "new").replace(log.path)
        assert not held.is_current()

    append(log, b"two\n")

    assert log.path.read_bytes() == b"two\n"


def test_a_file_that_is_replaced_while_one_waits_for_it_is_not_written_to(
    tmp_path: Path,
) -> None:
    path = tmp_path / "log"
    waiting = threading.Thread(target=append, args=(Log(path), b"two\n"))
    with Log(path).writing() as held:
        held.append(b"one\n")
        waiting.start()
        time.sleep(
            0.1
        )  # if it does not wait yet, it opens the new file, which is right
        (tmp_path / "new").write_bytes(b"one\n")
        (tmp_path / "new").replace(path)

    waiting.join()

    assert path.read_bytes() == b"one\ntwo\n"


def test_the_name_of_a_new_file_is_flushed_before_it_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[bool] = []
    fsync = os.fsync

    def noted(handle: int) -> None:
        flushed.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    log = Log(tmp_path / "log")
    append(log, b"one\n")
    append(log, b"two\n")

    assert flushed == [True, False, False]


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["pipe", "folder"])
def test_what_is_no_file_is_refused_and_not_waited_for(
    tmp_path: Path, make: object
) -> None:
    path = tmp_path / "log"
    make(path)  # type: ignore[operator]

    with pytest.raises(LogError):
        append(Log(path), b"one\n")
    with pytest.raises(LogError), Log(path).reading():
        pass


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="NOT saved: no such file or directory"):
        append(Log(tmp_path / "gone" / "log"), b"one\n")


def test_what_a_failing_disk_took_in_is_taken_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Log(tmp_path / "log")
    append(log, b"one\n")
    real = os.fsync

    def fail_once(handle: int) -> None:
        monkeypatch.setattr(os, "fsync", real)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail_once)
    with pytest.raises(LogError, match="NOT saved: input/output error"):
        append(log, b"two\n")

    assert log.path.read_bytes() == b"one\n"
