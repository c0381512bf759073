from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.resources import data_folder
from parsers.rules.source import parse_source
from parsers.workbench.rule_text import RuleTextError, new_file, with_rule

RULE = "- id: new\n  pattern: '{figure}'\n"
HEAD = "newsledger: rules/1\n"


def rule(indent: int) -> str:
    return "".join(f"{' ' * indent}{line}\n" for line in RULE.splitlines())


def added(text: str) -> str:
    """The text with the rule, of which taking the rule out gives the text again."""
    return with_rule(Path("mine.yaml"), text, rule)


def ids(text: str) -> list[str]:
    file, _problems = parse_source("mine.yaml", text.encode("utf-8"))
    assert file is not None
    return [source.id.value for source in file.rules]


OLD = "  - id: old\n    pattern: 'a'\n"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "rules:\n" + OLD,
        HEAD + "rules:\n- id: old\n  pattern: 'a'\n",
        HEAD + "rules:\n" + OLD + "\n# the end\n",
        HEAD + "rules:\n" + OLD + "\n# of the cue\ncue: 'b'\n",
        HEAD + "rules:\n" + OLD.rstrip("\n"),
        HEAD + "rules:\n  - id: old\n    pattern: |\n      # no comment\n\ncue: 'b'\n",
        HEAD + "rules:\n  - {id: old,\n     pattern: 'a'\n    }\ncue: 'b'\n",
        "\ufeff" + HEAD + "rules:\n" + OLD,
        (HEAD + "rules:\n" + OLD + "cue: 'b'\n").replace("\n", "\r\n"),
    ],
)
def test_a_rule_goes_behind_the_last_one_and_all_else_stays(text: str) -> None:
    whole = added(text)

    assert ids(whole) == ["old", "new"]
    at = whole.index("- id: new")
    start = whole.rindex("\n", 0, at) + 1
    end = whole.index("{figure}'", at) + len("{figure}'")
    rest = whole[:start] + whole[end:].lstrip("\r\n")
    assert "".join(rest.split()) == "".join(text.split())
    assert whole.startswith(text.rstrip("\n").partition("\n# ")[0][:20])


def test_comments_keep_their_place() -> None:
    text = HEAD + "# top\nrules:\n" + OLD + "# behind\n\n# of the cue\ncue: 'b'\n"

    whole = added(text)

    assert whole.replace(rule(2), "") == text
    assert whole.index("- id: new") < whole.index("# behind")


def test_the_rule_is_indented_as_its_neighbours_are() -> None:
    text = HEAD + "rules:\n      - id: old\n        pattern: 'a'\n"

    assert "\n      - id: new\n        pattern" in added(text)


def test_line_ends_are_those_of_the_file() -> None:
    text = (HEAD + "rules:\n" + OLD).replace("\n", "\r\n")

    whole = added(text)

    assert whole.count("\n") == whole.count("\r\n")


def test_a_file_without_rules_gets_the_key() -> None:
    text = HEAD + "cue: 'a'"

    whole = added(text)

    assert whole == text + "\n\nrules:\n" + rule(2)
    assert ids(whole) == ["new"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEAD + "rules: [{id: old, pattern: 'a'}]\n", "as a list"),
        (HEAD + "rules: []\n", "as a list"),
        (HEAD + "rules: old\n", "as a list"),
        ("- a\n", "it is no rule file"),
        ("a: [\n", "this is not YAML"),
        ("", "empty"),
    ],
)
def test_what_has_no_place_for_a_rule_is_refused(text: str, reason: str) -> None:
    with pytest.raises(RuleTextError, match=reason):
        added(text)


def test_the_shipped_rules_can_be_added_to() -> None:
    text = (data_folder("config") / "rules" / "trade-en.yaml").read_text("utf-8")

    whole = added(text)

    assert whole.replace(rule(2), "") == text
    assert ids(whole) == [*ids(text), "new"]


COMMENT = st.sampled_from(["", "# a", "  # b", "      # c", " "])


@given(st.lists(COMMENT), st.lists(COMMENT), st.booleans())
def test_whatever_comments_surround_it_the_rule_is_the_last(
    inside: list[str], behind: list[str], key: bool
) -> None:
    lines = [HEAD + "rules:", *inside, OLD.rstrip("\n"), *behind]
    text = "\n".join([*lines, "cue: 'b'" if key else ""])

    whole = added(text)

    assert ids(whole) == ["old", "new"]
    assert whole.replace(rule(2), "") in (text, text + "\n")


def test_a_new_file_extends_the_rules_in_force(tmp_path: Path) -> None:
    shipped = data_folder("config") / "rules" / "trade-en.yaml"
    mine = tmp_path / "it's" / "mine.yaml"
    mine.parent.mkdir()
    mine.write_text(HEAD, encoding="utf-8")

    text = new_file(tmp_path / "a" / "new.yaml", [shipped, mine], rule(2))

    assert text.startswith("# yaml-language-server: $schema=/")
    file, problems = parse_source("new.yaml", text.encode("utf-8"))
    assert problems == []
    assert file is not None
    extended = [scalar.value for scalar in file.extends]
    assert extended == ["trade-en", "../it's/mine.yaml"]
