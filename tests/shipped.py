"""The packaged rules, loaded once, and texts that their patterns can match."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import regex
import tomli
from hypothesis import strategies as st
from phrases import GAPS, PIECES

from parsers.articles.folding import fold
from parsers.engine import Engine
from parsers.engine.scanner import RawFigure, carried
from parsers.numbers import plain
from parsers.pipeline import RuleSet, load_rules
from parsers.resources import data_folder
from parsers.rules.pack import Pack, Pattern


def shipped_files() -> tuple[Path, ...]:
    """The rule files of the packaged settings."""
    config = data_folder("config")
    settings = tomli.loads((config / "newsledger.toml").read_text(encoding="utf-8"))
    return tuple(config / name for name in settings["rules"])


@cache
def shipped_rules() -> RuleSet:
    """The packaged rules and what is wrong with them."""
    return load_rules(shipped_files())


def shipped_engine() -> Engine:
    """An engine of the packaged rules."""
    engine = shipped_rules().engine
    assert engine is not None
    return engine


def shipped_pack() -> Pack:
    """The packaged rules, composed."""
    return shipped_engine().program.pack


@cache
def finder_patterns() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """Every pattern of the pack that runs over tagged sentences, as written."""
    pack = shipped_pack()
    looks = [look for slot in pack.slots for look in slot.looks]
    inherits = [item for slot in pack.slots for item in slot.inherit]
    found: list[Pattern | None] = [
        pack.cue,
        pack.clause,
        *(mask.pattern for mask in pack.masks),
        *(p for r in pack.rules for p in (r.pattern, r.requires, r.unless)),
        *(p for look in looks for p in (look.pattern, look.unless)),
        *(p for item in inherits for p in (item.when, item.unless)),
    ]
    sources = {f"(?<!\\w)(?:{p.source})(?!\\w)" for p in found if p is not None}
    return tuple((s, regex.compile(s, regex.IGNORECASE)) for s in sorted(sources))


@st.composite
def tagged_texts(draw: st.DrawFn) -> str:
    """Sentences in which atoms are tags, as the rules see them."""
    pack = shipped_pack()
    tags = [atom.tag for atom in pack.atoms]
    for vocabulary in pack.vocabularies:
        if vocabulary.name in pack.tagged:
            tags += sorted({vocabulary.tag(value) for value in vocabulary.values})
    piece = st.one_of(st.sampled_from(tags), st.sampled_from(PIECES))
    pieces = draw(st.lists(piece, max_size=25))
    return "".join(piece + draw(st.sampled_from(GAPS)) for piece in pieces)


def figures_in(sentence: str) -> list[RawFigure]:
    """The figures that the packaged rules find in a sentence."""
    return carried(shipped_engine().program.scanner.scan(fold(sentence)))


def shown(figure: RawFigure) -> str:
    """The amount of a figure with its unit."""
    amount = figure.amount
    upper = "" if amount.high is None else f"..{plain(amount.high)}"
    unit = f" {amount.unit}" if amount.unit else ""
    return f"{plain(amount.low)}{upper}{unit}"
