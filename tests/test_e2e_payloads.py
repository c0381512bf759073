"""No text that somebody else wrote is obeyed by the terminal: every byte is looked at.

Each payload stands in every place where foreign text reaches a screen. The programs run
on real pseudo terminals; the places of one program are recorded in one run.
"""

from __future__ import annotations

import json
import re
import runpy
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from subprocess import run

import pytest
from payloads import DANGER, PAYLOADS, Payload
from terminal import (
    PRELUDE,
    in_tmux,
    needs_tmux,
    newsledger,
    orders,
    printed,
    recording,
)

HARMLESS = (Payload("harmless", "aabb", "\x1b"),)
SENTENCE = "Iran exported goods worth $5 million to Iraq in 2020, he said."
HEAD = """\
newsledger: rules/1
pack: {id: hostile, version: 0.1.0, language: en, home: IRN}
extends: trade-en
"""
RECOGNISED = 18
"""Characters of a payload by which it is known again where there is not room for all."""
SMALL = """\
newsledger: rules/1
pack: {id: small, version: 0.1.0, language: en, home: IRN}
rules:
  - {id: nothing, pattern: 'nothing'}
"""
"""A pack that is read in no time."""
MOST_NAMED = 20
"""Of the files that one run skips."""


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere in a program where foreign text comes to the screen."""

    program: str
    """Which recording it is in."""
    name: str
    before: str
    """What stands before the payload there, to know it again."""
    never: str = ""
    """Characters that a text can not hold there."""
    line_end: str = ""
    """A character that ends a line there, before anything is shown."""
    on_disk: bool = False
    """Whether it is a name in a file system."""
    refused: bool = False
    """Whether its file is refused, so that the payload itself need not be shown."""


def named(program: str, name: str, before: str) -> Place:
    """A place where the name of a file is shown."""
    return Place(program, name, before, never="\x00", on_disk=True)


PLACES = (
    Place("browser", "article text", "text ", line_end="\r"),
    Place("browser", "file name", "name "),
    Place("browser", "rule id", "rule "),
    Place("browser", "rule problem", "problem "),
    Place("browse", "article text", "text ", line_end="\r"),
    Place("browse", "article title", "title ", never="\r\u2028"),
    Place("browse", "rule id", "ids", refused=True),
    named("browse", "file name", "binary "),
    named("browse", "name of a rule file", "file "),
    Place("extract", "article title", "title ", never="\r\u2028"),
    named("extract", "file name", "name "),
    named("extract", "name of a file that can not be read", "binary "),
    named("extract", "name of a file that is not there", "gone "),
    Place("rules check", "rule id", "ids", refused=True),
    Place("rules check", "text of a rule file", "raw", refused=True),
    named("rules check", "name of a rule file", "file "),
    Place("rules test", "rule id", "ids", refused=True),
    Place("rules test", "example", "costs", refused=True),
    named("rules test", "name of a rule file", "file "),
)
ISSUE = ("article text", "file name", "rule id")
"""The three places in the browser that were promised first."""


def storable(payload: Payload) -> str | None:
    """The payload as a file system can hold it in a name, if it can."""
    return None if "\x00" in payload.text else payload.text.replace("/", "\\")


def quoted(text: str) -> str:
    """A text as a scalar of YAML that means it exactly."""
    return json.dumps(text)


# --- the files ---------------------------------------------------------------------------


def write_articles(folder: Path, payloads: Sequence[Payload]) -> Path:
    """One article with every payload in its text, and one for each in name and title."""
    articles = folder / "articles"
    articles.mkdir()
    text = "\n".join(f"text {payload.text}" for payload in payloads)
    (articles / "0.txt").write_text(text, encoding="utf-8", newline="")
    for number, payload in enumerate(payloads, start=1):
        title = f"title {payload.text}\n\n{SENTENCE}\n"
        name = storable(payload)
        readable = f"name {name}.txt" if name else f"{number}.txt"
        (articles / readable).write_text(title, encoding="utf-8", newline="")
        if name:
            (articles / f"binary {name}").write_bytes(b"\x00\x01\x02\xff" * 20)
    return articles


def write_rules(folder: Path, payloads: Sequence[Payload]) -> list[Path]:
    """Rules with payloads as ids, and broken ones in files called like the payloads."""
    files = []
    for number, payload in enumerate(payloads):
        files.append(folder / f"ids{number}.yaml")
        rule = f"{{id: {quoted('rule ' + payload.text)}, pattern: 'x'}}"
        files[-1].write_text(f"{HEAD}rules: [{rule}]\n", encoding="utf-8")
    for payload in payloads:
        if name := storable(payload):
            files.append(folder / f"file {name}.yaml")
            files[-1].write_text("newsledger: rules/1\nrulse: []\n", encoding="utf-8")
    return files


def write_raw_rules(folder: Path, payloads: Sequence[Payload]) -> list[Path]:
    """Rule files in which the payloads stand as they are, not as YAML spells them."""
    files = []
    for number, payload in enumerate(payloads):
        files.append(folder / f"raw{number}.yaml")
        text = f"newsledger: rules/1\nraw {payload.text}: []\n"
        files[-1].write_text(text, encoding="utf-8", newline="")
    return files


def write_examples(folder: Path, payloads: Sequence[Payload]) -> list[Path]:
    """Rules whose examples hold the payloads and fail, in files called like them."""
    files = []
    for number, payload in enumerate(payloads):
        name = storable(payload) or "nothing"
        files.append(folder / f"file {name}.yml")
        example = quoted(f"example {payload.text} costs $5 million.")
        files[-1].write_text(
            f"{HEAD}rules:\n  - id: tried-{number}\n    pattern: 'nothing {{figure}}'\n"
            f"    examples:\n      - {{text: {example}, expect: {{flow: export}}}}\n",
            encoding="utf-8",
        )
    return files


# --- the runs ----------------------------------------------------------------------------

LIBRARY = """
from dataclasses import dataclass, replace
from tui.app import run
from tui_library import FakeEngine, MemoryLibrary, PROBLEM
from test_e2e_payloads import HARMLESS
from payloads import PAYLOADS

