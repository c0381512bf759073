"""Entries for the journal: of the seed articles, hostile ones, and any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

from hypothesis import strategies as st
from ledger_samples import reading

from parsers.ledger.bookkeeping import USUAL, Bookkeeping
from parsers.ledger.journal import JOURNAL
from parsers.ledger.transactions import Words
from parsers.model import Change, Entry, Money, Period, Quantity, Span


def number(seed: str) -> str:
    return f"nl-{sha256(seed.encode('utf-8', 'replace')).hexdigest()[:12]}"


VALUE = Money(Decimal(390000000), "USD", Span(194, 206), "$390 million")
TONNES = Quantity(Decimal("5e6"), "tonne", Span(305, 322), "five million tons")
RISE = Change(Decimal("42.7"), Span(90, 95), "42.7%")

PLAIN = Entry(
    id=number("plain"),
    article="000.txt",
    title=None,
    digest="0" * 32,
    flow="export",
    reporter="IRN",
    partner="RUS",
    commodity=None,
    period=Period("2019", "2019"),
    status="actual",
    qualifier=None,
    attribution="Kazem Jalali",
    value=VALUE,
    quantity=None,
    change=None,
    rule="figures-in-years",
    span=Span(134, 280),
    quote="The ambassador put the worth of Iran\u2019s export to Russian at $390 million in 2019",
    origins=(),
)

DEFICIT = replace(
    PLAIN,
    id=number("deficit"),
    article="made-up.txt",
    flow="balance",
    partner="CHN",
    commodity="non-oil goods",
    value=Money(
        Decimal("-1.25e9"), "EUR", Span(0, 10), "€1-1.25 billion", Decimal("-1e9")
    ),
)

SEEDS = (
    PLAIN,
    replace(
        PLAIN,
        id=number("russia 2020"),
        period=Period("2020", "2020"),
        value=Money(Decimal(800000000), "USD", Span(223, 235), "$800 million"),
        change=Change(Decimal(105), Span(62, 73), "105 percent"),
    ),
    replace(
        PLAIN,
        id=number("russia imports"),
        flow="import",
        reporter="RUS",
        partner="WLD",
        period=None,
        qualifier="approx",
        value=Money(Decimal(260000000000), "USD", Span(450, 462), "$260 billion"),
        span=Span(370, 640),
        quote="this country has about $260 billion in imports, so we, as Russia's neighbor",
    ),
    replace(
        PLAIN,
        id=number("turnover 2022"),
        article="003.txt",
        title="Russia: Western sanctions won't obstruct Russian-Iranian cooperation",
        flow="trade",
        reporter="RUS",
        partner="IRN",
        period=Period("2022-01", "2022-07"),
        attribution="Russian Foreign Ministry",
        value=Money(Decimal(2700000000), "USD", Span(455, 467), "$2.7 billion"),
        change=RISE,
        span=Span(380, 520),
        quote="In January-July 2022 the bilateral trade [between Russia and Iran] accounted"
        "\nfor $2.7 billion, which is 42.7% more",
    ),
    replace(
        PLAIN,
        id=number("iraq"),
        article="004.txt",
        partner="IRQ",
        period=Period("2020-03-20", "2020-06-20"),
        attribution="Hamid Hosseini",
        value=Money(Decimal(1450000000), "USD", Span(48, 61), "$1.45 billion"),
        quantity=TONNES,
        span=Span(8, 150),
        quote="Iran has exported commodities valued at $1.45 billion to Iraq",
    ),
    replace(
        PLAIN,
        id=number("iraq open year"),
        article="004.txt",
        partner="IRQ",
        period=Period("XXXX-03-20", "XXXX-06-20"),
        attribution=None,
        value=Money(Decimal(2350000000), "USD", Span(400, 413), "$2.35 billion"),
        span=Span(330, 560),
        quote="commodities worth $2.35 billion to Iraq",
    ),
    replace(
        PLAIN,
        id=number("iraq target"),
        article="004.txt",
        flow="trade",
        partner="IRQ",
        period=Period("2021", "2021"),
        status="target",
        attribution=None,
        value=Money(Decimal(20000000000), "USD", Span(1300, 1311), "$20 billion"),
        span=Span(1200, 1330),
        quote="to increase the value of their bilateral trade to $20 billion by 2021",
    ),
    DEFICIT,
    replace(
        PLAIN,
        id=number("rate"),
        article="made-up.txt",
        partner="CHN",
        commodity="crude oil",
        value=None,
        quantity=Quantity(Decimal("2.6e6"), "barrel/day", Span(0, 3), "2.6 mb/d"),
    ),
)


def text_of(
    entries: Iterable[Entry],
    *,
    verdicts: Words | None = None,
    keeping: Bookkeeping = USUAL,
) -> str:
    read = reading(*entries)
    return "".join(JOURNAL.written([read], verdicts=verdicts, keeping=keeping))


EVIL = (
    "plain",
    'Iran "quoted" oil',
    "line1\nline2",
    'x\n2020-01-01 * "evil"\n  A:B  1 USD\n  C:D',
    "x\n\ninclude /etc/hostname",
    'x"\nplugin "evilplug"\n;',
    "a ; tag:evil",
    "a  ; b",
    "a | b",
    "(code) x",
    "*",
    "! x",
    "=2020-01-02",
    "2020-02-02 x",
    "; all comment",
    "",
    "   ",
    "tab\tin\tit",
    "\r\n2020-01-01 y",
    "back\\slash",
    'back\\"quote',
    "trailing\\",
    "{curly} [square] <angle>",
    "A  1000 USD",
    "x\x00y",
    "esc\x1b[2Jx",
    "é中文😀",
    "date:2020-02-02",
    "[=2020-09-09]",
    "a:b, c:d",
    "#tag ^link",
    "@ 5 USD",
    "%",
    "~",
    "P 2020-01-01 USD 1",
    "comment",
    "end",
    '"; drop',
    "\u2028line sep",
    "\x85nel",
    "x\x0by\x0cz",
    "| x",
    '""',
    "date2: 2020-99-99, type: x",
    "[2020/13/45] [16]",
    "\u202eRTL\u202c صادرات",
    "caf\udce9",
    "long, " * 2000,
    "نفت " * 2000,
    "x: y; z: w",
)
MEASURED = EVIL[:41]
"""Those that broke books which were written without care, with each of the tools."""
FIELDS = (
    "article",
    "title",
    "reporter",
    "partner",
    "commodity",
    "qualifier",
    "attribution",
)


def hostile(text: str, field: str) -> Entry:
    """An entry with the text in one of its fields, or as words or unit of a measure."""
    entry = replace(PLAIN, id=number(f"{text} {field}"))
    if field == "words":
        return replace(entry, value=replace(VALUE, text=text))
    if field == "currency":
        return replace(entry, value=replace(VALUE, currency=text))
    if field == "unit":
        return replace(entry, quantity=replace(TONNES, unit=text))
    return replace(entry, **{field: text})  # type: ignore[arg-type]


HOSTILE = tuple(
    hostile(text, field)
    for text in EVIL
    for field in (*FIELDS, "rule", "quote", "words", "currency", "unit")
)


def amounts() -> st.SearchStrategy[Decimal]:
    some = [
        Decimal(text) for text in ("0", "-0.00", "1E+3", "0.000001", "5e29", "1e-10")
    ]
    return st.sampled_from(some) | st.decimals(
        -(10**18), 10**18, allow_nan=False, allow_infinity=False, places=4
    )


def entries() -> st.SearchStrategy[Entry]:
    words = st.sampled_from(EVIL) | st.text(st.characters(), max_size=80)
    perhaps = st.none() | words
    party = st.sampled_from(["IRN", "RUS", "WLD", "EU", None]) | words
    spans = st.builds(
        lambda start, size: Span(start, start + size),
        st.integers(0, 9999),
        st.integers(1, 99),
    )
    some_days = st.dates(date(1600, 1, 1), date(2200, 1, 1)).map(str)
    ends = st.sampled_from(["2019", "2020-02", "XXXX-03-20"]) | some_days
    high = st.none() | amounts()
    money = st.builds(
        Money, amounts(), st.sampled_from(["USD", "IRR"]) | words, spans, words, high
    )
    units = st.sampled_from(["tonne", "barrel/day", "kg"]) | words
    return st.builds(
        Entry,
        id=st.uuids().map(lambda uuid: f"nl-{uuid.hex[:12]}"),
        article=words,
        title=perhaps,
        digest=st.just("0" * 32),
        flow=st.sampled_from(["export", "import", "trade", "balance"]),
        reporter=party,
        partner=party,
        commodity=perhaps,
        period=st.none() | st.builds(Period, ends, ends),
        status=st.sampled_from(["actual", "target", "forecast", "potential"]),
        qualifier=perhaps,
        attribution=perhaps,
        value=money,
        quantity=st.none() | st.builds(Quantity, amounts(), units, spans, words, high),
        change=st.none() | st.builds(Change, amounts(), spans, words, high),
        rule=words,
        span=spans,
        quote=words,
        origins=st.just(()),
    )
