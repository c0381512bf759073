"""A library in memory for tests of the browser, with rules of a few lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

from packs import FRAGMENTS, HEAD, SLOTS, WORDS, engine_of

from parsers.articles import Found, article_from_text
from parsers.engine import Engine
from parsers.model import (
    Article,
    Entry,
    Figure,
    Kind,
    Money,
    Origin,
    Period,
    Quantity,
    Reading,
    Skipped,
    Span,
)
from parsers.workbench.drafting import Drafter
from parsers.workbench.subject import DraftError
from tui.library import Rules

_FIGURE = re.compile(
    r"\$(?P<value>\d+(?:\.\d+)?) (?P<scale>million|billion)"
    r"|(?P<change>\d+(?:\.\d+)?) percent"
    r"|(?P<quantity>\d+(?:\.\d+)?) million tons"
)
_SCALES = {"million": 6, "billion": 9}
REASON = "a share, not trade"
PROBLEM = "trade.yaml:3:7: no such fragment"


@dataclass(frozen=True)
class FakeEngine:
    """Books money and tons after a word; masks every percent."""

    word: str = "export"

    def read(self, article: Article) -> Reading:
        entries: list[Entry] = []
        figures: list[Figure] = []
        for match in _FIGURE.finditer(article.text):
            kind: Kind = match.lastgroup if match["value"] is None else "value"  # type: ignore[assignment]
            span = Span(*match.span())
            exported = article.text.rfind(
                self.word, max(0, span.start - 80), span.start
            )
            if kind == "change":
                figures.append(Figure(kind, span, match[0], "masked", REASON, None))
            elif exported < 0:
                figures.append(Figure(kind, span, match[0], "open", None, None))
            else:
                entry = _entry(
                    article, match, span, Span(exported, exported + len(self.word))
                )
                entries.append(entry)
                figures.append(Figure(kind, span, match[0], "booked", None, entry.id))
        return Reading(article, tuple(entries), tuple(figures))


def _entry(article: Article, match: re.Match[str], span: Span, verb: Span) -> Entry:
    value = quantity = None
    if match["value"]:
        amount = Decimal(match["value"]).scaleb(_SCALES[match["scale"]])
        value = Money(amount, "USD", span, match[0])
    else:
        amount = Decimal(match["quantity"]).scaleb(6)
        quantity = Quantity(amount, "tonne", span, match[0])
    quote = Span(verb.start, span.end)
    return Entry(
        id=f"nl-{crc32(article.name.encode()):08x}{span.start:04x}",
        article=article.name,
        title=article.title,
        digest=article.digest,
        flow="export",
        reporter="IRN",
        partner="RUS",
        commodity=None,
        period=_year_of(match[0]),
        status="actual",
        qualifier=None,
        attribution=None,
        value=value,
        quantity=quantity,
        change=None,
        rule="goods-moved",
        span=quote,
        quote=quote.of(article.text),
        origins=(
            ("flow", Origin("pattern", verb)),
            ("period", Origin("inherited", None)),
            ("reporter", Origin("home")),
        ),
    )


def _year_of(words: str) -> Period:
    """Other money than that of 2020 has a year of its own: no amount contradicts another."""
    is_of_2020 = not words.startswith("$") or words == "$800 million"
    year = "2020" if is_of_2020 else f"{1900 + crc32(words.encode()) % 100}"
    return Period(year, year)


@dataclass(frozen=True)
class MemoryLibrary:
    """Articles as (name, text) pairs; a text of None can not be read."""

    articles: tuple[tuple[str, str | None], ...]
    rule_files: tuple[Path, ...] = ()
    """The first holds the word of the engine."""
    broken: bool = False
    """Whether the rules can not be used."""
    engine: FakeEngine = field(default_factory=FakeEngine)

    def find(self) -> Iterator[Found | Skipped]:
        for name, text in self.articles:
            path = name.encode()
            yield (
                Skipped(name, path, "binary, not text")
                if text is None
                else Found(name, path)
            )

    def read(self, found: Found) -> Article | Skipped:
        text = dict(self.articles)[found.name]
        assert text is not None
        return article_from_text(found.name, text)

    def load_rules(self) -> Rules:
        words = [path.read_text() for path in self.rule_files]
        if self.broken or "broken" in words:
            return Rules(None, 1, True, PROBLEM, self.rule_files)
        engine = FakeEngine(words[0]) if words else self.engine
        return Rules(engine, 0, False, "", self.rule_files)

    def proof(self, path: Path, data: bytes) -> Rules:
        return self.load_rules()

    def drafter(self, path: Path) -> Drafter:
        raise DraftError("no rule can be used")


EXPORTS = (
    "Iran's exports to Russia rose 105 percent.\n\n"
    "The exports reached $800 million in 2020. Another $260 billion is in imports, "
    "said the ambassador at length and without any need of haste in the afternoon. "
    "Traders had exported 6.2 million tons before."
)
PLAIN = "Nothing is counted here. The weather is fine."
MORE = (
    "Later news: exports of $390 million were told. Of the weather there is nothing to be "
    "said today, nor of the long way to the sea, but $5 million went to other things."
)

LIBRARY = MemoryLibrary(
    (
        ("one.txt", EXPORTS),
        ("two.txt", PLAIN),
        ("three.txt", MORE),
        ("photo.jpg", None),
    )
)


CLAIMS = """
cue: '{flow}'
masks:
  - {reason: an office, pattern: '{flow} ministry'}
  - {reason: a price, pattern: '{money} a ton'}
rules:
  - {id: figure, priority: 0, pattern: '{figure}'}
  - {id: reached, priority: 50, pattern: '{flow:flow} reached {value:money}'}
"""
PACK = HEAD + WORDS + FRAGMENTS + SLOTS + CLAIMS
DEALS = (
    "Iran's exports to Iraq reached $5 million in 2019. Steel exports of $7 million in "
    "2018 went to China at $90 a ton. A loan of $3 million was given for the exports "
    "of steel."
)
LOANS = "The bank lent borrowers $4 million. Iran's exports to China were 20 tons."


@cache
def _engine(pack: str) -> Engine:
    """An engine of a pack, made once for all tests."""
    with TemporaryDirectory() as folder:
        return engine_of(Path(folder), pack)


@dataclass(frozen=True)
class PackLibrary(MemoryLibrary):
    """The same with rules of the rule language, which can be asked why."""

    pack: str = PACK

    def load_rules(self) -> Rules:
        engine = _engine(self.pack)
        return Rules(engine, 0, False, "", (), program=engine.program)


CLAIMED = PackLibrary((("deals.txt", DEALS), ("loans.txt", LOANS)))

ECHOES = PackLibrary(
    (
        ("first.txt", "Iran's exports to Iraq were $5 million in 2019."),
        ("second.txt", "Iran's exports to Iraq were $5.02 million in 2019."),
        ("third.txt", "Iran's exports to Iraq were $6 million in 2019."),
        ("later.txt", "Iran's exports to Iraq were $75 million in 2020."),
        ("other.txt", "Iran's exports to China were $5 million in 2019."),
        ("goods.txt", "Iran's exports to Iraq were 20 tons in 2019."),
    )
)
"""What is told of one flow, and of others beside it."""