payloads = PAYLOADS if sys.argv[1] == "hostile" else HARMLESS
sentences = [f"text {p.text} so the exports are ${n} million."
             for n, p in enumerate(payloads, start=1)]

class Engine(FakeEngine):
    def read(self, article):
        reading = super().read(article)
        pairs = zip(reading.entries, payloads)
        named = tuple(replace(e, rule=f"rule {p.text}") for e, p in pairs)
        return replace(reading, entries=named)

class Library(MemoryLibrary):
    def load_rules(self):
        text = "\\n".join(f"problem {p.text}" for p in payloads)
        return replace(super().load_rules(), problems=len(payloads), text=text)

names = [(f"name {p.text}", "Nothing here.") for p in payloads]
articles = [("0", "\\n\\n".join(sentences)), *names]
sys.exit(run(Library(tuple(articles), engine=Engine())))
"""
"""The browser on articles, names, ids and problems that no file could hold."""


def record_browser(folder: Path, payloads: Sequence[Payload]) -> bytes:
    """The browser itself, with nothing before it that could tame the payloads."""
    which = "harmless" if payloads == HARMLESS else "hostile"
    command = [sys.executable, "-c", PRELUDE + LIBRARY, which]
    with recording(command, folder) as browser:
        browser.until("booked")
        browser.rest()
        browser.press("!")
        for _ in range(5):
            browser.press(" ")
        browser.press("!")
        browser.press("2")
        for number, _ in enumerate(payloads, start=1):
            browser.send("f")
            browser.until(f"${number} million  (value)")
        browser.press("1")
        browser.press("G")
        browser.press("g")
        browser.press("Q")
        assert browser.leave() == 0
    return browser.output


def record_browse(folder: Path, payloads: Sequence[Payload]) -> bytes:
    """The program on real files, with rules that it has to refuse."""
    articles, rules = write_articles(folder, payloads), write_rules(folder, payloads)
    command = newsledger(articles, "--rules", *rules)
    with recording(command, folder) as browser:
        browser.until("rule problem")
        browser.rest()
        browser.press("!")
        for _ in payloads:
            browser.press(" ")
        for key in "!2 1g   GQ":
            browser.press(key)
        assert browser.leave() == 0
    return browser.output


def record_extract(folder: Path, payloads: Sequence[Payload]) -> bytes:
    """The table, and what is said of files that could not be read."""
    articles = write_articles(folder, payloads)
    output = record(newsledger("extract", articles), folder, code=0)
    rules = folder / "small.yaml"
    rules.write_text(SMALL, encoding="utf-8")
    gone = [Path(f"gone {name}") for p in payloads if (name := storable(p))]
    skipped = [*sorted(articles.glob("binary*")), *gone]
    for start in range(0, len(skipped), MOST_NAMED):
        group = skipped[start : start + MOST_NAMED]
        command = newsledger("extract", *group, "--rules", rules)
        output += record(command, folder, code=2)
    return output


def record_check(folder: Path, payloads: Sequence[Payload]) -> bytes:
    """What is wrong with rules."""
    rules = [*write_rules(folder, payloads), *write_raw_rules(folder, payloads)]
    return record(newsledger("rules", "check", *rules), folder, code=1)


def record_test(folder: Path, payloads: Sequence[Payload]) -> bytes:
    """How examples fare, after what is wrong with the rules."""
    rules = [*write_rules(folder, payloads), *write_examples(folder, payloads)]
    return record(newsledger("rules", "test", *rules), folder, code=1)


def record(command: Sequence[str], folder: Path, code: int) -> bytes:
    """All that a command writes to its terminal."""
    with recording(command, folder) as process:
        assert process.leave() == code, process.output.decode()
    return process.output


RUNS: dict[str, Callable[[Path, Sequence[Payload]], bytes]] = {
    "browser": record_browser,
    "browse": record_browse,
    "extract": record_extract,
    "rules check": record_check,
    "rules test": record_test,
}


class Recordings:
    """What each program wrote, made when it is first asked for."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        self._factory = factory
        self._made: dict[tuple[str, Sequence[Payload]], bytes] = {}

    def of(self, program: str, payloads: Sequence[Payload] = PAYLOADS) -> bytes:
        """All bytes of one run."""
        if (program, payloads) not in self._made:
            folder = self._factory.mktemp("run")
            self._made[program, payloads] = RUNS[program](folder, payloads)
        return self._made[program, payloads]


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Recordings:
    return Recordings(tmp_path_factory)


