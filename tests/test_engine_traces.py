"""What a change of rules can touch: all that it leaves alone is read as before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TypeVar

import pytest
from packs import FRAGMENTS, HEAD, SLOTS, WORDS, engine_of, pack_of
from shipped import shipped_engine, shipped_pack

from parsers.articles import article_from_text
from parsers.engine import Engine, Program
from parsers.engine.examples import article_of
from parsers.engine.traces import Touch, Trace, read_traced
from parsers.model import Article, Reading
from parsers.rules.pack import Pack

T = TypeVar("T")
PARTS, EXAMPLES = 4, 5
"""One of so many is taken: there are hundreds of both."""
CLAIMS = """
cue: '{flow}'
masks: [{reason: a price, pattern: '{money} a ton'}]
rules:
  - {id: figure, priority: 0, pattern: '{figure}'}
"""
REACHED = """\
  - {id: reached, priority: 9, pattern: '(?:{flow:flow} )?reached {value:money}'}
"""
SMALL = HEAD + WORDS + FRAGMENTS + SLOTS + CLAIMS


@cache
def articles() -> tuple[Article, ...]:
    """Examples of the shipped rules: each of these has some to match it."""
    examples = (e for rule in shipped_pack().rules for e in rule.examples)
    return tuple(
        article_of(example)[0] for example in islice(examples, 0, None, EXAMPLES)
    )


@cache
def shipped_readings() -> tuple[tuple[Reading, Trace], ...]:
    """These, as the shipped rules read them."""
    program = shipped_engine().program
    return tuple(read_traced(program, article) for article in articles())


def lessened() -> Iterator[tuple[str, Pack]]:
    """The shipped pack without one of its parts, in turn."""
    pack = shipped_pack()
    for rule in pack.rules:
        yield f"rule {rule.id}", replace(pack, rules=_without(pack.rules, rule))
    for number, mask in enumerate(pack.masks):
        yield f"mask {number}", replace(pack, masks=_without(pack.masks, mask))
    for slot in pack.slots:
        for number, look in enumerate(slot.looks):
            less = replace(slot, looks=_without(slot.looks, look))
            slots = tuple(less if s is slot else s for s in pack.slots)
            yield f"look {slot.name} {number}", replace(pack, slots=slots)


def _without(parts: tuple[T, ...], part: T) -> tuple[T, ...]:
    return tuple(one for one in parts if one is not part)


def test_a_traced_reading_is_the_reading() -> None:
    engine = shipped_engine()

    plain = [engine.read(article) for article in articles()]

    assert [reading for reading, _ in shipped_readings()] == plain


def test_what_a_change_does_not_touch_is_read_as_before() -> None:
    full = shipped_engine().program
    wrong: list[str] = []
    for name, pack in islice(lessened(), 0, None, PARTS):
        wrong += missed(name, full, Program(pack, full))

    assert wrong == []


def missed(name: str, full: Program, less: Program) -> Iterator[str]:
    """The articles that are read differently without being touched, there or back."""
    away, back = Touch.between(full, less), Touch.between(less, full)
    for article, (reading, trace) in zip(articles(), shipped_readings(), strict=True):
        if away is not None and back is not None:
            other, trace_of_other = read_traced(less, article)
            is_touched = away.reaches(trace) and back.reaches(trace_of_other)
            if other != reading and not is_touched:
                yield f"{name}: {article.text}"


def test_a_change_touches_few_articles() -> None:
    full = shipped_engine().program
    less = (Program(pack, full) for _, pack in islice(lessened(), 0, None, PARTS))
    touches = [Touch.between(full, program) for program in less]
    reached = [
        sum(touch.reaches(trace) for _, trace in shipped_readings())
        for touch in touches
        if touch is not None
    ]

    assert median(reached) < len(articles()) / 5


def traced(engine: Engine, text: str) -> Trace:
    """What a text was read by."""
    return read_traced(engine.program, article_from_text("a.txt", text))[1]


@pytest.mark.parametrize(
    ("text", "is_touched"),
    [
        ("Iran's exports reached $5 million.", True),
        ("Talks reached $5 million of debts.", True),
        ("Iran's exports were $5 million.", False),
        ("Talks were of $5 million.", False),
        ("Talks reached the exports of steel.", False),
        ("", False),
    ],
)
def test_a_new_rule_touches_where_it_can_match(
    tmp_path: Path, text: str, is_touched: bool
) -> None:
    old, new = (engine_of(tmp_path, SMALL + rules) for rules in ("", REACHED))

    touch = Touch.between(old.program, new.program)

    assert touch is not None
    assert touch.reaches(traced(old, text)) is is_touched


@pytest.mark.parametrize(
    ("text", "is_touched"),
    [
        ("Iran's exports were $5 million, as Turkey said.", True),
        ("Iran's exports to Iraq were $5 million, as Turkey said.", False),
        ("The ministry, as Turkey said, spoke of exports of $5 a ton.", False),
    ],
    ids=["asked", "filled", "masked"],
)
def test_a_look_touches_where_its_slot_is_asked_and_it_can_match(
    tmp_path: Path, text: str, is_touched: bool
) -> None:
    words = SMALL.replace("CHN: [China]", "CHN: [China]\n      TUR: [Turkey]")
    look = "{pattern: '(?:to|from|with) {partner:country}', in: [sentence]}"
    said = "{pattern: 'as {partner:country} said', in: [sentence]}"
    lacks = words.replace(
        "  period:\n    look", f"  other:\n    look: [{look}]\n  period:\n    look"
    )
    has = lacks.replace(f"look: [{look}]", f"look: [{look}, {said}]")
    old, new = (engine_of(tmp_path, rules) for rules in (lacks, has))

    away = Touch.between(old.program, new.program)
    back = Touch.between(new.program, old.program)

    assert away is not None and back is not None
    assert away.reaches(traced(old, text)) is is_touched
    assert back.reaches(traced(new, text)) is is_touched


def test_a_text_is_kept_before_and_after_its_masks(tmp_path: Path) -> None:
    trace = traced(engine_of(tmp_path, SMALL), "The exports were $5 a ton of steel.")

    before, after = trace.tagged.decode().splitlines()

    assert "a ton of steel" in before
    assert " a ton" not in after and "of steel" in after


def test_a_program_takes_over_what_has_not_changed(tmp_path: Path) -> None:
    old = engine_of(tmp_path, SMALL).program
    same = Program(
        engine_of(tmp_path, SMALL.replace("a ton", "a barrel")).program.pack, old
    )
    other = Program(
        engine_of(tmp_path, SMALL.replace("[Iraq]", "[Irak]")).program.pack, old
    )

    assert same.scanner is old.scanner and same.tagger is old.tagger
    assert other.scanner is not old.scanner and other.tagger is not old.tagger


def test_where_a_pattern_does_not_compile_anything_may_change(tmp_path: Path) -> None:
    good = engine_of(tmp_path, SMALL).program
    pack = pack_of(tmp_path, SMALL + "  - {id: bad, priority: 1, pattern: 'a ** b'}\n")
    bad = Program(pack)
    assert bad.errors

    assert Touch.between(good, bad) is None
    assert Touch.between(bad, good) is None
