"""The JSON Schema of rule files, made from their shape, for editors.

`newsledger rules schema` prints it; `config/rules.schema.json` is that output.
"""

from __future__ import annotations

import json
from typing import TypeAlias

from parsers.rules.kinds import (
    Choice,
    Flag,
    Key,
    Kind,
    Many,
    Named,
    Number,
    Pairs,
    PatternText,
    Record,
    Text,
    keys_of,
    name_of,
)
from parsers.rules.rule_file import RuleFile

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"
Schema: TypeAlias = "dict[str, Json]"

# An editor takes an unquoted 2020 or true for a number or a truth; the loader does not.
_ANY_TEXT: list[Json] = ["string", "number", "boolean"]


def rules_schema() -> Schema:
    """The schema (draft 2020-12) of one rule file."""
    definitions: dict[str, Json] = {}
    root = _object(RuleFile, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "newsledger rule file",
        **root,
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def schema_text() -> str:
    """The schema as the text of its file."""
    return json.dumps(rules_schema(), indent=2) + "\n"


def _object(shape: type, definitions: dict[str, Json]) -> Schema:
    """The schema of a mapping with the keys of a class."""
    properties: dict[str, Json] = {}
    demands: list[Json] = []
    for key in keys_of(shape):
        for name in key.names:
            properties[name] = _property(key, definitions)
        if key.required and len(key.names) == 1:
            demands.append({"required": [key.names[0]]})
        elif len(key.names) > 1 and not key.required:
            demands.append({"not": {"required": list(key.names)}})
        elif len(key.names) > 1:
            demands.append({"oneOf": [{"required": [name]} for name in key.names]})
    schema: Schema = {
        "description": (shape.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return {**schema, "allOf": demands} if demands else schema


def _property(key: Key, definitions: dict[str, Json]) -> Schema:
    schema: Schema = {"description": key.doc, **_value(key.kind, definitions)}
    if isinstance(key.default, str | int):
        schema["default"] = key.default
    return schema


def _value(kind: Kind, definitions: dict[str, Json]) -> Schema:
    """The schema of a value of that kind."""
    match kind:
        case Text():
            return _text(kind)
        case PatternText():
            return {"type": "string", "minLength": 1}
        case Choice():
            return {"enum": list(kind.options)}
        case Number():
            return {"type": "integer", "minimum": kind.least, "maximum": kind.most}
        case Flag():
            return {"type": "boolean"}
        case Many():
            return _many(kind, definitions)
        case Pairs():
            return {
                "type": "object",
                "minProperties": 1,
                "propertyNames": _text(kind.key),
                "additionalProperties": _value(kind.value, definitions),
            }
        case Record():
            return _record(kind, definitions)
        case Named():
            return {
                "type": "object",
                "minProperties": 1,
                "propertyNames": _text(kind.name),
                "additionalProperties": _record(kind.record, definitions),
            }


def _text(kind: Text) -> Schema:
    if kind.options:
        return {"enum": list(kind.options)}
    schema: Schema = {"type": _ANY_TEXT, "minLength": 1}
    if kind.form:
        schema["pattern"] = f"^(?:{kind.form})$"
    if kind.longest:
        schema["maxLength"] = kind.longest
    return schema


def _many(kind: Many, definitions: dict[str, Json]) -> Schema:
    item = _value(kind.item, definitions)
    several: Schema = {"type": "array", "minItems": 1, "items": item}
    alternatives: list[Json] = [several]
    if kind.alone:
        alternatives.insert(0, item)
    if kind.none:
        alternatives.insert(0, {"const": "none"})
    return several if len(alternatives) == 1 else {"anyOf": alternatives}


def _record(kind: Record, definitions: dict[str, Json]) -> Schema:
    """A reference to the schema of the class, which is made once."""
    name = name_of(kind.shape).replace(" ", "-")
    if name not in definitions:
        definitions[name] = _object(kind.shape, definitions)
    reference: Schema = {"$ref": f"#/$defs/{name}"}
    if kind.short is None:
        return reference
    short = next(key for key in keys_of(kind.shape) if key.field == kind.short)
    return {"anyOf": [_value(short.kind, definitions), reference]}