# --- what must hold ----------------------------------------------------------------------


@cache
def letters(text: str) -> str:
    """What is left of a text however its other characters are shown."""
    return re.sub(r"[^!-~]+", "", text)


def visible(payload: Payload, place: Place) -> list[str]:
    """The letters that a person has to see of a payload in a place."""
    if place.refused:
        return [place.before]
    text = (storable(payload) or "") if place.on_disk else payload.text
    first, *others = text.split(place.line_end) if place.line_end else [text]
    return [letters((place.before + first)[:RECOGNISED]), *map(letters, others)]


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload.name)
@pytest.mark.parametrize("place", PLACES, ids=lambda p: f"{p.program}, {p.name}")
def test_a_payload_is_seen_and_not_obeyed(
    place: Place, payload: Payload, recordings: Recordings
) -> None:
    if set(place.never) & set(payload.text):
        pytest.skip("no text can be like that in this place")

    output = recordings.of(place.program)

    shown = letters(printed(output))
    assert [part for part in visible(payload, place) if part not in shown] == []
    assert payload.allowed or payload.needle.encode() not in output


@pytest.mark.parametrize("program", RUNS)
def test_nothing_that_is_printed_has_power(
    program: str, recordings: Recordings
) -> None:
    lines = printed(recordings.of(program)).replace("\r\n", "")

    assert [hex(ord(found[0])) for found in DANGER.findall(lines)] == []


@pytest.mark.parametrize("program", RUNS)
def test_a_hostile_text_adds_no_order_to_the_terminal(
    program: str, recordings: Recordings
) -> None:
    hostile, harmless = recordings.of(program), recordings.of(program, HARMLESS)

    assert orders(hostile) <= orders(harmless)
    assert orders(harmless) or program not in ("browser", "browse")


