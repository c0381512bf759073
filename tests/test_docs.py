"""The documents tell the truth: their commands run, their rules load, their map is whole."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest
import tomli
from conftest import ROOT
from documents import GAP, Shell, Typed, blocks, typed

from parsers.engine.examples import test_pack as run_examples
from parsers.model import KINDS
from parsers.pipeline import load_rules
from parsers.resources import data_folder
from parsers.rules.reference import reference_text
from parsers.settings import Settings
from tui.keys import ACTIONS, key_name

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
RULES = ROOT / "docs" / "rules.md"
BROWSER = ROOT / "docs" / "browser.md"
README = ROOT / "README.md"
VERDICTS = ROOT / "docs" / "verdicts.md"
CHECKS = ROOT / "docs" / "checks.md"
EXPORT = ROOT / "docs" / "export.md"
REPORT = ROOT / "docs" / "report.md"
ARTICLES = ROOT / "docs" / "articles.md"
FETCH = ROOT / "docs" / "fetch.md"
SCALE = ROOT / "docs" / "scale.md"
ARCHITECTURE = ROOT / "ARCHITECTURE.md"
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[\w-]+)?\)")
TOPS = ("parsers", "tui")
MAP = "by `UPDATE_GOLDENS=1 pytest tests/test_docs.py`.\n\n"


def session(documents: Iterable[Path]) -> list[Typed]:
    """The commands of some documents, in their order."""
    return [
        step
        for document in documents
        for kind, text in blocks(document)
        if kind == "console"
        for step in typed(document, text)
    ]


STORIES = (
    (README, RULES, BROWSER),
    (VERDICTS,),
    (CHECKS,),
    (EXPORT,),
    (REPORT,),
    (ARTICLES,),
    (FETCH,),
    (SCALE,),
)
"""Documents of which each goes on where the one before ends, in the same folder."""
SESSIONS = tuple(map(session, STORIES))
STEPS = [
    pytest.param(story, number, id=f"{step.document.stem}-{step.command}")
    for story, steps in enumerate(SESSIONS)
    for number, step in enumerate(steps)
]
MEANT_TO_BE_WRONG = ("yaml hasty.yaml",)
YAML = [
    text
    for kind, text in blocks(RULES)
    if kind.startswith("yaml") and kind not in MEANT_TO_BE_WRONG
]


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """For each story a folder with the files that it gives, such as an article."""
    places = []
    for documents in STORIES:
        place = tmp_path_factory.mktemp(documents[0].stem) / "work"
        place.mkdir()
        places.append(place)
        for kind, text in (
            block for document in documents for block in blocks(document)
        ):
            _language, _, name = kind.partition(" ")
            if name:
                (place / name).write_text(text, encoding="utf-8")
    return places


@pytest.fixture(scope="module")
def outputs(works: list[Path]) -> list[list[str]]:
    """What each command of a story prints, run one after the other in one place."""
    return [_printed(*each) for each in zip(SESSIONS, works, strict=True)]


def _printed(steps: Iterable[Typed], work: Path) -> list[str]:
    shell = Shell(work)
    return [shell.run(step.command) for step in steps]


@pytest.mark.parametrize(("story", "number"), STEPS)
def test_a_command_of_a_document_prints_what_it_shows(
    story: int, number: int, outputs: list[list[str]]
) -> None:
    step, printed = SESSIONS[story][number], outputs[story][number]
    words = step.command.replace("@HEAD", "git").split()
    for tool in ("hledger", "ledger", "git"):
        if tool in words and shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    if os.environ.get("UPDATE_GOLDENS") and GAP not in step.shown.splitlines():
        step.show(printed)
        return

    assert step.expects(printed), printed


@pytest.mark.parametrize("number", range(len(YAML)))
def test_a_rule_file_of_the_guide_is_good_and_passes_its_examples(
    number: int, tmp_path: Path
) -> None:
    beginning = YAML[1]
    text = YAML[number]
    whole = text if text.startswith("newsledger:") else beginning + text
    file = tmp_path / "mine.yaml"
    file.write_text(whole, encoding="utf-8")

    rules = load_rules([file])

    assert rules.text == ""
    assert rules.engine is not None
    failing = [r for r in run_examples(rules.engine) if r.outcome != "ok"]
    assert [r for r in failing if r.place.path.endswith("mine.yaml")] == []


def test_the_readme_names_every_setting() -> None:
    (example,) = (text for kind, text in blocks(README) if kind == "toml")

    assert list(tomli.loads(example)) == [field.name for field in fields(Settings)]


@pytest.mark.parametrize("document", [README, BROWSER], ids=lambda path: path.name)
def test_a_document_names_keys_that_are_bound(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.*?`) \|", text, re.MULTILINE)
    named = {
        key.replace(r"\|", "|") for row in rows for key in re.findall(r"`(.+?)`", row)
    }

    assert named
    assert named <= {key_name(key) for action in ACTIONS for key in action.keys}


def test_a_citation_is_made_of_the_characters_that_it_points_at(
    outputs: list[list[str]], works: list[Path]
) -> None:
    assert outputs[0]
    lines = (works[0] / "entries.jsonl").read_text(encoding="utf-8").splitlines()

    assert lines
    for entry in map(json.loads, lines):
        article = data_folder("seeds") / entry["article"]
        text = article.read_text(encoding="utf-8")
        for kind in KINDS:
            if measure := entry[kind]:
                assert text[measure["start"] : measure["end"]] == measure["text"]


def test_the_reference_is_what_the_shape_says() -> None:
    file = ROOT / "docs" / "rules-reference.md"
    if os.environ.get("UPDATE_GOLDENS"):
        file.write_text(reference_text(), encoding="utf-8")

    assert file.read_text(encoding="utf-8") == reference_text()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_link_leads_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    here = [link for link in LINK.findall(text) if "://" not in link]

    assert [link for link in here if not (document.parent / link).exists()] == []


def map_of_modules() -> str:
    """A table for each folder of code: modules, and what their docstrings say first."""
    folders = sorted(
        {path.parent for top in TOPS for path in (ROOT / top).rglob("*.py")}
    )
    return "\n".join(table for folder in folders for table in _table(folder))


def _table(folder: Path) -> Iterator[str]:
    yield f"### {folder.relative_to(ROOT).as_posix()}/\n\n{_purpose(folder / '__init__.py')}\n"
    modules = [path for path in sorted(folder.glob("*.py")) if path.stem != "__init__"]
    if modules:
        rows = (f"| `{path.name}` | {_purpose(path)} |" for path in modules)
        yield "\n".join(("| module | |", "|---|---|", *rows, ""))


def _purpose(module: Path) -> str:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return (ast.get_docstring(tree) or "").partition("\n")[0].replace("|", r"\|")


def test_the_map_of_the_modules_is_whole() -> None:
    if not (ROOT / "parsers").is_dir():
        pytest.skip("the code of the checkout is out of the way")
    text = ARCHITECTURE.read_text(encoding="utf-8")
    head, heading, shown = text.partition(MAP)
    if os.environ.get("UPDATE_GOLDENS"):
        shown = map_of_modules()
        ARCHITECTURE.write_text(head + heading + shown, encoding="utf-8")

    assert shown == map_of_modules()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_file_that_a_document_names_is_there(document: Path) -> None:
    if not (ROOT / "parsers").is_dir():
        pytest.skip("the code of the checkout is out of the way")
    text = document.read_text(encoding="utf-8")
    named = re.findall(r"`((?:config|docs|parsers|seeds|tests|tui)/[\w./-]+)`", text)

    assert [name for name in named if not (ROOT / name).exists()] == []
