"""Small rule packs for tests: written as YAML, loaded as any pack is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from parsers.articles import article_from_text
from parsers.engine import Engine, Program
from parsers.model import Reading
from parsers.rules.loading import LoadedPack, load
from parsers.rules.pack import Pack
from parsers.rules.problems import Problem

HEAD = """\
newsledger: rules/1
pack: {id: small, version: 0.1.0, language: en, home: IRN}
"""

WORDS = """\
vocabularies:
  country:
    article: optional
    entries:
      IRN: [Iran, Iranian, Islamic Republic of Iran]
      IRQ: [Iraq]
      CHN: [China]
      NLD: [Netherlands]
  flow:
    case: fold
    entries:
      export: [export, exports, exported]
      import: [import, imports, imported]
      trade: [trade]
  trend:
    case: fold
    entries:
      "+": [rose, up]
      "-": [fell, down]
  symbol: {guard: none, entries: {USD: [$], EUR: [€]}}
  unit: {case: fold, entries: {tonne: [tons, ton], barrel: [barrels]}}
  scaled: {case: fold, entries: {"1e9 cubic metre": [bcm]}}
  number: {case: fold, entries: {"2": [two], "5": [five], "20": [twenty], "100": [hundred]}}
  scale: {case: fold, guard: right, entries: {"1e6": [million, m], "1e9": [billion]}}
  multiple: {case: fold, entries: {"100": [doubled], "-50": [halved]}}
"""

FRAGMENTS = r"""
fragments:
  digits: ['\\d{1,3}(?:,\\d{3})+', '\\d+(?:\\.\\d+)?']
  money:
    as: money
    any: ['{currency:symbol} ?{number:digits}(?:-{number_to:digits})?(?: ?{scale:scale})?']
  quantity:
    as: quantity
    any:
      - '(?:{number:digits}|{number:number})(?: {scale:scale})? {unit:unit}'
      - '{number:digits} {unit:scaled}'
  change:
    as: change
    any: ['(?:{number:digits}|{number:number}) ?(?:%|percent)', '{multiple:multiple}', '{times:digits} times']
  bare:
    as: bare
    any: ['{number:digits} {scale:scale}(?= in)']
  period:
    as: period
    any: ['(?:19|20)\\d\\d', 'last year']
  figure: ['{value:money}', '{quantity:quantity}', '{change:change}']
""".replace("\\\\", "\\")

SLOTS = """
slots:
  flow:
    pick: nearest
    look:
      - {pattern: '{flow:flow}', in: [clause, sentence]}
  parties:
    look:
      - {pattern: '{reporter:country}(?:''s)? {flow}', in: [cue]}
      - {pattern: '(?:to|from|with) {partner:country}', in: [sentence]}
  reporter:
    default: home
  period:
    look:
      - {pattern: 'in {period:period}', in: [after, before]}
  status:
    default: actual
"""

FIGURE_RULE = """
rules:
  - id: figure
    priority: 0
    pattern: '{figure}'
"""

SMALL = HEAD + WORDS + FRAGMENTS + SLOTS + FIGURE_RULE
"""A pack that reads "Iran's exports to Iraq reached $5 million in 2019."."""


def loaded(folder: Path, text: str, name: str = "rules.yaml") -> LoadedPack:
    """Write the text into the folder and load it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return load([path])


def errors_of(problems: Iterable[Problem]) -> list[Problem]:
    """What has to be left out; warnings leave out nothing."""
    return [problem for problem in problems if problem.severity == "error"]


def pack_of(folder: Path, text: str = SMALL) -> Pack:
    """The pack of a text in which nothing is wrong."""
    result = loaded(folder, text)
    assert errors_of(result.problems) == []
    assert result.pack is not None
    return result.pack


def engine_of(folder: Path, text: str = SMALL) -> Engine:
    """An engine of a text in which nothing is wrong, not even a pattern."""
    program = Program(pack_of(folder, text))
    assert program.errors == []
    return Engine(program)


def reading_of(engine: Engine, text: str, name: str = "a.txt") -> Reading:
    """What the engine makes of a text."""
    return engine.read(article_from_text(name, text))
