"""Articles of every form, by every command that takes a path, and in the browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from packs import SMALL
from tui_driver import WIDE, Browser

from tui.app import NewsledgerApp
from tui.cli import main
from tui.cli.exits import Exit
from tui.library import PathsLibrary

Captured = pytest.CaptureFixture[str]

FIVE = "Iran's exports to Iraq were $5 in 2019."


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with rules, and a file of two articles and a line that is none."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    Path("rules.yaml").write_text(SMALL, encoding="utf-8")
    good = json.dumps({"title": "Exports to Iraq", "text": FIVE})
    Path("news.jsonl").write_text(f"{good}\n{{\n{good}\n", encoding="utf-8")
    return folder


def run(*arguments: str) -> Exit:
    return Exit(main([*arguments, "--rules", "rules.yaml"]))


def test_extract_names_each_article_and_each_skip(capsys: Captured) -> None:
    code = run("extract", "news.jsonl", "--format", "jsonl")

    captured = capsys.readouterr()
    entries = [json.loads(line) for line in captured.out.splitlines()]
    assert code == Exit.OK
    assert [(e["article"], e["title"], e["value"]["start"]) for e in entries] == [
        ("news.jsonl/1", "Exports to Iraq", FIVE.index("$5")),
        ("news.jsonl/3", "Exports to Iraq", FIVE.index("$5")),
    ]
    assert "skipped news.jsonl/2: line 2: no JSON" in captured.err


def test_read_shows_the_article_that_is_named(capsys: Captured) -> None:
    assert run("read", "news.jsonl/3", "--plain") == Exit.OK

    assert capsys.readouterr().out.startswith("news.jsonl/3  Exports to Iraq\n")


def test_explain_takes_a_line_and_a_column_behind_the_name(capsys: Captured) -> None:
    place = f"news.jsonl/3:1:{FIVE.index('$5') + 1}"

    assert run("rules", "explain", place) == Exit.OK

    assert capsys.readouterr().out.startswith(f"{place}: $5 (value): booked")


@pytest.mark.parametrize("command", [("read",), ("rules", "explain")])
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("news.jsonl", "it holds several articles; name one, such as news.jsonl/1"),
        ("news.jsonl/2", "line 2: no JSON: Expecting property name"),
        ("news.jsonl/4", "no such article in the file"),
        ("rules.yaml/1", "no such file or folder"),
        ("none.jsonl", "there is no article in it"),
    ],
)
def test_a_name_of_no_single_article_is_refused_with_a_reason(
    command: tuple[str, ...], name: str, reason: str, capsys: Captured
) -> None:
    Path("none.jsonl").write_text("\n")

    assert run(*command, name) == Exit.USAGE

    assert f"newsledger: {name}: {reason}" in capsys.readouterr().err


def test_an_article_in_a_file_has_a_golden_file_of_its_own(capsys: Captured) -> None:
    articles = Path("golden/articles")
    articles.mkdir(parents=True)
    Path("news.jsonl").rename(articles / "news.jsonl")
    accepted = "golden/expected/news.jsonl/3.yaml"

    run("rules", "accept", "news.jsonl/3")
    capsys.readouterr()
    main(["rules", "test", "rules.yaml"])

    assert "figure: $5" in Path(accepted).read_text(encoding="utf-8")
    assert f"{accepted}:4:11: ok: news.jsonl/3: $5" in capsys.readouterr().out


async def test_the_browser_lists_them_and_opens_their_file(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener, opened = tmp_path / "xdg-open", tmp_path / "opened"
    opener.write_text(
        f'#!/bin/sh\necho "$1" > {opened}.new && mv {opened}.new {opened}\n'
    )
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    library = PathsLibrary([work / "news.jsonl"], [work / "rules.yaml"], 1000)
    async with NewsledgerApp(library).run_test(size=WIDE) as pilot:
        browser = Browser(pilot)
        await browser.settle()
        listed = [item.name for item in browser.screen.rows.items]
        await browser.press("J", "o")
        await browser.until(opened.exists)

    assert listed == ["news.jsonl/1", "news.jsonl/2", "news.jsonl/3"]
    assert opened.read_text() == f"{work}/news.jsonl\n"
