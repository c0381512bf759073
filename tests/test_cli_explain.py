from __future__ import annotations

import json
from pathlib import Path

import pytest
from shipped import shipped_files

from tui.cli import main
from tui.cli.exits import Exit
from tui.cli.places import TypedPlace

Captured = pytest.CaptureFixture[str]

STORY = """\
Iran's exports to Iraq reached $1.2 billion in 2019.
Iraq took in Iranian cement worth $90 million in the same year.
"""


@pytest.fixture(autouse=True)
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An article in the folder where the command runs."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    path = Path("story.txt")
    path.write_text(STORY, encoding="utf-8")
    return path


def explained(*arguments: str, capsys: Captured) -> str:
    """What the command prints about the story, when all is well."""
    assert main(["rules", "explain", *arguments]) == Exit.OK
    return capsys.readouterr().out


def test_every_figure_of_an_article_is_explained(capsys: Captured) -> None:
    out = explained("story.txt", capsys=capsys)

    heads = [line for line in out.splitlines() if line.startswith("story.txt:")]
    assert heads == [
        "story.txt:1:32: $1.2 billion (value): booked as nl-2c8f437faee4",
        "story.txt:2:35: $90 million (value): open: "
        "a rule claims it, but nothing tells what flows",
    ]


@pytest.mark.parametrize("place", ["story.txt:2", "story.txt:2:40"])
def test_a_place_asks_for_the_figures_there(place: str, capsys: Captured) -> None:
    out = explained(place, capsys=capsys)

    assert out.startswith("story.txt:2:35: $90 million")
    assert "$1.2 billion" not in out


def test_an_offset_is_a_place_too(capsys: Captured) -> None:
    out = explained("story.txt", "--offset", str(STORY.index("$90")), capsys=capsys)

    assert out.startswith("story.txt:2:35: $90 million")


def test_the_carets_stand_below_what_matched(capsys: Captured) -> None:
    lines = explained("story.txt:2", capsys=capsys).splitlines()

    row = next(n for n, line in enumerate(lines) if "^" in line)
    start, end = lines[row].index("^"), lines[row].rindex("^") + 1
    assert lines[row - 1][start:end] == "took in"


def test_json_leads_every_reason_to_its_characters(capsys: Captured) -> None:
    found = json.loads(
        explained("story.txt:1", "--format", "json", capsys=capsys),
    )

    (figure,) = found
    assert (figure["article"], figure["line"], figure["column"]) == ("story.txt", 1, 32)
    assert figure["tagged"] == (
        "{country:IRN}'s {flow:export} to {country:IRQ} reached {figure:money}"
        " in {period}."
    )
    assert figure["entry"] == {"id": "nl-2c8f437faee4", "rule": "figure"}
    spans = [told["origin"]["span"] for told in figure["told"]]
    for span in filter(None, spans):
        assert STORY[span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["gone.txt"], "gone.txt: no such file or folder"),
        (["."], ".: it is a folder; name one article"),
        (["story.txt:9"], "story.txt: it has 2 lines"),
        (["story.txt:1:900"], "story.txt: line 1 has 52 characters"),
        (
            ["story.txt:1:5"],
            "story.txt:1:5: no figure there; the nearest is '$1.2 billion' at 1:32",
        ),
        (["story.txt", "--offset", "900"], "story.txt: it has 117 characters"),
        (
            ["story.txt:1", "--offset", "3"],
            "story.txt: name a line or an offset, not both",
        ),
    ],
)
def test_a_place_that_is_not_there_is_named(
    arguments: list[str], reason: str, capsys: Captured
) -> None:
    assert main(["rules", "explain", *arguments]) == Exit.USAGE

    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == f"newsledger: {reason}\n"


def test_an_article_without_figures_is_said_to_have_none(capsys: Captured) -> None:
    Path("empty.txt").write_text("Nothing.\n", encoding="utf-8")

    assert explained("empty.txt", capsys=capsys) == ""


def test_rules_that_are_broken_in_part_still_explain(capsys: Captured) -> None:
    shipped = map(str, shipped_files())
    broken = Path("broken.yaml")
    broken.write_text("newsledger: rules/1\nrulse: []\n", encoding="utf-8")

    code = main(["rules", "explain", "story.txt", "--rules", *shipped, str(broken)])

    captured = capsys.readouterr()
    assert code == Exit.PROBLEMS
    assert "booked" in captured.out
    assert "rulse" in captured.err


def test_what_hides_in_an_article_is_not_let_loose(capsys: Captured) -> None:
    evil = "Iran's \x1b[31mexports\x07 to Iraq\u202e reached $5 million in 2019.\n"
    Path("evil.txt").write_text(evil, encoding="utf-8")

    out = explained("evil.txt", capsys=capsys)

    assert not {"\x1b", "\x07", "\u202e"} & set(out)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("story.txt", ("story.txt", None, None)),
        ("story.txt:3", ("story.txt", 3, None)),
        ("story.txt:3:4", ("story.txt", 3, 4)),
        ("with:7", ("with:7", None, None)),
        ("with:7:3", ("with:7", 3, None)),
        ("with:7:3:4", ("with:7", 3, 4)),
        ("gone:x", ("gone:x", None, None)),
        ("gone:3", ("gone", 3, None)),
        (":3", (":3", None, None)),
        ("nul\0:3", ("nul\0", 3, None)),
    ],
)
def test_as_much_as_names_a_file_is_its_name(
    typed: str, place: tuple[str, int | None, int | None]
) -> None:
    Path("with:7").touch()

    found = TypedPlace.typed(typed)

    assert (found.file, found.line, found.column) == place
