from __future__ import annotations

import json
from dataclasses import replace

import pytest
from decision_samples import SEEN, START, drafts
from hypothesis import given
from hypothesis import strategies as st
from payloads import PAYLOADS, Payload

from parsers.articles.decoding import without_surrogates
from parsers.store import Decision, LineProblem
from parsers.store.lines import Line, parse, sign

ACCEPT = Decision("", START, "Ada", "accept", SEEN)
NOTE = Decision("", START, "Ada", "note", SEEN, text="see page 3")


def good(data: bytes) -> list[Line]:
    return [item for item in parse(data) if isinstance(item, Line)]


def problems(data: bytes) -> list[LineProblem]:
    return [item for item in parse(data) if isinstance(item, LineProblem)]


def changed(line: bytes, **values: object) -> bytes:
    """A line of another content, made with pretended care: no id."""
    record = {**json.loads(line), **values}
    del record["id"]
    return json.dumps(record).encode()


@given(drafts)
def test_a_decision_comes_back_from_its_line_whatever_it_holds(draft: Decision) -> None:
    line = sign(draft)

    assert line.raw.count(b"\n") == 0
    assert [item.decision for item in parse(line.raw)] == [line.decision]  # type: ignore[union-attr]
    assert line.decision == replace(draft, id=line.id)


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload.name)
def test_no_control_character_is_in_the_file_as_it_is(payload: Payload) -> None:
    draft = replace(NOTE, text=without_surrogates(payload.text))

    line = sign(draft)

    assert not {c for c in line.raw.decode() if c < " " or "\x7f" <= c < "\xa0"}
    assert good(line.raw)[0].decision == line.decision


def test_a_line_may_have_other_blanks_and_escapes() -> None:
    line = sign(replace(NOTE, text="§ نفت \u202e"))
    formatted = json.dumps(json.loads(line.raw), separators=(",", ":")).encode()

    (found,) = parse(b"\r\n  " + formatted + b" \r\n")

    assert found == line._replace(number=2)


def test_one_flipped_bit_is_never_silent() -> None:
    data = b"".join(sign(draft).raw + b"\n" for draft in (ACCEPT, NOTE))
    whole = [line.decision for line in good(data)]
    flips = 8 * len(data)

    silent = [
        bit
        for bit in range(flips)
        for flipped in [bytearray(data)]
        for _ in [flipped.__setitem__(bit // 8, flipped[bit // 8] ^ 1 << bit % 8)]
        if not problems(bytes(flipped))
        and [line.decision for line in good(bytes(flipped))] != whole
    ]

    print(f"bit flips: {flips:,}, silently wrong: {len(silent)}")
    assert silent == []


def test_a_line_cut_short_is_torn_wherever_it_is_cut() -> None:
    raw = sign(ACCEPT).raw

    found = {
        tuple(p.trouble for p in problems(raw[:end])) for end in range(1, len(raw))
    }

    assert found == {("torn",)}


def test_a_line_that_was_changed_by_hand_is_not_used() -> None:
    raw = sign(ACCEPT).raw.replace(b'"accept"', b'"reject"')

    (found,) = parse(raw)

    assert isinstance(found, LineProblem)
    assert found.trouble == "broken"
    assert "take the id out" in found.reason


def test_a_line_without_an_id_is_taken_as_it_stands_and_told() -> None:
    problem, line = parse(changed(sign(ACCEPT).raw, verdict="reject"))

    assert isinstance(problem, LineProblem)
    assert problem.trouble == "unproven"
    assert isinstance(line, Line)
    assert line.decision is not None
    assert line.decision.verb == "reject"
    assert problems(line.raw) == []


def test_a_line_of_a_newer_newsledger_is_good_and_says_nothing() -> None:
    (found,) = parse(sign(replace(ACCEPT, verb="merge")).raw)  # type: ignore[arg-type]

    assert isinstance(found, Line)
    assert found.decision is None


def test_a_key_that_is_not_known_is_passed_over() -> None:
    line = changed(sign(ACCEPT).raw, mood="good")

    assert good(line)[0].decision is not None


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"accept this", "column 1 is no JSON: Expecting value"),
        (b"[]", "it is no JSON object"),
        (b"{}", "it lacks verdict"),
        (b'{"verdict": 3}', "verdict is no text"),
        (b'{"verdict": "acept"}', "no such verdict: acept; did you mean accept?"),
        (b'{"verdict": "x"}', "no such verdict: x; known are accept, reject, edit"),
        (
            b'{"verdict": "undo", "verdict": "redo"}',
            "the key verdict stands there twice",
        ),
        (b'{"verdict": "undo"}', "it lacks at"),
        (b'{"verdict": "undo", "at": "noon"}', "at is no time such as 2026-"),
        (
            b'{"verdict": "undo", "at": "2999-01-01T00:00:00Z"}',
            "at can not be: 2999-01-01T00:00:00Z",
        ),
        (
            b'{"verdict": "undo", "at": "2026-01-01T00:00:00Z", "by": ""}',
            "it lacks of",
        ),
        (
            b'{"verdict": "undo", "at": "2026-01-01T00:00:00Z", "by": "\\ud800"}',
            "it holds half a character",
        ),
        (b"\xff", "byte 1 is not UTF-8"),
        (b"<<<<<<< HEAD", "a mark of a merge in git; both sides count when"),
        (b"=======", "a mark of a merge in git"),
        (b"[" * 100_000, "nested too deeply"),
        (b'"' + b"x" * 4_000_000, "longer than 4,000,000 bytes"),
        (changed(sign(ACCEPT).raw, entry=None), "entry is no text"),
        (changed(sign(ACCEPT).raw, claim=[]), "claim is no object"),
        (changed(sign(ACCEPT).raw, over="x"), "over is no list of ids"),
        (changed(sign(NOTE).raw, note=1), "note is no text"),
        (
            changed(sign(ACCEPT).raw, figure={"kind": "sum"}),
            "figure.kind is none of value, quantity, change: sum",
        ),
        (
            changed(
                sign(ACCEPT).raw,
                figure={"kind": "value", "text": "", "start": True, "end": 2},
            ),
            "figure.start is no offset",
        ),
    ],
)
def test_a_line_that_can_not_be_used_is_told_with_the_reason(
    raw: bytes, reason: str
) -> None:
    (problem,) = problems(b"\n" + raw + b"\n")

    assert problem.line == 2
    assert problem.trouble == "broken"
    assert reason in problem.reason


@given(st.binary(max_size=60))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    assert len(list(parse(data))) <= 2 * (data.count(b"\n") + 1)
