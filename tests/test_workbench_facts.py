from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.articles import article_from_text
from parsers.model import Span
from parsers.workbench.facts import Fact, FactsError, read_facts

FACT: dict[str, Any] = {
    "doc": "a.txt",
    "quote": "$5",
    "kind": "value",
    "amount": 5,
    "unit": "USD",
    "flow": "export",
    "reporter": "IRN",
    "partner": "IRQ",
    "commodity": None,
    "period": "2019",
    "status": "actual",
}


def facts_of(folder: Path, *records: object) -> dict[str, tuple[Fact, ...]]:
    path = folder / "facts.jsonl"
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records))
    return dict(read_facts(path))


def fact_of(folder: Path, **keys: object) -> Fact:
    return facts_of(folder, {**FACT, **keys})["a.txt"][0]


def test_a_fact_is_read(tmp_path: Path) -> None:
    fact = fact_of(tmp_path, amount=1.5, period_alt=["2018", None], nth=2)

    assert (fact.amount, fact.nth, fact.line) == (Decimal("1.5"), 2, 1)
    assert fact.periods == ("2019", "2018", None)
    assert fact.reporters == ("IRN",)
    assert not fact.lenient


@pytest.mark.parametrize("keys", [{"optional": True}, {"kind": "share"}])
def test_an_optional_fact_and_a_share_are_lenient(
    tmp_path: Path, keys: dict[str, Any]
) -> None:
    assert fact_of(tmp_path, **keys).lenient


def test_an_article_without_facts_is_known(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, {"doc": "b.txt", "none": True})

    assert facts == {"b.txt": ()}


def test_a_fact_stands_where_its_quote_does(tmp_path: Path) -> None:
    article = article_from_text("a.txt", "It was $5, and later $5.")

    assert fact_of(tmp_path, nth=2).place(article) == Span(21, 23)
    assert fact_of(tmp_path, nth=3).place(article) is None


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ({"amount": "5"}, "'amount' must be a number"),
        ({"amount": True}, "'amount' must be a number"),
        ({"flow": "transit"}, "'flow' must be one of export, import, trade, balance"),
        ({"quote": ""}, "'quote' must be a text"),
        ({"doc": None}, "'doc' must be a text"),
        ({"nth": 0}, "'nth' must be a whole number from 1"),
        ({"partner": 7}, "'partner' and 'partner_alt' must hold texts or null"),
    ],
)
def test_a_wrong_fact_is_told_with_its_line(
    tmp_path: Path, keys: dict[str, Any], reason: str
) -> None:
    with pytest.raises(FactsError) as caught:
        facts_of(tmp_path, FACT, {**FACT, **keys})

    assert caught.value.reasons == ((2, reason),)


def test_every_wrong_line_is_told(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text('{\n[]\n{"doc": "a", "amount": NaN}\n')

    with pytest.raises(FactsError) as caught:
        read_facts(path)

    assert [line for line, _why in caught.value.reasons] == [1, 2, 3]
    assert str(caught.value).startswith(f"{path}:1: ")


@pytest.mark.parametrize("data", [None, b"\xff\xfe\xff"])
def test_a_file_that_can_not_be_read_is_told(
    tmp_path: Path, data: bytes | None
) -> None:
    path = tmp_path / "facts.jsonl"
    if data is not None:
        path.write_bytes(data)

    with pytest.raises(FactsError):
        read_facts(path)


@given(
    st.dictionaries(
        st.sampled_from([*FACT, "nth", "none"]),
        st.none() | st.text() | st.integers() | st.lists(st.text(), max_size=2),
    )
)
def test_any_record_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, keys: dict[str, Any]
) -> None:
    try:
        facts_of(tmp_path_factory.getbasetemp(), {**FACT, **keys})
    except FactsError as error:
        assert len(error.reasons) == 1
