"""Rule files for tests: a good one, hostile ones, and mutants of the good one."""

from __future__ import annotations

import random
from collections.abc import Iterator

GOOD = rb"""# yaml-language-server: $schema=../rules.schema.json
newsledger: rules/1
pack: {id: sample, version: 0.1.0, language: en, home: IRN, status: experimental}
extends:
  - ../vocabulary/places.yaml
vocabularies:
  country:
    doc: Who trades.
    article: optional
    entries:
      NO: [Norway, NO]
      IRN: [Iran, Iranian]
  code:
    case: fold
    guard: none
    entries: {"0101": [0101, horses], "+": [more, up]}
references:
  pair: {to: pair, pattern: 'the two (?:countries|sides)|bilateral'}
fragments:
  year: '(?:19|20)\d\d'
  reach: ['stood at', 'reached']
  money:
    as: money
    any: ['\$ ?{number:year}', '{number:year} dollars']
  goods: {any: ['[a-z]+'], as: phrase, not: [it, them]}
masks:
  - {pattern: 'Trade Minister''s', reason: the name of an office}
slots:
  period:
    pick: nearest
    look:
      - {pattern: 'in {period:year}', in: [clause, sentence], within: 40}
      - {any: ['{year}', 'then'], in: before, set: {trend: "+"}, handicap: 5}
      - {pattern: 'ago', in: [lead], veto: long past, unless: 'now', only: change}
    inherit: [sentence, {from: figure, within: 2, when: 'it'}]
    default: home
clauses: {split: ';|while'}
rules:
  - id: reached
    doc: >-
      The commonest
      phrase.
    priority: 70
    pattern: |
      {reporter:country}(?:''s)?
      (?:exports|imports) {reach} {figure}
    requires: 'trade'
    set: {flow: export}
    examples:
      - text: Iran's exports reached $5 billion.
        context: In 2019.
        date: 2020-03-20
        expect: {flow: export, value: 5e9 USD, change: +42.7}
      - {text: The tower cost $5 million., expect: none, todo: true}
  - id: other
    status: off
    comparison: true
    pattern: 'from {figure}'
    examples:
      - text: "It rose from $1."
        expect: [{value: 1 USD}, {masked: a price}]
"""

HEAD = b"newsledger: rules/1\n"


def _laughs() -> bytes:
    lines = [b"a: &a [x, x]"]
    lines += [
        b"%c: &%c [*%c, *%c]" % (98 + n, 98 + n, 97 + n, 97 + n) for n in range(9)
    ]
    return b"\n".join(lines)


def _merges() -> bytes:
    lines = [b"a0: {k: v}"]
    lines += [b"a%d: {<<: [{x: 1}, {y: 2}]}" % n for n in range(1, 30)]
    return b"\n".join(lines)


HOSTILE: dict[str, tuple[bytes, str, int, int]] = {
    "billion laughs": (_laughs(), "R105", 1, 4),
    "merge bomb": (_merges(), "R105", 2, 6),
    "merge key": (b"a:\n  <<: {b: c}\n", "R105", 2, 3),
    "list in itself": (b"a: &a [*a]\n", "R105", 1, 4),
    "alias": (b"a: *b\n", "R105", 1, 4),
    "anchor": (b"a:\n- &b c\n", "R105", 2, 3),
    "tag": (b"a: !!timestamp x\n", "R105", 1, 4),
    "python tag": (b"a: !!python/object/apply:os.system [ls]\n", "R105", 1, 4),
    "bare tag": (b"a: ! b\n", "R105", 1, 4),
    "depth 1,000": (b"[" * 1000, "R106", 1, 33),
    "depth of braces": (b"{a: " * 1000, "R106", 1, 129),
    "depth of dashes": (b"- " * 1000, "R106", 1, 65),
    "duplicate key": (b"a: 1\nb: 2\na: 3\n", "R104", 3, 1),
    "duplicate quoted key": (b"x: {a: 1, 'a': 2}\n", "R104", 1, 11),
    "list as key": (b"x: 1\n? [a]\n: b\n", "R105", 2, 3),
    "pattern as key": (b"x: {{a: b}: c}\n", "R105", 1, 5),
    "two documents": (b"a: b\n---\nc: d\n", "R105", 2, 1),
    "yaml directive": (b"%YAML 1.1\n---\na: b\n", "R105", 1, 1),
    "tag directive": (b"%TAG !e! tag:x,2000:\n---\na: b\n", "R105", 1, 1),
    "latin-1": (b"a: b\n \xfcb: c\n", "R102", 2, 2),
    "utf-16": ("a: b\n".encode("utf-16"), "R102", 1, 1),
    "nul": (b"a: b\x00c\n", "R102", 1, 5),
    "escape": ("ä: b\nc: ü\x1b[2J\n".encode(), "R102", 2, 5),
    "escaped nul": (b'a: "b\\0"\n', "R102", 1, 4),
    "next line": ("a: b\u0085c: d\n".encode(), "R102", 1, 5),
    "line separator": ("a: 'b\u2028c'\n".encode(), "R102", 1, 6),
    "second byte order mark": ("\ufeff\ufeffa: b\n".encode(), "R102", 1, 1),
    "tab": (b"a:\n\tb: c\n", "R103", 2, 1),
    "colon in value": (b"pattern: (?P<x>a): b\n", "R103", 1, 18),
    "class as value": (b"pattern: [0-9]+ t\n", "R103", 1, 15),
    "braces as value": (b"pattern: {reporter:country} exported\n", "R103", 1, 29),
    "escape in quotes": (b'pattern: "\\d"\n', "R103", 1, 11),
    "escape beyond Unicode": (b'pattern: "\\UFFFFFFFF"\n', "R103", 1, 13),
    "lone surrogate": (b'pattern: "\\uD800"\n', "R103", 1, 13),
    "quote in quotes": (b"pattern: 'a'b'\n", "R103", 1, 13),
    "open quote": (b"a: 1\npattern: 'a\nb: c\n", "R103", 2, 10),
    "per cent": (b"a: %b\n", "R103", 1, 4),
    "at": (b"a: @b\n", "R103", 1, 4),
    "lone brackets": (b"a: ]\n", "R103", 1, 4),
    "empty": (b"", "R103", 1, 1),
    "only a comment": (b"# a\n", "R103", 1, 1),
    "huge scalar": (b"a: " + b"x" * 100_001, "R106", 1, 4),
    "150,000 keys": (
        b"".join(b"k%d: v\n" % n for n in range(150_000)),
        "R106",
        99_999,
        1,
    ),
    "250,000 items": (b"- a\n" * 250_000, "R106", 199_997, 3),
    "3 MB": (b"#" * 3_000_000, "R106", 1, 1),
    "long line of commas": (b"a: [" + b"," * 100_000, "R103", 1, 5),
    "list for a file": (b"- a\n", "R107", 1, 1),
    "no version": (b"a: b\n", "R107", 1, 1),
    "other version": (b"newsledger: rules/2\n", "R107", 1, 13),
}
"""Name -> (bytes, code of the problem, line, column)."""

