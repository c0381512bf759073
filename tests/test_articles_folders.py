from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from parsers.articles import Found, find, read
from parsers.model import Article, Skipped

NAMES = [b"line\nbreak", b"\x1b[31m", b"\xff", "\u202ebidi".encode(), b"-rf", b"[_]"]


@pytest.fixture
def odd(tmp_path: Path) -> Iterator[Path]:
    """A folder of 22 odd entries: what a reader of folders may trip over."""
    folder = tmp_path / "odd"
    folder.mkdir()
    os.mkfifo(folder / "fifo")
    (folder / "device").symlink_to("/dev/zero")
    (folder / "dangling").symlink_to("nowhere")
    (folder / "self").symlink_to("self")
    (folder / "loop").symlink_to(".")
    (folder / "deep").mkdir()
    (folder / "deep" / "up").symlink_to("..")
    (folder / "deep" / "a.txt").write_text("deep")
    (folder / "a.txt").write_text("first")
    (folder / "link.txt").symlink_to("a.txt")
    (folder / "empty").write_bytes(b"")
    (folder / "binary").write_bytes(bytes(range(256)) * 9)
    (folder / ".hidden").write_text("hidden")
    (folder / "zero-folder").mkdir()
    with (folder / "huge").open("wb") as huge:
        huge.truncate(2**30)
    for name in [*NAMES, b"n" * 255]:
        Path(os.fsdecode(bytes(folder) + b"/" + name)).write_text("named")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(folder)
        server.bind("socket")
        os.chdir(here)
        yield folder


def found_names(*paths: Path | str) -> list[str]:
    return [item.name for item in find(paths)]


def write(path: Path, text: str = "text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_nothing_in_an_odd_folder_hangs_or_crashes_and_every_skip_has_a_reason(
    odd: Path,
) -> None:
    read_or_not = [
        read(item) if isinstance(item, Found) else item for item in find([odd])
    ]

    skipped = {
        item.name: item.reason for item in read_or_not if isinstance(item, Skipped)
    }
    assert skipped == {
        "binary": "binary, not text",
        "dangling": "no such file or folder",
        "deep/up": "a link to a folder, not followed",
        "device": "not a regular file",
        "fifo": "not a regular file",
        "huge": "larger than 16 MiB",
        "loop": "a link to a folder, not followed",
        "self": "a link that leads back to itself",
        "socket": "not a regular file",
    }
    texts = {item.name: item.text for item in read_or_not if isinstance(item, Article)}
    assert texts == {
        "a.txt": "first",
        "deep/a.txt": "deep",
        "empty": "",
        "link.txt": "first",
        "n" * 255: "named",
        **dict.fromkeys([name.decode("utf-8", "replace") for name in NAMES], "named"),
    }


def test_names_hold_no_surrogates_and_paths_keep_every_byte(odd: Path) -> None:
    items = list(find([odd]))

    assert all(item.name.encode() for item in items)
    assert bytes(odd) + b"/\xff" in {item.path for item in items}


def test_a_folder_that_vanishes_during_the_walk_is_skipped(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b" / "c.txt")
    write(tmp_path / "d.txt")
    walk = find([tmp_path])

    assert next(walk).name == "a.txt"
    shutil.rmtree(tmp_path / "b")

    assert next(walk) == Skipped(
        "b/", bytes(tmp_path) + b"/b/", "no such file or folder"
    )
    assert next(walk).name == "d.txt"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_locked_folder_is_skipped(tmp_path: Path) -> None:
    write(tmp_path / "locked" / "a.txt")
    (tmp_path / "locked").chmod(0)

    (item,) = find([tmp_path])

    (tmp_path / "locked").chmod(0o700)
    assert isinstance(item, Skipped)
    assert item.reason == "no permission to read it"


def test_folders_are_walked_in_the_order_of_the_bytes_of_their_names(
    tmp_path: Path,
) -> None:
    for name in ("b/z", "b/a", "a.txt", "B", "é", "b.txt", "a/x/y"):
        write(tmp_path / name)

    assert found_names(tmp_path) == [
        "B", "a/x/y", "a.txt", "b/a", "b/z", "b.txt", "é",
    ]  # fmt: skip


def test_the_order_of_the_paths_does_not_matter(tmp_path: Path) -> None:
    for name in ("one/a.txt", "two/a.txt", "two/b.txt", "a.txt"):
        write(tmp_path / name)
    paths = [tmp_path / "one", tmp_path / "two", tmp_path / "a.txt"]

    assert list(find(paths)) == list(find(reversed(paths)))


def test_a_path_given_twice_is_found_once(tmp_path: Path) -> None:
    write(tmp_path / "one" / "a.txt")
    (tmp_path / "link").symlink_to("one")
    folder = tmp_path / "one"

    found = list(find([folder, f"{folder}/", folder / "a.txt", tmp_path / "link"]))

    assert [item.name for item in found] == ["a.txt"]


def test_a_hidden_folder_is_passed_over_unless_it_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path / ".git" / "a.txt")

    assert found_names(tmp_path) == []
    assert found_names(tmp_path, tmp_path / ".git") == ["a.txt"]


def test_equal_names_are_told_apart_by_their_roots_then_by_number(
    tmp_path: Path,
) -> None:
    roots = [tmp_path / name for name in ("x/new", "y/new", "z/new", "z/old")]
    for root in roots:
        write(root / "a.txt")

    assert found_names(*roots) == ["a.txt", "new/a.txt", "new/a.txt~2", "old/a.txt"]


def test_files_are_named_by_their_own_name(tmp_path: Path) -> None:
    paths = [write(tmp_path / "one" / "a.txt"), write(tmp_path / "two" / "a.txt")]

    assert found_names(*paths) == ["a.txt", "two/a.txt"]


def test_names_that_differ_only_in_replaced_bytes_stay_apart(tmp_path: Path) -> None:
    for name in (b"\xfe", b"\xff"):
        Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_text("text")

    assert len(set(found_names(tmp_path))) == 2


@pytest.mark.parametrize("path", ["missing", "missing/a.txt", "", "a\0b"])
def test_a_path_that_is_not_there_is_skipped_with_a_reason(path: str) -> None:
    (item,) = find([path])

    assert isinstance(item, Skipped)
    assert item.reason in ("no such file or folder", "not a possible file name")


def test_a_missing_path_below_a_folder_that_is_asked_for_is_still_reported(
    tmp_path: Path,
) -> None:
    (item,) = find([tmp_path, tmp_path / "missing.txt"])

    assert isinstance(item, Skipped)


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """A tree so deep that pytest itself can not remove it."""
    depth, here = 1500, Path.cwd()
    os.chdir(tmp_path)
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    Path("a.txt").write_text("deep")
    yield tmp_path
    Path("a.txt").unlink()
    for _ in range(depth):
        os.chdir("..")
        Path("d").rmdir()
    os.chdir(here)


def test_a_tree_deeper_than_the_stack_of_python_is_walked(deep: Path) -> None:
    (item,) = find([deep])

    assert item.name.endswith("d/d/a.txt")
    assert isinstance(item, Found)


def test_files_are_found_one_at_a_time(tmp_path: Path) -> None:
    for number in range(3):
        write(tmp_path / f"folder{number}" / "a.txt")
    walk = find([tmp_path])
    list(islice(walk, 1))

    write(tmp_path / "folder2" / "later.txt")

    assert [item.name for item in walk][-1] == "folder2/later.txt"
