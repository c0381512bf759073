from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from parsers.workbench.revision import RevisionError, at_revision

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is missing")


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@b")
    subprocess.run(
        ["git", *who, *arguments], cwd=folder, check=True, capture_output=True
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two rule files in two folders, committed, then changed."""
    top = tmp_path / "top"
    (top / "rules").mkdir(parents=True)
    (top / "words").mkdir()
    (top / "rules" / "mine.yaml").write_text("old")
    (top / "words" / "ünï\tcode.yml").write_text("words")
    (top / "notes.txt").write_text("no rules")
    git(top, "init", "-q")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "first")
    (top / "rules" / "mine.yaml").write_text("new")
    (top / "rules" / "more.yaml").write_text("more")
    return top


def test_a_file_is_there_as_it_was(repository: Path) -> None:
    with at_revision([repository / "rules" / "mine.yaml"], "HEAD") as snapshot:
        (path,) = snapshot.paths
        assert path.read_text() == "old"

    assert (repository / "rules" / "mine.yaml").read_text() == "new"


def test_what_it_extends_is_there_too(repository: Path) -> None:
    with at_revision([repository / "rules"], "HEAD") as snapshot:
        (folder,) = snapshot.paths
        assert (folder.parent / "words" / "ünï\tcode.yml").read_text() == "words"
        assert not (folder.parent / "notes.txt").exists()


def test_nothing_is_left_behind(repository: Path) -> None:
    with at_revision([repository / "rules"], "HEAD") as snapshot:
        folder = snapshot.folder

    assert not folder.exists()


def test_a_place_is_told_as_git_does(repository: Path) -> None:
    with at_revision([repository / "rules" / "mine.yaml"], "HEAD") as snapshot:
        told = snapshot.told(f"{snapshot.paths[0]}:3:1")

    assert told == "HEAD:rules/mine.yaml:3:1"


def test_a_link_is_left_out(repository: Path) -> None:
    (repository / "rules" / "link.yaml").symlink_to("/etc/passwd")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "a link")

    with at_revision([repository / "rules"], "HEAD") as snapshot:
        assert not (snapshot.paths[0] / "link.yaml").exists()


def test_what_git_tells_its_hooks_does_not_lead_astray(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", ".git")

    with at_revision([repository / "rules"], "HEAD") as snapshot:
        assert snapshot.paths[0].is_dir()


@pytest.mark.parametrize("revision", ["", "nope", "--output=evil", "HEAD:rules"])
def test_a_revision_that_is_none_is_refused(repository: Path, revision: str) -> None:
    with (
        pytest.raises(RevisionError),
        at_revision([repository / "rules"], revision),
    ):
        pass


def test_a_file_that_was_not_there_is_told(repository: Path) -> None:
    with (
        pytest.raises(RevisionError, match=r"rules/more\.yaml was not there"),
        at_revision([repository / "rules" / "more.yaml"], "HEAD"),
    ):
        pass


def test_a_folder_outside_of_git_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(RevisionError, match="not a git repository"),
        at_revision([tmp_path], "HEAD"),
    ):
        pass


def test_a_machine_without_git_is_told(
    repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with (
        pytest.raises(RevisionError, match="git is not installed"),
        at_revision([repository / "rules"], "HEAD"),
    ):
        pass
