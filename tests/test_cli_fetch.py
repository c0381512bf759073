"""`newsledger fetch`, as it is typed."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from packs import SMALL
from processes import started
from web_server import ARTICLE, Client, Server, answer, feed, running

from tui.cli import main
from tui.cli.exits import Exit

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server) -> Path:
    """A project that may ask the server, and has its feed in the settings."""
    folder = tmp_path / "project"
    folder.mkdir()
    settings = (
        'articles = ["articles"]',
        'rules = ["small.yaml"]',
        f'feeds = ["{server.url("/feed")}"]',
        'fetch_networks = ["127.0.0.0/8"]',
        'contact = "ada@example.org"',
    )
    (folder / "newsledger.toml").write_text("\n".join(settings))
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def fetch(*arguments: str) -> int:
    return main(["fetch", "--delay", "0", *arguments])


def test_the_feeds_of_the_settings_are_fetched_into_the_project(
    project: Path, server: Server, capsys: Captured
) -> None:
    server.serve("/feed", feed("/iraq", "/gone"))
    server.serve("/iraq", answer())

    code = fetch()

    shown = capsys.readouterr()
    (page,) = (project / "articles" / "web").glob("*/*.html")
    assert code == Exit.OK
    assert shown.out == f"new        {page.relative_to(project)}\n"
    assert shown.err.splitlines() == [
        f"skipped {server.url('/gone')}: the server answers 404 Not Found",
        "new: 1, changed: 0, unchanged: 0, kept: 0",
    ]
    assert "newsledger" in server.requests[0].headers["User-Agent"]
    assert "(ada@example.org)" in server.requests[0].headers["User-Agent"]


def test_what_was_fetched_is_read(
    project: Path, server: Server, capsys: Captured
) -> None:
    told = ARTICLE.replace("Iran exported", "Iran's exports to Iraq reached $5 million")
    url = server.serve("/2020/iraq.html", answer(told))
    fetch(url, "--into", "clippings")
    capsys.readouterr()

    code = main(["extract", "clippings", "--format", "csv"])

    assert code == Exit.OK
    assert ",IRQ," in capsys.readouterr().out


def test_where_nothing_that_was_named_comes_the_command_fails(
    project: Path, server: Server, capsys: Captured
) -> None:
    code = fetch(server.url("/a"), "file:///etc/\x1b[2Jpasswd")

    assert code == Exit.USAGE
    assert "\x1b" not in capsys.readouterr().err
    assert not (project / "articles").exists()


def test_what_is_kept_is_success(project: Path, server: Server) -> None:
    url = server.serve("/a", answer())

    assert [fetch(url), fetch(url)] == [Exit.OK, Exit.OK]


def test_without_a_project_a_folder_has_to_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)

    assert fetch("https://example.org/") == Exit.USAGE
    assert "--into" in capsys.readouterr().err


def test_without_feeds_a_page_has_to_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)

    assert fetch() == Exit.USAGE
    assert "set `feeds`" in capsys.readouterr().err


def test_a_folder_that_can_not_be_made_is_told(
    project: Path, server: Server, capsys: Captured
) -> None:
    (project / "file").touch()

    assert fetch(server.serve("/a", answer()), "--into", "file") == Exit.USAGE
    assert "file" in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["-1", "x", "3601", "1e3", "nan"])
def test_a_pause_is_a_number_of_seconds(typed: str, capsys: Captured) -> None:
    assert main(["fetch", f"--delay={typed}"]) == Exit.USAGE
    assert "not a number from 0 to 3600" in capsys.readouterr().err


def test_ctrl_c_keeps_what_is_done(project: Path, server: Server) -> None:
    def endless(client: Client) -> None:
        process.send_signal(signal.SIGINT)
        client.drip(b"HTTP/1.1 100 Continue\r\n\r\n")

    server.serve("/feed", feed("/1", "/2"))
    server.serve("/1", answer())
    server.serve("/2", endless)
    process = started("fetch", "--delay", "0")

    out, err = process.communicate(timeout=60)

    assert process.returncode == Exit.INTERRUPTED
    assert out.startswith(b"new ")
    assert err.splitlines() == [b"new: 1, changed: 0, unchanged: 0, kept: 0"]
    assert len(list(project.glob("articles/web/*/*.html"))) == 1
