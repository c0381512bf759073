from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from decision_samples import seen, store

from parsers.engine.examples import test_pack as run_examples
from parsers.pipeline import load_rules, read_all
from parsers.project import ProjectError, init
from parsers.resources import data_folder
from parsers.settings import resolve, rule_files
from parsers.store import Store


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_new_project_has_all_that_it_needs(tmp_path: Path) -> None:
    made = init(tmp_path / "a" / "b")

    assert files(tmp_path / "a" / "b") == {
        "newsledger.toml",
        "decisions.jsonl",
        ".gitignore",
        ".gitattributes",
        "rules/mine.yaml",
        "rules/rules.schema.json",
        "articles/example.txt",
    }
    assert all(file.new for file in made)
    assert made[-1].path.name == "newsledger.toml"


def test_its_rules_book_its_example_and_pass_their_own(tmp_path: Path) -> None:
    init(tmp_path)

    settings = resolve(tmp_path).settings
    rules = load_rules(rule_files(settings.rules))
    assert rules.text == ""
    assert rules.engine is not None
    (reading,) = read_all(settings.articles, rules.engine, settings.size_limit)

    assert {result.outcome for result in run_examples(rules.engine)} == {"ok"}
    assert [figure.state for figure in reading.figures] == ["booked", "booked"]  # type: ignore[union-attr]
    assert [entry.rule for entry in reading.entries][1] == "taken-in"  # type: ignore[union-attr]


def test_an_editor_finds_the_schema_beside_the_rules(tmp_path: Path) -> None:
    init(tmp_path)

    first = (
        (tmp_path / "rules" / "mine.yaml").read_text(encoding="utf-8").split("\n")[0]
    )
    named = tmp_path / "rules" / first.partition("$schema=")[2]

    assert first.startswith("# yaml-language-server: ")
    shipped = data_folder("config") / "rules.schema.json"
    assert named.read_bytes() == shipped.read_bytes()


def test_its_settings_are_those_that_hold_in_it(tmp_path: Path) -> None:
    init(tmp_path)

    resolved = resolve(tmp_path / "articles")

    assert resolved.project == tmp_path / "newsledger.toml"
    assert resolved.settings.articles == (tmp_path / "articles",)
    assert resolved.settings.decisions == tmp_path / "decisions.jsonl"


@pytest.mark.parametrize(
    "name", ["newsledger.toml", "decisions.jsonl", "rules/mine.yaml", ".gitignore"]
)
def test_no_file_is_overwritten(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine", encoding="utf-8")

    made = init(tmp_path)

    assert path.read_text(encoding="utf-8") == "mine"
    assert [file.path for file in made if not file.new] == [path]


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "newsledger.toml").symlink_to(tmp_path / "elsewhere")

    init(tmp_path)

    assert not (tmp_path / "elsewhere").exists()


def test_own_articles_get_no_example_among_them(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()

    init(tmp_path)

    assert list((tmp_path / "articles").iterdir()) == []


def test_what_is_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "rules").write_text("a file", encoding="utf-8")

    with pytest.raises(ProjectError, match=r"rules.*can not be made"):
        init(tmp_path)

    assert not (tmp_path / "newsledger.toml").exists()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_merges_the_verdicts_of_two_people_without_asking(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        settings = [
            "-c",
            "user.name=x",
            "-c",
            "user.email=x@x",
            "-c",
            "core.hooksPath=",
        ]
        subprocess.run(
            ["git", *settings, *arguments],
            cwd=tmp_path,
            env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull},
            check=True,
            capture_output=True,
        )

    init(tmp_path)
    path = tmp_path / "decisions.jsonl"
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "one")
    git("checkout", "-qb", "bob")
    store(path, "Bob").reject(seen(0), seen(1))
    git("commit", "-qam", "bob")
    git("checkout", "-q", "main")
    ada = store(path, "Ada")
    ada.accept(seen(1), seen(2))
    git("commit", "-qam", "ada")

    git("merge", "-q", "--no-edit", "bob")

    merged = Store(path)
    assert merged.problems == ()
    assert len(merged.verdicts.decisions) == 4
    assert merged.verdicts.named(seen(1).entry).rivals
    assert ada.refresh()
