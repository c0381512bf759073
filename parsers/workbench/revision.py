"""Rule files as they were at a revision of the git repository that they lie in."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from parsers.errors import NewsledgerError

SUFFIXES = (".yaml", ".yml")
_FILE_MODES = (b"100644", b"100755")
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""What git tells its hooks, and what would lead away from where the rules lie."""


class RevisionError(NewsledgerError):
    """Rule files can not be had at a revision; `revision` names it."""

    def __init__(self, revision: str, reason: str) -> None:
        super().__init__(f"revision {revision!r}: {reason}")
        self.revision = revision
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Files of a revision, written out for as long as they are needed."""

    revision: str
    folder: Path
    """Stands for the top of the repository."""
    paths: tuple[Path, ...]
    """The paths that were asked for, in that folder."""

    def told(self, text: str) -> str:
        """The text with places as git writes them: `HEAD:rules/mine.yaml:3:1`."""
        return text.replace(f"{self.folder}/", f"{self.revision}:")


@contextmanager
def at_revision(paths: Iterable[Path], revision: str) -> Iterator[Snapshot]:
    """The same rule files and folders as they were at a revision.

    All YAML files of the revision are there, so that rule files find what they extend.
    Neither the repository nor its files are touched.

    Raises:
        RevisionError: If there is no git, no repository, no such revision, or a path
            does not lie in the repository or did not at that revision.
    """
    wanted = [path.resolve() for path in paths]
    if not revision or revision.startswith("-"):
        raise RevisionError(revision, "that is no name of a revision")
    git = _Git(_folder_of(wanted[0]), revision)
    top = Path(git.line("rev-parse", "--show-toplevel"))
    commit = git.line("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    with TemporaryDirectory(prefix="newsledger-") as name:
        folder = Path(name).resolve()
        _write(git, commit, folder)
        yield Snapshot(
            revision, folder, tuple(_inside(p, top, folder, revision) for p in wanted)
        )


def _folder_of(path: Path) -> Path:
    """The folder itself, or the one a file lies in; it may be gone by now."""
    return next(place for place in (path, *path.parents) if place.is_dir())


def _inside(path: Path, top: Path, folder: Path, revision: str) -> Path:
    try:
        below = path.relative_to(top.resolve())
    except ValueError:
        raise RevisionError(revision, f"{path} does not lie in {top}") from None
    if not (folder / below).exists():
        raise RevisionError(revision, f"{below} was not there")
    return folder / below


class _Git:
    """Runs git where the rules lie."""

    def __init__(self, place: Path, revision: str) -> None:
        self._place = place
        self._revision = revision

    def line(self, *arguments: str) -> str:
        """What it answers in one line."""
        return self.bytes(*arguments).decode("utf-8", "surrogateescape").rstrip("\n")

    def bytes(self, *arguments: str, given: bytes = b"") -> bytes:
        """What it answers."""
        command = ["git", "-C", str(self._place), *arguments]
        around = {k: v for k, v in os.environ.items() if k not in _ELSEWHERE}
        try:
            done = subprocess.run(command, input=given, env=around, capture_output=True)
        except FileNotFoundError:
            raise RevisionError(self._revision, "git is not installed") from None
        if done.returncode:
            told = done.stderr.decode("utf-8", "replace").strip()
            reason = told or "there is no such revision"
            raise RevisionError(self._revision, reason)
        return done.stdout


def _write(git: _Git, commit: str, folder: Path) -> None:
    """Write the YAML files of a commit below the folder."""
    names = dict(_files(git.bytes("ls-tree", "-r", "-z", "--full-tree", commit)))
    objects = b"".join(name + b"\n" for name in names.values())
    answer = git.bytes("cat-file", "--batch", given=objects)
    for path, data in zip(names, _contents(answer), strict=True):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _files(listing: bytes) -> Iterator[tuple[PurePosixPath, bytes]]:
    """(path, name of its object) for each YAML file of a tree; links are left out."""
    for line in listing.split(b"\0")[:-1]:
        facts, _, name = line.partition(b"\t")
        mode, _kind, object_name = facts.split()
        path = PurePosixPath(name.decode("utf-8", "surrogateescape"))
        harmless = not path.is_absolute() and ".." not in path.parts
        if mode in _FILE_MODES and path.suffix in SUFFIXES and harmless:
            yield path, object_name


def _contents(answer: bytes) -> Iterator[bytes]:
    """The objects in an answer: each a line that ends with its size, then its bytes."""
    start = 0
    while start < len(answer):
        end = answer.index(b"\n", start)
        size = int(answer[start:end].split()[-1])
        yield answer[end + 1 : end + 1 + size]
        start = end + 1 + size + 1
