"""The YAML that rule files may use, and where each character of it was written."""

from __future__ import annotations

import gc

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from rule_file_samples import GOOD, HOSTILE, mutants

from parsers.errors import NewsledgerError
from parsers.rules import strict_yaml
from parsers.rules.strict_yaml import (
    Mapping,
    Node,
    RuleFileError,
    Scalar,
    Sequence,
    load,
)

NO_YAML = {name for name, (_, code, _, _) in HOSTILE.items() if code != "R107"}
SMALL = {name for name in NO_YAML if len(HOSTILE[name][0]) < 10_000}


def scalar(text: str) -> Scalar:
    """The value of the key `a` of a file."""
    root = load(text.encode())
    assert isinstance(root, Mapping)
    found = {key.value: value for key, value in root.items}["a"]
    assert isinstance(found, Scalar)
    return found


def plain(node: Node) -> object:
    """The tree as lists and dictionaries."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.value: plain(value) for key, value in node.items}


def character_at(text: str, place: tuple[int, int]) -> str:
    line, column = place
    return text.split("\n")[line - 1][column - 1]


@pytest.mark.parametrize(
    "written",
    [
        *("NO", "on", "y", "true", "null", "~", "=", "1:30", "0101", "0901", "1_000"),
        *("1.10", "2709_00", "+98", "2020-03-20", "2020-02-30", "0x1F", ".inf", "1e9"),
    ],
)
def test_a_value_stays_as_it_is_written(written: str) -> None:
    assert scalar(f"a: {written}\n").value == written


def test_keys_and_items_keep_their_order() -> None:
    root = load(b"b: [x, {y: z}]\na: ''\n")

    assert plain(root) == {"b": ["x", {"y": "z"}], "a": ""}
    assert list(plain(root)) == ["b", "a"]  # type: ignore[call-overload]


def test_every_node_knows_its_place() -> None:
    root = load("ü: b\nlist:\n  - {k: 'v'}\n".encode())
    assert isinstance(root, Mapping)
    listed = root.values[1]
    assert isinstance(listed, Sequence)
    inner = listed.items[0]
    assert isinstance(inner, Mapping)
    value = inner.values[0]

    assert [(key.line, key.column) for key in root.keys] == [(1, 1), (2, 1)]
    assert (listed.line, listed.column) == (3, 3)
    assert (inner.line, inner.column) == (3, 5)
    assert (value.line, value.column) == (3, 9)


def test_a_byte_order_mark_and_foreign_line_ends_are_no_part_of_the_file() -> None:
    root = load("\ufeffa: b\r\nc: d\re: f\n".encode())

    assert plain(root) == {"a": "b", "c": "d", "e": "f"}
    assert [key.line for key in root.keys] == [1, 2, 3]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", sorted(NO_YAML))
def test_a_hostile_file_is_refused_with_its_place(name: str) -> None:
    data, code, line, column = HOSTILE[name]

    with pytest.raises(RuleFileError) as refusal:
        load(data)

    error = refusal.value
    assert (error.code, error.line, error.column) == (code, line, column)
    assert error.reason
    assert str(error) == f"{line}:{column}: {error.reason}"


@pytest.mark.parametrize("name", sorted(SMALL))
def test_without_libyaml_it_is_refused_as_well(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strict_yaml, "_LOADER", yaml.SafeLoader)

    with pytest.raises(RuleFileError):
        load(HOSTILE[name][0])


def test_without_libyaml_the_tree_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = load(GOOD)
    monkeypatch.setattr(strict_yaml, "_LOADER", yaml.SafeLoader)

    assert load(GOOD) == fast


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_a_hundred_thousand_brackets_are_refused(
    loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strict_yaml, "_LOADER", getattr(yaml, loader))

    with pytest.raises(RuleFileError) as refusal:
        load(b"[" * 100_000)

    assert refusal.value.line == 1
    assert refusal.value.column > strict_yaml.MOST_LEVELS


def test_as_many_levels_as_allowed_are_read() -> None:
    levels = strict_yaml.MOST_LEVELS

    assert isinstance(load(b"[" * levels + b"]" * levels), Sequence)


def test_a_duplicate_key_names_the_line_of_the_first() -> None:
    with pytest.raises(RuleFileError, match="'a' comes twice, first in line 1"):
        load(b"a: 1\nb: 2\na: 3\n")


def test_the_error_is_one_of_the_program() -> None:
    assert issubclass(RuleFileError, NewsledgerError)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("pattern: {reporter:country} exported\n", "{"),
        ("  - pattern: [0-9]+ t\n", "["),
        ('pattern: "\\d"\n', "double quotes"),
        ("pattern: 'a'b'\n", "''"),
        ("pattern: (?P<x>a): b\n", "': '"),
        ("a:\n\tb: c\n", "tabs"),
        ("a: @b\n", "single quotes"),
        ("a: *b\n", "single quotes"),
    ],
)
def test_a_hint_says_what_to_write_instead(text: str, hint: str) -> None:
    with pytest.raises(RuleFileError) as refusal:
        load(text.encode())

    assert refusal.value.help is not None
    assert hint in refusal.value.help


def test_garbage_collection_goes_on_after_a_file_and_after_an_error() -> None:
    load(GOOD)
    with pytest.raises(RuleFileError):
        load(b"a: *b\n")

    assert gc.isenabled()


WORDS = st.text("ab{}()'é😀\\|:,", min_size=1, max_size=12)
LINES = st.lists(WORDS, min_size=1, max_size=5)


@given(WORDS, st.integers(0, 6))
def test_an_offset_in_single_quotes_leads_to_its_character(
    value: str, indent: int
) -> None:
    text = "x: 1\na:\n" + " " * (indent + 1) + "'" + value.replace("'", "''") + "'\n"
    found = scalar(text)

    assert found.value == value
    for offset, character in enumerate(value):
        assert character_at(text, found.position(offset)) == character
    assert character_at(text, found.position(len(value))) == "'"


@given(LINES, st.integers(1, 2), st.integers(0, 3))
def test_an_offset_in_a_quotation_over_lines_leads_to_its_character(
    lines: list[str], breaks: int, indent: int
) -> None:
    end = " " + "\n" * breaks + " " * (indent + 1)
    text = "a: '" + end.join(line.replace("'", "''") for line in lines) + "'\n"
    found = scalar(text)

    assert found.value == (" " if breaks == 1 else "\n").join(lines)
    for offset, character in enumerate(found.value):
        if not character.isspace():
            assert character_at(text, found.position(offset)) == character


@given(st.lists(st.text("abé😀{}", min_size=1, max_size=9), min_size=1, max_size=5))
def test_an_offset_in_a_plain_value_leads_to_its_character(words: list[str]) -> None:
    text = "a: x" + "\n    ".join(words) + "   # comment\n"
    found = scalar(text)

    assert found.value == "x" + " ".join(words)
    for offset, character in enumerate(found.value):
        if character != " ":
            assert character_at(text, found.position(offset)) == character


@given(
    st.lists(st.text("ab '{}é😀#", max_size=12), min_size=1, max_size=6),
    st.sampled_from(["|", "|-", "|+", "|  # comment"]),
    st.integers(1, 5),
)
def test_an_offset_in_a_block_leads_to_its_character(
    lines: list[str], header: str, indent: int
) -> None:
    lines = ["x" + line for line in lines[:1]] + lines[1:]
    body = "".join(f"{' ' * indent}{line}\n" if line else "\n" for line in lines)
    text = f"b: c\na: {header}\n{body}"
    found = scalar(text)

    assert found.value.rstrip("\n") == "\n".join(lines).rstrip("\n")
    for offset, character in enumerate(found.value):
        if character != "\n":
            assert character_at(text, found.position(offset)) == character


def test_the_offset_behind_a_block_is_the_end_of_its_last_line() -> None:
    found = scalar("a: |\n  one\n  two\nb: c\n")

    assert found.value == "one\ntwo\n"
    assert found.position(len(found.value)) == (3, 6)
    assert found.position(len(found.value) - 1) == (3, 6)


@pytest.mark.parametrize("text", ['a: "x\\ty"\n', "a: >-\n  x\n  y\n"])
def test_where_characters_are_rewritten_the_place_is_the_beginning(text: str) -> None:
    assert scalar(text).position(2) == (1, 4)


def test_every_offset_of_every_value_has_a_place_in_the_file() -> None:
    for data in mutants(1_000, seed=1):
        try:
            waiting = [load(data)]
        except RuleFileError:
            continue
        while waiting:
            node = waiting.pop()
            if isinstance(node, Scalar):
                lines = node.source.count("\n") + 1
                for offset in (0, len(node.value) // 2, len(node.value)):
                    line, column = node.position(offset)
                    assert node.line <= line <= lines
                    assert column >= 1
            else:
                waiting += node.items if isinstance(node, Sequence) else node.values