def test_all_promised_cases_were_tried() -> None:
    promised = [p for p in PLACES if p.program == "browser" and p.name in ISSUE]
    cases = len(PAYLOADS) * len(promised)

    print(f"\n{len(PAYLOADS)} payloads x {len(promised)} places = {cases} cases")
    assert (len(PAYLOADS), len(promised), cases) == (33, 3, 99)


def test_the_payloads_are_those_of_the_measurements(shared: Path) -> None:
    measured = runpy.run_path(str(shared / "experiments" / "esc" / "payloads.py"))["P"]

    ours = {p.name: (p.text, p.needle.encode()) for p in PAYLOADS}
    assert ours == measured


# --- wrong commands ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["--rules", "{}"],
        ["--rules", "{}.yaml", "--format", "table"],
        ["extract", "--format", "{}"],
        ["extract", "-o", "{}/x"],
        ["rules", "{}"],
        ["rules", "check", "{}.yaml"],
        ["config", "{}"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_is_told_without_obeying_it(
    arguments: list[str], tmp_path: Path
) -> None:
    for hostile in in_arguments():
        command = newsledger(*(part.format(hostile) for part in arguments))
        output = as_one_command(command, tmp_path)
        assert not DANGER.search(output.replace("\r\n", "")), output


def test_a_file_that_is_called_like_an_option_is_told_without_obeying_it(
    tmp_path: Path,
) -> None:
    for hostile in in_arguments():
        # With a blank in it, it would be no option but a path.
        option = "--" + hostile.replace(" ", "")
        output = as_one_command(newsledger(option), tmp_path)
        assert not DANGER.search(output.replace("\r\n", "")), output


def test_json_on_a_terminal_is_harmless_and_in_a_file_it_is_exact(
    tmp_path: Path,
) -> None:
    payload = "\x9b31m\u202e"
    (tmp_path / "a.txt").write_text(f"Iran exported goods worth $5 million{payload}.")
    command = newsledger("extract", "a.txt", "--format", "jsonl")

    with recording(command, tmp_path) as process:
        assert process.leave() == 0
    seen = process.output.decode().replace("\r\n", "")
    run([*command, "-o", "out.jsonl"], cwd=tmp_path, check=True)

    assert "$5 million" in seen
    assert not DANGER.search(seen)
    assert payload in (tmp_path / "out.jsonl").read_text(encoding="utf-8")


def in_arguments() -> list[str]:
    """All payloads that an argument can hold, some in each, as names that are short."""
    texts = [name for p in PAYLOADS if (name := storable(p))]
    return ["".join(texts[start : start + 8]) for start in range(0, len(texts), 8)]


def as_one_command(command: Sequence[str], folder: Path) -> str:
    """What a command that fails says on its terminal."""
    with recording(command, folder) as process:
        assert process.leave() == 2
    return process.output.decode()


# --- a terminal that obeys ---------------------------------------------------------------


@needs_tmux
@pytest.mark.parametrize("form", [None, "table", "jsonl", "journal"])
def test_neither_clipboard_nor_title_is_touched(
    form: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_articles(tmp_path, PAYLOADS)
    extract = newsledger("extract", "articles", "--format", str(form))
    command = extract if form else newsledger("articles")

    with in_tmux(tmp_path, command, size=(200, 50)) as terminal:
        terminal.see("booked")
        if not form:
            terminal.press("2")
            terminal.see("VEVTVA==")
            terminal.press("f")
            terminal.see("▶")
        assert terminal.run("show-buffer") == ""
        titles = terminal.tell("pane_title") + terminal.tell("window_name")
        assert not [title for title in ("PWNED", "C1TITLE") if title in titles]


@needs_tmux
def test_the_obeying_terminal_would_have_shown_it(tmp_path: Path) -> None:
    text = "".join(payload.text for payload in PAYLOADS if payload.name == "osc52_ST")
    (tmp_path / "raw").write_text(text, encoding="utf-8")

    with in_tmux(tmp_path, ["cat", str(tmp_path / "raw")]) as terminal:
        terminal.see("left with 0")
        assert terminal.run("show-buffer") == "TEST"
