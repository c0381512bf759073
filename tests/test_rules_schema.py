"""The JSON Schema of rule files, for editors."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rule_file_samples import GOOD, HEAD, PATCH

from parsers.resources import data_folder
from parsers.rules.schema import rules_schema, schema_text
from parsers.rules.source import parse_source
from parsers.rules.strict_yaml import Node, Scalar, Sequence, load
from tui.cli import main
from tui.cli.exits import Exit

FILE = data_folder("config") / "rules.schema.json"
SHIPPED = sorted(
    path
    for name in ("rules", "vocabulary")
    for path in (data_folder("config") / name).glob("*.yaml")
)


def as_an_editor_reads(node: Node) -> object:
    """The tree with the types of YAML 1.2."""
    if isinstance(node, Sequence):
        return [as_an_editor_reads(item) for item in node.items]
    if not isinstance(node, Scalar):
        return {key.value: as_an_editor_reads(value) for key, value in node.items}
    text = node.value
    if node.style:
        return text
    if text in ("true", "false"):
        return text == "true"
    if text in ("", "~", "null"):
        return None
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", text):
        return float(text)
    return text


def faults(data: bytes) -> list[str]:
    """What the schema finds wrong with a file."""
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(rules_schema())
    return [
        error.message for error in validator.iter_errors(as_an_editor_reads(load(data)))
    ]


def test_the_file_is_what_the_shape_says() -> None:
    assert FILE.read_text(encoding="utf-8") == schema_text()


def test_the_command_prints_the_file(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    code = main(["rules", "schema"])

    assert code == Exit.OK
    assert capsysbinary.readouterr().out == FILE.read_bytes()


def test_the_schema_is_one() -> None:
    jsonschema = pytest.importorskip("jsonschema")

    jsonschema.Draft202012Validator.check_schema(rules_schema())


def test_every_key_is_explained() -> None:
    schema = rules_schema()
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    for shape in (schema, *definitions.values()):
        assert isinstance(shape, dict)
        assert shape["description"]
        assert shape["additionalProperties"] is False
        properties = shape["properties"]
        assert isinstance(properties, dict)
        for facts in properties.values():
            assert isinstance(facts, dict)
            assert facts["description"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_file_fits(path: Path) -> None:
    assert faults(path.read_bytes()) == []


@pytest.mark.parametrize("data", [GOOD, PATCH], ids=["file", "patch"])
def test_a_sample_fits(data: bytes) -> None:
    assert faults(data) == []


@pytest.mark.parametrize(
    "wrong",
    [
        "rulez: []",
        "rules: []",
        "rules: [{id: a}]",
        "rules: [{id: A, pattern: 'a'}]",
        "rules: [{id: a, pattern: ''}]",
        "rules: [{id: a, pattern: {a: b}}]",
        "rules: [{id: a, pattern: 'a', priority: 101}]",
        "rules: [{id: a, pattern: 'a', priority: '7'}]",
        "rules: [{id: a, pattern: 'a', comparison: maybe}]",
        "rules: [{id: a, pattern: 'a', status: of}]",
        "rules: [{id: a, pattern: 'a', set: {flo: export}}]",
        "rules: [{id: a, pattern: 'a', examples: [{text: a, expect: some}]}]",
        "rules: [{id: a, pattern: 'a', examples: [{text: a}]}]",
        "slots: {a: {look: [{in: clause}]}}",
        "slots: {a: {look: [{pattern: 'a', any: ['a'], in: clause}]}}",
        "slots: {a: {look: [{pattern: 'a', in: []}]}}",
        "fragments: {a: {as: money}}",
        "references: {pair: 'both'}",
        "vocabularies: {v: {entries: {A: a}}}",
        "patch: {rulez: {a: {priority: 7}}}",
        "patch: {rules: [{id: a, priority: 7}]}",
        "patch: {rules: {a: {priority: 101}}}",
        "patch: {rules: {a: {unset: pattern}}}",
        "patch: {masks: {a: {pattern: 'a', any: ['a']}}}",
        "patch: {slots: {a: {add: [{pattern: 'a'}]}}}",
        "patch: {cue: {more: 'a'}}",
        "filters: [{id: a, pattern: 'a', rules: b}]",
    ],
)
def test_schema_and_loader_refuse_the_same(wrong: str) -> None:
    data = HEAD + wrong.encode()

    assert faults(data)
    assert parse_source("x.yaml", data)[1]


def test_the_version_is_needed() -> None:
    assert faults(b"rules: [{id: a, pattern: 'a'}]\n")


def test_the_schema_is_json_that_any_reader_takes() -> None:
    assert json.loads(schema_text()) == rules_schema()
