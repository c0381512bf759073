"""Keys that the user chose are read as they are shown, and checked as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from tui_driver import Browser
from tui_library import LIBRARY

from tui.app import NewsledgerApp
from tui.cli import main
from tui.keymap import KeysError, rebound
from tui.keys import ACTIONS
from tui.widgets.bars import KeyBar


def keys_of(name: str, *texts: str) -> tuple[str, ...]:
    """The keys that an action has when some are chosen."""
    actions = rebound([(name, texts)])
    return next(action.keys for action in actions if action.id == name)


def problems_of(**choices: list[str]) -> list[str]:
    """What is wrong with chosen keys."""
    with pytest.raises(KeysError) as caught:
        rebound([(name, tuple(texts)) for name, texts in choices.items()])
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Z", "Z"),
        ("^e", "ctrl+e"),
        ("ctrl+e", "ctrl+e"),
        ("gx", "g x"),
        ("g x", "g x"),
        ("g Space", "g space"),
        ("F5", "f5"),
        ("Del", "delete"),
        ("comma", "comma"),
        (",", "comma"),
        ("é", "é"),
    ],
)
def test_a_key_is_written_as_it_is_shown(text: str, key: str) -> None:
    assert keys_of("down", text) == (key,)


def test_an_action_that_is_told_a_letter_keeps_it() -> None:
    assert keys_of("mark", "M", "x{a-z}") == ("M {letter}", "x {letter}")
    assert keys_of("percent", "=") == ("{number} equals_sign",)


def test_an_action_may_have_no_key() -> None:
    assert keys_of("theme") == ()


def test_two_actions_may_change_their_keys() -> None:
    actions = rebound([("down", ("n",)), ("next_hit", ("j",))])

    keys = {action.id: action.keys for action in actions}
    assert (keys["down"], keys["next_hit"]) == (("n",), ("j",))


def test_nothing_chosen_is_the_table() -> None:
    assert rebound([]) == ACTIONS


@pytest.mark.parametrize(
    ("choices", "problem"),
    [
        ({"dwon": ["x"]}, "keys.dwon: no such action; did you mean down?"),
        ({"zzz": ["x"]}, "keys.zzz: no such action; `newsledger keys` lists them"),
        ({"down": ["ctlr+d"]}, "keys.down: no such key: 'ctlr+d'"),
        ({"down": ["^i"]}, "keys.down: terminals send Tab for ^i"),
        ({"down": [" "]}, "keys.down: ' ' names no key"),
        ({"down": ["n"]}, "keys.next_hit: n is the key of down already"),
        ({"down": ["m a"]}, "keys.mark: ma (down) and m{a-z} (mark) can not be told"),
        ({"down": ["x{a-z}"]}, "keys.down: 'x{a-z}' does not fit; its own key is j"),
        ({"mark": ["{a-z}"]}, "keys.mark: '{a-z}' does not fit; its own key is m{a-z}"),
    ],
)
def test_keys_that_can_not_be_used_are_told_with_the_reason(
    choices: dict[str, list[str]], problem: str
) -> None:
    (told,) = problems_of(**choices)

    assert told.startswith(problem)


def test_every_problem_is_told_at_once() -> None:
    assert len(problems_of(dwon=["x"], up=["ctlr+d", "^m"], search=["n"])) == 4


async def test_chosen_keys_are_pressed_shown_and_found() -> None:
    actions = rebound([("next_figure", ("Z",)), ("help", ("f1",))])
    async with NewsledgerApp(LIBRARY, actions).run_test(size=(120, 36)) as pilot:
        browser = Browser(pilot)
        await browser.settle()
        assert browser.screen.query_one(KeyBar).render().plain.startswith("Z figure")

        await browser.press("f")
        assert browser.selected is None
        await browser.press("Z")
        assert browser.selected == "105 percent"
        await browser.press("f1", *"next figure")

        assert "Z               Next figure" in browser.shows()


# --- the command -------------------------------------------------------------------------


def settings(folder: Path, text: str) -> Path:
    file = folder / "newsledger.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_command_lists_every_action_with_its_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    settings(tmp_path, "[keys]\nnext_figure = ['Z', '^x']\ntheme = []")

    assert main(["keys"]) == 0

    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    told = {word for row in rows for word in row}
    assert told >= {action.id for action in ACTIONS}
    assert ["Z", "^x", "next_figure", "Next", "figure,", "across", "articles"] in rows
    assert ["none", "theme", "Light", "or", "dark"] in rows


def test_the_check_counts_and_a_clash_is_an_error_with_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["keys", "--check"]) == 0
    assert capsys.readouterr().out.endswith("clashes: 0\n")
    file = settings(tmp_path, "[keys]\nnext_figure = 'n'")

    assert main(["keys", "--check"]) == 2

    said = capsys.readouterr().err
    assert said == (
        f"newsledger: {file}: keys.next_hit: n is the key of next_figure already\n"
    )
