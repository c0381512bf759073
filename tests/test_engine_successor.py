"""A pack compiled after another one reads what it reads when it is compiled alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from packs import FRAGMENTS, HEAD, SLOTS, WORDS, reading_of

from parsers.engine import Engine, Program
from parsers.engine.relaxed import Sieve
from parsers.engine.successor import Successor, Widened
from parsers.pipeline import Loader, load_rules
from parsers.rules import Unsaved
from parsers.rules.loading import load
from parsers.rules.pack import Pack

TEXT = (
    "Iran's exports to Iraq reached $5 million in 2019. Exports of $7 million rose 5"
    " percent. The loan of $3 million reached China. Iraq bought 20 tons in 2018."
)
PARTS = st.sampled_from(
    [
        *("{value:money}", "{figure}", "{flow:flow}", "{gap:40}", "{country}", "loan"),
        *("{partner:country}", "reached", " ", " of ", "(?:rose )?", "{trend:trend}"),
        *(
            "{quantity:quantity}",
            "[a-z]+",
            "bought",
            "{period:period}",
            "(",
            "{nothing}",
        ),
    ]
)
PATTERNS = st.lists(PARTS, min_size=1, max_size=5).map("".join)
RULES = """
cue: '{flow}'
rules:
  - {id: figure, priority: 0, pattern: '{figure}'}
  - {id: changed, priority: 50, pattern: '%s'}
"""


@cache
def pack(pattern: str) -> Pack:
    with TemporaryDirectory() as folder:
        path = Path(folder, "rules.yaml")
        rules = RULES % pattern.replace("'", "''")
        path.write_text(HEAD + WORDS + FRAGMENTS + SLOTS + rules, encoding="utf-8")
        found = load([path]).pack
    assert found is not None
    return found


@cache
def program(pattern: str) -> Program:
    return Program(pack(pattern))


@settings(max_examples=40)
@given(PATTERNS, PATTERNS, st.booleans())
def test_a_successor_reads_what_a_program_reads(
    before: str, after: str, loose: bool
) -> None:
    successor = Successor(pack(after), program(before), loose=loose)

    alone = program(after)

    assert reading_of(Engine(successor), TEXT) == reading_of(Engine(alone), TEXT)
    assert [e.reason for e in successor.errors] == [e.reason for e in alone.errors]


def test_what_is_the_same_is_not_compiled_again() -> None:
    before = program("{value:money} reached")

    after = Successor(pack("reached {value:money}"), before)

    assert after.scanner is before.scanner
    assert after.tagger is before.tagger
    assert after.cue is not None and before.cue is not None
    assert after.cue.pattern is before.cue.pattern


def test_words_that_no_rule_asked_for_before_are_tagged() -> None:
    before = program("{value:money} reached")

    after = Successor(pack("{value:money} {multiple}"), before)

    assert after.tagger is not before.tagger


def test_a_widened_sieve_lets_through_what_is_new_to_it() -> None:
    known = Sieve(["export", "import"])

    sieve = Widened(known, ["import", "trade", "export", "import"])

    assert sieve.passing("imports") == {0, 1, 3}
    assert sieve.passing("nothing") == {1}


def test_rules_that_are_loaded_again_are_those_of_the_files(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    loader = Loader([path])
    for pattern in ("{value:money} reached", "reached {value:money}", "(", "{figure}"):
        path.write_text(HEAD + WORDS + FRAGMENTS + SLOTS + RULES % pattern)

        again, anew = loader.load(), load_rules([path])

        assert (again.digest, again.problems) == (anew.digest, anew.problems)


def test_a_proof_is_what_the_file_would_make(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    text = HEAD + WORDS + FRAGMENTS + SLOTS
    path.write_text(text + RULES % "{value:money} reached")
    loader = Loader([path])
    loader.load()
    data = (text + RULES % "reached {value:money}").encode()

    proof = loader.proof(Unsaved(path, data))

    path.write_bytes(data)
    saved = load_rules([path])
    assert proof.digest == saved.digest
    assert proof.engine is not None and saved.engine is not None
    assert reading_of(proof.engine, TEXT) == reading_of(saved.engine, TEXT)
