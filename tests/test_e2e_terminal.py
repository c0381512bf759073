"""The program as it is installed, in a real terminal, as a person drives and sees it."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal import CLEAN, Screen, Tmux, in_tmux, last_modes, needs_tmux, newsledger
from terminal import recording as recorded

pytestmark = needs_tmux

SOON = 5.0
"""Seconds after which a key that has done nothing never will."""

SEEDS_READ = "5 figures  5 booked"
"""What the status says when the rules have read the first article."""

PACK = """\
newsledger: rules/1
pack: {id: mine, version: 0.1.0, language: en, home: IRN}
extends: trade-en
"""
MASKING = f"""\
{PACK}masks:
  - reason: only a trial
    pattern: '{{money}}'
"""
BROKEN = MASKING.replace("{money}", "({money}")
SIZES = [(40, 12), (80, 24), (120, 36), (200, 50)]


@pytest.fixture(autouse=True)
def somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative paths begin in a folder of the test, where no settings lie."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Tmux]:
    """The browser on the articles that ship along, at rest."""
    with in_tmux(tmp_path, newsledger()) as terminal:
        terminal.see(SEEDS_READ)
        yield terminal


def selected(text: str, screen: Screen) -> bool:
    return screen.drawn(text, "reverse", "bold")


# --- walking -----------------------------------------------------------------------------


def test_f_walks_through_the_figures_and_on_into_the_next_article(
    terminal: Tmux,
) -> None:
    for figure in ("105 percent", "$390 million", "$800 million", "$260 billion"):
        terminal.press("f")
        screen = terminal.see(f"{figure}  (")
        assert selected(figure, screen)

    terminal.press("f", "f")

    screen = terminal.until(lambda now: selected("$500 million", now))
    assert "article 2 of 5" in screen


def test_F_walks_back_into_the_article_before(terminal: Tmux) -> None:  # noqa: N802
    terminal.press("G")
    terminal.see("$1.45 billion")

    terminal.press("2", "F")

    terminal.until(lambda now: selected("$20 billion", now))
    terminal.press("F", "F", "F", "F", "F")
    screen = terminal.see("article 4 of 5")
    assert screen.drawn("360,000 metric", "reverse", "italic")


def test_w_says_when_no_open_figure_is_left(terminal: Tmux) -> None:
    terminal.press("w")

    terminal.see("no figure to look at after")


def test_w_stops_at_an_open_figure_in_another_article(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    sentence = "Iran exported goods worth $5 million to Iraq in 2020."
    (articles / "1.txt").write_text(sentence, encoding="utf-8")
    (articles / "2.txt").write_text(
        f"{sentence}\n\nThe tower cost $7 million.", encoding="utf-8"
    )

    with in_tmux(tmp_path, newsledger(articles)) as terminal:
        terminal.see("1 figure  1 booked")
        terminal.press("w")

        screen = terminal.until(lambda now: now.drawn("$7 million", "reverse"))

    assert screen.drawn("$7 million", "underline")
    assert "open: no entry books it" in screen


def test_j_and_k_in_the_ledger_move_the_highlight_of_the_text(terminal: Tmux) -> None:
    terminal.press("3", "j")
    terminal.until(lambda now: now.drawn("105 percent", "reverse"))
    terminal.press("j")
    screen = terminal.until(lambda now: selected("$390 million", now))
    assert screen.drawn("USD 390M", "bold")
    assert not screen.drawn("USD 800M", "bold")

    terminal.press("j")
    screen = terminal.until(lambda now: selected("$800 million", now))
    assert not selected("$390 million", screen)
    assert screen.drawn("IRN→RUS  2020             USD 800M", "bold")

    terminal.press("k")
    terminal.until(lambda now: selected("$390 million", now))


def test_J_and_K_open_the_next_article_and_the_one_before(  # noqa: N802
    terminal: Tmux,
) -> None:
    terminal.press("2", "J", "J", "J")
    terminal.see("The Russian Foreign Ministry")

    terminal.press("K", "K", "K")
    terminal.see("Kazem Jalali")


# --- panes, search, help, palette --------------------------------------------------------


def test_panes_are_reached_by_number_tab_and_enter(terminal: Tmux) -> None:
    def has_keys(pane: str) -> None:
        terminal.until(lambda now: now.drawn(pane, "bold"))

    title = "000_62733c11a71e9bf9.txt─"
    for keys, pane in (
        ("2", title),
        ("3", "Ledger  5"),
        ("1", "Articles  5"),
        ("Tab", title),
        ("Tab", "Ledger  5"),
        ("BTab", title),
        ("q", "Articles  5"),
        ("Enter", title),
        ("Enter", "Ledger  5"),
    ):
        terminal.press(keys)
        has_keys(pane.rstrip("─"))


def test_a_search_shows_its_hits_and_n_and_N_turn_them(  # noqa: N802
    terminal: Tmux,
) -> None:
    terminal.press("/")
    terminal.until(lambda now: now.rows[-3].startswith(" / "))
    terminal.write("market")
    terminal.see("1/2 market")
    terminal.press("Enter")
    terminal.until(lambda now: " /market" not in now)
    terminal.press("n")

    screen = terminal.see("2/2 market")
    first, second = screen.looks("market")[:2]
    assert "underline" in first.attributes & second.attributes
    assert "reverse" in second.attributes - first.attributes
    terminal.press("N")
    screen = terminal.see("1/2 market")
    assert "reverse" in screen.looks("market")[0].attributes
    terminal.press("Escape")
    terminal.until(lambda now: not now.drawn("market", "underline"))


@pytest.mark.parametrize("end", ["Enter", "Escape"])
def test_after_a_search_the_text_has_the_keys_again(end: str, terminal: Tmux) -> None:
    terminal.press("2", "/")
    terminal.until(lambda now: now.rows[-3].startswith(" / "))
    terminal.write("market")
    terminal.see("1/2 market")

    terminal.press(end)

    text = "━ 000_62733c11a71e9bf9.txt"
    terminal.until(lambda now: text in now and " /market" not in now, SOON)
    terminal.press("Enter")
    terminal.see("━ Ledger", SOON)


def test_help_is_shown_and_closed(terminal: Tmux) -> None:
    terminal.press("?")
    terminal.see("Next figure, across articles")

    terminal.press("Escape")

    terminal.until(lambda now: "Next figure, across articles" not in now)


def test_the_palette_finds_an_action_and_does_it(terminal: Tmux) -> None:
    dark = terminal.screen().colours
    terminal.press("C-p")
    terminal.see("Next figure, across articles")
    terminal.write("dark")
    terminal.until(lambda now: "Light or dark" in now and "Next figure" not in now)

    terminal.press("Enter")

    terminal.until(
        lambda now: "Light or dark" not in now and len(now.colours - dark) > 5
    )


# --- keys that come faster than the screen -----------------------------------------------


def test_rows_that_are_asked_for_in_one_burst_are_all_walked(terminal: Tmux) -> None:
    terminal.press("3", "j")
    terminal.until(lambda now: now.drawn("105 percent", "reverse"))

    terminal.press("j", "j", "j")

    terminal.until(lambda now: selected("$260 billion", now), SOON)


def test_figures_that_are_asked_for_in_one_burst_are_walked_across_articles(
    terminal: Tmux,
) -> None:
    figures_before_the_fourth_article = 5 + 1

    terminal.press(*"f" * (figures_before_the_fourth_article + 1))

    terminal.see("article 4 of 5", SOON)


def test_words_that_are_typed_with_the_slash_are_all_searched(terminal: Tmux) -> None:
    terminal.write("/market")

    terminal.see("1/2 market", SOON)


def test_a_key_right_after_a_search_is_no_part_of_its_words(terminal: Tmux) -> None:
    terminal.press("/")
    terminal.until(lambda now: now.rows[-3].startswith(" / "))

    terminal.press(*"market", "Enter", "n")

    terminal.see("2/2 market", SOON)


# --- sizes and colours -------------------------------------------------------------------


def test_at_every_size_the_selected_figure_is_on_the_screen(terminal: Tmux) -> None:
    terminal.press("f", "f", "f")
    terminal.until(lambda now: selected("$800 million", now))

    for width, height in [*SIZES, *reversed(SIZES), (19, 5), (120, 36)]:
        terminal.resize(width, height)
        if width < 20:
            terminal.see("needs 20 x 6")
            continue
        screen = terminal.until(
            lambda now: selected("$800 million", now) and "help" in now.rows[-1]
        )
        assert len(screen.rows) == height
        assert max(map(len, screen.rows)) <= width


def test_without_colour_the_attributes_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    with in_tmux(tmp_path, newsledger()) as terminal:
        terminal.see(SEEDS_READ)
        terminal.press("f", "f")
        screen = terminal.until(lambda now: selected("$390 million", now))

    assert screen.colours == set()
    assert screen.drawn("105 percent", "bold", "italic")
    assert screen.drawn("$800 million", "bold")
    assert screen.drawn("exports", "underline") or screen.drawn("export", "underline")
    assert screen.drawn("IRN→RUS  2019", "reverse")


# --- rules that are edited ---------------------------------------------------------------


def test_rules_that_are_edited_change_the_highlights_and_broken_ones_do_not(
    tmp_path: Path,
) -> None:
    rules = tmp_path / "my.yaml"
    rules.write_text(PACK, encoding="utf-8")
    with in_tmux(tmp_path, newsledger("--rules", "my.yaml")) as terminal:
        terminal.see(SEEDS_READ)
        terminal.press("f", "f", "f")
        terminal.until(lambda now: selected("$800 million", now))

        rules.write_text(MASKING, encoding="utf-8")
        screen = terminal.see("2 booked  0 open  3 masked")
        assert screen.drawn("$390 million", "strike")
        assert screen.drawn("$800 million", "strike", "reverse")
        assert "masked: only a trial" in screen

        rules.write_text(BROKEN, encoding="utf-8")
        screen = terminal.see("my.yaml:6:15")
        assert "1 rule problem" in screen
        assert "2 booked  0 open  3 masked" in screen
        assert screen.drawn("$800 million", "strike", "reverse")

        rules.write_text(PACK, encoding="utf-8")
        screen = terminal.until(
            lambda now: SEEDS_READ in now and "rule problem" not in now
        )
        assert "my.yaml" not in screen
        assert selected("$800 million", screen)
        assert not screen.drawn("$800 million", "strike")
        assert not screen.drawn("$390 million", "strike")


# --- verdicts ----------------------------------------------------------------------------


def test_a_verdict_outlives_an_undo_of_another_one_and_a_kill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(newsledger("init", "trade"), check=True, capture_output=True)
    monkeypatch.chdir("trade")
    article = tmp_path / "trade" / "1.txt"
    sentence = "Iran exported cement worth ${} million to Iraq in 2020."
    text = "\n\n".join(sentence.format(amount) for amount in (5, 7, 9))
    article.write_text(text, encoding="utf-8")
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()

    with in_tmux(first, newsledger(article)) as terminal:
        terminal.see("3 figures  3 booked  0 open  0 masked  ?3")
        terminal.press("f", "a")
        terminal.see("✓1 ?2")
        terminal.press("x")
        terminal.see("✓1 ✗1 ?1")
        terminal.press("u")
        terminal.until(lambda now: "✓1 ?2" in now and selected("$7 million", now))
        os.kill(terminal.pid, signal.SIGKILL)

    with in_tmux(second, newsledger(article)) as terminal:
        screen = terminal.see("✓1 ?2")
        assert any("✓" in row and "USD 5M" in row for row in screen.rows)


# --- leaving -----------------------------------------------------------------------------


@pytest.mark.parametrize("keys", [("Q",), ("3", "q", "q", "q"), ("C-q",)])
def test_quitting_is_success_and_leaves_a_clean_terminal(
    keys: tuple[str, ...], terminal: Tmux
) -> None:
    assert terminal.modes["alternate_on"] == terminal.modes["mouse_any_flag"] == "1"

    terminal.press(*keys)

    screen = terminal.see("left with 0")
    assert terminal.modes == CLEAN
    assert screen.text.strip() == "left with 0"


def test_a_signal_leaves_a_clean_terminal(terminal: Tmux) -> None:
    os.kill(terminal.pid, signal.SIGTERM)

    screen = terminal.see("left with 143")
    assert terminal.modes == CLEAN
    assert screen.text.strip() == "left with 143"


def test_every_mode_that_is_set_is_given_back(tmp_path: Path) -> None:
    with recorded(newsledger(), tmp_path) as browser:
        browser.until("booked")
        browser.rest()
        during = last_modes(browser.output)
        browser.press("Q")
        code = browser.leave()

    after = last_modes(browser.output)
    assert code == 0
    # At the end there are only the line wrap and the cursor that every terminal has.
    assert {mode for mode, end in during.items() if end == "h"} >= {1049, 1000, 2004}
    assert {mode for mode, end in after.items() if end == "h"} == {7, 25}


# --- pipes -------------------------------------------------------------------------------


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    command = shlex.join(newsledger())
    pipe = f"{{ {command}; echo newsledger left with $?; }} 2>&1 | head -1"

    with in_tmux(tmp_path, ["sh", "-c", pipe]) as terminal:
        screen = terminal.see("left with 0")

    shown = [row for row in screen.rows if row]
    assert shown == [
        "newsledger: no terminal to browse on, so this is the ledger as a table",
        "left with 0",
    ]


def test_with_stdout_in_a_pipe_the_ledger_is_printed_and_no_screen_taken(
    tmp_path: Path,
) -> None:
    pipe = f"{shlex.join(newsledger())} | head -1"

    with in_tmux(tmp_path, ["sh", "-c", pipe]) as terminal:
        screen = terminal.see("left with 0")

    assert "000_62733c11a71e9bf9.txt" in screen
    assert "Traceback" not in screen


def test_without_any_terminal_the_ledger_is_printed(tmp_path: Path) -> None:
    done = subprocess.run(
        newsledger(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=dict(os.environ),
        start_new_session=True,
        timeout=60,
    )

    assert done.returncode == 0
    assert "$390 million [390,000,000 USD]" in done.stdout.decode()
    assert done.stderr.startswith(b"newsledger: no terminal to browse on")
    assert b"\x1b" not in done.stdout + done.stderr