PATCH = rb"""newsledger: rules/1
extends: base
patch:
  vocabularies:
    country: {case: exact, remove: [China], remove_values: NLD, unset: article}
    trend:
      add: {"+": [soared], "=": [flat, stood still]}
  references: {land: {to: pair}}
  fragments:
    figure: ['{value:money}', '{quantity:quantity}']
    period: {add: 'next year', remove: 'last year'}
  masks: {prices: {reason: a cost, any: ['price of {money}', 'at {money} each']}}
  cue: {add: 'ports?', remove: customs}
  follow_up: 'it|this'
  clauses: {split: but}
  slots:
    parties:
      add: [{pattern: 'of {partner:country}', in: sentence}]
      before: {toward: [{id: into, pattern: 'into {partner:country}', in: cue}]}
      change: {toward: {within: 20, in: [clause, sentence], unset: [handicap, set]}}
    status: {default: target, unset: [look]}
  rules:
    told: {priority: 7, unset: unless, examples: [{text: 'It rained.', expect: none}]}
    figure: {status: off}
  filters: {rumours: {packs: small, in: clause, if: {flow: export}}}
filters:
  - id: transit
    reason: transit
    rules: [told]
    pattern: 'transit'
    not_after: 'no '
    examples: [{text: 'Exports of $5 in transit.', expect: {masked: transit}}]
"""
"""A patch with something of each kind, of the pack in `test_rules_layers.py`."""

_PIECES = (
    *(b"*a", b"&a ", b"!!str ", b"<<: ", b"{", b"}", b"[", b"]", b"'", b'"', b"|\n"),
    *(b"\xff", b"\x00", b"\x1b", b"\xc2\x85", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\t"),
    *(b"\r", b"\n", b": ", b"- ", b"? ", b"#", b" #", b"%", b"@", b"`", b"---\n"),
    *(b"~", b"null", b"NO", b"1e9", b"-1", b"\\", b'"\\x"', b"\xf0\x9f\x98\x80", b",,"),
)


def mutants(count: int, seed: int = 0, whole: bytes = GOOD) -> Iterator[bytes]:
    """A good file, each time with a few bytes cut, doubled, moved or put in."""
    chance = random.Random(seed)
    for _ in range(count):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            _mutate(data, chance)
        yield bytes(data)


def _mutate(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    length = min(chance.choice((1, 1, 2, 5, 30, 200)), len(data) - at)
    how = chance.randrange(5)
    if how == 0:
        del data[at : at + length]
    elif how == 1:
        data[at:at] = data[at : at + length] * chance.randint(1, 3)
    elif how == 2:
        data[at:at] = chance.choice(_PIECES)
    elif how == 3 and at < len(data):
        data[at] = chance.randrange(256)
    else:
        lines = bytes(data).split(b"\n")
        first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[first], lines[second] = lines[second], lines[first]
        data[:] = b"\n".join(lines)
